//! Which reviews of a card that Waymark exported are here already.

use rustc_hash::{FxHashMap, FxHashSet};
use waymark_core::collection::Activity;
use waymark_core::id::{CardId, EventId};
use waymark_core::journal::{Event, Fact};

use super::Known;
use super::collection::LogRow;

/// Nobody answers a card twice within this time; two reviews closer than that are one.
const CLOSE_MS: i64 = 50;

/// What is here already.
pub struct Own<'a> {
    known: Known<'a>,
    events: FxHashSet<EventId>,
    /// When each card was reviewed, in the order of time, as the rows of an exported log say it.
    reviewed: FxHashMap<CardId, Vec<i64>>,
}

impl<'a> Own<'a> {
    /// Goes through the journal once.
    pub fn new(known: Known<'a>) -> Self {
        let mut reviewed: FxHashMap<CardId, Vec<i64>> = FxHashMap::default();
        let mut last = 0;
        for event in known.journal.live() {
            if let (Fact::Reviewed(_), Some(card)) = (&event.fact, known.collection.card_of(event))
            {
                // Two reviews may share a millisecond, two rows of a log may not.
                last = event.moment.instant.unix_ms().max(last + 1);
                reviewed.entry(card).or_default().push(last);
            }
        }
        let events = known.journal.events().iter();
        Self {
            known,
            events: events.map(|event| event.id).collect(),
            reviewed,
        }
    }

    /// Whether the journal has that event.
    pub fn has(&self, event: &Event) -> bool {
        self.events.contains(&event.id)
    }

    /// The card that has the history of `card` now.
    pub fn holder(&self, card: CardId) -> CardId {
        self.known.collection.holder(card)
    }

    /// Whether the flag or the suspension that is stated is what holds here already, so that it was not
    /// Anki that brought it.
    pub fn knows(&self, fact: &Fact) -> bool {
        let state = |card| self.known.collection.card(card);
        match fact {
            Fact::Flagged(flagged) => state(flagged.card).flag == flagged.flag,
            Fact::Suspended(card) => state(*card).activity == Activity::Suspended,
            _ => false,
        }
    }

    /// Whether a row of the log says what the journal says of a card.
    pub fn says(&self, card: CardId, row: &LogRow) -> bool {
        let Some(reviewed) = self.reviewed.get(&card) else {
            return false;
        };
        let place = reviewed.partition_point(|at| at.saturating_add(CLOSE_MS) < row.id);
        let found = reviewed.get(place);
        found.is_some_and(|at| at.abs_diff(row.id) <= CLOSE_MS as u64)
    }
}
