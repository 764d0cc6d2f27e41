//! What a page asks of the workers that make and read Anki packages, and what they answer.
//!
//! The importer's worker knows cards, the worker for Anki packages knows archives and databases. What is
//! large goes beside an order or an answer, as bytes that nobody on the way reads.
//!
//! Both ends are of one build, so this is no storage format and has no version.

use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::journal::{Event, Journal};
use waymark_core::ordering::put_in_order;
use waymark_core::time::{Instant, Moment, UtcOffset};

use crate::key_value::{KeyValue, StoreError};
use crate::reader::SEGMENTS;
use crate::segment::{self, SegmentError};

/// What a worker is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Count what would be exported of the roadmaps beside it, as [`crate::bundle`] writes them.
    Size(Export),
    /// Make a file of it; of a package, its parts. Beside it are the roadmaps, and what earlier packages
    /// said, as [`crate::exported`] writes it.
    Gather(Export, Form),
    /// Make a package of the parts beside it, and of the pictures and sounds after them, which are
    /// called so.
    Pack(Vec<String>),
    /// Read the package beside it.
    Unpack,
    /// Unpack these pictures and sounds of the package beside it.
    UnpackMedia(Vec<MediaFile>),
    /// Make documents and a history of what was read, which is beside it; this is what the learner
    /// did.
    Understand(Events),
}

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What the learner did.
    pub past: Events,
    /// Which of their cards: those that this query finds.
    pub query: Option<String>,
    /// Whether what the reviews made of the cards goes along.
    pub schedule: Schedule,
    /// Now.
    pub now: At,
}

/// Whether what the reviews made of the cards goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schedule {
    /// States and the review log.
    Included,
    /// Every card is new.
    Left,
}

/// The form of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// A package for Anki.
    Apkg,
    /// Comma-separated values with Anki's header lines.
    Csv,
    /// Tab-separated values with Anki's header lines.
    Tsv,
    /// Markdown, to read.
    Markdown,
}

/// A moment on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    unix_ms: i64,
    minutes_east: i16,
}

/// Events on their way, as the segments that hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events(Vec<String>);

/// What a worker says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It is at work; more follows.
    Working(Progress),
    /// How much would be exported.
    Size(Size),
    /// So much was gathered: beside this is the file; or of a package its parts, which name these
    /// pictures and sounds, and what it and earlier packages say.
    Gathered(Size, Vec<String>),
    /// The package is beside this.
    Packed,
    /// What was read is beside this.
    Unpacked,
    /// What came with a package.
    Package(Package),
    /// Beside this are the pictures and sounds that were asked for; of those that are not, why.
    Media(Vec<Result<(), String>>),
    /// Nothing came of it, and why.
    Failed(String),
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// What is there is read.
    Reading,
    /// The cards to export are gathered.
    Gathering,
    /// The file is written.
    Writing,
    /// So many of all notes are drawn.
    Notes {
        /// Those that are.
        done: usize,
        /// All.
        all: usize,
    },
    /// So many of all decks are written as documents.
    Documents {
        /// Those that are.
        done: usize,
        /// All.
        all: usize,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading => f.write_str("Reading"),
            Self::Gathering => f.write_str("Gathering the cards"),
            Self::Writing => f.write_str("Writing the file"),
            Self::Notes { done, all } => write!(f, "Note {done} of {all}"),
            Self::Documents { done, all } => write!(f, "Deck {done} of {all}"),
        }
    }
}

/// How much a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Cards.
    pub cards: usize,
    /// Decks.
    pub decks: usize,
    /// Reviews in the log.
    pub reviews: usize,
}

/// What came with a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The paths of its decks as documents. Beside this are two arrays for each: its Markdown, and what it
    /// is read as, as [`crate::reading`] writes it.
    pub documents: Vec<String>,
    /// What happened to their cards and is not here yet.
    pub events: Events,
    /// How many of those events are reviews.
    pub reviews: usize,
    /// How many are something else.
    pub others: usize,
    /// How many cards Waymark exported once.
    pub own: usize,
    /// The files in it, most of them pictures and sounds.
    pub media: Vec<MediaFile>,
    /// What there is to say about it, in words.
    pub remarks: Vec<String>,
}

/// A file in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFile {
    /// Its name.
    pub name: String,
    /// The member that holds it.
    pub member: String,
}

impl Events {
    /// Everything that storage holds of the journal.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    pub fn stored(store: &impl KeyValue) -> Result<Self, StoreError> {
        let mut texts = Vec::new();
        for key in store.keys(SEGMENTS)? {
            // One that was removed meanwhile is in another.
            texts.extend(store.get(&key)?);
        }
        Ok(Self(texts))
    }

    /// These events.
    pub fn of(events: &[Event]) -> Self {
        if events.is_empty() {
            return Self::default();
        }
        let mut events: Vec<&Event> = events.iter().collect();
        put_in_order(&mut events, |Event { id, .. }| {
            [id.replica.bits(), id.sequence.into(), 0]
        });
        Self(vec![segment::pack(&events)])
    }

    /// Reads them; what cannot be read is left out, as it is at every start.
    pub fn journal(&self) -> Journal {
        let read = self.0.iter().flat_map(|text| segment::decode(text));
        Journal::from_events(read.flatten().collect())
    }

    /// Reads all of them.
    ///
    /// # Errors
    /// [`SegmentError`] if some cannot be read.
    pub fn read(&self) -> Result<Vec<Event>, SegmentError> {
        let mut events = Vec::new();
        for text in &self.0 {
            events.extend(segment::decode(text)?);
        }
        Ok(events)
    }
}

impl From<Moment> for At {
    fn from(moment: Moment) -> Self {
        Self {
            unix_ms: moment.instant.unix_ms(),
            minutes_east: moment.offset.minutes_east(),
        }
    }
}

impl From<At> for Moment {
    fn from(at: At) -> Self {
        Self {
            instant: Instant::from_unix_ms(at.unix_ms),
            offset: UtcOffset::from_minutes_east(at.minutes_east),
        }
    }
}

/// Why a message could not be written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageError(postcard::Error);

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a message of this version: {}", self.0)
    }
}

impl std::error::Error for MessageError {}

macro_rules! message {
    ($type:ty) => {
        impl $type {
            /// Writes it.
            ///
            /// # Errors
            /// [`MessageError`] if the encoder fails, which nothing is known to make it do.
            pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
                postcard::to_allocvec(self).map_err(MessageError)
            }

            /// Reads what [`Self::to_bytes`] wrote.
            ///
            /// # Errors
            /// [`MessageError`] for other bytes.
            pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageError> {
                postcard::from_bytes(bytes).map_err(MessageError)
            }
        }
    };
}

message!(Order);
message!(Answer);
