//! A backlog: more is due than a day brings. How many days it takes to be caught up with.

/// How far ahead a backlog is looked at, in days.
pub const HORIZON: usize = 60;

/// More cards are due than the daily limit of reviews lets come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Cards that are due.
    pub due: usize,
    /// Reviews that a day brings at most.
    pub per_day: usize,
    /// Study days until no more is due than a day brings, today included; `None` if that is
    /// beyond the horizon.
    pub days: Option<u32>,
}

impl Backlog {
    /// The backlog of a day on which `due` cards are due and `left` of them may still come.
    ///
    /// `coming` says how many cards that are begun already become due on each of the next days.
    /// What comes back of the reviews done meanwhile is not known, and left out. `None` where a day
    /// is enough.
    pub fn of(due: usize, left: usize, per_day: usize, coming: &[u32]) -> Option<Self> {
        if due <= left {
            return None;
        }
        let mut waiting = due - left;
        let mut days = None;
        for (day, coming) in (2..).zip(coming) {
            waiting = (waiting + *coming as usize).saturating_sub(per_day);
            if waiting == 0 {
                days = Some(day);
                break;
            }
        }
        Some(Self { due, per_day, days })
    }

    /// Whether it takes more than that many days.
    pub fn is_longer_than(&self, days: u16) -> bool {
        self.days.is_none_or(|needed| needed > u32::from(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(due: usize, left: usize, per_day: usize, coming: &[u32], expected: Option<u32>) {
        let mut days = coming.to_vec();
        days.resize(HORIZON, 0);
        let backlog = Backlog::of(due, left, per_day, &days);
        assert_eq!(backlog.and_then(|backlog| backlog.days), expected);
    }

    #[test]
    fn the_plan_says_how_long_it_takes() {
        check(80, 80, 80, &[], None);
        check(312, 80, 80, &[], Some(4));
        check(320, 80, 80, &[], Some(4));
        check(321, 80, 80, &[], Some(5));
        // In the middle of the first day it is still the first of four.
        check(272, 40, 80, &[], Some(4));
        // What becomes due meanwhile waits at the end.
        check(312, 80, 80, &[10, 10, 10], Some(5));
        check(81, 80, 80, &[80, 80, 0], Some(4));
        // It never ends where as much comes as is done.
        check(81, 80, 80, &[80; HORIZON], None);
        check(1, 0, 0, &[], None);
    }

    proptest! {
        #[test]
        fn a_higher_limit_never_takes_longer(
            due in 0_usize..2_000,
            per_day in 1_usize..300,
            coming in prop::collection::vec(0_u32..100, HORIZON),
        ) {
            let days = |per_day| match Backlog::of(due, per_day, per_day, &coming) {
                None => 1,
                Some(backlog) => backlog.days.unwrap_or(u32::MAX),
            };
            prop_assert!(days(per_day + 1) <= days(per_day));
        }

        #[test]
        fn what_is_due_fits_into_the_days(due in 1_usize..2_000, per_day in 1_usize..300) {
            let Some(backlog) = Backlog::of(due, per_day, per_day, &[0; HORIZON]) else {
                return Ok(());
            };
            if let Some(days) = backlog.days {
                prop_assert!(days as usize * per_day >= due);
                prop_assert!((days as usize - 1) * per_day < due);
            }
        }
    }
}
