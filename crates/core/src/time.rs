//! Instants, study days and lengths of time; the one place where a time zone meets a date.
//!
//! Nothing here reads a clock: a [`Moment`] comes in from the platform.

use std::fmt;

use chrono::{Days as ChronoDays, NaiveDate, Weekday};

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_HOUR: i64 = 3_600_000;
const MS_PER_DAY: i64 = 86_400_000;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// Makes an instant from milliseconds since the Unix epoch.
    pub const fn from_unix_ms(unix_ms: i64) -> Self {
        Self(unix_ms)
    }

    /// Milliseconds since the Unix epoch; negative before 1970.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// Milliseconds from `earlier` to `self`, never below 0.
    pub const fn ms_since(self, earlier: Self) -> u64 {
        let elapsed = self.0.saturating_sub(earlier.0);
        if elapsed < 0 {
            0
        } else {
            elapsed.unsigned_abs()
        }
    }

    /// The instant that far away; saturates at the ends of time.
    pub const fn shifted(self, shift: Shift) -> Self {
        Self(self.0.saturating_add(shift.0))
    }
}

/// A way from one instant to another in milliseconds: later ones are ahead, earlier ones below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shift(i64);

impl Shift {
    /// No way at all.
    pub const NONE: Self = Self(0);
    /// To the next instant that can be told from this one.
    pub const LEAST: Self = Self(1);

    /// Makes a shift from milliseconds.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// The way from `start` to `end`; saturates where they are too far apart to count.
    pub const fn between(start: Instant, end: Instant) -> Self {
        Self(end.0.saturating_sub(start.0))
    }

    /// The shift in milliseconds.
    pub const fn ms(self) -> i64 {
        self.0
    }
}

/// Minutes that local time is ahead of UTC (east is positive), from -1,080 to 1,080.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcOffset(i16);

impl UtcOffset {
    /// No offset: local time is UTC.
    pub const UTC: Self = Self(0);

    /// Makes an offset; minutes beyond 18 hours either way are clamped, as no place has them.
    pub fn from_minutes_east(minutes: i16) -> Self {
        Self(minutes.clamp(-1_080, 1_080))
    }

    /// Minutes east of UTC.
    pub const fn minutes_east(self) -> i16 {
        self.0
    }
}

/// An instant together with the local offset at which it was lived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// When, in UTC.
    pub instant: Instant,
    /// How far the learner's clock was from UTC then.
    pub offset: UtcOffset,
}

impl Moment {
    /// The study day this moment falls in.
    ///
    /// A study day begins at `day_start` local time, so that a session past midnight still
    /// belongs to the evening it began in. Queue, limits and statistics all ask here.
    ///
    /// ```
    /// use waymark_core::time::{DayStart, Instant, Moment, StudyDay, UtcOffset};
    /// let half_past_three = Moment {
    ///     instant: Instant::from_unix_ms(86_400_000 + 3 * 3_600_000 + 1_800_000),
    ///     offset: UtcOffset::UTC,
    /// };
    /// assert_eq!(half_past_three.study_day(DayStart::FOUR), StudyDay::from_unix_day(0));
    /// ```
    pub const fn study_day(self, day_start: DayStart) -> StudyDay {
        let shift_minutes = self.offset.0 as i64 - day_start.0 as i64;
        let local_ms = self.instant.0.saturating_add(shift_minutes * MS_PER_MINUTE);
        let day = local_ms.div_euclid(MS_PER_DAY);
        StudyDay(if day > i32::MAX as i64 {
            i32::MAX
        } else if day < i32::MIN as i64 {
            i32::MIN
        } else {
            day as i32
        })
    }

    /// The hour that the learner's clock showed, from 0 to 23.
    pub const fn local_hour(self) -> u8 {
        let shift_ms = self.offset.0 as i64 * MS_PER_MINUTE;
        let local_ms = self.instant.0.saturating_add(shift_ms);
        (local_ms.rem_euclid(MS_PER_DAY) / MS_PER_HOUR) as u8
    }

