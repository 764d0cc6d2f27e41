//! The demand of a deadline: how many new cards a day it takes to begin them all in time.

use crate::time::{Days, StudyDay};

/// The last days before a deadline, which bring no new cards where there is time enough.
///
/// A card that is begun a week before has had its reviews after one day and after six. Where there
/// are less than two weeks, half of the time is for reviews.
const REVIEW_DAYS: u32 = 7;

/// The most new cards a day that a deadline alone brings. Each costs several reviews in its first
/// weeks, and more new cards than this are forgotten faster than they are learned.
pub const MOST_A_DAY: usize = 50;

/// What a deadline asks of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The day by which all cards are to be begun.
    pub deadline: StudyDay,
    /// Cards that were new when the day began.
    pub left: usize,
    /// New cards a day that it takes.
    pub needed: usize,
    /// New cards that the day brings: what it takes, but at most [`MOST_A_DAY`].
    pub per_day: usize,
    /// The study day on which the last of them is begun at that demand.
    pub begun_by: StudyDay,
}

impl Demand {
    /// The demand on `today` with `left` cards to begin; `None` once the deadline has come, and where
    /// nothing is left.
    pub fn of(left: usize, today: StudyDay, deadline: StudyDay) -> Option<Self> {
        let days = deadline.days_since(today).count();
        if days == 0 || left == 0 {
            return None;
        }
        let new_days = (days - REVIEW_DAYS.min(days)).max(days.div_ceil(2));
        let needed = left.div_ceil(new_days as usize);
        let per_day = needed.min(MOST_A_DAY);
        let last = u32::try_from(left.div_ceil(per_day) - 1).unwrap_or(u32::MAX);
        Some(Self {
            deadline,
            left,
            needed,
            per_day,
            begun_by: today.plus(Days::new(last)),
        })
    }

    /// Whether not all cards can be begun in time without more new cards a day than is sane.
    pub const fn is_too_much(&self) -> bool {
        self.needed > self.per_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `(needed, per_day, days until the last is begun)` of so many cards, so many days before.
    #[track_caller]
    fn check(left: usize, days: i32, expected: Option<(usize, usize, u32)>) {
        let today = StudyDay::from_unix_day(20_000);
        let demand = Demand::of(left, today, StudyDay::from_unix_day(20_000 + days));
        let found = demand.map(|demand| {
            let last = demand.begun_by.days_since(today).count();
            (demand.needed, demand.per_day, last)
        });
        assert_eq!(found, expected, "{left} cards in {days} days");
    }

    #[test]
    fn the_last_days_are_for_review() {
        // An interview in three weeks: two weeks for what is new, one to review it.
        check(210, 21, Some((15, 15, 13)));
        check(450, 45, Some((12, 12, 37)));
        check(70, 14, Some((10, 10, 6)));
        check(70, 13, Some((10, 10, 6)));
        check(1, 21, Some((1, 1, 0)));
        // In a few days there is no week to leave.
        check(30, 3, Some((15, 15, 1)));
        check(30, 2, Some((30, 30, 0)));
        check(30, 1, Some((30, 30, 0)));
        // The day has come, or is over, or there is nothing to do.
        check(30, 0, None);
        check(30, -1, None);
        check(0, 21, None);
    }

    #[test]
    fn more_than_is_sane_is_not_given_but_said() {
        check(2_000, 21, Some((143, MOST_A_DAY, 39)));
        let today = StudyDay::from_unix_day(0);
        let demand = Demand::of(2_000, today, StudyDay::from_unix_day(21));
        assert!(demand.is_some_and(|demand| demand.is_too_much()));
    }

    proptest! {
        #[test]
        fn what_is_sane_is_begun_in_time(left in 1_usize..3_000, days in 1_i32..400) {
            let today = StudyDay::from_unix_day(-3);
            let deadline = StudyDay::from_unix_day(days - 3);
            let demand = Demand::of(left, today, deadline).expect("a time to come");
            prop_assert!(demand.per_day >= 1 && demand.per_day <= MOST_A_DAY);
            prop_assert!(demand.is_too_much() || demand.begun_by < deadline);
        }

        #[test]
        fn who_keeps_the_demand_is_never_asked_for_more(left in 1_usize..3_000, days in 2_i32..400) {
            let deadline = StudyDay::from_unix_day(days);
            let demand = Demand::of(left, StudyDay::from_unix_day(0), deadline).expect("a time to come");
            let rest = left.saturating_sub(demand.per_day);
            if let Some(next) = Demand::of(rest, StudyDay::from_unix_day(1), deadline)
                && !demand.is_too_much()
            {
                prop_assert!(next.needed <= demand.needed);
            }
        }
    }
}
