//! The importer: a program of its own, fetched when it is wanted.
//!
//! It runs twice. In the page it draws what `#/import` shows, in the place that the application
//! gives it. In a worker it reads documents, and does of Anki packages what is about cards, so that the
//! page never waits for that.

mod mathematics;
mod media;
mod orders;
mod packages;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use waymark_core::id::RoadmapId;
use waymark_core::reimport::IMPORTER_VERSION;
use waymark_core::roadmap;
use waymark_store::bundle::{BundleError, BundledRoadmap};
use waymark_store::document::{Document, Kept};
use waymark_store::reading::{self, Skipped};
use web_sys::{Event, HtmlElement};

use self::orders::Rest;
use crate::components::element::View;
use crate::pages::browse::browse_page;
use crate::pages::card::card_page;
use crate::pages::cram::cram_page;
use crate::pages::edit::edit_page;
use crate::pages::evidence::evidence_page;
use crate::pages::export::export_page;
use crate::pages::health::health_page;
use crate::pages::import::import_page;
use crate::pages::plan::plan;
use crate::pages::review::review_page;
use crate::pages::roadmap::roadmap_page;
use crate::pages::settings::settings_page;
use crate::pages::shelf::shelf_page;
use crate::pages::statistics::statistics_page;
use crate::platform::database::{self, DatabaseError};
use crate::platform::lock;
use crate::platform::media as kept_media;
use crate::platform::module::{self, ORDERED, PLACE, WANTED};
use crate::platform::worker::{Reader, scope, serve};
use crate::route::Route;
use crate::state::context::provide_study;
use crate::state::documents::{self, CHANGED};
use crate::state::revising::{self, Editable, Uneditable, title_for};
use crate::state::settling::{self, Changed};
use crate::state::start::{self, Started};

/// Starts the importer, in the page or in its worker.
pub fn start() {
    console_error_panic_hook::set_once();
    match scope() {
        Some(scope) => {
            // Whoever waits for this worker hears of its end.
            if let Err(error) = serve(&scope, read, packages::carry_out) {
                wasm_bindgen::throw_val(error);
            }
        }
        None => start_in_page(),
    }
}

/// Reads one document, in the worker.
fn read(path: &str, bytes: &[u8], known: Option<&RoadmapId>) -> Vec<u8> {
    let import = roadmap::import_as(bytes, title_for(path), known);
    match reading_of(path, bytes, import) {
        Ok(reading) => reading,
        Err(error) => wasm_bindgen::throw_str(&error.to_string()),
    }
}

/// Writes what a document was read as, for the page.
fn reading_of(path: &str, bytes: &[u8], import: roadmap::Import) -> Result<Vec<u8>, BundleError> {
    let skipped = Skipped::of(&import.stretches, &roadmap::source_text(bytes));
    let compiled = BundledRoadmap {
        path: path.to_owned(),
        content: roadmap::content_hash(bytes),
        roadmap: import.roadmap,
    };
    reading::to_bytes(&compiled, &import.diagnostics, skipped)
}

thread_local! {
    /// The page that is drawn now.
    static DRAWN: RefCell<Option<Drawn>> = const { RefCell::new(None) };
    /// How often a page was to be drawn.
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// A page that is drawn.
struct Drawn {
    place: HtmlElement,
    end: Box<dyn FnOnce()>,
}

/// What the application calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    /// A page, or whatever waits.
    Page,
    /// Orders.
    Orders,
}

/// Whether a page is drawn in the place that there is now.
fn is_drawn() -> bool {
    let place = place();
    DRAWN.with_borrow(|drawn| drawn.as_ref().map(|drawn| &drawn.place) == place.as_ref())
}

fn start_in_page() {
    let wanted = ev::Custom::<Event>::new(WANTED);
    // These listen as long as the page lives.
    let _wanted = window_event_listener(wanted, |_| spawn_local(answer(Call::Page)));
    let ordered = ev::Custom::<Event>::new(ORDERED);
    let _ordered = window_event_listener(ordered, |_| spawn_local(answer(Call::Orders)));
    let _left = window_event_listener(ev::hashchange, |_| {
        media::let_go();
        if route().drawn_apart().is_none() {
            clear();
        }
    });
    spawn_local(answer(Call::Page));
}

fn route() -> Route {
    Route::parse(&crate::platform::page::fragment())
}

