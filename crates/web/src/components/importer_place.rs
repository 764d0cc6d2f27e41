//! The place where the importer draws. The importer is a module of its own, fetched only now.

use leptos::ev;
use leptos::prelude::*;
use web_sys::Event;

use super::element::{Element, Reference, View, element, live, row};
use crate::platform::{module, page};

/// The heading, and below it whatever the importer draws.
pub fn importer_place(title: String) -> View {
    let failure = RwSignal::new(None::<String>);
    let failed = window_event_listener(ev::Custom::<Event>::new(module::FAILED), move |event| {
        failure.set(Some(module::cause(&event)));
    });
    on_cleanup(move || failed.remove());
    let place = move || match failure.get() {
        None => drawing_place()
            .child(element("p").class("instruction").text("Opening…").view())
            .view(),
        Some(cause) => not_there(cause),
    };
    row(vec![element("h1").text(title).view(), live(place)])
}

/// An empty place, which the importer fills.
pub fn drawing_place() -> Element {
    // It has to be on the page before the importer looks for it.
    let reference = Reference::new();
    reference.when_there(|_| {
        if let Err(error) = module::call() {
            leptos::logging::error!("the importer cannot be called: {error:?}");
        }
    });
    element("div")
        .class("importer")
        .attribute("id", module::PLACE)
        .refer(reference)
}

fn not_there(cause: String) -> View {
    let again = element("button")
        .class("button primary")
        .attribute("type", "button")
        .on("click", |_| page::reload())
        .text("Try again");
    element("section")
        .class("notice notice-serious")
        .attribute("role", "alert")
        .child(
            element("h2")
                .text("The importer could not be loaded")
                .view(),
        )
        .child(
            element("p")
                .text("Nothing is lost. Check the connection and try again.")
                .view(),
        )
        .child(element("p").class("detail").text(cause).view())
        .child(element("div").class("row").child(again.view()).view())
        .view()
}
