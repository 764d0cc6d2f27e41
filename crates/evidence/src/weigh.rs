//! Weighing a log: it is fitted, and what the fit did not see is foretold.

use waymark_core::scheduler::fsrs::Parameters;

use crate::evidence::{Evidence, Gain, Scored};
use crate::message::{Answer, Order, Weighed};
use crate::optimiser::{fit, optimum};
use crate::outlook::Outlook;
use crate::past::Past;
use crate::prediction::{Model, predict};
use crate::refusal::{FitError, HELD_OUT};
use crate::review_log::ReviewLog;
use crate::score::Score;
use crate::simulation::Learner;
use crate::stage::Stage;

impl Evidence {
    /// Weighs a log, and says how far it is.
    ///
    /// # Errors
    /// [`FitError`] where there are too few reviews, or nothing fits them.
    pub fn weigh(log: &ReviewLog, mut progress: impl FnMut(Stage)) -> Result<Self, FitError> {
        let trials = log.trials();
        let seen = trials.len() - trials.len() / HELD_OUT;
        if let Some(refusal) = FitError::of(trials.len()) {
            return Err(refusal);
        }
        progress(Stage::Fitting);
        let early = optimum(log, trials.get(..seen).unwrap_or_default())?;
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

impl Weighed {
    /// Weighs a log, and says how far it is.
    ///
    /// # Errors
    /// [`FitError`] where there are too few reviews, or nothing fits them.
    pub fn of(order: &Order, mut progress: impl FnMut(Stage)) -> Result<Self, FitError> {
        let Order { log, today } = order;
        let evidence = Evidence::weigh(log, &mut progress)?;
        let past = Past::of(log, &evidence, |done, all| {
            progress(Stage::Reliving { done, all });
        });
        let learner = Learner::of(log, evidence.best_parameters());
        let methods = evidence.methods();
        let all = methods.len();
        let outlooks = (0..).zip(methods).map(|(done, method)| {
            progress(Stage::LookingAhead { done, all });
            Outlook::ahead(log, &learner, method, *today)
        });
        Ok(Self {
            outlooks: outlooks.collect(),
            evidence,
            past,
        })
    }
}

/// Carries out an order, and says meanwhile how far it is.
pub fn carry_out(order: &Order, progress: impl FnMut(Stage)) -> Answer {
    match Weighed::of(order, progress) {
        Ok(weighed) => Answer::Weighed(Box::new(weighed)),
        Err(refusal) => Answer::Refused(refusal),
    }
}
