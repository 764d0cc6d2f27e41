//! The journal in storage: what is written comes back, and nothing that is there gets lost.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "contract/key_value.rs"]
mod contract;

use std::cell::Cell;

use proptest::prelude::*;
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Carried, Event, Fact, Imported, Journal, Reclocked, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::setting::{CardsPerDay, RatingScale, Setting};
use waymark_core::time::{DayStart, Instant, Moment, Shift, Took, UtcOffset};
use waymark_store::backup::{Backup, BackupError};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{self, SEGMENTS, Stored};
use waymark_store::segment::{self, SegmentError};
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError};

fn at(unix_ms: i64, minutes_east: i16) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(unix_ms),
        offset: UtcOffset::from_minutes_east(minutes_east),
    }
}

fn review(card: u64, rating: Rating, purpose: Purpose) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(card),
        rating,
        took: Took::from_ms(5_300),
        purpose,
    })
}

fn writer(replica: u64) -> Writer {
    Writer::new(ReplicaId::from_bits(replica))
}

#[track_caller]
fn read(store: &impl KeyValue) -> Stored {
    reader::read(store).expect("memory is never blocked")
}

/// One fact of every sort, so that each has a written form.
fn every_fact() -> Vec<Fact> {
    let mut facts = facts_of_the_first_files();
    facts.push(Fact::Carried(Carried {
        from: CardId::from_bits(1),
        to: CardId::from_bits(u64::MAX),
    }));
    facts.push(Fact::Reclocked(Reclocked {
        replica: ReplicaId::from_bits(u64::MAX),
        first: 3,
        last: u32::MAX,
        shift: Shift::from_ms(i64::MIN),
    }));
    facts
}

/// What `golden/v2.txt` holds.
fn facts_of_the_first_packed_files() -> Vec<Fact> {
    let mut facts = facts_of_the_first_files();
    facts.push(Fact::Carried(Carried {
        from: CardId::from_bits(1),
        to: CardId::from_bits(u64::MAX),
    }));
    facts
}

/// What `golden/v1.jsonl` holds.
fn facts_of_the_first_files() -> Vec<Fact> {
    let card = CardId::from_bits(0x0123_4567_89ab_cdef);
    let mut facts = vec![
        Fact::Reverted(EventId {
            replica: ReplicaId::from_bits(1),
            sequence: 3,
        }),
        Fact::Suspended(card),
        Fact::Resumed(card),
        Fact::Imported(Box::new(Imported {
            roadmap: RoadmapId::from_title("Über Kubernetes").expect("a slug"),
            path: "notes/über \u{1f9ed} \"k8s\".md".to_owned(),
            content: ContentHash::from_bits(0xfeed),
        })),
        Fact::Configured(Setting::DayStart(
            DayStart::from_minutes(330).expect("a day start"),
        )),
        Fact::Configured(Setting::NewPerDay(CardsPerDay(7))),
        Fact::Configured(Setting::ReviewsPerDay(CardsPerDay(0))),
        Fact::Configured(Setting::RatingScale(RatingScale::FourButtons)),
        Fact::Configured(Setting::RatingScale(RatingScale::SixQualities)),
    ];
    for rating in Rating::ALL {
        for purpose in [Purpose::Scheduled, Purpose::Drill, Purpose::Cram] {
            facts.push(review(card.bits(), rating, purpose));
        }
    }
    facts
}

#[test]
fn memory_keeps_the_contract() {
    contract::holds(&MemoryStore::like_a_browser()).expect("memory is never blocked");
}

#[test]
fn every_fact_comes_back_as_it_was() {
    let store = MemoryStore::like_a_browser();
    let mut writer = writer(7);
    let mut written = Vec::new();
    for (index, fact) in every_fact().into_iter().enumerate() {
        let offset = if index < 10 { 60 } else { -480 };
        let now = at(1_795_171_000_000 + index as i64 * 977, offset);
        written.extend(writer.append(&store, now, [fact]).expect("there is room"));
    }
    let stored = read(&store);
    assert_eq!(stored.unreadable, []);
    let journal = Journal::from_events(stored.events);
    assert_eq!(journal.events(), written);
    for key in store.keys(SEGMENTS).expect("keys") {
        let text = store.get(&key).expect("text").expect("text");
        assert!(text.is_ascii(), "{text}");
    }
}

