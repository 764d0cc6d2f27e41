//! What is found in the chapters of a document, before any of it has an id.

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::RichText;
use crate::roadmap::diagnostic::Code;
use crate::roadmap::trail::{Fate, Reason};

/// What will be a card once it has an id.
#[derive(Debug)]
pub(in crate::roadmap) struct Unit {
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
pub(in crate::roadmap) struct Findings {
    /// The units in source order.
    pub units: Vec<Unit>,
    /// What was left out, by byte of the text.
    pub remarks: Vec<(usize, Code)>,
    /// Where each block begins, and what became of it.
    pub trail: Vec<(usize, Fate)>,
}

impl Findings {
    /// Notes what became of the block at `start`.
    pub(super) fn mark(&mut self, start: usize, fate: Fate) {
        self.trail.push((start, fate));
    }

    /// Adds a unit, which takes its whole block.
    pub(super) fn take(&mut self, unit: Unit) {
        self.mark(unit.start, Fate::Cards(unit.kind));
        self.units.push(unit);
    }

    /// Notes why the block at `start` makes no card.
    pub(in crate::roadmap) fn leave(&mut self, start: usize, reason: Reason) {
        self.mark(start, Fate::Left(reason));
    }
}
