//! An export from choosing to saving.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::arrangement::Enrolment;
use waymark_core::id::RoadmapId;
use waymark_store::bundle::{self, BundledRoadmap};
use waymark_store::packaging::{Answer, Events, Export, Form, Order, Progress, Schedule, Size};

use super::media;
use crate::platform::clock;
use crate::platform::database;
use crate::platform::files::{self, Shared};
use crate::platform::method::is_named;
use crate::platform::packager::{self, Answered, IMPORTER, PACKAGES, Ready, SOMETHING_ELSE, Task};
use crate::platform::storage::{BrowserStore, words};
use crate::platform::task::Program;
use crate::state::context::Study;
use crate::state::shelf::Source;

/// How long nothing has to change before it is counted anew.
const REST: Duration = Duration::from_millis(250);

/// What the page has at hand.
#[derive(Clone, Copy)]
pub struct Exporting {
    study: Study,
    /// The roadmaps that the learner does not want.
    pub left_out: RwSignal<BTreeSet<RoadmapId>>,
    /// Which of their cards.
    pub query: RwSignal<String>,
    /// Whether what was learned goes along.
    pub schedule: RwSignal<Schedule>,
    /// What is made.
    pub form: RwSignal<Form>,
    /// How much it would hold.
    pub counted: RwSignal<Counted>,
    /// Where the export is.
    pub stage: RwSignal<Stage>,
    /// What went wrong last.
    pub failure: RwSignal<Option<String>>,
    task: StoredValue<Option<Task>, LocalStorage>,
    /// Counts what was begun, so that what was cancelled knows it.
    turn: StoredValue<u32>,
}

/// How much would be exported, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It is being counted.
    Counting,
    /// So much.
    Known(Size),
    /// It cannot be said, and why.
    Failed(String),
}

/// Where an export is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// The learner chooses.
    Choosing,
    /// The file is being made, and how far it is.
    Making(String),
    /// The file is made.
    Made(Arc<Saved>),
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// What it is.
    pub form: Form,
    /// Whether what was learned is in it.
    pub schedule: Schedule,
    /// What it holds.
    pub made: Made,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// How much.
    pub size: Size,
    /// How many pictures and sounds.
    pub media: usize,
    /// Pictures and sounds that it lacks, and why.
    pub lacking: Vec<String>,
    bytes: Vec<u8>,
}

/// How files of a form are called.
pub struct Named {
    /// Their ending.
    pub ending: &'static str,
    /// Their media type.
    pub media_type: &'static str,
}

/// How files of a form are called.
pub const fn named(form: Form) -> Named {
    let (ending, media_type) = match form {
        Form::Apkg => ("apkg", "application/octet-stream"),
        Form::Csv => ("csv", "text/csv"),
        Form::Tsv => ("tsv", "text/tab-separated-values"),
        Form::Markdown => ("md", "text/markdown"),
    };
    Named { ending, media_type }
}

impl Exporting {
    /// Begins with everything that is studied, or with one roadmap.
    pub fn begin(study: Study, only: Option<RoadmapId>) -> Self {
        let shelf = study.shelf_now();
        let left_out = study.now(|learner| {
            let arranged = shelf.arranged(learner.collection()).into_iter();
            let left = arranged.filter(|(source, plan)| match &only {
                Some(only) => source.roadmap.id != *only,
                None => plan.enrolment == Enrolment::Removed,
            });
            left.map(|(source, _)| source.roadmap.id.clone()).collect()
        });
        let exporting = Self {
            study,
            left_out: RwSignal::new(left_out),
            query: RwSignal::new(String::new()),
            schedule: RwSignal::new(Schedule::Included),
            form: RwSignal::new(Form::Apkg),
            counted: RwSignal::new(Counted::Counting),
            stage: RwSignal::new(Stage::Choosing),
            failure: RwSignal::new(None),
            task: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        };
        Effect::new(move |_| {
            exporting.left_out.track();
            exporting.query.track();
            exporting.schedule.track();
            exporting.study.shelf();
            exporting.count();
        });
        exporting
    }

