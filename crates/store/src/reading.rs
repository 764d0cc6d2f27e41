//! What the importer says about one document, on its way from the worker to the page.
//!
//! Both ends are of one build, so this is no storage format and has no version.

use serde::{Deserialize, Serialize};
use waymark_core::roadmap::diagnostic::Severity;
use waymark_core::roadmap::trail::Fate;
use waymark_core::roadmap::{Diagnostic, Stretch};

use crate::bundle::{self, BundleError, BundledRoadmap};
use crate::document::Compiled;

/// A document as the importer read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The roadmap.
    pub roadmap: BundledRoadmap,
    /// The same as it is to be kept.
    pub compiled: Compiled,
    /// What the importer repaired, left out or doubted.
    pub remarks: Vec<Remark>,
    /// The lines that make no card.
    pub skipped: Vec<Skipped>,
}

/// Lines that stand together and make no card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The first line.
    pub first: u32,
    /// The last line that is not blank.
    pub last: u32,
    /// Why they make none.
    pub why: String,
    /// The beginning of the first line.
    pub text: String,
}

/// How many characters of a skipped line are told.
const TEXT_LENGTH: usize = 160;

/// A diagnostic in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The line it is about.
    pub line: u32,
    /// Whether the author should look at it.
    pub weight: Weight,
    /// What was found.
    pub what: String,
    /// What the author can do about it.
    pub help: String,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
}

#[derive(Serialize, Deserialize)]
struct ReadingRecord<'a> {
    #[serde(borrow)]
    roadmap: &'a [u8],
    remarks: Vec<Remark>,
    skipped: Vec<Skipped>,
}

impl Skipped {
    /// The lines of `text` that make no card; blank lines at the end of a stretch are left out.
    pub fn of(stretches: &[Stretch], text: &str) -> Vec<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |number: u32| {
            let place = usize::try_from(number).ok()?.checked_sub(1)?;
            lines.get(place).copied()
        };
        let skipped = stretches.iter().filter_map(|stretch| {
            let Fate::Left(reason) = stretch.fate else {
                return None;
            };
            let first = stretch.first.0;
            let mut last = stretch.last.0;
            while last > first && line(last).is_none_or(str::is_empty) {
                last -= 1;
            }
            let text = line(first).unwrap_or_default().chars();
            Some(Self {
                first,
                last,
                why: reason.to_string(),
                text: text.take(TEXT_LENGTH).collect(),
            })
        });
        skipped.collect()
    }
}

impl From<&Diagnostic> for Remark {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            line: diagnostic.line.0,
            weight: match diagnostic.code.severity() {
                Severity::Note => Weight::Note,
                Severity::Warning => Weight::Warning,
            },
            what: diagnostic.code.to_string(),
            help: diagnostic.code.help().to_owned(),
        }
    }
}

/// Writes what the importer made of a document.
///
/// # Errors
/// [`BundleError::Postcard`] if the encoder fails, which no roadmap is known to make it do.
pub fn to_bytes(
    roadmap: &BundledRoadmap,
    diagnostics: &[Diagnostic],
    skipped: Vec<Skipped>,
) -> Result<Vec<u8>, BundleError> {
    let record = ReadingRecord {
        roadmap: &bundle::to_bytes(std::slice::from_ref(roadmap))?,
        remarks: diagnostics.iter().map(Remark::from).collect(),
        skipped,
    };
    postcard::to_allocvec(&record).map_err(BundleError::Postcard)
}

/// Reads what [`to_bytes`] wrote; `None` if it holds no roadmap.
///
/// # Errors
/// [`BundleError`] for other bytes.
pub fn from_bytes(bytes: &[u8]) -> Result<Option<Reading>, BundleError> {
    let record: ReadingRecord<'_> = postcard::from_bytes(bytes).map_err(BundleError::Postcard)?;
    let roadmap = bundle::from_bytes(record.roadmap)?.pop();
    Ok(roadmap.map(|roadmap| Reading {
        roadmap,
        compiled: Compiled::from_bytes(record.roadmap.to_owned()),
        remarks: record.remarks,
        skipped: record.skipped,
    }))
}
