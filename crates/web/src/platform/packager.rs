//! The worker for Anki packages.

use waymark_store::packaging::{Answer, Order, Progress};

use super::task::{self, Heard, Program, TaskError};

pub use super::task::Task;

const PROGRAM: Program = Program {
    address: "waymarkAnki",
    name: "the worker for Anki packages",
};

/// Has a worker carry out an order. `begun` gets the task, so that it can be stopped, and
/// `progress` hears how far it is.
///
/// # Errors
/// [`TaskError`] if the worker ends before it has answered.
pub async fn carry_out(
    order: &Order,
    begun: impl FnOnce(Task),
    progress: impl Fn(Progress) + 'static,
) -> Result<Answer, TaskError> {
    let failed = |error: waymark_store::packaging::MessageError| TaskError::Crashed {
        name: PROGRAM.name,
        cause: error.to_string(),
    };
    let order = order.to_bytes().map_err(failed)?;
    let hear = move |message: &[u8]| match Answer::from_bytes(message) {
        Ok(Answer::Working(now)) => {
            progress(now);
            Heard::Working
        }
        // What it means is told once, by whoever waits.
        Ok(_) | Err(_) => Heard::Answered,
    };
    let answer = task::carry_out(PROGRAM, &order, begun, hear).await?;
    Answer::from_bytes(&answer).map_err(failed)
}
