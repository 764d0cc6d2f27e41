//! A front that is a list, with a `?` on a line below it.

use crate::rich_text::{Block, Inline, ListMarker, RichText};
use crate::roadmap::outline::line::{self, Direction, Marks};
use crate::roadmap::outline::{self, Item};
use crate::roadmap::shape::{Findings, Line, Scope};

use super::back::{joined, paragraph_and, tidy};
use super::{Cards, Taken};

/// A list that a `?` divides into a front and a back, with the line just above it.
///
/// The parser takes what stands below an item without indentation for a part of the item.
pub(in crate::roadmap::shape) fn list(
    marker: ListMarker,
    items: &[Item],
    line: Option<Line<'_>>,
    scope: Scope<'_>,
    found: &mut Findings,
) -> Taken {
    if scope.practice.marks == Marks::Absent {
        return Taken::Nothing;
    }
    let parts = items.iter().enumerate();
    let mut parts = parts.filter_map(|(at, item)| Some((at, Divided::of(item, scope.source)?)));
    let (Some((at, divided)), Some(first)) = (parts.next(), items.first()) else {
        return Taken::Nothing;
    };
    let together = |from: usize| {
        let lines = scope.source.get(from..divided.start).unwrap_or_default();
        lines.lines().all(|line| !line.trim().is_empty())
    };
    let line = line.filter(|line| together(line.start));
    // One item alone asks as its words do.
    if !together(first.start) || (at == 0 && line.is_none()) {
        return Taken::Nothing;
    }
    let above = items.get(..at).unwrap_or_default();
    let mut listed: Vec<RichText> = above.iter().map(|i| outline::text_of(&i.nodes)).collect();
    listed.push(RichText::paragraph(divided.front));
    let mut front = RichText::EMPTY;
    let said = line.map(|line| Block::Paragraph(line.prose.inlines.clone()));
    front.blocks.extend(said);
    let items_of = |items| Block::List { marker, items };
    front.blocks.push(items_of(listed));
    front.blocks.iter_mut().for_each(tidy);
    let mut back = paragraph_and(divided.back, &[]);
    let below = items.get(at + 1..).unwrap_or_default();
    if !below.is_empty() {
        let below = below.iter().map(|item| outline::text_of(&item.nodes));
        back.blocks.push(items_of(below.collect()));
    }
    if back.is_empty() {
        return Taken::Nothing;
    }
    let cards = Cards {
        start: line.map_or(first.start, |line| line.start),
        id: items.iter().find_map(Item::id),
        chapter: scope.chapter,
        direction: divided.direction,
    };
    cards.take(front, back, found)
}

/// An item with a `?` below its first lines.
struct Divided {
    front: Vec<Inline>,
    back: Vec<Inline>,
    direction: Direction,
    /// Where the `?` stands.
    start: usize,
}

impl Divided {
    fn of(item: &Item, source: &str) -> Option<Self> {
        let (prose, []) = item.split()? else {
            return None;
        };
        let lines = prose.inlines.split(|inline| *inline == Inline::LineBreak);
        let lines: Vec<(usize, &[Inline])> = lines.enumerate().collect();
        let (at, start, length) = lines.iter().skip(1).find_map(|(at, line)| {
            let [Inline::Text(text)] = line else {
                return None;
            };
            let length = text.trim().len();
            let start = text.start()?;
            // Indented, it belongs to the item alone.
            let outside = source.get(..start)?.ends_with('\n');
            (line::is_divider(text.trim()) && outside).then_some((*at, start, length))
        })?;
        Some(Self {
            front: joined(lines.get(..at)?),
            back: joined(lines.get(at + 1..)?),
            direction: match length {
                1 => Direction::Forward,
                _ => Direction::Both,
            },
            start,
        })
    }
}
