//! What became of each line of a document.

use std::fmt;

use crate::card::{CardKind, Line};

use super::source::Lines;

/// Lines that stand together, and what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first line.
    pub first: Line,
    /// The last line, which is not before the first.
    pub last: Line,
    /// What became of them.
    pub fate: Fate,
}

/// What became of a block of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It makes cards, the first of this kind; what belongs to their answers is in it.
    Cards(CardKind),
    /// It makes none.
    Left(Reason),
}

/// Why a block of the source makes no card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It says something of the document itself.
    FrontMatter,
    /// It names a section and asks nothing.
    Heading,
    /// It says what stands below it.
    Label,
    /// It is running text, to be read.
    Prose,
    /// An item of a list that asks and defines nothing.
    Item,
    /// Code without words that ask for it.
    Code,
    /// It leads elsewhere.
    Links,
    /// It is to be done once, not to be learned.
    Chore,
    /// A table without a key, or without anything to ask.
    Table,
    /// The same was asked before.
    Repeated,
    /// A line, a picture or a comment.
    Ornament,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FrontMatter => "front matter",
            Self::Heading => "a heading that asks nothing",
            Self::Label => "says what stands below it",
            Self::Prose => "running text",
            Self::Item => "asks and defines nothing",
            Self::Code => "code without words that ask for it",
            Self::Links => "leads elsewhere",
            Self::Chore => "to be done, not learned",
            Self::Table => "a table that tells of no things",
            Self::Repeated => "asked before",
            Self::Ornament => "a line, a picture or a comment",
        })
    }
}

/// The stretches that begin where `marks` say, each up to the next.
///
/// Where several begin on one line, the first that makes cards counts.
pub(super) fn stretches(mut marks: Vec<(usize, Fate)>, lines: &Lines<'_>) -> Vec<Stretch> {
    marks.sort_by_key(|(at, _)| *at);
    let mut stretches: Vec<Stretch> = Vec::with_capacity(marks.len());
    for (at, fate) in marks {
        let first = lines.line(at);
        match stretches.last_mut() {
            Some(last) if last.first == first => {
                if !matches!(last.fate, Fate::Cards(_)) {
                    last.fate = fate;
                }
                continue;
            }
            Some(last) => last.last = Line(first.0.saturating_sub(1).max(last.first.0)),
            None => {}
        }
        stretches.push(Stretch {
            first,
            last: first,
            fate,
        });
    }
    if let Some(last) = stretches.last_mut() {
        last.last = lines.line(lines.text_length()).max(last.first);
    }
    stretches
}
