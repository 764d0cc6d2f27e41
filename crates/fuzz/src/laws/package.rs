//! What holds of every package of Anki's.

use std::collections::HashSet;
use std::io::{Cursor, Write as _};

use rusqlite::{Connection, MAIN_DB, params};
use waymark_anki::import::{Archive, Import, Known, import};
use waymark_core::collection::Collection;
use waymark_core::journal::{Fact, Journal};
use waymark_core::roadmap;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A collection with a note type of each kind, and a deck below another.
const SCHEMA: &str = include_str!("package.sql");

/// Reads bytes as a package, as the database of one, and as the fields and tags of notes in one.
///
/// # Panics
/// When what was read breaks a law.
pub fn package(bytes: &[u8]) {
    read(bytes);
    if let Some(packed) = packed(bytes) {
        read(&packed);
    }
    let text = String::from_utf8_lossy(bytes);
    let filled = database(&text).and_then(|database| packed(&database));
    if let Some(filled) = filled {
        let import = read(&filled);
        assert!(import.is_some(), "a sound collection is read");
    }
}

/// A package with these bytes for its database.
fn packed(database: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("collection.anki2", SimpleFileOptions::default())
        .ok()?;
    zip.write_all(database).ok()?;
    Some(zip.finish().ok()?.into_inner())
}

/// A collection with a note of each type whose fields are this text.
fn database(text: &str) -> Option<Vec<u8>> {
    let mut database = Connection::open_in_memory().ok()?;
    database.execute_batch(SCHEMA).ok()?;
    for id in 1..=2 {
        let note = "INSERT INTO notes VALUES (?, ?, ?, 0, ?, ?)";
        let fields = text.replacen('\n', "\u{1f}", 1);
        database
            .execute(note, params![id, format!("{id}"), id, text, fields])
            .ok()?;
    }
    Some(database.serialize(MAIN_DB).ok()?.to_vec())
}

fn read(bytes: &[u8]) -> Option<Import> {
    let mut archive = Archive::open(bytes).ok()?;
    let first = import(&mut archive, None, &mut |_| {}).ok()?;
    let mut named = HashSet::new();
    for document in &first.documents {
        let read = roadmap::import(document.markdown.as_bytes(), "");
        assert_eq!(read.roadmap.id, document.roadmap, "the document's own id");
        assert_eq!(read, document.read, "what it is read as");
        named.extend(read.roadmap.cards.into_iter().map(|card| card.id));
    }
    let journal = Journal::from_events(first.events.clone());
    let collection = Collection::fold(&journal);
    let known = Known {
        journal: &journal,
        collection: &collection,
    };
    let second = import(&mut archive, Some(known), &mut |_| {}).ok()?;
    let is_new = |fact: &Fact| !matches!(fact, Fact::Imported(_));
    assert!(
        !second.events.iter().any(|event| is_new(&event.fact)),
        "a second import adds nothing"
    );
    assert_eq!(second.documents, first.documents);
    Some(first)
}
