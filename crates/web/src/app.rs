//! The application: its start, and the page of each route.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_store::reader::SEGMENTS;
use waymark_store::segment;

use crate::components::element::{View, element, live, row};
use crate::components::frame::frame;
use crate::components::importer_place::importer_place;
use crate::pages::{start_failure, study, today};
use crate::platform::{installation, page};
use crate::route::Route;
use crate::state::context::{Study, current_route, expect_study, provide_route, provide_study};
use crate::state::documents::CHANGED;
use crate::state::start::{self, StartFailure, Started};

/// Puts the application in the place of the page's first screen.
pub fn start() {
    console_error_panic_hook::set_once();
    let place = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(place) = place else {
        leptos::logging::error!("the page has no element `app`");
        return;
    };
    // Leptos' own spawner is there only once something is mounted.
    wasm_bindgen_futures::spawn_local(async move {
        let opened = start::open().await;
        // The first screen of the served page stays until there is something to show.
        place.set_text_content(None);
        mount_to(place, move || app(opened)).forget();
    });
}

fn app(opened: Result<Started, StartFailure>) -> View {
    let route = RwSignal::new(Route::parse(&page::fragment()));
    provide_route(route);
    let study = match opened {
        Ok(started) => provide_study(started),
        Err(failure) => return start_failure::start_failure_page(&failure),
    };
    let listening = window_event_listener(ev::hashchange, move |_| {
        // The importer records as another tab does, but in this one the browser tells nobody.
        if route.with_untracked(Route::drawn_apart).is_some() {
            study.catch_up();
        }
        route.set(Route::parse(&page::fragment()));
    });
    on_cleanup(move || listening.remove());
    follow_the_world(study);
    // What is drawn stays while the shelf changes, unless it changes the heading.
    let page = Memo::new(move |_| {
        let route = current_route();
        let heading = heading_of(&route);
        (route, heading)
    });
    live(move || page.with(|(route, heading)| page_of(route, heading.clone())))
}

/// The heading of a page that the importer draws; `None` for a page of the application, and for one
/// that is not there.
fn heading_of(route: &Route) -> Option<String> {
    match route {
        Route::Roadmap(id) => {
            let shelf = expect_study().shelf();
            shelf.roadmap(id).map(|roadmap| roadmap.title.clone())
        }
        other => other.drawn_apart().map(str::to_owned),
    }
}

/// Keeps the study up with what happens outside this tab: other tabs write, days pass.
fn follow_the_world(study: Study) {
    let stored = window_event_listener(ev::storage, move |event| {
        let (Some(key), Some(text)) = (event.key(), event.new_value()) else {
            return;
        };
        if key == CHANGED {
            study.refresh_the_shelf();
        }
        if key.starts_with(SEGMENTS) {
            match segment::decode(&text) {
                Ok(events) => study.follow(events),
                // It is in storage, and the next start names it.
                Err(error) => leptos::logging::warn!("`{key}` cannot be read: {error}"),
            }
        }
    });
    study.call_the_importer();
    Effect::new(move |_| {
        let counts = study.with_queue(waymark_core::study::Queue::counts);
        installation::publish_due(counts.due + counts.drill);
    });
    let visible = window_event_listener(ev::visibilitychange, move |_| {
        if !document().hidden() {
            study.catch_up();
        }
    });
    let focused = window_event_listener(ev::focus, move |_| study.notice_the_day());
    on_cleanup(move || {
        stored.remove();
        visible.remove();
        focused.remove();
    });
}

fn page_of(route: &Route, heading: Option<String>) -> View {
    if *route == Route::Study {
        page::set_title("Study · Waymark");
        return study::study_page();
    }
    if *route == Route::Today {
        page::set_title("Waymark");
        return frame(today::today_page());
    }
    match heading {
        Some(heading) => {
            page::set_title(&format!("{heading} · Waymark"));
            let page = importer_place(heading);
            // A session has a frame of its own.
            if *route == Route::Cram {
                page
            } else {
                frame(page)
            }
        }
        None => {
            page::set_title("Not found · Waymark");
            frame(not_found())
        }
    }
}

fn not_found() -> View {
    row(vec![
        element("h1").text("There is nothing here").view(),
        element("p")
            .text("This address leads to no page. Your progress is not affected.")
            .view(),
        element("p")
            .child(
                element("a")
                    .class("button primary")
                    .attribute("href", "#/")
                    .text("Go to Today")
                    .view(),
            )
            .view(),
    ])
}
