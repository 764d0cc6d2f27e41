//! The shapes of a source that become cards, and the order in which they are tried.
//!
//! The first shape that fits a block takes all of it, so that the parts of an answer are no
//! cards of their own. A block that no shape fits is searched inside. A shape is one file under
//! `shape/`; the order of the attempts in this file is the order of the card format's manual.

mod advice;
mod cloze;
mod code;
mod definition;
mod example;
mod flashcard;
pub(super) mod label;
mod labelled;
mod mastery;
mod question;
mod steps;
mod table;
mod topic;

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, ListMarker, RichText};

use super::diagnostic::Code;
use super::identity;
use super::outline::{self, Chapter, Content, Item, Node, Prose};
use super::phrase;
use super::trail::{Fate, Reason};

use flashcard::Taken;
use label::Label;
use question::Listing;

pub(super) use cloze::{Stage, highlight};
pub(super) use flashcard::Practice;

/// What will be a card once it has an id.
#[derive(Debug)]
pub(super) struct Unit {
    /// The shape it was found as.
    pub kind: CardKind,
    /// The byte that its source begins at.
    pub start: usize,
    /// The byte that its note begins at, which is the same for all cards of it.
    pub note: usize,
    /// The chapter it belongs to.
    pub chapter: usize,
    /// The id that its author gave it.
    pub id: Option<String>,
    /// The words of the source that ask, normalised.
    pub prompt: String,
    /// What tells it from its siblings, normalised, for a card of several that share a note.
    pub facet: Option<Rc<str>>,
    /// What it asks about beside its words, normalised: tells it from the same words elsewhere.
    pub context: Option<String>,
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
    /// Where each block begins, and what became of it.
    pub trail: Vec<(usize, Fate)>,
}

impl Findings {
    /// Notes what became of the block at `start`.
    fn mark(&mut self, start: usize, fate: Fate) {
        self.trail.push((start, fate));
    }

    /// Adds a unit, which takes its whole block.
    fn take(&mut self, unit: Unit) {
        self.mark(unit.start, Fate::Cards(unit.kind));
        self.units.push(unit);
    }

    fn leave(&mut self, start: usize, reason: Reason) {
        self.mark(start, Fate::Left(reason));
    }
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
struct Scope<'a> {
    /// The chapter that its cards belong to.
    chapter: usize,
    /// What the heading or the line above says of it.
    label: Option<Label>,
    /// What the document uses of the card syntax of other tools.
    practice: Practice,
    /// Where the heading above it begins.
    heading: usize,
    /// The whole text.
    source: &'a str,
    /// What it is about: the nearest heading or bold line that names a subject.
    subject: &'a [Inline],
    /// Whether the document tells its reader what to learn.
    voice: Voice,
}

/// The paragraph above a block.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    prose: &'a Prose,
    start: usize,
}

/// How a document speaks to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// It tells what is.
    Tells,
    /// It says what to learn and to do.
    Directs,
}

impl Scope<'_> {
    /// The words of the subject, without numbering.
    fn subject_words(&self) -> String {
        let words = phrase::plain_name(self.subject, phrase::LONGEST_HEADING);
        identity::without_numbering(&words)
            .trim_end_matches([':', ' ', '.'])
            .to_owned()
    }
}

/// What the heading of each chapter says of what is under it.
pub(super) fn labels(chapters: &[Chapter]) -> Vec<Option<Label>> {
    let headings = chapters.iter().map(|chapter| &chapter.heading.inlines);
    headings.map(|inlines| Label::of(inlines)).collect()
}

/// Of each chapter, whether most of those beside it ask.
pub(super) fn mostly_asks(chapters: &[Chapter], parents: &[Option<usize>]) -> Vec<bool> {
    let mut counts = vec![(0_usize, 0_usize); chapters.len()];
    for (chapter, parent) in chapters.iter().zip(parents) {
        if let Some((asking, all)) = parent.and_then(|parent| counts.get_mut(parent)) {
            *all += 1;
            *asking += usize::from(asks(&chapter.heading));
        }
    }
    let most = parents.iter().map(|parent| {
        let count = parent.and_then(|parent| counts.get(parent));
        count.is_some_and(|(asking, all)| *all >= 4 && asking * 2 >= *all)
    });
    most.collect()
}

/// Of each chapter, whether it and all beside it are a name with one paragraph under it.
pub(super) fn are_terms(
    chapters: &[Chapter],
    parents: &[Option<usize>],
    labels: &[Option<Label>],
) -> Vec<bool> {
    let mut counts = vec![(0_usize, 0_usize); chapters.len()];
    for ((chapter, parent), label) in chapters.iter().zip(parents).zip(labels) {
        if let Some((terms, all)) = parent.and_then(|parent| counts.get_mut(parent)) {
            *all += 1;
            let term = label.is_none() && definition::is_term(chapter);
            *terms += usize::from(term);
        }
    }
    let terms = parents.iter().map(|parent| {
        // What stands right below a title divides the document.
        let parent = parent.filter(|parent| *parent > 0);
        let count = parent.and_then(|parent| counts.get(parent));
        count.is_some_and(|(terms, all)| *all >= 3 && terms == all)
    });
    terms.collect()
}

