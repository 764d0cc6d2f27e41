//! Adding roadmaps: choosing documents, looking at what they make, keeping them.

mod choosing;
pub mod difference;
mod edits;
mod importing;
mod judging;
mod media;
pub mod newer;
mod package;
mod preview;
pub mod shelved;
mod skipped;
mod stage;
mod weighing;

use leptos::prelude::*;

use crate::components::element::{Reference, View, element, live, row};
use crate::components::storage_notice::refusal_notice;
use crate::route::Route;
use crate::state::context::expect_study;
use crate::state::wording::count;

use importing::Importing;
use media::{Kept, kept_words};
use stage::{Added, Progress, Stage};

/// The page, below its heading.
pub fn import_page() -> View {
    let importing = Importing::begin(expect_study());
    on_cleanup(move || importing.leave());
    choosing::take_drops(importing);
    choosing::take_handed(importing);
    let stage = move || match importing.stage.get() {
        Stage::Choosing => row(vec![
            newer::offered(importing),
            choosing::choosing(importing),
            shelved::shelved(importing),
        ]),
        Stage::Reading(progress) => reading(importing, progress),
        Stage::Preview => preview::preview(importing),
        Stage::Added(added, history, media) => row(vec![
            finished(importing, &added, history, &media),
            shelved::shelved(importing),
        ]),
    };
    row(vec![
        // The application around this place shows all other notices.
        refusal_notice(),
        element("div")
            .class("import")
            .child(failure(importing))
            .child(live(stage))
            .view(),
    ])
}

/// What went wrong last.
fn failure(importing: Importing) -> View {
    let words = move || {
        let words = importing.failure.get().map(|words| {
            element("section")
                .class("notice notice-serious")
                .attribute("aria-label", "Failure")
                .child(element("p").text(words).view())
                .view()
        });
        row(words.into_iter().collect())
    };
    element("div")
        .class("outcome")
        .attribute("role", "alert")
        .live(words)
        .view()
}

fn reading(importing: Importing, progress: Progress) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let documents = count(progress.all, "document", "documents");
    let bar = element("progress")
        .attribute("aria-label", "Documents read")
        .attribute("max", progress.all.to_string())
        // The bar of one document has no end that could be told.
        .optional(
            "value",
            (progress.all > 1).then(|| progress.done.to_string()),
        );
    let cancel = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| importing.cancel())
        .text("Cancel");
    element("section")
        .class("panel import-reading")
        .attribute("aria-labelledby", "import-heading")
        .attribute("aria-busy", "true")
        .child(
            element("h2")
                .attribute("id", "import-heading")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text(format!("Reading {documents}"))
                .view(),
        )
        .child(bar.view())
        .child(
            element("p")
                .class("path")
                .attribute("dir", "auto")
                .text(progress.path)
                .view(),
        )
        .child(element("div").class("row").child(cancel.view()).view())
        .view()
}

/// What was added, and where to go from here.
fn finished(importing: Importing, added: &[Added], history: Option<String>, media: &Kept) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let lines = added.iter().map(|added| {
        let link = element("a")
            .attribute("href", Route::Roadmap(added.roadmap.clone()).to_string())
            .attribute("dir", "auto")
            .text(added.title.clone());
        let cards = count(added.cards, "card", "cards");
        element("li")
            .child(link.view())
            .text(format!(": {cards}"))
            .view()
    });
    let start = element("a")
        .class("button primary")
        .attribute("href", Route::Study.to_string())
        .text("Start studying");
    let more = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| importing.cancel())
        .text("Add more");
    element("section")
        .class("panel")
        .attribute("aria-labelledby", "import-heading")
        .child(
            element("h2")
                .attribute("id", "import-heading")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text(match added.len() {
                    0 if history.is_none() => "Pictures and sounds added".to_owned(),
                    0 => "History added".to_owned(),
                    added => format!("{} added", count(added, "roadmap", "roadmaps")),
                })
                .view(),
        )
        .children((!added.is_empty()).then(|| {
            element("p")
                .text("The cards are in your queue, and the documents stay in this browser.")
                .view()
        }))
        .children(history.map(|words| element("p").text(words).view()))
        .children(kept_words(media))
        .child(element("ul").class("import-list").children(lines).view())
        .child(
            element("div")
                .class("row")
                .child(start.view())
                .child(more.view())
                .view(),
        )
        .view()
}
