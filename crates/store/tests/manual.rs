//! What `docs/storage-format.md` shows is what is written and read; `tests/storage` reads the same
//! page without this crate.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::id::{EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Event, Fact, Journal};
use waymark_store::backup::Backup;
use waymark_store::document::Kept;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::segment;
use waymark_store::snapshot::KeptSnapshot;
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError};

const PAGE: &str = include_str!("../../../docs/storage-format.md");

/// The examples that begin like this: indented lines, without the indentation.
fn examples(beginning: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = PAGE.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("    ") else {
            continue;
        };
        let mut example = first.to_owned();
        while let Some(next) = lines.next_if(|line| line.starts_with("    ")) {
            example.push('\n');
            example.push_str(next.trim_start());
        }
        if example.starts_with(beginning) {
            examples.push(example);
        }
    }
    examples
}

#[test]
fn segments_are_written_as_they_are_shown() -> Result<(), StoreError> {
    let shown = examples("waymark-segment ");
    let [plain, packed] = shown.as_slice() else {
        unreachable!("one segment of each version is shown");
    };
    let events = segment::decode(plain).expect("a segment");
    assert_eq!(segment::decode(packed).as_ref(), Ok(&events));
    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(events[0].id.replica);
    for event in &events {
        writer.append(&store, event.moment, [event.fact.clone()])?;
    }
    let key = "waymark/journal/d53e9250b63b5a7e/0";
    assert_eq!(store.get(key)?.as_ref(), Some(plain));
    let keys = Writer::new(ReplicaId::from_bits(1)).adopt(&store, &events)?;
    assert_eq!(store.get(&keys[0])?.as_ref(), Some(packed));
    Ok(())
}

