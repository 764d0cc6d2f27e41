//! Carried histories as they are written, and what a reader does with a fact it does not know.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Carried, Event, Fact, Journal};
use waymark_core::time::{Instant, Moment, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{self, SEGMENTS};
use waymark_store::segment::{self, SegmentError};
use waymark_store::writer::Writer;

fn carried() -> Event {
    Event {
        id: EventId {
            replica: ReplicaId::from_bits(0xfeed),
            sequence: 0,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(1_795_171_000_000),
            offset: UtcOffset::from_minutes_east(60),
        },
        fact: Fact::Carried(Carried {
            from: CardId::from_bits(0x0123_4567_89ab_cdef),
            to: CardId::from_bits(0xfedc_ba98_7654_3210),
        }),
    }
}

/// The segment and the backup as they are written today, which later versions must read.
#[test]
fn files_with_carried_histories_load_for_ever() {
    let golden = include_str!("golden/v1-carried.jsonl").trim_end();
    let text: String = serde_json::from_str(golden).expect("a JSON string");
    assert_eq!(segment::decode(&text), Ok(vec![carried()]));

    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(carried().id.replica);
    let written = writer.append(&store, carried().moment, [carried().fact]);
    assert_eq!(written, Ok(vec![carried()]));
    let keys = store.keys(SEGMENTS).expect("memory is never blocked");
    assert_eq!(store.get(&keys[0]), Ok(Some(text)));

    let golden = include_str!("golden/v1-carried-backup.json").trim_end();
    let backup = Backup::from_json(golden).expect("a backup");
    assert_eq!(backup.events, [carried()]);
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    assert_eq!(again, Ok(backup));
}

/// What programs from before a fact do when they meet it: the segment stays, and waits for a
/// program that knows more.
#[test]
fn a_fact_from_the_future_makes_its_segment_unreadable() {
    let json = r#"{"replica":"000000000000feed","first":0,"instant":0,"offset":0,"events":[[0,{"unheard-of":"x"}]]}"#;
    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(1));
    let written = writer.append(&store, carried().moment, [carried().fact]);
    let known = written.expect("there is room");
    let text = format!("waymark-segment 1 a34f018d45d6131c\n{json}");
    store
        .set(&format!("{SEGMENTS}future/0"), &text)
        .expect("there is room");
    let stored = reader::read(&store).expect("memory is never blocked");
    assert_eq!(Journal::from_events(stored.events).events(), known);
    let [unreadable] = stored.unreadable.as_slice() else {
        panic!("one segment cannot be read");
    };
    assert_eq!(unreadable.text, text);
    assert!(matches!(unreadable.cause, SegmentError::Record(_)));
    assert_eq!(unreadable.cause.to_string(), "`unheard-of` is no fact");
}
