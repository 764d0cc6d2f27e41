//! The learner: the journal with its fold, and the storage in which both survive.

use waymark_core::collection::{CardState, Collection};
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId};
use waymark_core::journal::{Carried, Event, Fact, Imported, Journal, Placement, Review};
use waymark_core::time::{Instant, Moment, StudyDay};
use waymark_store::backup::Backup;
use waymark_store::reader::{self, Unreadable};
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError};

/// Everything about one learner, as this tab knows it.
///
/// Each change is stored before it shows: where storage refuses, nothing has changed.
#[derive(Debug)]
pub struct Learner<S> {
    store: S,
    writer: Writer,
    /// Draws the replica that follows when the clock steps back by an hour or more.
    next_replica: fn() -> ReplicaId,
    journal: Journal,
    collection: Collection,
    unreadable: Vec<Unreadable>,
}

/// What a restored backup brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Events that were not known here.
    pub new: usize,
    /// Events that were here already.
    pub known: usize,
}

impl<S: KeyValue> Learner<S> {
    /// Reads what storage holds; writes nothing.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    pub fn open(store: S, next_replica: fn() -> ReplicaId) -> Result<Self, StoreError> {
        let stored = reader::read(&store)?;
        let journal = Journal::from_events(stored.events);
        Ok(Self {
            store,
            writer: Writer::new(next_replica()),
            next_replica,
            collection: Collection::fold(&journal),
            journal,
            unreadable: stored.unreadable,
        })
    }

    /// The state of every card.
    pub const fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Everything that happened.
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The pieces of history that could not be read.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Who this tab is.
    pub const fn replica(&self) -> ReplicaId {
        self.writer.replica()
    }

    /// The study day of `now`.
    pub const fn study_day(&self, now: Moment) -> StudyDay {
        now.study_day(self.collection.settings().day_start)
    }

    /// Records facts, all or none.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn record(
        &mut self,
        now: Moment,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Result<(), StoreError> {
        if !self.writer.accepts(now.instant) {
            self.writer = Writer::new((self.next_replica)());
        }
        for event in self.writer.append(&self.store, now, facts)? {
            self.take_in(event);
        }
        Ok(())
    }

    /// Records a review; with the first one of a roadmap also which document it came from.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn review(
        &mut self,
        now: Moment,
        review: Review,
        document: &Imported,
    ) -> Result<(), StoreError> {
        let current = self.document(document);
        let import = (current != Some(document.content)).then(|| Fact::Imported(document.clone()));
        self.record(now, import.into_iter().chain([Fact::Reviewed(review)]))
    }

    fn document(&self, document: &Imported) -> Option<ContentHash> {
        self.collection.document(&document.roadmap, &document.path)
    }

    /// Whether a card has a history that is its own still, and was not carried elsewhere.
    pub fn has_history(&self, card: CardId) -> bool {
        let is_its_own = self.collection.holder(card) == card;
        is_its_own && self.collection.card(card) != CardState::UNTOUCHED
    }

    /// Carries histories to the cards of a new version, and records its document if there is one;
    /// all or none. Where there is no history to carry, or none any more, nothing is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn take_over(
        &mut self,
        now: Moment,
        carries: impl IntoIterator<Item = Carried>,
        document: Option<Imported>,
    ) -> Result<usize, StoreError> {
        let carries = carries.into_iter();
        let carries = carries.filter(|carried| self.has_history(carried.from));
        let facts: Vec<Fact> = carries.map(Fact::Carried).collect();
        let carried = facts.len();
        let facts = facts.into_iter().chain(document.map(Fact::Imported));
        self.record(now, facts)?;
        Ok(carried)
    }

    /// Takes back the last act of this tab; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn undo(&mut self, now: Moment) -> Result<Option<EventId>, StoreError> {
        self.revert(now, self.journal.undo_target(self.replica()))
    }

    /// Brings back what was undone last; `None` when nothing was, or something came after it.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn redo(&mut self, now: Moment) -> Result<Option<EventId>, StoreError> {
        self.revert(now, self.journal.redo_target(self.replica()))
    }

    fn revert(
        &mut self,
        now: Moment,
        target: Option<EventId>,
    ) -> Result<Option<EventId>, StoreError> {
        if let Some(target) = target {
            self.record(now, [Fact::Reverted(target)])?;
        }
        Ok(target)
    }

    /// Everything that is to be kept elsewhere.
    pub fn backup(&self, made: Instant) -> Backup {
        Backup::new(made, self.journal.events(), &self.unreadable)
    }

    /// Merges a backup into what is here; all or none of its events.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn restore(&mut self, backup: &Backup) -> Result<Restored, StoreError> {
        // All at once: one by one, each event of another device would move all that came after it.
        let mut events = self.journal.events().to_vec();
        events.extend(backup.events.iter().cloned());
        let merged = Journal::from_events(events);
        let is_new = |event: &&Event| self.journal.get(event.id) != Some(*event);
        let new: Vec<Event> = merged.events().iter().filter(is_new).cloned().collect();
        let added = merged.events().len() - self.journal.events().len();
        let unreadable = backup.restore(&self.store, &mut self.writer, &new)?;
        self.journal = merged;
        self.collection = Collection::fold(&self.journal);
        self.unreadable.extend(unreadable);
        Ok(Restored {
            new: added,
            known: backup.events.len() - added,
        })
    }

    /// Takes in what another tab has just written, and says how many events were new.
    ///
    /// Events that come late are folded together, not one by one: a restored backup is long.
    pub fn follow(&mut self, events: Vec<Event>) -> usize {
        let before = self.journal.events().len();
        let mut late = false;
        for event in events {
            match self.journal.insert(event.clone()) {
                Placement::Last if !late => {
                    self.collection
                        .advance(&self.journal, &event, Placement::Last);
                }
                Placement::Last | Placement::Among => late = true,
                Placement::Known => {}
            }
        }
        if late {
            self.collection = Collection::fold(&self.journal);
        }
        self.journal.events().len() - before
    }

    /// Reads storage again and takes in what is new, and says how many events that were: a page
    /// that the browser had frozen was told of nothing.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached; nothing has changed then.
    pub fn catch_up(&mut self) -> Result<usize, StoreError> {
        let stored = reader::read(&self.store)?;
        self.unreadable = stored.unreadable;
        Ok(self.follow(stored.events))
    }

    fn take_in(&mut self, event: Event) {
        let placement = self.journal.insert(event.clone());
        self.collection.advance(&self.journal, &event, placement);
    }
}

#[cfg(test)]
mod tests;
