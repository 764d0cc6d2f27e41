//! Study days in a row, with a day of rest a week.

use crate::time::{Days, StudyDay};

/// How many days a week has.
const WEEK: u32 = 7;

/// How steadily the learner studies.
///
/// A *stretch* is a row of days of which any seven that follow one another have at most one without
/// a review: a day of rest a week never breaks it. Two days without a review in a row end it; and
/// where a second day of rest comes within the week of the first, the stretch counts anew from the
/// day after the first, so that nobody begins at zero over a single day. Only days with a review
/// are counted. Today is no day of rest before it is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Days with a review in the longest stretch that lasts until today.
    pub current: u32,
    /// Days with a review in the longest stretch ever.
    pub longest: u32,
    /// Days with a review among the last seven, today among them.
    pub last_week: u32,
}

impl Streak {
    /// The streak as of `today`, by the days with a review in ascending order, each once; later days than
    /// today do not count.
    pub fn of(days: impl IntoIterator<Item = StudyDay>, today: StudyDay) -> Self {
        let mut streak = Self::default();
        let mut stretch = Stretch::EMPTY;
        let week = super::Period::last_days(today, Days::new(WEEK));
        for day in days {
            if day > today {
                break;
            }
            stretch.go_on(day);
            streak.longest = streak.longest.max(stretch.studied);
            streak.last_week += u32::from(week.contains(day));
        }
        // What rests until yesterday still has to be allowed.
        stretch.rest_until(today);
        streak.current = stretch.studied;
        streak
    }
}

/// The longest stretch that lasts until some day.
struct Stretch {
    /// Days with a review.
    studied: u32,
    /// How many of them came after the last day of rest.
    since_rest: u32,
    /// The last day with a review, and the day of rest last before it, if the stretch has one.
    last: Option<(StudyDay, Option<StudyDay>)>,
}

impl Stretch {
    const EMPTY: Self = Self {
        studied: 0,
        since_rest: 0,
        last: None,
    };

    /// Adds a day with a review.
    fn go_on(&mut self, day: StudyDay) {
        self.rest_until(day);
        self.studied += 1;
        self.since_rest += 1;
        self.last = Some((day, self.last.and_then(|(_, rest)| rest)));
    }

    /// Counts the days between the last one with a review and `day` as days of rest.
    fn rest_until(&mut self, day: StudyDay) {
        let Some((last, before)) = self.last else {
            return;
        };
        match day.days_since(last).count() {
            0 | 1 => {}
            2 => {
                let rest = last.plus(Days::ONE);
                let is_too_soon = |before: StudyDay| rest.days_since(before).count() < WEEK;
                if before.is_some_and(is_too_soon) {
                    self.studied = self.since_rest;
                }
                self.since_rest = 0;
                self.last = Some((last, Some(rest)));
            }
            _ => *self = Self::EMPTY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: i32 = 1_000;

    /// The streak of days written as `x` for a review and `.` for none, the last one today.
    fn streak(days: &str) -> (u32, u32, u32) {
        let first = TODAY + 1 - days.len() as i32;
        let days = (first..).zip(days.bytes()).filter(|(_, day)| *day == b'x');
        let days = days.map(|(day, _)| StudyDay::from_unix_day(day));
        let streak = Streak::of(days, StudyDay::from_unix_day(TODAY));
        (streak.current, streak.longest, streak.last_week)
    }

    #[test]
    fn a_day_of_rest_a_week_breaks_nothing() {
        #[track_caller]
        fn check(days: &str, expected: (u32, u32, u32)) {
            assert_eq!(streak(days), expected, "{days}");
        }
        check("", (0, 0, 0));
        check(".......", (0, 0, 0));
        check("x", (1, 1, 1));
        check("xxx", (3, 3, 3));
        // Today is not over.
        check("xx.", (2, 2, 2));
        check("xx..", (2, 2, 2));
        check("xx...", (0, 2, 2));
        check("xx.xx", (4, 4, 4));
        // Every seventh day.
        check("xxxxxx.xxxxxx.xxxxxx.", (18, 18, 6));
        // The second rest comes after six days: one too soon for the first.
        check("xxx.xxxxx.xxx", (8, 8, 6));
        check("xxx.xxxxxx.xx", (11, 11, 6));
        check("x.x.x.x.x", (2, 2, 4));
        // A holiday ends it, and the longest stays.
        check("xxxxxxxxxx......x", (1, 10, 1));
    }

    /// The same, found by trying every row of days.
    fn by_trying(days: &str) -> (u32, u32) {
        let days = days.as_bytes();
        let studied = |row: &[u8]| row.iter().filter(|day| **day == b'x').count() as u32;
        let is_stretch = |row: &[u8]| {
            let weeks = row.windows(row.len().min(7));
            let mut rests = weeks.map(|week| week.iter().filter(|day| **day == b'.').count());
            rests.all(|rests| rests <= 1)
        };
        let until = |end: usize| {
            let rows = (0..end).map(|start| &days[start..end]);
            rows.filter(|row| is_stretch(row)).map(studied).max()
        };
        // Without a review today, what counts is how it stood when today began.
        let end = days.len() - usize::from(days.last() == Some(&b'.'));
        let longest = (1..=days.len()).filter_map(until).max();
        (until(end).unwrap_or(0), longest.unwrap_or(0))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn it_is_the_longest_stretch_of_all(days in "[x.]{1,40}|(x{0,7}[.]){1,6}") {
            let (current, longest, last_week) = streak(&days);
            prop_assert_eq!((current, longest), by_trying(&days));
            prop_assert!(current <= longest && last_week <= 7);
        }
    }
}
