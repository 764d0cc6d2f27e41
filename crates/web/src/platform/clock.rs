//! The clock: the only place where the application reads the time.

use chrono::{Local, Offset};
use waymark_core::time::{Instant, Moment, UtcOffset};

/// Now, with the local offset.
pub fn now() -> Moment {
    let now = Local::now();
    let minutes_east = now.offset().fix().local_minus_utc() / 60;
    Moment {
        instant: Instant::from_unix_ms(now.timestamp_millis()),
        // No offset reaches a day, so 16 bits always hold it.
        offset: UtcOffset::from_minutes_east(i16::try_from(minutes_east).unwrap_or(0)),
    }
}
