//! Rescue files: everything that a browser holds, as it is, one JSON file.
//!
//! Safe mode writes them (`crates/web/scripts/recover.js`), where the application does not start;
//! it knows no segment and checks nothing. Here they are read, and give a backup.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use waymark_core::journal::Journal;
use waymark_core::roadmap::content_hash;
use waymark_core::time::Instant;

use crate::backup::Backup;
use crate::document::Kept;
use crate::reader::{SEGMENTS, Unreadable};
use crate::segment;

const FORMAT: &str = "waymark-rescue";
const VERSION: u32 = 1;

/// The databases whose contents are known here, each with an object store.
const JOURNAL: (&str, &str) = ("waymark-journal", "segments");
const RECORDS: (&str, &str) = ("waymark", "roadmaps");
const SOURCES: (&str, &str) = ("waymark", "sources");
const BASES: (&str, &str) = ("waymark-snapshots", "sources");

/// What a browser held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue {
    made: Instant,
    /// Key and text of localStorage, then of the second store.
    segments: Vec<(String, String)>,
    records: Vec<Vec<u8>>,
    sources: BTreeMap<String, Vec<u8>>,
    bases: BTreeMap<String, Vec<u8>>,
}

/// A file that is no rescue file this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueError {
    /// It is not JSON, or not the JSON of a rescue file.
    Json {
        /// What the parser said, with line and column.
        cause: String,
    },
    /// It was made by a newer version of Waymark.
    Version {
        /// The version of the format it names.
        found: u32,
    },
    /// Bytes are not in base 64.
    Bytes {
        /// Under which key they are.
        key: String,
    },
}

impl fmt::Display for RescueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { cause } => write!(f, "the file is not a rescue file: {cause}"),
            Self::Version { found } => write!(
                f,
                "the rescue file has version {found}; this Waymark reads up to {VERSION}"
            ),
            Self::Bytes { key } => write!(
                f,
                "the rescue file is damaged: what is under `{key}` is not in base 64"
            ),
        }
    }
}

impl std::error::Error for RescueError {}

impl From<serde_json::Error> for RescueError {
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

#[derive(Deserialize)]
struct RescueRecord {
    made: i64,
    texts: Vec<(String, ValueRecord)>,
    databases: Vec<DatabaseRecord>,
}

#[derive(Deserialize)]
struct DatabaseRecord {
    name: String,
    stores: Vec<StoreRecord>,
}

#[derive(Deserialize)]
struct StoreRecord {
    name: String,
    entries: Vec<(String, ValueRecord)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ValueRecord {
    Text(String),
    Bytes {
        bytes: String,
    },
    /// A text with half characters, which JSON cannot hold.
    Units {
        utf16: String,
    },
    /// What this format has no form for; it is no segment and no document.
    Other {},
}

/// Whether the JSON says of itself that it is a rescue file, of whatever version.
pub fn is_rescue(json: &str) -> bool {
    serde_json::from_str::<HeadRecord>(json).is_ok_and(|head| head.format == FORMAT)
}

impl Rescue {
    /// Reads a file.
    ///
    /// # Errors
    /// One variant of [`RescueError`] for each way in which a file can be no rescue file.
    pub fn from_json(json: &str) -> Result<Self, RescueError> {
        let head: HeadRecord = serde_json::from_str(json)?;
        if head.format != FORMAT {
            return Err(RescueError::Json {
                cause: format!("it is `{}`", head.format),
            });
        }
        if head.version != VERSION {
            return Err(RescueError::Version {
                found: head.version,
            });
        }
        let record: RescueRecord = serde_json::from_str(json)?;
        let mut rescue = Self {
            made: Instant::from_unix_ms(record.made),
            segments: segments(record.texts)?,
            records: Vec::new(),
            sources: BTreeMap::new(),
            bases: BTreeMap::new(),
        };
        for database in record.databases {
            for store in database.stores {
                match (database.name.as_str(), store.name.as_str()) {
                    JOURNAL => rescue.segments.extend(segments(store.entries)?),
                    RECORDS => {
                        let records = bytes(store.entries)?;
                        rescue.records.extend(records.into_values());
                    }
                    SOURCES => rescue.sources.extend(bytes(store.entries)?),
                    BASES => rescue.bases.extend(bytes(store.entries)?),
                    _ => {}
                }
            }
        }
        Ok(rescue)
    }

