//! An import from choosing to keeping.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::journal::Imported;
use waymark_core::revision::Choice;
use waymark_store::packaging;

use crate::platform::chosen::ChosenFile;
use crate::platform::database;
use crate::platform::packager::Task;
use crate::platform::page;
use crate::platform::worker::Reader;
use crate::state::candidate::{Candidate, PassedOver, Sort, Standing, sort};
use crate::state::context::{Outcome, Study};
use crate::state::offered::{self, Content, Offer};
use crate::state::resemblance::Resemblance;
use crate::state::{documents, newer, settling};

use super::choosing::{PASTED, forget_pasted};
use super::difference::Confirmed;
use super::media::Media;
use super::package::{self, Unpacked};
use super::stage::{Added, Chosen, Progress, Stage};

/// What the page has at hand.
#[derive(Clone, Copy)]
pub struct Importing {
    /// The learner and the shelf.
    pub study: Study,
    /// Where the import is.
    pub stage: RwSignal<Stage>,
    /// The documents that were read.
    pub candidates: RwSignal<Vec<Arc<Candidate>>>,
    /// What came with packages besides documents.
    pub packages: RwSignal<Vec<Unpacked>>,
    /// The pictures and sounds that were chosen.
    pub media: RwSignal<Media>,
    /// What was chosen and not read.
    pub passed_over: RwSignal<Vec<PassedOver>>,
    /// The places of candidates that the learner does not want.
    pub left_out: RwSignal<BTreeSet<usize>>,
    /// The cards that the learner says are others in other words.
    pub confirmed: Confirmed,
    /// Whose words are to stand where the learner had edited, for each candidate of which that is to
    /// be said.
    pub choices: RwSignal<BTreeMap<usize, Vec<Choice>>>,
    /// The place of the candidate that was read again, to which the focus goes.
    pub read_again: RwSignal<Option<usize>>,
    /// What went wrong last.
    pub failure: RwSignal<Option<String>>,
    pub(super) resemblance: StoredValue<Arc<Resemblance>>,
    pub(super) reader: StoredValue<Option<Rc<Reader>>, LocalStorage>,
    task: StoredValue<Option<Task>, LocalStorage>,
    /// Counts the imports, so that one that was cancelled knows it.
    pub(super) turn: StoredValue<u32>,
}

/// Why a file is no document.
const NO_DOCUMENT: &str = "it is no document, package, picture or sound by its name";

impl Importing {
    /// Begins with nothing chosen.
    pub fn begin(study: Study) -> Self {
        Self {
            study,
            stage: RwSignal::new(Stage::Choosing),
            candidates: RwSignal::new(Vec::new()),
            packages: RwSignal::new(Vec::new()),
            media: RwSignal::new(Media::default()),
            passed_over: RwSignal::new(Vec::new()),
            left_out: RwSignal::new(BTreeSet::new()),
            confirmed: Confirmed::none(),
            choices: RwSignal::new(BTreeMap::new()),
            read_again: RwSignal::new(None),
            failure: RwSignal::new(None),
            resemblance: StoredValue::new(Arc::default()),
            reader: StoredValue::new_local(None),
            task: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        }
    }

    /// Ends whatever goes on: the page is left.
    pub fn leave(&self) {
        self.turn
            .try_update_value(|turn| *turn = turn.wrapping_add(1));
        offered::withdraw();
        self.stop_reader();
    }

    /// Ends whatever goes on, and begins anew.
    pub fn cancel(&self) {
        self.leave();
        self.candidates.set(Vec::new());
        self.packages.set(Vec::new());
        self.media.set(Media::default());
        self.passed_over.set(Vec::new());
        self.left_out.set(BTreeSet::new());
        self.confirmed.clear();
        self.choices.set(BTreeMap::new());
        self.read_again.set(None);
        self.failure.set(None);
        self.stage.set(Stage::Choosing);
    }

    /// Reads files; those that are no documents are named and left.
    pub fn take_files(self, files: Vec<ChosenFile>) {
        let mut documents = Vec::new();
        let mut packages = Vec::new();
        let mut media = Vec::new();
        let mut others = Vec::new();
        for file in files {
            let offer = Offer::new(file.path.clone(), file.file.size() as u64);
            match sort(&file.path) {
                Sort::Document => documents.push(Chosen::File(file)),
                Sort::Package => packages.push(file),
                Sort::Hidden => {}
                Sort::Media if let Some(offer) = offer => {
                    media.push((offer, Content::File(file.file)));
                }
                Sort::Media | Sort::Other => others.push(PassedOver {
                    why: NO_DOCUMENT.to_owned(),
                    path: file.path,
                }),
            }
        }
        self.take_all(packages, media, documents, others);
    }

    /// Reads documents one after the other, and shows what they make.
    pub fn take(self, documents: Vec<Chosen>, others: Vec<PassedOver>) {
        self.take_all(Vec::new(), Vec::new(), documents, others);
    }

