//! Headings that ask; what stands under them answers.

use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Chapter, Content, Item, Node};
use crate::roadmap::shape::definition::begins_bold;
use crate::roadmap::shape::label::{self, Label};
use crate::roadmap::shape::{Findings, Scope, definition, given, search};
use crate::roadmap::{identity, phrase};

use super::folded::{hides_one_answer, unfolded};
use super::mark::{Mark, begins_task, is_marked, strip_answer_mark, strip_mark};
use super::parts::{self, asked_about, heads_answer, holds_options};
use super::{Opening, asks, asks_within, item_asks, unit};

/// What the headings beside a heading say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap::shape) enum Listing {
    None,
    /// The section around it is one of questions.
    Questions,
    /// Most of the headings beside it ask.
    MostAsk,
}

/// Whether a few paragraphs under a title ask, and nothing answers them.
fn asks_in_text(nodes: &[Node]) -> bool {
    let prose = |node: &Node| matches!(node.content, Content::Paragraph(_) | Content::Code { .. });
    let asking = nodes.iter().any(|node| match &node.content {
        Content::Paragraph(prose) => prose.plain().contains('?') || begins_task(&prose.inlines),
        _ => false,
    });
    nodes.len() <= 4 && nodes.iter().all(prose) && asking
}

/// A heading that asks; what stands under it answers, with the parts it is divided into.
///
/// The card belongs to the chapter around it: the question's own text is the answer. Returns how
/// many chapters after it are part of the answer.
pub(in crate::roadmap::shape) fn heading(
    chapter: &Chapter,
    parts: &[Chapter],
    scope: Scope<'_>,
    own_scope: Scope<'_>,
    listing: Listing,
    found: &mut Findings,
) -> Option<usize> {
    let prose = &chapter.heading;
    let listed = listing != Listing::None;
    if prose.links_only || prose.inlines.is_empty() {
        return None;
    }
    let answered = parts
        .first()
        .is_some_and(|part| heads_answer(&part.heading.inlines));
    let hidden = hides_one_answer(&chapter.nodes);
    let asks = asks(&prose.inlines)
        || is_marked(&prose.inlines, Mark::Question)
        || asks_within(&prose.inlines);
    let others_ask = listing == Listing::MostAsk
        && !chapter.nodes.is_empty()
        && Label::of(&prose.inlines).is_none()
        && !label::is_remark(&prose.plain());
    let listed = listed && (begins_task(&prose.inlines) || others_ask);
    let counted = parts::only_counts(&prose.plain()) && !chapter.nodes.is_empty();
    let told = listing == Listing::Questions && asks_in_text(&chapter.nodes);
    // Two things, and text that tells them apart.
    let versus = !asks
        && parts.is_empty()
        && Label::of(&prose.inlines) == Some(Label::Comparison)
        && names_two(&prose.plain())
        && !chapter.nodes.is_empty()
        && chapter
            .nodes
            .iter()
            .all(|node| matches!(node.content, Content::Paragraph(_)));
    if !(asks || listed || answered || hidden || counted || told || versus)
        || label::is_invitation(&prose.plain())
    {
        return None;
    }
    // A question without text whose parts may make cards is what those are about.
    let told_by_parts = parts.iter().all(|part| part.nodes.iter().all(is_text));
    if chapter.nodes.is_empty() && !parts.is_empty() && !answered && !told_by_parts {
        return None;
    }
    if parts.iter().any(|part| self::asks(&part.heading.inlines)) {
        return None;
    }
    let mut front = prose.inlines.clone();
    strip_mark(&mut front, Mark::Question);
    if versus {
        phrase::trim_end(&mut front, &[':', '.']);
        phrase::push(&mut front, ": what is the difference?");
    }
    let asked = if answered || (told && !asks) {
        chapter.nodes.len()
    } else if counted {
        parts::scenario(&chapter.nodes)
    } else {
        asked_about(&front, &chapter.nodes)
    };
    let (about, own) = chapter.nodes.split_at_checked(asked)?;
    let (own, rest) = own.split_at_checked(extent(own, listing))?;
    let mut text = unfolded(own);
    for part in parts {
        if !heads_answer(&part.heading.inlines) {
            text.push(Block::Paragraph(vec![Inline::Strong(
                part.heading.inlines.clone(),
            )]));
        }
        text.extend(unfolded(&part.nodes));
    }
    strip_answer_mark(&mut text);
    let answer = given(RichText { blocks: text });
    let id = prose.id.clone();
    let mut unit = unit(front, about, answer, id, chapter.start, scope.chapter);
    if counted {
        // The number says nothing: what is asked stands below it.
        unit.front = RichText {
            blocks: outline::blocks_of(about),
        };
        let mut words = String::new();
        for node in about {
            if let Content::Paragraph(prose) = &node.content {
                words.push_str(&prose.plain());
                words.push(' ');
            }
        }
        unit.prompt = identity::normalised_words(&words);
    }
    if unit.front.is_empty() {
        return None;
    }
    found.take(unit);
    search(rest, own_scope, found);
    Some(parts.len())
}

/// Whether a heading sets one thing against another.
fn names_two(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    [" vs ", " vs. ", " versus "]
        .iter()
        .any(|versus| lower.contains(versus))
}

/// How many blocks under a heading answer it, before others begin to ask or to name by
/// themselves. In a document of questions all of them do.
fn extent(nodes: &[Node], listing: Listing) -> usize {
    let mut said = false;
    let end = nodes.iter().position(|node| {
        let ends = match &node.content {
            Content::Paragraph(prose) => {
                let labelled = Label::of(&prose.inlines).is_some_and(|label| {
                    !matches!(label, Label::Example | Label::Steps | Label::Commands)
                });
                !parts::begins_answer(prose) && (Opening::of(prose).is_some() || labelled)
            }
            Content::List { items, .. } => {
                let asking = items.iter().filter(|item| item_asks(item)).count();
                let own = |item: &Item| definition::is_item(item) || item_asks(item);
                let named = items.iter().all(own);
                let checks = items.iter().any(|item| item.checkbox);
                asking * 2 > items.len()
                    || (said && named && listing == Listing::None)
                    || (said && checks && !holds_options(node))
            }
            Content::Quote(nodes) => match nodes.first().map(|node| &node.content) {
                Some(Content::Paragraph(prose)) => Opening::of(prose).is_some(),
                _ => false,
            },
            Content::Table { .. } => said && listing == Listing::None,
            _ => false,
        };
        // A sentence that announces what follows has not ended.
        said = matches!(
            &node.content,
            Content::Paragraph(prose) if !prose.plain().trim_end().ends_with([':', '：'])
        ) || (said && !matches!(node.content, Content::Paragraph(_)));
        ends
    });
    end.unwrap_or(nodes.len())
}

/// Whether a block is text to read, which makes no card by its form.
fn is_text(node: &Node) -> bool {
    match &node.content {
        Content::Paragraph(prose) => Opening::of(prose).is_none() && !begins_bold(prose),
        Content::Code { .. } | Content::Rule => true,
        _ => false,
    }
}
