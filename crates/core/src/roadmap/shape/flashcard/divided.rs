//! A list item that a card tag on a line of its own divides into a front and a back.

use crate::roadmap::identity;
use crate::roadmap::outline::line::Direction;
use crate::roadmap::outline::{self, Content, Item};
use crate::roadmap::shape::{Findings, Scope};

use super::{Cards, Taken, sides, words_of};

/// An item in which a paragraph is nothing but a card tag: the blocks above it ask, those below it
/// answer, and all of them are shown as they stand.
///
/// It is the only form in which either side may be anything, so nothing else is looked for in it.
pub(super) fn item(item: &Item, scope: Scope<'_>, found: &mut Findings) -> Taken {
    let divider = item
        .nodes
        .iter()
        .enumerate()
        .skip(1)
        .find_map(|(at, node)| {
            let Content::Paragraph(prose) = &node.content else {
                return None;
            };
            Some((at, direction(&prose.inlines)?))
        });
    let Some((at, direction)) = divider else {
        return Taken::Nothing;
    };
    let (above, below) = item.nodes.split_at(at);
    let front = outline::text_of(above);
    let back = outline::text_of(below.get(1..).unwrap_or_default());
    let prompt = identity::normalised(&words_of(&front));
    if prompt.is_empty() {
        return Taken::Nothing;
    }
    let cards = Cards {
        start: item.start,
        id: item.id(),
        chapter: scope.chapter,
        direction,
    };
    cards.make(prompt, front, back, found);
    Taken::Whole
}

/// In which directions the sides of a divider ask, if `line` is one.
fn direction(line: &[crate::rich_text::Inline]) -> Option<Direction> {
    sides::is_tag(line).then(|| sides::card_tag(line))?
}
