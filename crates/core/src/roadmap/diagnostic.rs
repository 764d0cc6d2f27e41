//! What the importer repaired, left out or doubted, and where.

use std::fmt;

use crate::card::Line;

/// One remark about a source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub code: Code,
    /// The line it was found on.
    pub line: Line,
    /// The character of that line it begins at, counted from 1.
    pub column: u32,
}

/// What a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Bytes that are not UTF-8 were replaced.
    InvalidUtf8,
    /// Front matter was begun and never ended; it was read as text.
    UnclosedFrontMatter,
    /// The same question was asked before; the later one makes no card.
    RepeatedQuestion {
        /// Where it was asked first.
        first: Line,
    },
    /// The same id was given before; the later card goes by its question.
    RepeatedId {
        /// Where it was given first.
        first: Line,
    },
    /// Lists or quotes stand within each other too deeply; the innermost are read as one.
    NestingFlattened,
    /// A table whose first column has an empty cell; that row makes no card.
    TableRowWithoutKey,
    /// A paragraph with deletions is too long, or has too many of them; it makes no cards.
    UnwieldyCloze,
    /// A picture was left out; its description stands in its place.
    PictureLeftOut,
    /// HTML was left out; the words between its tags are kept.
    HtmlLeftOut,
    /// The document makes no card at all.
    NoCards,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was left out or changed that the author should know of.
    Note,
    /// The source probably says something else than its author meant.
    Warning,
}

impl Code {
    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::PictureLeftOut | Self::HtmlLeftOut | Self::NestingFlattened => Severity::Note,
            Self::InvalidUtf8
            | Self::UnclosedFrontMatter
            | Self::RepeatedQuestion { .. }
            | Self::RepeatedId { .. }
            | Self::TableRowWithoutKey
            | Self::UnwieldyCloze
            | Self::NoCards => Severity::Warning,
        }
    }

    /// What the author can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "save the file as UTF-8",
            Self::UnclosedFrontMatter => "end the front matter with a line of three hyphens",
            Self::RepeatedQuestion { .. } => "reword one of them, or remove it",
            Self::RepeatedId { .. } => "give each card an id of its own",
            Self::NestingFlattened => "divide the text by headings",
            Self::TableRowWithoutKey => "name the row in its first cell",
            Self::UnwieldyCloze => "divide it into shorter paragraphs",
            Self::PictureLeftOut => "describe what the picture shows in words",
            Self::HtmlLeftOut => "write it in Markdown",
            Self::NoCards => "add a review question, a checklist, a table or a bold definition",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidUtf8 => f.write_str("bytes that are not UTF-8 were replaced"),
            Self::UnclosedFrontMatter => f.write_str("front matter never ends; read as text"),
            Self::RepeatedQuestion { first } => {
                write!(f, "already asked on line {}; no second card", first.0)
            }
            Self::RepeatedId { first } => {
                write!(f, "this id names the card of line {} already", first.0)
            }
            Self::NestingFlattened => f.write_str("nested too deeply; read as one"),
            Self::TableRowWithoutKey => f.write_str("table row without a key; no card"),
            Self::UnwieldyCloze => f.write_str("too much text for cards with gaps"),
            Self::PictureLeftOut => f.write_str("picture left out; its description is kept"),
            Self::HtmlLeftOut => f.write_str("HTML left out; its words are kept"),
            Self::NoCards => f.write_str("nothing here makes a card"),
        }
    }
}

/// Writes `line:column: what; help`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line.0, self.column);
        write!(f, "{line}:{column}: {}; {}", self.code, self.code.help())
    }
}
