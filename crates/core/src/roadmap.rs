//! A roadmap: a Markdown document read as sections and cards.
//!
//! Reading cannot fail. [`import`] takes any bytes and returns what it could make of them, with
//! a [`Diagnostic`] for everything that it had to repair or leave out.

pub mod diagnostic;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use siphasher::sip::SipHasher24;
use siphasher::sip128;

use crate::card::{Answer, Card, CardKind, Line, SectionIndex};
use crate::id::{CardId, ContentHash, NoteId, RoadmapId};
use crate::rich_text::{Inline, RichText};

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

/// Names a document by its bytes: SipHash-2-4 of 128 bits with keys of zero.
pub fn content_hash(bytes: &[u8]) -> ContentHash {
    ContentHash::from_bits(sip128::SipHasher24::new().hash(bytes).as_u128())
}

/// Reads a Markdown document as a roadmap; `fallback_title` names it if it has no title.
///
/// Any bytes give a roadmap: what was not understood is in the diagnostics.
pub fn import(source: &[u8], fallback_title: &str) -> Import {
    let text = String::from_utf8_lossy(source);
    let mut roadmap = Roadmap {
        id: RoadmapId::unnamed(),
        title: fallback_title.to_owned(),
        sections: vec![Section {
            heading: fallback_title.to_owned(),
            parent: None,
            line: Line(1),
            text: RichText::EMPTY,
        }],
        cards: Vec::new(),
    };
    let mut words = String::new();
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = || Line(1 + text[..range.start].matches('\n').count() as u32);
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Item) => words.clear(),
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if roadmap.sections.len() == 1 => {
                roadmap.title = words.clone();
                roadmap.sections[0].heading = words.clone();
            }
            Event::End(TagEnd::Heading(_)) => roadmap.sections.push(Section {
                heading: words.clone(),
                parent: Some(SectionIndex(0)),
                line: line(),
                text: RichText::EMPTY,
            }),
            Event::End(TagEnd::Item) if words.ends_with('?') => {
                let bits = SipHasher24::new().hash(words.as_bytes());
                if roadmap.cards.iter().all(|card| card.id.bits() != bits) {
                    roadmap.cards.push(Card {
                        id: CardId::from_bits(bits),
                        note: NoteId::from_bits(bits),
                        kind: CardKind::Question,
                        section: SectionIndex(roadmap.sections.len() - 1),
                        line: line(),
                        front: RichText::paragraph(vec![Inline::Text(words.clone())]),
                        answer: Answer::Own,
                    });
                }
            }
            _ => {}
        }
    }
    if let Some(id) = RoadmapId::from_title(&roadmap.title) {
        roadmap.id = id;
    }
    Import {
        roadmap,
        diagnostics: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bulleted_questions_become_cards() {
        let roadmap = import(b"# Kubernetes\n\n- What is a Pod?\n- Not one.\n", "x").roadmap;
        assert_eq!(roadmap.id.as_str(), "kubernetes");
        let fronts: Vec<_> = roadmap.cards.iter().map(|c| c.front.to_string()).collect();
        assert_eq!(fronts, ["What is a Pod?"]);
    }
}
