//! Events as JSON: a run of one replica's events, the form that segments and backups share.

use serde::{Deserialize, Serialize};
use waymark_core::id::EventId;
use waymark_core::journal::Event;
use waymark_core::ordering::put_in_order;
use waymark_core::time::{Instant, Moment, UtcOffset};

use super::fact::FactRecord;
use super::{RecordError, parse};

/// Consecutive events of one replica at one local offset.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRecord {
    /// The replica, 16 hexadecimal digits.
    pub replica: String,
    /// The sequence number of the first event; each further one has the next.
    pub first: u32,
    /// Milliseconds since the Unix epoch from which the first event counts on.
    pub instant: i64,
    /// Minutes that local time was ahead of UTC.
    pub offset: i16,
    /// The events.
    pub events: Vec<EventRecord>,
}

/// Milliseconds since the event before (or the run's instant), and what happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventRecord(pub i64, pub FactRecord);

impl RunRecord {
    /// A run of no events, which the first one may join.
    pub fn beginning_with(event: &Event) -> Self {
        Self {
            replica: event.id.replica.to_string(),
            first: event.id.sequence,
            instant: event.moment.instant.unix_ms(),
            offset: event.moment.offset.minutes_east(),
            events: Vec::new(),
        }
    }

    /// Splits events into as few runs as they make, in the order of their ids.
    pub fn runs(events: &[Event]) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        let mut last: Option<&Event> = None;
        for event in by_id(events) {
            match (runs.last_mut(), last) {
                (Some(run), Some(last)) if follows(event, last) => run.push(event, last.moment),
                _ => {
                    let mut run = Self::beginning_with(event);
                    run.push(event, event.moment);
                    runs.push(run);
                }
            }
            last = Some(event);
        }
        runs
    }

    /// Adds an event that follows the one of the moment `before`.
    pub fn push(&mut self, event: &Event, before: Moment) {
        let instant = |moment: Moment| moment.instant.unix_ms();
        let after = instant(event.moment).wrapping_sub(instant(before));
        self.events
            .push(EventRecord(after, FactRecord::of(&event.fact)));
    }

    /// The events that the run holds.
    pub fn read(&self) -> Result<Vec<Event>, RecordError> {
        let replica = parse("replica", &self.replica)?;
        let offset = UtcOffset::from_minutes_east(self.offset);
        if offset.minutes_east() != self.offset {
            return Err(RecordError::new("offset", self.offset));
        }
        let mut instant = self.instant;
        let mut events = Vec::with_capacity(self.events.len());
        for (sequence, EventRecord(after, fact)) in (self.first..=u32::MAX).zip(&self.events) {
            instant = instant.wrapping_add(*after);
            events.push(Event {
                id: EventId { replica, sequence },
                moment: Moment {
                    instant: Instant::from_unix_ms(instant),
                    offset,
                },
                fact: fact.read()?,
            });
        }
        if events.len() == self.events.len() {
            Ok(events)
        } else {
            Err(RecordError::new("sequence number", self.first))
        }
    }
}

/// Events in the order of their ids, in which they take the least room, each once.
pub fn by_id(events: &[Event]) -> Vec<&Event> {
    let mut events: Vec<&Event> = events.iter().collect();
    put_in_order(&mut events, |event| {
        [event.id.replica.bits(), u64::from(event.id.sequence), 0]
    });
    events.dedup();
    events
}

/// Whether `event` can stand in the same run right after `last`.
pub fn follows(event: &Event, last: &Event) -> bool {
    event.id.replica == last.id.replica
        && last.id.sequence.checked_add(1) == Some(event.id.sequence)
        && event.moment.offset == last.moment.offset
}
