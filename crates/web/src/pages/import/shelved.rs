//! The roadmaps that are here: each can be removed, and the learner's own saved as Markdown.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::id::{ContentHash, RoadmapId};

use super::importing::Importing;
use crate::components::element::{Presence, View, element, row};
use crate::components::fold::{cards, fold};
use crate::platform::database::{self, DatabaseError};
use crate::platform::files;
use crate::route::Route;
use crate::state::documents;
use crate::state::shelf::{Origin, Source};

/// Every roadmap, and those that were put away.
pub fn shelved(importing: Importing) -> View {
    let lists = move || {
        let shelf = importing.study.shelf();
        let here = shelf.sources().iter();
        let items = here.map(|source| {
            let mut bundled = shelf.bundled().iter();
            let stands_for = bundled.any(|other| other.roadmap.id == source.roadmap.id);
            let removal = match source.origin {
                Origin::Bundled => Removal::PutsAway,
                Origin::Imported if stands_for => Removal::BringsBack,
                Origin::Imported => Removal::Deletes,
            };
            entry(importing, source, removal)
        });
        let mut items: Vec<View> = items.collect();
        let unread = shelf.unread().iter().map(|document| {
            let words = "This version could not read it again. Its text and its history are kept.";
            item(
                element("h3").text(document.roadmap.to_string()).view(),
                vec![element("p").text(words).view()],
                vec![
                    save(importing, document.content, document.path.clone()),
                    remove(importing, document.roadmap.clone(), Removal::Deletes),
                ],
            )
        });
        items.extend(unread);
        let is_away = |source: &&Arc<Source>| {
            let is_here = shelf.roadmap(&source.roadmap.id).is_some();
            let mut unread = shelf.unread().iter();
            !is_here && unread.all(|document| document.roadmap != source.roadmap.id)
        };
        let away = shelf.bundled().iter().filter(is_away);
        items.extend(away.map(|source| put_away(importing, source)));
        element("ul").class("import-shelf").children(items).view()
    };
    element("section")
        .class("panel")
        .attribute("aria-labelledby", "import-shelf")
        .child(
            element("h2")
                .attribute("id", "import-shelf")
                .text("Your roadmaps")
                .view(),
        )
        .live(lists)
        .view()
}

fn item(title: View, details: Vec<View>, acts: Vec<View>) -> View {
    element("li")
        .child(title)
        .children(details)
        .children(acts)
        .view()
}

fn entry(importing: Importing, source: &Arc<Source>, removal: Removal) -> View {
    let roadmap = &source.roadmap;
    let link = element("a")
        .attribute("href", Route::Roadmap(roadmap.id.clone()).to_string())
        .attribute("dir", "auto")
        .text(roadmap.title.clone());
    let from = match source.origin {
        Origin::Bundled => "comes with Waymark".to_owned(),
        Origin::Imported => source.path.clone(),
    };
    let details = element("p")
        .class("path")
        .attribute("dir", "auto")
        .text(format!("{} · {from}", cards(roadmap.cards.len())));
    let mut acts = Vec::new();
    if source.origin == Origin::Imported {
        acts.push(save(importing, source.content, source.path.clone()));
    }
    acts.push(remove(importing, roadmap.id.clone(), removal));
    item(
        element("h3").child(link.view()).view(),
        vec![details.view()],
        acts,
    )
}

fn put_away(importing: Importing, source: &Arc<Source>) -> View {
    let id = source.roadmap.id.clone();
    let back = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| {
            let id = id.clone();
            attempt(importing, async move { documents::forget(&id).await });
        })
        .text("Put back");
    item(
        element("h3")
            .attribute("dir", "auto")
            .text(source.roadmap.title.clone())
            .view(),
        vec![element("p").class("path").text("removed").view()],
        vec![back.view()],
    )
}

/// What becomes of a roadmap that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removal {
    /// It comes with Waymark, and is put away.
    PutsAway,
    /// It is the learner's version of one that comes with Waymark, which stands there again.
    BringsBack,
    /// It is the learner's own.
    Deletes,
}

/// The button that removes, behind a line that says what that means.
fn remove(importing: Importing, id: RoadmapId, removal: Removal) -> View {
    fold("Remove", None, Presence::Absent, move || {
        let words = match removal {
            Removal::PutsAway => {
                "Its cards are not asked any more. Their history is kept, and you can put the \
                 roadmap back here."
            }
            Removal::BringsBack => {
                "Your version of it is deleted from this browser, and the roadmap stands here as it \
                 comes with Waymark. The history of the cards is kept."
            }
            Removal::Deletes => {
                "Its cards are not asked any more, and its text is deleted from this browser, with its \
                 pictures and sounds. The history of the cards is kept: add the document again and \
                 it is there."
            }
        };
        let id = id.clone();
        let button = element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| {
                let id = id.clone();
                attempt(importing, async move {
                    match removal {
                        Removal::PutsAway => documents::put_away(id).await,
                        Removal::BringsBack | Removal::Deletes => documents::forget(&id).await,
                    }
                });
            })
            .text("Remove this roadmap");
        row(vec![
            element("p").text(words).view(),
            element("div").class("row").child(button.view()).view(),
        ])
    })
}

/// Changes what is kept; the shelf follows, or the page says what went wrong.
fn attempt(importing: Importing, act: impl Future<Output = Result<(), DatabaseError>> + 'static) {
    spawn_local(async move {
        let done = act.await;
        if importing.failure.is_disposed() {
            return;
        }
        importing.failure.set(
            done.err().map(|error| {
                format!("Nothing was changed: the browser did not store it ({error}).")
            }),
        );
        documents::announce();
    });
}

fn save(importing: Importing, content: ContentHash, path: String) -> View {
    let save = move |_| {
        let path = path.clone();
        spawn_local(async move {
            let saved = match database::source(content).await {
                Ok(Some(bytes)) => files::download(&file_name(&path), "text/markdown", &bytes)
                    .map_err(|error| format!("{error:?}")),
                Ok(None) => Err("its text is not here".to_owned()),
                Err(error) => Err(error.to_string()),
            };
            if !importing.failure.is_disposed() {
                let failure = saved.err();
                let failure = failure.map(|cause| format!("`{path}` was not saved: {cause}."));
                importing.failure.set(failure);
            }
        });
    };
    element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", save)
        .text("Download Markdown")
        .view()
}

/// The name under which a document is saved.
pub fn file_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.contains('.') {
        name.to_owned()
    } else {
        format!("{name}.md")
    }
}
