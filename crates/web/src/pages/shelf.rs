//! The shelf: every roadmap, whether and in which order it is studied, how fast, until when.

mod order;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::arrangement::{Arrangement, Enrolment};
use waymark_core::id::RoadmapId;
use waymark_core::mastery::Tally;
use waymark_core::mastery::readiness::Phase;
use waymark_core::roadmap::Roadmap;
use waymark_core::scheduler::Scheduler;

use self::order::{Way, place_anew};
use crate::components::element::{Presence, Reference, View, element, live, nothing, row};
use crate::components::fold::fold;
use crate::components::icon::drawing;
use crate::components::plan_form::{ENROLMENTS, arranged, enrolment_field, plan_form};
use crate::components::progress_bar::progress_bar;
use crate::components::scheduler_form::scheduler_form;
use crate::components::storage_notice::refusal_notice;
use crate::route::Route;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::documents;
use crate::state::shelf::Source;
use crate::state::wording::date;

/// The page, below its heading.
pub fn shelf_page() -> View {
    let study = expect_study();
    let moved = RwSignal::new(None::<(RoadmapId, Moved)>);
    // The list is drawn anew when its order changes, and not with every limit that is set in it.
    let order = Memo::new(move |_| {
        let shelf = study.shelf();
        study.with(|learner| {
            let arranged = shelf.arranged(learner.collection()).into_iter();
            let arranged = arranged.map(|(s, plan)| (s.roadmap.id.clone(), plan.enrolment));
            arranged.collect::<Vec<_>>()
        })
    });
    // What was moved is announced, since the list alone changes without a word.
    let said = RwSignal::new(String::new());
    let groups = move || {
        let shelf = study.shelf();
        let order = order.get();
        let sources: Vec<(Arc<Source>, Enrolment)> = order
            .into_iter()
            .filter_map(|(id, enrolment)| {
                let mut sources = shelf.sources().iter();
                let source = sources.find(|source| source.roadmap.id == id)?;
                Some((Arc::clone(source), enrolment))
            })
            .collect();
        let groups = ENROLMENTS.iter().map(|(enrolment, word, meaning)| {
            let of_group = sources.iter().filter(|(_, other)| other == enrolment);
            let of_group: Vec<Arc<Source>> = of_group.map(|(s, _)| Arc::clone(s)).collect();
            let mut items: Vec<View> = of_group
                .iter()
                .enumerate()
                .map(|(place, source)| {
                    item(&Entry {
                        study,
                        group: &of_group,
                        place,
                        source,
                        enrolment: *enrolment,
                        moved,
                        said,
                    })
                })
                .collect();
            if *enrolment == Enrolment::Removed {
                let is_here = |id: &RoadmapId| shelf.roadmap(id).is_some();
                let away = shelf.bundled().iter();
                let away = away.filter(|source| !is_here(&source.roadmap.id));
                items.extend(away.map(put_away));
            }
            group(word, meaning, items)
        });
        row(groups.collect())
    };
    let is_empty = move || {
        let shelf = study.shelf();
        if shelf.sources().is_empty() && shelf.bundled().is_empty() {
            element("p")
                .text("There is no roadmap here yet. Add a Markdown document, and its cards come.")
                .view()
        } else {
            nothing()
        }
    };
    row(vec![
        refusal_notice(),
        element("p")
            .class("visually-hidden")
            .attribute("role", "status")
            .live(move || element("span").text(said.get()).view())
            .view(),
        element("p")
            .class("shelf-words")
            .text("New cards come in this order: those of the first roadmap first.")
            .view(),
        element("div")
            .class("shelf")
            .live(is_empty)
            .live(groups)
            .view(),
        element("div")
            .class("shelf-add")
            .child(
                element("a")
                    .class("button primary")
                    .attribute("href", Route::Import.to_string())
                    .text("Add a roadmap")
                    .view(),
            )
            .child(
                element("a")
                    .class("button")
                    .attribute("href", Route::Export.to_string())
                    .text("Export to Anki")
                    .view(),
            )
            .child(
                element("p")
                    .class("shelf-words")
                    .text(
                        "There you can also save the Markdown of your own roadmaps, or delete \
                         it from this browser.",
                    )
                    .view(),
            )
            .view(),
    ])
}

fn group(word: &'static str, meaning: &'static str, items: Vec<View>) -> View {
    if items.is_empty() {
        return nothing();
    }
    element("section")
        .class("shelf-group")
        .attribute("aria-label", word)
        .child(
            element("h2")
                .text(word)
                .child(element("small").text(meaning).view())
                .view(),
        )
        .child(element("ul").children(items).view())
        .view()
}

/// What was done to a roadmap last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    /// It passed its neighbour.
    Past(Way),
    /// It went to another group.
    Over,
}

struct Entry<'a> {
    study: Study,
    group: &'a [Arc<Source>],
    place: usize,
    source: &'a Arc<Source>,
    enrolment: Enrolment,
    /// What was moved last, so that the focus goes along.
    moved: RwSignal<Option<(RoadmapId, Moved)>>,
    said: RwSignal<String>,
}

