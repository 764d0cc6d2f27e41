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
    /// A card in the syntax of another tool, both sides written by its author.
    Flashcard,
    /// A sentence with words left out.
    Cloze,
    /// A review question.
    Question,
    /// An item of a mastery checklist.
    Mastery,
    /// A thing to learn that the source only names.
    Topic,
    /// All steps of a sequence, in order.
    Steps,
    /// One step of a sequence, asked by the step before it.
    NextStep,
    /// What a phase or a section is to achieve.
    Goal,
    /// A common mistake, asked for its reason.
    Mistake,
    /// A piece of advice, asked for its reason.
    Guidance,
    /// One cell of a tradeoff or comparison table, asked by its key and column.
    TableCell,
    /// The key of a row, asked by one of its cells.
    TableReverse,
    /// Two rows or columns of a table, to be told apart.
    TableContrast,
    /// A term and what it means.
    Definition,
    /// An example of a term or a section.
    Example,
    /// Code with the words about it.
    Code,
    /// A command, asked by what it does.
    Command,
}

impl CardKind {
    /// Every kind, in the order of the card format's manual.
    pub const ALL: [Self; 17] = [
        Self::Flashcard,
        Self::Cloze,
        Self::Question,
        Self::Mastery,
        Self::Topic,
        Self::Steps,
        Self::NextStep,
        Self::Goal,
        Self::Mistake,
        Self::Guidance,
        Self::TableCell,
        Self::TableReverse,
        Self::TableContrast,
        Self::Definition,
        Self::Example,
        Self::Code,
        Self::Command,
    ];

    /// The word for this kind in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flashcard => "flashcard",
            Self::Cloze => "cloze",
            Self::Question => "question",
            Self::Mastery => "mastery",
            Self::Topic => "topic",
            Self::Steps => "steps",
            Self::NextStep => "next-step",
            Self::Goal => "goal",
            Self::Mistake => "mistake",
            Self::Guidance => "guidance",
            Self::TableCell => "table-cell",
            Self::TableReverse => "table-reverse",
            Self::TableContrast => "table-contrast",
            Self::Definition => "definition",
            Self::Example => "example",
            Self::Code => "code",
            Self::Command => "command",
        }
    }

    /// The kind that stands for all cards of a note: that of the first.
    pub(crate) const fn of_note(self) -> Self {
        match self {
            Self::TableReverse => Self::TableCell,
            Self::NextStep => Self::Steps,
            other => other,
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
