//! Backups as files: every version loads, merging is a union, and damage is named.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Event, Fact, Imported, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::content_hash;
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::backup::{self, Backup};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{self, SEGMENTS, Unreadable};
use waymark_store::segment::SegmentError;
use waymark_store::writer::Writer;

fn roadmap(title: &str) -> RoadmapId {
    RoadmapId::from_title(title).expect("a slug")
}

fn imported(title: &str, path: &str, bytes: &[u8]) -> Imported {
    Imported {
        roadmap: roadmap(title),
        path: path.to_owned(),
        content: content_hash(bytes),
    }
}

fn unreadable(key: &str, text: &str) -> Unreadable {
    Unreadable {
        key: key.to_owned(),
        text: text.to_owned(),
        cause: SegmentError::NotASegment,
    }
}

fn event(replica: u64, sequence: u32, unix_ms: i64, fact: Fact) -> Event {
    Event {
        id: EventId {
            replica: ReplicaId::from_bits(replica),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(unix_ms),
            offset: UtcOffset::from_minutes_east(60),
        },
        fact,
    }
}

fn review(card: u64) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(card),
        rating: Rating::Good,
        took: Took::from_ms(5_300),
        purpose: Purpose::Scheduled,
    })
}

fn json(backup: &Backup) -> String {
    backup.to_json().expect("it can be written")
}

fn read(json: &str) -> Backup {
    Backup::from_json(json).expect("a backup")
}

/// What `golden/v2-backup.json` holds.
fn golden() -> Backup {
    let (tea, bread) = ("# Tee \u{1f375}\n\n- **Grün**: \"kurz\"\n", b"# Brot\xe9\n");
    let tea_document = imported("Tee", "notes/tee.md", tea.as_bytes());
    let events = [
        event(
            0xfeed,
            0,
            1_795_171_000_000,
            Fact::Imported(Box::new(tea_document.clone())),
        ),
        event(0xfeed, 1, 1_795_171_000_000, review(7)),
        event(0xfeed, 2, 1_795_171_060_000, review(8)),
    ];
    let key = format!("{SEGMENTS}00000000000000aa/0");
    let mut backup = Backup::new(
        Instant::from_unix_ms(1_795_180_000_000),
        &events,
        &[unreadable(&key, "torn")],
    );
    let documents = &mut backup.documents;
    documents.insert(tea_document, tea.as_bytes().to_vec());
    documents.insert(imported("Brot", "brot.md", bread), bread.to_vec());
    backup.put_away.insert(roadmap("Kubernetes Foundations"));
    backup
}

#[test]
fn a_file_of_version_2_loads_for_ever() {
    let file = include_str!("golden/v2-backup.json").trim_end();
    assert_eq!(backup::version(file), Ok(2));
    assert_eq!(read(file), golden());
    // As long as this is the version that is written.
    let file = include_str!("golden/v2-checked-backup.json").trim_end();
    assert_eq!(read(file), golden());
    assert_eq!(json(&golden()), file);
}

#[test]
fn an_edited_document_comes_with_what_it_was_made_from() {
    let mut backup = Backup::new(Instant::from_unix_ms(1), &[], &[]);
    for (base, text) in [
        (&b"# Tea\n"[..], "\"text\":\"# Tea\\n\""),
        (b"\xe9", "\"base64\":\"6Q==\""),
    ] {
        let own = imported("Tea", "tea.md", b"own");
        backup.documents.insert(own.clone(), b"own".to_vec());
        backup.bases.insert(own, base.to_vec());
        let file = json(&backup);
        assert!(
            file.contains(&format!("\"text\":\"own\",\"base\":{{{text}}}}}")),
            "{file}"
        );
        assert_eq!(read(&file), backup);
    }
}

#[test]
fn a_sign_that_was_changed_in_an_event_is_noticed() {
    let file = include_str!("golden/v2-checked-backup.json").trim_end();
    let runs = file.find("\"runs\"").expect("runs")..file.find("\"documents\"").expect("documents");
    for place in runs {
        for sign in ['0', '1', ' ', '"'] {
            let mut changed = file.to_owned();
            changed.replace_range(place..=place, &sign.to_string());
            // A space between two signs says nothing; all else is refused.
            if let Ok(read) = Backup::from_json(&changed) {
                assert_eq!(read, golden(), "{changed}");
            }
        }
    }
    let changed = file.replacen(",4,5300", ",5,5300", 1);
    let error = Backup::from_json(&changed).expect_err("a rating was changed");
    assert_eq!(
        error.to_string(),
        "the backup is damaged: its events are not the ones that were saved; choose another copy"
    );
    // Without the checksum a file is as good as one of before it was written.
    let unchecked = changed.replace("\"checksum\":\"83abff74815abcda\",", "");
    assert_ne!(read(&unchecked), golden());
}

