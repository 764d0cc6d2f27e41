//! Each `fixtures/<shape>/<case>.md` beside the dump of what it makes.

use std::path::Path;
use std::{fs, io};

use super::dump;

/// Checks every document of a folder.
#[track_caller]
fn check(shape: &str) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(shape);
    let mut cases = 0;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        cases += 1;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let found = dump::whole(&fs::read(&path)?);
        insta::with_settings!({
            snapshot_path => &folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name.as_ref(), found);
        });
    }
    assert!(cases > 0, "no documents in {shape}");
    Ok(())
}

#[test]
fn flashcards_of_other_tools() -> io::Result<()> {
    check("flashcard")
}

#[test]
fn deletions() -> io::Result<()> {
    check("cloze")
}

#[test]
fn questions() -> io::Result<()> {
    check("question")
}

#[test]
fn mastery_checklists() -> io::Result<()> {
    check("mastery")
}

#[test]
fn tables() -> io::Result<()> {
    check("table")
}

#[test]
fn definitions() -> io::Result<()> {
    check("definition")
}

#[test]
fn folded_answers() -> io::Result<()> {
    check("details")
}

#[test]
fn headings_that_ask() -> io::Result<()> {
    check("heading")
}

#[test]
fn steps_in_order() -> io::Result<()> {
    check("steps")
}

#[test]
fn things_to_learn() -> io::Result<()> {
    check("topic")
}

#[test]
fn goals_mistakes_and_guidance() -> io::Result<()> {
    check("advice")
}

#[test]
fn examples() -> io::Result<()> {
    check("example")
}

#[test]
fn code() -> io::Result<()> {
    check("code")
}

#[test]
fn boxes_to_tick() -> io::Result<()> {
    check("checkbox")
}

#[test]
fn html() -> io::Result<()> {
    check("html")
}

#[test]
fn footnotes() -> io::Result<()> {
    check("footnote")
}

#[test]
fn formulas() -> io::Result<()> {
    check("math")
}

#[test]
fn wikilinks() -> io::Result<()> {
    check("wikilink")
}

#[test]
fn other_languages() -> io::Result<()> {
    check("language")
}

#[test]
fn whole_documents() -> io::Result<()> {
    check("document")
}

#[test]
fn repairs() -> io::Result<()> {
    check("repair")
}
