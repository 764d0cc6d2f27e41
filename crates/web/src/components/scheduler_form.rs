//! By which method the cards of a roadmap come back, tried on the learner's own history first.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::arrangement::Arrangement;
use waymark_core::collection::Collection;
use waymark_core::id::RoadmapId;
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::{Parameters, Retention};
use waymark_core::time::StudyDay;
use web_sys::{Event, HtmlInputElement};

use super::element::{Presence, View, element, live, nothing, row};
use super::plan_form::{arrange, arranged};
use super::scheduling_preview::{Ahead, comparison};
use crate::platform::storage::BrowserStore;
use crate::route::Route;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::learner::Learner;

/// The two methods by the word that the choice has for each.
const METHODS: [(&str, Scheduler); 2] = [
    ("SM-2", Scheduler::Sm2),
    ("FSRS-6", Scheduler::Fsrs6(Retention::USUAL)),
];

/// Scheduler and retention of a roadmap.
pub fn scheduler_form(roadmap: &RoadmapId) -> View {
    let study = expect_study();
    let draft = RwSignal::new(held(study, roadmap));
    let for_preview = roadmap.clone();
    element("div")
        .class("plan")
        .child(method_field(draft))
        .child(live(move || match draft.get() {
            Scheduler::Sm2 => nothing(),
            Scheduler::Fsrs6(_) => retention_field(draft),
        }))
        .live(move || preview(study, &for_preview, draft))
        .child(evidence_link())
        .view()
}

/// The way to what the learner's reviews say of the two.
fn evidence_link() -> View {
    let link = element("a")
        .attribute("href", Route::Evidence.to_string())
        .text("Which serves you, by your own reviews");
    element("p").child(link.view()).view()
}

fn held(study: Study, roadmap: &RoadmapId) -> Scheduler {
    study.now(|learner| learner.collection().plan(roadmap).scheduler)
}

fn method_field(draft: RwSignal<Scheduler>) -> View {
    let is_sm2 = draft.get_untracked() == Scheduler::Sm2;
    let options = METHODS.iter().map(|(word, method)| {
        element("option")
            .attribute("value", *word)
            .flag(
                "selected",
                Presence::when((*method == Scheduler::Sm2) == is_sm2),
            )
            .text(*word)
            .view()
    });
    let set = move |event: Event| {
        let chosen = event_target_value(&event);
        if let Some((_, method)) = METHODS.iter().find(|(word, _)| *word == chosen) {
            draft.set(*method);
        }
    };
    let select = element("select")
        .attribute("name", "scheduler")
        .on("change", set)
        .children(options);
    field("Scheduler", None, select.view())
}

fn retention_field(draft: RwSignal<Scheduler>) -> View {
    let percent = |scheduler| match scheduler {
        Scheduler::Sm2 => Retention::USUAL.percent(),
        Scheduler::Fsrs6(retention) => retention.percent(),
    };
    let set = move |event: Event| {
        let number: Option<u8> = event_target_value(&event).parse().ok();
        let (least, most) = (Retention::LEAST.percent(), Retention::MOST.percent());
        let retention = number.and_then(|number| Retention::new(number.clamp(least, most)));
        if let Some(retention) = retention {
            draft.set(Scheduler::Fsrs6(retention));
        }
        let input = event.target();
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_value(&percent(draft.get_untracked()).to_string());
        }
    };
    let input = element("input")
        .attribute("type", "number")
        .attribute("inputmode", "numeric")
        .attribute("name", "retention")
        .attribute("min", Retention::LEAST.percent().to_string())
        .attribute("max", Retention::MOST.percent().to_string())
        .property("value", percent(draft.get_untracked()).to_string())
        .on("change", set);
    field(
        "Desired retention in percent",
        Some("Of so many due cards in a hundred you will know the answer. From 70 to 97."),
        input.view(),
    )
}

fn field(label: &'static str, remark: Option<&'static str>, control: View) -> View {
    let remark = remark.map(|words| element("small").text(words).view());
    element("label")
        .class("field")
        .child(element("span").text(label).children(remark).view())
        .child(control)
        .view()
}

/// What a method does, in words.
fn meaning(scheduler: Scheduler, parameters: &Parameters) -> String {
    match scheduler {
        Scheduler::Sm2 => {
            "SM-2 multiplies the interval of a card by how easy the card is for you. \
                           It knows no probability."
                .to_owned()
        }
        Scheduler::Fsrs6(retention) => format!(
            "FSRS-6 asks a card when the chance that you still know it has fallen to {retention}. \
             It goes through all that you answered so far, and knows you by {}.",
            if *parameters == Parameters::DEFAULT {
                "the parameters of many other learners"
            } else {
                "parameters that were fitted to your own reviews"
            }
        ),
    }
}

/// What the draft would do to the cards of the roadmap, and the button that makes it hold.
fn preview(study: Study, roadmap: &RoadmapId, draft: RwSignal<Scheduler>) -> View {
    let scheduler = draft.get();
    let today = study.today();
    let (held, words, before, after) = study.with(|learner| {
        let held = learner.collection().plan(roadmap).scheduler;
        let parameters = learner.journal().parameters();
        let ahead = |scheduler| ahead(learner, roadmap, scheduler, today);
        (
            held,
            meaning(scheduler, &parameters),
            ahead(held),
            ahead(scheduler),
        )
    });
    let mut views = vec![element("p").attribute("role", "status").text(words).view()];
    if after.begun > 0 && held != scheduler {
        views.push(comparison(&before, &after, today));
    }
    if held == scheduler {
        return row(views);
    }
    let words = match scheduler {
        Scheduler::Sm2 => "Use SM-2".to_owned(),
        Scheduler::Fsrs6(retention) => format!("Use FSRS-6 at {retention}"),
    };
    let roadmap = roadmap.clone();
    let use_it = move |_| {
        // A refusal is shown by the page, and the draft stays.
        if arrange(study, &roadmap, Arrangement::Scheduler(scheduler)) == Outcome::Refused {
            leptos::logging::warn!("the scheduler could not be stored");
        }
    };
    views.push(
        element("p")
            .text(
                "Nothing has changed yet. Your answers stay as they are whichever you choose: you \
                 can go back at any time, and have the dates that you would have without.",
            )
            .view(),
    );
    views.push(
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .on("click", use_it)
            .text(words)
            .view(),
    );
    row(views)
}

/// How the cards of the roadmap would stand under that scheduler.
fn ahead(
    learner: &Learner<BrowserStore>,
    roadmap: &RoadmapId,
    scheduler: Scheduler,
    today: StudyDay,
) -> Ahead {
    let members = learner.collection().members();
    let supposed = [arranged(roadmap, Arrangement::Scheduler(scheduler))];
    let mut collection = Collection::fold_as_if(learner.journal(), &supposed);
    collection.join(members.clone());
    let cards = collection.touched_cards();
    let of_roadmap = cards.filter(|(card, _)| members.roadmap_of(*card) == Some(roadmap));
    Ahead::of(of_roadmap.map(|(_, state)| state), today)
}
