//! The diagnostic file: how storage is, for somebody who is to help, without anything that the
//! learner wrote or studies.
//!
//! It holds numbers, versions, ids drawn at random and names that the program chose, and of causes
//! only their sort: what a parser says may quote what it read.

use serde::Serialize;

use crate::key_value::StoreError;
use crate::reader::{Unreadable, replica_of};
use crate::segment::SegmentError;

const FORMAT: &str = "waymark-diagnosis";
const VERSION: u32 = 1;

/// How storage is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// When this was found, in milliseconds since 1970.
    pub made: i64,
    /// The program.
    pub program: Program,
    /// The browser's localStorage.
    pub storage: Room,
    /// The databases, with their object stores and how many entries each has.
    pub databases: Vec<Database>,
    /// All that the browser keeps for this address and the most it may be, in bytes.
    pub estimate: Option<(u64, u64)>,
    /// What the browser says of keeping it.
    pub persistence: Persistence,
    /// How far the second store is.
    pub second: Second,
    /// What is archived.
    pub archive: Archive,
    /// What the journal holds.
    pub journal: Figures,
    /// How many documents are kept, and how many roadmaps are put away.
    pub documents: (usize, usize),
    /// How many pictures and sounds are kept, and how many bytes they have.
    pub media: (usize, u64),
    /// When the last backup was made, in milliseconds since 1970.
    pub last_backup: Option<i64>,
    /// The segments that cannot be read where they are.
    pub unreadable: Vec<Piece>,
}

/// What runs, and in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Program {
    /// The version of Waymark.
    pub version: String,
    /// The build, as the page names it.
    pub build: String,
    /// The file of the service worker, if one serves this page.
    pub worker: Option<String>,
    /// How the browser names itself.
    pub agent: String,
}

/// How full localStorage is, in characters of keys and texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Room {
    /// What it holds at most.
    pub capacity: usize,
    /// What all pages of this address keep.
    pub characters: usize,
    /// What of it is the journal's.
    pub journal: usize,
    /// How many segments that is.
    pub segments: usize,
}

/// What lies in the second store alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Archive {
    /// How many segments are archived and there.
    pub segments: usize,
    /// How many characters they have.
    pub characters: usize,
    /// How many are archived and gone.
    pub gone: usize,
}

/// A database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// The names of its object stores and how many entries each has, or what the browser said.
    pub stores: Result<Vec<(String, u32)>, String>,
}

/// What the browser says of keeping its storage for this address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Persistence {
    /// Only the learner clears it.
    Kept,
    /// The browser may clear it.
    MayBeCleared,
    /// It says nothing.
    Unknown,
}

/// How far the second store is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Second {
    /// Both hold the same.
    Even,
    /// So many segments are in one store only, or not alike.
    Behind(usize),
    /// It cannot be had; what the browser said.
    Missing(String),
}

/// What the journal holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// All events.
    pub events: usize,
    /// Those that are reviews.
    pub reviews: usize,
    /// How many tabs and devices have written.
    pub replicas: usize,
    /// The instant of the first event, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The instant of the last.
    pub last: Option<i64>,
    /// Events that came under the id of another one.
    pub conflicts: usize,
}

/// Which of the two stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeper {
    /// The browser's localStorage.
    First,
    /// The second store.
    Second,
    /// The second store alone, for it is archived.
    Archive,
}

/// Whether a segment that is damaged in one store is whole in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Elsewhere {
    /// It is, and nothing is lost.
    Whole,
    /// It is not.
    Nowhere,
}

/// A segment that cannot be read where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its key; that of no segment is left out.
    pub key: Option<String>,
    /// Where it is.
    pub store: Keeper,
    /// Whether the other store has it whole.
    pub elsewhere: Elsewhere,
    /// How many bytes its text has.
    pub length: usize,
    /// The sort of the cause.
    pub cause: String,
}

impl Piece {
    /// What may be told of a segment.
    pub fn of(segment: &Unreadable, store: Keeper, elsewhere: Elsewhere) -> Self {
        Self {
            key: replica_of(&segment.key).map(|_| segment.key.clone()),
            store,
            elsewhere,
            length: segment.text.len(),
            cause: sort_of(&segment.cause),
        }
    }
}

fn sort_of(cause: &SegmentError) -> String {
    match cause {
        SegmentError::Empty => "empty".to_owned(),
        SegmentError::NotASegment => "not a segment".to_owned(),
        SegmentError::Version { found } => match found.parse::<u32>() {
            Ok(version) => format!("version {version}"),
            Err(_) => "no version".to_owned(),
        },
        SegmentError::Checksum => "checksum".to_owned(),
        SegmentError::Packed { at } => format!("packed events after {at} characters"),
        SegmentError::Json(_) => "json".to_owned(),
        SegmentError::Record(record) => format!("no {}", record.field),
    }
}

#[derive(Serialize)]
struct Record<'a> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    diagnosis: &'a Diagnosis,
}

impl Diagnosis {
    /// The file.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if the encoder fails, which no diagnosis is known to make it do.
    pub fn to_json(&self) -> Result<String, StoreError> {
        let record = Record {
            format: FORMAT,
            version: VERSION,
            diagnosis: self,
        };
        serde_json::to_string_pretty(&record).map_err(|error| StoreError::Unwritable {
            cause: error.to_string(),
        })
    }
}
