//! The learner's own answer to a card, and the field to write it in.

use leptos::prelude::*;
use waymark_core::id::CardId;
use waymark_core::journal::{Answered, Fact};

use crate::components::element::{Presence, View, element, live};
use crate::state::context::{Outcome, Study};

/// A field with the answer, and what saves it.
pub fn own_answer(study: Study, card: CardId) -> View {
    let saved = move || {
        study.with(|learner| {
            let written = learner.collection().annotations(card);
            written.answer.clone().unwrap_or_default()
        })
    };
    let text = RwSignal::new(untrack(saved));
    let status = RwSignal::new("");
    let save = move |_| {
        let answered = Answered {
            card,
            text: text.with_untracked(|text| text.trim_end().to_owned()),
        };
        let words = match study.record(Fact::Answered(Box::new(answered))) {
            Outcome::Stored => "Saved.",
            Outcome::Refused => "The browser refused to store it. It is still in the field.",
        };
        status.set(words);
    };
    let field = element("textarea")
        .attribute("id", "own-answer")
        .attribute("rows", "4")
        .attribute("dir", "auto")
        .property("value", text.get_untracked())
        .on("input", move |event| {
            text.set(event_target_value(&event));
            status.set("");
        });
    let button = move || {
        let is_saved = text.with(|text| text.trim_end() == saved());
        element("button")
            .class("button")
            .attribute("type", "button")
            .flag("disabled", Presence::when(is_saved))
            .on("click", save)
            .text("Save")
            .view()
    };
    element("div")
        .class("card-own")
        .child(
            element("label")
                .attribute("for", "own-answer")
                .text("In your own words; Markdown is understood")
                .view(),
        )
        .child(field.view())
        .child(
            element("div")
                .class("row")
                .child(live(button))
                .child(
                    element("p")
                        .attribute("role", "status")
                        .live(move || element("span").text(status.get()).view())
                        .view(),
                )
                .view(),
        )
        .view()
}