    /// The roadmaps in the learner's order.
    pub fn sources(&self) -> Vec<Arc<Source>> {
        let shelf = self.study.shelf();
        self.study.now(|learner| {
            let arranged = shelf.arranged(learner.collection()).into_iter();
            arranged.map(|(source, _)| Arc::clone(source)).collect()
        })
    }

    /// Ends whatever goes on: the page is left.
    pub fn leave(&self) {
        self.turn
            .try_update_value(|turn| *turn = turn.wrapping_add(1));
        if let Some(task) = self.task.try_update_value(Option::take).flatten() {
            task.stop();
        }
    }

    /// Ends whatever goes on; what was chosen stays chosen.
    pub fn cancel(&self) {
        self.leave();
        self.failure.set(None);
        self.stage.set(Stage::Choosing);
        self.count();
    }

    fn is_over(&self, turn: u32) -> bool {
        self.turn.try_get_value() != Some(turn)
    }

    /// What is wanted, and the roadmaps.
    fn wanted(&self) -> Result<(Export, Uint8Array), String> {
        let left_out = self.left_out.get_untracked();
        let sources = untrack(|| self.sources());
        let wanted = sources.iter().map(|source| &**source);
        let wanted = wanted.filter(|source| !left_out.contains(&source.roadmap.id));
        let wanted: Vec<BundledRoadmap> = wanted
            .map(|source| BundledRoadmap {
                path: source.path.clone(),
                content: source.content,
                roadmap: source.roadmap.clone(),
            })
            .collect();
        let query = self.query.get_untracked();
        let roadmaps = bundle::to_bytes(&wanted).map_err(|error| error.to_string())?;
        let export = Export {
            past: Events::stored(&BrowserStore).map_err(|error| error.to_string())?,
            query: Some(query).filter(|query| !query.trim().is_empty()),
            schedule: self.schedule.get_untracked(),
            now: clock::now().into(),
        };
        Ok((export, Uint8Array::from(roadmaps.as_slice())))
    }

    /// Counts what would be made, once nothing changes any more.
    fn count(self) {
        if matches!(self.stage.get_untracked(), Stage::Making(_)) {
            return;
        }
        self.leave();
        if matches!(self.stage.get_untracked(), Stage::Made(_)) {
            self.stage.set(Stage::Choosing);
        }
        self.counted.set(Counted::Counting);
        let turn = self.turn.get_value();
        let act = move || {
            if !self.is_over(turn) {
                spawn_local(self.count_now(turn));
            }
        };
        set_timeout(act, REST);
    }

    async fn count_now(self, turn: u32) {
        let size = self.size().await;
        if self.is_over(turn) {
            return;
        }
        self.counted.set(match size {
            Ok(size) => Counted::Known(size),
            Err(cause) => Counted::Failed(cause),
        });
    }

    async fn size(self) -> Result<Size, String> {
        let (wanted, roadmaps) = self.wanted()?;
        let order = Order::Size(wanted);
        let counted = self.ask(IMPORTER, order, &[roadmaps], |_| ()).await?;
        match counted.answer {
            Answer::Size(size) => Ok(size),
            _ => Err(SOMETHING_ELSE.to_owned()),
        }
    }

    async fn file(
        self,
        form: Form,
        progress: impl Fn(Progress) + Clone + 'static,
    ) -> Result<Made, String> {
        let (wanted, roadmaps) = self.wanted()?;
        // Where nothing can be read of them, Anki updates more notes than changed.
        let exported = database::exported().await.unwrap_or_else(|error| {
            leptos::logging::warn!("what was exported before is not known: {error}");
            Uint8Array::new_with_length(0)
        });
        let (order, known) = (Order::Gather(wanted, form), [roadmaps, exported]);
        let gathered = self.ask(IMPORTER, order, &known, progress.clone());
        let Answered { answer, mut beside } = gathered.await?;
        let Answer::Gathered(size, names) = answer else {
            return Err(SOMETHING_ELSE.to_owned());
        };
        let mut found = media::Found::default();
        if form == Form::Apkg {
            let exported = beside.pop();
            let left_out = self.left_out.get_untracked();
            let wanted = untrack(|| self.sources()).into_iter();
            let wanted = wanted.map(|source| source.roadmap.id.clone());
            let wanted = wanted.filter(|id| !left_out.contains(id));
            found = media::find(names, &wanted.collect::<Vec<_>>()).await;
            beside.append(&mut found.files);
            let order = Order::Pack(std::mem::take(&mut found.names));
            let packed = self.ask(PACKAGES, order, &beside, progress).await?;
            let Answer::Packed = packed.answer else {
                return Err(SOMETHING_ELSE.to_owned());
            };
            beside = packed.beside;
            if let Some(exported) = exported
                && let Err(error) = database::keep_exported(&exported).await
            {
                leptos::logging::warn!("what was exported is not known next time: {error}");
            }
        }
        Ok(Made {
            size,
            bytes: only(&beside)?,
            media: found.count,
            lacking: found.lacking,
        })
    }

