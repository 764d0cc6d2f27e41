//! A roadmap: a Markdown document read as sections and cards.
//!
//! Reading cannot fail. [`import`] takes any bytes and returns what it could make of them, with
//! a [`Diagnostic`] for everything that it had to repair or leave out.

pub mod diagnostic;
mod reading;

use crate::card::{Card, Line, SectionIndex};
use crate::id::RoadmapId;
use crate::rich_text::RichText;

pub use diagnostic::Diagnostic;

/// A learning roadmap: its sections and the cards made from them, both in source order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roadmap {
    /// Names the roadmap; part of the identity of each of its cards.
    pub id: RoadmapId,
    /// The title as its author wrote it, without markup.
    pub title: String,
    /// The sections in reading order; each comes after its parent. The first is the roadmap's
    /// own text and holds what stands before the first heading below the title.
    pub sections: Vec<Section>,
    /// The cards in reading order; no two share an id.
    pub cards: Vec<Card>,
}

/// A heading and the text under it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading without markup.
    pub heading: String,
    /// The section this one is part of; `None` only for the first.
    pub parent: Option<SectionIndex>,
    /// The line of the heading.
    pub line: Line,
    /// The text under the heading: what a learner without an answer reads to find it.
    pub text: RichText,
}

impl Roadmap {
    /// The section at `index`.
    ///
    /// An index from another roadmap has no section here.
    pub fn section(&self, index: SectionIndex) -> Option<&Section> {
        self.sections.get(index.0)
    }

    /// The sections from below the title down to `index`, outermost first; empty for the first.
    pub fn path(&self, index: SectionIndex) -> Vec<&Section> {
        let mut path = Vec::new();
        let mut next = self.section(index);
        while let Some(section) = next {
            if let Some(parent) = section.parent {
                path.push(section);
                next = self.section(parent);
            } else {
                next = None;
            }
        }
        path.reverse();
        path
    }

    /// The phase that each section belongs to: its outermost ancestor below the title, or itself.
    pub fn phases(&self) -> Vec<SectionIndex> {
        let mut phases: Vec<SectionIndex> = Vec::with_capacity(self.sections.len());
        for (index, section) in self.sections.iter().enumerate() {
            let phase = match section.parent {
                // A section whose parent is not the first belongs where its parent does.
                Some(SectionIndex(parent)) if parent > 0 => {
                    phases.get(parent).copied().unwrap_or(SectionIndex(index))
                }
                _ => SectionIndex(index),
            };
            phases.push(phase);
        }
        phases
    }
}

/// What the importer made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The roadmap, with as many cards as could be made.
    pub roadmap: Roadmap,
    /// What was repaired, left out or doubted, in source order.
    pub diagnostics: Vec<Diagnostic>,
}