/// How the document of these chapters speaks to its reader.
pub(super) fn voice(chapters: &[Chapter]) -> Voice {
    topic::voice(chapters)
}

/// Finds the units of the chapter at `place` of `index`, and returns how many chapters after it
/// belong to what was found.
pub(super) fn find<'a>(
    chapters: &'a [Chapter],
    place: usize,
    index: &Index<'a>,
    found: &mut Findings,
) -> usize {
    let Some((chapter, after)) = chapters.get(place..).and_then(<[_]>::split_first) else {
        return 0;
    };
    let label = index.label(place);
    if label == Some(Label::Links) {
        found.leave(chapter.start, Reason::Links);
        return 0;
    }
    if let Some(parent) = index.parent(place)
        && let Some(rest) = flashcard::heading(chapter, parent, index.practice, found)
    {
        let scope = index.scope(chapters, place, label);
        search(rest, scope, found);
        return 0;
    }
    if let Some(parent) = index.parent(place) {
        let parts = after.iter().take_while(|part| part.depth > chapter.depth);
        let parts = &after[..parts.count()];
        let listing = if index.label(parent) == Some(Label::Questions) {
            Listing::Questions
        } else if index.mostly_asks.get(place) == Some(&true) {
            Listing::MostAsk
        } else {
            Listing::None
        };
        let scope = index.scope(chapters, parent, None);
        if let Some(taken) = question::heading(chapter, parts, scope, listing, found) {
            return taken;
        }
    }
    if place > 0 {
        found.leave(chapter.start, Reason::Heading);
    }
    let scope = index.scope(chapters, place, label);
    let own = index.labels.get(place).copied().flatten();
    let term = own.is_none()
        && (label == Some(Label::Glossary) || index.are_terms.get(place) == Some(&true));
    if !(term && definition::heading(chapter, scope, found)) {
        search(&chapter.nodes, scope, found);
    }
    0
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
    /// How the document speaks to its reader.
    pub voice: Voice,
    /// Of each, whether most of the headings beside it ask.
    pub mostly_asks: &'a [bool],
    /// Of each, whether it and the headings beside it are terms.
    pub are_terms: &'a [bool],
    /// The whole text.
    pub source: &'a str,
}

impl<'a> Index<'a> {
    /// The chapter that the one at `place` is part of.
    pub fn parent(&self, place: usize) -> Option<usize> {
        self.parents.get(place).copied().flatten()
    }

    /// What the heading of the chapter at `place` says, or else the nearest above it that says
    /// anything of all below it. What the title says is not said of every list of the document.
    fn label(&self, place: usize) -> Option<Label> {
        let own = self.labels.get(place).copied().flatten();
        let mut at = place;
        while own.is_none()
            && let Some(parent) = self.parent(at)
        {
            at = parent;
            let label = self.labels.get(at).copied().flatten();
            if let Some(label) = label {
                let reaches = match self.parent(at) {
                    Some(_) => label.reaches_parts(),
                    None => label.is_of_document(),
                };
                return reaches.then_some(label);
            }
        }
        own
    }

