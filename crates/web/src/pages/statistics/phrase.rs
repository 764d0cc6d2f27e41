//! Figures as words.

use waymark_core::statistics::{EaseRange, IntervalRange, Share};
use waymark_core::time::{StudyDay, Took};

use crate::state::wording::{count, date, duration, grouped};

/// A share as percent, which never says all or nothing of what is not.
pub fn percent(permille: u32) -> String {
    match permille {
        0 => "0%".to_owned(),
        1..5 => "under 1%".to_owned(),
        995..1_000 => "over 99%".to_owned(),
        permille => format!("{}%", (permille + 5) / 10),
    }
}

/// A share with what it is of, or why none is named: `91% of 412`, `too few yet: 12 of 15`.
pub fn share(share: Share) -> String {
    let of = format!(
        "{} of {}",
        grouped(share.recalled.into()),
        grouped(share.reviews.into())
    );
    match (share.permille(), share.reviews) {
        (_, 0) => "none yet".to_owned(),
        (Some(permille), reviews) => {
            format!("{} of {}", percent(permille), grouped(reviews.into()))
        }
        (None, _) => format!("too few yet: {of}"),
    }
}

/// A number of reviews: `1,023 reviews`.
pub fn reviews(number: u32) -> String {
    count(number as usize, "review", "reviews")
}

/// A number of cards: `1,023 cards`.
pub fn cards(number: u32) -> String {
    count(number as usize, "card", "cards")
}

/// A number of days.
pub fn days(number: u32) -> String {
    count(number as usize, "day", "days")
}

/// A length of time that may be hours: `3 hours 20 minutes`.
pub fn span(ms: u64) -> String {
    let minutes = (ms + 30_000) / 60_000;
    if minutes < 60 {
        return duration(ms);
    }
    let hours = count((minutes / 60) as usize, "hour", "hours");
    match minutes % 60 {
        0 => hours,
        minutes => format!("{hours} {}", count(minutes as usize, "minute", "minutes")),
    }
}

/// The time of one review, in tenths of a second where it is short: `6.2 seconds`.
pub fn seconds(took: Took) -> String {
    match took.tenths() {
        10 => "1 second".to_owned(),
        tenths @ ..1_000 if tenths % 10 == 0 => format!("{} seconds", tenths / 10),
        tenths @ ..1_000 => format!("{}.{} seconds", tenths / 10, tenths % 10),
        _ => duration(took.ms().into()),
    }
}

/// A range of intervals: `7 to 20 days`.
pub fn interval_range(range: IntervalRange) -> String {
    match range.to {
        Some(to) => format!("{} to {} days", range.from.count(), to.count()),
        None => format!("{} days or more", range.from.count()),
    }
}

/// A range of ease factors: `1.30 to 1.49`.
pub fn ease_range(range: EaseRange) -> String {
    let factor = |hundredths: u16| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    match range.to {
        Some(to) => format!("{} to {}", factor(range.from), factor(to)),
        None => format!("{} or more", factor(range.from)),
    }
}

/// One day, or the days from one to another.
pub fn stretch(first: StudyDay, last: StudyDay) -> String {
    if first == last {
        date(first)
    } else {
        format!("{} to {}", date(first), date(last))
    }
}

/// An hour of the clock: `09:00`.
pub fn hour(hour: usize) -> String {
    format!("{hour:02}:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_said_of_all_only() {
        let words = [0, 1, 4, 5, 14, 15, 910, 994, 995, 999, 1_000].map(percent);
        assert_eq!(
            words,
            [
                "0%", "under 1%", "under 1%", "1%", "1%", "2%", "91%", "99%", "over 99%",
                "over 99%", "100%"
            ]
        );
    }

    #[test]
    fn nothing_is_claimed_of_few_reviews() {
        #[track_caller]
        fn check(recalled: u32, reviews: u32, expected: &str) {
            assert_eq!(share(Share { recalled, reviews }), expected);
        }
        check(0, 0, "none yet");
        check(12, 15, "too few yet: 12 of 15");
        check(375, 412, "91% of 412");
        check(1_200, 1_200, "100% of 1,200");
    }

    #[test]
    fn times_read_naturally() {
        let words = [59_000, 3_599_000, 7_200_000, 12_000_000, 3_660_000].map(span);
        let expected = [
            "59 seconds",
            "1 hour",
            "2 hours",
            "3 hours 20 minutes",
            "1 hour 1 minute",
        ];
        assert_eq!(words, expected);
        let words = [9, 10, 60, 62, 1_200].map(|tenths| seconds(Took::from_tenths(tenths)));
        let expected = [
            "0.9 seconds",
            "1 second",
            "6 seconds",
            "6.2 seconds",
            "2 minutes",
        ];
        assert_eq!(words, expected);
    }
}
