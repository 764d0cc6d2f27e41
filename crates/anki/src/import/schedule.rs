//! What Anki knows of a card as facts of a journal: its reviews at their own times, and then where
//! it stands.

use waymark_core::annotation::{Change, Flag, Tag};
use waymark_core::arrangement::{Arranged, Arrangement};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Baseline, Event, Fact, Flagged, Placed, Review, Tagged};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::Retention;
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::time::{DayStart, Days, Instant, Moment, Shift, StudyDay, Took, UtcOffset};

use super::collection::{Calendar, CardRow, LogRow, NoteRow, Remembered};
use super::identity::{ReplicasOfReviews, replica_of_scheduler, replica_of_state};

const DAY_S: i64 = 86_400;
/// Bits of `flags` that are the flag's number.
const FLAG_BITS: i64 = 0b111;
/// The farthest day that is believed, in the year 4707.
const FARTHEST: i64 = 1_000_000;
/// Kinds of rows in the log beyond this answer nothing.
const LAST_ANSWER: i64 = 3;
/// The kind of rows that are outside the schedule.
const FILTERED: i64 = 3;

/// Turns Anki's days and times into Waymark's.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    calendar: Calendar,
    day_start: DayStart,
    offset: UtcOffset,
    /// The day that Anki counts as 0.
    day_0: i64,
}

/// A card of which facts are stated.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What its note is known by.
    pub guid: &'a str,
    /// The card in Waymark.
    pub card: CardId,
    /// The card in Anki.
    pub row: &'a CardRow,
    /// What the log says of it, the earliest first.
    pub log: &'a [LogRow],
    /// When its note was edited last.
    pub note_modified_s: i64,
    /// The tags of its note.
    pub tags: &'a [Tag],
}

impl Schedule {
    /// Looks at the calendar of a collection.
    pub fn of(calendar: Calendar) -> Self {
        // Where nothing is said, day 0 began at the hour at which days do.
        let hour = calendar.rollover * 3600;
        let east_s = hour.saturating_sub(calendar.created_s).rem_euclid(DAY_S);
        let east_s = if east_s > 14 * 3600 {
            east_s - DAY_S
        } else {
            east_s
        };
        let created_west = calendar.created_west.unwrap_or(-east_s / 60);
        let west = calendar.local_west.unwrap_or(created_west);
        let local_s = calendar
            .created_s
            .saturating_sub(created_west.saturating_mul(60));
        let minutes = u16::try_from(calendar.rollover * 60).unwrap_or(240);
        Self {
            calendar,
            day_start: DayStart::from_minutes(minutes).unwrap_or(DayStart::FOUR),
            offset: UtcOffset::from_minutes_east(
                i16::try_from(west.saturating_neg().clamp(-1_080, 1_080)).unwrap_or(0),
            ),
            day_0: local_s.saturating_sub(hour).div_euclid(DAY_S),
        }
    }

    /// When the last of the notes was edited.
    pub fn edited(&self, notes: &[NoteRow]) -> Moment {
        let last = notes.iter().map(|note| note.modified_s).max();
        self.moment(last.unwrap_or(0).saturating_mul(1000))
    }

    fn moment(&self, unix_ms: i64) -> Moment {
        Moment {
            instant: Instant::from_unix_ms(unix_ms),
            offset: self.offset,
        }
    }

    /// The reviews of a card.
    pub fn reviews(&self, subject: Subject<'_>) -> Vec<Event> {
        let mut last_day = None;
        let mut events = Vec::with_capacity(subject.log.len());
        let replicas = ReplicasOfReviews::of(subject.guid, subject.row.place);
        for row in subject.log {
            let Some(rating) = self.rating(row) else {
                continue;
            };
            let moment = self.moment(row.id);
            let day = moment.study_day(self.day_start);
            let purpose = match row.kind {
                FILTERED => Purpose::Cram,
                _ if last_day == Some(day) => Purpose::Drill,
                _ => Purpose::Scheduled,
            };
            if purpose != Purpose::Cram {
                last_day = Some(day);
            }
            let took = u32::try_from(row.took_ms.max(0)).unwrap_or(u32::MAX);
            events.push(Event {
                id: EventId {
                    replica: replicas.of_row(row.id),
                    sequence: 0,
                },
                moment,
                fact: Fact::Reviewed(Review {
                    card: subject.card,
                    rating,
                    took: Took::from_ms(took),
                    purpose,
                }),
            });
        }
        events
    }

    /// The rating that a row of the log states, if it states one.
    fn rating(&self, row: &LogRow) -> Option<Rating> {
        if !(0..=LAST_ANSWER).contains(&row.kind) {
            return None;
        }
        // The first scheduler had three buttons for what was being learned.
        let learned = row.kind == 0 || row.kind == 2;
        match (row.button, self.calendar.scheduler <= 1 && learned) {
            (1, _) => Some(Rating::Again),
            (2, false) => Some(Rating::Hard),
            (3, false) | (2, true) => Some(Rating::Good),
            (4, _) | (3, true) => Some(Rating::Easy),
            _ => None,
        }
    }

