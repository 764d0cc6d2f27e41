//! When this browser was backed up last, and when to think of it again.

use std::fmt;

use waymark_core::journal::ReviewSpan;
use waymark_core::time::Instant;
use waymark_store::{KeyValue, StoreError};

use crate::platform::storage::BrowserStore;

/// The key under which it is kept.
pub const LAST_BACKUP: &str = "waymark/backup";

/// How long a backup is fresh.
const FRESH_MS: i64 = 14 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

/// What is known of the last backup; it may be lost without harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastBackup {
    /// When a backup was saved last.
    pub saved: Option<Instant>,
    /// When the learner put the reminder off.
    pub put_off: Option<Instant>,
    /// The folder to which backups go by themselves.
    pub folder: Option<FolderMark>,
}

/// The folder for backups, as it was found last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderMark {
    /// How it stands with it.
    pub standing: FolderStanding,
    /// What the learner calls it.
    pub name: String,
}

/// How it stands with the folder for backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderStanding {
    /// The last backup went there.
    Written,
    /// The browser wants the learner to be asked again.
    Lost,
    /// The last backup could not be written.
    Failed,
}

impl FolderStanding {
    const ALL: [Self; 3] = [Self::Written, Self::Lost, Self::Failed];

    const fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Lost => "lost",
            Self::Failed => "failed",
        }
    }
}

/// What is to be said about backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// Nothing of what was learned was ever saved.
    Never,
    /// The last backup is that many days old, and there is something new since.
    Old {
        /// Its age.
        days: usize,
    },
}

impl LastBackup {
    /// What is kept; nothing where nothing can be read.
    pub fn read(store: &impl KeyValue) -> Self {
        match store.get(LAST_BACKUP) {
            Ok(Some(text)) => Self::parse(&text),
            // Then the reminder comes too early, which does no harm.
            Ok(None) | Err(_) => Self::default(),
        }
    }

    fn parse(text: &str) -> Self {
        let line = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.split_once(' '));
            let (_, said) = lines.find(|(found, _)| *found == name)?;
            Some(said)
        };
        let time = |name: &str| line(name)?.parse().ok().map(Instant::from_unix_ms);
        let folder = || {
            let (word, name) = line("folder")?.split_once(' ')?;
            let mut standings = FolderStanding::ALL.into_iter();
            Some(FolderMark {
                standing: standings.find(|standing| standing.word() == word)?,
                name: name.to_owned(),
            })
        };
        Self {
            saved: time("saved"),
            put_off: time("put-off"),
            folder: folder(),
        }
    }

    /// Keeps it.
    ///
    /// # Errors
    /// What storage said.
    pub fn write(&self, store: &impl KeyValue) -> Result<(), StoreError> {
        store.set(LAST_BACKUP, &self.to_string())
    }

    /// Whether there are events since the last backup, the last of them then.
    pub fn is_behind(&self, last_event: Option<Instant>) -> bool {
        last_event > self.saved
    }

    /// What is to be said at `now`.
    pub fn reminder(&self, reviews: Option<ReviewSpan>, now: Instant) -> Option<Reminder> {
        let ReviewSpan { first, last } = reviews?;
        // What was saved by a clock that ran ahead is of no known age.
        let past = |instant: Option<Instant>| instant.filter(|instant| *instant <= now);
        let saved = past(self.saved);
        if saved >= Some(last) {
            return None;
        }
        let since = saved.unwrap_or(first);
        let since = past(self.put_off).map_or(since, |put_off| put_off.max(since));
        let age = |from: Instant| now.unix_ms().saturating_sub(from.unix_ms());
        (age(since) >= FRESH_MS).then(|| match saved {
            None => Reminder::Never,
            Some(saved) => Reminder::Old {
                days: (age(saved) / DAY_MS) as usize,
            },
        })
    }
}

/// Keeps in this browser what is known; a store that is full need not know it.
pub fn remember(last: LastBackup) {
    // Then the reminder comes too early, which does no harm.
    if let Err(error) = last.write(&BrowserStore) {
        leptos::logging::log!("the time of the backup was not kept: {error}");
    }
}

