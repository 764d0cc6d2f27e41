//! FSRS-6 fitted to a log, by the optimiser of the crate `fsrs`.

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};
use waymark_core::rating::Rating;
use waymark_core::scheduler::fsrs::Parameters;

use crate::refusal::FitError;
use crate::review_log::{Answered, ReviewLog, Trial};

/// The parameters that foretell the results of these trials best, near the default where they say little.
///
/// # Errors
/// [`FitError`] where there are fewer than [`LEAST_REVIEWS`](crate::LEAST_REVIEWS), or the optimiser
/// finds nothing.
pub fn fit(log: &ReviewLog, trials: &[Trial]) -> Result<Parameters, FitError> {
    match FitError::of(trials.len()) {
        Some(refusal) => Err(refusal),
        None => optimum(log, trials),
    }
}

/// The same for any number of trials, as where some are held out to test it.
pub(crate) fn optimum(log: &ReviewLog, trials: &[Trial]) -> Result<Parameters, FitError> {
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
