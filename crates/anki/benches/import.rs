//! How long a large package takes, and how much memory: 10,000 notes with 100,000 rows in the log.
//!
//! It prints plain figures, since one run is some hundred milliseconds and the peak of memory is
//! that of the whole process.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on fails")]

use std::io::{Cursor, Write as _};
use std::time::Instant;

use rusqlite::{Connection, MAIN_DB, params};
use waymark_anki::import::{Archive, Import, import};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NOTES: i64 = 10_000;
const ROWS_A_NOTE: i64 = 10;
const RUNS: usize = 5;
const BEGUN_MS: i64 = 1_704_085_200_000;

const SCHEMA: &str = r#"
CREATE TABLE col (id integer, crt integer, conf text, decks text, models text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer,
  type integer, queue integer, due integer, ivl integer, factor integer, lapses integer,
  odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer, type integer);
INSERT INTO col VALUES (1, 1704081600, '{"schedVer": 2}', '{"1": {"name": "Large"}}', '{"1": {
  "name": "Basic", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
  "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}]}}');
"#;

fn package() -> Vec<u8> {
    let mut database = Connection::open_in_memory().expect("a database");
    database.execute_batch(SCHEMA).expect("the schema");
    let transaction = database.transaction().expect("a transaction");
    let mut note = transaction
        .prepare("INSERT INTO notes VALUES (?, ?, 1, 1704081600, ' k8s ', ?)")
        .expect("a statement");
    let mut card = transaction
        .prepare(
            "INSERT INTO cards VALUES (?, ?, 1, 0, 1704081600, 2, 2, 400, 90, 2350, 1, 0, 0, 0, '')",
        )
        .expect("a statement");
    let mut log = transaction
        .prepare("INSERT INTO revlog VALUES (?, ?, ?, 4321, 1)")
        .expect("a statement");
    for id in 1..=NOTES {
        let fields = format!(
            "What is <b>object {id}</b> of the cluster, and what is it for?\u{1f}It is <i>object \
             {id}</i>.<br>It holds:<ul><li>a name</li><li><code>spec.{id}</code></li></ul><div>See \
             also object {}.</div>",
            id + 1
        );
        note.execute(params![id, format!("guid{id}"), fields])
            .expect("a note");
        card.execute(params![id, id]).expect("a card");
        for row in 0..ROWS_A_NOTE {
            let at = BEGUN_MS + row * 20 * 86_400_000 + id * 7_000;
            log.execute(params![at, id, 1 + (row + id) % 4])
                .expect("a row");
        }
    }
    drop((note, card, log));
    transaction.commit().expect("a commit");
    let bytes = database.serialize(MAIN_DB).expect("its bytes").to_vec();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("collection.anki2", SimpleFileOptions::default())
        .expect("a member");
    zip.write_all(&bytes).expect("its bytes");
    zip.finish().expect("an archive").into_inner()
}

fn read(package: &[u8]) -> Import {
    let mut archive = Archive::open(package).expect("a package");
    import(&mut archive, None, &mut |_| {}).expect("an import")
}

/// The peak of resident memory in kB, where the system says it.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The time that the process was computed for, in hundredths of a second, where the system says it.
fn computed() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields = stat.rsplit(')').next()?.split_whitespace();
    fields
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().ok())
        .sum()
}

fn main() {
    // Asked for other benchmarks by name, as `cargo bench -- name` does.
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with('-'))
        .collect();
    if !names.is_empty()
        && !names
            .iter()
            .any(|name| "anki import".contains(name.as_str()))
    {
        return;
    }
    let package = package();
    let before = peak_kb();
    let computed_before = computed();
    let mut best = None;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let import = read(&package);
        let took = begun.elapsed();
        assert_eq!(import.counts.reviews, 100_000);
        assert_eq!(
            import
                .documents
                .iter()
                .map(|one| one.cards())
                .sum::<usize>(),
            10_000
        );
        best = Some(best.map_or(took, |best: std::time::Duration| best.min(took)));
    }
    let best = best.unwrap_or_default();
    println!(
        "anki import: {} bytes, 10,000 notes, 100,000 log rows: {} ms (best of {RUNS})",
        package.len(),
        best.as_millis()
    );
    if let (Some(before), Some(after)) = (computed_before, computed()) {
        let ms = (after - before) * 10 / RUNS as u64;
        println!("anki import: {ms} ms of computing each, whatever else the machine does");
    }
    if let (Some(before), Some(after)) = (before, peak_kb()) {
        println!("anki import: peak memory {after} kB, {before} kB of it before the import");
    }
}
