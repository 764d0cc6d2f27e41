//! The note types: which fields a note has and how its cards are drawn.
//!
//! Anki knows a type, its fields and its templates by their ids, and will not update notes of a
//! type whose fields changed. So none of the numbers here ever changes, nor does the list of
//! fields of a type that was exported once.

#[cfg(feature = "files")]
mod description;

#[cfg(feature = "files")]
pub(super) use description::json;
use serde::{Deserialize, Serialize};

/// A type of notes; each has the fields and templates of its kind of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoteType {
    /// A question and its answer.
    Question,
    /// A term and its meaning.
    Definition,
    /// A cell of a table, with its whole row.
    TableRow,
    /// Steps in their order.
    Steps,
    /// An item of a mastery checklist.
    Checklist,
    /// A sentence with words left out.
    Cloze,
    /// Code or a command.
    Code,
}

/// How often the way in which notes are written has changed. It is added to the time of each note,
/// so that all are updated once when a new version of Waymark writes the same content otherwise.
pub(crate) const REVISION: i64 = 0;

/// The earliest id of a note, as the millisecond at which it was made.
pub(crate) const EARLIEST_MS: i64 = 1_600_000_000_000;

/// The first of the ids; the types' own are this and the next ones.
const FIRST_ID: i64 = 1_704_067_200_000;

/// The fields that end the list of each type.
const PLACE: [&str; 4] = ["Context", "Section", "Roadmap", "Card"];

impl NoteType {
    /// Every type, in the order of their ids.
    pub const ALL: [Self; 7] = [
        Self::Question,
        Self::Definition,
        Self::TableRow,
        Self::Steps,
        Self::Checklist,
        Self::Cloze,
        Self::Code,
    ];

    /// The id by which Anki knows the type.
    pub const fn id(self) -> i64 {
        FIRST_ID + self as i64
    }

    /// The type of that id.
    pub fn from_id(id: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.id() == id)
    }

    /// Its name in Anki.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "Waymark question",
            Self::Definition => "Waymark definition",
            Self::TableRow => "Waymark table row",
            Self::Steps => "Waymark steps",
            Self::Checklist => "Waymark checklist",
            Self::Cloze => "Waymark cloze",
            Self::Code => "Waymark code",
        }
    }

    /// The names of the fields that it does not share with the others: first the one that is
    /// asked, then the answer, then those whose presence chooses the template.
    const fn own_fields(self) -> &'static [&'static str] {
        match self {
            Self::Question => &["Question", "Answer"],
            Self::Definition => &["Term", "Meaning"],
            Self::TableRow => &["Question", "Answer", "Cell", "Reverse", "Contrast"],
            Self::Steps => &["Question", "Answer", "All", "Next"],
            Self::Checklist => &["Item", "Evidence"],
            Self::Cloze => &["Text", "Extra"],
            Self::Code => &["Question", "Code"],
        }
    }

    /// The names of its fields in their order.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        self.own_fields().iter().chain(&PLACE).copied()
    }
}
