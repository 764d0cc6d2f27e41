//! A roadmap that changed: what became of its cards, and which of them are others reworded.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::import::difference::{Confirmed, difference};
use crate::components::element::{Reference, View, element, live, row};
use crate::components::storage_notice::refusal_notice;
use crate::platform::database::DatabaseError;
use crate::platform::page;
use crate::route::Route;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::settling::{self, Changed};

/// The page, below its heading.
pub fn review_page(changed: Result<Option<Changed>, DatabaseError>) -> View {
    let study = expect_study();
    let failure = RwSignal::new(None::<String>);
    let content = match changed {
        Ok(Some(changed)) => review(study, &Arc::new(changed), failure),
        Ok(None) => row(vec![
            element("p")
                .text("Nothing waits for you here: all cards of this roadmap are as you left them.")
                .view(),
            element("p").child(today("Go to Today")).view(),
        ]),
        Err(error) => element("p")
            .text(format!(
                "The browser does not say what the roadmap was before ({error}). Nothing is lost."
            ))
            .view(),
    };
    let failed = move || {
        let words = failure.get();
        let words = words.map(|words| element("p").class("notice").text(words).view());
        row(words.into_iter().collect())
    };
    row(vec![
        refusal_notice(),
        element("div")
            .attribute("role", "alert")
            .live(failed)
            .view(),
        element("div").class("import").child(content).view(),
    ])
}

fn today(words: &'static str) -> View {
    element("a")
        .class("button")
        .attribute("href", Route::Today.to_string())
        .text(words)
        .view()
}

fn review(study: Study, changed: &Arc<Changed>, failure: RwSignal<Option<String>>) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let confirmed = Confirmed::none();
    let to_finish = Arc::clone(changed);
    let done = element("button")
        .class("button primary")
        .attribute("type", "button")
        .on("click", move |_| {
            finish(study, Arc::clone(&to_finish), confirmed, failure);
        })
        .text("Done");
    let drawn = Arc::clone(changed);
    // What has a history changes when it is carried.
    let cards = live(move || difference(study, &drawn.comparison, confirmed));
    row(vec![
        element("section")
            .class("panel import-document")
            .attribute("aria-labelledby", "review-heading")
            .child(
                element("h2")
                    .attribute("id", "review-heading")
                    .attribute("tabindex", "-1")
                    .attribute("dir", "auto")
                    .refer(heading)
                    .text(changed.title.clone())
                    .view(),
            )
            .child(
                element("p")
                    .text(
                        "This roadmap has changed since you studied it. Histories that surely \
                         belong to a card went with it. Tick those below that ask the same in \
                         other words; the others begin as new, and the old ones are not asked any \
                         more. No history is deleted.",
                    )
                    .view(),
            )
            .child(cards)
            .view(),
        element("div")
            .class("import-actions")
            .child(done.view())
            .child(today("Later"))
            .view(),
    ])
}

fn finish(
    study: Study,
    changed: Arc<Changed>,
    confirmed: Confirmed,
    failure: RwSignal<Option<String>>,
) {
    let carries = confirmed.carries(&changed.comparison);
    if study.take_over(carries, None) == Outcome::Refused {
        // The notice says why.
        return;
    }
    spawn_local(async move {
        match settling::finish(&changed.now).await {
            Ok(()) => page::go_to(&Route::Today.to_string()),
            Err(error) if !failure.is_disposed() => failure.set(Some(format!(
                "What you ticked is stored, but the browser did not take note of the rest \
                 ({error}). You are asked again later."
            ))),
            Err(_) => {}
        }
    });
}
