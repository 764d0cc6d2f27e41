//! Rescue files as safe mode writes them, what a reader makes of them, and the diagnostic file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use waymark_core::id::{CardId, ReplicaId};
use waymark_core::journal::{Event, Fact, Imported};
use waymark_core::roadmap::content_hash;
use waymark_core::time::{Instant, Moment, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::diagnosis::{
    Archive, Database, Diagnosis, Elsewhere, Figures, Keeper, Persistence, Piece, Program, Room,
    Second,
};
use waymark_store::document::{Document, Kept};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{SEGMENTS, Unreadable};
use waymark_store::rescue::{Rescue, RescueError, is_rescue};
use waymark_store::segment::{self, SegmentError};
use waymark_store::writer::Writer;

/// A segment of one event, under its key.
fn segment(replica: u64) -> (String, String, Event) {
    let store = MemoryStore::like_a_browser();
    let moment = Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000),
        offset: UtcOffset::from_minutes_east(60),
    };
    let card = CardId::from_bits(replica);
    let mut writer = Writer::new(ReplicaId::from_bits(replica));
    let events = writer.append(&store, moment, [Fact::Suspended(card)]);
    let event = events.expect("there is room").remove(0);
    let key = store.keys(SEGMENTS).expect("never blocked").remove(0);
    let text = store.get(&key).expect("never blocked").expect("written");
    (key, text, event)
}

fn file(texts: &Value, segments: &Value) -> String {
    json!({
        "format": "waymark-rescue",
        "version": 1,
        "made": 1_795_180_000_000_i64,
        "agent": "a browser",
        "texts": texts,
        "databases": [
            {"name": "waymark-journal", "stores": [{"name": "segments", "entries": segments}]},
            {"name": "of-tomorrow", "stores": [{"name": "x", "entries": [["y", {"other": "z"}]]}]},
        ],
        "missing": [["waymark", "SecurityError: no"]],
    })
    .to_string()
}

#[test]
fn a_rescue_file_gives_the_history_of_both_stores_each_event_once() {
    let (first_key, first, one) = segment(1);
    let (second_key, second, two) = segment(2);
    let (third_key, third, three) = segment(3);
    let (archived_key, archived, four) = segment(4);
    let damaged = "waymark-segment 1 0\n{";
    let json = file(
        &json!([
            ["waymark/documents", "1795171000000"],
            [
                "waymark/archive",
                "a list of what the second store alone has"
            ],
            [first_key, first],
            [second_key, damaged],
            [third_key, third],
            ["waymark/journal/00000000000000aa/0", damaged],
        ]),
        &json!([
            [first_key, first],
            [second_key, second],
            [archived_key, archived],
            ["waymark/journal/00000000000000aa/0", damaged],
        ]),
    );
    assert!(is_rescue(&json));
    let backup = Rescue::from_json(&json).expect("a rescue file").backup();
    assert_eq!(backup.made, Instant::from_unix_ms(1_795_180_000_000));
    assert_eq!(backup.events, [one, two, three, four]);
    let unreadable: Vec<_> = backup
        .unreadable
        .iter()
        .map(|s| (&*s.key, &*s.text))
        .collect();
    assert_eq!(
        unreadable,
        [("waymark/journal/00000000000000aa/0", damaged)]
    );
}

#[test]
fn half_characters_and_bytes_survive_and_documents_are_found() {
    let json = file(
        // `a`, then the first half of a pair.
        &json!([["waymark/journal/00000000000000aa/0", {"utf16": "YQA92A=="}]]),
        &json!([]),
    );
    let away = Kept::PutAway("tea".parse().expect("a slug"));
    let imported = Imported {
        roadmap: "bread".parse().expect("a slug"),
        path: "bread.md".to_owned(),
        content: content_hash(&[1, 2, 3]),
    };
    let document = Kept::Document(Document::unread(imported.clone()));
    let damaged = Imported {
        roadmap: "salt".parse().expect("a slug"),
        path: "salt.md".to_owned(),
        content: content_hash(&[4]),
    };
    let gone = Kept::Document(Document::unread(damaged.clone()));
    let record = |kept: &Kept| {
        let bytes = kept.to_bytes().expect("it has a form");
        json!([kept.roadmap().as_str(), {"bytes": STANDARD.encode(bytes)}])
    };
    let mut with_documents: Value = serde_json::from_str(&json).expect("JSON");
    let databases = with_documents["databases"].as_array_mut().expect("a list");
    databases.push(json!({"name": "waymark", "stores": [
        {"name": "roadmaps", "entries": [record(&away), record(&document), record(&gone)]},
        {"name": "sources", "entries": [
            [imported.content.to_string(), {"bytes": "AQID"}],
            [damaged.content.to_string(), {"bytes": "AQID"}],
        ]},
    ]}));
    databases.push(json!({"name": "waymark-snapshots", "stores": [
        {"name": "sources", "entries": [["bread", {"bytes": "AQI="}], ["salt", {"bytes": "AQ=="}]]},
    ]}));
    let rescue = Rescue::from_json(&with_documents.to_string()).expect("a rescue file");
    let backup = rescue.backup();
    assert_eq!(backup.documents, [(imported.clone(), vec![1, 2, 3])].into());
    assert_eq!(backup.bases, [(imported, vec![1, 2])].into());
    assert_eq!(backup.put_away, ["tea".parse().expect("a slug")].into());
    assert_eq!(rescue.backup().unreadable[0].text, "a\u{fffd}");
}

