//! What the importer says about one document, on its way from the worker to the page.
//!
//! Both ends are of one build, so this is no storage format and has no version.

use serde::{Deserialize, Serialize};
use waymark_core::roadmap::Diagnostic;
use waymark_core::roadmap::diagnostic::Severity;

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
}

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
) -> Result<Vec<u8>, BundleError> {
    let record = ReadingRecord {
        roadmap: &bundle::to_bytes(std::slice::from_ref(roadmap))?,
        remarks: diagnostics.iter().map(Remark::from).collect(),
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
    }))
}
