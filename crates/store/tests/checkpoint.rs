//! A start from a checkpoint is a start from everything.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use waymark_core::annotation::{Change, Flag};
use waymark_core::arrangement::{Arranged, Arrangement};
use waymark_core::checkpoint::Resumed;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId, SectionId};
use waymark_core::journal::{
    Answered, Baseline, Carried, Event, Fact, Flagged, Journal, Placed, Reclocked, Review, Tagged,
};
use waymark_core::practice::{PracticeStep, Practised};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::{Parameters, Retention};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::time::{DayStart, Days, Instant, Moment, Shift, StudyDay, Took, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::checkpoint::KeptCheckpoint;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{self, replica_of};
use waymark_store::writer::Writer;

const HOUR_MS: i64 = 3_600_000;

fn facts() -> impl Strategy<Value = Fact> {
    let cards = || (0_u64..6).prop_map(CardId::from_bits);
    let reviews = (
        cards(),
        prop::sample::select(Rating::ALL.to_vec()),
        any::<bool>(),
    );
    let reviews = reviews.prop_map(|(card, rating, is_drill)| {
        Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_ms(1_000),
            purpose: if is_drill {
                Purpose::Drill
            } else {
                Purpose::Scheduled
            },
        })
    });
    let reverted = (0_u64..6, 0_u32..8).prop_map(|(replica, sequence)| {
        Fact::Reverted(EventId {
            replica: ReplicaId::from_bits(replica),
            sequence,
        })
    });
    let placed = (cards(), 1_u32..40, -3_i32..40).prop_map(|(card, interval, due)| {
        let memory = Repetition {
            successes: 3,
            ease: EaseFactor::START,
            interval: Days::new(interval),
        };
        let baseline = Baseline::Review {
            memory,
            due: StudyDay::from_unix_day(due),
            lapses: 2,
            remembered: None,
        };
        Fact::Placed(Placed { card, baseline })
    });
    let reclocked = (0_u64..6, -50_i64..50).prop_map(|(replica, hours)| {
        Fact::Reclocked(Reclocked {
            replica: ReplicaId::from_bits(replica),
            first: 0,
            last: 4,
            shift: Shift::from_ms(hours * HOUR_MS),
        })
    });
    prop_oneof![
        12 => reviews,
        1 => reverted,
        1 => placed,
        1 => reclocked,
        1 => cards().prop_map(Fact::Suspended),
        1 => cards().prop_map(Fact::Buried),
        1 => cards().prop_map(|card| Fact::Flagged(Flagged { card, flag: Flag::Blue })),
        1 => cards().prop_map(|card| Fact::Answered(Box::new(Answered { card, text: "Ä".into() }))),
        1 => cards().prop_map(|card| {
            let tag = "word".parse().expect("a tag");
            Fact::Tagged(Box::new(Tagged { card, tag, change: Change::Added }))
        }),
        1 => (cards(), cards()).prop_map(|(from, to)| Fact::Carried(Carried { from, to })),
        1 => Just(Fact::Configured(Setting::DayStart(DayStart::FOUR))),
        1 => (0..9_u16).prop_map(|n| Fact::Configured(Setting::NewPerDay(CardsPerDay(n)))),
        1 => (0..9_u16).prop_map(|place| Fact::Arranged(Box::new(Arranged {
            roadmap: RoadmapId::unnamed(),
            arrangement: Arrangement::Place(place),
        }))),
        1 => (70_u8..=97).prop_map(|percent| Fact::Arranged(Box::new(Arranged {
            roadmap: RoadmapId::unnamed(),
            arrangement: Arrangement::Scheduler(
                Retention::new(percent).map_or(Scheduler::Sm2, Scheduler::Fsrs6),
            ),
        }))),
        1 => (1_000_u32..=8_000).prop_map(|decay| {
            let mut parts = *Parameters::DEFAULT.parts();
            parts[20] = decay;
            Fact::Fitted(Box::new(Parameters::new(parts).expect("within bounds")))
        }),
        1 => prop::sample::select(PracticeStep::ALL.to_vec()).prop_map(|step| {
            let section = SectionId::from_bits(7);
            Fact::Practised(Practised { section, step, change: Change::Added })
        }),
    ]
}

/// Tabs one after the other, each with what it recorded, hours after the one before.
fn tabs() -> impl Strategy<Value = Vec<(i64, Vec<Fact>)>> {
    prop::collection::vec((-3_i64..30, prop::collection::vec(facts(), 0..8)), 0..6)
}

fn record(store: &MemoryStore, tabs: &[(i64, Vec<Fact>)]) {
    let mut hours = 0;
    for ((later, facts), replica) in tabs.iter().zip(0_u64..) {
        hours += later;
        let mut writer = Writer::new(ReplicaId::from_bits(replica));
        for (fact, minute) in facts.iter().zip(0_i64..) {
            let moment = Moment {
                instant: Instant::from_unix_ms(hours * HOUR_MS + minute * 60_000),
                offset: UtcOffset::UTC,
            };
            writer.append(store, moment, [fact.clone()]).expect("room");
        }
    }
}

