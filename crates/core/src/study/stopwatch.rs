//! How long a card takes the learner: only while it is in sight, and only up to a limit.

use crate::time::{Instant, Took};

/// The most that one card counts for: whoever takes longer is not thinking about it any more.
pub const LONGEST_TAKE: Took = Took::from_ms(60_000);

/// Measures one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopwatch {
    /// What it measured before it was stopped last.
    counted_ms: u64,
    /// Since when it runs; `None` while the card is out of sight.
    running: Option<Instant>,
}

impl Stopwatch {
    /// A stopwatch that runs from `now` on.
    pub const fn started(now: Instant) -> Self {
        Self {
            counted_ms: 0,
            running: Some(now),
        }
    }

    /// Stops: the card is out of sight.
    pub const fn stop(&mut self, now: Instant) {
        if let Some(since) = self.running {
            self.counted_ms = self.counted_ms.saturating_add(now.ms_since(since));
            self.running = None;
        }
    }

    /// Runs on: the card is in sight again.
    pub const fn resume(&mut self, now: Instant) {
        if self.running.is_none() {
            self.running = Some(now);
        }
    }

    /// What the card took so far, at most [`LONGEST_TAKE`].
    pub const fn took(mut self, now: Instant) -> Took {
        self.stop(now);
        let longest = LONGEST_TAKE.ms();
        Took::from_ms(if self.counted_ms > longest as u64 {
            longest
        } else {
            self.counted_ms as u32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight_counts() {
        /// Stopped and resumed in turn at these milliseconds, and read at the last.
        #[track_caller]
        fn check(turns: &[i64], read: i64, expected_ms: u32) {
            let at = Instant::from_unix_ms;
            let mut stopwatch = Stopwatch::started(at(0));
            for (index, turn) in turns.iter().enumerate() {
                if index % 2 == 0 {
                    stopwatch.stop(at(*turn));
                } else {
                    stopwatch.resume(at(*turn));
                }
            }
            assert_eq!(stopwatch.took(at(read)).ms(), expected_ms);
        }
        check(&[], 5_000, 5_000);
        check(&[], 61_000, 60_000);
        check(&[], i64::MAX, 60_000);
        check(&[2_000, 50_000], 51_000, 3_000);
        // Read while out of sight.
        check(&[2_000], 90_000, 2_000);
        check(&[1_000, 2_000, 3_000, 4_000], 5_000, 3_000);
        // The clock stepped back.
        check(&[2_000, 1_000], 500, 2_000);
    }

    #[test]
    fn to_stop_or_resume_twice_changes_nothing() {
        let at = Instant::from_unix_ms;
        let mut stopwatch = Stopwatch::started(at(0));
        stopwatch.resume(at(500));
        stopwatch.stop(at(1_000));
        stopwatch.stop(at(2_000));
        assert_eq!(stopwatch.took(at(3_000)).ms(), 1_000);
    }
}
