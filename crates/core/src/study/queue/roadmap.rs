//! What the queue needs to know of a roadmap, found once for all days.

use crate::id::{CardId, NoteId, RoadmapId, SectionId};
use crate::roadmap::Roadmap;

/// What the queue needs to know of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCard {
    /// The card.
    pub id: CardId,
    /// The note it was made from.
    pub note: NoteId,
    /// The place of its phase in [`QueueRoadmap::phases`].
    pub phase: usize,
}

/// What the queue needs to know of a roadmap: the same until the shelf changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRoadmap {
    /// The roadmap.
    pub id: RoadmapId,
    /// Its phases, in order.
    pub phases: Vec<SectionId>,
    /// Its cards, in order.
    pub cards: Vec<QueueCard>,
}

impl QueueRoadmap {
    /// What the queue needs to know of `roadmap`.
    pub fn of(roadmap: &Roadmap) -> Self {
        let phase_of = roadmap.phases();
        let mut phases = Vec::new();
        let mut places = vec![0; roadmap.sections.len()];
        for (section, phase) in phase_of.iter().enumerate() {
            if phase.0 == section {
                places[section] = phases.len();
                phases.push(roadmap.section_id(*phase));
            } else {
                places[section] = places[phase.0];
            }
        }
        let cards = roadmap.cards.iter().map(|card| QueueCard {
            id: card.id,
            note: card.note,
            phase: places.get(card.section.0).copied().unwrap_or(0),
        });
        Self {
            id: roadmap.id.clone(),
            cards: cards.collect(),
            phases,
        }
    }
}
