//! The learner: the journal with its fold, and the storage in which both survive.

use waymark_core::collection::Collection;
use waymark_core::id::{ContentHash, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Imported, Journal, Review};
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
    /// [`StoreError`] when storage refuses.
    pub fn restore(&mut self, backup: &Backup) -> Result<Restored, StoreError> {
        let mut merged = self.journal.clone();
        let mut new = Vec::new();
        for event in &backup.events {
            let before = merged.events().len();
            merged.insert(event.clone());
            if merged.events().len() > before {
                new.push(event.clone());
            }
        }
        self.writer.adopt(&self.store, &new)?;
        self.journal = merged;
        self.collection = Collection::fold(&self.journal);
        let unreadable = backup.restore_unreadable(&self.store)?;
        self.unreadable.extend(unreadable);
        Ok(Restored {
            new: new.len(),
            known: backup.events.len() - new.len(),
        })
    }

    /// Takes in what another tab has just written.
    pub fn follow(&mut self, events: Vec<Event>) {
        for event in events {
            self.take_in(event);
        }
    }

    fn take_in(&mut self, event: Event) {
        let placement = self.journal.insert(event.clone());
        self.collection.advance(&self.journal, &event, placement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use waymark_core::id::{CardId, RoadmapId};
    use waymark_core::rating::{Purpose, Rating};
    use waymark_core::time::{Took, UtcOffset};
    use waymark_store::key_value::memory::MemoryStore;

    /// A learner whose storage outlives the tab.
    #[derive(Clone)]
    struct Shared(Rc<MemoryStore>);

    impl KeyValue for Shared {
        fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
            self.0.keys(prefix)
        }
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.0.get(key)
        }
        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.0.set(key, text)
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.remove(key)
        }
    }

    fn replica() -> ReplicaId {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        ReplicaId::from_bits(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    fn open(store: &Shared) -> Learner<Shared> {
        Learner::open(store.clone(), replica).expect("memory is never blocked")
    }

    fn storage(quota: usize) -> Shared {
        Shared(Rc::new(MemoryStore::with_quota(quota)))
    }

    fn at(minute: i64) -> Moment {
        Moment {
            instant: Instant::from_unix_ms(1_795_171_000_000 + minute * 60_000),
            offset: UtcOffset::UTC,
        }
    }

    fn document() -> Imported {
        Imported {
            roadmap: RoadmapId::from_title("Kubernetes").expect("a slug"),
            path: "kubernetes.md".to_owned(),
            content: ContentHash::from_bits(1),
        }
    }

    fn review(card: u64) -> Review {
        Review {
            card: CardId::from_bits(card),
            rating: Rating::Good,
            took: Took::from_ms(1_000),
            purpose: Purpose::Scheduled,
        }
    }

    #[test]
    fn a_tab_closed_and_opened_again_finds_everything() {
        let store = storage(10_000);
        let mut first = open(&store);
        for card in 0..10 {
            first
                .review(at(card as i64), review(card), &document())
                .expect("room");
        }
        first.undo(at(10)).expect("room");
        let second = open(&store);
        assert_eq!(second.collection(), first.collection());
        assert_eq!(second.collection().touched_cards().len(), 9);
        assert_ne!(second.replica(), first.replica());
    }

    #[test]
    fn the_document_is_named_once() {
        let store = storage(10_000);
        let mut learner = open(&store);
        learner.review(at(0), review(1), &document()).expect("room");
        learner.review(at(1), review(2), &document()).expect("room");
        assert_eq!(learner.journal().events().len(), 3);
    }

    #[test]
    fn a_full_store_changes_nothing() {
        let store = storage(700);
        let mut learner = open(&store);
        let mut card = 0;
        let error = loop {
            let before = learner.collection().clone();
            if let Err(error) = learner.review(at(card as i64), review(card), &document()) {
                assert_eq!(learner.collection(), &before);
                break error;
            }
            card += 1;
        };
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        assert!(card > 1);
        assert_eq!(open(&store).collection(), learner.collection());
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth() {
        let mut learner = open(&storage(10_000));
        learner.review(at(0), review(1), &document()).expect("room");
        learner.review(at(1), review(2), &document()).expect("room");
        let both = learner.collection().clone();
        assert!(learner.undo(at(2)).expect("room").is_some());
        assert!(learner.undo(at(3)).expect("room").is_some());
        assert_eq!(learner.undo(at(4)).expect("room"), None);
        assert_eq!(learner.collection().touched_cards().len(), 0);
        assert!(learner.redo(at(5)).expect("room").is_some());
        assert!(learner.redo(at(6)).expect("room").is_some());
        assert_eq!(learner.redo(at(7)).expect("room"), None);
        assert_eq!(learner.collection(), &both);
    }

    #[test]
    fn two_devices_that_exchange_backups_end_equal() {
        let (phone_store, laptop_store) = (storage(20_000), storage(20_000));
        let mut phone = open(&phone_store);
        let mut laptop = open(&laptop_store);
        for minute in 0..6 {
            phone
                .review(at(minute * 2), review(1), &document())
                .expect("room");
            laptop
                .review(at(minute * 2 + 1), review(2), &document())
                .expect("room");
        }
        let from_phone = phone.backup(at(20).instant);
        let from_laptop = laptop.backup(at(20).instant);
        let brought = laptop.restore(&from_phone).expect("room");
        assert_eq!(brought, Restored { new: 7, known: 0 });
        phone.restore(&from_laptop).expect("room");
        assert_eq!(phone.collection(), laptop.collection());
        let again = laptop.restore(&from_phone).expect("room");
        assert_eq!(again, Restored { new: 0, known: 7 });
        assert_eq!(
            open(&phone_store).collection(),
            open(&laptop_store).collection()
        );
    }

    #[test]
    fn a_clock_set_back_by_an_hour_goes_on_as_another_replica() {
        let store = storage(10_000);
        let mut learner = open(&store);
        learner
            .review(at(120), review(1), &document())
            .expect("room");
        let first = learner.replica();
        learner
            .review(at(119), review(2), &document())
            .expect("room");
        assert_eq!(learner.replica(), first);
        learner.review(at(0), review(3), &document()).expect("room");
        assert_ne!(learner.replica(), first);
        assert_eq!(open(&store).collection(), learner.collection());
    }
}
