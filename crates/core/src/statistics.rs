//! How learning goes, in figures: what was done, what was recalled, what is to come.
//!
//! Every figure is a pure function of the journal, of its fold, and of the cards that are looked
//! at. [`History`] reads the journal once; the rest counts what it found. What each figure means
//! is written at its type, and in words for the learner in [`Figure::definition`].
//!
//! Counts are whole numbers, shares are in thousandths. Below [`ENOUGH`] nothing is claimed.

mod activity;
mod figure;
mod forecast;
mod history;
mod pace;
mod recall;
mod spread;
mod streak;

use crate::time::{Days, StudyDay};

pub use activity::{DayTotal, by_day};
pub use figure::Figure;
pub use forecast::Forecast;
pub use history::{Asked, History, Occasion};
pub use pace::{Estimate, Pace};
pub use recall::{
    INTERVALS, IntervalRange, Share, by_hour, by_interval, by_part, by_rating, recalled,
};
pub use spread::{EASES, EaseRange, Leech, Standings, ease_factors, intervals, leeches};
pub use streak::Streak;

/// So many reviews there must be at least before a share or a usual time is claimed of them.
///
/// Of twenty, one more or less recalled is five in a hundred, which is as coarse as a figure that
/// is read as percent may be.
pub const ENOUGH: u32 = 20;

/// The study days from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub first: StudyDay,
    /// The last; before the first, there are none.
    pub last: StudyDay,
}

impl Period {
    /// That many days up to `today`, which is one of them.
    pub const fn last_days(today: StudyDay, days: Days) -> Self {
        Self {
            first: today.minus(Days::new(days.count().saturating_sub(1))),
            last: today,
        }
    }

    /// Every day up to `today`; what a clock dated later does not count yet.
    pub const fn until(today: StudyDay) -> Self {
        Self {
            first: StudyDay::from_unix_day(i32::MIN),
            last: today,
        }
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: StudyDay) -> bool {
        self.first <= day && day <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_one_of_the_last_days() {
        let today = StudyDay::from_unix_day(100);
        let week = Period::last_days(today, Days::new(7));
        let inside = (90..110).filter(|day| week.contains(StudyDay::from_unix_day(*day)));
        assert_eq!(inside.collect::<Vec<_>>(), (94..=100).collect::<Vec<_>>());
        let none = Period::last_days(today, Days::new(0));
        assert!(none.contains(today));
        assert!(!Period::until(today).contains(today.plus(Days::ONE)));
    }
}
