//! The folder to which backups go by themselves, as pages show it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::element::{View, element, live, nothing};
use super::saving::{Answer, answered, no_answer, order_button, send};
use crate::platform::folder;
use crate::platform::storage::BrowserStore;
use crate::state::context::expect_study;
use crate::state::last_backup::{FolderMark, FolderStanding, LastBackup};
use crate::state::order;

/// What the settings say of the folder, where the browser lets a page write to one.
pub fn folder_settings() -> View {
    if !folder::is_offered() {
        return nothing();
    }
    let answer = no_answer();
    live(move || {
        // What came of an order is kept, and read here again.
        answer.track();
        let mark = LastBackup::read(&BrowserStore).folder;
        let choose = || order_button("Choose a folder", order::CHOOSE_FOLDER, answer);
        let stop = || order_button("Stop", order::LEAVE_FOLDER, answer);
        let (words, buttons) = match &mark {
            None => (
                "Waymark can save a backup to a folder by itself, each time you finish for the day."
                    .to_owned(),
                vec![choose()],
            ),
            Some(FolderMark { standing, name }) => match standing {
                FolderStanding::Written => (
                    format!(
                        "Each time you finish for the day, a backup goes to the folder “{name}”. \
                         The five newest stay there."
                    ),
                    vec![stop()],
                ),
                FolderStanding::Lost => (lost(name), vec![allow(answer), stop()]),
                FolderStanding::Failed => (failed(name), vec![choose(), stop()]),
            },
        };
        element("div")
            .class("folder-backup")
            .child(element("p").text(words).view())
            .child(element("div").class("row").children(buttons).view())
            .child(answered(answer))
            .view()
    })
}

/// Has a backup written to the folder, if there is something new, and says what came of it.
pub fn folder_after_session() -> View {
    let study = expect_study();
    let last = LastBackup::read(&BrowserStore);
    let is_behind = study.now(|learner| last.is_behind(learner.last_instant()));
    if last.folder.is_none() || !is_behind {
        return nothing();
    }
    let answer = no_answer();
    let is_told = RwSignal::new(false);
    send(order::WRITE_TO_FOLDER, JsValue::UNDEFINED, answer);
    live(move || {
        // The first answer is that there is none yet.
        answer.track();
        if !is_told.get_untracked() {
            is_told.set(true);
            return nothing();
        }
        let Some(FolderMark { standing, name }) = LastBackup::read(&BrowserStore).folder else {
            return nothing();
        };
        let (words, button) = match standing {
            FolderStanding::Written => (
                format!("A backup is saved in the folder “{name}”."),
                nothing(),
            ),
            FolderStanding::Lost => (lost(&name), allow(answer)),
            FolderStanding::Failed => (failed(&name), nothing()),
        };
        element("div")
            .class("folder-backup")
            .child(element("p").attribute("role", "status").text(words).view())
            .child(button)
            .child(answered(answer))
            .view()
    })
}

fn lost(name: &str) -> String {
    format!("No backup is saved: the browser asks you again before Waymark may write to “{name}”.")
}

fn failed(name: &str) -> String {
    format!("The last backup could not be saved to the folder “{name}”.")
}

fn allow(answer: Answer) -> View {
    order_button("Allow it", order::ALLOW_FOLDER, answer)
}
