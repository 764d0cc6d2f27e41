//! What is said where this version of Waymark brings a newer text of a roadmap that the learner has
//! edited: nothing is replaced, and both can be compared.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::importing::Importing;
use super::stage::Chosen;
use crate::components::element::{View, element, live, row};
use crate::route::Route;
use crate::state::context::Study;
use crate::state::newer::newer;
use crate::state::revising;
use crate::state::shelf::Source;

/// A line for each such roadmap, drawn when it is known which there are.
fn lines(study: Study, draw: impl Fn(&Arc<Source>) -> View + Copy + Send + 'static) -> View {
    live(move || {
        let shelf = study.shelf();
        let found = RwSignal::new(Vec::new());
        spawn_local(async move {
            match newer(&shelf).await {
                Ok(newer) if !found.is_disposed() => found.set(newer),
                Ok(_) => {}
                // The shelf says already that the database cannot be opened.
                Err(error) => leptos::logging::warn!("{error}"),
            }
        });
        live(move || row(found.get().iter().map(draw).collect()))
    })
}

fn line(source: &Source, act: View) -> View {
    element("div")
        .class("notice notice-row")
        .child(
            element("p")
                .text(format!(
                    "Waymark brings a newer text of “{}”, which you have edited. Your words stay \
                     until you say otherwise.",
                    source.roadmap.title
                ))
                .view(),
        )
        .child(act)
        .view()
}

/// What Today says of it.
pub fn told(study: Study) -> View {
    lines(study, |source| {
        let link = element("a")
            .class("button")
            .attribute("href", Route::Import.to_string())
            .text("Look");
        line(source, link.view())
    })
}

/// The same where documents are compared.
pub fn offered(importing: Importing) -> View {
    lines(importing.study, move |source| {
        let chosen = Arc::clone(source);
        let compare = element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| compare(importing, Arc::clone(&chosen)))
            .text("Compare with mine");
        line(source, compare.view())
    })
}

fn compare(importing: Importing, source: Arc<Source>) {
    spawn_local(async move {
        let document = revising::document(&source).await;
        if importing.failure.is_disposed() {
            return;
        }
        let text = document.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|error| error.utf8_error().to_string())
        });
        match text {
            Ok(text) => importing.take(vec![Chosen::Text(source.path.clone(), text)], Vec::new()),
            Err(cause) => importing.failure.set(Some(format!(
                "The newer text of “{}” cannot be opened: {cause}. Nothing was changed.",
                source.roadmap.title
            ))),
        }
    });
}
