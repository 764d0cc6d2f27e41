//! Deleting everything: the words that one must type, a backup first, and then nothing is left.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

use crate::components::element::{Presence, View, element, live, nothing, row};
use crate::components::saving::{answered, no_answer, saving_button};
use crate::platform::{erasure, page};

/// What has to be typed.
const WORDS: &str = "delete everything";

/// How far the learner is.
#[derive(Clone, PartialEq)]
enum Stage {
    Closed,
    /// The dialog is open.
    Asked,
    /// It is under way.
    Erasing,
    Failed(String),
}

/// The button, and the dialog behind it.
pub fn erasing() -> View {
    let stage = RwSignal::new(Stage::Closed);
    live(move || match stage.get() {
        Stage::Closed => element("div")
            .class("row")
            .child(
                element("button")
                    .class("button danger")
                    .attribute("type", "button")
                    .on("click", move |_| stage.set(Stage::Asked))
                    .text("Delete everything…")
                    .view(),
            )
            .view(),
        Stage::Asked => dialog(stage, nothing()),
        Stage::Erasing => element("p")
            .attribute("role", "status")
            .text("Deleting…")
            .view(),
        Stage::Failed(cause) => {
            let words = format!(
                "Not everything could be deleted: {cause}. Close other tabs with Waymark and try \
                 again."
            );
            dialog(
                stage,
                element("p").attribute("role", "alert").text(words).view(),
            )
        }
    })
}

fn dialog(stage: RwSignal<Stage>, trouble: View) -> View {
    let answer = no_answer();
    let typed = RwSignal::new(false);
    let type_words = move |event: web_sys::Event| {
        let target = event.target();
        let field = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let is_right = field.is_some_and(|field| {
            let words = field.value();
            words.trim().eq_ignore_ascii_case(WORDS)
        });
        typed.set(is_right);
    };
    let erase = move || {
        element("button")
            .class("button danger")
            .attribute("type", "button")
            .flag("disabled", Presence::when(!typed.get()))
            .on("click", move |_| {
                stage.set(Stage::Erasing);
                spawn_local(async move {
                    match erasure::erase().await {
                        Ok(()) => {
                            page::go_to("#/");
                            page::reload();
                        }
                        Err(cause) => stage.set(Stage::Failed(cause)),
                    }
                });
            })
            .text("Delete everything")
            .view()
    };
    element("div")
        .class("notice notice-serious")
        .attribute("role", "alertdialog")
        .attribute("aria-labelledby", "erase-heading")
        .attribute("aria-describedby", "erase-words")
        .on("keydown", move |event| {
            let event = event.dyn_ref::<web_sys::KeyboardEvent>();
            if event.is_some_and(|event| event.key() == "Escape") {
                stage.set(Stage::Closed);
            }
        })
        .child(
            element("h2")
                .attribute("id", "erase-heading")
                .text("Delete everything in this browser?")
                .view(),
        )
        .child(
            element("p")
                .attribute("id", "erase-words")
                .text(
                    "Every review, every setting, your own answers and the roadmaps that you added \
                     will be gone, and nothing brings them back but a backup. Save one first. It does \
                     not hold pictures and sounds.",
                )
                .view(),
        )
        .child(row(vec![
            element("div")
                .class("row")
                .child(saving_button(answer))
                .view(),
            answered(answer),
            element("label")
                .class("erase-field")
                .child(
                    element("span")
                        .text(format!("To go on, type “{WORDS}”"))
                        .view(),
                )
                .child(
                    element("input")
                        .attribute("type", "text")
                        .attribute("name", "erase")
                        .attribute("autocomplete", "off")
                        .attribute("autocapitalize", "none")
                        .on("input", type_words)
                        .view(),
                )
                .view(),
            trouble,
        ]))
        .child(
            element("div")
                .class("row")
                .child(
                    element("button")
                        .class("button")
                        .attribute("type", "button")
                        .on("click", move |_| stage.set(Stage::Closed))
                        .text("Keep everything")
                        .view(),
                )
                .live(erase)
                .view(),
        )
        .view()
}
