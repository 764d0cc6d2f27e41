//! Packages that were made to do harm: each ends in an error that says what and where, or is read
//! without doing any.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Write as _};

use rusqlite::{Connection, MAIN_DB};
use waymark_anki::import::{Archive, Code, Import, ImportError, import};
use waymark_core::collection::Collection;
use waymark_core::journal::Journal;
use waymark_core::roadmap;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const COLLECTION: &str = "collection.anki2";

/// A collection of schema 11 without notes.
const SCHEMA: &str = r#"
CREATE TABLE col (id integer, crt integer, conf text, decks text, models text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer,
  type integer, queue integer, due integer, ivl integer, factor integer, lapses integer,
  odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer, type integer);
INSERT INTO col VALUES (1, 1704081600, '{"schedVer": 2}', '{"1": {"name": "Default"}}', '{"1": {
  "name": "Basic", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
  "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}]}}');
"#;
const NOTE: &str = "INSERT INTO notes VALUES (1, 'one', 1, 0, '', 'What?' || char(31) || 'That.');
INSERT INTO cards VALUES (1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, '');";

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a member");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn database(statements: &[&str]) -> Vec<u8> {
    let mut database = Connection::open_in_memory().expect("a database");
    for statement in statements {
        database.execute_batch(statement).expect("a statement");
    }
    database.serialize(MAIN_DB).expect("its bytes").to_vec()
}

fn package(statements: &[&str]) -> Vec<u8> {
    archive(&[(COLLECTION, &database(statements))])
}

fn read(bytes: &[u8]) -> Result<Import, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let import = import(&mut archive, None, &mut |_| {})?;
    // What is read is whole, whatever was in the package.
    for document in &import.documents {
        let read = roadmap::import(document.markdown.as_bytes(), "");
        assert_eq!(read.roadmap.id, document.roadmap);
        assert_eq!(read, document.read);
        assert!(
            document
                .path
                .chars()
                .all(|c| c.is_alphanumeric() || "-.".contains(c))
        );
    }
    Collection::fold(&Journal::from_events(import.events.clone()));
    Ok(import)
}

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let error = read(bytes).expect_err("an error").to_string();
    assert!(error.contains(expected), "{error}");
}

#[track_caller]
fn check_read(statements: &[&str]) -> Import {
    read(&package(statements)).expect("it is read")
}

#[test]
fn what_is_no_package_says_so() {
    check(b"", "no Anki package");
    check(b"# Notes", "no Anki package");
    check(
        &archive(&[("notes.md", b"# Notes")]),
        "holds no Anki collection",
    );
    check(&archive(&[(COLLECTION, b"")]), "the package's database");
    check(
        &archive(&[(COLLECTION, b"SQLite format 3\0 and no more")]),
        "the package's database",
    );
    let whole = database(&[SCHEMA]);
    check(
        &archive(&[("collection.anki21b", &whole)]),
        "\"collection.anki21b\"",
    );
    check(
        &archive(&[(COLLECTION, &whole), ("meta", b"\x08\x09")]),
        "version 9",
    );
    check(
        &archive(&[(COLLECTION, &whole), ("meta", b"\xff")]),
        "\"meta\"",
    );
    check(
        &archive(&[(COLLECTION, &whole), ("media", b"{")]),
        "media files cannot be read",
    );
    check(
        &package(&["CREATE TABLE col (id integer)"]),
        "cannot be read (settings)",
    );
    check(
        &package(&["CREATE TABLE notes (id integer)"]),
        "col is no table",
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![0; 33 << 20];
    let bytes = archive(&[(COLLECTION, &database(&[SCHEMA])), ("media", &zeros)]);
    assert!(bytes.len() < 1 << 20);
    check(
        &bytes,
        "\"media\" of the package is larger than 33554432 bytes",
    );
}

#[test]
fn damage_anywhere_is_an_error_or_does_no_harm() {
    let bytes = package(&[SCHEMA, NOTE]);
    for length in (0..bytes.len()).step_by(37) {
        let cut = bytes.get(..length).expect("a part");
        assert!(read(cut).is_err(), "{length}");
    }
    let database = database(&[SCHEMA, NOTE]);
    // The archive's check would find it: so the database is damaged before that.
    for at in (0..database.len()).step_by(113) {
        for mask in [0x01, 0x80, 0xff] {
            let mut damaged = database.clone();
            *damaged.get_mut(at).expect("a byte") ^= mask;
            drop(read(&archive(&[(COLLECTION, &damaged)])));
        }
    }
    for at in (0..bytes.len()).step_by(3) {
        let mut damaged = bytes.clone();
        *damaged.get_mut(at).expect("a byte") ^= 0xff;
        drop(read(&damaged));
    }
}

#[test]
fn a_log_beside_the_file_is_not_asked_for() {
    let mut bytes = database(&[SCHEMA, NOTE]);
    bytes
        .get_mut(18..20)
        .expect("a header")
        .copy_from_slice(&[2, 2]);
    let import = read(&archive(&[(COLLECTION, &bytes)])).expect("it is read");
    assert_eq!(import.documents.len(), 1);
}

#[test]
fn a_schema_that_computes_is_refused() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
    let view = format!(
        "DROP TABLE notes; CREATE VIEW notes AS {endless}
         SELECT i AS id, 'a' AS guid, 1 AS mid, 0 AS mod, '' AS tags, 'b' AS flds FROM n"
    );
    check(&package(&[SCHEMA, &view]), "notes is no table");
    let generated = "DROP TABLE notes; CREATE TABLE notes (id integer PRIMARY KEY, guid text,
        mid integer, mod integer, tags text, flds text AS (zeroblob(1000000000)));
        INSERT INTO notes (guid, mid, mod, tags) VALUES ('a', 1, 0, '')";
    check(&package(&[SCHEMA, generated]), "cannot be read (notes)");
    let collated = "PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, 'guid text', 'guid text COLLATE odd')";
    let collated = check_read(&[SCHEMA, NOTE, collated]);
    assert_eq!(collated.documents.len(), 1);
    let trigger = "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END";
    assert_eq!(check_read(&[SCHEMA, NOTE, trigger]).counts.cards, 1);
}

