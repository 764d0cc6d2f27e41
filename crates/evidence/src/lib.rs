//! Which scheduler serves this learner, by their own log.
//!
//! The log is replayed through SM-2, through FSRS-6 as its authors give it, and through FSRS-6 fitted to
//! the log; each is scored by reviews that the fit did not see. A simulator looks ahead. This crate
//! does no I/O, reads no clock and draws no chance but from fixed seeds: the same log gives the same
//! evidence. The optimiser is that of the crate `fsrs`; nothing else of Waymark knows it, and without the
//! feature `optimiser` this crate does not either.

mod evidence;
mod message;
#[cfg(feature = "optimiser")]
mod optimiser;
mod outlook;
mod past;
mod prediction;
mod refusal;
mod review_log;
mod score;
mod simulation;
mod stage;
#[cfg(feature = "optimiser")]
mod weigh;

pub use evidence::{Evidence, Gain, Scored, Verdict};
pub use message::{Answer, MessageError, Order, Weighed};
#[cfg(feature = "optimiser")]
pub use optimiser::fit;
pub use outlook::{AHEAD, Outlook};
pub use past::Past;
pub use prediction::{Model, Prediction, predict};
pub use refusal::{FitError, LEAST_HELD_OUT, LEAST_REVIEWS};
pub use review_log::{Answered, CardHistory, ReviewLog, Trial};
pub use score::{Bin, Score};
pub use simulation::{Course, Learner, Method, Outcome, SimulatedDay, Simulation};
pub use stage::Stage;
#[cfg(feature = "optimiser")]
pub use weigh::carry_out;
