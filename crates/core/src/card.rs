//! A card: one question about one thing, and where in its roadmap it comes from.

use crate::id::{CardId, NoteId};
use crate::rich_text::RichText;

/// One question to be scheduled by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Names the card by what it asks; stays the same when its answer or place changes.
    pub id: CardId,
    /// Names the unit it was made from; cards that share it are siblings.
    pub note: NoteId,
    /// Which shape of the source it was made from.
    pub kind: CardKind,
    /// Which section of its roadmap it belongs to.
    pub section: SectionIndex,
    /// The line of the source where its unit begins.
    pub line: Line,
    /// What is asked; never empty.
    pub front: RichText,
    /// What is shown after the question.
    pub answer: Answer,
}

/// Which shape of the source a card was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// A review question.
    Question,
    /// An item of a mastery checklist.
    Mastery,
    /// One cell of a tradeoff or comparison table, asked by its key and column.
    TableCell,
    /// A term and what it means.
    Definition,
}

impl CardKind {
    /// Every kind, in the order of the card format's manual.
    pub const ALL: [Self; 4] = [
        Self::Question,
        Self::Mastery,
        Self::TableCell,
        Self::Definition,
    ];

    /// The word for this kind in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Mastery => "mastery",
            Self::TableCell => "table-cell",
            Self::Definition => "definition",
        }
    }
}

/// What is shown after the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The source answers the question.
    Given(RichText),
    /// The source leaves the answer to the learner, who compares with the card's section.
    Own,
}

/// The place of a section in [`Roadmap::sections`](crate::roadmap::Roadmap::sections).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIndex(pub usize);

/// A line of a source document, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(pub u32);
