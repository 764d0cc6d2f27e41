//! Events as JSON: a run of one replica's events, the form that segments and backups share.

use serde::{Deserialize, Serialize};
use waymark_core::id::EventId;
use waymark_core::journal::{Carried, Event, Fact, Imported, Reclocked, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::setting::{CardsPerDay, RatingScale, Setting};
use waymark_core::time::{DayStart, Instant, Moment, Shift, Took, UtcOffset};

use super::{RecordError, parse};

/// Consecutive events of one replica at one local offset.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
pub struct EventRecord(i64, FactRecord);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum FactRecord {
    #[serde(rename = "r")]
    Scheduled(String, u8, u32),
    #[serde(rename = "d")]
    Drilled(String, u8, u32),
    #[serde(rename = "c")]
    Crammed(String, u8, u32),
    #[serde(rename = "reverted")]
    Reverted(String),
    #[serde(rename = "suspended")]
    Suspended(String),
    #[serde(rename = "resumed")]
    Resumed(String),
    #[serde(rename = "configured")]
    Configured(SettingRecord),
    #[serde(rename = "imported")]
    Imported(String, String, String),
    #[serde(rename = "carried")]
    Carried(String, String),
    #[serde(rename = "reclocked")]
    Reclocked(String, u32, u32, i64),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum SettingRecord {
    #[serde(rename = "day-start")]
    DayStart(u16),
    #[serde(rename = "new-per-day")]
    NewPerDay(u16),
    #[serde(rename = "reviews-per-day")]
    ReviewsPerDay(u16),
    #[serde(rename = "ratings")]
    Ratings(u8),
}

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
    events.sort_unstable_by_key(|event| event.id);
    events.dedup();
    events
}

/// Whether `event` can stand in the same run right after `last`.
pub fn follows(event: &Event, last: &Event) -> bool {
    event.id.replica == last.id.replica
        && last.id.sequence.checked_add(1) == Some(event.id.sequence)
        && event.moment.offset == last.moment.offset
}

impl FactRecord {
    pub(crate) fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Reviewed(review) => {
                let card = review.card.to_string();
                let (rating, took_ms) = (rating_number(review.rating), review.took.ms());
                match review.purpose {
                    Purpose::Scheduled => Self::Scheduled(card, rating, took_ms),
                    Purpose::Drill => Self::Drilled(card, rating, took_ms),
                    Purpose::Cram => Self::Crammed(card, rating, took_ms),
                }
            }
            Fact::Reverted(event) => Self::Reverted(event.to_string()),
            Fact::Suspended(card) => Self::Suspended(card.to_string()),
            Fact::Resumed(card) => Self::Resumed(card.to_string()),
            Fact::Configured(setting) => Self::Configured(SettingRecord::of(*setting)),
            Fact::Imported(imported) => Self::Imported(
                imported.roadmap.to_string(),
                imported.path.clone(),
                imported.content.to_string(),
            ),
            Fact::Carried(carried) => {
                Self::Carried(carried.from.to_string(), carried.to.to_string())
            }
            Fact::Reclocked(reclocked) => Self::Reclocked(
                reclocked.replica.to_string(),
                reclocked.first,
                reclocked.last,
                reclocked.shift.ms(),
            ),
        }
    }

    pub(crate) fn read(&self) -> Result<Fact, RecordError> {
        let review = |card: &str, rating: u8, took_ms: u32, purpose: Purpose| {
            Ok(Fact::Reviewed(Review {
                card: parse("card", card)?,
                rating: read_rating(rating)?,
                took: Took::from_ms(took_ms),
                purpose,
            }))
        };
        match self {
            Self::Scheduled(card, rating, ms) => review(card, *rating, *ms, Purpose::Scheduled),
            Self::Drilled(card, rating, ms) => review(card, *rating, *ms, Purpose::Drill),
            Self::Crammed(card, rating, ms) => review(card, *rating, *ms, Purpose::Cram),
            Self::Reverted(event) => Ok(Fact::Reverted(parse("event", event)?)),
            Self::Suspended(card) => Ok(Fact::Suspended(parse("card", card)?)),
            Self::Resumed(card) => Ok(Fact::Resumed(parse("card", card)?)),
            Self::Configured(setting) => Ok(Fact::Configured(setting.read()?)),
            Self::Imported(roadmap, path, content) => Ok(Fact::Imported(Imported {
                roadmap: parse("roadmap", roadmap)?,
                path: path.clone(),
                content: parse("content hash", content)?,
            })),
            Self::Carried(from, to) => Ok(Fact::Carried(Carried {
                from: parse("card", from)?,
                to: parse("card", to)?,
            })),
            Self::Reclocked(replica, first, last, ms) => Ok(Fact::Reclocked(Reclocked {
                replica: parse("replica", replica)?,
                first: *first,
                last: *last,
                shift: Shift::from_ms(*ms),
            })),
        }
    }
}

impl SettingRecord {
    const fn of(setting: Setting) -> Self {
        match setting {
            Setting::DayStart(start) => Self::DayStart(start.minutes()),
            Setting::NewPerDay(limit) => Self::NewPerDay(limit.0),
            Setting::ReviewsPerDay(limit) => Self::ReviewsPerDay(limit.0),
            Setting::RatingScale(RatingScale::FourButtons) => Self::Ratings(4),
            Setting::RatingScale(RatingScale::SixQualities) => Self::Ratings(6),
        }
    }

    fn read(&self) -> Result<Setting, RecordError> {
        match *self {
            Self::DayStart(minutes) => DayStart::from_minutes(minutes)
                .map(Setting::DayStart)
                .ok_or_else(|| RecordError::new("day start", minutes)),
            Self::NewPerDay(cards) => Ok(Setting::NewPerDay(CardsPerDay(cards))),
            Self::ReviewsPerDay(cards) => Ok(Setting::ReviewsPerDay(CardsPerDay(cards))),
            Self::Ratings(4) => Ok(Setting::RatingScale(RatingScale::FourButtons)),
            Self::Ratings(6) => Ok(Setting::RatingScale(RatingScale::SixQualities)),
            Self::Ratings(other) => Err(RecordError::new("number of ratings", other)),
        }
    }
}

pub(crate) const fn rating_number(rating: Rating) -> u8 {
    match rating {
        Rating::Blackout => 0,
        Rating::Familiar => 1,
        Rating::Again => 2,
        Rating::Hard => 3,
        Rating::Good => 4,
        Rating::Easy => 5,
    }
}

pub(crate) fn read_rating(number: u8) -> Result<Rating, RecordError> {
    Rating::ALL
        .into_iter()
        .find(|rating| rating_number(*rating) == number)
        .ok_or_else(|| RecordError::new("rating", number))
}
