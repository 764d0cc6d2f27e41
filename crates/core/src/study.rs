//! What to show now: the queue of a study day, and how a session went.

pub mod backlog;
mod cram;
pub mod demand;
pub mod phase;
pub mod queue;
pub mod session;
pub mod stopwatch;
pub mod typed;

pub use backlog::Backlog;
pub use demand::Demand;
pub use phase::HeldPhase;
pub use queue::{Counts, Extent, KeptDay, Limits, Planning, Queue, QueueCard, QueueRoadmap};
pub use session::Session;
pub use stopwatch::Stopwatch;
