//! What the next months would bring under each method.

use serde::{Deserialize, Serialize};
use waymark_core::scheduler::fsrs::{Parameters, Retention};
use waymark_core::time::{Days, StudyDay};

use crate::evidence::{Evidence, Verdict};
use crate::review_log::ReviewLog;
use crate::simulation::{Course, Learner, Method, Outcome, Simulation};

/// How many days are looked ahead.
pub const AHEAD: Days = Days::new(90);
/// The retentions at which is looked ahead, in percent.
const RETENTIONS: [u8; 5] = [75, 80, 85, 90, 95];
/// How many lives are lived, so that chance evens out.
const LIVES: u64 = 5;
/// How many cards on how many days are looked at for a course, unless one life takes more.
const MOST_WORK: u64 = 2_000_000;

/// What a method would bring, on the average of some lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The method.
    pub method: Method,
    /// Reviews on the average day.
    pub reviews_a_day: f64,
    /// Minutes on the average day.
    pub minutes_a_day: f64,
    /// The share of begun cards that would be recalled at the end.
    pub retained: f64,
    /// Reviews of each week, as many a day.
    pub weeks: Vec<f64>,
}

impl Evidence {
    /// The parameters by which this learner is known best: fitted ones only where that is beyond chance.
    pub fn best_parameters(&self) -> Parameters {
        match self.fitting.verdict() {
            Verdict::Better => self.parameters,
            Verdict::Worse | Verdict::Open => Parameters::DEFAULT,
        }
    }

    /// The methods under which is looked ahead: SM-2, and FSRS-6 at several retentions.
    pub fn methods(&self) -> Vec<Method> {
        let parameters = self.best_parameters();
        let retentions = RETENTIONS.into_iter().filter_map(Retention::new);
        let planned = retentions.map(|retention| Method::Fsrs6(parameters, retention));
        [Method::Sm2].into_iter().chain(planned).collect()
    }

    /// The days from `today` under each of [`Self::methods`], without new cards.
    ///
    /// Every method is judged by the same learner, who remembers by the best parameters that are known.
    pub fn outlooks(&self, log: &ReviewLog, today: StudyDay) -> Vec<Outlook> {
        let learner = Learner::of(log, self.best_parameters());
        let methods = self.methods().into_iter();
        let outlooks = methods.map(|method| Outlook::ahead(log, &learner, method, today));
        outlooks.collect()
    }
}

impl Outlook {
    /// The days from `today` for the cards of a log under a method, without new cards.
    pub fn ahead(log: &ReviewLog, learner: &Learner, method: Method, today: StudyDay) -> Self {
        let course = Course {
            new_cards: 0,
            new_per_day: 0,
            reviews_per_day: u32::MAX,
            days: AHEAD.count(),
        };
        let start = Simulation::of(log, learner, &method, today);
        Self::from(&start, &course, learner, method, LIVES)
    }

    /// A course that begins with nothing. A long one is lived less often, as chance evens out in it.
    pub fn of_course(course: &Course, learner: &Learner, method: Method) -> Self {
        let work = u64::from(course.new_cards) * u64::from(course.days);
        let lives = (MOST_WORK / work.max(1)).clamp(1, LIVES);
        Self::from(&Simulation::default(), course, learner, method, lives)
    }

    fn from(
        start: &Simulation,
        course: &Course,
        learner: &Learner,
        method: Method,
        lives: u64,
    ) -> Self {
        let lives = (1..=lives).map(|seed| start.clone().run(course, learner, &method, seed));
        Self::of(method, &lives.collect::<Vec<_>>())
    }

    /// The average of some lives.
    pub fn of(method: Method, lives: &[Outcome]) -> Self {
        let mean = |figure: &dyn Fn(&Outcome) -> f64| {
            lives.iter().map(figure).sum::<f64>() / lives.len().max(1) as f64
        };
        let days = lives.first().map_or(0, |life| life.days.len());
        let weeks = (0..days.div_ceil(7)).map(|week| {
            mean(&|life| {
                let days = life.days.iter().skip(week * 7).take(7);
                let (count, reviews) = days.fold((0_u32, 0), |(count, sum), day| {
                    (count + 1, sum + day.reviews)
                });
                f64::from(reviews) / f64::from(count.max(1))
            })
        });
        Self {
            method,
            weeks: weeks.collect(),
            reviews_a_day: mean(&Outcome::reviews_a_day),
            minutes_a_day: mean(&Outcome::minutes_a_day),
            retained: mean(&|life| life.retained),
        }
    }
}
