//! Cards that their author wrote for another tool, read as that tool defines them.

mod anki;
mod back;
mod divided;
mod heading;
mod listed;
mod practice;
mod sides;

use std::rc::Rc;

use crate::card::CardKind;
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::identity;
use crate::roadmap::outline::line::{self, Direction, Marks};
use crate::roadmap::outline::{self, Item, Node, Prose};

use super::{Findings, Scope, Unit, cloze, given, nested_items, search};

use back::{adjoining, joined, paragraph_and, tidy};
pub(super) use heading::heading;
pub(super) use listed::list;
pub(in crate::roadmap) use practice::Practice;
pub(super) use sides::strip_tags;
use sides::{Place, Sides};

/// Whether a tag at the end of a line makes a front of it.
pub(super) fn is_front(line: &[Inline]) -> bool {
    sides::card_tag(line).is_some()
}

/// How much of an item was read as cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing: another shape may fit.
    Nothing,
    /// All of it.
    Whole,
}

/// Paragraphs with cards in them, or that deletions make cards of.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, prose, after) = outline::first_paragraph(nodes)?;
    if scope.practice.marks == Marks::Absent || prose.links_only {
        return None;
    }
    let source = Source::of(prose, node.start, node.id.as_deref(), scope);
    if let Some(rest) = anki::block(&source, after, found) {
        return Some(rest);
    }
    let (next, rest) = after.split_at_checked(adjoining(prose, after))?;
    match source.read(Place::Paragraph, next, found) {
        Read::Nothing => None,
        Read::Lines => Some(after),
        Read::All => Some(rest),
    }
}

/// A list item that is a card, or holds some; what is nested in it belongs to the back.
pub(super) fn item(item: &Item, scope: Scope<'_>, found: &mut Findings) -> Taken {
    if scope.practice.marks == Marks::Absent {
        return Taken::Nothing;
    }
    if divided::item(item, scope, found) == Taken::Whole {
        return Taken::Whole;
    }
    let Some((prose, rest)) = item.split().filter(|(prose, _)| !prose.links_only) else {
        return Taken::Nothing;
    };
    let source = Source::of(prose, item.start, item.id(), scope);
    match source.read(Place::Item, rest, found) {
        Read::Nothing => return Taken::Nothing,
        Read::Lines => search(rest, scope, found),
        Read::All => {}
    }
    Taken::Whole
}

/// How much of a run and the blocks after it was read as cards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    Nothing,
    /// The run alone.
    Lines,
    /// The blocks after it as well.
    All,
}

/// A run of inlines that may hold cards.
struct Source<'a> {
    inlines: &'a [Inline],
    start: usize,
    id: Option<&'a str>,
    practice: Practice,
    chapter: usize,
}

impl<'a> Source<'a> {
    fn of(prose: &'a Prose, start: usize, id: Option<&'a str>, scope: Scope<'_>) -> Self {
        Self {
            inlines: &prose.inlines,
            start,
            id,
            practice: scope.practice,
            chapter: scope.chapter,
        }
    }

    fn read(&self, place: Place, next: &[Node], found: &mut Findings) -> Read {
        let lines = self.lines();
        let single = anki::lines(self, &lines, found);
        if single != Read::Nothing {
            return single;
        }
        let marked = cloze::marked(&lines, self.chapter, self.id, found);
        if marked == Taken::Whole {
            return Read::Lines;
        }
        let read = self.divided(&lines, next, found);
        if read != Read::Nothing {
            return read;
        }
        let read = self.sided(&lines, place, next, found);
        if read != Read::Nothing {
            return read;
        }
        // Deletions in braces are that; marked words only where nothing else is a back.
        if self.sentence(Marks::Possible, found) == Taken::Whole {
            return Read::Lines;
        }
        match self.tagged(&lines, place, next, found) {
            Read::Nothing if self.sentence(self.practice.marks, found) == Taken::Whole => {
                Read::Lines
            }
            read => read,
        }
    }

    /// Makes cards of the deletions.
    fn sentence(&self, marks: Marks, found: &mut Findings) -> Taken {
        let sentence = cloze::Sentence {
            inlines: self.inlines,
            start: self.start,
            chapter: self.chapter,
            id: self.id,
        };
        sentence.read(marks, found)
    }

    /// The lines that mean something by themselves, each with the byte it begins at; no two
    /// begin at the same.
    fn lines(&self) -> Vec<(usize, &'a [Inline])> {
        let mut last: Option<usize> = None;
        let lines = self.inlines.split(|inline| *inline == Inline::LineBreak);
        lines
            .map(|line| {
                let known = line.iter().find_map(|inline| match inline {
                    Inline::Text(text) | Inline::Code(text) => text.start(),
                    _ => None,
                });
                let start = match (last, known) {
                    (None, _) => self.start,
                    (Some(last), Some(start)) => start.max(last + 1),
                    // Words that are not as they stand in the source have no place of their own.
                    (Some(last), None) => last + 1,
                };
                last = Some(start);
                (start, line)
            })
            .collect()
    }

