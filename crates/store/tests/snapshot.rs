//! Snapshots come back as they were, and texts that are none are refused with a reason.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use waymark_core::card::CardKind;
use waymark_core::id::{CardId, ContentHash, RoadmapId};
use waymark_core::reimport::{Fingerprint, IMPORTER_VERSION, ImporterVersion, Sketch, Snapshot};
use waymark_core::roadmap::{content_hash, import};
use waymark_store::snapshot::{KeptSnapshot, SnapshotError};

/// What `golden/v1-snapshot.json` holds.
fn first() -> KeptSnapshot {
    let card = |id: u64, kind, section, front: &str, answer: Option<u64>| Sketch {
        id: CardId::from_bits(id),
        kind,
        section,
        front: front.to_owned(),
        question: Fingerprint::from_bits(id ^ 0xfeed),
        answer: answer.map(Fingerprint::from_bits),
        written: Fingerprint::from_bits(!id),
    };
    KeptSnapshot {
        content: ContentHash::from_bits(0xbeef),
        snapshot: Snapshot {
            roadmap: RoadmapId::from_title("Über Brot").expect("a slug"),
            importer: ImporterVersion(1),
            sections: vec![
                vec![],
                vec!["Teig".to_owned(), "Sauer \"stark\"".to_owned()],
            ],
            cards: vec![
                card(1, CardKind::Question, 0, "Was ruht?\nUnd wie lange?", None),
                card(2, CardKind::Mastery, 1, "Can you knead? Show it.", None),
                card(3, CardKind::TableCell, 1, "Roggen: Hitze?", Some(7)),
                card(
                    u64::MAX,
                    CardKind::Definition,
                    1,
                    "Explain Poolish.",
                    Some(8),
                ),
            ],
        },
    }
}

#[test]
fn snapshots_of_version_1_load_for_ever() {
    let golden = include_str!("golden/v1-snapshot.json").trim_end();
    assert_eq!(KeptSnapshot::from_json(golden), Ok(first()));
    assert_eq!(first().to_json().as_deref(), Ok(golden));
}

#[test]
fn a_snapshot_is_of_one_document_and_one_importer() {
    let mut kept = first();
    kept.snapshot.importer = IMPORTER_VERSION;
    assert!(kept.is_of(kept.content));
    assert!(!kept.is_of(ContentHash::from_bits(1)));
    kept.snapshot.importer = ImporterVersion(IMPORTER_VERSION.0 + 1);
    assert!(!kept.is_of(kept.content));
}

#[test]
fn other_texts_are_refused_with_a_reason() {
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let json = first().to_json().expect("JSON");
        let other = json.replacen(from, to, 1);
        assert_ne!(json, other);
        let error = KeptSnapshot::from_json(&other).expect_err("not a snapshot");
        assert_eq!(error.to_string(), expected);
    }
    check(
        "waymark-snapshot",
        "x",
        "the text is not a snapshot but `x`",
    );
    check(
        r#""version":1"#,
        r#""version":2"#,
        "the snapshot has version 2; this Waymark reads up to 1",
    );
    check("mastery", "x", "the snapshot is damaged: `x` is no kind");
    check(
        r#""question",0"#,
        r#""question",2"#,
        "the snapshot is damaged: `2` is no section",
    );
    check(
        "0000000000000002",
        "0000000000000001",
        "the snapshot is damaged: `0000000000000001` is no card of its own",
    );
    check(
        "0000000000000007",
        "7",
        "the snapshot is damaged: `7` is no fingerprint",
    );
    assert!(matches!(
        KeptSnapshot::from_json("{}"),
        Err(SnapshotError::Json { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    })]

    #[test]
    fn a_snapshot_comes_back_as_it_was(source in "(# |## |- |\\?\n|\\*\\*|: |\\PC|\n){0,60}") {
        let source = format!("# Map\n- What is it?\n{source}");
        let kept = KeptSnapshot {
            content: content_hash(source.as_bytes()),
            snapshot: Snapshot::of(&import(source.as_bytes(), "x").roadmap),
        };
        let json = kept.to_json().expect("JSON");
        prop_assert_eq!(KeptSnapshot::from_json(&json), Ok(kept));
    }
}
