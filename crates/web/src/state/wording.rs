//! Words for numbers: intervals, days to come, dates, lengths of time.

use chrono::Datelike as _;
use waymark_core::time::{Days, Shift, StudyDay};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An interval as it stands on a button: `1 day`, `15 days`, `3.1 months`, `1.2 years`.
pub fn interval(days: Days) -> String {
    match days.count() {
        1 => "1 day".to_owned(),
        days @ ..=30 => format!("{days} days"),
        days @ ..=364 => tenths(days, 30, "month"),
        days => tenths(days, 365, "year"),
    }
}

/// Days in a larger unit with one decimal place, rounded to the nearest tenth.
fn tenths(days: u32, per_unit: u32, unit: &str) -> String {
    let tenths = (u64::from(days) * 10 + u64::from(per_unit) / 2) / u64::from(per_unit);
    match (tenths / 10, tenths % 10) {
        (1, 0) => format!("1 {unit}"),
        (whole, 0) => format!("{whole} {unit}s"),
        (whole, tenth) => format!("{whole}.{tenth} {unit}s"),
    }
}

/// A later day as seen from `today`: `tomorrow`, `in 6 days`, `in 2 months`.
pub fn later_day(today: StudyDay, day: StudyDay) -> String {
    match day.days_since(today) {
        Days::ONE => "tomorrow".to_owned(),
        days => format!("in {}", interval(days)),
    }
}

/// A date: `20 November 2026`.
pub fn date(day: StudyDay) -> String {
    let civil = day.civil();
    let month = civil.and_then(|date| MONTHS.get(date.month0() as usize));
    match (civil, month) {
        (Some(date), Some(month)) => format!("{} {month} {}", date.day(), date.year()),
        _ => day.to_string(),
    }
}

/// How far a shift reaches, either way, to the nearest day: `6 days`.
pub fn days_away(shift: Shift) -> String {
    let hours = shift.ms().unsigned_abs() / 3_600_000;
    let days = u32::try_from((hours + 12) / 24).unwrap_or(u32::MAX);
    interval(Days::new(days))
}

/// A number of things, with its thousands apart: `1 card`, `10,000 events`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number as u64),
        if number == 1 { one } else { many }
    )
}

/// A number with its thousands apart: `5,242,880`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// An amount of bytes: `0 KB`, `340 KB`, `3.4 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", one_decimal(bytes)),
    }
}

/// A length of time: `45 seconds`, `12 minutes`.
pub fn duration(ms: u64) -> String {
    let seconds = ms / 1_000;
    if seconds < 60 {
        count(seconds as usize, "second", "seconds")
    } else {
        count(((seconds + 30) / 60) as usize, "minute", "minutes")
    }
}

/// Millionths as a number with one decimal.
pub fn one_decimal(millionths: u64) -> String {
    let tenths = (millionths + 50_000) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A share in percent, which never says all or nothing of what is not.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        exact if exact <= 0.0 => "0%".to_owned(),
        small if small < 0.5 => "under 1%".to_owned(),
        all if all >= 100.0 => "100%".to_owned(),
        large if large > 99.5 => "over 99%".to_owned(),
        number => format!("{number:.0}%"),
    }
}

/// Minutes of a day: `under a minute`, `18 minutes`.
pub fn minutes(minutes: f64) -> String {
    match minutes.round() as u64 {
        0 => "under a minute".to_owned(),
        1 => "1 minute".to_owned(),
        some => format!("{some} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_read_naturally() {
        #[track_caller]
        fn check(days: u32, expected: &str) {
            assert_eq!(interval(Days::new(days)), expected);
        }
        check(1, "1 day");
        check(6, "6 days");
        check(30, "30 days");
        check(31, "1 month");
        check(38, "1.3 months");
        check(95, "3.2 months");
        check(364, "12.1 months");
        check(365, "1 year");
        check(595, "1.6 years");
        check(35_838, "98.2 years");
        check(u32::MAX, "11767033.7 years");
    }

    #[test]
    fn days_and_durations_read_naturally() {
        let today = StudyDay::from_unix_day(100);
        assert_eq!(later_day(today, today.plus(Days::ONE)), "tomorrow");
        assert_eq!(later_day(today, today.plus(Days::new(6))), "in 6 days");
        assert_eq!(date(StudyDay::from_unix_day(0)), "1 January 1970");
        assert_eq!(date(StudyDay::from_unix_day(20_777)), "20 November 2026");
        assert_eq!(date(StudyDay::from_unix_day(i32::MAX)), "day 2147483647");
        assert_eq!(days_away(Shift::from_ms(-6 * 86_400_000)), "6 days");
        assert_eq!(days_away(Shift::from_ms(-30 * 3_600_000)), "1 day");
        assert_eq!(duration(1_499), "1 second");
        assert_eq!(duration(59_999), "59 seconds");
        assert_eq!(duration(60_000), "1 minute");
        assert_eq!(duration(12 * 60_000 + 29_000), "12 minutes");
    }

    #[test]
    fn thousands_stand_apart() {
        #[track_caller]
        fn check(number: u64, expected: &str) {
            assert_eq!(grouped(number), expected);
        }
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(5_242_880, "5,242,880");
        assert_eq!(count(1, "event", "events"), "1 event");
        assert_eq!(count(10_000, "event", "events"), "10,000 events");
    }

    #[test]
    fn a_share_is_never_rounded_to_all_or_nothing() {
        #[track_caller]
        fn check(share: f64, expected: &str) {
            assert_eq!(percent(share), expected);
        }
        check(0.0, "0%");
        check(0.001, "under 1%");
        check(0.876, "88%");
        check(0.997, "over 99%");
        check(1.0, "100%");
    }

    #[test]
    fn minutes_are_whole() {
        #[track_caller]
        fn check(number: f64, expected: &str) {
            assert_eq!(minutes(number), expected);
        }
        check(0.3, "under a minute");
        check(1.2, "1 minute");
        check(18.4, "18 minutes");
    }
}
