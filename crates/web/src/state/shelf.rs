//! The shelf: the roadmaps that can be studied, and where each card stands in them.

use std::sync::Arc;

use waymark_core::arrangement::{Enrolment, Plan};
use waymark_core::card::Card;
use waymark_core::collection::{Collection, Members};
use waymark_core::id::{CardId, ContentHash, RoadmapId};
use waymark_core::journal::Imported;
use waymark_core::ordering::put_in_order;
use waymark_core::roadmap::Roadmap;
use waymark_core::study::QueueRoadmap;
use waymark_store::bundle::BundledRoadmap;
use waymark_store::document::{Document, Kept};

use crate::platform::database::DatabaseError;

/// Roadmaps in the order in which their new cards come: the learner's own before the bundled, but
/// for those that replace a bundled one, and stand where it stood.
#[derive(Debug, Default)]
pub struct Shelf {
    roadmaps: Vec<Arc<Source>>,
    /// The same as the queue needs them.
    queued: Vec<QueueRoadmap>,
    /// Where each card stands.
    members: Arc<Members>,
    /// Documents that an older version compiled, in a form that this one does not read.
    unread: Vec<Document>,
    bundled: Vec<Arc<Source>>,
    unopened: Option<DatabaseError>,
}

/// A roadmap and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it says. Of the texts of a bundled one only those that a study session shows, but for
    /// a page that the importer draws: that has all.
    pub roadmap: Roadmap,
    /// The bytes it was compiled from.
    pub content: ContentHash,
    /// The document it was read from.
    pub path: String,
    /// Who brought it.
    pub origin: Origin,
}

/// Who brought a roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It came with the application.
    Bundled,
    /// The learner imported it.
    Imported,
}

/// A card with the roadmap it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Shelved<'a> {
    /// The card.
    pub card: &'a Card,
    /// Its roadmap.
    pub roadmap: &'a Roadmap,
    source: &'a Source,
}

impl Source {
    /// A compiled roadmap from `origin`.
    pub fn new(compiled: BundledRoadmap, origin: Origin) -> Arc<Self> {
        Arc::new(Self {
            roadmap: compiled.roadmap,
            content: compiled.content,
            path: compiled.path,
            origin,
        })
    }

    /// The document as the journal names it.
    pub fn document(&self) -> Imported {
        Imported {
            roadmap: self.roadmap.id.clone(),
            path: match self.origin {
                Origin::Bundled => format!("bundled:{}", self.path),
                Origin::Imported => self.path.clone(),
            },
            content: self.content,
        }
    }
}

impl Shelf {
    /// Puts on the shelf what is kept, and of the bundled roadmaps those that are neither put away
    /// nor replaced by a document of the learner's own.
    pub fn assemble(bundled: Vec<Arc<Source>>, kept: Result<Vec<Kept>, DatabaseError>) -> Self {
        let (kept, unopened) = match kept {
            Ok(kept) => (kept, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let mut shelf = Self {
            unopened,
            ..Self::default()
        };
        shelf.roadmaps = bundled.clone();
        let mut own = Vec::new();
        for kept in kept {
            let mut places = shelf.roadmaps.iter();
            let place = places.position(|source| source.roadmap.id == *kept.roadmap());
            if let Some(place) = place {
                shelf.roadmaps.remove(place);
            }
            if let Kept::Document(document) = kept {
                match (document.compiled.read(), place) {
                    (Some(compiled), Some(place)) => {
                        let source = Source::new(compiled, Origin::Imported);
                        shelf.roadmaps.insert(place, source);
                    }
                    (Some(compiled), None) => own.push(Source::new(compiled, Origin::Imported)),
                    (None, _) => shelf.unread.push(document),
                }
            }
        }
        shelf.roadmaps.splice(0..0, own);
        shelf.members = Members::of(shelf.roadmaps());
        shelf.queued = shelf.roadmaps().map(QueueRoadmap::of).collect();
        shelf.bundled = bundled;
        shelf
    }

    /// The shelf as it is when this is kept. Where the database opens no more, all stays in place.
    pub fn refilled(&self, kept: Result<Vec<Kept>, DatabaseError>) -> Option<Self> {
        kept.is_ok()
            .then(|| Self::assemble(self.bundled.clone(), kept))
    }

    /// Which cards are of which roadmap.
    pub fn members(&self) -> Arc<Members> {
        Arc::clone(&self.members)
    }

    /// The roadmaps that come with the application, also those that are put away or replaced.
    pub fn bundled(&self) -> &[Arc<Source>] {
        &self.bundled
    }

    /// Why the learner's own roadmaps are not here, if they are not.
    pub const fn unopened(&self) -> Option<&DatabaseError> {
        self.unopened.as_ref()
    }

    /// Documents that have to be compiled again before they can be studied.
    pub fn unread(&self) -> &[Document] {
        &self.unread
    }

    /// The roadmaps with their sources, in order.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.roadmaps
    }

    /// The roadmaps in the learner's order, each with its plan; those that were removed as well.
    ///
    /// Those that the learner gave no place come last, in the order in which they are kept.
    pub fn arranged<'a>(&'a self, collection: &'a Collection) -> Vec<(&'a Arc<Source>, &'a Plan)> {
        let sources = self.roadmaps.iter();
        let mut arranged: Vec<_> = sources
            .map(|source| (source, collection.plan(&source.roadmap.id)))
            .collect();
        put_in_order(&mut arranged, |(_, plan)| [plan.rank(), 0, 0]);
        arranged
    }

