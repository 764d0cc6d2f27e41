//! Packages that Anki wrote, one for each container; `tests/anki/samples.py` made them.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;

use waymark_anki::import::{Archive, Import, Known, import};
use waymark_core::collection::Collection;
use waymark_core::journal::{Event, Fact, Journal};
use waymark_core::roadmap;

const CURRENT: &[u8] = include_bytes!("fixtures/26093-current.apkg");
const LEGACY_2: &[u8] = include_bytes!("fixtures/26093-legacy-2.apkg");
const COLLECTION: &[u8] = include_bytes!("fixtures/26093.colpkg");
const OLD_RELEASE: &[u8] = include_bytes!("fixtures/2149-legacy-2.apkg");

fn read(bytes: &[u8]) -> Import {
    let mut archive = Archive::open(bytes).expect("a package");
    import(&mut archive, None, &mut |_| {}).expect("an import")
}

/// The import as text.
fn shown(import: &Import) -> String {
    let mut out = format!("{:?}\n", import.counts);
    for document in &import.documents {
        writeln!(
            out,
            "\n=== {} ({} cards)\n{}",
            document.path,
            document.cards(),
            document.markdown
        )
        .expect("text");
    }
    out.push_str("=== events\n");
    for event in &import.events {
        writeln!(
            out,
            "{} {}",
            event.moment.instant.unix_ms(),
            fact(&event.fact)
        )
        .expect("text");
    }
    out.push_str("\n=== media\n");
    for file in &import.media {
        writeln!(out, "{}", file.name).expect("text");
    }
    out.push_str("\n=== diagnostics\n");
    for diagnostic in &import.diagnostics {
        writeln!(out, "{}: {diagnostic}", diagnostic.code.name()).expect("text");
    }
    out
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Placed(placed) => format!("{} placed {:?}", placed.card, placed.baseline),
        Fact::Reviewed(review) => format!(
            "{} reviewed {:?} {:?} in {} ms",
            review.card,
            review.rating,
            review.purpose,
            review.took.ms()
        ),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_standard_type_is_read() {
    insta::assert_snapshot!(shown(&read(CURRENT)));
}

#[test]
fn every_container_holds_the_same() {
    let current = read(CURRENT);
    for bytes in [LEGACY_2, COLLECTION, OLD_RELEASE] {
        let mut other = read(bytes);
        // An older release knows four flags only, and exports none.
        let is_flag = |event: &Event| matches!(event.fact, Fact::Flagged(_));
        if !other.events.iter().any(is_flag) {
            continue;
        }
        other.diagnostics.clone_from(&current.diagnostics);
        assert_eq!(other, current);
    }
    assert_eq!(read(OLD_RELEASE).documents, current.documents);
}

#[test]
fn media_are_unpacked_from_every_container() {
    for bytes in [CURRENT, LEGACY_2, COLLECTION, OLD_RELEASE] {
        let import = read(bytes);
        let mut archive = Archive::open(bytes).expect("a package");
        let files: Vec<(String, Vec<u8>)> = import
            .media
            .iter()
            .map(|file| archive.media(file).expect("a file"))
            .map(|file| (file.name, file.bytes))
            .collect();
        let [(sound, sound_bytes), (picture, picture_bytes)] = files.as_slice() else {
            panic!("two files: {files:?}");
        };
        assert_eq!(
            (sound.as_str(), sound_bytes.as_slice()),
            ("beep.mp3", b"ID3 no sound".as_slice())
        );
        assert_eq!(
            (picture.as_str(), picture_bytes.get(1..4)),
            ("dot.png", Some(b"PNG".as_slice()))
        );
    }
}

#[test]
fn every_fact_is_about_a_card_of_the_documents() {
    let import = read(CURRENT);
    let cards: Vec<_> = import
        .documents
        .iter()
        .flat_map(|document| {
            let read = roadmap::import(document.markdown.as_bytes(), "");
            assert_eq!(read.roadmap.id, document.roadmap);
            assert_eq!(read.roadmap.cards.len(), document.cards());
            assert_eq!(read.diagnostics, [], "{}", document.markdown);
            read.roadmap.cards.into_iter().map(|card| card.id)
        })
        .collect();
    let journal = Journal::from_events(import.events.clone());
    let collection = Collection::fold(&journal);
    for (card, _) in collection.touched_cards() {
        assert!(cards.contains(&card), "{card}");
    }
}

#[test]
fn a_second_import_adds_nothing() {
    let first = read(CURRENT);
    let journal = Journal::from_events(first.events.clone());
    let collection = Collection::fold(&journal);
    let known = Known {
        journal: &journal,
        collection: &collection,
    };
    for bytes in [CURRENT, LEGACY_2, COLLECTION] {
        let mut archive = Archive::open(bytes).expect("a package");
        let second = import(&mut archive, Some(known), &mut |_| {}).expect("an import");
        assert_eq!(second.events, []);
        assert_eq!(second.documents, first.documents);
        // Without knowing, the union is the same.
        let mut both = first.events.clone();
        both.extend(read(bytes).events);
        let both = Journal::from_events(both);
        assert_eq!(both.events(), journal.events());
        assert_eq!(both.conflicts(), []);
    }
}
