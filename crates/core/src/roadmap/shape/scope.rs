//! Where a block stands, which decides what it is and what its cards are called.

use crate::rich_text::Inline;
use crate::roadmap::outline::Prose;
use crate::roadmap::{identity, phrase};

use super::Practice;
use super::label::Label;

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    /// The chapter that its cards belong to.
    pub chapter: usize,
    /// What the heading or the line above says of it.
    pub label: Option<Label>,
    /// What the document uses of the card syntax of other tools.
    pub practice: Practice,
    /// Where the heading above it begins.
    pub heading_start: usize,
    /// The heading above it.
    pub heading: &'a [Inline],
    /// The whole text.
    pub source: &'a str,
    /// What it is about: the nearest heading or bold line that names a subject.
    pub subject: Subject<'a>,
    /// Whether the document tells its reader what to learn.
    pub voice: Voice,
}

/// What names the subject of a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    /// The heading of its section.
    Heading(&'a [Inline]),
    /// A line within its section.
    Line(&'a [Inline]),
}

impl<'a> Subject<'a> {
    pub fn inlines(self) -> &'a [Inline] {
        match self {
            Self::Heading(inlines) | Self::Line(inlines) => inlines,
        }
    }
}

/// The paragraph above a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub prose: &'a Prose,
    pub start: usize,
}

/// How a document speaks to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) enum Voice {
    /// It tells what is.
    Tells,
    /// It says what to learn and to do.
    Directs,
}

impl Scope<'_> {
    /// The words of the line within the section that names the subject, if one does.
    pub fn line_words(&self) -> Option<String> {
        match self.subject {
            Subject::Heading(_) => None,
            Subject::Line(_) => Some(self.subject_words()).filter(|words| !words.is_empty()),
        }
    }

    /// The words of the subject, without numbering.
    pub fn subject_words(&self) -> String {
        name_of(self.subject.inlines())
    }

    /// The words of the heading, if that is what says `label` of what is under it.
    pub fn heading_that_labels(&self, label: Label) -> Option<String> {
        (Label::of(self.heading) == Some(label)).then(|| name_of(self.heading))
    }
}

/// The words of a heading, without numbering.
fn name_of(heading: &[Inline]) -> String {
    let words = phrase::plain_name(heading, phrase::LONGEST_HEADING);
    let words = identity::without_numbering(&words);
    words.trim_end_matches([':', ' ', '.']).to_owned()
}
