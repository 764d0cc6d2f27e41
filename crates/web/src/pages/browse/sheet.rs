//! The sheet that says what keys do in Browse.

use leptos::prelude::*;

use crate::components::element::{Reference, View, element, live, nothing};
use crate::platform::page;

/// Each key with what it does, in the order in which one meets them.
const KEYS: [(&str, &[&str]); 10] = [
    ("To the search field", &["/"]),
    ("To the first card, from the search field", &["↓"]),
    ("Next card", &["↓", "j"]),
    ("Card before", &["↑", "k"]),
    ("Back to the search field", &["Esc"]),
    ("Open the card", &["Enter"]),
    ("Edit the card", &["e"]),
    ("Select the card, or take it out", &["x"]),
    ("Select all since the last one", &["Shift x"]),
    ("What keys do here", &["?"]),
];

/// The button that opens the sheet, for those who do not know its key.
pub fn opener(sheet: RwSignal<bool>) -> View {
    element("button")
        .class("button browse-keys")
        .attribute("type", "button")
        .attribute("aria-haspopup", "dialog")
        .attribute("aria-keyshortcuts", "?")
        .on("click", move |_| sheet.set(true))
        .text("Keys")
        .view()
}

/// The sheet, when it is open.
pub fn sheet(sheet: RwSignal<bool>) -> View {
    live(move || {
        if sheet.get() {
            opened(sheet)
        } else {
            nothing()
        }
    })
}

fn opened(sheet: RwSignal<bool>) -> View {
    let dialog = Reference::new();
    dialog.when_there(page::open_dialog);
    let lines = KEYS.into_iter().map(|(words, keys)| {
        let keys = keys.iter().map(|key| element("kbd").text(*key).view());
        element("p")
            .class("sheet-hint")
            .child(element("span").text(words).view())
            .child(element("span").class("browse-chord").children(keys).view())
            .view()
    });
    element("dialog")
        .class("sheet")
        .attribute("aria-label", "Keys")
        .attribute("closedby", "any")
        .refer(dialog)
        .on("close", move |_| sheet.set(false))
        .children(lines)
        .child(
            element("button")
                .class("button")
                .attribute("type", "button")
                .on("click", move |_| dialog.if_there(page::close_dialog))
                .text("Close")
                .view(),
        )
        .view()
}
