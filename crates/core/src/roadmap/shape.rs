//! The shapes of a source that become cards, and the order in which they are tried.
//!
//! The first shape that fits a block takes all of it, so that the parts of an answer are no
//! cards of their own. The order is: the syntax of other tools, question, mastery item, table,
//! definition. A block that no
//! shape fits is searched inside. A shape is one file under `shape/`.

mod cloze;
mod definition;
mod flashcard;
pub(super) mod label;
mod mastery;
mod question;
mod table;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::card::{Answer, CardKind};
use crate::rich_text::RichText;

use super::diagnostic::Code;
use super::outline::{self, Chapter, Content, Item, Node, Prose};

use flashcard::Taken;
use label::Label;

pub(super) use cloze::{Stage, highlight};
pub(super) use flashcard::Practice;

/// What will be a card once it has an id.
#[derive(Debug)]
pub(super) struct Unit {
    /// The shape it was found as.
    pub kind: CardKind,
    /// The byte that its source begins at; the same for all cells of a row.
    pub start: usize,
    /// The chapter it belongs to.
    pub chapter: usize,
    /// The id that its author gave it.
    pub id: Option<String>,
    /// The words of the source that ask, normalised.
    pub prompt: String,
    /// The words of the column, normalised, for a cell of a table.
    pub column: Option<Rc<str>>,
    /// What the card asks.
    pub front: RichText,
    /// What it shows then.
    pub answer: Answer,
}

/// What was found in a chapter.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The units in source order.
    pub units: Vec<Unit>,
    /// What was left out, by byte of the text.
    pub remarks: Vec<(usize, Code)>,
    /// The fronts that may be those of several units, each with what was asked by it first.
    asked: FxHashMap<String, (String, Option<Rc<str>>)>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The chapter that its cards belong to.
    chapter: usize,
    /// What the heading or the line above says of it.
    label: Option<Label>,
    /// What the document uses of the card syntax of other tools.
    practice: Practice,
}

/// What the heading of each chapter says of what is under it.
pub(super) fn labels(chapters: &[Chapter]) -> Vec<Option<Label>> {
    let headings = chapters.iter().map(|chapter| &chapter.heading.inlines);
    headings.map(|inlines| Label::of(inlines)).collect()
}

/// Finds the units of the chapter at `place` of `index`.
pub(super) fn find(chapter: &Chapter, place: usize, index: &Index<'_>, found: &mut Findings) {
    let label = index.label(place);
    if label == Some(Label::Links) {
        return;
    }
    // A question without text whose parts are headings is what those are about.
    let groups = chapter.nodes.is_empty() && index.parent(place + 1) == Some(place);
    let mut nodes = chapter.nodes.as_slice();
    if let Some(parent) = index.parent(place)
        && !groups
        && let Some(rest) = flashcard::heading(chapter, parent, index.practice, found)
    {
        nodes = rest;
    } else if let Some(parent) = index.parent(place)
        && !groups
        && let Some(unit) = question::heading(chapter, parent)
    {
        found.units.push(unit);
        return;
    }
    let scope = Scope {
        chapter: place,
        label,
        practice: index.practice,
    };
    search(nodes, scope, found);
}

/// How the chapters of a document stand to each other.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    /// The parent of each; the first has none.
    pub parents: &'a [Option<usize>],
    /// What the heading of each says.
    pub labels: &'a [Option<Label>],
    /// What the document uses of the card syntax of other tools.
    pub practice: Practice,
}

impl Index<'_> {
    /// The chapter that the one at `place` is part of.
    pub fn parent(&self, place: usize) -> Option<usize> {
        self.parents.get(place).copied().flatten()
    }

    /// What the heading of the chapter at `place` says, or else the nearest above it that says
    /// anything. What the title says is not said of every list of the document.
    fn label(&self, place: usize) -> Option<Label> {
        let mut at = place;
        loop {
            let label = self.labels.get(at).copied().flatten();
            match self.parent(at) {
                None if at == place => return label,
                None => return None,
                Some(_) if label.is_some() => return label,
                Some(parent) => at = parent,
            }
        }
    }
}

/// Finds the units of a sequence of blocks.
fn search(nodes: &[Node], scope: Scope, found: &mut Findings) {
    let mut rest = nodes;
    // The paragraph just before a list may say what the list is.
    let mut before: Option<&Prose> = None;
    while let Some((node, after)) = rest.split_first() {
        let line = before.take();
        let label = match node.content {
            Content::List { .. } | Content::Table { .. } => {
                line.and_then(|p| Label::of(&p.inlines))
            }
            _ => None,
        };
        let label = label.or(scope.label);
        let here = Scope { label, ..scope };
        let taken = match &node.content {
            Content::Paragraph(prose) => {
                let taken = flashcard::paragraphs(rest, here, found)
                    .or_else(|| question::paragraphs(rest, here, found))
                    .or_else(|| definition::paragraphs(rest, here, found));
                before = Some(prose);
                taken
            }
            Content::Table { .. } if label == Some(Label::Links) => None,
            Content::Table { header, rows } => {
                table::rows(header, rows, here, found);
                None
            }
            Content::List { .. } if label == Some(Label::Links) => None,
            Content::List { items, .. } => {
                for item in items {
                    search_item(item, here, found);
                }
                None
            }
            Content::Quote(nodes) => {
                search(nodes, here, found);
                None
            }
            Content::Code { .. } | Content::Rule => None,
        };
        rest = match taken {
            Some(rest) => rest,
            None => after,
        };
    }
}

fn search_item(item: &Item, scope: Scope, found: &mut Findings) {
    if flashcard::item(item, scope, found) == Taken::Whole {
        return;
    }
    let unit = question::item(item, scope)
        .or_else(|| mastery::item(item, scope))
        .or_else(|| definition::item(item, scope));
    match unit {
        Some(unit) => found.units.push(unit),
        None => search(&item.nodes, scope, found),
    }
}

/// Whether a heading is a question or the front of a card.
pub(super) fn asks(heading: &Prose) -> bool {
    question::asks(&heading.inlines) || flashcard::is_front(&heading.inlines)
}

/// The answer that `nodes` give.
fn answer(nodes: &[Node]) -> Answer {
    given(outline::text_of(nodes))
}

/// The answer that `text` gives, or the learner's own where it is empty.
fn given(text: RichText) -> Answer {
    if text.is_empty() {
        Answer::Own
    } else {
        Answer::Given(text)
    }
}

/// The items of the first list of `nodes`.
fn nested_items(nodes: &[Node]) -> &[Item] {
    nodes
        .iter()
        .find_map(|node| match &node.content {
            Content::List { items, .. } => Some(items.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
}
