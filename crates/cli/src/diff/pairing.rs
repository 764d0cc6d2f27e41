//! Which roadmaps of two versions belong together, and what becomes of their cards.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Serialize;
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::reimport::{Comparison, Likeness, Snapshot, compare};

use crate::input::{Document, Documents};

/// What becomes of an old card.
#[derive(Clone, Copy)]
pub enum Fate {
    Kept,
    Moved,
    Edited,
    Carried(CardId),
    Proposed(CardId, Likeness),
    Gone,
}

/// A roadmap that has another id now.
#[derive(Serialize)]
pub struct RenamedRoadmap {
    pub was: String,
    pub now: String,
}

/// The comparisons of all roadmaps.
#[derive(Default)]
pub struct Pairing {
    /// The old cards that are not gone.
    fates: HashMap<CardId, Fate>,
    new: HashSet<CardId>,
    pub roadmaps_gone: Vec<String>,
    pub roadmaps_new: Vec<String>,
    pub roadmaps_renamed: Vec<RenamedRoadmap>,
}

/// A roadmap with its documents.
struct Group<'a> {
    id: &'a RoadmapId,
    documents: Vec<&'a Document>,
}

impl Pairing {
    /// Compares each roadmap of `old` with the one of `new` that has its id, or else with one
    /// that has a document in the same place and an id that `old` does not know.
    pub fn of(old: &Documents, new: &Documents) -> Self {
        let (old, new) = (groups(old), groups(new));
        let known: HashSet<&RoadmapId> = old.iter().map(|group| group.id).collect();
        let ids: HashMap<&RoadmapId, &Group<'_>> = new.iter().map(|it| (it.id, it)).collect();
        // Roadmaps that may be old ones under another id, by the places of their documents.
        let unknown = new.iter().filter(|after| !known.contains(after.id));
        let places = unknown.flat_map(|after| after.documents.iter().map(move |it| (it, after)));
        let places: HashMap<&Path, &Group<'_>> = places
            .map(|(it, after)| (it.place.as_path(), after))
            .collect();
        let mut taken = HashSet::new();
        let mut pairing = Self::default();
        for before in &old {
            let mut at = before.documents.iter().map(|it| it.place.as_path());
            let successor = || at.find_map(|place| places.get(place));
            let after = ids.get(before.id).or_else(successor).copied();
            let after = after.filter(|after| taken.insert(after.id));
            pairing.take(Some(before), after);
        }
        for after in new.iter().filter(|after| !taken.contains(after.id)) {
            pairing.take(None, Some(after));
        }
        pairing
    }

    fn take(&mut self, old: Option<&Group<'_>>, new: Option<&Group<'_>>) {
        match (old, new) {
            (Some(old), Some(new)) if old.id != new.id => {
                self.roadmaps_renamed.push(RenamedRoadmap {
                    was: old.id.to_string(),
                    now: new.id.to_string(),
                });
            }
            (Some(old), None) => self.roadmaps_gone.push(old.id.to_string()),
            (None, Some(new)) => self.roadmaps_new.push(new.id.to_string()),
            _ => {}
        }
        let Some(id) = old.or(new).map(|group| group.id) else {
            return;
        };
        let snapshot = |group: Option<&Group<'_>>| {
            let documents = group.into_iter().flat_map(|group| &group.documents);
            let roadmaps = documents.map(|document| &document.import.roadmap);
            Snapshot::of_documents(id.clone(), roadmaps)
        };
        let comparison = compare(&snapshot(old), &snapshot(new));
        self.tell(comparison);
    }

    fn tell(&mut self, comparison: Comparison) {
        let all = |ids: Vec<CardId>, fate: Fate| ids.into_iter().map(move |id| (id, fate));
        self.fates.extend(all(comparison.kept, Fate::Kept));
        self.fates.extend(all(comparison.moved, Fate::Moved));
        self.fates.extend(all(comparison.edited, Fate::Edited));
        for carried in comparison.carried {
            self.fates.insert(carried.from, Fate::Carried(carried.to));
        }
        for proposal in comparison.proposed {
            let fate = Fate::Proposed(proposal.carry.to, proposal.likeness);
            self.fates.insert(proposal.carry.from, fate);
        }
        self.new.extend(comparison.new);
    }

    /// What becomes of an old card.
    pub fn fate(&self, card: CardId) -> Fate {
        self.fates.get(&card).copied().unwrap_or(Fate::Gone)
    }

    /// Whether a card of the new version was not there before.
    pub fn is_new(&self, card: CardId) -> bool {
        self.new.contains(&card)
    }
}

/// The documents by their roadmaps, in the order of the first of each.
fn groups(documents: &Documents) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: HashMap<&RoadmapId, usize> = HashMap::new();
    for document in &documents.0 {
        let id = &document.import.roadmap.id;
        let place = *places.entry(id).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.documents.push(document),
            None => groups.push(Group {
                id,
                documents: vec![document],
            }),
        }
    }
    groups
}