    /// Where a card stands and what is on it, after all its reviews.
    pub fn state(&self, subject: Subject<'_>) -> Vec<Event> {
        let (row, card) = (subject.row, subject.card);
        let last = subject.log.last().map(|row| self.moment(row.id));
        let changed = self.moment(row.modified_s.saturating_mul(1000));
        // What happened in Waymark since the last review in Anki counts after that.
        let placed = match last {
            Some(last) => Moment {
                instant: last.instant.shifted(Shift::LEAST),
                ..last
            },
            None => changed,
        };
        let mut facts: Vec<(Moment, Fact)> = Vec::new();
        if let Some(baseline) = self.baseline(subject) {
            facts.push((placed, Fact::Placed(Placed { card, baseline })));
        }
        let later = |moment: Moment| match moment.instant > placed.instant {
            true => moment,
            false => placed,
        };
        match row.queue {
            -1 => facts.push((later(changed), Fact::Suspended(card))),
            -2 | -3 => facts.push((later(changed), Fact::Buried(card))),
            _ => {}
        }
        if let Some(flag) = flag_of(row).filter(|flag| *flag != Flag::None) {
            let flagged = Flagged { card, flag };
            facts.push((later(changed), Fact::Flagged(flagged)));
        }
        let noted = self.moment(subject.note_modified_s.saturating_mul(1000));
        for tag in subject.tags {
            let tagged = Tagged {
                card,
                tag: tag.clone(),
                change: Change::Added,
            };
            facts.push((noted, Fact::Tagged(Box::new(tagged))));
        }
        let replica = self.replica(subject, placed);
        let numbered = facts.into_iter().zip(0..);
        numbered
            .map(|((moment, fact), sequence)| Event {
                id: EventId { replica, sequence },
                moment,
                fact,
            })
            .collect()
    }

    /// That a roadmap is under FSRS-6, as its cards were in Anki.
    pub fn scheduler(&self, roadmap: &RoadmapId, retention: Retention, changed_s: i64) -> Event {
        Event {
            id: EventId {
                replica: replica_of_scheduler(roadmap.as_str(), retention.percent(), changed_s),
                sequence: 0,
            },
            moment: self.moment(changed_s.saturating_mul(1000)),
            fact: Fact::Arranged(Box::new(Arranged {
                roadmap: roadmap.clone(),
                arrangement: Arrangement::Scheduler(Scheduler::Fsrs6(retention)),
            })),
        }
    }

    /// The name of all that is stated of the state of a card, by everything it follows from.
    fn replica(&self, subject: Subject<'_>, placed: Moment) -> ReplicaId {
        let row = subject.row;
        let numbers = [
            row.modified_s,
            row.kind,
            row.queue,
            row.due,
            row.interval,
            row.factor,
            row.lapses,
            row.flags,
            subject.note_modified_s,
            placed.instant.unix_ms(),
            i64::from(self.offset.minutes_east()),
            i64::from(self.day_start.minutes()),
            self.day_0,
            subject.log.len() as i64,
            subject.card.bits() as i64,
        ];
        let mut state: Vec<u8> = numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
        if let Some(remembered) = row.remembered {
            let memory = remembered.memory();
            state.extend(memory.stability_millionths().to_le_bytes());
            state.extend(memory.difficulty_millionths().to_le_bytes());
        }
        for tag in subject.tags {
            state.extend_from_slice(tag.as_str().as_bytes());
            state.push(b' ');
        }
        replica_of_state(subject.guid, row.place, &state)
    }

    /// Where Anki says that a card stands; nothing of one that was never touched.
    fn baseline(&self, subject: Subject<'_>) -> Option<Baseline> {
        let row = subject.row;
        let answered = subject.log.iter().any(|row| self.rating(row).is_some());
        if row.kind == 0 {
            // It was begun and is new again.
            return answered.then_some(Baseline::New);
        }
        let interval = u32::try_from(row.interval)
            .unwrap_or(0)
            .clamp(1, FARTHEST as u32);
        let learned = row.kind == 2;
        let hundredths = u16::try_from(row.factor / 10).unwrap_or(u16::MAX);
        let ease = match hundredths {
            0 => EaseFactor::START,
            hundredths => EaseFactor::from_hundredths(hundredths),
        };
        Some(Baseline::Review {
            memory: Repetition {
                // From the second success on an interval grows by the ease factor, as in Anki.
                successes: match (learned, interval) {
                    (false, _) => 0,
                    (true, 1) => 1,
                    (true, _) => 2,
                },
                ease,
                interval: Days::new(interval),
            },
            due: self.due(row),
            lapses: u32::try_from(row.lapses.max(0)).unwrap_or(u32::MAX),
            remembered: row.remembered.map(Remembered::memory),
        })
    }

    /// The study day that a card is due on: Anki counts days from the first, or says a second.
    fn due(&self, row: &CardRow) -> StudyDay {
        let is_second =
            (row.kind == 1 || row.kind == 3) && row.due.unsigned_abs() > FARTHEST.unsigned_abs();
        if is_second {
            let moment = self.moment(row.due.saturating_mul(1000));
            return moment.study_day(self.day_start);
        }
        let day = self
            .day_0
            .saturating_add(row.due.clamp(-FARTHEST, FARTHEST));
        StudyDay::from_unix_day(i32::try_from(day).unwrap_or(i32::MAX))
    }
}

/// The flag of a card; none where Waymark does not have its colour.
pub fn flag_of(row: &CardRow) -> Option<Flag> {
    u8::try_from(row.flags & FLAG_BITS)
        .ok()
        .and_then(Flag::from_number)
}
