//! `waymark export`. That Anki reads what it writes is shown by `tests/anki`.

use std::path::{Path, PathBuf};
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
fn a_query_chooses_and_the_ending_says_the_form() {
    let all = ok(&["export", "notes/bread.md", "-o", "-", "--format", "csv"]);
    let (head, cards) = all.split_at(all.find("\nwaymark-").expect("a card"));
    assert_eq!(
        head,
        "#separator:Comma\n#html:true\n#guid column:1\n#notetype column:2\n\
         #deck column:3\n#tags column:4"
    );
    assert_eq!(cards.matches("\nwaymark-").count(), 7);
    let some = ["export", "notes/bread.md", "-o", "-", "--format", "tsv"];
    let some = [&some[..], &["--select", "kind:definition"]].concat();
    let some = ok(&some);
    let found = some.matches("\nwaymark-").count();
    assert!(found > 0 && found < 7, "{some}");
    assert_eq!(found, some.matches("\tWaymark definition\t").count());
    let folder = folder("export-markdown");
    let path = folder.join("cards.md");
    let path = path.to_str().expect("a path");
    assert_eq!(
        ok(&["export", "notes/bread.md", "-o", path]),
        format!("{path}: 7 cards, 3 decks\n")
    );
    let text = fs::read_to_string(path).expect("the file");
    assert_eq!(text.matches("**Question.** ").count(), 7);
    fs::remove_dir_all(&folder).expect("it can be removed");
    check_refused(
        &["export", "notes/bread.md", "-o", "-", "--select", "nowhere"],
        b"",
        "error: no card to export: the query finds none\n",
    );
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

#[test]
fn pictures_beside_the_documents_are_in_the_package_and_come_back() {
    let folder = folder("export-media");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, bytes).expect("a file");
    };
    let document = "# Heart\n\n## Review questions\n\n- What is this? ![](img/heart.png)\n\n  A \
                    heart: ![beat](beat%201.mp3), ![](gone.png)\n";
    write("notes/heart.md", document.as_bytes());
    write("notes/img/heart.png", b"PNG one");
    write("notes/media/heart.png", b"PNG two");
    write("notes/beat 1.mp3", b"ID3");
    write("notes/other.png", b"PNG other");
    let path = |path: &str| folder.join(path).to_str().expect("a path").to_owned();
    let (notes, deck, back) = (path("notes"), path("heart.apkg"), path("back"));
    assert_eq!(
        ok(&["export", &notes, "-o", &deck]),
        format!(
            "{deck}: 1 card, 2 decks, 0 reviews, 2 files\n\
             media-missing: file \"gone.png\": is not beside the documents, so not in the package\n"
        )
    );
    let first = fs::read(&deck).expect("the package");
    ok(&["export", &notes, "-o", &deck]);
    assert_eq!(fs::read(&deck).expect("the package"), first);
    ok(&["import", &deck, "-o", &back]);
    assert_eq!(
        fs::read(path("back/media/heart.png")).expect("it"),
        b"PNG two"
    );
    assert_eq!(fs::read(path("back/media/beat 1.mp3")).expect("it"), b"ID3");
    assert!(!Path::new(&path("back/media/other.png")).exists());
    fs::remove_dir_all(&folder).expect("it can be removed");
}
