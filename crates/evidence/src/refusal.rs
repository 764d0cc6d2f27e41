//! When a log is refused, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Fewer usable reviews than this say more about chance than about the learner.
pub const LEAST_REVIEWS: usize = 400;
/// Which part of the reviews is held out where a fit is tried: the last fifth.
pub(crate) const HELD_OUT: usize = 5;
/// The least held-out reviews from which something is said.
pub const LEAST_HELD_OUT: usize = LEAST_REVIEWS / HELD_OUT;

/// Why nothing was fitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FitError {
    /// There are too few reviews that say something.
    TooFew {
        /// How many there are.
        usable: usize,
        /// How many it takes.
        least: usize,
    },
    /// The optimiser found nothing.
    NotFound {
        /// What it says.
        cause: String,
    },
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { usable, least } => write!(
                f,
                "{usable} usable reviews; it takes {least}. Usable are reviews of cards whose earlier \
                 reviews are known too, a day or more after the last"
            ),
            Self::NotFound { cause } => write!(f, "no parameters fit these reviews: {cause}"),
        }
    }
}

impl std::error::Error for FitError {}

impl FitError {
    /// Why so many usable reviews can be neither fitted nor weighed, if they cannot.
    pub fn of(usable: usize) -> Option<Self> {
        let least = LEAST_REVIEWS;
        (usable < least).then_some(Self::TooFew { usable, least })
    }
}
