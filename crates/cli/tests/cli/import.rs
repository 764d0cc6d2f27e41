//! `waymark import`. What it makes of each kind of note is shown by `crates/anki/tests/samples.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use crate::program::{check_refused, fixtures, ok};

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("waymark-{name}-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn package() -> String {
    let path = fixtures().join("../../../anki/tests/fixtures/26093-current.apkg");
    path.to_str().expect("a path").to_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_deck_becomes_documents_and_a_history() {
    let folder = folder("import");
    let out = folder.to_str().expect("a path");
    let said = format!(
        "{out}/anki-kubernetes.md: 13 cards\n\
         {out}/anki-other.md: 2 cards\n\
         {out}/media: 2 files\n\
         {out}/backup.json: 7 reviews, 8 other events\n\
         flag-colour: the package: 1 flag of a colour that Waymark does not have\n\
         numbered: note \"What is a Pod?\": other cards ask the same, so it has a number now\n"
    );
    assert_eq!(ok(&["import", &package(), "-o", out]), said);
    let all = [
        "anki-kubernetes.md",
        "anki-other.md",
        "backup.json",
        "media",
    ];
    assert_eq!(files(&folder), all);
    assert_eq!(files(&folder.join("media")), ["beep.mp3", "dot.png"]);
    let cards = ok(&["cards", out, "--format", "jsonl"]);
    assert_eq!(cards.lines().count(), 15);
    let backup = format!("{out}/backup.json");
    let stats = ok(&["stats", &backup, "--at", "2024-01-04T09:00:00Z"]);
    assert!(stats.contains("4 cards studied"), "{stats}");
    // Again it finds everything as it is, and with the history as known nothing is new.
    assert_eq!(ok(&["import", &package(), "-o", out]), said);
    let again = ok(&["import", &package(), "-o", out, "--backup", &backup]);
    assert!(
        again.contains("backup.json: 0 reviews, 0 other events"),
        "{again}"
    );
    fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = folder("import-taken");
    let out = folder.to_str().expect("a path");
    let taken = folder.join("backup.json");
    fs::write(&taken, "mine").expect("a file");
    check_refused(
        &["import", &package(), "-o", out],
        b"",
        &format!(
            "error: {out}/backup.json: is there already and says something else; --replace writes over it\n"
        ),
    );
    assert_eq!(fs::read(&taken).expect("the file"), b"mine");
    assert_eq!(files(&folder), ["backup.json", "media"]);
    ok(&["import", &package(), "-o", out, "--replace"]);
    assert_ne!(fs::read(&taken).expect("the file"), b"mine");
    fs::remove_dir_all(&folder).expect("it can be removed");
}