    /// The roadmaps that are active or paused, in the learner's order.
    pub fn studied(&self, collection: &Collection) -> Vec<Arc<Source>> {
        let arranged = self.arranged(collection).into_iter();
        arranged
            .filter(|(_, plan)| plan.enrolment <= Enrolment::Paused)
            .map(|(source, _)| Arc::clone(source))
            .collect()
    }

    /// The roadmaps in the order in which they are kept.
    pub fn roadmaps(&self) -> impl Iterator<Item = &Roadmap> {
        self.roadmaps.iter().map(|source| &source.roadmap)
    }

    /// The roadmap of that id.
    pub fn roadmap(&self, id: &RoadmapId) -> Option<&Roadmap> {
        self.roadmaps().find(|roadmap| roadmap.id == *id)
    }

    /// Where a card stands; `None` for a card of a roadmap that is not here.
    pub fn place(&self, id: CardId) -> Option<Shelved<'_>> {
        let (shelf_place, card_place) = self.members.place(id)?;
        let source = self.roadmaps.get(shelf_place)?;
        Some(Shelved {
            card: source.roadmap.cards.get(card_place)?,
            roadmap: &source.roadmap,
            source,
        })
    }

    /// The roadmaps of which the journal knows a document.
    pub fn begun<'a>(
        &'a self,
        collection: &'a Collection,
    ) -> impl Iterator<Item = &'a Arc<Source>> {
        let is_begun = |source: &&Arc<Source>| {
            let mut documents = collection.documents().iter();
            documents.any(|document| document.roadmap == source.roadmap.id)
        };
        self.roadmaps.iter().filter(is_begun)
    }

    /// The roadmaps as the queue needs them.
    pub fn queued(&self) -> &[QueueRoadmap] {
        &self.queued
    }
}

impl Shelved<'_> {
    /// The document the card was read from, as the journal names it.
    pub fn document(&self) -> Imported {
        self.source.document()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::roadmap::{content_hash, import};
    use waymark_store::document::Compiled;

    fn compiled(path: &str, source: &str) -> BundledRoadmap {
        BundledRoadmap {
            path: path.to_owned(),
            content: content_hash(source.as_bytes()),
            roadmap: import(source.as_bytes(), path).roadmap,
        }
    }

    fn kept(path: &str, source: &str) -> Kept {
        let compiled = compiled(path, source);
        Kept::Document(Document {
            roadmap: compiled.roadmap.id.clone(),
            path: compiled.path.clone(),
            content: compiled.content,
            importer: 1,
            compiled: Compiled::of(&compiled).expect("it can be written"),
        })
    }

    #[test]
    fn the_learners_own_come_first_or_stand_for_what_has_their_id() {
        let bundled = |path, source| Source::new(compiled(path, source), Origin::Bundled);
        let all = [
            bundled("tea.md", "# Tea\n"),
            bundled("bread.md", "# Bread\n"),
        ];
        #[track_caller]
        fn check(all: &[Arc<Source>], kept: Vec<Kept>, expected: &[&str]) {
            let shelf = Shelf::assemble(all.to_vec(), Ok(kept));
            let sources = shelf.sources().iter();
            let documents: Vec<String> = sources.map(|source| source.document().path).collect();
            assert_eq!(documents, expected);
        }
        check(&all, Vec::new(), &["bundled:tea.md", "bundled:bread.md"]);
        check(
            &all,
            vec![kept("my.md", "# Soup\n")],
            &["my.md", "bundled:tea.md", "bundled:bread.md"],
        );
        check(
            &all,
            vec![kept("my.md", "# Bread\n")],
            &["bundled:tea.md", "my.md"],
        );
        check(
            &all,
            vec![kept("my.md", "# Tea\n"), kept("soup.md", "# Soup\n")],
            &["soup.md", "my.md", "bundled:bread.md"],
        );
        let put_away = Kept::PutAway("tea".parse().expect("a slug"));
        check(&all, vec![put_away], &["bundled:bread.md"]);
    }
}
