//! What is searched: the cards of roadmaps, with their text folded once.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::folding::{Folded, folded};
use crate::card::{Answer, Card, CardKind, SectionIndex};
use crate::id::CardId;
use crate::roadmap::Roadmap;

/// What stands between the parts of a card's text, which no pattern holds.
pub(super) const BETWEEN_PARTS: char = '\u{1}';
/// What stands behind the text of each card.
const BETWEEN_CARDS: char = '\u{2}';

/// The cards of roadmaps, ready to be searched.
///
/// It holds copies of what it needs, so that it can be kept while the roadmaps are studied.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    /// The text of every card, one after the other.
    pub(super) text: String,
    /// The sections of all roadmaps.
    pub(super) sections: Vec<SectionEntry>,
    /// Id and title of each roadmap.
    pub(super) roadmaps: Vec<[String; 2]>,
    places: FxHashMap<CardId, Position>,
}

/// The place of a card in an [`Index`]: they come in roadmap order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub usize);

/// A card of an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The card.
    pub id: CardId,
    /// Which of the roadmaps it belongs to.
    pub roadmap: usize,
    /// Which of that roadmap's cards it is.
    pub card: usize,
    pub(super) kind: CardKind,
    /// Whether the source answers it.
    pub(super) is_given: bool,
    /// Which of the sections of all roadmaps it is in.
    pub(super) section: usize,
    /// Where its text ends.
    pub(super) end: usize,
}

/// A section of a roadmap.
#[derive(Debug)]
pub(super) struct SectionEntry {
    /// The headings from below the title down to it, folded.
    pub(super) headings: String,
    /// The heading of its phase, folded; none above the first phase.
    pub(super) phase: Option<String>,
    /// The number of its phase.
    pub(super) number: Option<u32>,
}

impl Index {
    /// Reads the cards of `roadmaps`, which come in the order of the learner's shelf.
    pub fn new<'a>(roadmaps: impl IntoIterator<Item = &'a Roadmap>) -> Self {
        let mut index = Self::default();
        for (place, roadmap) in roadmaps.into_iter().enumerate() {
            let first_section = index.sections.len();
            index.add_sections(roadmap);
            index
                .roadmaps
                .push([folded(roadmap.id.as_str()), folded(&roadmap.title)]);
            for (number, card) in roadmap.cards.iter().enumerate() {
                let section = first_section + card.section.0;
                index.add_text(card, section);
                let position = Position(index.entries.len());
                index.places.entry(card.id).or_insert(position);
                index.entries.push(Entry {
                    id: card.id,
                    roadmap: place,
                    card: number,
                    kind: card.kind,
                    is_given: matches!(card.answer, Answer::Given(_)),
                    section,
                    end: index.text.len(),
                });
            }
        }
        index
    }

    fn add_sections(&mut self, roadmap: &Roadmap) {
        let phases = roadmap.phases();
        let numbers = phase_numbers(roadmap, &phases);
        for (place, phase) in phases.iter().enumerate() {
            let path = roadmap.path(SectionIndex(place));
            let headings = path.iter().map(|section| folded(&section.heading));
            let headings: Vec<String> = headings.collect();
            let is_phase = roadmap
                .section(*phase)
                .is_some_and(|phase| phase.parent.is_some());
            self.sections.push(SectionEntry {
                phase: headings.first().filter(|_| is_phase).cloned(),
                headings: headings.join("\u{1}"),
                number: numbers.get(phase).copied(),
            });
        }
    }

    fn add_text(&mut self, card: &Card, section: usize) {
        let mut front = Folded::default();
        // Writing to a text does not fail.
        let _written = write!(front, "{}", card.front);
        self.text.push_str(&front.into_text());
        if let Answer::Given(answer) = &card.answer {
            let mut words = Folded::default();
            let _written = write!(words, "{answer}");
            self.text.push(BETWEEN_PARTS);
            self.text.push_str(&words.into_text());
        }
        if let Some(section) = self.sections.get(section) {
            self.text.push(BETWEEN_PARTS);
            self.text.push_str(&section.headings);
        }
        self.text.push(BETWEEN_CARDS);
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no card.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The card at a position of this index.
    pub fn entry(&self, position: Position) -> Option<&Entry> {
        self.entries.get(position.0)
    }

    /// Where a card stands; the first place where it stands in several roadmaps.
    pub fn position(&self, card: CardId) -> Option<Position> {
        self.places.get(&card).copied()
    }
}

/// The number of each phase: the one in its heading where most headings have one, or else its
/// place, counted from 1.
fn phase_numbers(roadmap: &Roadmap, phases: &[SectionIndex]) -> FxHashMap<SectionIndex, u32> {
    let mut own: Vec<(SectionIndex, Option<u32>)> = Vec::new();
    for phase in phases {
        let section = roadmap.section(*phase);
        let Some(section) = section.filter(|section| section.parent.is_some()) else {
            continue;
        };
        if own.last().is_none_or(|(last, _)| last != phase) {
            own.push((*phase, written_number(&section.heading)));
        }
    }
    let numbered = own.iter().filter(|(_, number)| number.is_some()).count();
    let are_numbered = numbered * 2 > own.len();
    let places = own.into_iter().zip(1..);
    places
        .filter_map(|((phase, number), place)| {
            let number = if are_numbered { number } else { Some(place) };
            Some((phase, number?))
        })
        .collect()
}

/// The number of `3. Networking`, `Phase 3: Networking` or `Week 3`.
fn written_number(heading: &str) -> Option<u32> {
    let mut words = heading.split_whitespace();
    let first = words.next()?;
    let number = |word: &str, is_sure: bool| -> Option<u32> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let is_set_off = digits.len() < word.len();
        digits.parse().ok().filter(|_| is_sure || is_set_off)
    };
    number(first, false).or_else(|| number(words.next()?, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_has_the_number_of_its_heading() {
        #[track_caller]
        fn check(heading: &str, expected: Option<u32>) {
            assert_eq!(written_number(heading), expected, "{heading}");
        }
        check("Phase 3: Networking", Some(3));
        check("Week 12", Some(12));
        check("3. Networking", Some(3));
        check("3) Networking", Some(3));
        check("12 factors", None);
        check("Networking", None);
        check("", None);
    }
}