/// Storage that counts what is written.
struct Counting {
    inner: MemoryStore,
    written: Cell<usize>,
}

impl KeyValue for Counting {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.inner.keys(prefix)
    }
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.inner.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.written
            .set(self.written.get() + key.len() + text.len());
        self.inner.set(key, text)
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.inner.remove(key)
    }
}

#[test]
fn a_rating_writes_at_most_four_kilobytes_whatever_is_stored_already() {
    // 100,000 reviews over 10,000 cards, by a new replica every 500.
    let store = Counting {
        inner: MemoryStore::like_a_browser(),
        written: Cell::new(0),
    };
    let mut most = 0;
    let mut writer = writer(0);
    for number in 0..100_000_u64 {
        if number % 500 == 0 {
            writer = self::writer(number);
        }
        let card = (number % 10_000).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        store.written.set(0);
        let now = at(1_700_000_000_000 + number as i64 * 61_234, 60);
        writer
            .append(
                &store,
                now,
                [review(card, Rating::Good, Purpose::Scheduled)],
            )
            .expect("a hundred thousand reviews fit");
        most = most.max(store.written.get());
    }
    assert!(most <= 4_000, "{most} bytes");
    assert_eq!(read(&store).events.len(), 100_000);
    let keys = store.keys("").expect("keys");
    let stored: usize = keys
        .iter()
        .map(|key| key.len() + store.get(key).expect("text").map_or(0, |text| text.len()))
        .sum();
    println!("at most {most} bytes a rating; {stored} characters stored");
    assert!(stored < 5_242_880, "{stored} characters");
}

#[test]
fn a_full_store_refuses_and_keeps_what_it_has() {
    let store = MemoryStore::with_quota(400);
    let mut writer = writer(7);
    let mut written = Vec::new();
    let refusal = loop {
        let now = at(written.len() as i64, 0);
        match writer.append(&store, now, [review(1, Rating::Good, Purpose::Scheduled)]) {
            Ok(events) => written.extend(events),
            Err(error) => break error,
        }
    };
    assert!(matches!(refusal, StoreError::Full { .. }), "{refusal}");
    assert!(written.len() > 2);
    assert_eq!(read(&store).events, written);
    // When there is room again the writer goes on without a gap.
    let larger = MemoryStore::like_a_browser();
    for key in store.keys("").expect("keys") {
        let text = store.get(&key).expect("text").expect("text");
        larger.set(&key, &text).expect("room");
    }
    let now = at(1_000, 0);
    let facts = [review(2, Rating::Easy, Purpose::Scheduled)];
    written.extend(writer.append(&larger, now, facts).expect("room"));
    assert_eq!(Journal::from_events(read(&larger).events).events(), written);
}

#[test]
fn a_clock_that_steps_back_is_clamped_or_wants_a_new_replica() {
    let store = MemoryStore::like_a_browser();
    let mut writer = writer(7);
    let hour = 3_600_000;
    let facts = || [review(1, Rating::Good, Purpose::Scheduled)];
    writer
        .append(&store, at(10 * hour, 0), facts())
        .expect("room");
    let late = writer
        .append(&store, at(9 * hour + 1, 0), facts())
        .expect("room");
    assert_eq!(late[0].moment.instant.unix_ms(), 10 * hour);
    assert_eq!(writer.clamped(at(9 * hour + 1, 60)), at(10 * hour, 60));
    assert_eq!(writer.clamped(at(9 * hour, 60)), at(9 * hour, 60));
    assert_eq!(writer.clamped(at(11 * hour, 60)), at(11 * hour, 60));
    assert!(writer.accepts(Instant::from_unix_ms(9 * hour + 1)));
    assert!(!writer.accepts(Instant::from_unix_ms(9 * hour)));
}

