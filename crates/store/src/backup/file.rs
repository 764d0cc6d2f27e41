//! The file of a backup, and what can be wrong with one.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use waymark_core::id::RoadmapId;
use waymark_core::journal::Imported;
use waymark_core::roadmap::content_hash;
use waymark_core::time::Instant;

use super::Backup;
use crate::reader::Unreadable;
use crate::record::event::RunRecord;
use crate::record::{RecordError, parse};
use crate::segment;

const FORMAT: &str = "waymark-backup";
/// The version that is written; every version up to it is read.
const VERSION: u32 = 2;
/// The last version without documents.
const WITHOUT_DOCUMENTS: u32 = 1;

/// A file that is not a backup this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// It is not JSON, or not the JSON of a backup.
    Json {
        /// What the parser said, with line and column.
        cause: String,
    },
    /// It is the JSON of something else.
    NotABackup {
        /// The format that it names.
        format: String,
    },
    /// It was made by a newer version of Waymark.
    Version {
        /// The version of the format it names.
        found: u32,
    },
    /// It holds something that no Waymark writes.
    Damaged(Damage),
}

/// Where a backup is damaged, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A part of the file is missing.
    Missing {
        /// The name of the part.
        part: &'static str,
    },
    /// A run holds a value that no event has.
    Run {
        /// Which of the runs it is, from 1.
        number: usize,
        /// The value.
        cause: RecordError,
    },
    /// The events are others than those that were saved.
    Events,
    /// A document holds a value that none has.
    Document {
        /// Which of the documents it is, from 1.
        number: usize,
        /// The value.
        cause: RecordError,
    },
    /// The bytes of a document are others than those that were saved.
    Content {
        /// Where the document came from, as the learner knows it.
        path: String,
    },
    /// A roadmap that was put away has no id.
    PutAway(RecordError),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { cause } => write!(
                f,
                "the file is not a Waymark backup, or damaged: {cause}; choose another copy"
            ),
            Self::NotABackup { format } => write!(
                f,
                "the file is not a Waymark backup but `{format}`; choose one that Waymark saved"
            ),
            Self::Version { found } => write!(
                f,
                "the backup has version {found} and this Waymark reads up to {VERSION}; update it"
            ),
            Self::Damaged(damage) => {
                write!(f, "the backup is damaged: {damage}; choose another copy")
            }
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { part } => write!(f, "`{part}` is missing"),
            Self::Run { number, cause } => write!(f, "in run {number}, {cause}"),
            Self::Events => f.write_str("its events are not the ones that were saved"),
            Self::Document { number, cause } => write!(f, "in document {number}, {cause}"),
            Self::Content { path } => {
                write!(f, "the text of `{path}` is not the one that was saved")
            }
            Self::PutAway(cause) => write!(f, "among the roadmaps put away, {cause}"),
        }
    }
}

impl std::error::Error for BackupError {}

impl From<serde_json::Error> for BackupError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json {
            cause: error.to_string(),
        }
    }
}

impl From<Damage> for BackupError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

/// One shape for all versions: what came with a later one is missing in an earlier one.
#[derive(Serialize, Deserialize)]
struct BackupRecord {
    format: String,
    version: u32,
    made: i64,
    runs: Vec<RunRecord>,
    /// The hash of `runs` as compact JSON; the first files of version 2 have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    checksum: Option<String>,
    documents: Option<Vec<DocumentRecord>>,
    put_away: Option<Vec<String>>,
    unreadable: Vec<(String, String)>,
}

/// A document; its bytes as text where they are UTF-8, else as base64.
#[derive(Serialize, Deserialize)]
struct DocumentRecord {
    roadmap: String,
    path: String,
    hash: String,
    #[serde(flatten)]
    bytes: BytesRecord,
    /// What the learner made it from. Files without it are as good: they came before it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<BytesRecord>,
}

/// Bytes as text or as base64.
#[derive(Serialize, Deserialize)]
struct BytesRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

#[derive(Deserialize)]
struct HeadRecord {
    format: String,
    version: u32,
}

/// The version of a file that says it is a backup.
///
/// # Errors
/// [`BackupError`] for another file, and for a version that this program does not read.
pub fn version(json: &str) -> Result<u32, BackupError> {
    let head: HeadRecord = serde_json::from_str(json)?;
    readable(head.format, head.version)
}

/// The version, if files of that format and version are read.
fn readable(format: String, version: u32) -> Result<u32, BackupError> {
    if format != FORMAT {
        return Err(BackupError::NotABackup { format });
    }
    if !(WITHOUT_DOCUMENTS..=VERSION).contains(&version) {
        return Err(BackupError::Version { found: version });
    }
    Ok(version)
}

impl Backup {
    /// The file; equal backups make equal files.
    ///
    /// # Errors
    /// [`BackupError::Json`] if the encoder fails, which no backup is known to make it do.
    pub fn to_json(&self) -> Result<String, BackupError> {
        let put_away = self.put_away.iter().map(RoadmapId::to_string);
        let documents = self.documents.iter();
        let unreadable = self.unreadable.iter();
        let runs = RunRecord::runs(&self.events);
        let record = BackupRecord {
            format: FORMAT.to_owned(),
            version: VERSION,
            made: self.made.unix_ms(),
            checksum: Some(checksum(&runs)?),
            runs,
            documents: Some(
                documents
                    .map(|(imported, bytes)| {
                        let base = self.bases.get(imported).map(Vec::as_slice);
                        DocumentRecord::of(imported, bytes, base)
                    })
                    .collect(),
            ),
            put_away: Some(put_away.collect()),
            unreadable: unreadable
                .map(|segment| (segment.key.clone(), segment.text.clone()))
                .collect(),
        };
        Ok(serde_json::to_string(&record)?)
    }

