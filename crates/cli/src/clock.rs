//! The clock of the machine. Nothing else in this program reads it.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local, SecondsFormat};
use waymark_core::time::{Instant, Moment, UtcOffset};

/// The most that a place can be away from UTC, in minutes.
const FARTHEST: i32 = 1_080;

/// Now, at the local offset of this machine.
pub fn now() -> Moment {
    moment(Local::now().fixed_offset())
}

/// When a file was changed last; none where the system does not say.
pub fn modified(path: &Path) -> Option<Instant> {
    let time = fs::metadata(path).ok()?.modified().ok()?;
    Some(Instant::from_unix_ms(
        DateTime::<Local>::from(time).timestamp_millis(),
    ))
}

/// Reads an RFC 3339 time, such as `2026-01-31T09:00:00+01:00`.
///
/// # Errors
/// Says what was expected where the text is no such time, or no place has its offset.
pub fn parse(text: &str) -> Result<Moment, String> {
    let expected = || "expected an RFC 3339 time such as 2026-01-31T09:00:00+01:00".to_owned();
    let time = DateTime::parse_from_rfc3339(text).map_err(|_| expected())?;
    if (time.offset().local_minus_utc() / 60).abs() > FARTHEST {
        return Err("no place is more than 18 hours away from UTC".to_owned());
    }
    Ok(moment(time))
}

/// An instant as an RFC 3339 time in UTC; one that no calendar reaches as its milliseconds.
pub fn shown(instant: Instant) -> String {
    let ms = instant.unix_ms();
    DateTime::from_timestamp_millis(ms).map_or_else(
        || format!("{ms} ms"),
        |time| time.to_rfc3339_opts(SecondsFormat::Secs, true),
    )
}

fn moment(time: DateTime<FixedOffset>) -> Moment {
    let minutes = (time.offset().local_minus_utc() / 60).clamp(-FARTHEST, FARTHEST);
    Moment {
        instant: Instant::from_unix_ms(time.timestamp_millis()),
        offset: UtcOffset::from_minutes_east(minutes as i16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_in_utc() {
        let check = |ms, expected: &str| assert_eq!(shown(Instant::from_unix_ms(ms)), expected);
        check(1_795_180_000_999, "2026-11-20T13:06:40Z");
        check(-1, "1969-12-31T23:59:59Z");
        check(i64::MAX, "9223372036854775807 ms");
    }

    #[track_caller]
    fn check(text: &str, expected: Option<(i64, i16)>) {
        let found = parse(text).ok();
        let found = found.map(|m| (m.instant.unix_ms(), m.offset.minutes_east()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_time_keeps_its_offset() {
        check("1970-01-01T00:00:00Z", Some((0, 0)));
        check("1970-01-01T01:00:00.250+01:00", Some((250, 60)));
        check("1969-12-31T18:30:00-05:30", Some((0, -330)));
        check("1970-01-02T00:00:00+19:00", None);
        check("1970-01-01T00:00:00", None);
        check("1970-01-01", None);
        check("yesterday", None);
    }
}