#[test]
fn unreadable_segments_are_named_and_left_alone() {
    let store = MemoryStore::like_a_browser();
    let facts = || [review(1, Rating::Good, Purpose::Scheduled)];
    writer(1).append(&store, at(1, 0), facts()).expect("room");
    writer(2).append(&store, at(2, 0), facts()).expect("room");
    let key = format!("{SEGMENTS}{:016x}/0", 1);
    let good = store.get(&key).expect("text").expect("text");
    let damages: [(String, SegmentError); 5] = [
        (String::new(), SegmentError::Empty),
        ("<!doctype html>\n".to_owned(), SegmentError::NotASegment),
        (
            good.replacen(" 1 ", " 3 ", 1),
            SegmentError::Version {
                found: "3".to_owned(),
            },
        ),
        (good.replace("5300", "5301"), SegmentError::Checksum),
        (good[..good.len() - 3].to_owned(), SegmentError::Checksum),
    ];
    for (damaged, cause) in damages {
        store.set(&key, &damaged).expect("room");
        let stored = read(&store);
        assert_eq!(stored.events.len(), 1, "the other segment is read");
        assert_eq!(stored.unreadable.len(), 1);
        assert_eq!(stored.unreadable[0].key, key);
        assert_eq!(stored.unreadable[0].text, damaged);
        assert_eq!(stored.unreadable[0].cause, cause);
        writer(3).append(&store, at(3, 0), facts()).expect("room");
        assert_eq!(store.get(&key).expect("text"), Some(damaged));
        store
            .remove(&format!("{SEGMENTS}{:016x}/0", 3))
            .expect("removed");
    }
}

#[test]
fn a_backup_holds_everything_and_restores_it() {
    let store = MemoryStore::like_a_browser();
    for replica in [3, 1, 2] {
        let mut writer = writer(replica);
        for (index, fact) in every_fact().into_iter().enumerate() {
            let now = at((replica as i64) * 1_000 + index as i64, 0);
            writer.append(&store, now, [fact]).expect("room");
        }
    }
    let damaged = format!("{SEGMENTS}{:016x}/0", 9);
    store
        .set(&damaged, "waymark-segment 9 x\n{}")
        .expect("room");
    let stored = read(&store);
    let journal = Journal::from_events(stored.events);
    let made = Instant::from_unix_ms(1_795_171_000_000);
    let backup = Backup::new(made, journal.events(), &stored.unreadable);
    let json = backup.to_json().expect("JSON");

    let elsewhere = MemoryStore::like_a_browser();
    let restored = Backup::from_json(&json).expect("a backup");
    assert_eq!(restored.made, made);
    restored
        .restore(&elsewhere, &mut writer(50), &restored.events)
        .expect("room");
    let again = read(&elsewhere);
    assert_eq!(
        Journal::from_events(again.events).events(),
        journal.events()
    );
    assert_eq!(again.unreadable, stored.unreadable);
}

#[test]
fn a_restore_that_does_not_fit_leaves_nothing_behind() {
    let mut events = Vec::new();
    let source = MemoryStore::like_a_browser();
    for replica in 0..10 {
        let facts = [review(1, Rating::Good, Purpose::Scheduled)];
        let written = writer(replica).append(&source, at(1, 0), facts);
        events.extend(written.expect("room"));
    }
    let small = MemoryStore::with_quota(200);
    let refused = writer(50).adopt(&small, &events);
    assert!(matches!(refused, Err(StoreError::Full { .. })));
    assert_eq!(small.keys("").expect("keys"), Vec::<String>::new());
}

