//! `waymark export`. That Anki reads what it writes is shown by `tests/anki`.

use std::path::PathBuf;
use std::{env, fs, process};

use crate::program::{check_refused, ok};

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("waymark-{name}-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder("export");
    let path = folder.join("deck.apkg");
    let path = path.to_str().expect("a path");
    let said = format!("{path}: 7 cards, 3 decks, 0 reviews\n");
    assert_eq!(ok(&["export", "notes/bread.md", "-o", path]), said);
    let first = fs::read(path).expect("the package");
    assert_eq!(first.get(..2), Some(&b"PK"[..]));
    // Again, upon itself and beside it.
    assert_eq!(ok(&["export", "notes/bread.md", "-o", path]), said);
    assert_eq!(fs::read(path).expect("the package"), first);
    fs::remove_file(path).expect("it can be removed");
    assert_eq!(ok(&["export", "notes/bread.md", "-o", path]), said);
    assert_eq!(fs::read(path).expect("the package"), first);
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
    fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn what_is_no_package_is_not_written_over() {
    let folder = folder("export-foreign");
    let path = folder.join("notes.txt");
    fs::write(&path, "mine").expect("a file");
    let name = path.to_str().expect("a path");
    check_refused(
        &["export", "notes/bread.md", "-o", name],
        b"",
        &format!(
            "error: {name}: is not a package that waymark export wrote (the package's archive: \
             invalid Zip archive: Could not find EOCD); name another output, or remove it\n"
        ),
    );
    assert_eq!(fs::read(&path).expect("the file"), b"mine");
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
    fs::remove_dir_all(&folder).expect("it can be removed");
}
