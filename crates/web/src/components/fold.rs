//! What is folded away under a line, and lists that show a part at a time.
//!
//! What is folded is drawn when it is opened first, so that a large document costs nothing until
//! somebody looks at it.

use std::sync::Arc;

use leptos::prelude::*;

use super::element::{Presence, Reference, View, element, live, nothing, row};
use crate::state::wording::count;

/// A heading line with something folded under it.
pub fn fold(
    heading: impl Into<String>,
    remark: Option<String>,
    open: Presence,
    draw: impl Fn() -> View + Send + 'static,
) -> View {
    let opened = RwSignal::new(open == Presence::Present);
    let heading = element("span")
        .class("section-heading")
        .attribute("dir", "auto")
        .text(heading.into());
    let remark = remark.map(|words| element("span").class("section-count").text(words).view());
    let summary = element("summary").child(heading.view()).children(remark);
    element("details")
        .class("section")
        .flag("open", open)
        .on("toggle", move |_| {
            if !opened.get_untracked() {
                opened.set(true);
            }
        })
        .child(summary.view())
        .live(move || if opened.get() { draw() } else { nothing() })
        .view()
}

/// What draws one item of a list.
type Draw = Arc<dyn Fn(usize) -> View + Send + Sync>;

/// A list of `length` items, of which `step` at a time are shown.
pub fn long_list(
    class: &'static str,
    length: usize,
    step: usize,
    draw: impl Fn(usize) -> View + Send + Sync + 'static,
) -> View {
    part(class, 0, length, step, Arc::new(draw))
}

fn part(class: &'static str, from: usize, length: usize, step: usize, draw: Draw) -> View {
    let to = length.min(from.saturating_add(step));
    let reference = Reference::new();
    if from > 0 {
        // The button that was pressed is gone; reading goes on with what it brought.
        reference.focus_when_there();
    }
    let items = (from..to).map(|index| draw(index));
    let list = element("ul")
        .class(class)
        .attribute("tabindex", "-1")
        .refer(reference)
        .children(items);
    let opened = RwSignal::new(false);
    let more = move || {
        let left = length - to;
        match (left, opened.get()) {
            (0, _) => nothing(),
            (_, true) => part(class, to, length, step, Arc::clone(&draw)),
            (left, false) => element("button")
                .class("button")
                .attribute("type", "button")
                .on("click", move |_| opened.set(true))
                .text(format!("Show {} more", left.min(step)))
                .view(),
        }
    };
    row(vec![list.view(), live(more)])
}

/// `3 cards`, as it stands beside a heading.
pub fn cards(number: usize) -> String {
    count(number, "card", "cards")
}