    /// The instant at which the study day after this moment's begins, at this moment's offset.
    pub const fn next_day_start(self, day_start: DayStart) -> Instant {
        let next = self.study_day(day_start).0 as i64 + 1;
        let shift_minutes = day_start.0 as i64 - self.offset.0 as i64;
        Instant(
            next.saturating_mul(MS_PER_DAY)
                .saturating_add(shift_minutes * MS_PER_MINUTE),
        )
    }
}

/// The local time at which a study day begins: minutes after midnight, from 0 to 1,439.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayStart(u16);

impl DayStart {
    /// 04:00, the default.
    pub const FOUR: Self = Self(240);

    /// Makes a day start; `None` for minutes outside one day.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes < 1_440 {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes after local midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

/// One day of study, counted from 1970-01-01.
///
/// `Display` writes the civil date, `2026-01-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyDay(i32);

impl StudyDay {
    /// Makes a study day from its number, 0 being 1970-01-01.
    pub const fn from_unix_day(day: i32) -> Self {
        Self(day)
    }

    /// The number of this day, 0 being 1970-01-01.
    pub const fn unix_day(self) -> i32 {
        self.0
    }

    /// The day that many days later; saturates at the end of time.
    pub const fn plus(self, days: Days) -> Self {
        Self(self.0.saturating_add_unsigned(days.0))
    }

    /// The day that many days earlier; saturates at the beginning of time.
    pub const fn minus(self, days: Days) -> Self {
        Self(self.0.saturating_sub_unsigned(days.0))
    }

    /// Days from `earlier` to `self`, never below 0.
    pub const fn days_since(self, earlier: Self) -> Days {
        let elapsed = self.0 as i64 - earlier.0 as i64;
        Days(if elapsed < 0 { 0 } else { elapsed as u32 })
    }

    /// How many days of a week that begins on `first` are over before this one, from 0 to 6.
    pub const fn days_into_week(self, first: Weekday) -> u8 {
        // 1970-01-01 was a Thursday, three days after a Monday.
        let from_monday = self.0 as i64 + 3;
        (from_monday - first.num_days_from_monday() as i64).rem_euclid(7) as u8
    }

    /// The civil date, where the calendar reaches that far.
    pub fn civil(self) -> Option<NaiveDate> {
        let epoch = NaiveDate::default();
        let distance = ChronoDays::new(u64::from(self.0.unsigned_abs()));
        if self.0 < 0 {
            epoch.checked_sub_days(distance)
        } else {
            epoch.checked_add_days(distance)
        }
    }
}

impl fmt::Display for StudyDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Some(date) => date.fmt(f),
            None => write!(f, "day {}", self.0),
        }
    }
}

/// A length of time in whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u32);

impl Days {
    /// One day.
    pub const ONE: Self = Self(1);

    /// Makes a length of that many days.
    pub const fn new(days: u32) -> Self {
        Self(days)
    }

    /// The number of days.
    pub const fn count(self) -> u32 {
        self.0
    }
}

/// How long the learner took over a card, in tenths of a second.
///
/// Nothing is learned from finer times, and a journal of years is a good deal shorter without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Took(u32);

impl Took {
    /// Makes a duration from milliseconds, rounded to the nearest tenth of a second.
    pub const fn from_ms(ms: u32) -> Self {
        Self(ms / 100 + (ms % 100 >= 50) as u32)
    }

    /// Makes a duration from tenths of a second.
    pub const fn from_tenths(tenths: u32) -> Self {
        Self(tenths)
    }

    /// The time between two instants; saturates at 49 days, and is 0 if the clock stepped back.
    pub const fn between(start: Instant, end: Instant) -> Self {
        let ms = end.ms_since(start);
        Self::from_ms(if ms > u32::MAX as u64 {
            u32::MAX
        } else {
            ms as u32
        })
    }

    /// The duration in tenths of a second.
    pub const fn tenths(self) -> u32 {
        self.0
    }

