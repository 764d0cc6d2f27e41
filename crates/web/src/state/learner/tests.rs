//! A learner with storage in memory, which outlives the tab.

mod resuming;

use super::*;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::journal::wrong_clock::Ahead;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::time::{Shift, Took, UtcOffset};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::mirror;
use waymark_store::segment::SegmentError;

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
fn a_tab_follows_another_whatever_the_order() {
    let store = storage(20_000);
    let mut first = open(&store);
    for minute in 0..10 {
        let card = minute as u64 % 3;
        first
            .review(at(minute), review(card), &document())
            .expect("room");
    }
    first.undo(at(20)).expect("room");
    let events = first.journal().events().to_vec();
    let mut follower = open(&storage(20_000));
    follower.follow(events[5..].to_vec()).expect("memory");
    follower.follow(events[..7].to_vec()).expect("memory");
    assert_eq!(follower.journal().events(), first.journal().events());
    assert_eq!(follower.collection(), first.collection());
}

#[test]
fn a_page_that_was_frozen_catches_up() {
    let store = storage(20_000);
    let mut frozen = open(&store);
    frozen.review(at(0), review(1), &document()).expect("room");
    let mut other = open(&store);
    for minute in 1..4 {
        other
            .review(at(minute), review(minute as u64), &document())
            .expect("room");
    }
    assert_eq!(frozen.catch_up(), Ok(3));
    assert_eq!(frozen.collection(), other.collection());
    assert_eq!(frozen.catch_up(), Ok(0));
}

