//! Competence: what an item of a mastery checklist says the learner can do. It fades unless it is
//! shown again.

use crate::collection::Learning;
use crate::time::StudyDay;

/// How an item of a mastery checklist stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Competence {
    /// It was never shown, or failed when it was asked last.
    NotYet,
    /// It was shown once and is due to be shown again since that day.
    Fading(StudyDay),
    /// It was shown, and counts as shown until that day.
    Shown(StudyDay),
}

impl Competence {
    /// How an item stands on `today`, by the learning of its card.
    ///
    /// The scheduler says how long a recall can be relied on, so it decides when showing fades.
    pub fn of(learning: Learning, today: StudyDay) -> Self {
        match learning {
            Learning::Begun(progress) if progress.memory.successes > 0 => {
                if progress.due <= today {
                    Self::Fading(progress.due)
                } else {
                    Self::Shown(progress.due)
                }
            }
            Learning::Begun(_) | Learning::New => Self::NotYet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Drill, Mark, Progress};
    use crate::scheduler::sm2::{EaseFactor, Repetition};
    use crate::time::Days;
    use proptest::prelude::*;

    fn begun(successes: u32, due: i32) -> Learning {
        let due = StudyDay::from_unix_day(due);
        Learning::Begun(Progress {
            recollection: None,
            memory: Repetition {
                successes,
                ease: EaseFactor::START,
                interval: Days::new(6),
            },
            begun: due.minus(Days::new(6)),
            reviewed: due.minus(Days::new(6)),
            due,
            reviews: 1,
            lapses: 0,
            drill: Drill::Done,
            mark: Mark::None,
        })
    }

    #[test]
    fn what_was_shown_fades_when_it_is_due() {
        #[track_caller]
        fn check(learning: Learning, today: i32, expected: Competence) {
            let today = StudyDay::from_unix_day(today);
            assert_eq!(Competence::of(learning, today), expected);
        }
        let due = StudyDay::from_unix_day(100);
        check(Learning::New, 100, Competence::NotYet);
        check(begun(0, 100), 99, Competence::NotYet);
        check(begun(1, 100), 99, Competence::Shown(due));
        check(begun(1, 100), 100, Competence::Fading(due));
        check(begun(9, 100), 400, Competence::Fading(due));
    }

    proptest! {
        #[test]
        fn without_another_review_it_only_fades(
            successes in 0_u32..4,
            due in -50_i32..50,
            earlier in -60_i32..60,
            later in 0_i32..60,
        ) {
            let at = |day| Competence::of(begun(successes, due), StudyDay::from_unix_day(day));
            prop_assert!(at(earlier + later) <= at(earlier));
        }
    }
}
