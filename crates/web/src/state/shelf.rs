//! The shelf: the roadmaps that can be studied, and where each card stands in them.

use rustc_hash::FxHashMap;
use waymark_core::card::Card;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::journal::Imported;
use waymark_core::roadmap::Roadmap;
use waymark_core::study::{Queue, QueueCard};
use waymark_core::time::StudyDay;
use waymark_store::bundle::BundledRoadmap;

/// Roadmaps in the order in which their new cards come.
#[derive(Debug)]
pub struct Shelf {
    roadmaps: Vec<BundledRoadmap>,
    /// Roadmap and card of each id.
    places: FxHashMap<CardId, (usize, usize)>,
}

/// A card with the roadmap it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Shelved<'a> {
    /// The card.
    pub card: &'a Card,
    /// Its roadmap.
    pub roadmap: &'a Roadmap,
    source: &'a BundledRoadmap,
}

impl Shelf {
    /// Puts roadmaps on the shelf.
    pub fn new(roadmaps: Vec<BundledRoadmap>) -> Self {
        let mut places = FxHashMap::default();
        for (shelf_place, bundled) in roadmaps.iter().enumerate() {
            for (card_place, card) in bundled.roadmap.cards.iter().enumerate() {
                places.entry(card.id).or_insert((shelf_place, card_place));
            }
        }
        Self { roadmaps, places }
    }

    /// The roadmaps in order.
    pub fn roadmaps(&self) -> impl Iterator<Item = &Roadmap> {
        self.roadmaps.iter().map(|bundled| &bundled.roadmap)
    }

    /// The roadmap of that id.
    pub fn roadmap(&self, id: &RoadmapId) -> Option<&Roadmap> {
        self.roadmaps().find(|roadmap| roadmap.id == *id)
    }

    /// Where a card stands; `None` for a card of a roadmap that is not here.
    pub fn place(&self, id: CardId) -> Option<Shelved<'_>> {
        let (shelf_place, card_place) = self.places.get(&id)?;
        let source = self.roadmaps.get(*shelf_place)?;
        Some(Shelved {
            card: source.roadmap.cards.get(*card_place)?,
            roadmap: &source.roadmap,
            source,
        })
    }

    /// What is left to study on `today`.
    pub fn queue(&self, collection: &Collection, today: StudyDay) -> Queue {
        let cards = self.roadmaps().flat_map(|roadmap| &roadmap.cards);
        let cards = cards.map(|card| QueueCard {
            id: card.id,
            note: card.note,
        });
        Queue::build(cards, collection, today)
    }
}

impl Shelved<'_> {
    /// The document the card was read from, as the journal names it.
    pub fn document(&self) -> Imported {
        Imported {
            roadmap: self.roadmap.id.clone(),
            path: format!("bundled:{}", self.source.path),
            content: self.source.content,
        }
    }
}
