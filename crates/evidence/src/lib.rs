//! Which scheduler serves this learner, by their own log.
//!
//! The log is replayed through SM-2, through FSRS-6 as its authors give it, and through FSRS-6 fitted to
//! the log; each is scored by reviews that the fit did not see. A simulator looks ahead. This crate
//! does no I/O, reads no clock and draws no chance but from fixed seeds: the same log gives the same
//! evidence. The optimiser is that of the crate `fsrs`; nothing else of Waymark knows it.

mod evidence;
mod fit;
mod outlook;
mod prediction;
mod review_log;
mod score;
mod simulation;

pub use evidence::{Evidence, Gain, LEAST_HELD_OUT, Scored, Stage, Verdict};
pub use fit::{FitError, LEAST_REVIEWS, fit};
pub use outlook::{AHEAD, Outlook};
pub use prediction::{Model, Prediction, predict};
pub use review_log::{Answered, CardHistory, ReviewLog, Trial};
pub use score::{Bin, Score};
pub use simulation::{Course, Learner, Method, Outcome, SimulatedDay, Simulation};
