//! How probable a scheduler held it that a card would be recalled.

use serde::{Deserialize, Serialize};
use waymark_core::scheduler::fsrs::{Memory, Parameters};
use waymark_core::scheduler::sm2;

use crate::review_log::{ReviewLog, Trial};

/// What foretells.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Model {
    /// SM-2, which states no probability. It is taken to hold that a card which is due is recalled with
    /// this one, and that this falls with time as that of something that decays: p to the power of
    /// the elapsed days by the planned ones. So does the benchmark of FSRS's authors, with 0.9.
    Sm2 {
        /// The probability of recall on the day that was planned.
        when_due: f64,
    },
    /// FSRS-6, which states one.
    Fsrs6(#[serde(with = "crate::message::parameters")] Parameters),
}

/// What was foretold of one review, and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The review.
    pub trial: Trial,
    /// How probable it was held that it is recalled.
    pub probability: f64,
    /// Whether it was.
    pub recalled: bool,
}

/// What a model foretells of each trial of a log, knowing what came before it.
pub fn predict(log: &ReviewLog, model: &Model) -> Vec<Prediction> {
    let histories = log.histories().iter();
    let probabilities: Vec<Vec<f64>> = histories
        .map(|history| {
            let reviews = history.reviews.iter();
            match model {
                Model::Sm2 { when_due } => {
                    let mut memory = sm2::Memory::New;
                    let next = reviews.map(|answered| {
                        let days = f64::from(answered.elapsed.count());
                        let probability = match memory {
                            sm2::Memory::New => 1.0,
                            sm2::Memory::Repeated(last) => {
                                when_due.powf(days / f64::from(last.interval.count()))
                            }
                        };
                        let quality = sm2::Quality::of(answered.rating);
                        memory = sm2::Memory::Repeated(memory.after(quality));
                        probability
                    });
                    next.collect()
                }
                Model::Fsrs6(parameters) => {
                    let mut memory: Option<Memory> = None;
                    let next = reviews.map(|answered| {
                        let (rating, elapsed) = (answered.rating, answered.elapsed);
                        let (probability, after) = match memory {
                            None => (1.0, Memory::first(rating, parameters)),
                            Some(last) => (
                                last.recall_at(elapsed, parameters),
                                last.after(rating, elapsed, parameters),
                            ),
                        };
                        memory = Some(after);
                        probability
                    });
                    next.collect()
                }
            }
        })
        .collect();
    let trials = log.trials().iter().copied();
    trials
        .filter_map(|trial| {
            let probability = *probabilities.get(trial.history)?.get(trial.review)?;
            Some(Prediction {
                trial,
                // Nothing is certain: a certain error would cost without end.
                probability: probability.clamp(0.0001, 0.9999),
                recalled: log.is_recalled(trial),
            })
        })
        .collect()
}
