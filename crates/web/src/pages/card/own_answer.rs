//! The learner's own answer to a card, and the field to write it in.

use leptos::prelude::*;
use waymark_core::id::CardId;
use waymark_core::journal::{Answered, Fact};
use waymark_store::StoreError;

use crate::components::element::{Presence, View, element, live};
use crate::platform::storage::BrowserStore;
use crate::state::context::{Outcome, Study};
use crate::state::draft::{self, Typed};

/// A field with the answer, and what saves it.
pub fn own_answer(study: Study, card: CardId) -> View {
    let saved = move || {
        study.with(|learner| {
            let written = learner.collection().annotations(card);
            written.answer.clone().unwrap_or_default()
        })
    };
    let draft = draft::read(&BrowserStore, Typed::Answer(card)).unwrap_or_else(|error| {
        leptos::logging::warn!("what was typed before cannot be read: {error}");
        None
    });
    let status = RwSignal::new(match draft {
        Some(_) => "Not saved yet.",
        None => "",
    });
    let text = RwSignal::new(draft.unwrap_or_else(|| untrack(saved)));
    let save = move |_| {
        let answered = Answered {
            card,
            text: text.with_untracked(|text| text.trim_end().to_owned()),
        };
        let words = match study.record(Fact::Answered(Box::new(answered))) {
            Outcome::Stored => {
                warn(draft::forget(&BrowserStore, Typed::Answer(card)));
                "Saved."
            }
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
            let words = event_target_value(&event);
            let typed = Typed::Answer(card);
            warn(draft::keep(&BrowserStore, typed, &words, &untrack(saved)));
            text.set(words);
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

/// Says where storage does not follow what is typed.
fn warn(followed: Result<(), StoreError>) {
    if let Err(error) = followed {
        // It is still in the field; saving it says what is the matter.
        leptos::logging::warn!("what is typed is not kept as it is: {error}");
    }
}