#[test]
fn a_file_of_version_1_holds_no_documents() {
    let file = include_str!("golden/v1-backup.json");
    assert_eq!(backup::version(file), Ok(1));
    let backup = read(file);
    assert!(backup.documents.is_empty() && backup.put_away.is_empty());
    assert_eq!(
        read(&json(&backup)),
        backup,
        "it is written anew in version 2"
    );
}

#[test]
fn damage_is_named_with_its_place_and_a_way_out() {
    let file = include_str!("golden/v2-backup.json");
    #[track_caller]
    fn check(json: &str, expected: &str) {
        let error = Backup::from_json(json).expect_err("it is damaged");
        assert_eq!(
            error.to_string(),
            format!("the backup is damaged: {expected}; choose another copy")
        );
    }
    let damaged = |from: &str, to: &str| {
        assert_eq!(file.matches(from).count(), 1, "{from}");
        file.replace(from, to)
    };
    check(
        &damaged("kurz", "lang"),
        "the text of `notes/tee.md` is not the one that was saved",
    );
    check(
        &damaged("\"base64\":\"IyBCcm906Qo=\"", "\"base64\":\"?\""),
        "in document 1, `Invalid symbol 63, offset 0.` is no base64",
    );
    check(
        &damaged("\"base64\":\"IyBCcm906Qo=\"", "\"other\":\"\""),
        "in document 1, `nothing` is no text",
    );
    check(
        &damaged("\"text\":", "\"base64\":\"\",\"text\":"),
        "in document 2, `text and base64` is no text",
    );
    check(
        &damaged("\"roadmap\":\"tee\"", "\"roadmap\":\"Tee!\""),
        "in document 2, `Tee!` is no roadmap",
    );
    check(
        &damaged("[\"kubernetes-foundations\"]", "[\"<b>\"]"),
        "among the roadmaps put away, `<b>` is no roadmap",
    );
    check(
        &damaged("\"documents\":", "\"papers\":"),
        "`documents` is missing",
    );
    check(
        &damaged("\"put_away\":", "\"away\":"),
        "`put_away` is missing",
    );
    check(
        &damaged("000000000000feed\",\"first\"", "feed\",\"first\""),
        "in run 1, `feed` is no replica",
    );
}

#[test]
fn no_part_of_a_file_is_taken_for_a_whole() {
    let file = include_str!("golden/v2-backup.json").trim_end();
    for (length, _) in file.char_indices() {
        assert!(Backup::from_json(&file[..length]).is_err(), "{length}");
    }
}

#[test]
fn the_document_that_the_journal_names_last_is_the_current_one() {
    let tea = |version: u128| Imported {
        content: ContentHash::from_bits(version),
        ..imported("Tea", "tea.md", b"")
    };
    let bread = imported("Bread", "bread.md", b"");
    #[track_caller]
    fn check(documents: &[Imported], named: &[&Imported], expected: &[&Imported]) {
        let named = named.iter().zip(0..).map(|(document, sequence)| {
            event(
                1,
                sequence,
                i64::from(sequence),
                Fact::Imported(Box::new((*document).clone())),
            )
        });
        let journal = Journal::from_events(named.collect());
        assert_eq!(backup::current(documents, &journal), expected);
        let other_way: Vec<_> = documents.iter().rev().collect();
        assert_eq!(backup::current(other_way, &journal), expected);
    }
    let all = [tea(1), bread.clone(), tea(2)];
    check(&all, &[&tea(2), &tea(1)], &[&bread, &tea(1)]);
    check(&all, &[&tea(1), &tea(2), &bread], &[&bread, &tea(2)]);
    // A document that is not there cannot be the current one.
    check(&all, &[&tea(1), &tea(3)], &[&bread, &tea(1)]);
    check(&all, &[], &[&bread, &tea(2)]);
    check(&[], &[&bread], &[]);
}

#[test]
fn an_unreadable_piece_goes_back_once_and_over_nothing() {
    let store = MemoryStore::like_a_browser();
    let key = format!("{SEGMENTS}00000000000000aa/0");
    store.set(&key, "torn here").expect("room");
    let pieces = [
        unreadable(&key, "torn there"),
        unreadable("theirs", "torn"),
        unreadable("mine", "torn here"),
        unreadable(&format!("{SEGMENTS}x/1"), "torn"),
    ];
    let backup = Backup::new(Instant::from_unix_ms(0), &[], &pieces);
    let mut writer = Writer::new(ReplicaId::from_bits(5));
    for times in [2, 0] {
        let restored = backup.restore(&store, &mut writer, &[]);
        assert_eq!(restored.expect("room").len(), times);
        let stored = reader::read(&store).expect("memory is never blocked");
        let mut texts: Vec<_> = stored.unreadable.into_iter().map(|u| u.text).collect();
        texts.sort();
        assert_eq!(texts, ["torn", "torn here", "torn there"]);
    }
    assert_eq!(store.get(&key).expect("text").as_deref(), Some("torn here"));
    assert_eq!(store.get("theirs").expect("text"), None);
}