    /// The history, from both stores, and the documents.
    ///
    /// A segment that is damaged in one store and whole in the other counts as whole. What cannot
    /// be read of documents is left out, as it is where it was.
    pub fn backup(&self) -> Backup {
        let mut events = Vec::new();
        let mut whole = BTreeSet::new();
        let mut unreadable: Vec<Unreadable> = Vec::new();
        for (key, text) in &self.segments {
            match segment::decode(text) {
                Ok(found) => {
                    events.extend(found);
                    whole.insert(key);
                }
                Err(cause) => unreadable.push(Unreadable {
                    key: key.clone(),
                    text: text.clone(),
                    cause,
                }),
            }
        }
        unreadable.retain(|segment| !whole.contains(&segment.key));
        unreadable.sort_by(|one, other| (&one.key, &one.text).cmp(&(&other.key, &other.text)));
        unreadable.dedup();
        // Both stores hold nearly every event, and restoring counts each once.
        let journal = Journal::from_events(events);
        let mut backup = Backup::new(self.made, journal.events(), &unreadable);
        let kept = self.records.iter();
        for kept in kept.filter_map(|record| Kept::from_bytes(record).ok()) {
            match kept {
                Kept::PutAway(roadmap) => {
                    backup.put_away.insert(roadmap);
                }
                Kept::Document(document) => {
                    let bytes = self.sources.get(&document.content.to_string());
                    if let Some(bytes) = bytes.filter(|b| content_hash(b) == document.content) {
                        if let Some(base) = self.bases.get(document.roadmap.as_str()) {
                            backup.bases.insert(document.imported(), base.clone());
                        }
                        backup.documents.insert(document.imported(), bytes.clone());
                    }
                }
            }
        }
        backup
    }
}

/// The entries that are segments of the journal, with their texts.
fn segments(entries: Vec<(String, ValueRecord)>) -> Result<Vec<(String, String)>, RescueError> {
    let entries = entries.into_iter();
    let segments = entries.filter(|(key, _)| key.starts_with(SEGMENTS));
    let texts = segments.filter_map(|(key, value)| match value {
        ValueRecord::Text(text) => Some(Ok((key, text))),
        ValueRecord::Units { utf16 } => {
            Some(decoded(&key, &utf16).map(|bytes| (key, text(&bytes))))
        }
        ValueRecord::Bytes { .. } | ValueRecord::Other {} => None,
    });
    texts.collect()
}

/// The entries that are bytes.
fn bytes(entries: Vec<(String, ValueRecord)>) -> Result<BTreeMap<String, Vec<u8>>, RescueError> {
    let found = entries.into_iter().filter_map(|(key, value)| match value {
        ValueRecord::Bytes { bytes } => Some(decoded(&key, &bytes).map(|bytes| (key, bytes))),
        ValueRecord::Text(_) | ValueRecord::Units { .. } | ValueRecord::Other {} => None,
    });
    found.collect()
}

fn decoded(key: &str, base64: &str) -> Result<Vec<u8>, RescueError> {
    STANDARD.decode(base64).map_err(|_| RescueError::Bytes {
        key: key.to_owned(),
    })
}

/// The text of 16-bit units, lowest byte first; half a character reads as a replacement, as a
/// browser gives it to this program.
fn text(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [low, high] => u16::from_le_bytes([*low, *high]),
        _ => 0,
    });
    String::from_utf16_lossy(&units.collect::<Vec<u16>>())
}