    /// Where the blocks of the chapter at `place` stand.
    fn scope(&self, chapters: &'a [Chapter], place: usize, label: Option<Label>) -> Scope<'a> {
        let mut at = place;
        // "Review questions" names no subject; the heading above it does.
        while let (Some(Some(_)), Some(parent)) = (self.labels.get(at), self.parent(at)) {
            at = parent;
        }
        let heading = chapters.get(at).map(|chapter| &chapter.heading.inlines);
        Scope {
            chapter: place,
            label,
            subject: heading.map(Vec::as_slice).unwrap_or_default(),
            heading: chapters.get(place).map_or(0, |chapter| chapter.start),
            source: self.source,
            voice: self.voice,
            practice: self.practice,
        }
    }
}

/// Finds the units of a sequence of blocks.
fn search(nodes: &[Node], scope: Scope<'_>, found: &mut Findings) {
    let mut rest = nodes;
    let mut scope = scope;
    let own_label = scope.label;
    let bold_lines = definition::hold_bold_lines(nodes);
    // The paragraph just before a block may say what the block is.
    let mut before: Option<Line<'_>> = None;
    while let Some((node, after)) = rest.split_first() {
        if bold_lines && let Some(line) = definition::bold_lines(rest) {
            line.take(scope, found);
            rest = after.get(1..).unwrap_or_default();
            before = None;
            continue;
        }
        let line = before.take();
        let label = match node.content {
            Content::List { .. } | Content::Table { .. } | Content::Code { .. } => {
                line.and_then(|line| Label::of(&line.prose.inlines))
            }
            _ => None,
        };
        let here = Scope {
            label: label.or(scope.label),
            ..scope
        };
        let taken = match &node.content {
            Content::Paragraph(prose) => {
                let taken = flashcard::paragraphs(rest, here, found)
                    .or_else(|| question::hidden(rest, here, found))
                    .or_else(|| question::paragraphs(rest, here, found))
                    .or_else(|| labelled::paragraphs(rest, here, found))
                    .or_else(|| definition::paragraphs(rest, here, found))
                    .or_else(|| definition::lines(node, prose, here, found).then_some(after));
                if taken.is_none() {
                    let start = node.start;
                    before = Some(Line { prose, start });
                    found.leave(node.start, reason_of(prose));
                    if let Some(subject) = pseudo_heading(prose) {
                        // A bold line divides like a heading, for what it stands above.
                        let label = Label::of(&prose.inlines);
                        if label.is_none() {
                            scope.subject = subject;
                        }
                        scope.label = label.or(own_label);
                    }
                }
                taken
            }
            Content::Table { .. } | Content::List { .. } if here.label == Some(Label::Links) => {
                found.leave(node.start, Reason::Links);
                None
            }
            Content::Table { header, rows } => {
                table::rows(node.start, header, rows, here, found);
                None
            }
            Content::List { marker, items } => match code::captioned(items, after, here, found) {
                Some(rest) => Some(rest),
                None => {
                    list(*marker, items, line, here, found);
                    None
                }
            },
            Content::Quote(nodes) => {
                search(nodes, here, found);
                None
            }
            Content::Details { summary, nodes } => {
                question::details(node, summary, nodes, here, found);
                None
            }
            Content::Terms(terms) => {
                definition::terms(terms, here, found);
                None
            }
            Content::Code { language, text } => {
                let about = code::About {
                    line,
                    under_heading: std::ptr::eq(rest.as_ptr(), nodes.as_ptr()),
                    after,
                };
                code::block(node, language.as_deref(), text, about, here, found);
                None
            }
            Content::Rule => {
                found.leave(node.start, Reason::Ornament);
                None
            }
        };
        rest = taken.unwrap_or(after);
    }
}

/// Finds the units of a list.
fn list(
    marker: ListMarker,
    items: &[Item],
    line: Option<Line<'_>>,
    scope: Scope<'_>,
    found: &mut Findings,
) {
    if let Some(sequence) = steps::sequence(marker, items, line, scope) {
        sequence.units(found);
        return;
    }
    let plain = definition::Form::of(items, scope);
    let label = match scope.label {
        None if question::mostly_ask(items) => Some(Label::Questions),
        label => label,
    };
    let scope = Scope { label, ..scope };
    for item in items {
        search_item(item, &plain, scope, found);
    }
}

/// Finds the units of an item of a list whose items have this form.
fn search_item(item: &Item, form: &definition::Form<'_>, scope: Scope<'_>, found: &mut Findings) {
    if flashcard::item(item, scope, found) == Taken::Whole || question::item(item, scope, found) {
        return;
    }
    let unit = mastery::item(item, scope)
        .or_else(|| topic::item(item, scope))
        .or_else(|| advice::item(item, scope));
    if let Some(unit) = unit {
        found.take(unit);
        return;
    }
    if labelled::item(item, scope, found)
        || definition::item(item, form, scope, found)
        || mastery::checkbox(item, scope, found)
    {
        return;
    }
    let Some((prose, nested)) = item.split() else {
        search(&item.nodes, scope, found);
        return;
    };
    let reason = match scope.label {
        Some(Label::Chores) => Reason::Chore,
        _ if prose.links_only => Reason::Links,
        _ => Reason::Item,
    };
    found.leave(item.start, reason);
    let subject = match nested {
        [] => scope.subject,
        _ => prose.inlines.as_slice(),
    };
    let label = Label::of(&prose.inlines).or(scope.label);
    let scope = Scope {
        subject,
        label,
        ..scope
    };
    search(nested, scope, found);
}

/// A short paragraph that is bold as a whole, which stands for a heading.
fn pseudo_heading(prose: &Prose) -> Option<&[Inline]> {
    let bold = match prose.inlines.as_slice() {
        [Inline::Strong(inner)] => inner,
        [Inline::Strong(inner), Inline::Text(end)] if end.trim() == ":" => inner,
        _ => return None,
    };
    let words = Inline::plain(bold);
    (words.len() <= LONGEST_PSEUDO_HEADING).then_some(bold)
}

const LONGEST_PSEUDO_HEADING: usize = 90;

fn reason_of(prose: &Prose) -> Reason {
    if prose.links_only {
        Reason::Links
    } else if pseudo_heading(prose).is_some() {
        Reason::Heading
    } else if Label::of(&prose.inlines).is_some() {
        Reason::Label
    } else {
        Reason::Prose
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

/// The answer that the rest of a paragraph and the blocks after it give.
fn continued(text: Vec<Inline>, nodes: &[Node]) -> Answer {
    let mut blocks = Vec::with_capacity(1 + nodes.len());
    if !text.is_empty() {
        blocks.push(crate::rich_text::Block::Paragraph(text));
    }
    blocks.extend(outline::blocks_of(nodes));
    given(RichText { blocks })
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