#[test]
fn a_backup_and_a_snapshot_are_written_as_they_are_shown() {
    let shown = examples(r#"{"format":"waymark-backup""#).concat();
    let backup = Backup::from_json(&shown).expect("a backup");
    assert_eq!((backup.events.len(), backup.documents.len()), (2, 1));
    // The page breaks the line.
    let written = backup.to_json().expect("a file");
    assert_eq!(written, shown.replace('\n', ""));
    let shown = examples(r#"{"format":"waymark-snapshot""#).concat();
    let kept = KeptSnapshot::from_json(&shown).expect("a snapshot");
    assert_eq!(kept.to_json(), Ok(shown));
}

#[test]
fn records_are_read_as_they_are_shown() {
    let shown = examples("00 03 ").concat();
    let records = shown.lines().map(|line| {
        let bytes = line.split(' ').map(|byte| u8::from_str_radix(byte, 16));
        let bytes: Vec<u8> = bytes.collect::<Result<_, _>>().expect("bytes");
        let kept = Kept::from_bytes(&bytes).expect("a record");
        assert_eq!(kept.to_bytes(), Ok(bytes));
        kept
    });
    let records: Vec<Kept> = records.collect();
    let [Kept::Document(document), Kept::PutAway(roadmap)] = records.as_slice() else {
        unreachable!("a document and a roadmap that was put away are shown: {records:?}");
    };
    let backup = Backup::from_json(&examples(r#"{"format":"waymark-backup""#).concat());
    let documents = backup.expect("a backup").documents;
    assert!(documents.contains_key(&document.imported()));
    assert_eq!(Some(roadmap.clone()), RoadmapId::from_title("tea"));
}

/// The events of a run with these facts, all of one moment.
fn events(facts: &[&str]) -> Vec<Event> {
    let events: Vec<String> = facts.iter().map(|fact| format!("[0,{fact}]")).collect();
    let backup = format!(
        r#"{{"format":"waymark-backup","version":1,"made":0,"unreadable":[],"runs":[
        {{"replica":"000000000000feed","first":0,"instant":0,"offset":0,"events":[{}]}}]}}"#,
        events.join(",")
    );
    Backup::from_json(&backup).expect("a backup").events
}

#[test]
fn a_contested_event_moves_to_the_id_that_is_shown() {
    let mut both = events(&[
        r#"{"buried":"0000000000000001"}"#,
        r#"{"buried":"0000000000000002"}"#,
    ]);
    both[1].id = both[0].id;
    let journal = Journal::from_events(both);
    let renamed = EventId {
        replica: "3365e73ff6c1e17b".parse().expect("a replica"),
        sequence: 0,
    };
    assert!(PAGE.contains("3365e73ff6c1e17b"));
    assert_eq!(journal.conflicts()[0].renamed, renamed);
}

/// Which of two facts under one id keeps it follows from this order, so it can never change.
#[test]
fn facts_are_ordered_as_the_page_says() {
    let facts = events(&[
        r#"{"r":["0000000000000001",2,0]}"#,
        r#"{"r":["0000000000000001",3,0]}"#,
        r#"{"r":["0000000000000001",3,900]}"#,
        r#"{"d":["0000000000000001",3,900]}"#,
        r#"{"c":["0000000000000001",3,900]}"#,
        r#"{"d":["0000000000000002",0,0]}"#,
        r#"{"reverted":"0000000000000001-9"}"#,
        r#"{"reverted":"0000000000000001-10"}"#,
        r#"{"suspended":"0000000000000001"}"#,
        r#"{"resumed":"0000000000000001"}"#,
        r#"{"buried":"0000000000000001"}"#,
        r#"{"answered":["0000000000000001","Z"]}"#,
        r#"{"answered":["0000000000000001","a"]}"#,
        r#"{"flagged":["0000000000000001",4]}"#,
        r#"{"tagged":["0000000000000001","a",1]}"#,
        r#"{"tagged":["0000000000000001","a",0]}"#,
        r#"{"placed":["0000000000000001","new"]}"#,
        r#"{"placed":["0000000000000001",0,130,1,-7,0]}"#,
        r#"{"placed":["0000000000000001",0,130,1,7,0]}"#,
        r#"{"arranged":["tea",{"enrolment":"active"}]}"#,
        r#"{"arranged":["tea",{"enrolment":"paused"}]}"#,
        r#"{"arranged":["tea",{"enrolment":"archived"}]}"#,
        r#"{"arranged":["tea",{"enrolment":"removed"}]}"#,
        r#"{"arranged":["tea",{"place":0}]}"#,
        r#"{"arranged":["tea",{"new-per-day":"none"}]}"#,
        r#"{"arranged":["tea",{"new-per-day":0}]}"#,
        r#"{"arranged":["tea",{"reviews-per-day":0}]}"#,
        r#"{"arranged":["tea",{"deadline":"none"}]}"#,
        r#"{"arranged":["tea",{"deadline":-1}]}"#,
        r#"{"arranged":["tea",{"opened":"0000000000000001"}]}"#,
        r#"{"practised":["0000000000000001",0,1]}"#,
        r#"{"practised":["0000000000000001",0,0]}"#,
        r#"{"practised":["0000000000000001",1,1]}"#,
        r#"{"configured":{"day-start":0}}"#,
        r#"{"configured":{"new-per-day":0}}"#,
        r#"{"configured":{"reviews-per-day":0}}"#,
        r#"{"configured":{"ratings":4}}"#,
        r#"{"configured":{"ratings":6}}"#,
        r#"{"configured":{"held-phases":1}}"#,
        r#"{"configured":{"held-phases":0}}"#,
        r#"{"configured":{"backlog-days":0}}"#,
        r#"{"configured":{"backlog-days":1}}"#,
        r#"{"configured":{"buried-siblings":0}}"#,
        r#"{"configured":{"buried-siblings":1}}"#,
        r#"{"configured":{"leech-lapses":0}}"#,
        r#"{"configured":{"maximum-interval":0}}"#,
        r#"{"configured":{"interval-modifier":10}}"#,
        r#"{"configured":{"fuzz":0}}"#,
        r#"{"configured":{"fuzz":1}}"#,
        r#"{"configured":{"lateness-credit":0}}"#,
        r#"{"configured":{"lateness-credit":1}}"#,
        r#"{"imported":["tea","a","000000000000000000000000000000ff"]}"#,
        r#"{"imported":["tea","b","00000000000000000000000000000001"]}"#,
        r#"{"carried":["0000000000000001","0000000000000002"]}"#,
        r#"{"reclocked":["0000000000000001",0,0,-5]}"#,
        r#"{"reclocked":["0000000000000001",0,0,5]}"#,
    ]);
    let facts: Vec<Fact> = facts.into_iter().map(|event| event.fact).collect();
    for pair in facts.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?}");
    }
}
