//! The workers for Anki packages: one knows cards, the other archives and databases.

use js_sys::Uint8Array;
use waymark_store::packaging::{Answer, MessageError, Order, Progress};

use super::task::{Address, Heard, Program, TaskError};

pub use super::task::{Ready, Task};

/// The importer, for what is about cards.
pub const IMPORTER: Program = Program {
    address: Address::Importer,
    name: "the importer",
};

/// The worker for Anki packages, for archives and databases.
pub const PACKAGES: Program = Program {
    address: Address::Member("waymarkAnki"),
    name: "the worker for Anki packages",
};

/// What a worker never does, in words.
pub const SOMETHING_ELSE: &str = "the worker answered something else";

/// What a worker answered, with what is beside it.
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// What is beside it, where the browser keeps it.
    pub beside: Vec<Uint8Array>,
}

/// Has a worker carry out an order with what is beside it, which is handed over. `begun` gets the
/// task, so that it can be stopped, and `progress` hears how far it is.
///
/// # Errors
/// [`TaskError`] if the worker ends before it has answered.
pub async fn carry_out(
    worker: Ready,
    order: &Order,
    beside: &[Uint8Array],
    begun: impl FnOnce(Task),
    progress: impl Fn(Progress) + 'static,
) -> Result<Answered, TaskError> {
    let Program { name, .. } = worker.program;
    let failed = |error: MessageError| TaskError::Crashed {
        name,
        cause: error.to_string(),
    };
    let order = order.to_bytes().map_err(failed)?;
    let hear = move |answer: &[u8]| match Answer::from_bytes(answer) {
        Ok(Answer::Working(now)) => {
            progress(now);
            Heard::Working
        }
        // What it means is told once, by whoever waits.
        answer => Heard::Answered(answer),
    };
    let (answer, beside) = worker.carry_out(&order, beside, begun, hear).await?;
    let answer = answer.map_err(failed)?;
    Ok(Answered { answer, beside })
}