#[test]
fn what_is_no_rescue_file_says_so() {
    #[track_caller]
    fn check(json: &str, expected: &str) {
        let error = Rescue::from_json(json).expect_err(json);
        assert!(error.to_string().contains(expected), "{error}");
    }
    check("{", "not a rescue file: EOF");
    check(
        r#"{"format":"waymark-backup","version":1}"#,
        "it is `waymark-backup`",
    );
    check(
        r#"{"format":"waymark-rescue","version":2}"#,
        "version 2; this Waymark reads up to 1",
    );
    check(
        r#"{"format":"waymark-rescue","version":1}"#,
        "missing field",
    );
    let key = "waymark/journal/00000000000000aa/0";
    assert_eq!(
        Rescue::from_json(&file(&json!([[key, {"utf16": "?"}]]), &json!([]))),
        Err(RescueError::Bytes {
            key: key.to_owned()
        })
    );
    assert!(!is_rescue(r#"{"format":"waymark-backup","version":1}"#));
}

/// The file that safe mode wrote when the format was made.
#[test]
fn a_file_of_version_1_loads_for_ever() {
    let golden = include_str!("golden/v1-rescue.json");
    let backup = Rescue::from_json(golden).expect("a rescue file").backup();
    assert_eq!(backup.events.len(), 3);
    assert_eq!(backup.unreadable.len(), 1);
    assert_eq!(backup.documents.len(), 1);
}

#[test]
fn a_diagnosis_holds_no_word_of_the_learner() {
    let secret = "my-secret-roadmap";
    let json = format!(r#"{{"replica":"000000000000feed","first":0,"{secret}":0}}"#);
    let text = format!("waymark-segment {secret} 0\n{json}");
    let cause = segment::decode(&text).expect_err("no segment");
    assert!(
        cause.to_string().contains(secret),
        "a cause may quote: {cause}"
    );
    let unreadable = |key: &str, cause| Unreadable {
        key: key.to_owned(),
        text: text.clone(),
        cause,
    };
    let quoting = SegmentError::Version {
        found: secret.to_owned(),
    };
    let key = "waymark/journal/00000000000000aa/0";
    let stray = format!("waymark/journal/{secret}");
    let pieces = [
        Piece::of(&unreadable(key, cause), Keeper::First, Elsewhere::Whole),
        Piece::of(
            &unreadable(&stray, quoting),
            Keeper::Second,
            Elsewhere::Nowhere,
        ),
    ];
    let diagnosis = Diagnosis {
        made: 1_795_180_000_000,
        program: Program {
            version: "0.1.0".to_owned(),
            build: "0123456789abcdef".to_owned(),
            worker: None,
            agent: "a browser".to_owned(),
        },
        storage: Room {
            capacity: 5_242_880,
            characters: 2_100,
            journal: 2_000,
            segments: 1,
        },
        databases: vec![Database {
            name: "waymark-journal".to_owned(),
            stores: Ok(vec![("segments".to_owned(), 1)]),
        }],
        estimate: Some((1_000, 1_000_000)),
        persistence: Persistence::MayBeCleared,
        second: Second::Behind(1),
        archive: Archive::default(),
        journal: Figures::default(),
        documents: (1, 0),
        media: (2, 3_000),
        last_backup: None,
        unreadable: pieces.to_vec(),
    };
    let written = diagnosis.to_json().expect("it has a form");
    assert!(!written.contains("secret"), "{written}");
    let read: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(read["format"], "waymark-diagnosis");
    assert_eq!(read["second"], json!({"behind": 1}));
    assert_eq!(
        read["unreadable"],
        json!([
            {"key": key, "store": "first", "elsewhere": "whole", "length": text.len(), "cause": "no version"},
            {"key": null, "store": "second", "elsewhere": "nowhere", "length": text.len(), "cause": "no version"},
        ])
    );
}
