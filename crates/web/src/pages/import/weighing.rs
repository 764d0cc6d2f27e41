//! What a document is a version of; and where the learner has edited the roadmap, both are put
//! together, as they choose.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::id::RoadmapId;
use waymark_core::revision::{Choice, ThreeWay};

use super::importing::Importing;
use crate::platform::database;
use crate::state::candidate::{Candidate, OwnEdits, Version};
use crate::state::shelf::Origin;

impl Importing {
    /// Puts what the learner has edited in the version that is here into a document that was read.
    pub(super) async fn weighed(
        &self,
        path: &str,
        candidate: Candidate,
        bytes: Arc<[u8]>,
        others: &[Arc<Candidate>],
    ) -> Result<Candidate, String> {
        let id = candidate.roadmap().id.clone();
        match self.edits(&id, bytes).await? {
            Some(edits) => {
                self.with_edits(path, &id, Arc::new(edits), &[], others)
                    .await
            }
            None => Ok(candidate),
        }
    }

    /// Reads the candidate at `place` again, as the learner says what it is.
    pub fn read_as(self, place: usize, version: Version) {
        let candidates = self.candidates.get_untracked();
        let Some(candidate) = candidates.get(place).map(Arc::clone) else {
            return;
        };
        let turn = self.turn.get_value();
        self.failure.set(None);
        spawn_local(async move {
            let earlier = candidate.earlier.as_ref();
            let known = match version {
                Version::Own => None,
                Version::OfEarlier => earlier.map(|earlier| &earlier.roadmap),
            };
            let mut others = candidates;
            others.remove(place);
            let edits = candidate.edits.as_ref();
            let bytes = edits.map_or(&candidate.bytes, |edits| &edits.source);
            let bytes = Arc::clone(bytes);
            let path = candidate.path();
            let read = match self.judged(path, Arc::clone(&bytes), known, &others).await {
                Ok(read) => self.weighed(path, read, bytes, &others).await,
                Err(why) => Err(why),
            };
            if self.is_over(turn) {
                return;
            }
            self.stop_reader();
            self.choices.update(|all| drop(all.remove(&place)));
            match read {
                Ok(read) if known.is_some_and(|known| read.roadmap().id != *known) => {
                    self.failure.set(Some(format!(
                        "`{}` has an id of its own in its front matter, so it is a roadmap of its \
                         own. Give it the id `{}` there to make it a new version.",
                        candidate.path(),
                        earlier.map_or("", |earlier| earlier.roadmap.as_str()),
                    )));
                }
                Ok(read) => {
                    let read = Arc::new(Candidate {
                        earlier: candidate.earlier.clone(),
                        version,
                        ..read
                    });
                    self.read_again.set(Some(place));
                    self.candidates.update_untracked(|all| {
                        if let Some(candidate) = all.get_mut(place) {
                            *candidate = read;
                        }
                    });
                    self.offer_to_candidates();
                    self.candidates.notify();
                }
                Err(why) => self
                    .failure
                    .set(Some(format!("`{}`: {why}", candidate.path()))),
            }
        });
    }

    /// What the learner has edited in the version that is here, and the source does not say.
    async fn edits(&self, id: &RoadmapId, source: Arc<[u8]>) -> Result<Option<OwnEdits>, String> {
        let shelf = self.study.shelf_now();
        let mut here = shelf.sources().iter();
        let here = here.find(|here| here.roadmap.id == *id && here.origin == Origin::Imported);
        let Some(here) = here else {
            return Ok(None);
        };
        let words = |error: database::DatabaseError| error.to_string();
        let base = database::base(id).await.map_err(words)?;
        let own = database::source(here.content).await.map_err(words)?;
        let (Some(base), Some(own)) = (base, own) else {
            return Ok(None);
        };
        // Their own version comes back as they downloaded it.
        if *own == *source {
            return Ok(None);
        }
        let versions = ThreeWay::of(&base, &own, &source);
        let is_edited = versions.places().next().is_some();
        Ok(is_edited.then_some(OwnEdits {
            versions,
            base,
            source,
        }))
    }

    async fn with_edits(
        &self,
        path: &str,
        id: &RoadmapId,
        edits: Arc<OwnEdits>,
        choices: &[Choice],
        others: &[Arc<Candidate>],
    ) -> Result<Candidate, String> {
        let merged = edits.versions.merged(choices).into_bytes();
        let candidate = self.judged(path, merged.into(), Some(id), others).await?;
        Ok(Candidate {
            edits: Some(edits),
            ..candidate
        })
    }

    /// The candidate at `place` with what was chosen for it.
    pub(super) async fn as_chosen(
        &self,
        place: usize,
        candidate: &Arc<Candidate>,
    ) -> Result<Arc<Candidate>, String> {
        let Some(edits) = candidate.edits.clone() else {
            return Ok(Arc::clone(candidate));
        };
        let choices = self.chosen(place);
        if *edits.versions.merged(&choices).as_bytes() == *candidate.bytes {
            return Ok(Arc::clone(candidate));
        }
        let mut others = self.candidates.get_untracked();
        others.remove(place);
        let id = &candidate.roadmap().id;
        let again = self
            .with_edits(candidate.path(), id, edits, &choices, &others)
            .await?;
        Ok(Arc::new(Candidate {
            earlier: candidate.earlier.clone(),
            version: candidate.version,
            ..again
        }))
    }

    /// What was chosen for the places of a candidate.
    pub(super) fn chosen(&self, place: usize) -> Vec<Choice> {
        let chosen = |all: &BTreeMap<usize, Vec<Choice>>| all.get(&place).cloned();
        self.choices.with_untracked(chosen).unwrap_or_default()
    }

    /// Chooses whose words stand in one of the places that the learner has edited.
    pub(super) fn choose(self, place: usize, edit: usize, choice: Choice) {
        self.choices.update(|all| {
            let choices = all.entry(place).or_default();
            if choices.len() <= edit {
                choices.resize(edit + 1, Choice::default());
            }
            if let Some(chosen) = choices.get_mut(edit) {
                *chosen = choice;
            }
        });
        let candidates = self.candidates.get_untracked();
        let Some(candidate) = candidates.get(place).map(Arc::clone) else {
            return;
        };
        let turn = self.turn.get_value();
        let choices = self.chosen(place);
        spawn_local(async move {
            let read = self.as_chosen(place, &candidate).await;
            if self.is_over(turn) || self.chosen(place) != choices {
                return;
            }
            match read {
                Ok(read) => self.candidates.update(|all| {
                    if let Some(candidate) = all.get_mut(place) {
                        *candidate = read;
                    }
                }),
                Err(why) => self
                    .failure
                    .set(Some(format!("`{}`: {why}", candidate.path()))),
            }
        });
    }
}
