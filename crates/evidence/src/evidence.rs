//! What a log says about SM-2, FSRS-6 and FSRS-6 fitted.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use waymark_core::scheduler::fsrs::Parameters;

use crate::prediction::{Model, Prediction};
use crate::score::{Score, loss};

/// How many standard errors a gain must be above nothing.
const ERRORS: f64 = 2.0;

/// What a log says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[serde(with = "crate::message::parameters")]
    pub parameters: Parameters,
}

/// A model with its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// What foretold.
    pub model: Model,
    /// How well.
    pub score: Score,
}

/// By how much one model foretold better than another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
