//! Corrected clocks as they are written.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Reclocked};
use waymark_core::time::{Instant, Moment, Shift, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::SEGMENTS;
use waymark_store::segment;
use waymark_store::writer::Writer;

fn reclocked() -> Event {
    Event {
        id: EventId {
            replica: ReplicaId::from_bits(0xfeed),
            sequence: 0,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(1_795_171_000_000),
            offset: UtcOffset::from_minutes_east(60),
        },
        fact: Fact::Reclocked(Reclocked {
            replica: ReplicaId::from_bits(0x0123_4567_89ab_cdef),
            first: 7,
            last: 20,
            shift: Shift::from_ms(-518_400_000),
        }),
    }
}

/// The segment and the backup as they are written today, which later versions must read.
#[test]
fn files_with_corrected_clocks_load_for_ever() {
    let golden = include_str!("golden/v1-reclocked.jsonl").trim_end();
    let text: String = serde_json::from_str(golden).expect("a JSON string");
    assert_eq!(segment::decode(&text), Ok(vec![reclocked()]));

    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(reclocked().id.replica);
    let written = writer.append(&store, reclocked().moment, [reclocked().fact]);
    assert_eq!(written, Ok(vec![reclocked()]));
    let keys = store.keys(SEGMENTS).expect("memory is never blocked");
    assert_eq!(store.get(&keys[0]), Ok(Some(text)));

    let golden = include_str!("golden/v1-reclocked-backup.json").trim_end();
    let backup = Backup::from_json(golden).expect("a backup");
    assert_eq!(backup.events, [reclocked()]);
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    assert_eq!(again, Ok(backup));
}
