//! What a package holds, in Anki's terms and before it is a file.
//!
//! Plain numbers and texts, so that one program can gather a package and another write it.

#[cfg(feature = "files")]
mod archive;
#[cfg(feature = "files")]
mod database;
pub mod note_type;
pub mod previous;
#[cfg(feature = "files")]
mod table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::import::media_of;
pub use note_type::NoteType;

/// Decks, notes with their cards, and the review log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Where its days are counted from.
    pub calendar: Calendar,
    /// The decks, each after those it is below.
    pub decks: Vec<Deck>,
    /// The notes, by their ids.
    pub notes: Vec<Note>,
    /// The review log, by its ids.
    pub log: Vec<LogRow>,
    /// The pictures and sounds, each name once.
    pub media: Vec<Media>,
}

/// A picture or a sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What notes call it: a plain file name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Where the days of a package are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The second at which day 0 began.
    pub created_s: i64,
    /// How many minutes the learner is west of UTC.
    pub minutes_west: i32,
    /// The hour at which a day begins.
    pub day_start_hour: u8,
}

/// A deck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// Its id.
    pub id: i64,
    /// Its name with those of the decks above it, parted by `::`.
    pub name: String,
}

/// A note with its one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id in this package.
    pub id: i64,
    /// What Anki knows it by from one import to the next.
    pub guid: String,
    /// Its type.
    pub note_type: NoteType,
    /// The second at which its content changed last.
    pub modified_s: i64,
    /// Its tags, each once and in order.
    pub tags: Vec<String>,
    /// Its fields as HTML, as many as its type has.
    pub fields: Vec<String>,
    /// Its card.
    pub card: Card,
}

/// A card as Anki schedules it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The id of its deck.
    pub deck: i64,
    /// Which of its type's templates draws it.
    pub template: u8,
    /// How far it is learned.
    pub stage: Stage,
    /// Whether it is asked.
    pub queue: Queue,
    /// The number of its flag.
    pub flag: u8,
}

/// How far a card is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Never reviewed.
    New {
        /// Its place among the new cards.
        position: u32,
    },
    /// In review.
    Review {
        /// The day it is due on.
        due: i32,
        /// Days between reviews.
        interval: u32,
        /// The ease factor in thousandths.
        factor: u32,
        /// How often it was asked.
        reviews: u32,
        /// How often it was forgotten.
        lapses: u32,
        /// The second of its last review, where it is known.
        reviewed_s: Option<i64>,
        /// What FSRS remembers of it, where that schedules it.
        recollection: Option<Recollection>,
    },
}

/// What FSRS remembers of a card, with what it is to be asked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recollection {
    /// After how many ten-thousandths of a day nine of ten such cards are still recalled.
    pub stability: u64,
    /// How hard it is, in thousandths: from 1, easy, to 10.
    pub difficulty: u32,
    /// The share of due cards that is to be recalled, in hundredths.
    pub retention: u32,
    /// How fast recall falls with time, in thousandths: the last parameter of FSRS-6.
    pub decay: u32,
}

/// Whether a card is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Queue {
    /// As its stage says.
    Stage,
    /// Not until it is resumed.
    Suspended,
    /// Not today.
    Buried,
}

/// One review in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRow {
    /// The millisecond at which it happened, which no other row has.
    pub id: i64,
    /// The note whose card was asked, by its place in [`Package::notes`].
    pub note: usize,
    /// The button, from 1 for again to 4 for easy.
    pub button: u8,
    /// Days to the next review.
    pub interval: u32,
    /// Days that had been planned to this one; 0 for the first.
    pub last_interval: u32,
    /// The ease factor afterwards in thousandths.
    pub factor: u32,
    /// How long the learner took.
    pub took_ms: u32,
    /// What the review was for.
    pub kind: LogKind,
}

/// What a review in the log was for, in Anki's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogKind {
    /// To learn a new card.
    Learn,
    /// As planned.
    Review,
    /// To learn again what was forgotten.
    Relearn,
    /// Outside the schedule.
    Filtered,
}

/// Why a package could not be written or read.
#[cfg(feature = "files")]
#[derive(Debug, Error)]
pub enum PackageError {
    /// The database refused.
    #[error("the package's database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The archive refused.
    #[error("the package's archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A member could not be read or written.
    #[error("the package's archive: {0}")]
    Member(#[from] std::io::Error),
    /// The database is not one that was written here.
    #[error("the package's database has no {missing}")]
    Foreign {
        /// What is not there.
        missing: &'static str,
    },
}

/// Parts on their way from one program to another are not of this version.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not what this version of Waymark makes of a package: {0}")]
pub struct PartsError(pub(crate) postcard::Error);

/// How much a package holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Notes, each with one card.
    pub notes: usize,
    /// Rows of the review log.
    pub log: usize,
    /// Decks.
    pub decks: usize,
}

/// Parts the fields of a note in Anki's database.
const FIELD_END: char = '\u{1f}';

impl Note {
    /// Its tags as Anki keeps them: a space before and after each.
    fn join_tags(&self, out: &mut String) {
        out.clear();
        for tag in &self.tags {
            out.push(' ');
            out.push_str(tag);
        }
        if !out.is_empty() {
            out.push(' ');
        }
    }

    /// Its fields as Anki keeps them: one text.
    fn join_fields(&self, out: &mut String) {
        out.clear();
        for (place, field) in self.fields.iter().enumerate() {
            if place > 0 {
                out.push(FIELD_END);
            }
            out.push_str(field);
        }
    }
}

impl Package {
    /// Writes its parts for another program of this version, which makes the file.
    ///
    /// # Errors
    /// [`PartsError`] if the encoder fails, which nothing is known to make it do.
    pub fn to_parts(&self) -> Result<Vec<u8>, PartsError> {
        postcard::to_allocvec(self).map_err(PartsError)
    }

    /// Reads what [`Self::to_parts`] wrote.
    ///
    /// # Errors
    /// [`PartsError`] for other bytes.
    pub fn from_parts(parts: &[u8]) -> Result<Self, PartsError> {
        postcard::from_bytes(parts).map_err(PartsError)
    }

    /// Writes an `.apkg` that every release of Anki reads: the same bytes for the same package.
    ///
    /// # Errors
    /// [`PackageError`] when memory for it cannot be had.
    #[cfg(feature = "files")]
    pub fn to_apkg(&self) -> Result<Vec<u8>, PackageError> {
        archive::pack(&database::write(self)?, &self.media)
    }

    /// The pictures and sounds that its notes name, whether their bytes are here or not.
    pub fn media_names(&self) -> BTreeSet<String> {
        let fields = self.notes.iter().flat_map(|note| &note.fields);
        let named = fields.filter(|field| field.contains("<img") || field.contains("[sound:"));
        named.flat_map(|field| media_of(field)).collect()
    }

    /// How much it holds.
    pub fn size(&self) -> Size {
        Size {
            notes: self.notes.len(),
            log: self.log.len(),
            decks: self.decks.len(),
        }
    }
}