    /// Reads a file of any version; its events come in the order of their ids.
    ///
    /// Segments that could not be read when it was made are tried again.
    ///
    /// # Errors
    /// One variant of [`BackupError`] for each way in which a file can be no backup.
    pub fn from_json(json: &str) -> Result<Self, BackupError> {
        Self::versioned(json).map(|(_, backup)| backup)
    }

    /// Reads a file like [`Self::from_json`], and says of which version it is.
    ///
    /// # Errors
    /// The same.
    pub fn versioned(json: &str) -> Result<(u32, Self), BackupError> {
        let record: BackupRecord = match serde_json::from_str(json) {
            Ok(record) => record,
            Err(error) => {
                // A file of something else, or of a version to come, is better called that.
                version(json)?;
                return Err(error.into());
            }
        };
        let version = readable(record.format, record.version)?;
        if let Some(saved) = &record.checksum
            && *saved != checksum(&record.runs)?
        {
            return Err(Damage::Events.into());
        }
        let mut events = Vec::new();
        for (run, number) in record.runs.iter().zip(1..) {
            let run = run.read();
            events.extend(run.map_err(|cause| Damage::Run { number, cause })?);
        }
        let mut unreadable = Vec::new();
        for (key, text) in record.unreadable {
            match segment::decode(&text) {
                Ok(found) => events.extend(found),
                Err(cause) => unreadable.push(Unreadable { key, text, cause }),
            }
        }
        let mut backup = Self {
            events,
            unreadable,
            ..Self::new(Instant::from_unix_ms(record.made), &[], &[])
        };
        if version > WITHOUT_DOCUMENTS {
            let documents = record
                .documents
                .ok_or(Damage::Missing { part: "documents" })?;
            (backup.documents, backup.bases) = read_documents(documents)?;
            let put_away = record
                .put_away
                .ok_or(Damage::Missing { part: "put_away" })?;
            for id in put_away {
                let id = parse("roadmap", &id).map_err(Damage::PutAway)?;
                backup.put_away.insert(id);
            }
        }
        Ok((version, backup))
    }
}

fn checksum(runs: &[RunRecord]) -> Result<String, BackupError> {
    let text = serde_json::to_string(runs)?;
    Ok(format!("{:016x}", segment::checksum(&text)))
}

/// A document, its bytes, and those of what it was made from.
type Held = (Imported, Vec<u8>, Option<Vec<u8>>);

/// Documents with their bytes.
type Documents = BTreeMap<Imported, Vec<u8>>;

/// The documents, and what those that were edited were made from.
fn read_documents(records: Vec<DocumentRecord>) -> Result<(Documents, Documents), Damage> {
    let (mut documents, mut bases) = (Documents::new(), Documents::new());
    for (record, number) in records.into_iter().zip(1..) {
        let read = record.read();
        let (imported, bytes, base) = read.map_err(|cause| Damage::Document { number, cause })?;
        if content_hash(&bytes) != imported.content {
            let path = imported.path;
            return Err(Damage::Content { path });
        }
        if let Some(base) = base {
            bases.insert(imported.clone(), base);
        }
        documents.insert(imported, bytes);
    }
    Ok((documents, bases))
}

impl DocumentRecord {
    fn of(imported: &Imported, bytes: &[u8], base: Option<&[u8]>) -> Self {
        Self {
            roadmap: imported.roadmap.to_string(),
            path: imported.path.clone(),
            hash: imported.content.to_string(),
            bytes: BytesRecord::of(bytes),
            base: base.map(BytesRecord::of),
        }
    }

    fn read(self) -> Result<Held, RecordError> {
        let imported = Imported {
            roadmap: parse("roadmap", &self.roadmap)?,
            path: self.path,
            content: parse("content hash", &self.hash)?,
        };
        let base = self.base.map(BytesRecord::read).transpose()?;
        Ok((imported, self.bytes.read()?, base))
    }
}

impl BytesRecord {
    fn of(bytes: &[u8]) -> Self {
        let (text, base64) = match std::str::from_utf8(bytes) {
            Ok(text) => (Some(text.to_owned()), None),
            Err(_) => (None, Some(BASE64_STANDARD.encode(bytes))),
        };
        Self { text, base64 }
    }

    fn read(self) -> Result<Vec<u8>, RecordError> {
        match (self.text, self.base64) {
            (Some(text), None) => Ok(text.into_bytes()),
            (None, Some(base64)) => BASE64_STANDARD
                .decode(&base64)
                .map_err(|error| RecordError::new("base64", error)),
            (None, None) => Err(RecordError::new("text", "nothing")),
            (Some(_), Some(_)) => Err(RecordError::new("text", "text and base64")),
        }
    }
}
