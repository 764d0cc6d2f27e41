//! What storage refused, and what the learner can do about it.

use waymark_store::StoreError;

use super::element::{View, element, live, nothing, row};
use super::saving::backup_button;
use crate::platform::database::DatabaseError;
use crate::route::Route;
use crate::state::context::{current_route, expect_study};
use crate::state::wording::count;

/// A notice while storage refuses what the learner did.
pub fn refusal_notice() -> View {
    let study = expect_study();
    element("div")
        .class("refusal")
        .attribute("role", "alert")
        .live(move || study.refusal().as_ref().map_or_else(nothing, refusal))
        .view()
}

/// Notices while storage refuses, or while a piece of history cannot be read.
pub fn storage_notices() -> View {
    let study = expect_study();
    let unreadable = live(
        move || match study.with(|learner| learner.unreadable().len()) {
            0 => nothing(),
            // That page names them.
            _ if current_route() == Route::Health => nothing(),
            pieces => unreadable(pieces),
        },
    );
    let unopened = live(move || study.shelf().unopened().map_or_else(nothing, unopened));
    row(vec![refusal_notice(), unreadable, unopened])
}

fn unopened(error: &DatabaseError) -> View {
    element("section")
        .class("notice")
        .attribute("aria-label", "Imported roadmaps")
        .child(
            element("h2")
                .text("The roadmaps that you added cannot be opened")
                .view(),
        )
        .child(
            element("p")
                .text("The browser does not open its database for this page. Your history is safe.")
                .view(),
        )
        .child(element("p").class("detail").text(error.to_string()).view())
        .view()
}

fn unreadable(pieces: usize) -> View {
    let what = format!(
        "{} of it cannot be read now. Nothing was deleted by Waymark, and it tries again at every \
         start. Everything else works.",
        count(pieces, "piece", "pieces")
    );
    let details = element("a")
        .class("button")
        .attribute("href", "#/health")
        .text("Show details");
    element("section")
        .class("notice")
        .attribute("aria-label", "Unreadable history")
        .child(
            element("h2")
                .text("A part of your history could not be read")
                .view(),
        )
        .child(element("p").text(what).view())
        .child(
            element("p")
                .text(
                    "Keep a copy: a backup holds all that is here, unreadable pieces as they are.",
                )
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(backup_button())
                .child(details.view())
                .view(),
        )
        .view()
}

fn refusal(error: &StoreError) -> View {
    let detail = error.to_string();
    let (title, advice) = match error {
        StoreError::Full { .. } => (
            "Not saved: the browser's storage for this site is full",
            "Your last step was not recorded, and everything before it is safe. Download a backup \
             now. Then make room: archive old reviews under Settings, Health, or remove in the \
             browser's settings what other pages under this address keep. After that, rate the card \
             again.",
        ),
        StoreError::Blocked { .. } => (
            "Not saved: the browser does not let this page store anything",
            "Your last step was not recorded, and everything before it is safe. Allow this site to \
             keep data (cookies and site data) in the browser's settings, then rate the card again.",
        ),
        StoreError::Unwritable { .. } => (
            "Not saved: this step has no written form",
            "Your last step was not recorded, and everything before it is safe. Please download a \
             backup and report this.",
        ),
    };
    element("section")
        .class("notice notice-serious")
        .attribute("aria-label", "Storage")
        .child(element("h2").text(title).view())
        .child(element("p").text(advice).view())
        .child(element("p").class("detail").text(detail).view())
        .child(element("div").class("row").child(backup_button()).view())
        .view()
}