#[test]
fn other_files_are_refused_with_a_reason() {
    #[track_caller]
    fn check(json: &str, expected: &str) {
        let error = Backup::from_json(json).expect_err("not a backup");
        assert_eq!(error.to_string(), expected);
    }
    check(
        "not json",
        "the file is not a Waymark backup, or damaged: expected ident at line 1 column 2; choose another copy",
    );
    check(
        r#"{"format":"something","version":1}"#,
        "the file is not a Waymark backup but `something`; choose one that Waymark saved",
    );
    check(
        r#"{"format":"waymark-backup","version":3}"#,
        "the backup has version 3 and this Waymark reads up to 2; update it",
    );
    check(
        r#"{"format":"waymark-backup","version":1,"made":0,"unreadable":[],"runs":[{"replica":"00000000000000aa","first":0,"instant":0,"offset":0,"events":[[0,{"r":["00000000000000aa",6,0]}]]}]}"#,
        "the backup is damaged: in run 1, `6` is no rating; choose another copy",
    );
    assert!(matches!(
        Backup::from_json("{}"),
        Err(BackupError::Json { .. })
    ));
}

/// What storage written by version 1 looks like, for ever: `golden/v1.jsonl` holds a segment
/// (as a JSON string) in each line, `golden/v1-backup.json` the same events as a backup.
#[test]
fn files_of_version_1_load_for_ever() {
    let store = MemoryStore::like_a_browser();
    let lines = include_str!("golden/v1.jsonl").lines();
    for (number, line) in lines.enumerate() {
        let text: String = serde_json::from_str(line).expect("a JSON string");
        store
            .set(&format!("{SEGMENTS}golden/{number}"), &text)
            .expect("room");
    }
    let stored = read(&store);
    assert_eq!(stored.unreadable, []);
    let expected = facts_of_the_first_files();
    let journal = Journal::from_events(stored.events);
    let facts: Vec<Fact> = journal.events().iter().map(|e| e.fact.clone()).collect();
    assert_eq!(facts, expected);
    assert_eq!(journal.events()[0].moment, at(1_795_171_000_000, 60));
    let backup = Backup::from_json(include_str!("golden/v1-backup.json")).expect("a backup");
    assert_eq!(
        Journal::from_events(backup.events).events(),
        journal.events()
    );
}

/// A packed segment as it is written today, which later versions must read: `golden/v2.txt`, the
/// facts of version 1 and a carried history.
#[test]
fn a_packed_segment_loads_for_ever() {
    let store = MemoryStore::like_a_browser();
    let mut writer = writer(0xfeed);
    let mut events = Vec::new();
    for (index, fact) in facts_of_the_first_packed_files().into_iter().enumerate() {
        let offset = if index < 10 { 60 } else { -480 };
        let now = at(1_795_171_000_000 + index as i64 * 977, offset);
        events.extend(writer.append(&store, now, [fact]).expect("room"));
    }
    let golden = include_str!("golden/v2.txt").trim_end();
    let elsewhere = MemoryStore::like_a_browser();
    let keys = self::writer(1).adopt(&elsewhere, &events).expect("room");
    assert_eq!(segment::decode(golden).as_deref(), Ok(&events[..]));
    assert_eq!(elsewhere.get(&keys[0]), Ok(Some(golden.to_owned())));
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    })]

    #[test]
    fn segments_never_make_the_reader_panic(text in "\\PC{0,60}", head in any::<bool>()) {
        let store = MemoryStore::like_a_browser();
        let text = if head { format!("waymark-segment 1 {text}") } else { text };
        store.set(&format!("{SEGMENTS}x/0"), &text).expect("room");
        prop_assert_eq!(read(&store).unreadable.len(), 1);
    }

    #[test]
    fn what_was_acknowledged_is_there(
        steps in prop::collection::vec((0_usize..29, -5_000_i64..100_000, -2_i16..3), 1..60),
        quota in 300_usize..6_000,
    ) {
        let store = MemoryStore::with_quota(quota);
        let facts = every_fact();
        let mut writer = writer(7);
        let mut now = 1_795_171_000_000;
        let mut acknowledged: Vec<Event> = Vec::new();
        for (fact, step, offset_hours) in steps {
            now += step;
            let fact = facts[fact].clone();
            if let Ok(events) = writer.append(&store, at(now, offset_hours * 60), [fact]) {
                acknowledged.extend(events);
            }
        }
        let stored = read(&store);
        prop_assert_eq!(stored.unreadable, vec![]);
        let journal = Journal::from_events(stored.events);
        prop_assert_eq!(journal.events(), &acknowledged[..]);
    }
}