    async fn ask(
        self,
        program: Program,
        order: Order,
        beside: &[Uint8Array],
        progress: impl Fn(Progress) + 'static,
    ) -> Result<Answered, String> {
        let begun = move |task| self.task.set_value(Some(task));
        let worker = Ready::start(program).map_err(|error| error.to_string())?;
        let answered = packager::carry_out(worker, &order, beside, begun, progress).await;
        match answered.map_err(|error| error.to_string())? {
            Answered {
                answer: Answer::Failed(cause),
                ..
            } => Err(cause),
            answered => Ok(answered),
        }
    }

    /// Makes the file and saves it.
    pub fn make(self) {
        self.leave();
        self.failure.set(None);
        let turn = self.turn.get_value();
        let (form, schedule) = (self.form.get_untracked(), self.schedule.get_untracked());
        self.stage.set(Stage::Making("Beginning".to_owned()));
        spawn_local(async move {
            let progress = move |now: Progress| {
                if !self.is_over(turn) {
                    self.stage.set(Stage::Making(now.to_string()));
                }
            };
            let made = self.file(form, progress).await;
            if self.is_over(turn) {
                return;
            }
            match made {
                Ok(made) => {
                    let saved = Arc::new(Saved {
                        name: self.name(form),
                        form,
                        schedule,
                        made,
                    });
                    self.save(&saved);
                    self.stage.set(Stage::Made(saved));
                }
                Err(cause) => self.fail(cause),
            }
        });
    }

    fn fail(self, cause: String) {
        self.failure.set(Some(cause));
        self.stage.set(Stage::Choosing);
    }

    /// The name of the file: that of the one roadmap in it, or of the day.
    fn name(&self, form: Form) -> String {
        let left_out = self.left_out.get_untracked();
        let sources = untrack(|| self.sources());
        let mut wanted = sources
            .iter()
            .filter(|source| !left_out.contains(&source.roadmap.id));
        let stem = match (wanted.next(), wanted.next()) {
            (Some(source), None) => source.roadmap.id.to_string(),
            _ => {
                let day = self.study.now(|learner| learner.study_day(clock::now()));
                format!("waymark-{day}")
            }
        };
        format!("{stem}.{}", named(form).ending)
    }

    /// Saves the file as a download.
    pub fn save(self, saved: &Saved) {
        let media_type = named(saved.form).media_type;
        if let Err(error) = files::download(&saved.name, media_type, &saved.made.bytes) {
            self.failure.set(Some(words(&error)));
        }
    }

    /// Hands the file to another program.
    pub fn share(self, saved: Arc<Saved>) {
        spawn_local(async move {
            let media_type = named(saved.form).media_type;
            let shared = files::share_file(&saved.name, media_type, &saved.made.bytes).await;
            if self.failure.is_disposed() {
                return;
            }
            self.failure.set(match shared {
                Ok(Shared::Sent | Shared::Cancelled) => None,
                Err(error) if is_named(&error, "NotAllowedError") => {
                    Some("the browser wants another tap; please try again".to_owned())
                }
                Err(error) => Some(words(&error)),
            });
        });
    }
}

/// The one file that is beside an answer.
fn only(beside: &[Uint8Array]) -> Result<Vec<u8>, String> {
    match beside {
        [file] => Ok(file.to_vec()),
        _ => Err(SOMETHING_ELSE.to_owned()),
    }
}
