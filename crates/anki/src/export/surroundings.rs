//! What the notes of a roadmap, and of each of its sections, have in common.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use waymark_core::card::{Card, CardKind, SectionIndex};
use waymark_core::id::{NoteId, RoadmapId};
use waymark_core::roadmap::Roadmap;

use super::deck;
use super::html::escaped;

/// What the cards of a roadmap are seen with.
pub struct Surroundings<'a> {
    roadmap: &'a Roadmap,
    /// The title as HTML.
    title: String,
    places: Vec<Place>,
    rows: FxHashMap<NoteId, Vec<&'a Card>>,
}

/// What the notes of a section have in common.
pub struct Place {
    /// The headings that lead there, as HTML.
    pub path: String,
    /// The name of the deck.
    pub deck: Rc<str>,
    /// The tag that says where a card is from, up to its kind.
    pub tag: String,
}

impl<'a> Surroundings<'a> {
    /// Looks at a roadmap once for all its cards.
    pub fn of(roadmap: &'a Roadmap) -> Self {
        let mut rows: FxHashMap<NoteId, Vec<&Card>> = FxHashMap::default();
        for card in &roadmap.cards {
            if card.kind == CardKind::TableCell {
                rows.entry(card.note).or_default().push(card);
            }
        }
        let phases = roadmap.phases().into_iter().enumerate();
        let places = phases.map(|(section, phase)| {
            let phase = phase_of(roadmap, phase);
            let path = roadmap.path(SectionIndex(section));
            let path: Vec<String> = path.iter().map(|one| escaped(&one.heading)).collect();
            Place {
                path: path.join(" › "),
                deck: deck::name(&roadmap.title, phase).into(),
                tag: place_tag(&roadmap.id, phase),
            }
        });
        Self {
            roadmap,
            title: escaped(&roadmap.title),
            places: places.collect(),
            rows,
        }
    }

    /// The roadmap.
    pub const fn roadmap(&self) -> &'a Roadmap {
        self.roadmap
    }

    /// Its title as HTML.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the note of a card has in common with others of its section.
    pub fn place(&self, card: &Card) -> Option<&Place> {
        self.places.get(card.section.0)
    }

    /// The cells of the row that a card is one of.
    pub fn row(&self, card: &Card) -> Option<&[&'a Card]> {
        self.rows.get(&card.note).map(Vec::as_slice)
    }
}

/// The heading of a phase; none above the first.
fn phase_of(roadmap: &Roadmap, phase: SectionIndex) -> Option<&str> {
    let phase = roadmap.section(phase)?;
    phase.parent?;
    Some(&phase.heading)
}

/// The tag that says where a card is from, which its kind completes: `roadmap::phase::kind`.
fn place_tag(roadmap: &RoadmapId, phase: Option<&str>) -> String {
    let mut tag = roadmap.to_string();
    if let Some(phase) = phase.and_then(RoadmapId::from_title) {
        tag.push_str("::");
        tag.push_str(phase.as_str());
    }
    tag
}