    /// The duration in milliseconds; saturates at 49 days.
    pub const fn ms(self) -> u32 {
        self.0.saturating_mul(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(unix_ms: i64, minutes_east: i16) -> Moment {
        Moment {
            instant: Instant::from_unix_ms(unix_ms),
            offset: UtcOffset::from_minutes_east(minutes_east),
        }
    }

    #[test]
    fn a_tenth_of_a_second_is_fine_enough() {
        let rounded = [0, 49, 50, 149, 5_321, u32::MAX].map(|ms| Took::from_ms(ms).tenths());
        assert_eq!(rounded, [0, 0, 1, 1, 53, 42_949_673]);
        for tenths in [0, 1, 600, 42_949_673] {
            assert_eq!(
                Took::from_ms(Took::from_tenths(tenths).ms()).tenths(),
                tenths
            );
        }
    }

    #[track_caller]
    fn check(unix_ms: i64, minutes_east: i16, expected: &str) {
        let day = moment(unix_ms, minutes_east).study_day(DayStart::FOUR);
        assert_eq!(day.to_string(), expected);
    }

    #[test]
    fn a_study_day_begins_at_four_local_time() {
        // 2026-03-14T00:00:00Z
        let midnight = 1_773_446_400_000;
        let hour = 3_600_000;
        check(midnight, 0, "2026-03-13");
        check(midnight + 4 * hour - 1, 0, "2026-03-13");
        check(midnight + 4 * hour, 0, "2026-03-14");
        // Tokyo is nine hours ahead: 19:00Z is 04:00 there.
        check(midnight - 5 * hour - 1, 540, "2026-03-13");
        check(midnight - 5 * hour, 540, "2026-03-14");
        // Los Angeles in winter is eight hours behind: 12:00Z is 04:00 there.
        check(midnight + 12 * hour - 1, -480, "2026-03-13");
        check(midnight + 12 * hour, -480, "2026-03-14");
        check(-1, 0, "1969-12-31");
    }

    #[test]
    fn days_and_dates_saturate() {
        let last = StudyDay::from_unix_day(i32::MAX);
        assert_eq!(last.plus(Days::new(u32::MAX)), last);
        assert_eq!(moment(i64::MAX, 0).study_day(DayStart::FOUR), last);
        assert_eq!(last.to_string(), "day 2147483647");
        let first = StudyDay::from_unix_day(i32::MIN);
        assert_eq!(last.days_since(first), Days::new(u32::MAX));
        assert_eq!(first.days_since(last), Days::new(0));
    }

    #[test]
    fn the_hour_is_that_of_the_learners_clock() {
        // 2026-03-14T00:00:00Z
        let midnight = 1_773_446_400_000;
        let hours = [(0, 0), (-1, 0), (0, 330), (0, -60), (3_600_000, 840)]
            .map(|(ms, east)| moment(midnight + ms, east).local_hour());
        assert_eq!(hours, [0, 23, 5, 23, 15]);
        assert_eq!(moment(-1, 0).local_hour(), 23);
        assert!(moment(i64::MAX, 840).local_hour() < 24);
    }

    #[test]
    fn a_week_begins_where_one_says() {
        // 2026-03-14 was a Saturday.
        let day = moment(1_773_489_600_000, 0).study_day(DayStart::FOUR);
        let weeks = [Weekday::Mon, Weekday::Sun, Weekday::Sat].map(|w| day.days_into_week(w));
        assert_eq!(weeks, [5, 6, 0]);
        let first = StudyDay::from_unix_day(i32::MIN);
        let civil = StudyDay::from_unix_day(-1);
        assert!(first.days_into_week(Weekday::Sun) < 7);
        assert_eq!(civil.days_into_week(Weekday::Wed), 0);
    }

    proptest! {
        #[test]
        fn the_next_day_start_is_the_first_moment_of_the_next_day(
            unix_ms in -4_000_000_000_000_i64..4_000_000_000_000,
            minutes_east in -720_i16..840,
            start in 0_u16..1_440,
        ) {
            let now = moment(unix_ms, minutes_east);
            let start = DayStart::from_minutes(start).expect("inside one day");
            let next = Moment { instant: now.next_day_start(start), ..now };
            let just_before = moment(next.instant.unix_ms() - 1, minutes_east);
            prop_assert_eq!(next.study_day(start), now.study_day(start).plus(Days::ONE));
            prop_assert_eq!(just_before.study_day(start), now.study_day(start));
        }
    }
}
