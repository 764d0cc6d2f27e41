//! Going on from a checkpoint, with the events after it in memory only.

use super::Checkpoint;
use std::sync::Arc;

use crate::collection::{Collection, Members};
use crate::journal::{Event, Fact, Journal, Placement, ReviewSpan};
use crate::time::Instant;

/// A checkpoint and the events that came after it, the *tail*.
///
/// It is no journal, and answers only what the tail and the checkpoint tell for sure.
#[derive(Clone, Debug)]
pub struct Resumed {
    checkpoint: Checkpoint,
    tail: Journal,
    collection: Collection,
}

impl Resumed {
    /// Goes on with these events; `None` where they want the whole journal.
    pub fn new(checkpoint: Checkpoint, events: Vec<Event>) -> Option<Self> {
        let mut resumed = Self {
            collection: Collection::empty(),
            checkpoint,
            tail: Journal::default(),
        };
        if !events.iter().all(|event| resumed.continues_with(event)) {
            return None;
        }
        resumed.extend(events);
        Some(resumed)
    }

    /// Whether an event can be followed without what is covered.
    pub fn continues_with(&self, event: &Event) -> bool {
        let Checkpoint { corrected, .. } = &self.checkpoint;
        self.checkpoint
            .is_followed_by(event.moment.instant, &event.fact)
            && !self.checkpoint.covers(event.id)
            && !corrected.contains(&event.id.replica)
    }

    /// Whether facts that a new replica states at `now` can be followed without what is covered.
    pub fn continues_at(&self, now: Instant, facts: &[Fact]) -> bool {
        let mut facts = facts.iter();
        facts.all(|fact| self.checkpoint.is_followed_by(now, fact))
    }

    /// Adds events that [continue](Self::continues_with) this.
    pub fn extend(&mut self, events: Vec<Event>) {
        self.tail.extend(events);
        self.fold();
    }

    /// Adds one event that [continues](Self::continues_with) this.
    pub fn insert(&mut self, event: Event) {
        let is_next = !matches!(event.fact, Fact::Reverted(_));
        match self.tail.insert(event.clone()) {
            Placement::Known => {}
            Placement::Last if is_next => self.collection.follow(&event),
            Placement::Last | Placement::Among => self.fold(),
        }
    }

    fn fold(&mut self) {
        // Made anew, which is quick, so that two of them need not be kept.
        let members = self.collection.members();
        self.collection = self.checkpoint.collection();
        self.collection.join(members);
        for event in self.tail.live() {
            self.collection.follow(event);
        }
    }

    /// What follows from everything.
    pub const fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Learns which cards are of which roadmap.
    pub fn join(&mut self, members: Arc<Members>) {
        self.collection.join(members);
    }

    /// How many events there are in all.
    pub fn events(&self) -> usize {
        self.checkpoint.events() + self.tail.events().len()
    }

    /// The events that are not covered. It is the whole truth about a replica that is not covered,
    /// and about when to state facts that [continue](Self::continues_at) this; about nothing else.
    pub const fn tail(&self) -> &Journal {
        &self.tail
    }

    /// When the last event happened, as it is stated or as it happened.
    pub fn last_instant(&self) -> Instant {
        let end = self.checkpoint.end;
        self.tail.last_instant().map_or(end, |last| last.max(end))
    }

    /// From when to when there are reviews, if there are any.
    pub fn review_span(&self) -> Option<ReviewSpan> {
        match (self.checkpoint.reviews, self.tail.review_span()) {
            (Some(before), Some(after)) => Some(ReviewSpan {
                first: before.first,
                last: after.last,
            }),
            (before, after) => before.or(after),
        }
    }
}
