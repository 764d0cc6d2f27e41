//! The contexts that every page shares: the study and the route.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use waymark_core::id::EventId;
use waymark_core::journal::{Carried, Event, Fact, Imported, Review};
use waymark_core::study::{Queue, Session};
use waymark_core::time::{Moment, StudyDay};
use waymark_store::StoreError;
use waymark_store::backup::Backup;

use super::documents;
use super::edition::{Edition, Settled, Waiting};
use super::kept_queue::KeptQueue;
use super::learner::Learner;
use super::order;
use super::shelf::Shelf;
use super::start::Started;
use super::upkeep::Upkeep;
use crate::platform::mirror::{self, Mirror};
use crate::platform::storage::BrowserStore;
use crate::platform::{clock, module};
use crate::route::Route;

/// The learner at work: what they know, the shelf they study from, and what storage refused.
#[derive(Clone, Copy)]
pub struct Study {
    learner: RwSignal<Learner<BrowserStore>>,
    shelf: RwSignal<Arc<Shelf>>,
    /// What storage refused last; gone as soon as something is stored.
    refusal: RwSignal<Option<StoreError>>,
    /// The study day on the screen.
    today: RwSignal<StudyDay>,
    /// What is left of it: built once for all that show it, and only when one of them asks.
    queue: Memo<Queue>,
    /// How far the second store is.
    mirror: RwSignal<Mirror>,
}

/// How long after the first page the upkeep of storage begins.
const UPKEEP_AFTER: Duration = Duration::from_secs(4);

/// Shares the study with every page.
pub fn provide_study(started: Started) -> Study {
    let now = clock::now();
    let today = RwSignal::new(started.learner.study_day(now));
    let learner = RwSignal::new(started.learner);
    let shelf = RwSignal::new(Arc::new(started.shelf));
    let kept = StoredValue::new(KeptQueue::default());
    let build = move |_: Option<&Queue>| {
        let (shelf, today) = (shelf.get(), today.get());
        learner.with(|learner| {
            let queue = kept.try_update_value(|kept| kept.queue(&shelf, learner, today));
            queue.unwrap_or_else(|| Queue::build(shelf.queued(), learner.collection(), today))
        })
    };
    // After nearly every change it is another one, and comparing costs the first page some code.
    let queue = Memo::new_with_compare(build, |_, _| true);
    let study = Study {
        today,
        queue,
        learner,
        shelf,
        refusal: RwSignal::new(None),
        mirror: RwSignal::new(mirror::state()),
    };
    mirror::watch(move |state| {
        // The page may have gone meanwhile.
        study.mirror.try_set(state);
    });
    if started.upkeep == Upkeep::Wanted {
        set_timeout(order_upkeep, UPKEEP_AFTER);
    }
    provide_context(study);
    study
}

/// Has the importer see to the two stores.
fn order_upkeep() {
    wasm_bindgen_futures::spawn_local(async {
        if let Err(cause) = module::order(order::UPKEEP, JsValue::UNDEFINED).await {
            leptos::logging::warn!("storage is not tidied up: {cause}");
        }
    });
}

/// The study that [`provide_study`] shared.
pub fn expect_study() -> Study {
    expect_context()
}