    fn take_all(
        self,
        packages: Vec<ChosenFile>,
        media: Vec<(Offer, Content)>,
        mut documents: Vec<Chosen>,
        others: Vec<PassedOver>,
    ) {
        self.cancel();
        let turn = self.turn.get_value();
        self.passed_over.set(others);
        offered::offer(media);
        let shelf = self.study.shelf_now();
        self.resemblance
            .set_value(Arc::new(Resemblance::of(&shelf)));
        spawn_local(async move {
            let all = packages.len();
            for (done, file) in packages.into_iter().enumerate() {
                let unpacked = self.unpack(&file, (done, all)).await;
                page::pause().await;
                if self.is_over(turn) {
                    return;
                }
                match unpacked {
                    Ok((unpacked, decks)) => {
                        documents.extend(decks);
                        self.packages.update(|all| all.push(unpacked));
                    }
                    Err(why) => self.passed_over.update(|all| {
                        all.push(PassedOver {
                            path: file.path,
                            why,
                        });
                    }),
                }
            }
            let all = documents.len();
            for (done, document) in documents.into_iter().enumerate() {
                let path = document.path().to_owned();
                self.stage.set(Stage::Reading(Progress {
                    done,
                    all,
                    path: path.clone(),
                }));
                let candidate = self.candidate(document).await;
                if self.is_over(turn) {
                    return;
                }
                match candidate {
                    Ok(candidate) => self.candidates.update(|all| all.push(Arc::new(candidate))),
                    Err(why) => self
                        .passed_over
                        .update(|all| all.push(PassedOver { path, why })),
                }
            }
            self.stop_reader();
            self.look_at_media().await;
            page::pause().await;
            if !self.is_over(turn) {
                self.stage.set(Stage::Preview);
            }
        });
    }

    /// Reads a package of Anki's in a worker of its own.
    async fn unpack(
        self,
        file: &ChosenFile,
        (done, all): (usize, usize),
    ) -> Result<(Unpacked, Vec<Chosen>), String> {
        let turn = self.turn.get_value();
        let path = file.path.clone();
        self.stage.set(Stage::Reading(Progress {
            done,
            all,
            path: path.clone(),
        }));
        let tell = move |now: packaging::Progress| {
            if !self.is_over(turn) {
                let path = format!("{path}: {now}");
                self.stage.set(Stage::Reading(Progress { done, all, path }));
            }
        };
        package::unpack(file, |task| self.task.set_value(Some(task)), tell).await
    }

    /// Whether another import has begun since `turn`, or the page is gone.
    pub(super) fn is_over(&self, turn: u32) -> bool {
        self.turn.try_get_value() != Some(turn)
    }

    pub(super) fn stop_reader(&self) {
        if let Some(reader) = self.reader.try_update_value(Option::take).flatten() {
            reader.stop();
        }
        if let Some(task) = self.task.try_update_value(Option::take).flatten() {
            task.stop();
        }
    }

    /// The candidates that are to be added.
    pub fn wanted(&self) -> Vec<usize> {
        let left_out = self.left_out.get();
        self.candidates.with(|candidates| {
            let places = candidates.iter().enumerate();
            let wanted = places
                .filter(|(place, candidate)| candidate.can_be_added() && !left_out.contains(place));
            wanted.map(|(place, _)| place).collect()
        })
    }

    /// Keeps the history that came with packages, and then the wanted candidates: each document
    /// first, and then that it was imported.
    pub fn add(self) {
        let wanted = untrack(|| self.wanted());
        let media = untrack(|| self.plan());
        let candidates = self.candidates.get_untracked();
        let turn = self.turn.get_value();
        spawn_local(async move {
            let Ok(history) = package::add_history(self) else {
                return;
            };
            let mut added = Vec::new();
            for place in wanted {
                let Some(candidate) = candidates.get(place) else {
                    continue;
                };
                let candidate = match self.as_chosen(place, candidate).await {
                    Ok(candidate) => candidate,
                    Err(why) => {
                        self.failure.set(Some(format!(
                            "`{}` was not added: {why}.",
                            candidate.path()
                        )));
                        return;
                    }
                };
                let kept = documents::keep(candidate.document(), &candidate.bytes).await;
                if self.is_over(turn) {
                    return;
                }
                if let Err(error) = kept {
                    self.failure.set(Some(format!(
                        "`{}` was not added: the browser did not keep it ({error}). Nothing was \
                         changed by that, and the documents below are still here. Make room or \
                         allow this site to keep data, then try again.",
                        candidate.path()
                    )));
                    return;
                }
                let roadmap = candidate.roadmap();
                let content = candidate.reading.roadmap.content;
                let shelf = self.study.shelf_now();
                let bundled = newer::is_bundled(&shelf, content).then_some(&*candidate.bytes);
                let base = candidate.base().or(bundled);
                if let Err(error) = database::keep_base(&roadmap.id, base).await {
                    leptos::logging::log!("`{}` forgets its source: {error}", roadmap.id);
                }
                let document = Imported {
                    roadmap: roadmap.id.clone(),
                    path: candidate.path().to_owned(),
                    content,
                };
                let carries = match &candidate.standing {
                    Standing::Known { comparison, .. } => self.confirmed.carries(comparison),
                    _ => Vec::new(),
                };
                let outcome = self.study.take_over(carries, Some(document));
                if outcome == Outcome::Refused {
                    // The notice says why; the first review of the document states it again.
                    return;
                }
                if let Err(error) = settling::finish(&settling::snapshot(roadmap, content)).await {
                    leptos::logging::log!("`{}` may be compared again: {error}", roadmap.id);
                }
                if self.is_over(turn) {
                    return;
                }
                if candidate.path() == PASTED {
                    forget_pasted();
                }
                added.push(Added {
                    roadmap: roadmap.id.clone(),
                    title: roadmap.title.clone(),
                    cards: roadmap.cards.len(),
                });
            }
            let media = self.keep_media(media).await;
            documents::announce();
            if self.is_over(turn) {
                return;
            }
            self.cancel();
            self.stage.set(Stage::Added(added, history, media));
        });
    }
}