#[test]
fn a_backup_that_does_not_fit_changes_nothing() {
    let mut source = open(&storage(20_000));
    for minute in 0..30 {
        let card = minute as u64;
        source
            .review(at(minute), review(card), &document())
            .expect("room");
    }
    let mut backup = source.backup(at(60).instant);
    backup.unreadable.push(Unreadable {
        key: "waymark/journal/00000000000000aa/0".to_owned(),
        text: "waymark-segment 9 0\n{}".to_owned(),
        cause: SegmentError::NotASegment,
    });
    let store = storage(400);
    let mut learner = open(&store);
    learner.restore(&backup).expect_err("it does not fit");
    assert_eq!(learner.journal().events(), []);
    assert_eq!(learner.unreadable(), Vec::<&Unreadable>::new());
    assert_eq!(store.keys("").expect("keys"), Vec::<String>::new());
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

#[test]
fn a_history_is_carried_once_by_whatever_tab() {
    let store = storage(10_000);
    let card = CardId::from_bits;
    let carry = |from, to| Carried {
        from: card(from),
        to: card(to),
    };
    let (mut first, mut second) = (open(&store), open(&store));
    first.review(at(0), review(1), &document()).expect("room");
    second.catch_up().expect("memory is never blocked");
    // The second card has no history to carry.
    let carries = [carry(1, 3), carry(2, 4)];
    assert_eq!(first.take_over(at(1), carries, None), Ok(1));
    second.catch_up().expect("memory is never blocked");
    assert_eq!(second.take_over(at(2), carries, None), Ok(0));
    assert_eq!(second.take_over(at(3), carries, Some(document())), Ok(0));
    let carried = second.journal().events().iter();
    let carried = carried.filter(|event| matches!(event.fact, Fact::Carried(_)));
    assert_eq!(carried.count(), 1);
    assert!(second.has_history(card(3)) && !second.has_history(card(1)));
    // Words that come back take the history with them.
    assert_eq!(second.take_over(at(4), [carry(3, 1)], None), Ok(1));
    assert!(second.has_history(card(1)) && !second.has_history(card(3)));
}

#[test]
fn what_only_the_second_store_holds_is_stored_here_first() {
    let store = storage(20_000);
    let mut before = open(&store);
    for minute in 0..3 {
        let card = minute as u64;
        before
            .review(at(minute), review(card), &document())
            .expect("room");
    }
    let key = store.keys("").expect("keys").remove(0);
    let whole = store.get(&key).expect("text").expect("text");
    // The browser died before it wrote the end of it to the disk.
    store.0.set(&key, "waymark-segment 1 0\n").expect("room");
    let mut learner = open(&store);
    assert_eq!(
        (learner.unreadable().len(), learner.journal().events().len()),
        (1, 0)
    );
    let brought = mirror::bring([(key.clone(), whole)]);
    assert_eq!(learner.heal(brought.clone()), Ok(4));
    assert_eq!(learner.unreadable(), Vec::<&Unreadable>::new());
    assert_eq!(learner.recovered(), std::slice::from_ref(&key));
    assert_eq!(learner.collection(), before.collection());
    assert_eq!(open(&store).collection(), before.collection());
    // Once more it brings nothing, and takes no room.
    let keys = store.keys("").expect("keys").len();
    assert_eq!(learner.heal(brought), Ok(0));
    assert_eq!(store.keys("").expect("keys").len(), keys);
    assert_eq!(
        store.get(&key).expect("text").as_deref(),
        Some("waymark-segment 1 0\n")
    );
}

#[test]
fn storage_that_is_full_leaves_the_second_store_its_events() {
    let source = storage(20_000);
    let mut before = open(&source);
    before.review(at(0), review(1), &document()).expect("room");
    let key = source.keys("").expect("keys").remove(0);
    let text = source.get(&key).expect("text").expect("text");
    let mut learner = open(&storage(50));
    let brought = mirror::bring([(key, text)]);
    assert!(matches!(
        learner.heal(brought),
        Err(StoreError::Full { .. })
    ));
    assert_eq!(learner.journal().events(), []);
}

#[test]
fn what_was_read_is_not_read_again() {
    let store = storage(200_000);
    let mut watching = open(&store);
    for tab in 0..13 {
        let mut tab_open = open(&store);
        let card = tab as u64;
        tab_open
            .review(at(tab), review(card), &document())
            .expect("room");
    }
    assert_eq!(watching.catch_up(), Ok(14));
    assert_eq!(watching.heads().len(), 13);
    let mut compacting = open(&store);
    let compacted = compacting
        .compact(|_| false)
        .expect("room")
        .expect("worth it");
    compaction::remove_replaced(&store, &compacted).expect("removed");
    // It is all known, under another key.
    assert_eq!(watching.catch_up(), Ok(0));
    assert_eq!(watching.heads().len(), 1);
    assert_eq!(watching.collection(), open(&store).collection());
}

/// A clock that steps back a little at the beginning of a day does not bring the old day back.
#[test]
fn the_day_does_not_step_back_with_the_clock() {
    let mut learner = open(&storage(10_000));
    // 2026-11-21T04:00:30Z, half a minute into the day.
    let begun = at(630).instant.unix_ms() / 86_400_000 * 86_400_000 + 4 * 3_600_000 + 30_000;
    let at = |ms| Moment {
        instant: Instant::from_unix_ms(begun + ms),
        offset: UtcOffset::UTC,
    };
    let day = learner.study_day(at(0));
    assert!(learner.study_day(at(-60_000)) < day);
    learner.review(at(0), review(1), &document()).expect("room");
    assert_eq!(learner.study_day(at(-60_000)), day);
    // A larger step is another replica, which believes its clock.
    assert!(learner.study_day(at(-3_600_000)) < day);
}

/// The clock is put right while the tab is open: undo still takes back what it recorded.
#[test]
fn undo_reaches_what_a_clock_recorded_that_was_ahead() {
    let store = storage(10_000);
    let mut learner = open(&store);
    let day = 24 * 60;
    for card in [1, 2] {
        let then = at(30 * day + i64::try_from(card).expect("small"));
        learner
            .review(then, review(card), &document())
            .expect("room");
    }
    assert!(learner.undo(at(0)).expect("room").is_some());
    assert!(!learner.has_history(CardId::from_bits(2)));
    assert!(learner.redo(at(1)).expect("room").is_some());
    assert!(learner.has_history(CardId::from_bits(2)));
    assert_eq!(open(&store).collection(), learner.collection());
    // What is set now holds now.
    let limit = |cards| Fact::Configured(Setting::NewPerDay(CardsPerDay(cards)));
    learner.record(at(30 * day), [limit(3)]).expect("room");
    learner.record(at(2), [limit(4)]).expect("room");
    assert_eq!(learner.collection().settings().new_per_day, CardsPerDay(4));
    // And a correction moves the ratings, in this tab and in the next.
    let ahead = Ahead::find(learner.journal(), at(3).instant).expect("a month ahead");
    learner.record(at(3), ahead.moved()).expect("room");
    let asked = learner.collection().card(CardId::from_bits(1)).last_asked;
    let month = Shift::from_ms(-30 * 24 * 3_600_000);
    assert_eq!(asked, Some(at(30 * day + 1).instant.shifted(ahead.shift)));
    assert!(ahead.shift <= month && asked < Some(at(3).instant));
    assert_eq!(open(&store).collection(), learner.collection());
    assert_eq!(Ahead::find(learner.journal(), at(4).instant), None);
}
