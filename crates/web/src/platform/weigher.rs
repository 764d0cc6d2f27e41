//! The worker for the evidence, which has the optimiser.

use waymark_evidence::{Answer, MessageError, Order, Stage};

use super::task::{Address, Heard, Program, Ready, TaskError};

pub use super::task::Task;

const PROGRAM: Program = Program {
    address: Address::Member("waymarkEvidence"),
    name: "the worker for the evidence",
};

/// Has a worker weigh a log. `begun` gets the task, so that it can be stopped, and `progress` hears
/// how far it is.
///
/// # Errors
/// [`TaskError`] if the worker ends before it has answered.
pub async fn carry_out(
    order: &Order,
    begun: impl FnOnce(Task),
    progress: impl Fn(Stage) + 'static,
) -> Result<Answer, TaskError> {
    let failed = |error: MessageError| TaskError::Crashed {
        name: PROGRAM.name,
        cause: error.to_string(),
    };
    let order = order.to_bytes().map_err(failed)?;
    let hear = move |message: &[u8]| match Answer::from_bytes(message) {
        Ok(Answer::Working(stage)) => {
            progress(stage);
            Heard::Working
        }
        // What it means is told once, by whoever waits.
        answer => Heard::Answered(answer),
    };
    let worker = Ready::start(PROGRAM)?;
    let (answer, _) = worker.carry_out(&order, &[], begun, hear).await?;
    answer.map_err(failed)
}
