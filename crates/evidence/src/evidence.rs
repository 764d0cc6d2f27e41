//! What a log says about SM-2, FSRS-6 and FSRS-6 fitted.

use rustc_hash::FxHashMap;
use waymark_core::scheduler::fsrs::Parameters;

use crate::fit::{FitError, LEAST_REVIEWS, fit};
use crate::prediction::{Model, Prediction, predict};
use crate::review_log::ReviewLog;
use crate::score::{Score, loss};

/// Which part of the reviews is held out: the last fifth.
const HELD_OUT: usize = 5;
/// The least held-out reviews from which something is said.
pub const LEAST_HELD_OUT: usize = LEAST_REVIEWS / (HELD_OUT - 1);
/// How many standard errors a gain must be above nothing.
const ERRORS: f64 = 2.0;

/// What a log says.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// How many reviews the fit saw.
    pub seen: usize,
    /// How many later ones the scores are about.
    pub held_out: usize,
    /// SM-2, with the share that was recalled when due among what the fit saw.
    pub sm2: Scored,
    /// FSRS-6 as its authors give it.
    pub standard: Scored,
    /// FSRS-6 fitted to what the fit saw.
    pub fitted: Scored,
    /// What fitting gains over the default.
    pub fitting: Gain,
    /// What FSRS-6 by default gains over SM-2.
    pub changing: Gain,
    /// The parameters fitted to all reviews, those held out among them: what to take.
    pub parameters: Parameters,
}

/// A model with its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// What foretold.
    pub model: Model,
    /// How well.
    pub score: Score,
}

/// By how much one model foretold better than another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// How much less log loss there is per review.
    pub mean: f64,
    /// The standard error of that, where reviews of one card count as one observation.
    pub error: f64,
}

/// What can be said of a gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It foretells better, beyond chance.
    Better,
    /// It foretells worse, beyond chance.
    Worse,
    /// No difference that chance does not explain.
    Open,
}

/// How far the weighing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The earlier reviews are being fitted.
    Fitting,
    /// The later ones are being foretold.
    Scoring,
    /// All are being fitted.
    FittingAll,
}

impl Evidence {
    /// Weighs a log, and says how far it is.
    ///
    /// # Errors
    /// [`FitError`] where there are too few reviews, or nothing fits them.
    pub fn weigh(log: &ReviewLog, mut progress: impl FnMut(Stage)) -> Result<Self, FitError> {
        let trials = log.trials();
        let seen = trials.len() - trials.len() / HELD_OUT;
        if seen < LEAST_REVIEWS {
            return Err(FitError::TooFew {
                usable: trials.len(),
                least: LEAST_REVIEWS + LEAST_HELD_OUT,
            });
        }
        progress(Stage::Fitting);
        let early = fit(log, trials.get(..seen).unwrap_or_default())?;
        progress(Stage::Scoring);
        let when_due = recalled_when_due(log, seen);
        let later = |model| {
            let mut predictions = predict(log, &model);
            let held_out = predictions.split_off(seen.min(predictions.len()));
            let score = Score::of(log, &held_out);
            (Scored { model, score }, held_out)
        };
        let (sm2, by_sm2) = later(Model::Sm2 { when_due });
        let (standard, by_standard) = later(Model::Fsrs6(Parameters::DEFAULT));
        let (fitted, by_fitted) = later(Model::Fsrs6(early));
        progress(Stage::FittingAll);
        Ok(Self {
            seen,
            held_out: trials.len() - seen,
            fitting: Gain::of(&by_standard, &by_fitted),
            changing: Gain::of(&by_sm2, &by_standard),
            parameters: fit(log, trials)?,
            sm2,
            standard,
            fitted,
        })
    }
}

/// The share of the first trials that was recalled: what SM-2 is granted to know.
fn recalled_when_due(log: &ReviewLog, seen: usize) -> f64 {
    let trials = log.trials().iter().take(seen);
    let recalled = trials.filter(|trial| log.is_recalled(**trial)).count();
    (recalled as f64 / seen.max(1) as f64).clamp(0.01, 0.99)
}

impl Gain {
    /// What the second of two predictions of the same reviews gains over the first.
    pub fn of(one: &[Prediction], other: &[Prediction]) -> Self {
        let mut cards: FxHashMap<usize, (f64, usize)> = FxHashMap::default();
        let mut total = 0.0;
        for (before, after) in one.iter().zip(other) {
            let gain = loss(before) - loss(after);
            total += gain;
            let (sum, count) = cards.entry(before.trial.history).or_default();
            *sum += gain;
            *count += 1;
        }
        let reviews = one.len().max(1) as f64;
        let mean = total / reviews;
        let mut cards: Vec<_> = cards.into_iter().collect();
        cards.sort_unstable_by_key(|(history, _)| *history);
        let squares = cards.iter().map(|(_, (sum, count))| {
            let beyond = sum - mean * *count as f64;
            beyond * beyond
        });
        let groups = cards.len().max(2) as f64;
        let correction = groups / (groups - 1.0);
        Self {
            mean,
            error: (squares.sum::<f64>() * correction).sqrt() / reviews,
        }
    }

    /// What can be said of it.
    pub fn verdict(&self) -> Verdict {
        if self.mean > ERRORS * self.error {
            Verdict::Better
        } else if self.mean < -ERRORS * self.error {
            Verdict::Worse
        } else {
            Verdict::Open
        }
    }
}
