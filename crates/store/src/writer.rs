//! Writing the journal: one writer for one replica, a small segment at a time.

use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Fact};
use waymark_core::ordering::put_in_order;
use waymark_core::time::{Instant, Moment};

use crate::key_value::{KeyValue, StoreError};
use crate::reader::SEGMENTS;
use crate::record::event::{RunRecord, by_id, follows};
use crate::segment;

/// A segment that is longer than this many characters takes no more events.
///
/// Each rating rewrites the open segment, so this bounds what a rating writes.
const SEGMENT_LENGTH: usize = 2_000;

/// A segment of packed events holds at most this many, some 1.5 million characters: what replaces
/// segments has to fit beside them.
pub(crate) const PACKED_EVENTS: usize = 200_000;

/// How far the clock may step back before its events belong to another replica.
const CLAMPED_STEP_MS: i64 = 3_600_000;

/// Appends events under the keys of one replica, which no other writer shares.
#[derive(Clone, Debug)]
pub struct Writer {
    replica: ReplicaId,
    /// The sequence number of the next event.
    next: u32,
    /// The number of the next segment.
    segment: u32,
    open: Option<Open>,
    last: Option<Event>,
}

/// The segment being written.
#[derive(Clone, Debug)]
struct Open {
    key: String,
    run: RunRecord,
}

impl Writer {
    /// A writer for `replica`, whose 64 bits were drawn for it and never used before.
    pub const fn new(replica: ReplicaId) -> Self {
        Self {
            replica,
            next: 0,
            segment: 0,
            open: None,
            last: None,
        }
    }

    /// Who writes.
    pub const fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// Whether events at `now` may still be this replica's.
    ///
    /// A clock that stepped back by an hour or more wants a new writer: within a replica,
    /// instants never run backwards.
    pub fn accepts(&self, now: Instant) -> bool {
        self.last.as_ref().is_none_or(|last| {
            let ahead = last.moment.instant.unix_ms().saturating_sub(now.unix_ms());
            ahead < CLAMPED_STEP_MS
        })
    }

    /// The moment that an event recorded at `now` states: after a small step back of the clock,
    /// that of the last event.
    pub fn clamped(&self, now: Moment) -> Moment {
        match &self.last {
            Some(last) if self.accepts(now.instant) => Moment {
                instant: now.instant.max(last.moment.instant),
                ..now
            },
            _ => now,
        }
    }

    /// Records facts at `now` and returns their events once they are stored, all or none.
    ///
    /// A smaller step back of the clock is clamped to the last instant.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing was recorded then, and trying again is safe.
    pub fn append(
        &mut self,
        store: &impl KeyValue,
        now: Moment,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Result<Vec<Event>, StoreError> {
        let mut ahead = self.clone();
        let instant = ahead
            .last
            .as_ref()
            .map_or(now.instant, |last| now.instant.max(last.moment.instant));
        let moment = Moment { instant, ..now };
        let events: Vec<Event> = facts
            .into_iter()
            .map(|fact| ahead.join(moment, fact))
            .collect();
        if let (Some(open), false) = (&mut ahead.open, events.is_empty()) {
            let text = segment::encode(&open.run);
            store.set(&open.key, &text)?;
            if text.len() > SEGMENT_LENGTH {
                ahead.open = None;
            }
        }
        *self = ahead;
        Ok(events)
    }

    /// Makes an event and adds it to the open segment, or to a new one.
    fn join(&mut self, moment: Moment, fact: Fact) -> Event {
        let event = Event {
            id: EventId {
                replica: self.replica,
                sequence: self.next,
            },
            moment,
            fact,
        };
        match (&mut self.open, &self.last) {
            (Some(open), Some(last)) if follows(&event, last) => {
                open.run.push(&event, last.moment);
            }
            _ => {
                let mut run = RunRecord::beginning_with(&event);
                run.push(&event, event.moment);
                self.open = Some(Open {
                    key: self.next_key(),
                    run,
                });
            }
        }
        self.next = self.next.saturating_add(1);
        self.last = Some(event.clone());
        event
    }

    /// Stores events of other replicas, from a backup; all or none.
    ///
    /// They go under this writer's keys, which are returned: a replica is never adopted, only its
    /// events are kept.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; what had been written of them is removed again.
    pub fn adopt(
        &mut self,
        store: &impl KeyValue,
        events: &[Event],
    ) -> Result<Vec<String>, StoreError> {
        let mut events = events.to_vec();
        put_in_order(&mut events, |event| event.order().key());
        let mut written: Vec<String> = Vec::new();
        for events in events.chunks(PACKED_EVENTS) {
            let key = self.next_key();
            let stored = store.set(&key, &segment::pack(&by_id(events)));
            if let Err(error) = stored {
                for key in &written {
                    store.remove(key)?;
                }
                return Err(error);
            }
            written.push(key);
        }
        Ok(written)
    }

    fn next_key(&mut self) -> String {
        let key = format!("{SEGMENTS}{}/{}", self.replica, self.segment);
        self.segment = self.segment.saturating_add(1);
        key
    }
}
