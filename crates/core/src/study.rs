//! What to show now: the queue of a study day, and how a session went.

pub mod queue;
pub mod session;

pub use queue::{Counts, Limits, Queue, QueueCard};
pub use session::Session;