    /// Lines of a front and lines of a back, with a `?` on a line between them.
    fn divided(
        &self,
        lines: &[(usize, &'a [Inline])],
        next: &[Node],
        found: &mut Findings,
    ) -> Read {
        let divider = lines
            .iter()
            .enumerate()
            .skip(1)
            .find_map(|(at, (_, line))| {
                let [Inline::Text(text)] = line else {
                    return None;
                };
                line::is_divider(text.trim()).then(|| (at, text.trim().len()))
            });
        let Some((at, length)) = divider else {
            return Read::Nothing;
        };
        let direction = match length {
            1 => Direction::Forward,
            _ => Direction::Both,
        };
        let front = joined(&lines[..at]);
        let back = paragraph_and(joined(&lines[at + 1..]), next);
        if back.is_empty() {
            return Read::Nothing;
        }
        self.whole(front, back, direction, found)
    }

    /// Lines with a front and a back on each.
    fn sided(
        &self,
        lines: &[(usize, &'a [Inline])],
        place: Place,
        next: &[Node],
        found: &mut Findings,
    ) -> Read {
        let mut read = Read::Nothing;
        for (number, &(start, line)) in lines.iter().enumerate() {
            let Some(sides) = Sides::of(line, self.practice, place) else {
                continue;
            };
            let last = number + 1 == lines.len();
            let Sides {
                left,
                mut right,
                direction,
            } = sides;
            sides::strip_tags(&mut right);
            // What is nested goes on with the back, unless it has cards of its own.
            let nested = match (place, last) {
                (Place::Item, true) if !self.has_cards(next) => next,
                _ => &[],
            };
            if right.is_empty() && nested.is_empty() {
                continue;
            }
            let id = self.id.filter(|_| last);
            let back = paragraph_and(right, nested);
            if self.card(start, id, left, back, direction, found) == Taken::Whole {
                read = if nested.is_empty() {
                    Read::Lines
                } else {
                    Read::All
                };
            }
        }
        read
    }

    fn has_cards(&self, nodes: &[Node]) -> bool {
        nested_items(nodes).iter().any(|item| {
            item.split().is_some_and(|(prose, rest)| {
                let sides = Sides::of(&prose.inlines, self.practice, Place::Item);
                sides.is_some_and(|sides| !sides.right.is_empty() || !rest.is_empty())
            })
        })
    }

    /// A line that ends with a tag such as `#card`: it is the front, and what follows the back.
    fn tagged(
        &self,
        lines: &[(usize, &'a [Inline])],
        place: Place,
        next: &[Node],
        found: &mut Findings,
    ) -> Read {
        if self.practice.marks != Marks::Declared {
            return Read::Nothing;
        }
        let tagged = lines.iter().enumerate().find_map(|(at, (_, line))| {
            let direction = sides::card_tag(line)?;
            Some((at, direction))
        });
        let Some((at, direction)) = tagged else {
            return Read::Nothing;
        };
        let own = |lines: &[(usize, &'a [Inline])]| {
            let words = lines.iter().filter(|(_, line)| !sides::is_property(line));
            joined(&words.copied().collect::<Vec<_>>())
        };
        let mut front = own(&lines[..=at]);
        sides::take_card_tag(&mut front);
        let back = paragraph_and(own(&lines[at + 1..]), next);
        if back.is_empty() {
            if self.sentence(self.practice.marks, found) == Taken::Whole {
                return Read::Lines;
            }
            if place == Place::Paragraph {
                return Read::Nothing;
            }
        }
        self.whole(front, back, direction, found)
    }

    /// Reads the run and the blocks after it as one front and one back.
    fn whole(
        &self,
        front: Vec<Inline>,
        back: RichText,
        direction: Direction,
        found: &mut Findings,
    ) -> Read {
        match self.card(self.start, self.id, front, back, direction, found) {
            Taken::Nothing => Read::Nothing,
            Taken::Whole => Read::All,
        }
    }

    /// Makes the card of a front and a back, or the two of them.
    fn card(
        &self,
        start: usize,
        id: Option<&str>,
        mut front: Vec<Inline>,
        back: RichText,
        direction: Direction,
        found: &mut Findings,
    ) -> Taken {
        sides::strip_tags(&mut front);
        cloze::show(&mut front);
        let cards = Cards {
            start,
            id,
            chapter: self.chapter,
            direction,
        };
        cards.take(RichText::paragraph(front), back, found)
    }
}

/// The cards of a front and a back, whatever they are.
struct Cards<'a> {
    start: usize,
    id: Option<&'a str>,
    chapter: usize,
    direction: Direction,
}

impl Cards<'_> {
    fn take(&self, front: RichText, mut back: RichText, found: &mut Findings) -> Taken {
        back.blocks.iter_mut().for_each(tidy);
        back.blocks
            .retain(|block| !matches!(block, Block::Paragraph(words) if words.is_empty()));
        let prompt = identity::normalised(&words_of(&front));
        if !prompt.contains(char::is_alphanumeric) {
            return Taken::Nothing;
        }
        self.make(prompt, front, back, found);
        Taken::Whole
    }

    /// Makes the cards of a front that asks `prompt`, with everything as it stands.
    fn make(&self, prompt: String, front: RichText, back: RichText, found: &mut Findings) {
        let unit = |facet: Option<&str>, front: RichText, back: RichText| Unit {
            kind: CardKind::Flashcard,
            start: self.start,
            note: self.start,
            chapter: self.chapter,
            id: self.id.map(str::to_owned),
            prompt: prompt.clone(),
            facet: facet.map(Rc::from),
            context: None,
            front,
            answer: given(back),
        };
        // Also without a reverse: that one may be added or dropped, and this one stays.
        let forward = unit(None, front.clone(), back.clone());
        let reverse = (self.direction == Direction::Both && !back.is_empty())
            .then(|| unit(Some("reverse"), back, front));
        found.take(forward);
        if let Some(reverse) = reverse {
            found.take(reverse);
        }
    }
}

/// The words of a front in one run, without the marks of its lists.
fn words_of(front: &RichText) -> Vec<Inline> {
    let mut words = Vec::new();
    for block in &front.blocks {
        let runs = match block {
            Block::Paragraph(run) => vec![run.clone()],
            Block::List { items, .. } => items.iter().map(words_of).collect(),
            other => vec![vec![Inline::Text(other.to_string().into())]],
        };
        for run in runs {
            if !words.is_empty() {
                words.push(Inline::LineBreak);
            }
            words.extend(run);
        }
    }
    words
}
