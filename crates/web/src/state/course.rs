//! What new cards will take: the simulator asked about a course.

use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::Parameters;
use waymark_core::study::Demand;
use waymark_core::time::StudyDay;
use waymark_evidence::{Course, Learner, Method, Outlook, ReviewLog};

/// What a course is reckoned from.
#[derive(Clone, Copy, Debug)]
pub struct Reckoning<'a> {
    /// How the learner answered so far.
    pub log: &'a ReviewLog,
    /// By which parameters FSRS-6 knows the learner.
    pub parameters: Parameters,
    /// The first day.
    pub today: StudyDay,
    /// How many reviews a day brings at most.
    pub reviews_per_day: u32,
}

impl Reckoning<'_> {
    /// What the cards of a demand bring under a scheduler, until its deadline.
    pub fn of(&self, demand: &Demand, scheduler: Scheduler) -> Outlook {
        let course = Course {
            new_cards: u32::try_from(demand.left).unwrap_or(u32::MAX),
            new_per_day: u32::try_from(demand.per_day).unwrap_or(u32::MAX),
            reviews_per_day: self.reviews_per_day,
            days: demand.deadline.days_since(self.today).count(),
        };
        let method = match scheduler {
            Scheduler::Sm2 => Method::Sm2,
            Scheduler::Fsrs6(retention) => Method::Fsrs6(self.parameters, retention),
        };
        let learner = Learner::of(self.log, self.parameters);
        Outlook::of_course(&course, &learner, method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::scheduler::fsrs::Retention;

    #[test]
    fn a_deadline_is_reckoned_under_either_scheduler() {
        let today = StudyDay::from_unix_day(20_481);
        let demand = Demand::of(450, today, StudyDay::from_unix_day(20_526));
        let demand = demand.expect("a time to come");
        let reckoning = Reckoning {
            log: &ReviewLog::default(),
            parameters: Parameters::DEFAULT,
            today,
            reviews_per_day: 200,
        };
        let of = |scheduler| reckoning.of(&demand, scheduler);
        let sm2 = of(Scheduler::Sm2);
        let [low, high] = [80, 95].map(|percent| {
            let retention = Retention::new(percent).expect("from 70 to 97");
            of(Scheduler::Fsrs6(retention))
        });
        assert!((2.0..30.0).contains(&sm2.minutes_a_day), "{sm2:?}");
        assert!(low.minutes_a_day < high.minutes_a_day && low.retained < high.retained);
    }
}
