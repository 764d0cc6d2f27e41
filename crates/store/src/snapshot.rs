//! What each roadmap was like when it was read last, as one JSON text beside the journal.
//!
//! At start it is compared with what the roadmap is like now, so that the histories of cards whose
//! ids changed are carried over. The document itself may be long gone.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::card::CardKind;
use waymark_core::id::{CardId, ContentHash};
use waymark_core::reimport::{Fingerprint, IMPORTER_VERSION, ImporterVersion, Sketch, Snapshot};

use crate::record::{RecordError, parse};

const FORMAT: &str = "waymark-snapshot";
const VERSION: u32 = 1;

/// A roadmap as it was, with the bytes that said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSnapshot {
    /// The document it was read from.
    pub content: ContentHash,
    /// What the roadmap was like.
    pub snapshot: Snapshot,
}

/// A text that is not a snapshot this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It is not JSON, or not the JSON of a snapshot.
    Json {
        /// What the parser said, with line and column.
        cause: String,
    },
    /// It is the JSON of something else.
    NotASnapshot {
        /// The format that it names.
        format: String,
    },
    /// It was written by a newer version of Waymark.
    Version {
        /// The version of the format it names.
        found: u32,
    },
    /// It holds a value that no snapshot has.
    Record(RecordError),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { cause } => write!(f, "the text is not a snapshot: {cause}"),
            Self::NotASnapshot { format } => {
                write!(f, "the text is not a snapshot but `{format}`")
            }
            Self::Version { found } => write!(
                f,
                "the snapshot has version {found}; this Waymark reads up to {VERSION}"
            ),
            Self::Record(cause) => write!(f, "the snapshot is damaged: {cause}"),
        }
    }
}

impl std::error::Error for SnapshotError {}

impl From<serde_json::Error> for SnapshotError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json {
            cause: error.to_string(),
        }
    }
}

#[derive(Deserialize)]
struct HeadRecord {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotRecord {
    format: String,
    version: u32,
    roadmap: String,
    importer: u32,
    content: String,
    sections: Vec<Vec<String>>,
    cards: Vec<SketchRecord>,
}

/// Id, kind, section, front, then the fingerprints of question, answer and all that is written.
#[derive(Serialize, Deserialize)]
struct SketchRecord(
    String,
    String,
    usize,
    String,
    String,
    Option<String>,
    String,
);

impl KeptSnapshot {
    /// Whether this program would read the same from a document with these bytes.
    pub fn is_of(&self, content: ContentHash) -> bool {
        self.content == content && self.snapshot.importer == IMPORTER_VERSION
    }

    /// The text.
    ///
    /// # Errors
    /// [`SnapshotError::Json`] if the encoder fails, which no snapshot is known to make it do.
    pub fn to_json(&self) -> Result<String, SnapshotError> {
        let record = SnapshotRecord {
            format: FORMAT.to_owned(),
            version: VERSION,
            roadmap: self.snapshot.roadmap.to_string(),
            importer: self.snapshot.importer.0,
            content: self.content.to_string(),
            sections: self.snapshot.sections.clone(),
            cards: self.snapshot.cards.iter().map(SketchRecord::of).collect(),
        };
        Ok(serde_json::to_string(&record)?)
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// One variant of [`SnapshotError`] for each way in which a text can be no snapshot.
    pub fn from_json(text: &str) -> Result<Self, SnapshotError> {
        let head: HeadRecord = serde_json::from_str(text)?;
        if head.format != FORMAT {
            return Err(SnapshotError::NotASnapshot {
                format: head.format,
            });
        }
        if head.version != VERSION {
            return Err(SnapshotError::Version {
                found: head.version,
            });
        }
        let record: SnapshotRecord = serde_json::from_str(text)?;
        record.read().map_err(SnapshotError::Record)
    }
}

impl SnapshotRecord {
    fn read(self) -> Result<KeptSnapshot, RecordError> {
        let sections = self.sections.len();
        let cards = self.cards.into_iter().map(|card| card.read(sections));
        let cards: Vec<Sketch> = cards.collect::<Result<_, _>>()?;
        let mut taken: HashSet<CardId> = HashSet::new();
        if let Some(twice) = cards.iter().find(|card| !taken.insert(card.id)) {
            return Err(RecordError::new("card of its own", twice.id));
        }
        Ok(KeptSnapshot {
            content: parse("content hash", &self.content)?,
            snapshot: Snapshot {
                roadmap: parse("roadmap", &self.roadmap)?,
                importer: ImporterVersion(self.importer),
                sections: self.sections,
                cards,
            },
        })
    }
}

impl SketchRecord {
    fn of(card: &Sketch) -> Self {
        let print = |print: Fingerprint| format!("{:016x}", print.bits());
        Self(
            card.id.to_string(),
            card.kind.name().to_owned(),
            card.section,
            card.front.clone(),
            print(card.question),
            card.answer.map(print),
            print(card.written),
        )
    }

    fn read(self, sections: usize) -> Result<Sketch, RecordError> {
        let Self(id, kind, section, front, question, answer, written) = self;
        // Fingerprints are spelled as the ids of 64 bits are.
        let print = |text: &String| {
            let bits: CardId = parse("fingerprint", text)?;
            Ok(Fingerprint::from_bits(bits.bits()))
        };
        let known = CardKind::ALL.into_iter().find(|known| known.name() == kind);
        if section >= sections {
            return Err(RecordError::new("section", section));
        }
        Ok(Sketch {
            id: parse("card", &id)?,
            kind: known.ok_or_else(|| RecordError::new("kind", &kind))?,
            section,
            front,
            question: print(&question)?,
            answer: answer.as_ref().map(print).transpose()?,
            written: print(&written)?,
        })
    }
}
