//! The file while it is made, and when it is.

use std::sync::Arc;

use leptos::prelude::*;

use super::exporting::{Exporting, Saved, named};
use super::{media, sentence};
use crate::components::element::{Reference, View, element, nothing};
use crate::platform::files;

/// The work, and the way out of it.
pub fn making(exporting: Exporting, words: String) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let cancel = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| exporting.cancel())
        .text("Cancel");
    element("section")
        .class("panel")
        .attribute("aria-busy", "true")
        .child(
            element("h2")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text("Making the file")
                .view(),
        )
        .child(
            element("progress")
                .attribute("aria-label", "Making the file")
                .view(),
        )
        .child(element("p").attribute("role", "status").text(words).view())
        .child(element("div").class("row").child(cancel.view()).view())
        .view()
}

/// The file, and where it can go.
pub fn made(exporting: Exporting, saved: &Arc<Saved>) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let again = {
        let saved = Arc::clone(saved);
        element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| exporting.save(&saved))
            .text("Download again")
            .view()
    };
    let (name, media_type) = (&saved.name, named(saved.form).media_type);
    let share = if files::can_share_file(name, media_type) {
        let saved = Arc::clone(saved);
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .on("click", move |_| exporting.share(Arc::clone(&saved)))
            .text("Share")
            .view()
    } else {
        nothing()
    };
    let back = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| exporting.cancel())
        .text("Export something else")
        .view();
    let failure = move || {
        exporting.failure.get().map_or_else(nothing, |cause| {
            element("p")
                .text(format!("Not handed over: {cause}."))
                .view()
        })
    };
    element("section")
        .class("panel")
        .attribute("aria-label", "The file")
        .child(
            element("h2")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text("The file is made")
                .view(),
        )
        .child(
            element("p")
                .attribute("role", "status")
                .text(format!(
                    "{}: {}",
                    saved.name,
                    sentence(saved.made.size, saved.form, saved.schedule)
                ))
                .view(),
        )
        .children(media::words(&saved.made))
        .child(
            element("div")
                .attribute("role", "alert")
                .live(failure)
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(share)
                .child(again)
                .child(back)
                .view(),
        )
        .view()
}