fn events(store: &MemoryStore) -> Vec<Event> {
    reader::read(store).expect("memory is never blocked").events
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn it_is_read_as_it_was_written_and_goes_on(tabs in tabs(), live in 0_u64..7) {
        let store = MemoryStore::like_a_browser();
        record(&store, &tabs);
        let is_live = |replica: ReplicaId| replica.bits() >= live;
        let made = KeptCheckpoint::make(&store, is_live).expect("memory is never blocked");
        let Some(made) = made else { return Ok(()) };
        let bytes = made.to_bytes().expect("a written form");
        let read = KeptCheckpoint::from_bytes(&bytes);
        let in_order = |mut kept: KeptCheckpoint| {
            kept.checkpoint.remembered.sort_by_key(Event::order);
            kept
        };
        prop_assert_eq!(read.map(in_order), Some(in_order(made.clone())));
        for key in made.segments.keys() {
            prop_assert!(!replica_of(key).is_some_and(is_live));
        }

        let stored = reader::read_again(&store, &made.segments).expect("memory is never blocked");
        prop_assert!(made.is_within(&stored.heads));
        let whole = Journal::from_events(events(&store));
        let is_left = |event: &Event| stored.events.iter().any(|left| left.id == event.id);
        let covered = events(&store).into_iter().filter(|event| !is_left(event));
        let covered = Journal::from_events(covered.collect());
        // What comes later may take back a correction of the clock that the end follows from.
        if whole.history() == whole.events() && covered.history() == covered.events() {
            // What is left comes after it, or at the same moment.
            let end = made.checkpoint.end;
            prop_assert!(stored.events.iter().all(|event| event.moment.instant >= end));
        }
        if let Some(resumed) = Resumed::new(made.checkpoint, stored.events) {
            prop_assert_eq!(resumed.collection(), &Collection::fold(&whole));
            prop_assert_eq!(resumed.events(), whole.events().len());
        }
    }

    #[test]
    fn a_changed_byte_is_noticed(tabs in tabs(), at in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let store = MemoryStore::like_a_browser();
        record(&store, &tabs);
        let made = KeptCheckpoint::make(&store, |_| false).expect("memory is never blocked");
        let Some(made) = made else { return Ok(()) };
        let mut bytes = made.to_bytes().expect("a written form");
        let at = at.index(bytes.len());
        prop_assert_eq!(KeptCheckpoint::from_bytes(&bytes[..at]), None);
        bytes[at] ^= 1_u8 << bit;
        prop_assert_eq!(KeptCheckpoint::from_bytes(&bytes), None);
    }
}

/// Which tabs are covered, each a letter in the order of its replica.
#[track_caller]
fn check_covered(tabs: &[(i64, usize)], live: &[u64], expected: &str) {
    let store = MemoryStore::like_a_browser();
    let review = |card: u64| {
        Fact::Reviewed(Review {
            card: CardId::from_bits(card),
            rating: Rating::Good,
            took: Took::from_ms(1_000),
            purpose: Purpose::Scheduled,
        })
    };
    let mut start = 0;
    let mut names = BTreeMap::new();
    for ((later, reviews), (replica, name)) in tabs.iter().zip((0_u64..).zip('a'..)) {
        start += later;
        let mut writer = Writer::new(ReplicaId::from_bits(replica));
        names.insert(replica, name);
        for hour in 0..*reviews as i64 {
            let moment = Moment {
                instant: Instant::from_unix_ms((start + hour) * HOUR_MS),
                offset: UtcOffset::UTC,
            };
            writer
                .append(&store, moment, [review(replica)])
                .expect("room");
        }
    }
    let is_live = |replica: ReplicaId| live.contains(&replica.bits());
    let made = KeptCheckpoint::make(&store, is_live).expect("memory is never blocked");
    let made = made.into_iter();
    let mut covered: Vec<char> = made
        .flat_map(|made| made.segments.keys().cloned().collect::<Vec<_>>())
        .filter_map(|key| names.get(&replica_of(&key)?.bits()).copied())
        .collect();
    covered.sort_unstable();
    assert_eq!(covered.into_iter().collect::<String>(), expected);
}

#[test]
fn what_is_covered_is_a_beginning() {
    check_covered(&[], &[], "");
    check_covered(&[(0, 2), (10, 2), (10, 2)], &[], "abc");
    check_covered(&[(0, 2), (10, 2), (10, 2)], &[2], "ab");
    check_covered(&[(0, 2), (10, 2), (10, 2)], &[0], "");
    check_covered(&[(0, 2), (10, 2), (10, 2)], &[1], "a");
    // The second tab goes on while the third is open, and the first while the second is.
    check_covered(&[(0, 2), (10, 20), (10, 2), (40, 2)], &[2], "a");
    check_covered(&[(0, 12), (10, 20), (10, 2), (40, 2)], &[2], "");
}

#[test]
fn it_is_known_whether_its_segments_are_there() {
    let store = MemoryStore::like_a_browser();
    record(&store, &[(0, vec![Fact::Suspended(CardId::from_bits(1))])]);
    let made = KeptCheckpoint::make(&store, |_| false).expect("memory is never blocked");
    let made = made.expect("there is something");
    assert!(made.is_within(&reader::read(&store).expect("memory").heads));
    let key = made.segments.keys().next().expect("a segment").clone();
    store.remove(&key).expect("memory");
    assert!(!made.is_within(&reader::read(&store).expect("memory").heads));
}