/// Backups as programs and people make them: few replicas, so that ids are contested; few
/// documents, so that both sides have some.
fn backups() -> impl Strategy<Value = Backup> {
    let documents = [
        ("Tea", "tea.md", &b"# Tea"[..]),
        ("Tea", "tea.md", b"# Tea\n\nmore"),
        ("Tea", "other.md", b"# Tea"),
        ("Bread", "bread.md", b"# Bread \xff"),
    ];
    let facts = prop_oneof![
        3 => (0_u64..3).prop_map(review),
        1 => (0..documents.len()).prop_map(move |index| {
            let (title, path, bytes) = documents[index];
            Fact::Imported(Box::new(imported(title, path, bytes)))
        }),
    ];
    let event =
        (0_u64..3, 0_u32..6, 0_i64..5, facts).prop_map(|(replica, sequence, minute, fact)| {
            event(replica, sequence, minute * 60_000, fact)
        });
    let titles = prop::sample::select(vec!["Tea", "Bread", "Soup"]);
    let pieces =
        ("[ab]", "[xy]").prop_map(|(key, text)| unreadable(&format!("{SEGMENTS}{key}/0"), &text));
    (
        0_i64..9,
        prop::collection::vec(event, 0..12),
        prop::collection::vec((0..documents.len(), prop::option::of("[mn]")), 0..4),
        prop::collection::vec(titles, 0..2),
        prop::collection::vec(pieces, 0..3),
    )
        .prop_map(move |(made, events, held, put_away, unreadable)| {
            let mut backup = Backup::new(Instant::from_unix_ms(made), &events, &unreadable);
            for (index, base) in held {
                let (title, path, bytes) = documents[index];
                let document = imported(title, path, bytes);
                if let Some(base) = base {
                    backup.bases.insert(document.clone(), base.into_bytes());
                }
                backup.documents.insert(document, bytes.to_vec());
            }
            backup.put_away = put_away.into_iter().map(roadmap).collect();
            backup
        })
}

/// What `waymark merge` does: files in, a file out.
fn merge(files: &[&str]) -> String {
    let mut backups = files.iter().map(|file| read(file));
    let first = backups.next().expect("at least one file");
    json(&first.merged(backups))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn a_file_holds_what_was_saved(backup in backups()) {
        let backup = backup.merged([]);
        prop_assert_eq!(read(&json(&backup)).merged([]), backup);
    }

    #[test]
    fn merging_files_is_a_union(a in backups(), b in backups(), c in backups()) {
        let (a, b, c) = (&json(&a), &json(&b), &json(&c));
        let all = merge(&[a, b, c]);
        prop_assert_eq!(&merge(&[a, b]), &merge(&[b, a]), "the order does not matter");
        prop_assert_eq!(&merge(&[&merge(&[a, b]), c]), &all, "nor the way");
        prop_assert_eq!(&merge(&[a, &merge(&[b, c])]), &all, "nor the way");
        prop_assert_eq!(&merge(&[&all, a]), &all, "nor how often");
        prop_assert_eq!(&merge(&[&all]), &all);
    }

    #[test]
    fn a_merge_holds_everything_of_each(a in backups(), b in backups()) {
        let both = a.clone().merged([b.clone()]);
        prop_assert_eq!(both.made, a.made.max(b.made));
        for one in [&a, &b] {
            for (document, bytes) in &one.documents {
                prop_assert_eq!(both.documents.get(document), Some(bytes));
            }
            for id in &one.put_away {
                let is_own = both.documents.keys().any(|document| document.roadmap == *id);
                prop_assert!(is_own || both.put_away.contains(id));
            }
            for piece in &one.unreadable {
                prop_assert!(both.unreadable.iter().any(|held| held.text == piece.text));
            }
            for event in &one.events {
                // A contested id may have changed, and nothing else.
                let same = |held: &&Event| held.moment == event.moment && held.fact == event.fact;
                prop_assert!(both.events.iter().any(|held| same(&held)));
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
        prop_assert!(Backup::from_json(&text).is_err());
        let headed = format!(r#"{{"format":"waymark-backup","version":2,{text}"#);
        prop_assert!(Backup::from_json(&headed).is_err());
    }
}
