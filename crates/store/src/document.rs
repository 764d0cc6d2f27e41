//! Documents that the learner imported, as they are kept beside the journal.
//!
//! One record for each roadmap. It names the document and carries the roadmap compiled from it,
//! so that a start runs no parser. What was compiled may be of an older version than the program;
//! the record around it can still be read, and the roadmap is compiled again from its source.

use serde::{Deserialize, Serialize};
use waymark_core::id::{ContentHash, RoadmapId};
use waymark_core::journal::Imported;

use crate::bundle::{self, BundleError, BundledRoadmap};
use crate::record::parse;

/// The version of what [`bundle::to_bytes`] writes; it goes up when that changes.
const COMPILED: u32 = 1;
/// What no version compiled yet.
const NOT_COMPILED: u32 = 0;
/// The version of an importer that has read nothing.
const NO_IMPORTER: u32 = 0;

/// What is kept about one roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A document of the learner's own.
    Document(Document),
    /// A bundled roadmap that the learner does not want to see.
    PutAway(RoadmapId),
}

/// A document that the learner imported; its bytes are kept under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The roadmap it is.
    pub roadmap: RoadmapId,
    /// Where it came from, as the learner knows it.
    pub path: String,
    /// The bytes it was read from.
    pub content: ContentHash,
    /// The version of the importer that read it.
    pub importer: u32,
    /// What the importer made of it.
    pub compiled: Compiled,
}

/// A roadmap as some version of the program wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    version: u32,
    bytes: Vec<u8>,
}

impl Document {
    /// A document of which only the bytes are there, as after a restore: the importer has to read
    /// it before it can be studied.
    pub fn unread(imported: Imported) -> Self {
        Self {
            roadmap: imported.roadmap,
            path: imported.path,
            content: imported.content,
            importer: NO_IMPORTER,
            compiled: Compiled {
                version: NOT_COMPILED,
                bytes: Vec::new(),
            },
        }
    }

    /// The document as the journal names it.
    pub fn imported(&self) -> Imported {
        Imported {
            roadmap: self.roadmap.clone(),
            path: self.path.clone(),
            content: self.content,
        }
    }
}

impl Compiled {
    /// Writes a roadmap as this version does.
    ///
    /// # Errors
    /// [`BundleError::Postcard`] if the encoder fails, which no roadmap is known to make it do.
    pub fn of(roadmap: &BundledRoadmap) -> Result<Self, BundleError> {
        Ok(Self::from_bytes(bundle::to_bytes(std::slice::from_ref(
            roadmap,
        ))?))
    }

    /// What this version has written already.
    pub(crate) const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self {
            version: COMPILED,
            bytes,
        }
    }

    /// The roadmap; `None` if another version wrote it, or if it is damaged.
    pub fn read(&self) -> Option<BundledRoadmap> {
        let roadmaps = (self.version == COMPILED).then(|| bundle::from_bytes(&self.bytes))?;
        // Whatever is wrong with it, the way out is to compile it again.
        roadmaps.ok()?.pop()
    }
}

/// One shape for both sorts, since each of its fields is read by code of its own.
#[derive(Serialize, Deserialize)]
struct KeptRecord<'a>(
    Sort,
    /// The roadmap; the rest is empty if it is put away.
    &'a str,
    /// The path.
    &'a str,
    /// The hash of the content.
    u128,
    /// The version of the importer.
    u32,
    /// The version of what is compiled.
    u32,
    /// What is compiled.
    #[serde(borrow)]
    &'a [u8],
);

#[derive(Serialize, Deserialize)]
enum Sort {
    Document,
    PutAway,
}

impl Kept {
    /// The roadmap it is about, under whose id it is kept.
    pub const fn roadmap(&self) -> &RoadmapId {
        match self {
            Self::Document(document) => &document.roadmap,
            Self::PutAway(roadmap) => roadmap,
        }
    }

    /// Writes the record.
    ///
    /// # Errors
    /// [`BundleError::Postcard`] if the encoder fails, which no record is known to make it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BundleError> {
        let record = match self {
            Self::Document(document) => KeptRecord(
                Sort::Document,
                document.roadmap.as_str(),
                &document.path,
                document.content.bits(),
                document.importer,
                document.compiled.version,
                &document.compiled.bytes,
            ),
            Self::PutAway(roadmap) => KeptRecord(Sort::PutAway, roadmap.as_str(), "", 0, 0, 0, &[]),
        };
        postcard::to_allocvec(&record).map_err(BundleError::Postcard)
    }

    /// Reads what [`Kept::to_bytes`] of any version wrote.
    ///
    /// # Errors
    /// [`BundleError`] for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        let KeptRecord(sort, roadmap, path, content, importer, version, compiled) =
            postcard::from_bytes(bytes).map_err(BundleError::Postcard)?;
        let roadmap = parse("roadmap", roadmap).map_err(BundleError::Record)?;
        Ok(match sort {
            Sort::PutAway => Self::PutAway(roadmap),
            Sort::Document => Self::Document(Document {
                roadmap,
                path: path.to_owned(),
                content: ContentHash::from_bits(content),
                importer,
                compiled: Compiled {
                    version,
                    bytes: compiled.to_owned(),
                },
            }),
        })
    }
}
