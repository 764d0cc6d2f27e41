//! The study session: one card, its answer, and how well it was recalled.

mod action;
mod answer;
mod asking;
pub mod finish;
mod keys;
mod sight;
mod steps;
mod swipe;
mod typing;
mod why;
mod writing;

use leptos::ev;
use leptos::prelude::*;
use waymark_core::id::CardId;
use waymark_core::rating::Purpose;
use waymark_core::study::{Counts, Queue};

use crate::components::element::{Presence, View, element, kept, nothing, row};
use crate::components::icon::Icon;
use crate::components::prose::prose;
use crate::components::rating_bar::rating_bar;
use crate::components::storage_notice::refusal_notice;
use crate::platform::mirror::Mirror;
use crate::state::context::expect_study;
use crate::state::learner::Learner;
use crate::state::order;
use crate::state::wording::count;

use asking::{Asking, Side};

/// What tells one sort of session from another.
#[derive(Clone, Copy)]
pub struct Manner {
    /// The address of the way out.
    pub way_out: fn() -> String,
    /// What is said of the cards that come first.
    pub first: &'static str,
    /// What is shown after the last card.
    pub finish: fn() -> View,
}

/// The page of the study session.
pub fn study_page() -> View {
    session_page(Manner {
        way_out: || "#/".to_owned(),
        first: "due",
        finish: finish::finish,
    })
}

/// The page of a session over the queue of the study.
pub fn session_page(manner: Manner) -> View {
    let study = expect_study();
    let asking = Asking::begin(study);
    let keys = window_event_listener(ev::keydown, move |event| {
        if asking.press(&event) {
            event.prevent_default();
        }
    });
    let sight = window_event_listener(ev::visibilitychange, move |_| asking.follow_sight());
    on_cleanup(move || {
        keys.remove();
        sight.remove();
    });
    // Another tab may take the card away, or an undo bring one back: it is asked anew.
    Effect::new(move |before: Option<Option<(CardId, Purpose)>>| {
        let current = asking.current.get();
        if before.is_some_and(|before| before != current) {
            asking.turn_to_the_question();
        }
        current
    });
    sight::follow(asking);
    swipe::follow(asking);
    element("div")
        .class("study")
        .child(study_bar(asking, manner))
        .live(move || match asking.current.get() {
            Some((card, purpose)) => card_view(asking, card, purpose),
            None => (manner.finish)(),
        })
        .live(move || swipe::label(asking))
        .child(action::said(asking))
        .child(action::sheet(asking))
        .view()
}

/// The line on top: the way out, the progress, what is left, and undo.
fn study_bar(asking: Asking, manner: Manner) -> View {
    let study = asking.study;
    let leave = element("a")
        .class("icon-button")
        .attribute("href", (manner.way_out)())
        .attribute("aria-label", "Leave the session")
        .child(Icon::Cross.view());
    let progress = move || {
        let session = study.session();
        let left = study.with_queue(Queue::counts);
        let bar = kept("PROGRESS")
            .attribute("aria-label", "Progress of this session")
            .attribute("max", (session.reviews + left.total()).max(1).to_string())
            .attribute("value", session.reviews.to_string());
        kept("DIV")
            .class("study-progress")
            .child(bar.view())
            .child(counts(left, manner.first, asking.current.get()))
            .view()
    };
    let undo = move || {
        let target = study.with(Learner::undo_target);
        kept("BUTTON")
            .class("icon-button")
            .attribute("type", "button")
            .attribute("aria-label", "Undo")
            .attribute("aria-keyshortcuts", "u")
            .flag("disabled", Presence::when(target.is_none()))
            .on("click", move |_| asking.undo())
            .child(Icon::Undo.view())
            .view()
    };
    element("header")
        .class("study-bar")
        .refer(asking.bar)
        .child(leave.view())
        .live(progress)
        .live(move || saved_mark(&study.mirror()))
        .live(undo)
        .child(action::more_button(asking))
        .view()
}

/// Whether what was rated is where even a crash of the browser leaves it.
fn saved_mark(mirror: &Mirror) -> View {
    let (state, words) = match mirror {
        Mirror::Opening | Mirror::Behind(_) => ("behind", "Being saved"),
        Mirror::Even => ("even", "Saved"),
        Mirror::Missing(_) => ("missing", "Saved in one place only"),
    };
    kept("SPAN")
        .class("saved")
        .attribute("role", "img")
        .attribute("data-state", state)
        .attribute("aria-label", words)
        .attribute("title", words)
        .view()
}

