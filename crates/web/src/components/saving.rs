//! Buttons that have the importer do something with backups, and say what came of it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::element::{View, element, live, nothing, row};
use crate::platform::{files, module};
use crate::state::order;

/// What came of an order: words, or the trouble there was. Neither is shown while it is empty.
pub type Answer = RwSignal<Result<String, String>>;

/// No answer yet.
pub fn no_answer() -> Answer {
    RwSignal::new(Ok(String::new()))
}

/// Saves a backup of everything with one tap.
pub fn backup_button() -> View {
    let answer = no_answer();
    row(vec![saving_button(answer), answered(answer)])
}

/// Saves a backup as a download; what comes of it is shown elsewhere.
pub fn saving_button(answer: Answer) -> View {
    order_button("Download backup", order::SAVE, answer)
}

/// Hands a backup to another program, where the browser can.
pub fn share_button(answer: Answer) -> View {
    if files::can_share() {
        order_button("Share backup", order::SHARE, answer)
    } else {
        nothing()
    }
}

/// A button that orders something.
pub fn order_button(name: &'static str, what: &'static str, answer: Answer) -> View {
    element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| send(what, JsValue::UNDEFINED, answer))
        .text(name)
        .view()
}

/// Orders something and shows what comes of it.
pub fn send(what: &'static str, with: JsValue, answer: Answer) {
    spawn_local(async move {
        let words = module::order(what, with).await;
        // The page may have gone meanwhile.
        if !answer.is_disposed() {
            answer.set(words);
        }
    });
}

/// What came of the last order.
pub fn answered(answer: Answer) -> View {
    live(move || match answer.get() {
        Ok(words) => element("p")
            .class("outcome")
            .attribute("role", "status")
            .text(words)
            .view(),
        Err(cause) => element("p").attribute("role", "alert").text(cause).view(),
    })
}