/// Does what has to be done, and draws the page where there is a place for it.
async fn answer(call: Call) {
    let rest = match orders::carry_out().await {
        // The call before this one took them along.
        Rest::Page if call == Call::Orders => Rest::Nothing,
        rest => rest,
    };
    if rest == Rest::Nothing && (place().is_none() || is_drawn()) {
        return;
    }
    let asked = ASKED.get() + 1;
    ASKED.set(asked);
    // The journal knows of no two tabs that do the same at the same time.
    lock::alone("waymark-roadmaps", async {
        mend().await;
        if let Ok(mut started) = start::open_apart().await {
            settling::settle(&mut started).await;
        }
    })
    .await;
    // A page that ordered something says what came of it, and follows what changed.
    if place().is_none() || (rest == Rest::Changed && is_drawn()) {
        return;
    }
    let opened = match (start::open_to_draw().await, route()) {
        (Ok(started), Route::Review(roadmap)) => {
            let changed = settling::changed(&started, &roadmap).await;
            Ok((started, Shown::Review(Box::new(changed))))
        }
        (Ok(started), Route::Edit(card)) => {
            let editable = revising::editable(&started, card).await;
            Ok((started, Shown::Edit(Box::new(editable))))
        }
        (Ok(started), route) => Ok((started, Shown::Page(route))),
        (Err(failure), _) => Err(failure),
    };
    // The learner may have gone on meanwhile, and wanted something else: that is drawn once.
    let Some(place) = place().filter(|_| ASKED.get() == asked) else {
        return;
    };
    clear();
    match opened {
        Ok((started, shown)) => {
            place.set_text_content(None);
            let handle = mount_to(place.clone(), move || page(started, shown));
            let end = Box::new(move || drop(handle));
            DRAWN.set(Some(Drawn { place, end }));
        }
        Err(failure) => {
            if let Err(error) = module::fail(&failure.to_string()) {
                leptos::logging::error!("{error:?}");
            }
        }
    }
}

fn place() -> Option<HtmlElement> {
    document().get_element_by_id(PLACE)?.dyn_into().ok()
}

fn clear() {
    if let Some(drawn) = DRAWN.take() {
        (drawn.end)();
    }
}

/// The page that is drawn.
enum Shown {
    /// That of a route whose data is what every page starts from.
    Page(Route),
    /// That of `#/review/…`.
    Review(Box<Result<Option<Changed>, DatabaseError>>),
    /// That of `#/edit/…`.
    Edit(Box<Result<Editable, Uneditable>>),
}

fn page(started: Started, shown: Shown) -> View {
    let study = provide_study(started);
    let changed = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(CHANGED) {
            study.refresh_the_shelf();
        }
    });
    on_cleanup(move || changed.remove());
    match shown {
        Shown::Page(Route::Roadmap(id)) => roadmap_page(id),
        Shown::Page(Route::Shelf) => shelf_page(),
        Shown::Page(Route::Health) => health_page(),
        Shown::Page(Route::Settings) => settings_page(),
        Shown::Page(Route::Statistics) => statistics_page(),
        Shown::Page(Route::Today) => plan(),
        Shown::Page(Route::Browse) => browse_page(),
        Shown::Page(Route::Card(id)) => card_page(id),
        Shown::Page(Route::Cram) => cram_page(),
        Shown::Page(Route::Evidence) => evidence_page(),
        Shown::Page(Route::Export) => export_page(),
        Shown::Page(_) => import_page(),
        Shown::Review(changed) => review_page(*changed),
        Shown::Edit(editable) => edit_page(*editable),
    }
}

/// Compiles again what an older version compiled.
async fn mend() {
    // Where the database cannot be opened, the page says so.
    let Ok(kept) = documents::kept().await else {
        return;
    };
    let stale = kept.into_iter().filter_map(|kept| match kept {
        Kept::Document(document) => {
            let is_older = document.importer < IMPORTER_VERSION.0;
            (is_older || document.compiled.read().is_none()).then_some(document)
        }
        Kept::PutAway(_) => None,
    });
    for document in stale {
        match compile_again(document).await {
            Ok(()) => documents::announce(),
            Err(error) => leptos::logging::warn!("{error}"),
        }
    }
}

async fn compile_again(document: Document) -> Result<(), DatabaseError> {
    let failed = |cause: String| DatabaseError {
        cause: format!("`{}` cannot be compiled again: {cause}", document.path),
    };
    let source = database::source(document.content).await?;
    let source = source.ok_or_else(|| failed("its text is gone".to_owned()))?;
    let keep = |_: Rc<Reader>| {};
    let reader = Reader::start(keep).await;
    let reader = reader.map_err(|error| failed(error.to_string()))?;
    let answer = reader
        .read(&document.path, &source, Some(&document.roadmap))
        .await;
    let answer = answer.map_err(|error| failed(error.to_string()))?;
    let reading = reading::from_bytes(&answer).map_err(|error| failed(error.to_string()))?;
    let reading = reading.ok_or_else(|| failed("it holds no roadmap".to_owned()))?;
    let id = reading.roadmap.roadmap.id;
    if id != document.roadmap {
        // A later importer may name it differently; it stands in one place only.
        kept_media::hand_over(&document.roadmap, &id).await?;
        documents::forget(&document.roadmap).await?;
    }
    let again = Document {
        roadmap: id,
        importer: IMPORTER_VERSION.0,
        compiled: reading.compiled,
        ..document
    };
    documents::keep(again, &source).await
}
