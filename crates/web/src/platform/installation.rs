//! What the page's script `scripts/installation.js` does: the service worker, installing, the badge,
//! files that the system hands over.
//!
//! The two speak through data attributes of the root element, which hold what is so now, and
//! through events of the window, which say that something changed or is wanted.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{CustomEvent, Event, File};

/// The event that says that [`update`] or [`offer`] may answer otherwise now.
pub const CHANGED: &str = "installation-changed";
/// The event that hands over files; [`files`] reads it.
pub const FILES_HANDED: &str = "files-handed";

/// Whether another version of the application can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// This is the newest that the browser knows.
    None,
    /// A newer one is here and waits.
    Ready,
}

/// How the application can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// It cannot, or it is, or the learner has said no.
    None,
    /// The browser asks when it is told to.
    Prompt,
    /// The learner does it by the browser's menu, as on iOS.
    ByHand,
}

/// What the script is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go on with the new version.
    Update,
    /// Let the browser ask whether to install.
    Install,
    /// Never offer again to install.
    DismissInstall,
    /// Ask the browser not to clear its storage: a session has come to its end.
    Persist,
}

/// Whether a new version waits.
pub fn update() -> Update {
    match attribute("data-update").as_deref() {
        Some("ready") => Update::Ready,
        _ => Update::None,
    }
}

/// How the application can be installed now.
pub fn offer() -> Offer {
    match attribute("data-install").as_deref() {
        Some("prompt") => Offer::Prompt,
        Some("by-hand") => Offer::ByHand,
        _ => Offer::None,
    }
}

/// Tells the script what is wanted.
pub fn tell(wish: Wish) {
    let name = match wish {
        Wish::Update => "update-wanted",
        Wish::Install => "install-wanted",
        Wish::DismissInstall => "install-dismissed",
        Wish::Persist => "session-finished",
    };
    let told = Event::new(name).and_then(|event| window().dispatch_event(&event));
    if let Err(error) = told {
        leptos::logging::warn!("`{name}` was not told: {error:?}");
    }
}

/// Says how many cards are due, for the badge.
pub fn publish_due(cards: usize) {
    publish("data-due", Some(&cards.to_string()));
}

/// Says that files are welcome now: they come with [`FILES_HANDED`].
pub fn take_files() {
    publish("data-takes", Some("files"));
}

/// Says that files have to wait.
pub fn leave_files() {
    publish("data-takes", None);
}

/// The files of a [`FILES_HANDED`] event.
pub fn files(event: &Event) -> Vec<File> {
    let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
    let list = detail.and_then(|detail| detail.dyn_into::<js_sys::Array>().ok());
    let files = list.into_iter().flatten();
    files.filter_map(|file| file.dyn_into().ok()).collect()
}

fn attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

fn publish(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else {
        return;
    };
    let set = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
    if let Err(error) = set {
        leptos::logging::warn!("`{name}` was not published: {error:?}");
    }
}