#[test]
fn values_of_another_kind_are_named() {
    let note = |values: &str| format!("INSERT INTO notes VALUES ({values})");
    check(
        &package(&[SCHEMA, &note("1, NULL, 1, 0, '', 'a'")]),
        "notes should have a text (guid)",
    );
    check(
        &package(&[SCHEMA, &note("1, 'a', x'00', 0, '', 'a'")]),
        "notes should have a number (mid)",
    );
    check(
        &package(&[SCHEMA, &note("1, 'a', 1, 0, '', x'00'")]),
        "a blob where notes",
    );
    check(
        &package(&[SCHEMA, "UPDATE col SET decks = '['"]),
        "decks cannot be read",
    );
    check(
        &package(&[SCHEMA, "UPDATE col SET decks = '[]'"]),
        "no JSON object",
    );
    let deep = format!("UPDATE col SET models = '{}'", "[".repeat(100_000));
    check(
        &package(&[SCHEMA, &deep]),
        "note types cannot be read: recursion limit",
    );
    check(
        &package(&[SCHEMA, "DELETE FROM col"]),
        "the table col is empty",
    );
}

#[test]
fn there_is_an_end_to_everything() {
    let decks: Vec<String> = (0..100_001).map(|id| format!("\"{id}\":{{}}")).collect();
    let decks = format!("UPDATE col SET decks = '{{{}}}'", decks.join(","));
    check(&package(&[SCHEMA, &decks]), "more than 100000 decks");
    let field = "INSERT INTO notes VALUES (1, 'a', 1, 0, '', zeroblob(17000000))";
    check(&package(&[SCHEMA, field]), "cannot be read (notes)");
    let template = format!(
        "UPDATE col SET models = replace(models, '\"{{{{Front}}}}\"', '\"{}\"')",
        "{{Front}}".repeat(10_000)
    );
    let long = format!("UPDATE notes SET flds = '{}'", "a".repeat(1_000));
    let import = check_read(&[SCHEMA, NOTE, &template, &long]);
    let codes: Vec<&str> = import
        .diagnostics
        .iter()
        .map(|one| one.code.name())
        .collect();
    assert_eq!(codes, ["by-fields"]);
}

#[test]
fn decks_are_no_paths() {
    let names = [
        "",
        "::",
        "../../etc/passwd",
        "a\\nb",
        "# a",
        "C:\\\\x",
        "x\\u0000y",
        "What is it?",
    ];
    for name in names {
        let deck = format!("UPDATE col SET decks = '{{\"1\": {{\"name\": \"{name}\"}}}}'");
        let import = check_read(&[SCHEMA, NOTE, &deck]);
        assert_eq!(
            import
                .documents
                .iter()
                .map(|one| one.cards())
                .sum::<usize>(),
            1,
            "{name}"
        );
    }
    let deep = vec!["a"; 50_000].join("::");
    let deck = format!("UPDATE col SET decks = '{{\"1\": {{\"name\": \"{deep}\"}}}}'");
    assert_eq!(check_read(&[SCHEMA, NOTE, &deck]).documents.len(), 1);
}

