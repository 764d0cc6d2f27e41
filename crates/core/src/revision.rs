//! Revision: a document as the learner edited it, beside the one that it was made from.
//!
//! A card is edited where it is written: in the lines of its document. What the source said before
//! is kept as the *base*, so that a later version of the source can be told from both.

mod alignment;
mod passage;
mod three_way;
mod word;

use rustc_hash::FxHashSet;

use crate::card::{Card, Line};
use crate::id::{CardId, RoadmapId};
use crate::journal::Carried;
use crate::reimport::{self, Comparison, Snapshot};
use crate::roadmap::{self, Roadmap};

pub use passage::Passage;
pub use three_way::{Choice, Place, ThreeWay};
pub use word::{Part, parts};

/// What a document becomes with other words in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The whole document, as it would be kept.
    pub document: String,
    /// What it makes.
    pub roadmap: Roadmap,
    /// What becomes of all cards.
    pub comparison: Comparison,
    /// The histories that go along: who edits a card in its place means the same card.
    pub carries: Vec<Carried>,
    /// The lines of the place, as they are then; none where nothing is left of it.
    lines: std::ops::Range<u32>,
}

impl Revision {
    /// Puts `words` into the place of `passage` in a document of the roadmap `before`.
    pub fn of(
        document: &[u8],
        before: &Roadmap,
        fallback_title: &str,
        passage: &Passage,
        words: &str,
    ) -> Self {
        let text = passage::with_words(&roadmap::source_text(document), passage, words);
        let import = roadmap::import_as(text.as_bytes(), fallback_title, Some(&before.id));
        let comparison = reimport::compare(&Snapshot::of(before), &Snapshot::of(&import.roadmap));
        let first = passage.first.0;
        let count = u32::try_from(words.trim_end().lines().count()).unwrap_or(u32::MAX);
        let lines = first..first.saturating_add(count);
        let carries = carries(&comparison, before, &import.roadmap, passage, &lines);
        Self {
            document: text,
            roadmap: import.roadmap,
            comparison,
            carries,
            lines,
        }
    }

    /// The roadmap that it belongs to.
    pub const fn id(&self) -> &RoadmapId {
        &self.roadmap.id
    }

    /// The cards that the place makes now.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        let cards = self.roadmap.cards.iter();
        cards.filter(|card| self.lines.contains(&card.line.0))
    }

    /// What becomes of a card that the place makes now.
    pub fn fate(&self, card: CardId) -> Fate {
        if let Some(carried) = self.carries.iter().find(|carried| carried.to == card) {
            return Fate::Reworded(carried.from);
        }
        let compared = &self.comparison;
        if compared.new.contains(&card) || compared.proposed.iter().any(|p| p.carry.to == card) {
            Fate::New
        } else if compared.edited.contains(&card) {
            Fate::Edited
        } else {
            Fate::Kept
        }
    }

    /// The cards that are there no more, and whose history goes to no other.
    pub fn gone(&self) -> Vec<CardId> {
        let proposed = self.comparison.proposed.iter().map(|p| p.carry.from);
        let lost = self.comparison.gone.iter().copied().chain(proposed);
        lost.filter(|card| self.carries.iter().all(|carried| carried.from != *card))
            .collect()
    }
}

/// What an edit does to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Kept,
    /// It has another answer, or other markup.
    Edited,
    /// It asks in other words than this card did, and has its history.
    Reworded(CardId),
    /// It was not there before.
    New,
}

/// The histories that move: those that surely do, and in the place itself one after the other, as
/// long as the place makes as many cards of a kind as before.
fn carries(
    comparison: &Comparison,
    before: &Roadmap,
    after: &Roadmap,
    passage: &Passage,
    lines: &std::ops::Range<u32>,
) -> Vec<Carried> {
    let proposed = comparison.proposed.iter().map(|proposal| proposal.carry);
    let old = before.cards.iter();
    let old: Vec<&Card> = old.filter(|card| passage.has(card.line)).collect();
    let new = after.cards.iter();
    let new: Vec<&Card> = new.filter(|card| lines.contains(&card.line.0)).collect();
    let is_here = |carry: &Carried| {
        old.iter().any(|card| card.id == carry.from) && new.iter().any(|card| card.id == carry.to)
    };
    let mut carries = comparison.carried.clone();
    carries.extend(proposed.filter(is_here));
    let from: FxHashSet<CardId> = carries.iter().map(|carry| carry.from).collect();
    let to: FxHashSet<CardId> = carries.iter().map(|carry| carry.to).collect();
    let stays: FxHashSet<CardId> = before.cards.iter().map(|card| card.id).collect();
    let comes: FxHashSet<CardId> = after.cards.iter().map(|card| card.id).collect();
    let is_lost = |card: &&&Card| !comes.contains(&card.id) && !from.contains(&card.id);
    let is_new = |card: &&&Card| !stays.contains(&card.id) && !to.contains(&card.id);
    let lost: Vec<&&Card> = old.iter().filter(is_lost).collect();
    let added: Vec<&&Card> = new.iter().filter(is_new).collect();
    let kinds = |cards: &[&&Card]| cards.iter().map(|card| card.kind).collect::<Vec<_>>();
    if kinds(&lost) == kinds(&added) {
        let pairs = lost.iter().zip(&added);
        carries.extend(pairs.map(|(old, new)| Carried {
            from: old.id,
            to: new.id,
        }));
    }
    carries
}

/// The lines that a card is made from.
pub fn passage_of(document: &[u8], line: Line) -> Option<Passage> {
    let mut passages = passage::passages(document).into_iter();
    passages.find(|passage| passage.has(line))
}

#[cfg(test)]
mod tests;
