//! What became of each line of a document.

use std::fmt;

use crate::card::{Card, CardKind, Line};

use super::source::Lines;

/// Lines that stand together, and what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first line.
    pub first: Line,
    /// The last line, which is not before the first, nor blank.
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
    /// Code that words ask for, and too much of it to be recited.
    LongCode,
    /// It leads elsewhere.
    Links,
    /// It is to be done once, not to be learned.
    Chore,
    /// A table without a key, or without anything to ask.
    Table,
    /// A row of a table that does not say what it is about.
    KeylessRow,
    /// A note to the text that refers to it, with which it is shown.
    Footnote,
    /// The same was asked before.
    Repeated,
    /// The front matter says that the document makes no cards.
    Unwanted,
    /// A line, a picture or a comment.
    Ornament,
}

impl Reason {
    /// Names it for other programs; never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Heading => "heading",
            Self::Label => "label",
            Self::Prose => "prose",
            Self::Item => "item",
            Self::Code => "code",
            Self::LongCode => "long-code",
            Self::Links => "links",
            Self::Chore => "chore",
            Self::Table => "table",
            Self::KeylessRow => "keyless-row",
            Self::Footnote => "footnote",
            Self::Repeated => "repeated",
            Self::Unwanted => "unwanted",
            Self::Ornament => "ornament",
        }
    }
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
            Self::LongCode => "more code than is recited; show less of it, or name keys above it",
            Self::Links => "leads elsewhere",
            Self::Chore => "to be done, not learned",
            Self::Table => "a table that tells of no things",
            Self::KeylessRow => "a table row without a key",
            Self::Footnote => "shown with the text that refers to it",
            Self::Repeated => "asked before",
            Self::Unwanted => "no cards wanted, says the front matter",
            Self::Ornament => "a line, a picture or a comment",
        })
    }
}

/// What the lines of a document became, by what became of its blocks.
pub(super) struct Trail<'a> {
    /// Where each block begins, and what became of it.
    pub marks: Vec<(usize, Fate)>,
    /// The cards that were made, in any order.
    pub cards: &'a [Card],
    /// The lines of the document.
    pub lines: &'a Lines<'a>,
}

impl Trail<'_> {
    /// The stretches that begin where the marks say, each up to the next.
    ///
    /// Where several begin on one line, the first that makes cards counts, or else the last.
    pub fn stretches(mut self) -> Vec<Stretch> {
        // All places are those before any repair, since those are the lines that the author has.
        let text = self.lines.original();
        let blank = text.len() - text.trim_ascii_start().len();
        if blank == text.len() {
            return Vec::new();
        }
        let end = text.trim_ascii_end().len().saturating_sub(1);
        for (at, _) in &mut self.marks {
            let origin = text.floor_char_boundary(self.lines.origin(*at));
            let rest = text.get(origin..).unwrap_or_default();
            // What a repair put in stands where the blanks before the next words were.
            *at = text.floor_char_boundary((text.len() - rest.trim_ascii_start().len()).min(end));
        }
        // What stands above the first block shows nothing, or it would be one.
        self.marks.insert(0, (blank, Fate::Left(Reason::Ornament)));
        self.marks.sort_by_key(|(at, _)| *at);
        let mut stretches: Vec<Stretch> = Vec::with_capacity(self.marks.len());
        let mut before = 0;
        for &(at, fate) in &self.marks {
            let above = std::mem::replace(&mut before, at);
            let mut first = self.lines.line_of_origin(at);
            if let Some(last) = stretches.last_mut() {
                if last.first == first {
                    if !matches!(last.fate, Fate::Cards(_)) {
                        last.fate = fate;
                    }
                    continue;
                }
                let begin = self.begin(at, above);
                first = self.lines.line_of_origin(begin).max(Line(last.first.0 + 1));
                last.last = self.end(begin).min(Line(first.0 - 1)).max(last.first);
            }
            stretches.push(Stretch {
                first,
                last: first,
                fate,
            });
        }
        if let Some(last) = stretches.last_mut() {
            last.last = self.end(text.len()).max(last.first);
        }
        self.compare_with_cards(&mut stretches);
        stretches
    }

    /// Where the first line of the block at `at` begins, with the lines above it that only open
    /// an element of HTML around it, up to the line of the block at `before`.
    fn begin(&self, at: usize, before: usize) -> usize {
        let mut begin = self.line_start(at);
        while let Some(above) = begin.checked_sub(1) {
            let start = self.line_start(above);
            let line = self.lines.original().get(start..above).unwrap_or_default();
            // Without the end, many elements that nobody closes would be walked through for each.
            if start <= before || !opens_element(line.trim()) {
                break;
            }
            begin = start;
        }
        begin
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.lines.original().get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |line_break| line_break + 1)
    }

    /// The last line before the byte `at` that is not blank.
    fn end(&self, at: usize) -> Line {
        let before = self.lines.original().get(..at).unwrap_or_default();
        self.lines.line_of_origin(before.trim_ascii_end().len())
    }

    /// Puts right what a block could not know: whether its cards were asked before, and whether
    /// the rows under the head of a table make any.
    fn compare_with_cards(&self, stretches: &mut [Stretch]) {
        let mut lines: Vec<Line> = self.cards.iter().map(|card| card.line).collect();
        lines.sort_unstable();
        for stretch in stretches.iter_mut() {
            let first = lines.partition_point(|line| *line < stretch.first);
            let has_card = lines.get(first).is_some_and(|line| *line <= stretch.last);
            if matches!(stretch.fate, Fate::Cards(_)) && !has_card {
                stretch.fate = Fate::Left(Reason::Repeated);
            }
        }
        let mut below = None;
        for stretch in stretches.iter_mut().rev() {
            match stretch.fate {
                Fate::Left(Reason::KeylessRow) => continue,
                Fate::Left(Reason::Table) if below == Some(Fate::Cards(CardKind::TableCell)) => {
                    stretch.fate = Fate::Left(Reason::Label);
                }
                _ => {}
            }
            below = Some(stretch.fate);
        }
    }
}

/// Whether a line is one tag that begins an element, and nothing else.
fn opens_element(line: &str) -> bool {
    let tag = line
        .strip_prefix('<')
        .and_then(|line| line.strip_suffix('>'));
    tag.is_some_and(|tag| {
        tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && !tag.ends_with('/')
            && !tag.contains(['<', '>', ':', '@'])
    })
}
