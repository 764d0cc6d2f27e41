//! Which roadmap a document of another name may be a new version of.

use rustc_hash::FxHashMap;
use waymark_core::card::CardKind;
use waymark_core::id::RoadmapId;
use waymark_core::reimport::{Fingerprint, Snapshot};
use waymark_core::roadmap::Roadmap;

use super::shelf::Shelf;

/// A roadmap on the shelf that a document may be a version of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// Its title.
    pub title: String,
    /// The document it was read from.
    pub path: String,
}

/// The questions of all roadmaps on the shelf.
#[derive(Clone, Debug, Default)]
pub struct Resemblance {
    roadmaps: Vec<(Earlier, usize)>,
    /// The roadmaps that ask each question.
    asked: FxHashMap<(CardKind, Fingerprint), Vec<usize>>,
}

impl Resemblance {
    /// Looks at every question once.
    pub fn of(shelf: &Shelf) -> Self {
        let mut all = Self::default();
        for (place, source) in shelf.sources().iter().enumerate() {
            for card in Snapshot::of(&source.roadmap).cards {
                let asking = all.asked.entry((card.kind, card.question)).or_default();
                if asking.last() != Some(&place) {
                    asking.push(place);
                }
            }
            let earlier = Earlier {
                roadmap: source.roadmap.id.clone(),
                title: source.roadmap.title.clone(),
                path: source.path.clone(),
            };
            all.roadmaps.push((earlier, source.roadmap.cards.len()));
        }
        all
    }

    /// The roadmap that asks most of the same questions, if those are more than half of its own or
    /// of the document's; otherwise the one that was read from a file of that name.
    pub fn earlier(&self, path: &str, roadmap: &Roadmap) -> Option<&Earlier> {
        let cards = Snapshot::of(roadmap).cards;
        let mut shared = vec![0_usize; self.roadmaps.len()];
        for card in &cards {
            let asking = self.asked.get(&(card.kind, card.question));
            for place in asking.into_iter().flatten() {
                if let Some(shared) = shared.get_mut(*place) {
                    *shared += 1;
                }
            }
        }
        let alike = shared.iter().zip(&self.roadmaps);
        let alike = alike.filter(|(shared, (_, own))| **shared * 2 > cards.len().min(*own));
        let most = alike.max_by_key(|(shared, _)| **shared);
        let most = most.map(|(_, (earlier, _))| earlier);
        let named = || {
            let mut roadmaps = self.roadmaps.iter().map(|(earlier, _)| earlier);
            roadmaps.find(|earlier| path.contains('.') && name(&earlier.path) == name(path))
        };
        most.or_else(named)
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::shelf::{Origin, Source};
    use waymark_core::roadmap::{content_hash, import};
    use waymark_store::bundle::BundledRoadmap;

    const TEA: &str = "# Tea\n\n- **Green**: short.\n- **Black**: long.\n- **Oolong**: longer.\n";

    #[test]
    fn a_document_resembles_what_asks_the_same_or_has_its_file() {
        let bundled = BundledRoadmap {
            path: "drinks/tea.md".to_owned(),
            content: content_hash(TEA.as_bytes()),
            roadmap: import(TEA.as_bytes(), "tea").roadmap,
        };
        let sources = vec![Source::new(bundled, Origin::Bundled)];
        let resemblance = Resemblance::of(&Shelf::assemble(sources, Ok(Vec::new())));
        #[track_caller]
        fn check(resemblance: &Resemblance, path: &str, source: &str, expected: Option<&str>) {
            let roadmap = import(source.as_bytes(), path).roadmap;
            let found = resemblance.earlier(path, &roadmap);
            assert_eq!(found.map(|earlier| earlier.title.as_str()), expected);
        }
        let renamed = TEA.replace("# Tea", "# Teas");
        check(&resemblance, "other.md", &renamed, Some("Tea"));
        let fewer = renamed.replace("- **Oolong**: longer.\n", "- **Rooibos**: no tea.\n");
        check(&resemblance, "other.md", &fewer, Some("Tea"));
        let bread = "# Bread\n\n- **Rye**: dark.\n- **Green**: gone off.\n";
        check(&resemblance, "bread.md", bread, None);
        check(&resemblance, "new/tea.md", bread, Some("Tea"));
        check(&resemblance, "Pasted text", bread, None);
    }
}
