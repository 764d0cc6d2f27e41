//! What the learner sees when the application cannot start, and what they can do.

use leptos::prelude::*;
use waymark_store::StoreError;

use crate::app::StartFailure;
use crate::components::icon::{Icon, Shape};
use crate::platform::page;

/// The page in the place of all others.
#[component]
pub fn StartFailurePage(failure: StartFailure) -> impl IntoView {
    let (title, what, advice, detail) = words(&failure);
    view! {
        <header class="frame-header">
            <span class="wordmark"><Icon shape=Shape::Mark/>"Waymark"</span>
        </header>
        <main class="page">
            <section class="notice notice-serious" role="alert">
                <h1>{title}</h1>
                <p>{what}</p>
                <p>{advice}</p>
                <p class="detail">{detail}</p>
                <div class="row">
                    <button class="button primary" type="button" on:click=|_| page::reload()>
                        "Try again"
                    </button>
                </div>
            </section>
        </main>
    }
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
