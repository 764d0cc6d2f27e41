//! How far the weighing of a log is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The earlier reviews are being fitted.
    Fitting,
    /// The later ones are being foretold.
    Scoring,
    /// All are being fitted.
    FittingAll,
    /// The days of the log are lived once more.
    Reliving {
        /// Under so many methods they were.
        done: usize,
        /// Under so many they will be.
        all: usize,
    },
    /// The days to come are lived.
    LookingAhead {
        /// Under so many methods they were.
        done: usize,
        /// Under so many they will be.
        all: usize,
    },
}

impl Stage {
    /// How much of the work is done, in percent; about, since nobody knows how long a fit takes.
    pub fn percent(self) -> usize {
        let part = |done: usize, all: usize, of: usize| (done * of).checked_div(all).unwrap_or(of);
        match self {
            Self::Fitting => 0,
            Self::Scoring => 25,
            Self::FittingAll => 30,
            Self::Reliving { done, all } => 60 + part(done, all, 15),
            Self::LookingAhead { done, all } => 75 + part(done, all, 25),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fitting => "Fitting your earlier reviews",
            Self::Scoring => "Foretelling your later reviews",
            Self::FittingAll => "Fitting all your reviews",
            Self::Reliving { .. } => "Reliving your days under each method",
            Self::LookingAhead { .. } => "Looking ahead",
        })
    }
}
