//! What stands on the back of a card.

use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Content, Node, Prose};
use crate::roadmap::phrase;
use crate::roadmap::shape::cloze;

use super::sides;

/// Shows the deletions and marked words of a block of a back, and drops its tags for cards.
pub(super) fn tidy(block: &mut Block) {
    match block {
        Block::Paragraph(words) => {
            sides::strip_card_tags(words);
            cloze::show(words);
        }
        Block::List { items, .. } => {
            let blocks = items.iter_mut().flat_map(|item| &mut item.blocks);
            blocks.for_each(tidy);
        }
        Block::Quote(text) => text.blocks.iter_mut().for_each(tidy),
        Block::Code { .. } | Block::Table { .. } | Block::Rule => {}
    }
}

/// The lines as one run.
pub(super) fn joined(lines: &[(usize, &[Inline])]) -> Vec<Inline> {
    let lines: Vec<&[Inline]> = lines.iter().map(|(_, line)| *line).collect();
    let mut words = lines.join(&Inline::LineBreak);
    phrase::trim_end(&mut words, &[]);
    phrase::trim_start(&mut words, &[]);
    words
}

/// The words as a paragraph, unless there are none, and the blocks after it.
pub(super) fn paragraph_and(words: Vec<Inline>, next: &[Node]) -> RichText {
    let mut text = if words.is_empty() {
        RichText::EMPTY
    } else {
        RichText::paragraph(words)
    };
    text.blocks.extend(outline::blocks_of(next));
    text
}

/// How many of the blocks after a paragraph stand on the line after it: one or none.
pub(super) fn adjoining(prose: &Prose, after: &[Node]) -> usize {
    let (Some(Inline::Text(last)), Some(next)) = (prose.inlines.last(), after.first()) else {
        return 0;
    };
    let near = last
        .until(next.start)
        .is_some_and(|gap| gap.matches('\n').count() <= 1);
    let kind = matches!(
        next.content,
        Content::List { .. } | Content::Code { .. } | Content::Quote(_)
    );
    usize::from(near && kind)
}
