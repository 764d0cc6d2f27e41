//! Headings that are fronts.

use crate::rich_text::{Block, Inline};
use crate::roadmap::outline::line::{Direction, Marks};
use crate::roadmap::outline::{self, Chapter, Content, Node};
use crate::roadmap::phrase;
use crate::roadmap::shape::Findings;

use super::back::adjoining;
use super::{Practice, Source, Taken, sides};

/// A heading that ends with a tag such as `#card`: the block below it is the back.
///
/// Returns the blocks after those it takes.
pub(in crate::roadmap::shape) fn heading<'a>(
    chapter: &'a Chapter,
    parent: usize,
    practice: Practice,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    if practice.marks != Marks::Declared {
        return None;
    }
    let source = Source {
        inlines: &chapter.heading.inlines,
        start: chapter.start,
        id: chapter.heading.id.as_deref(),
        practice,
        chapter: parent,
    };
    let taken = match chapter.nodes.split_first() {
        Some((node, after)) => match &node.content {
            Content::Paragraph(prose) => 1 + adjoining(prose, after),
            _ => 1,
        },
        None => 0,
    };
    let (own, rest) = chapter.nodes.split_at_checked(taken)?;
    let mut front = chapter.heading.inlines.clone();
    let mut back = outline::text_of(own);
    let mut tag = sides::take_card_tag(&mut front);
    if tag.is_none()
        && let Some(Block::Paragraph(first)) = back.blocks.first_mut()
    {
        // The tag may stand on the line below, so that links to the heading do without it.
        tag = take_tag_line(first);
    }
    let taken = source.card(source.start, source.id, front, back, tag?, found);
    (taken == Taken::Whole).then_some(rest)
}

/// Takes the first line off a paragraph if it is nothing but a card tag.
fn take_tag_line(words: &mut Vec<Inline>) -> Option<Direction> {
    let breaks = words.iter().position(|inline| *inline == Inline::LineBreak);
    let end = breaks.unwrap_or(words.len());
    if !words.get(..end).is_some_and(sides::is_tag) {
        return None;
    }
    let mut line: Vec<Inline> = words.drain(..end).collect();
    phrase::trim_start(words, &[]);
    sides::take_card_tag(&mut line)
}
