//! What the learner sees when the application cannot start, and what they can do.

use waymark_store::StoreError;

use crate::components::element::{View, element, row};
use crate::components::frame::wordmark;
use crate::platform::page;
use crate::state::start::StartFailure;

/// The page in the place of all others.
pub fn start_failure_page(failure: &StartFailure) -> View {
    let (title, what, advice, detail) = words(failure);
    let again = element("button")
        .class("button primary")
        .attribute("type", "button")
        .on("click", |_| page::reload())
        .text("Try again");
    let safe_mode = element("a")
        .class("button")
        .attribute("href", "#/recover")
        .text("Safe mode")
        .view();
    let notice = element("section")
        .class("notice notice-serious")
        .attribute("role", "alert")
        .child(element("h1").text(title).view())
        .child(element("p").text(what).view())
        .child(element("p").text(advice).view())
        .child(element("p").class("detail").text(detail).view())
        .child(
            element("div")
                .class("row")
                .child(again.view())
                .child(safe_mode)
                .view(),
        );
    row(vec![
        element("header")
            .class("frame-header")
            .child(wordmark("span").view())
            .view(),
        element("main").class("page").child(notice.view()).view(),
    ])
}

fn words(failure: &StartFailure) -> (&'static str, &'static str, &'static str, String) {
    match failure {
        StartFailure::Storage(error) => (
            "This browser does not let Waymark remember anything",
            match error {
                StoreError::Blocked { .. } => {
                    "Your progress lives in this browser's storage, and the browser does not open \
                     it for this page. Nothing was deleted."
                }
                StoreError::Full { .. } | StoreError::Unwritable { .. } => {
                    "Your progress lives in this browser's storage, and it cannot be read now. \
                     Nothing was deleted."
                }
            },
            "Allow this site to keep data (cookies and site data) in the browser's settings, or \
             open it in a window that is not private. Then try again.",
            error.to_string(),
        ),
        StartFailure::Fetch(error) => (
            "The roadmaps could not be loaded",
            "Your progress is safe. A file of the application did not arrive.",
            "Check the connection and try again.",
            error.to_string(),
        ),
        StartFailure::Bundle(error) => (
            "The roadmaps could not be read",
            "Your progress is safe. A file of the application does not fit this version, probably \
             because a new version has just been published.",
            "Try again; if that does not help, clear this page from the browser's cache, but keep \
             the site data: your progress is there.",
            error.to_string(),
        ),
    }
}