/// What is left of each sort, the sort of the current card marked.
fn counts(left: Counts, first: &'static str, current: Option<(CardId, Purpose)>) -> View {
    // They come in this order.
    let is_due = left.due > 0;
    let is_new = !is_due && left.new > 0;
    let is_drill = !is_due && !is_new && current.is_some();
    let sorts = [
        ("count count-due", first, left.due, is_due),
        ("count count-new", "new", left.new, is_new),
        ("count count-drill", "to repeat", left.drill, is_drill),
    ];
    let sorts = sorts.into_iter().map(|(class, name, number, is_current)| {
        kept("SPAN")
            .class(class)
            .optional("aria-current", is_current.then_some("true"))
            .text(count(number, name, name))
            .view()
    });
    kept("P").class("counts").children(sorts).view()
}

fn card_view(asking: Asking, card: CardId, purpose: Purpose) -> View {
    let shelf = asking.study.shelf();
    let Some(placed) = shelf.place(card) else {
        return nothing();
    };
    let sections = placed.roadmap.path(placed.card.section);
    let path: Vec<&str> = std::iter::once(placed.roadmap.title.as_str())
        .chain(sections.iter().map(|section| section.heading.as_str()))
        .collect();
    let path = element("p")
        .class("path")
        .child(element("bdi").text(path.join(" › ")).view())
        .live(move || why::marks(asking, card));
    let kind = placed.card.kind.name();
    let question = element("section")
        .class("question prose")
        .attribute("data-kind", kind)
        .attribute("tabindex", "-1")
        .attribute("aria-label", "Question")
        .refer(asking.question)
        .child(prose(&placed.card.front));
    let answer = move || match asking.side.get() {
        Side::Question => nothing(),
        Side::Answer => element("section")
            .class("answer prose")
            .attribute("data-kind", kind)
            .attribute("tabindex", "-1")
            .attribute("aria-label", "Answer")
            .refer(asking.answer)
            .child(answer::answer(asking, card))
            .view(),
    };
    let leech = move || match asking.side.get() {
        Side::Question => nothing(),
        Side::Answer => why::leech(asking, card),
    };
    let actions = move || match asking.side.get() {
        Side::Question => element("button")
            .class("button primary reveal")
            .attribute("type", "button")
            .attribute("aria-keyshortcuts", "Space")
            .on("click", move |_| asking.reveal())
            .text("Show answer")
            .view(),
        Side::Answer if asking.hidden_steps.get() > 0 => {
            steps::step_buttons(asking, asking.hidden_steps.get())
        }
        Side::Answer => {
            let today = asking.study.today();
            let (answers, scale) = asking.study.with(|l| {
                let (collection, settings) = (l.collection(), l.collection().settings());
                let turn = collection.card(card).turn(card, today, settings);
                (turn.answers(), settings.rating_scale)
            });
            rating_bar(&answers, purpose, scale, move |rating| asking.rate(rating))
        }
    };
    row(vec![
        element("main")
            .class("study-card")
            .attribute(order::ROADMAP, placed.roadmap.id.to_string())
            .refer(asking.card)
            .on("pointerdown", move |event| asking.point(&event))
            .on("pointermove", move |event| asking.point(&event))
            .on("pointerup", move |event| asking.point(&event))
            .on("pointercancel", move |event| asking.point(&event))
            .on("touchmove", move |event| swipe::claim(asking, &event))
            .child(element("h1").class("visually-hidden").text("Study").view())
            .child(path.view())
            .child(question.view())
            .child(writing::writing_field(asking, placed.card.kind))
            .live(move || {
                let shelf = asking.study.shelf_now();
                let placed = shelf.place(card);
                placed.map_or_else(nothing, |placed| typing::typing(asking, placed.card))
            })
            .live(answer)
            .live(leech)
            .live(move || why::why(asking, card))
            .view(),
        // A refusal stands where the thumb is: above the button that was refused.
        kept("FOOTER")
            .class("study-actions")
            .refer(asking.actions)
            .child(refusal_notice())
            .live(actions)
            .view(),
    ])
}
