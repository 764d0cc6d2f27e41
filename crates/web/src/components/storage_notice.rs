//! What storage refused, and what the learner can do about it.

use leptos::prelude::*;
use waymark_store::StoreError;

use crate::platform::{clock, files};
use crate::state::context::expect_study;
use crate::state::wording::count;

/// A notice while storage refuses, or while a piece of history cannot be read.
#[component]
pub fn StorageNotice() -> impl IntoView {
    let study = expect_study();
    let unreadable = move || study.with(|learner| learner.unreadable().len());
    view! {
        <div role="alert">{move || study.refusal().map(|error| refusal(&error))}</div>
        <Show when=move || { unreadable() > 0 }>
            <section class="notice" aria-label="Unreadable history">
                <h2>"A part of your history could not be read"</h2>
                <p>
                    {move || count(unreadable(), "piece", "pieces")}
                    " of it cannot be read by this version of Waymark. Nothing was deleted: it \
                     stays where it is and is tried again at every start. Everything else works."
                </p>
                <p>"Keep a copy: a backup holds the unreadable pieces as they are."</p>
                <div class="row">
                    <BackupButton/>
                    <a class="button" href="#/settings">"Show details"</a>
                </div>
            </section>
        </Show>
    }
}

fn refusal(error: &StoreError) -> AnyView {
    let detail = error.to_string();
    let (title, advice) = match error {
        StoreError::Full { .. } => (
            "Not saved: the browser's storage for this site is full",
            "Your last step was not recorded, and everything before it is safe. Download a backup \
             now. Then make room: remove the data of other sites that share this address, or clear \
             this site's data and restore the backup. After that, rate the card again.",
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
    view! {
        <section class="notice notice-serious" aria-label="Storage">
            <h2>{title}</h2>
            <p>{advice}</p>
            <p class="detail">{detail}</p>
            <div class="row"><BackupButton/></div>
        </section>
    }
    .into_any()
}

/// Saves a backup of everything with one tap.
#[component]
pub fn BackupButton() -> impl IntoView {
    let study = expect_study();
    let failure = RwSignal::new(None::<String>);
    let save = move |_| {
        let now = clock::now();
        let today = study.today();
        let backup = study.with(|learner| learner.backup(now.instant));
        let saved = backup
            .to_json()
            .map_err(|error| error.to_string())
            .and_then(|json| {
                files::download(&format!("waymark-{today}.json"), &json)
                    .map_err(|error| format!("{error:?}"))
            });
        failure.set(saved.err());
    };
    view! {
        <button class="button" type="button" on:click=save>"Download backup"</button>
        {move || failure.get().map(|cause| view! {
            <p role="alert">"The backup could not be saved: " {cause}</p>
        })}
    }
}
