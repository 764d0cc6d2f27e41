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
mod findings;
mod flashcard;
mod index;
pub(super) mod label;
mod labelled;
mod mastery;
mod question;
mod scope;
mod steps;
mod table;
mod topic;

use crate::card::Answer;
use crate::rich_text::{Inline, ListMarker, RichText};

use super::outline::{self, Chapter, Content, Item, Node, Prose};
use super::trail::Reason;

use flashcard::Taken;
use label::Label;
use question::Listing;

use scope::{Line, Scope, Subject};

pub(super) use cloze::{Stage, highlight};
pub(super) use findings::{Findings, Unit};
pub(super) use flashcard::Practice;
pub(super) use index::{Index, are_terms, labels, mostly_asks, voice};
pub(super) use scope::Voice;

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
        let own = index.scope(chapters, place, label);
        if let Some(taken) = question::heading(chapter, parts, scope, own, listing, found) {
            return taken;
        }
    }
    if place > 0 {
        found.leave(chapter.start, Reason::Heading);
    }
    let scope = index.scope(chapters, place, label);
    let own = index.own_label(place);
    let term = own.is_none()
        && (label == Some(Label::Glossary) || index.are_terms.get(place) == Some(&true));
    if own == Some(Label::Goal) && advice::goal_of_section(&chapter.nodes, scope, found) {
        return 0;
    }
    // Like a question, a term belongs to the section around it.
    let around = Scope {
        chapter: index.parent(place).unwrap_or(place),
        ..scope
    };
    let parent_says = index
        .parent(place)
        .and_then(|parent| index.own_label(parent));
    if own.is_none() && advice::heading(chapter, parent_says, around, found) {
        return 0;
    }
    if !(term && definition::heading(chapter, around, found)) {
        search(&chapter.nodes, scope, found);
    }
    0
}

/// Finds the flashcards of the chapter at `place` of `index`, and nothing else.
pub(super) fn find_flashcards<'a>(
    chapters: &'a [Chapter],
    place: usize,
    index: &Index<'a>,
    found: &mut Findings,
) -> usize {
    let Some(chapter) = chapters.get(place) else {
        return 0;
    };
    if place > 0 {
        found.leave(chapter.start, Reason::Heading);
    }
    let scope = index.scope(chapters, place, None);
    let mut rest = chapter.nodes.as_slice();
    while let Some((node, after)) = rest.split_first() {
        rest = after;
        match &node.content {
            Content::List { items, .. } => {
                for item in items {
                    if flashcard::item(item, scope, found) == Taken::Nothing {
                        found.leave(item.start, Reason::Item);
                    }
                }
            }
            Content::Paragraph(prose) => {
                match flashcard::paragraphs(std::slice::from_ref(node), scope, found) {
                    Some(_) => {}
                    None => found.leave(node.start, reason_of(prose)),
                }
            }
            _ => found.leave(node.start, Reason::Prose),
        }
    }
    0
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
                    .or_else(|| definition::lines(node, prose, here, found).then_some(after))
                    .or_else(|| definition::paragraph_siblings(rest, here, found));
                if taken.is_none() {
                    let start = node.start;
                    before = Some(Line { prose, start });
                    found.leave(node.start, reason_of(prose));
                    if let Some(subject) = pseudo_heading(prose) {
                        // A bold line divides like a heading, for what it stands above.
                        let label = Label::of(&prose.inlines);
                        if label.is_none() {
                            scope.subject = Subject::Line(subject);
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
            Content::List { marker, items } => {
                let taken = match flashcard::list(*marker, items, line, here, found) {
                    Taken::Whole => Some(after),
                    Taken::Nothing => code::captioned(items, after, here, found)
                        .or_else(|| definition::lone_item(items, after, here, found)),
                };
                if taken.is_none() {
                    list(*marker, items, line, here, found);
                }
                taken
            }
            Content::Quote(nodes) => {
                match definition::bold_lines(nodes).filter(|_| nodes.len() > 1) {
                    Some(line) => line.take_all(nodes, here, found),
                    None => search(nodes, here, found),
                }
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
        || topic::listed(item, scope, found)
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
    let scope = match Label::of(&prose.inlines) {
        Some(label) => Scope {
            label: Some(label),
            heading: &prose.inlines,
            heading_start: item.start,
            ..scope
        },
        None if prose.plain().len() <= LONGEST_PSEUDO_HEADING => Scope {
            subject: Subject::Line(&prose.inlines),
            ..scope
        },
        None => scope,
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
