//! Which events count, and which of them undo and redo revert.

use rustc_hash::FxHashSet;

use super::{Event, EventOrder, Fact, Journal};
use crate::id::{EventId, ReplicaId};

impl Journal {
    /// The ids of the events that count no more.
    ///
    /// An event is live when no live `Reverted` after it names it, so the last one is read first.
    /// *After* is as they are stated: what is live decides which clocks were wrong.
    pub fn reverted(&self) -> FxHashSet<EventId> {
        let mut reverted = FxHashSet::default();
        for event in self.events.iter().rev() {
            self.note_reverted(event, &mut reverted);
        }
        reverted
    }

    /// Adds what `event` reverts to what the events after it revert.
    fn note_reverted(&self, event: &Event, reverted: &mut FxHashSet<EventId>) {
        if let Fact::Reverted(target) = event.fact
            && !reverted.contains(&event.id)
            && self.happened_before(target, event)
        {
            reverted.insert(target);
        }
    }

    fn happened_before(&self, target: EventId, event: &Event) -> bool {
        self.instants
            .get(target)
            .is_some_and(|instant| EventOrder::new(instant, target) < event.order())
    }

    /// The act that `event` states or that its chain of reverts comes down to.
    pub fn act_of<'a>(&'a self, event: &'a Event) -> Option<&'a Event> {
        let mut event = event;
        // Each step goes to an earlier event, so the chain ends.
        while let Fact::Reverted(target) = event.fact {
            if !self.happened_before(target, event) {
                return None;
            }
            event = self.get(target)?;
        }
        Some(event)
    }

    /// The events that count, each at the time at which it happened, in that order.
    pub fn live(&self) -> impl DoubleEndedIterator<Item = &Event> {
        let reverted = self.reverted();
        self.history()
            .iter()
            .filter(move |event| !reverted.contains(&event.id))
    }

    /// The events of `replica` that count, as they are stated, the last first.
    ///
    /// It looks at nothing before the first of them, so that a tab which asks after each rating
    /// how its session goes does not read the history of years.
    pub(crate) fn live_of(&self, replica: ReplicaId) -> impl Iterator<Item = &Event> {
        let begin = match self.instants.first_of(replica) {
            Some(first) => self.events.partition_point(|e| e.moment.instant < first),
            None => self.events.len(),
        };
        let of_replica = move |event: &&Event| event.id.replica == replica;
        self.live_from(begin).filter(of_replica)
    }

    /// The events from that place on that count, as they are stated, the last first.
    ///
    /// What reverts an event comes after it, so each is known to count when its turn comes.
    pub(super) fn live_from(&self, begin: usize) -> impl Iterator<Item = &Event> {
        let events = self.events.get(begin..).unwrap_or_default();
        let mut reverted = FxHashSet::default();
        events.iter().rev().filter(move |event| {
            self.note_reverted(event, &mut reverted);
            !reverted.contains(&event.id)
        })
    }

    /// What undo would revert: the last live act of `replica`. An import, and what it
    /// carried, is not undone this way.
    pub fn undo_target(&self, replica: ReplicaId) -> Option<EventId> {
        let mut own = self.live_of(replica);
        own.find(|event| event.fact.is_act()).map(|event| event.id)
    }

    /// What redo would revert: the last live undo of `replica`, if it has done nothing since.
    pub fn redo_target(&self, replica: ReplicaId) -> Option<EventId> {
        let mut own = self.live_of(replica);
        let last = own.find(|event| event.fact.is_act() || self.is_undo(event))?;
        self.is_undo(last).then_some(last.id)
    }

    /// Whether `event` reverts an act, rather than an undo of one.
    fn is_undo(&self, event: &Event) -> bool {
        match event.fact {
            Fact::Reverted(target) => self.get(target).is_some_and(|e| e.fact.is_act()),
            _ => false,
        }
    }
}

impl Fact {
    /// Whether this is something the learner did and may want to undo.
    const fn is_act(&self) -> bool {
        match self {
            Self::Reviewed(_)
            | Self::Suspended(_)
            | Self::Resumed(_)
            | Self::Buried(_)
            | Self::Answered(_)
            | Self::Flagged(_)
            | Self::Tagged(_)
            | Self::Placed(_)
            | Self::Arranged(_)
            | Self::Practised(_)
            | Self::Configured(_)
            | Self::Fitted(_) => true,
            Self::Reverted(_) | Self::Imported(_) | Self::Carried(_) | Self::Reclocked(_) => false,
        }
    }
}