fn item(entry: &Entry<'_>) -> View {
    let study = entry.study;
    let roadmap = &entry.source.roadmap;
    let link = element("a")
        .attribute("href", Route::Roadmap(roadmap.id.clone()).to_string())
        .attribute("dir", "auto")
        .text(roadmap.title.clone());
    let title = element("h3").child(link.view()).view();
    let mut head = vec![title];
    if entry.enrolment <= Enrolment::Paused && entry.group.len() > 1 {
        head.push(
            element("div")
                .class("shelf-move")
                .child(move_button(entry, Way::Up))
                .child(move_button(entry, Way::Down))
                .view(),
        );
    }
    let mut views = vec![element("div").class("shelf-head").children(head).view()];
    if entry.enrolment == Enrolment::Removed {
        let (moved, id) = (entry.moved, roadmap.id.clone());
        let back = move |_| {
            moved.set(Some((id.clone(), Moved::Over)));
            study.record(arranged(&id, Arrangement::Enrolment(Enrolment::Active)));
        };
        views.push(back_button(&roadmap.title, back));
        return element("li").class("panel").children(views).view();
    }
    let source = Arc::clone(entry.source);
    views.push(live(move || {
        let today = study.today();
        let cards = &source.roadmap.cards;
        let tally = study.with(|learner| Tally::of(cards, learner.collection(), today));
        let words = standing(study, &source.roadmap);
        row(vec![
            progress_bar(&tally),
            element("p").class("shelf-words").text(words).view(),
        ])
    }));
    let (id, for_scheduler) = (roadmap.id.clone(), roadmap.id.clone());
    views.push(
        element("div")
            .class("shelf-acts")
            .child(choice(entry))
            .child(fold("Pace", None, Presence::Absent, move || plan_form(&id)))
            .child(fold("Scheduler", None, Presence::Absent, move || {
                scheduler_form(&for_scheduler)
            }))
            .view(),
    );
    element("li").class("panel").children(views).view()
}

/// The choice between the groups.
fn choice(entry: &Entry<'_>) -> View {
    let roadmap = &entry.source.roadmap;
    let (moved, id) = (entry.moved, roadmap.id.clone());
    let was_moved = moved.with_untracked(|moved| *moved == Some((id.clone(), Moved::Over)));
    let reference = Reference::new();
    if was_moved {
        reference.focus_when_there();
    }
    enrolment_field(&roadmap.id, &roadmap.title)
        .refer(reference)
        .on("change", move |_| {
            moved.set(Some((id.clone(), Moved::Over)))
        })
        .view()
}

/// The phase in which the learner is, the deadline, and the scheduler where it is not SM-2.
fn standing(study: Study, roadmap: &Roadmap) -> String {
    let (phases, deadline, scheduler) = study.with(|learner| {
        let collection = learner.collection();
        let plan = collection.plan(&roadmap.id);
        (
            Phase::all(roadmap, collection),
            plan.deadline,
            plan.scheduler,
        )
    });
    let here = Phase::current(&phases);
    let number = here.and_then(|here| phases.iter().position(|phase| phase == here));
    let mut parts = Vec::new();
    if let (Some(number), true) = (number, phases.len() > 1) {
        parts.push(format!("Phase {} of {}", number + 1, phases.len()));
    }
    parts.extend(deadline.map(|day| format!("all begun by {}", date(day))));
    if let Scheduler::Fsrs6(retention) = scheduler {
        parts.push(format!("FSRS-6 at {retention}"));
    }
    parts.join(" · ")
}

fn move_button(entry: &Entry<'_>, way: Way) -> View {
    let (name, strokes, is_end) = match way {
        Way::Up => ("up", "M12 19V5M6 11l6-6l6 6", entry.place == 0),
        Way::Down => (
            "down",
            "M12 5v14M6 13l6 6l6-6",
            entry.place + 1 == entry.group.len(),
        ),
    };
    let title = entry.source.roadmap.title.clone();
    let id = entry.source.roadmap.id.clone();
    let reference = Reference::new();
    let was_moved = entry
        .moved
        .with_untracked(|moved| *moved == Some((id.clone(), Moved::Past(way))));
    if was_moved {
        reference.focus_when_there();
    }
    let (study, moved, said, place) = (entry.study, entry.moved, entry.said, entry.place);
    let act = move |_| {
        if is_end {
            return;
        }
        moved.set(Some((id.clone(), Moved::Past(way))));
        if place_anew(study, &id, way) == Outcome::Stored {
            let place = match way {
                Way::Up => place,
                Way::Down => place + 2,
            };
            said.set(format!("{title}: place {place}"));
        }
    };
    element("button")
        .class("icon-button")
        .attribute("type", "button")
        .attribute(
            "aria-label",
            format!("Move {name}: {}", entry.source.roadmap.title),
        )
        // Not `disabled`: a button that is disabled loses the focus of whoever has just used it.
        .optional("aria-disabled", is_end.then_some("true"))
        .refer(reference)
        .on("click", act)
        .child(drawing("icon", "0 0 24 24", vec![("", strokes.to_owned())]))
        .view()
}

fn back_button(title: &str, back: impl FnMut(web_sys::Event) + 'static) -> View {
    element("button")
        .class("button")
        .attribute("type", "button")
        .attribute("aria-label", format!("Put back: {title}"))
        .on("click", back)
        .text("Put back")
        .view()
}

/// A bundled roadmap that was put away as a document.
fn put_away(source: &Arc<Source>) -> View {
    let failure = RwSignal::new(None::<String>);
    let id = source.roadmap.id.clone();
    let back = move |_| {
        let id = id.clone();
        spawn_local(async move {
            let done = documents::forget(&id).await;
            if !failure.is_disposed() {
                failure.set(
                    done.err()
                        .map(|error| format!("Nothing was changed: {error}.")),
                );
            }
            documents::announce();
        });
    };
    let title = source.roadmap.title.clone();
    let button = back_button(&title, back);
    element("li")
        .class("panel")
        .child(element("h3").attribute("dir", "auto").text(title).view())
        .child(button)
        .child(live(move || match failure.get() {
            Some(words) => element("p").attribute("role", "alert").text(words).view(),
            None => nothing(),
        }))
        .view()
}
