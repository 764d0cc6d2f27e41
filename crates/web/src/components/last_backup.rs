//! The reminder that the last backup is old.

use leptos::prelude::*;

use super::element::{View, element, live, nothing};
use super::saving::{answered, no_answer, saving_button};
use crate::platform::clock;
use crate::platform::storage::BrowserStore;
use crate::state::context::expect_study;
use crate::state::last_backup::{LastBackup, Reminder, remember};

/// Reminds of a backup, where there is something that was not saved for long.
pub fn backup_reminder() -> View {
    let study = expect_study();
    let answer = no_answer();
    live(move || {
        // What came of saving is kept, and read here again.
        answer.track();
        let last = LastBackup::read(&BrowserStore);
        let now = clock::now().instant;
        let words = match study.with(|learner| last.reminder(learner.review_span(), now)) {
            None => return nothing(),
            Some(Reminder::Never) => "There is no backup yet of what you have learned.".to_owned(),
            Some(Reminder::Old { days }) => format!("Your last backup is {days} days old."),
        };
        let put_off = move |_| {
            remember(LastBackup {
                put_off: Some(now),
                ..LastBackup::read(&BrowserStore)
            });
            answer.set(Ok(String::new()));
        };
        let later = element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", put_off)
            .text("Not now");
        let buttons = element("div")
            .class("row")
            .child(saving_button(answer))
            .child(later.view());
        element("section")
            .class("notice")
            .attribute("aria-label", "Backup")
            .child(element("p").text(words).view())
            .child(buttons.view())
            .child(answered(answer))
            .view()
    })
}
