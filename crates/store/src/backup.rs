//! Backups: one JSON file with everything that storage holds.

use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::journal::Event;
use waymark_core::time::Instant;

use crate::key_value::{KeyValue, StoreError};
use crate::reader::{SEGMENTS, Unreadable};
use crate::record::RecordError;
use crate::record::event::RunRecord;
use crate::segment;
use crate::writer::Writer;

const FORMAT: &str = "waymark-backup";
const VERSION: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made.
    pub made: Instant,
    /// Every event of the journal.
    pub events: Vec<Event>,
    /// The segments that cannot be read, as they were in storage.
    pub unreadable: Vec<Unreadable>,
}

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
    /// It holds a value that no event has.
    Record(RecordError),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { cause } => write!(f, "the file is not a Waymark backup: {cause}"),
            Self::NotABackup { format } => {
                write!(f, "the file is not a Waymark backup but `{format}`")
            }
            Self::Version { found } => write!(
                f,
                "the backup has version {found}; this Waymark reads up to {VERSION}"
            ),
            Self::Record(cause) => write!(f, "the backup is damaged: {cause}"),
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

#[derive(Serialize, Deserialize)]
struct BackupRecord {
    format: String,
    version: u32,
    made: i64,
    runs: Vec<RunRecord>,
    unreadable: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct HeadRecord {
    format: String,
    version: u32,
}

impl Backup {
    /// Gathers a backup of a journal and of what could not be read.
    pub fn new(made: Instant, events: &[Event], unreadable: &[Unreadable]) -> Self {
        Self {
            made,
            events: events.to_vec(),
            unreadable: unreadable.to_vec(),
        }
    }

    /// The file.
    ///
    /// # Errors
    /// [`BackupError::Json`] if the encoder fails, which no event is known to make it do.
    pub fn to_json(&self) -> Result<String, BackupError> {
        let record = BackupRecord {
            format: FORMAT.to_owned(),
            version: VERSION,
            made: self.made.unix_ms(),
            runs: RunRecord::runs(&self.events),
            unreadable: self
                .unreadable
                .iter()
                .map(|segment| (segment.key.clone(), segment.text.clone()))
                .collect(),
        };
        Ok(serde_json::to_string(&record)?)
    }

    /// Reads a file; its events come in the order of their ids.
    ///
    /// Segments that could not be read when it was made are tried again.
    ///
    /// # Errors
    /// One variant of [`BackupError`] for each way in which a file can be no backup.
    pub fn from_json(json: &str) -> Result<Self, BackupError> {
        let head: HeadRecord = serde_json::from_str(json)?;
        if head.format != FORMAT {
            return Err(BackupError::NotABackup {
                format: head.format,
            });
        }
        if head.version != VERSION {
            return Err(BackupError::Version {
                found: head.version,
            });
        }
        let record: BackupRecord = serde_json::from_str(json)?;
        let mut events = Vec::new();
        for run in &record.runs {
            events.extend(run.read().map_err(BackupError::Record)?);
        }
        let mut unreadable = Vec::new();
        for (key, text) in record.unreadable {
            match segment::decode(&text) {
                Ok(found) => events.extend(found),
                Err(cause) => unreadable.push(Unreadable { key, text, cause }),
            }
        }
        Ok(Self {
            made: Instant::from_unix_ms(record.made),
            events,
            unreadable,
        })
    }

    /// Merges the backup into storage, all or nothing: `new` are its events that are not there
    /// yet, and an unreadable segment goes back where it was unless something is there.
    ///
    /// Returns the unreadable segments that were not in storage before.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; what had been written is removed again.
    pub fn restore(
        &self,
        store: &impl KeyValue,
        writer: &mut Writer,
        new: &[Event],
    ) -> Result<Vec<Unreadable>, StoreError> {
        let unreadable = self.restore_unreadable(store)?;
        if let Err(error) = writer.adopt(store, new) {
            remove(store, &unreadable)?;
            return Err(error);
        }
        Ok(unreadable)
    }

    fn restore_unreadable(&self, store: &impl KeyValue) -> Result<Vec<Unreadable>, StoreError> {
        let mut restored = Vec::new();
        for segment in &self.unreadable {
            // Any other key is not the journal's, and a backup must not write there.
            if segment.key.starts_with(SEGMENTS) && store.get(&segment.key)?.is_none() {
                if let Err(error) = store.set(&segment.key, &segment.text) {
                    remove(store, &restored)?;
                    return Err(error);
                }
                restored.push(segment.clone());
            }
        }
        Ok(restored)
    }
}

fn remove(store: &impl KeyValue, segments: &[Unreadable]) -> Result<(), StoreError> {
    for segment in segments {
        store.remove(&segment.key)?;
    }
    Ok(())
}
