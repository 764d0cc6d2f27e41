//! The journal: the set of everything that happened, which is the truth.
//!
//! Merging two journals is a set union: in any order, any number of times, with the same result.
//! What follows from the events (due days, queues, progress) is computed elsewhere and can be
//! thrown away at any time.
//!
//! What an event states never changes. Where a clock was wrong, [`Journal::history`] has the
//! events at the times at which they happened, by what [`Reclocked`] says of them.

pub mod event;
pub mod wrong_clock;

mod correction;
mod instants;
mod live;

use crate::id::{EventId, ReplicaId};
use crate::ordering::put_in_order;
use crate::scheduler::fsrs::Parameters;
use crate::time::Instant;

use correction::Corrections;
use instants::Instants;

pub use event::{
    Answered, Baseline, Carried, Event, EventOrder, Fact, Flagged, Imported, Placed, Reclocked,
    Review, Tagged,
};

/// A set of events, kept in the order of their instants.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// In order; no two share an id.
    events: Vec<Event>,
    /// When the event of each id happened, which with the id gives its place.
    instants: Instants,
    conflicts: Vec<Conflict>,
    corrections: Corrections,
    /// The events as they happened, in that order; none while that is as they are stated.
    corrected: Option<Vec<Event>>,
}

/// Two different events came under one id: the later of them was given a new one.
///
/// It happens when a program or a person wrote events by hand; both are kept, and the application says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The id that both had.
    pub contested: EventId,
    /// The id that the later one has now.
    pub renamed: EventId,
}

/// From when to when a learner has reviewed, as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewSpan {
    /// The first review.
    pub first: Instant,
    /// The last one.
    pub last: Instant,
}

/// Where an inserted event came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// After every other: folds can go on from where they are.
    Last,
    /// Among earlier events, or with others renamed: folds must look back.
    Among,
    /// The journal had it already.
    Known,
}

impl Journal {
    /// The union of these events, in any order and with duplicates.
    pub fn from_events(mut events: Vec<Event>) -> Self {
        put_in_order(&mut events, |event| event.order().key());
        let mut instants = Instants::default();
        let is_contested = |event: &mut Event| {
            let is_taken = instants.get(event.id).is_some();
            if !is_taken {
                instants.insert(event.id, event.moment.instant);
            }
            is_taken
        };
        let contested: Vec<Event> = events.extract_if(.., is_contested).collect();
        let mut journal = Self {
            events,
            instants,
            ..Self::default()
        };
        for event in contested {
            journal.insert_contested(event);
        }
        journal.correct();
        journal
    }

    /// Every event as it is stated, in that order: what is stored.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Every event at the time at which it happened, in that order: what folds read.
    pub fn history(&self) -> &[Event] {
        self.corrected.as_ref().unwrap_or(&self.events)
    }

    /// From when to when there are reviews, if there are any.
    pub fn review_span(&self) -> Option<ReviewSpan> {
        let is_review = |event: &&Event| matches!(event.fact, Fact::Reviewed(_));
        Some(ReviewSpan {
            first: self.events.iter().find(is_review)?.moment.instant,
            last: self.events.iter().rfind(is_review)?.moment.instant,
        })
    }

    /// When the last event happened, as it is stated.
    pub fn last_instant(&self) -> Option<Instant> {
        self.events.last().map(|event| event.moment.instant)
    }

    /// The replicas of whose clocks something was said.
    pub(crate) fn corrected(&self) -> impl Iterator<Item = ReplicaId> {
        self.corrections.replicas()
    }

    /// The ids that more than one event claimed.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether the journal has this event, perhaps under another id because its own was contested.
    pub fn holds(&self, event: &Event) -> bool {
        let mut id = event.id;
        while let Some(found) = self.get(id) {
            if (found.moment, &found.fact) == (event.moment, &event.fact) {
                return true;
            }
            id = renamed(id);
        }
        false
    }

    /// Adds many events at once, which is quicker than one by one.
    pub fn extend(&mut self, events: Vec<Event>) {
        let mut all = std::mem::take(&mut self.events);
        all.extend(events);
        let mut conflicts = std::mem::take(&mut self.conflicts);
        *self = Self::from_events(all);
        self.conflicts.retain(|found| !conflicts.contains(found));
        conflicts.append(&mut self.conflicts);
        self.conflicts = conflicts;
    }

