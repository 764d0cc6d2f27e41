//! What the days of a log would have brought under each method.

use serde::{Deserialize, Serialize};
use waymark_core::scheduler::fsrs::{Parameters, Retention};

use crate::evidence::Evidence;
use crate::outlook::Outlook;
use crate::review_log::ReviewLog;
use crate::simulation::{Learner, Method, Simulation};

/// How many lives are lived, so that chance evens out.
const LIVES: u64 = 3;

/// The days of a log, as they were and as they would have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// How many days they are.
    pub days: usize,
    /// Reviews of begun cards on the average day, as they were.
    pub reviews_a_day: f64,
    /// As they would have been under each method, if these cards had been begun on the same days.
    pub methods: Vec<Outlook>,
}

impl Past {
    /// The days of a log; `heard` is told how many methods of how many are done.
    pub fn of(log: &ReviewLog, evidence: &Evidence, mut heard: impl FnMut(usize, usize)) -> Self {
        let best = evidence.best_parameters();
        let learner = Learner::of(log, best);
        let mut methods = vec![
            Method::Sm2,
            Method::Fsrs6(Parameters::DEFAULT, Retention::USUAL),
        ];
        if best != Parameters::DEFAULT {
            methods.push(Method::Fsrs6(best, Retention::USUAL));
        }
        let all = methods.len();
        let lived = (0..).zip(methods).map(|(done, method)| {
            heard(done, all);
            let lives = (1..=LIVES).map(|seed| Simulation::relive(log, &learner, &method, seed));
            Outlook::of(method, &lives.collect::<Vec<_>>())
        });
        let methods: Vec<Outlook> = lived.collect();
        let days = log.days();
        let begun = log.histories().iter().filter(|one| !one.reviews.is_empty());
        let reviews = log.reviews().count() - begun.count();
        Self {
            days,
            reviews_a_day: reviews as f64 / days.max(1) as f64,
            methods,
        }
    }
}