#[test]
fn media_are_no_paths() {
    let media = br#"{"0": "../../a.png", "1": "/etc/passwd", "2": "b.png", "3": "B.PNG", "../4": "c.png", "9": "d.png"}"#;
    let members: Vec<(&str, &[u8])> = vec![("0", b"0"), ("1", b"1"), ("2", b"2"), ("3", b"3")];
    let collection = database(&[SCHEMA, NOTE]);
    let mut all: Vec<(&str, &[u8])> = vec![(COLLECTION, &collection), ("media", media)];
    all.extend(members);
    let import = read(&archive(&all)).expect("it is read");
    let names: Vec<&str> = import.media.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["b.png"]);
    let refused = import
        .diagnostics
        .iter()
        .filter(|one| one.code == Code::MediaName);
    assert_eq!(refused.count(), 2);
    let count = |code: &Code| {
        let named = import.diagnostics.iter().filter(|one| one.code == *code);
        named.count()
    };
    assert_eq!(count(&Code::MediaTwice), 1);
    assert_eq!(count(&Code::MediaMissing), 2);
}

#[test]
fn html_does_nothing() {
    let html = "<script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:x\">a</a>\
                <iframe src=\"https://a.example\"></iframe><svg onload=x></svg>";
    let note = format!("UPDATE notes SET flds = '{html}' || char(31) || '{html}'");
    let import = check_read(&[SCHEMA, NOTE, &note]);
    let markdown = &import.documents.first().expect("a document").markdown;
    for bad in [
        "<script",
        "javascript:",
        "onerror",
        "<iframe",
        "alert",
        "<svg",
    ] {
        assert!(!markdown.contains(bad), "{markdown}");
    }
    let codes: Vec<&str> = import
        .diagnostics
        .iter()
        .map(|one| one.code.name())
        .collect();
    assert_eq!(codes, ["left-out", "media-missing"]);
}

#[test]
fn words_that_are_marks_elsewhere_stay_words() {
    let fields = [
        "#card",
        "- a",
        "END",
        "START<br>Basic",
        "a :: b",
        "a ::: b",
        "?",
        "Q: a?",
        "{{c1::a}}",
        "==a==",
        "&lt;!-- id: x --&gt;",
        "```",
        "| a |<br>|---|",
        "---",
        "# a",
        "[ ] a",
        "1. a",
        "+",
        "∑",
        "C: a [b]",
        "a >> b",
        "#flashcard",
        "^id",
        "a ^id",
        "$",
        "\\\\",
        "[^1]: a",
        "%%a%%",
        "![[a]]",
        "> [!question] a",
        "a&nbsp;",
        "STARTI [Basic] a Back: b ENDI",
    ];
    for field in fields {
        let field = field.replace('\'', "''");
        let note = format!("UPDATE notes SET flds = '{field}' || char(31) || '{field}'");
        let import = check_read(&[SCHEMA, NOTE, &note]);
        let document = import.documents.first().expect("a document");
        assert_eq!(document.cards(), 1, "{}", document.markdown);
        assert_eq!(import.diagnostics, [], "{field}");
    }
}

#[test]
fn no_number_is_too_large() {
    for number in [i64::MIN, -1, 0, 1, 1_000_001, i64::MAX] {
        for kind in 0..5 {
            let card = format!(
                "UPDATE cards SET mod = {number}, type = {kind}, due = {number}, ivl = {number},
                 factor = {number}, lapses = {number}, flags = {number}, queue = {number};
                 UPDATE col SET crt = {number}; UPDATE notes SET mod = {number};
                 INSERT INTO revlog VALUES ({number}, 1, 3, {number}, 1)"
            );
            check_read(&[SCHEMA, NOTE, &card]);
        }
        let memory = format!(
            "UPDATE cards SET type = 2, data = '{{\"s\":{number}e30,\"d\":{number},\"dr\":{number}}}'"
        );
        check_read(&[SCHEMA, NOTE, &memory]);
        let place = format!("UPDATE cards SET ord = {number}, odid = {number}, odue = {number}");
        check_read(&[SCHEMA, NOTE, &place]);
    }
}