    /// Adds an event, unless it is there already.
    pub fn insert(&mut self, event: Event) -> Placement {
        if self.instants.get(event.id).is_some() {
            let placement = self.insert_contested(event);
            if placement != Placement::Known {
                self.correct();
            }
            return placement;
        }
        let placement = match &event.fact {
            Fact::Reclocked(_) | Fact::Reverted(_) => self.insert_and_correct(event.clone()),
            _ => self.insert_new(event.clone()),
        };
        let Some(history) = &mut self.corrected else {
            return placement;
        };
        // Whoever has just corrected has it in its place already.
        let happened = self.corrections.happened(&event);
        let order = happened.order();
        if let Err(index) = history.binary_search_by_key(&order, Event::order) {
            history.insert(index, happened);
        }
        let is_last = history.last().is_some_and(|last| last == &event);
        if is_last { placement } else { Placement::Among }
    }

    /// Adds an event of a free id that may say something of a clock.
    fn insert_and_correct(&mut self, event: Event) -> Placement {
        let placement = self.insert_new(event.clone());
        let act = self.act_of(&event);
        if act.is_some_and(|act| act.fact.reclocked().is_some()) {
            self.correct();
            return Placement::Among;
        }
        placement
    }

    /// Finds out anew when the events happened.
    fn correct(&mut self) {
        let mut facts = self.events.iter().map(|event| &event.fact);
        if !facts.any(|fact| fact.reclocked().is_some()) {
            (self.corrections, self.corrected) = (Corrections::default(), None);
            return;
        }
        let reverted = self.reverted();
        let live = self.events.iter().filter(|e| !reverted.contains(&e.id));
        let statements = live.filter_map(|event| event.fact.reclocked());
        self.corrections = statements.collect();
        self.corrected = self.corrections.move_something().then(|| {
            let events = self.events.iter();
            let mut history: Vec<Event> = events
                .map(|event| self.corrections.happened(event))
                .collect();
            put_in_order(&mut history, |event| event.order().key());
            history
        });
    }

    /// Adds an event whose id is taken, unless it is there already.
    fn insert_contested(&mut self, mut event: Event) -> Placement {
        let mut placement = Placement::Known;
        loop {
            let Some(instant) = self.instants.get(event.id) else {
                self.insert_new(event);
                return placement;
            };
            let order = EventOrder::new(instant, event.id);
            let Ok(index) = self.events.binary_search_by_key(&order, Event::order) else {
                // The two collections always agree; without a holder the id is free.
                self.insert_new(event);
                return Placement::Among;
            };
            if self.events[index] == event {
                return placement;
            }
            // The earlier statement keeps the id, so that every device decides alike.
            let statement = |e: &Event| (e.moment, e.fact.clone());
            if statement(&event) < statement(&self.events[index]) {
                let displaced = self.events.remove(index);
                self.insert_new(event);
                event = displaced;
            }
            let renamed = renamed(event.id);
            let conflict = Conflict {
                contested: event.id,
                renamed,
            };
            if !self.conflicts.contains(&conflict) {
                self.conflicts.push(conflict);
            }
            event.id = renamed;
            placement = Placement::Among;
        }
    }

    fn insert_new(&mut self, event: Event) -> Placement {
        self.instants.insert(event.id, event.moment.instant);
        let order = event.order();
        if self.events.last().is_none_or(|last| last.order() < order) {
            self.events.push(event);
            return Placement::Last;
        }
        let index = self.events.partition_point(|e| e.order() < order);
        self.events.insert(index, event);
        Placement::Among
    }

    /// The event of that id, as it is stated.
    pub fn get(&self, id: EventId) -> Option<&Event> {
        let order = EventOrder::new(self.instants.get(id)?, id);
        let index = self
            .events
            .binary_search_by_key(&order, Event::order)
            .ok()?;
        self.events.get(index)
    }

    /// Where an event stands among those that happened.
    pub fn order_of(&self, event: &Event) -> EventOrder {
        EventOrder::new(self.corrections.instant(event), event.id)
    }
}

impl Journal {
    /// By what FSRS-6 knows the learner: what was fitted last, or else its authors' parameters.
    pub fn parameters(&self) -> Parameters {
        let mut fitted = self.live().filter_map(|event| match &event.fact {
            Fact::Fitted(parameters) => Some(**parameters),
            _ => None,
        });
        fitted.next_back().unwrap_or(Parameters::DEFAULT)
    }
}

impl Fact {
    const fn reclocked(&self) -> Option<Reclocked> {
        match self {
            Self::Reclocked(reclocked) => Some(*reclocked),
            _ => None,
        }
    }
}

/// The id of an event that lost its own to an earlier one.
///
/// The same on every device: the replica's bits go through the finalizer of SplitMix64
/// (Steele, Lea and Flood, 2014), which is a bijection. A second loser goes one step further.
const fn renamed(id: EventId) -> EventId {
    let mut bits = id.replica.bits().wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    EventId {
        replica: ReplicaId::from_bits(bits ^ (bits >> 31)),
        sequence: id.sequence,
    }
}
