//! FSRS-6 fitted to a log, by the optimiser of the crate `fsrs`.

use std::fmt;

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};
use waymark_core::rating::Rating;
use waymark_core::scheduler::fsrs::Parameters;

use crate::review_log::{Answered, ReviewLog, Trial};

/// Fewer usable reviews than this say more about chance than about the learner.
pub const LEAST_REVIEWS: usize = 400;

/// Why nothing was fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The parameters that foretell the results of these trials best, near the default where they say little.
///
/// # Errors
/// [`FitError`] where there are fewer than [`LEAST_REVIEWS`], or the optimiser finds nothing.
pub fn fit(log: &ReviewLog, trials: &[Trial]) -> Result<Parameters, FitError> {
    if trials.len() < LEAST_REVIEWS {
        return Err(FitError::TooFew {
            usable: trials.len(),
            least: LEAST_REVIEWS,
        });
    }
    let found = compute_parameters(ComputeParametersInput {
        train_set: trials.iter().map(|trial| item(log, *trial)).collect(),
        card_ids: Some(trials.iter().map(|trial| trial.history as i64).collect()),
        ..ComputeParametersInput::default()
    });
    let found = found.map_err(|error| FitError::NotFound {
        cause: error.to_string(),
    })?;
    let numbers: Vec<f64> = found.into_iter().map(f64::from).collect();
    Parameters::nearest(&numbers).ok_or_else(|| FitError::NotFound {
        cause: "a number without end".to_owned(),
    })
}

/// A trial with what came before it, as the optimiser reads it.
pub(crate) fn item(log: &ReviewLog, trial: Trial) -> FSRSItem {
    let review = |answered: &Answered| FSRSReview {
        rating: match answered.rating {
            Rating::Blackout | Rating::Familiar | Rating::Again => 1,
            Rating::Hard => 2,
            Rating::Good => 3,
            Rating::Easy => 4,
        },
        delta_t: answered.elapsed.count(),
    };
    FSRSItem {
        reviews: log.reviews_to(trial).iter().map(review).collect(),
    }
}
