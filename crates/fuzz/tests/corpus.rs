//! Replays the corpus of the fuzz targets, each input through the law of its target.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use waymark_fuzz::{fragment, laws};

#[track_caller]
fn replay(target: &str, law: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    let entries = fs::read_dir(&folder).expect("each target has a corpus");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the corpus").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    for path in paths {
        // Shown only if a law panics, which then says no name.
        eprintln!("{}", path.display());
        law(&fs::read(&path).expect("a file of the corpus"));
    }
}

#[test]
fn documents_are_imported() {
    replay("import", |bytes| drop(laws::import(bytes)));
}

#[test]
fn mixtures_are_imported() {
    replay("mixture", |bytes| {
        drop(laws::import(&fragment::mixture(bytes)));
    });
}

#[test]
fn packages_are_imported() {
    replay("package", laws::package);
}

#[test]
fn stored_texts_are_read() {
    replay("stored", laws::stored);
}
