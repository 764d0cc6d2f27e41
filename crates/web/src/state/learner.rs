//! The learner: the journal with its fold, and the storage in which both survive.

mod damage;
mod past;

use std::sync::{Arc, OnceLock};

use waymark_core::checkpoint::Resumed;
use waymark_core::collection::{Collection, Members};
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId};
use waymark_core::journal::wrong_clock::Ahead;
use waymark_core::journal::{Carried, Event, Fact, Imported, Journal, Review, ReviewSpan};
use waymark_core::ordering::put_in_order;
use waymark_core::study::Session;
use waymark_core::time::{Instant, Moment, StudyDay};
use waymark_store::backup::Backup;
use waymark_store::checkpoint::KeptCheckpoint;
use waymark_store::compaction::{self, Compacted};
use waymark_store::reader::{self, Heads, Stored, Unreadable};
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError};

use damage::Damage;
use past::Past;

pub use damage::Damaged;

/// More events than this are folded together, fewer one by one.
const MANY: usize = 200;

/// Everything about one learner, as this tab knows it.
///
/// Each change is stored before it shows: where storage refuses, nothing has changed.
#[derive(Debug)]
pub struct Learner<S> {
    store: S,
    writer: Writer,
    /// Draws the replica that follows when the clock steps back by an hour or more.
    next_replica: fn() -> ReplicaId,
    past: Past,
    /// The whole journal, where `past` has only its end and somebody has asked since the last event.
    whole: OnceLock<Journal>,
    damage: Damage,
    /// What of storage has been read, so that it is not read twice.
    heads: Heads,
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
        let mut stored = reader::read(&store)?;
        let past = Past::whole(&mut stored);
        Ok(Self::new(store, next_replica, past, stored))
    }

    /// The same, but reads only what a checkpoint does not cover, as far as that is enough.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    pub fn resume(
        store: S,
        next_replica: fn() -> ReplicaId,
        kept: Option<KeptCheckpoint>,
    ) -> Result<Self, StoreError> {
        if let Some(kept) = kept {
            let mut stored = reader::read_again(&store, &kept.segments)?;
            let events = std::mem::take(&mut stored.events);
            if kept.is_within(&stored.heads)
                && let Some(resumed) = Resumed::new(kept.checkpoint, events)
            {
                let past = Past::Resumed(Box::new(resumed));
                return Ok(Self::new(store, next_replica, past, stored));
            }
        }
        Self::open(store, next_replica)
    }

    fn new(store: S, next_replica: fn() -> ReplicaId, past: Past, stored: Stored) -> Self {
        Self {
            store,
            writer: Writer::new(next_replica()),
            next_replica,
            past,
            whole: OnceLock::new(),
            damage: Damage {
                here: stored.unreadable,
                ..Damage::default()
            },
            heads: stored.heads,
        }
    }

    /// The state of every card.
    pub const fn collection(&self) -> &Collection {
        self.past.collection()
    }

    /// Learns which cards are of which roadmap, and so by which method each comes back.
    pub fn join(&mut self, members: Arc<Members>) {
        self.past.join(members);
    }

    /// Everything that happened. Where the start went on from a checkpoint, storage is read first.
    ///
    /// Should storage be blocked by then, the journal has what came after the checkpoint only, and
    /// the next rating is refused. Nothing that is recorded or scheduled comes from here.
    pub fn journal(&self) -> &Journal {
        self.whole_journal().unwrap_or_else(|error| {
            leptos::logging::error!("the history could not be read: {error}");
            self.past.journal_in_memory()
        })
    }

    fn whole_journal(&self) -> Result<&Journal, StoreError> {
        if let Past::Whole { journal, .. } = &self.past {
            return Ok(journal);
        }
        if let Some(whole) = self.whole.get() {
            return Ok(whole);
        }
        let whole = Journal::from_events(reader::read(&self.store)?.events);
        Ok(self.whole.get_or_init(|| whole))
    }

    /// Reads what a checkpoint covers, if that was not read, and says how many events came to it
    /// that were not known.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached; nothing has changed then.
    fn recall(&mut self) -> Result<usize, StoreError> {
        self.whole = OnceLock::new();
        let Past::Resumed(resumed) = &self.past else {
            return Ok(0);
        };
        let known = resumed.events();
        let mut stored = reader::read(&self.store)?;
        let members = self.collection().members();
        self.past = Past::whole(&mut stored);
        self.past.join(members);
        self.damage.here = stored.unreadable;
        self.heads = stored.heads;
        Ok(self.past.events().saturating_sub(known))
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.past.events()
    }

    /// How many of them had to be read.
    pub fn events_in_memory(&self) -> usize {
        self.past.journal_in_memory().events().len()
    }

    /// When the last event happened.
    pub fn last_instant(&self) -> Option<Instant> {
        self.past.last_instant()
    }

    /// From when to when the learner has reviewed, if ever.
    pub fn review_span(&self) -> Option<ReviewSpan> {
        self.past.review_span()
    }

    /// How the session of this tab goes.
    pub fn session(&self) -> Session {
        self.past.session(self.replica())
    }

    /// What [`Self::undo`] would take back.
    pub fn undo_target(&self) -> Option<EventId> {
        self.past.undo_target(self.replica())
    }

    /// What a clock seems to have recorded while it was ahead.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    pub fn ahead(&self, now: Instant) -> Result<Option<Ahead>, StoreError> {
        let last = self.last_instant();
        if !last.is_some_and(|last| Ahead::is_conceivable(last, now)) {
            return Ok(None);
        }
        Ok(Ahead::find(self.whole_journal()?, now))
    }

    /// Who this tab is.
    pub const fn replica(&self) -> ReplicaId {
        self.writer.replica()
    }

    /// The study day that a review at `now` belongs to.
    pub fn study_day(&self, now: Moment) -> StudyDay {
        let now = self.writer.clamped(now);
        now.study_day(self.collection().settings().day_start)
    }

    /// Records facts, all or none, also where a clock that was ahead has stated others.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn record(
        &mut self,
        now: Moment,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Result<(), StoreError> {
        let facts: Vec<Fact> = facts.into_iter().collect();
        if !self.past.continues_at(now.instant, &facts) {
            self.recall()?;
        }
        self.whole = OnceLock::new();
        let now = self.past.moment_for(now, &facts);
        if !self.writer.accepts(now.instant) {
            self.writer = Writer::new((self.next_replica)());
        }
        for event in self.writer.append(&self.store, now, facts)? {
            self.past.insert(event);
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
        let import =
            (current != Some(document.content)).then(|| Fact::Imported(Box::new(document.clone())));
        self.record(now, import.into_iter().chain([Fact::Reviewed(review)]))
    }

    fn document(&self, document: &Imported) -> Option<ContentHash> {
        self.collection()
            .document(&document.roadmap, &document.path)
    }

    /// Whether a card has a history that is its own still, and was not carried elsewhere.
    pub fn has_history(&self, card: CardId) -> bool {
        let is_its_own = self.collection().holder(card) == card;
        is_its_own && self.collection().is_touched(card)
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
        let facts = facts
            .into_iter()
            .chain(document.map(|document| Fact::Imported(Box::new(document))));
        self.record(now, facts)?;
        Ok(carried)
    }

    /// Takes back the last act of this tab; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn undo(&mut self, now: Moment) -> Result<Option<EventId>, StoreError> {
        self.revert(now, self.undo_target())
    }

    /// Brings back what was undone last; `None` when nothing was, or something came after it.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn redo(&mut self, now: Moment) -> Result<Option<EventId>, StoreError> {
        self.revert(now, self.past.redo_target(self.replica()))
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
        let unreadable: Vec<Unreadable> = self.unreadable().into_iter().cloned().collect();
        Backup::new(made, self.journal().events(), &unreadable)
    }

    /// Merges a backup into what is here; all or none of its events.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; nothing has changed then.
    pub fn restore(&mut self, backup: &Backup) -> Result<Restored, StoreError> {
        self.recall()?;
        let new = self.unknown(backup.events.clone());
        let unreadable = backup.restore(&self.store, &mut self.writer, &new)?;
        self.damage.here.extend(unreadable);
        let restored = Restored {
            new: new.len(),
            known: backup.events.len() - new.len(),
        };
        self.past.extend(new);
        Ok(restored)
    }

    /// What of storage could be read, by key.
    pub const fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Writes one segment for many that nobody writes any more, if that is worth it.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; every event is stored as before.
    pub fn compact(
        &mut self,
        is_live: impl Fn(ReplicaId) -> bool,
    ) -> Result<Option<Compacted>, StoreError> {
        compaction::write(&self.store, &mut self.writer, is_live)
    }

    /// The events that are not here yet, in order, each once.
    fn unknown(&self, mut events: Vec<Event>) -> Vec<Event> {
        events.retain(|event| !self.past.journal_in_memory().holds(event));
        put_in_order(&mut events, |event| event.order().key());
        events.dedup();
        events
    }

    /// Takes in what another tab has just written, and says how many events were new.
    ///
    /// Events that come late are folded together, not one by one: a restored backup is long.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage is wanted and cannot be reached; nothing has changed
    /// then.
    pub fn follow(&mut self, events: Vec<Event>) -> Result<usize, StoreError> {
        let recalled = if events.iter().all(|event| self.past.continues_with(event)) {
            0
        } else {
            self.recall()?
        };
        self.whole = OnceLock::new();
        let new = self.unknown(events);
        let count = recalled + new.len();
        let last = self.past.journal_in_memory().events().last();
        let first = new.first().map(Event::order);
        if new.len() > MANY || first < last.map(Event::order) {
            self.past.extend(new);
        } else {
            for event in new {
                self.past.insert(event);
            }
        }
        Ok(count)
    }

    /// Reads storage again and takes in what is new, and says how many events that were: a page
    /// that the browser had frozen was told of nothing.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached; nothing has changed then.
    pub fn catch_up(&mut self) -> Result<usize, StoreError> {
        let stored = reader::read_again(&self.store, &self.heads)?;
        let count = self.follow(stored.events)?;
        self.damage.here = stored.unreadable;
        self.heads = stored.heads;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