impl Study {
    /// The roadmaps; what reads them follows when they change.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.shelf.get()
    }

    /// The roadmaps at this moment.
    pub fn shelf_now(&self) -> Arc<Shelf> {
        self.shelf.get_untracked()
    }

    /// Looks again at what the learner has imported, at what was recorded of it and at what is archived.
    pub fn refresh_the_shelf(self) {
        wasm_bindgen_futures::spawn_local(async move {
            let kept = documents::kept().await;
            // The page may have gone meanwhile.
            if self.shelf.is_disposed() {
                return;
            }
            if let Some(shelf) = self.shelf_now().refilled(kept) {
                let members = shelf.members();
                self.shelf.set(Arc::new(shelf));
                self.learner.update(|learner| learner.join(members));
            }
            // Where there is no second store, its state says so.
            let _known = mirror::heads().await;
            if !self.shelf.is_disposed() {
                self.catch_up();
            }
        });
    }

    /// Reads something of the learner, again whenever it changes.
    pub fn with<T>(&self, read: impl FnOnce(&Learner<BrowserStore>) -> T) -> T {
        self.learner.with(read)
    }

    /// Reads something of the learner at this moment.
    pub fn now<T>(&self, read: impl FnOnce(&Learner<BrowserStore>) -> T) -> T {
        self.learner.with_untracked(read)
    }

    /// The study day; pages follow when it changes.
    pub fn today(&self) -> StudyDay {
        self.today.get()
    }

    /// Reads something of what is left to study today, again whenever it changes.
    pub fn with_queue<T>(&self, read: impl FnOnce(&Queue) -> T) -> T {
        self.queue.with(read)
    }

    /// The same with another queue, for a session outside the schedule.
    #[must_use]
    pub fn with_other_queue(
        self,
        build: impl Fn(&Learner<BrowserStore>, StudyDay) -> Queue + Send + Sync + 'static,
    ) -> Self {
        let build = move |_: Option<&Queue>| {
            let today = self.today();
            self.with(|learner| build(learner, today))
        };
        Self {
            queue: Memo::new_with_compare(build, |_, _| true),
            ..self
        }
    }

    /// How the session goes that began when the page opened, or when its clock was put back.
    pub fn session(&self) -> Session {
        self.with(Learner::session)
    }

    /// What storage refused last, if nothing has been stored since.
    pub fn refusal(&self) -> Option<StoreError> {
        self.refusal.get()
    }

    /// How far the second store is with what was recorded.
    pub fn mirror(&self) -> Mirror {
        self.mirror.get()
    }

    /// Looks at the clock: a page that stayed open overnight shows the new day.
    pub fn notice_the_day(&self) {
        let today = self.learner.with_untracked(|l| l.study_day(clock::now()));
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
    }

    /// Records a review of a card on the shelf, and says whether it is stored.
    pub fn review(&self, review: Review) -> Outcome {
        let shelf = self.shelf_now();
        let Some(placed) = shelf.place(review.card) else {
            return Outcome::Refused;
        };
        let document = placed.document();
        self.change(|learner, now| learner.review(now, review, &document))
            .map_or(Outcome::Refused, |()| Outcome::Stored)
    }

    /// Records a fact, and says whether it is stored.
    pub fn record(&self, fact: Fact) -> Outcome {
        self.record_all(vec![fact])
    }

    /// Records facts, all or none, and says whether they are stored.
    pub fn record_all(&self, facts: Vec<Fact>) -> Outcome {
        self.change(|learner, now| learner.record(now, facts))
            .map_or(Outcome::Refused, |()| Outcome::Stored)
    }

    /// Carries histories and records a document, and says whether it is stored.
    pub fn take_over(&self, carries: Vec<Carried>, document: Option<Imported>) -> Outcome {
        self.change(|learner, now| learner.take_over(now, carries, document))
            .map_or(Outcome::Refused, |_carried| Outcome::Stored)
    }

    /// Takes in events that were recorded elsewhere, all or none, and says whether they are stored.
    pub fn adopt(&self, events: &[Event]) -> Outcome {
        self.change(|learner, now| learner.restore(&Backup::new(now.instant, events, &[])))
            .map_or(Outcome::Refused, |_restored| Outcome::Stored)
    }

    /// What waits for the learner's word since roadmaps changed.
    pub fn waiting(&self) -> Vec<Waiting> {
        // What the importer settled it announces as a change of the shelf.
        self.shelf.track();
        Settled::read(&BrowserStore).waiting
    }

    /// Calls the importer if there is something that only it can do: to compile again, or to
    /// compare with what was before.
    pub fn call_the_importer(&self) {
        let shelf = self.shelf_now();
        let edition = self
            .learner
            .with_untracked(|learner| Edition::of(&shelf, learner.collection()));
        let is_settled = edition.is_none_or(|now| Settled::read(&BrowserStore).edition == now);
        if (!is_settled || !shelf.unread().is_empty())
            && let Err(error) = module::call()
        {
            leptos::logging::warn!("the importer cannot be called: {error:?}");
        }
    }

    /// Takes back the last act of this tab.
    pub fn undo(&self) -> Option<EventId> {
        self.change(Learner::undo).flatten()
    }

    /// Brings back what was undone last.
    pub fn redo(&self) -> Option<EventId> {
        self.change(Learner::redo).flatten()
    }

    /// Takes in what another tab has just written.
    pub fn follow(&self, events: Vec<Event>) {
        self.learner
            .maybe_update(|learner| match learner.follow(events) {
                Ok(new) => new > 0,
                Err(error) => {
                    // They are in storage, and the next rating says that it cannot be reached.
                    leptos::logging::warn!("another tab is not followed: {error}");
                    false
                }
            });
        self.notice_the_day();
    }

    /// Looks at storage and the clock again: the page has just come back into sight.
    pub fn catch_up(&self) {
        self.learner.maybe_update(|learner| {
            // Should storage be blocked by now, the next rating says so.
            matches!(learner.catch_up(), Ok(1..))
        });
        self.notice_the_day();
    }

    fn change<T>(
        &self,
        act: impl FnOnce(&mut Learner<BrowserStore>, Moment) -> Result<T, StoreError>,
    ) -> Option<T> {
        let now = clock::now();
        // A refusal leaves the learner as it was, so only a success tells the pages.
        let result = self.learner.try_maybe_update(|learner| {
            let result = act(learner, now);
            (result.is_ok(), result)
        })?;
        self.notice_the_day();
        match result {
            Ok(value) => {
                self.refusal.set(None);
                Some(value)
            }
            Err(error) => {
                self.refusal.set(Some(error));
                None
            }
        }
    }
}

/// Whether something is in storage now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Stored,
    /// Storage refused; nothing has changed, and the page says why.
    Refused,
}

/// Where the learner is.
#[derive(Clone, Copy)]
pub struct CurrentRoute(RwSignal<Route>);

/// Shares the route with every page.
pub fn provide_route(route: RwSignal<Route>) {
    provide_context(CurrentRoute(route));
}

/// The route; what reads it follows when it changes.
pub fn current_route() -> Route {
    expect_context::<CurrentRoute>().0.get()
}