/// A line for each thing that is known.
impl fmt::Display for LastBackup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, time) in [("saved", self.saved), ("put-off", self.put_off)] {
            if let Some(time) = time {
                writeln!(f, "{name} {}", time.unix_ms())?;
            }
        }
        if let Some(FolderMark { standing, name }) = &self.folder {
            writeln!(f, "folder {} {name}", standing.word())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::id::{CardId, EventId, ReplicaId};
    use waymark_core::journal::{Event, Fact, Journal, Review};
    use waymark_core::rating::{Purpose, Rating};
    use waymark_core::time::{Moment, Took, UtcOffset};
    use waymark_store::key_value::memory::MemoryStore;

    fn day(day: i64) -> Instant {
        Instant::from_unix_ms(day * DAY_MS)
    }

    fn journal(review_days: &[i64]) -> Journal {
        let reviews = review_days.iter().zip(0..).map(|(days, sequence)| Event {
            id: EventId {
                replica: ReplicaId::from_bits(1),
                sequence,
            },
            moment: Moment {
                instant: day(*days),
                offset: UtcOffset::from_minutes_east(0),
            },
            fact: Fact::Reviewed(Review {
                card: CardId::from_bits(1),
                rating: Rating::Good,
                took: Took::from_ms(1_000),
                purpose: Purpose::Scheduled,
            }),
        });
        Journal::from_events(reviews.collect())
    }

    #[test]
    fn the_reminder_comes_with_age_and_with_something_new() {
        #[track_caller]
        fn check(
            saved: Option<i64>,
            put_off: Option<i64>,
            reviews: &[i64],
            expected: Option<Reminder>,
        ) {
            let last = LastBackup {
                saved: saved.map(day),
                put_off: put_off.map(day),
                folder: None,
            };
            assert_eq!(
                last.reminder(journal(reviews).review_span(), day(100)),
                expected
            );
        }
        check(None, None, &[], None);
        check(None, None, &[87, 99], None);
        check(None, None, &[86, 99], Some(Reminder::Never));
        check(None, Some(87), &[50, 99], None);
        check(None, Some(86), &[50, 99], Some(Reminder::Never));
        check(Some(80), None, &[50, 99], Some(Reminder::Old { days: 20 }));
        check(Some(86), None, &[99], Some(Reminder::Old { days: 14 }));
        check(Some(87), None, &[50, 99], None);
        check(Some(80), None, &[50, 79], None);
        check(Some(80), Some(87), &[50, 99], None);
        check(
            Some(60),
            Some(80),
            &[50, 99],
            Some(Reminder::Old { days: 40 }),
        );
        // A clock that ran ahead.
        check(Some(900), Some(900), &[50, 99], Some(Reminder::Never));
    }

    #[test]
    fn a_backup_is_behind_what_came_after_it() {
        let last = |saved: Option<i64>| LastBackup {
            saved: saved.map(day),
            ..LastBackup::default()
        };
        assert!(!last(None).is_behind(journal(&[]).last_instant()));
        assert!(last(None).is_behind(journal(&[5]).last_instant()));
        assert!(last(Some(4)).is_behind(journal(&[5]).last_instant()));
        assert!(!last(Some(5)).is_behind(journal(&[5]).last_instant()));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let store = MemoryStore::with_quota(1_000);
        assert_eq!(LastBackup::read(&store), LastBackup::default());
        let last = LastBackup {
            saved: Some(day(1)),
            put_off: Some(day(2)),
            folder: Some(FolderMark {
                standing: FolderStanding::Lost,
                name: "My backups".to_owned(),
            }),
        };
        last.write(&store).expect("there is room");
        assert_eq!(LastBackup::read(&store), last);
        let text = "later 1\nsaved 86400000\nput-off soon\nfolder lent Mine\n";
        store.set(LAST_BACKUP, text).expect("there is room");
        let saved = LastBackup {
            saved: Some(day(1)),
            ..LastBackup::default()
        };
        assert_eq!(LastBackup::read(&store), saved);
    }
}
