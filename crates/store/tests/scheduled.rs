//! What is said of schedulers is stored and read for ever.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::arrangement::{Arranged, Arrangement};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Baseline, Event, Fact, Placed};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::time::{Days, Instant, Moment, StudyDay, UtcOffset};
use waymark_store::KeyValue;
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::SEGMENTS;
use waymark_store::segment;
use waymark_store::writer::Writer;

fn put_under(scheduler: Scheduler) -> Fact {
    Fact::Arranged(Box::new(Arranged {
        roadmap: RoadmapId::from_title("Über Kubernetes").expect("a slug"),
        arrangement: Arrangement::Scheduler(scheduler),
    }))
}

fn facts() -> Vec<Fact> {
    vec![
        put_under(Scheduler::Fsrs6(Retention::LEAST)),
        put_under(Scheduler::Fsrs6(Retention::MOST)),
        put_under(Scheduler::Sm2),
        Fact::Fitted(Box::new(Parameters::DEFAULT)),
    ]
}

/// A card that goes on from what FSRS-6 remembered of it elsewhere: the least, and the most.
fn remembered() -> Vec<Fact> {
    let placed = |millionths: (u64, u32)| {
        Fact::Placed(Placed {
            card: CardId::from_bits(0xaa),
            baseline: Baseline::Review {
                memory: Repetition {
                    successes: 2,
                    ease: EaseFactor::START,
                    interval: Days::new(9),
                },
                due: StudyDay::from_unix_day(20_780),
                lapses: 1,
                remembered: Some(Memory::from_millionths(millionths.0, millionths.1)),
            },
        })
    };
    vec![placed((0, 0)), placed((u64::MAX, u32::MAX))]
}

fn events(facts: Vec<Fact>) -> Vec<Event> {
    let events = (0_u32..).zip(facts).map(|(sequence, fact)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(0xf5f5),
            sequence,
        },
        moment: moment(),
        fact,
    });
    events.collect()
}

fn moment() -> Moment {
    Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000),
        offset: UtcOffset::from_minutes_east(60),
    }
}

#[track_caller]
fn check(golden: &str, facts: Vec<Fact>) {
    let text: String = serde_json::from_str(golden.trim_end()).expect("a JSON string");
    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(0xf5f5));
    let events = events(facts.clone());
    assert_eq!(writer.append(&store, moment(), facts), Ok(events.clone()));
    let keys = store.keys(SEGMENTS).expect("memory is never blocked");
    assert_eq!(store.get(&keys[0]), Ok(Some(text.clone())));
    assert_eq!(segment::decode(&text), Ok(events));
}

/// The segment and the backup as they were written first, which later versions must read.
#[test]
fn files_with_schedulers_load_for_ever() {
    check(include_str!("golden/v1-scheduled.jsonl"), facts());
    check(include_str!("golden/v1-remembered.jsonl"), remembered());

    let events = || events(facts());
    let golden = include_str!("golden/v2-scheduled-backup.json").trim_end();
    let made = Instant::from_unix_ms(1_795_200_000_000);
    let backup = Backup::new(made, &events(), &[]);
    let read = Backup::from_json(golden).map(|read| read.events);
    assert_eq!(read, Ok(events()));
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    assert_eq!(again, Ok(backup));
}
