//! A calendar of squares, a column for each week: the more of something, the larger the square.

use std::fmt::Write as _;

use chrono::Weekday;
use waymark_core::time::StudyDay;

use super::{Fit, axis, drawing};
use crate::components::element::{View, element};
use crate::state::wording::date;

/// How large the square of a day is in the tenths of its place: none, and the four levels.
const SIZES: [u32; 5] = [2, 4, 6, 8, 10];
/// The classes of the levels; each has a shade of its own besides its size.
const CLASSES: [&str; 5] = [
    "plot-day-none",
    "plot-day-1",
    "plot-day-2",
    "plot-day-3",
    "plot-day-4",
];

/// Days with something on them.
pub struct Calendar<'a> {
    /// The first day.
    pub first: StudyDay,
    /// The last.
    pub last: StudyDay,
    /// The day on which weeks begin.
    pub week_start: Weekday,
    /// How much there is on a day.
    pub value: &'a dyn Fn(StudyDay) -> u32,
}

/// The calendar, weeks from left to right, with its first and its last day below.
pub fn calendar(days: &Calendar<'_>) -> View {
    let (weeks, paths) = draw(days);
    let names = [days.first, days.last].map(date);
    element("div")
        .class("plot-calendar")
        .attribute(
            "data-weeks",
            match weeks {
                0..=6 => "few",
                7..=20 => "some",
                _ => "many",
            },
        )
        .child(drawing(
            Fit::Whole,
            (weeks as usize * 12, 7 * 12),
            CLASSES.into_iter().zip(paths).collect(),
        ))
        .child(axis(names))
        .view()
}

/// How many weeks there are, and the squares of each level.
fn draw(days: &Calendar<'_>) -> (u32, Vec<String>) {
    let most = all_days(days).map(days.value).max().unwrap_or(0);
    let mut paths = vec![String::new(); SIZES.len()];
    let mut week = 0;
    for day in all_days(days) {
        let place = u32::from(day.days_into_week(days.week_start));
        if place == 0 && day != days.first {
            week += 1;
        }
        let level = level((days.value)(day), most);
        if let (Some(path), Some(size)) = (paths.get_mut(level), SIZES.get(level)) {
            let inset = (12 - size) / 2;
            let (x, y) = (week * 12 + inset, place * 12 + inset);
            // Writing to a string does not fail.
            let _ = write!(path, "M{x} {y}h{size}v{size}h-{size}z");
        }
    }
    (week + 1, paths)
}

fn all_days(days: &Calendar<'_>) -> impl Iterator<Item = StudyDay> {
    (days.first.unix_day()..=days.last.unix_day()).map(StudyDay::from_unix_day)
}

/// The level of a value, 0 for none: quarters of the most.
fn level(value: u32, most: u32) -> usize {
    let (value, most) = (u64::from(value), u64::from(most.max(1)));
    (value * 4).div_ceil(most).min(4) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_quarters_of_the_most() {
        let levels = [0, 1, 25, 26, 50, 51, 75, 76, 100].map(|value| level(value, 100));
        assert_eq!(levels, [0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(level(0, 0), 0);
        assert_eq!(level(u32::MAX, u32::MAX), 4);
    }

    #[test]
    fn every_day_has_its_place_in_its_week() {
        // 2026-03-14 was a Saturday.
        let saturday = StudyDay::from_unix_day(20_526);
        #[track_caller]
        fn check(days: &Calendar<'_>, weeks: u32, first: &str) {
            let (found, paths) = draw(days);
            assert_eq!(found, weeks);
            assert!(paths[4].starts_with(first), "{}", paths[4]);
        }
        let days = |week_start| Calendar {
            first: saturday,
            last: StudyDay::from_unix_day(20_528),
            week_start,
            value: &|_| 3,
        };
        check(&days(Weekday::Mon), 2, "M1 61h10v10h-10zM1 73h10");
        check(&days(Weekday::Sun), 2, "M1 73h10v10h-10zM13 1h10");
        check(&days(Weekday::Sat), 1, "M1 1h10v10h-10zM1 13h10");
    }
}
