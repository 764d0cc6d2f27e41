//! Every setting, as it is written.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::num::NonZeroU16;

use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Fact};
use waymark_core::scheduler::{Fuzz, Lateness, Percent};
use waymark_core::setting::{PhaseOrder, Setting, Siblings};
use waymark_core::time::{Instant, Moment, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::SEGMENTS;
use waymark_store::segment;
use waymark_store::writer::Writer;

fn settings() -> Vec<Setting> {
    let percent = |number| Percent::new(number).expect("a factor");
    vec![
        Setting::PhaseOrder(PhaseOrder::Held),
        Setting::PhaseOrder(PhaseOrder::Free),
        Setting::BacklogDays(NonZeroU16::new(u16::MAX)),
        Setting::BacklogDays(None),
        Setting::Siblings(Siblings::Apart),
        Setting::Siblings(Siblings::OneADay),
        Setting::LeechLapses(NonZeroU16::new(4)),
        Setting::LeechLapses(None),
        Setting::MaximumInterval(NonZeroU16::new(365)),
        Setting::MaximumInterval(None),
        Setting::IntervalModifier(percent(10)),
        Setting::IntervalModifier(percent(500)),
        Setting::Fuzz(Fuzz::Off),
        Setting::Fuzz(Fuzz::Spread),
        Setting::Lateness(Lateness::Ignored),
        Setting::Lateness(Lateness::Credited),
    ]
}

fn moment() -> Moment {
    Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000),
        offset: UtcOffset::from_minutes_east(60),
    }
}

fn events() -> Vec<Event> {
    let events = (0_u32..).zip(settings()).map(|(sequence, setting)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(0xfeed),
            sequence,
        },
        moment: moment(),
        fact: Fact::Configured(setting),
    });
    events.collect()
}

/// The segment and the backup as they were written first, which later versions must read.
#[test]
fn files_with_settings_load_for_ever() {
    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(0xfeed));
    let facts: Vec<Fact> = settings().into_iter().map(Fact::Configured).collect();
    assert_eq!(writer.append(&store, moment(), facts), Ok(events()));
    let keys = store.keys(SEGMENTS).expect("memory is never blocked");
    let written = store.get(&keys[0]).expect("memory is never blocked");

    let golden = include_str!("golden/v1-settings.jsonl").trim_end();
    let text: String = serde_json::from_str(golden).expect("a JSON string");
    assert_eq!(segment::decode(&text), Ok(events()));
    assert_eq!(written, Some(text));

    let golden = include_str!("golden/v2-settings-backup.json").trim_end();
    let backup = Backup::from_json(golden).expect("a backup");
    assert_eq!(backup.events, events());
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    assert_eq!(again, Ok(backup));
}
