//! What holds of every text that is read as something written down.

use std::collections::HashSet;

use waymark_core::collection::Collection;
use waymark_core::id::{CardId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal};
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::rescue::Rescue;
use waymark_store::writer::Writer;
use waymark_store::{bundle, reader, segment};

/// The replica that restores: drawn once, so that no file names it by chance.
const WRITER: u64 = 0x8f2c_51d7_03be_96a4;

/// Reads bytes as each thing that is ever read from a file or from storage.
///
/// # Panics
/// When what was read breaks a law.
pub fn stored(bytes: &[u8]) {
    if let Ok(roadmaps) = bundle::from_bytes(bytes) {
        let written = bundle::to_bytes(&roadmaps);
        let again = written.and_then(|bytes| bundle::from_bytes(&bytes));
        assert_eq!(again.as_ref(), Ok(&roadmaps), "bundled roadmaps");
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(events) = segment::decode(&text) {
        folded(events);
    }
    if let Ok(backup) = Backup::from_json(&text) {
        restored(&backup);
        folded(backup.events);
    }
    if let Ok(rescue) = Rescue::from_json(&text) {
        folded(rescue.backup().events);
    }
}

/// Whatever events there are, they have a state, and it knows no card that they do not name.
fn folded(events: Vec<Event>) {
    let named: HashSet<CardId> = events.iter().flat_map(cards).collect();
    let collection = Collection::fold(&Journal::from_events(events));
    assert!(
        collection
            .touched_cards()
            .all(|(card, _)| named.contains(&card))
    );
}

fn cards(event: &Event) -> Vec<CardId> {
    match &event.fact {
        Fact::Carried(carried) => vec![carried.from, carried.to],
        other => other.card().into_iter().collect(),
    }
}

/// A backup that was read is written as the same, and lies in storage once it is restored.
fn restored(backup: &Backup) {
    let expected = union(backup.events.clone());
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    let again = again.map(|again| Backup {
        events: union(again.events),
        ..again
    });
    let same = Backup {
        events: expected.clone(),
        ..backup.clone()
    };
    assert_eq!(again, Ok(same), "written and read again");
    let merged = backup.clone().merged([backup.clone()]);
    assert_eq!(merged, backup.clone().merged([]), "merged with itself");

    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(WRITER));
    if backup.restore(&store, &mut writer, &expected).is_ok() {
        let stored = reader::read(&store).map(|stored| union(stored.events));
        assert_eq!(stored, Ok(expected), "restored and read again");
    }
}

/// The set of events that a journal makes of these.
fn union(events: Vec<Event>) -> Vec<Event> {
    Journal::from_events(events).events().to_vec()
}
