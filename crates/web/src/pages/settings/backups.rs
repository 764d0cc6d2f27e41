//! The learner's data as a file: saved, and brought back.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use crate::components::element::{View, element, row};
use crate::components::folder_backup::folder_settings;
use crate::components::saving::{answered, no_answer, saving_button, send, share_button};
use crate::state::order;

/// The buttons of the backup, what came of them, and the folder.
pub fn backups() -> View {
    let answer = no_answer();
    let restore = move |event: Event| {
        let input = event.target();
        let input = input.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let chosen = input.and_then(|input| {
            let file = input.files()?.get(0)?;
            // The same file may be chosen again after a failure.
            input.set_value("");
            Some(file)
        });
        if let Some(file) = chosen {
            send(order::RESTORE, file.into(), answer);
        }
    };
    let input = element("input")
        .class("visually-hidden")
        .attribute("type", "file")
        .attribute("accept", ".json,.txt,application/json,text/plain")
        .attribute("name", "restore")
        .on("change", restore);
    let choose = element("label")
        .class("button file-button")
        .text("Restore a backup")
        .child(input.view());
    row(vec![
        element("div")
            .class("row")
            .child(saving_button(answer))
            .child(share_button(answer))
            .child(choose.view())
            .view(),
        element("p")
            .class("setting-does")
            .text(
                "A backup holds everything but the pictures and sounds of roadmaps that you added. Keep \
                 the folder that they came from, or an Anki package, which takes them along.",
            )
            .view(),
        answered(answer),
        folder_settings(),
    ])
}
