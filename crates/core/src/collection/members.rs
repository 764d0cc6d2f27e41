//! Which cards are of which roadmap, as far as somebody said.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::id::{CardId, RoadmapId};
use crate::roadmap::Roadmap;

/// The roadmap of each card that stands in one.
///
/// A journal tells cards by ids that name no roadmap; whoever holds the roadmaps says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    roadmaps: Vec<RoadmapId>,
    places: FxHashMap<CardId, (usize, usize)>,
}

impl Members {
    /// Adds the cards of a roadmap; one that stands in several is of the first.
    pub fn add(&mut self, roadmap: &RoadmapId, cards: impl IntoIterator<Item = CardId>) {
        let place = self.roadmaps.len();
        self.roadmaps.push(roadmap.clone());
        for (card_place, card) in cards.into_iter().enumerate() {
            self.places.entry(card).or_insert((place, card_place));
        }
    }

    /// The cards of these roadmaps.
    pub fn of<'a>(roadmaps: impl IntoIterator<Item = &'a Roadmap>) -> Arc<Self> {
        let mut members = Self::default();
        for roadmap in roadmaps {
            members.add(&roadmap.id, roadmap.cards.iter().map(|card| card.id));
        }
        Arc::new(members)
    }

    /// The place of a card: that of its roadmap among them, and its own there.
    pub fn place(&self, card: CardId) -> Option<(usize, usize)> {
        self.places.get(&card).copied()
    }

    /// The roadmap of a card.
    pub fn roadmap_of(&self, card: CardId) -> Option<&RoadmapId> {
        let (roadmap, _) = self.place(card)?;
        self.roadmaps.get(roadmap)
    }
}
