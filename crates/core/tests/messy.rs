//! Messy documents, as people keep them, against what a good teacher would ask about in each.
//!
//! Nobody develops with these documents. Beside `messy/<name>.md` stands `messy/<name>.inventory`,
//! counted by hand from the document alone.

#[path = "messy/count.rs"]
mod count;
#[path = "messy/inventory.rs"]
mod inventory;
#[path = "messy/report.rs"]
mod report;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use waymark_core::card::Card;
use waymark_core::roadmap;

use count::{Asked, Count};
use report::Report;

const DOCUMENTS: usize = 12;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messy")
}

/// The names of the files with this extension, without it.
fn names(extension: &str) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            let name = path.file_stem().unwrap_or_default();
            names.insert(name.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// The lines of a document as an editor shows them.
fn lines(bytes: &[u8]) -> Result<Vec<String>> {
    let text = match bytes.strip_prefix(&[0xFF, 0xFE]) {
        Some(little_endian) => {
            let (pairs, rest) = little_endian.as_chunks();
            assert!(rest.is_empty(), "half a unit of UTF-16 at the end");
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            String::from_utf16(&units)?
        }
        None => String::from_utf8(bytes.to_vec())?,
    };
    Ok(text.lines().map(str::to_owned).collect())
}

fn asked(card: &Card) -> Asked {
    Asked {
        line: card.line.0,
        kind: card.kind.name(),
        front: card.front.to_string(),
    }
}

fn report(name: &str) -> Result<Report> {
    let path = folder().join(name);
    let bytes = fs::read(path.with_extension("md"))?;
    let written = fs::read_to_string(path.with_extension("inventory"))?;
    let lines = lines(&bytes)?;
    let units =
        inventory::parse(&written, &lines).map_err(|fault| format!("{name}.inventory:{fault}"))?;
    let import = roadmap::import(&bytes, name);
    let asked: Vec<Asked> = import.roadmap.cards.iter().map(asked).collect();
    Ok(Report {
        name: name.to_owned(),
        count: Count::of(&units, &asked),
        lines,
    })
}

#[test]
fn every_document_has_its_inventory() -> Result<()> {
    let documents = names("md")?;
    assert_eq!(documents, names("inventory")?);
    assert_eq!(documents.len(), DOCUMENTS);
    Ok(())
}

#[test]
fn what_a_teacher_would_ask_is_asked_and_nothing_else() -> Result<()> {
    let names = names("md")?;
    let reports: Vec<Report> = names
        .iter()
        .map(|name| report(name))
        .collect::<Result<_>>()?;
    let total: Count = reports.iter().map(|report| report.count.clone()).sum();
    let table = report::table(&reports, &total);
    println!("{table}");
    assert!(
        total.found * 100 >= total.units * 98
            && total.wrong.len() * 100 < total.cards
            && total.duplicates.is_empty(),
        "at least 98% found, less than 1% of the cards false, no duplicate fronts\n{table}\n{}",
        report::faults(&reports)
    );
    Ok(())
}
