//! A sequence whose steps are shown one by one, so that each can be said before it is seen.

use leptos::prelude::*;
use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::rich_text::{Block, ListMarker, RichText};

use super::asking::Asking;
use crate::components::element::{Reference, View, element, live, nothing, row};
use crate::components::prose::prose;

/// The steps of an answer that is nothing but a numbered list.
#[derive(Clone, Copy, Debug)]
pub struct Steps<'a> {
    first: u64,
    items: &'a [RichText],
}

/// The steps of a card that asks for all of a sequence.
pub fn of(card: &Card) -> Option<Steps<'_>> {
    match (card.kind, &card.answer) {
        (CardKind::Steps, Answer::Given(answer)) => steps(answer),
        _ => None,
    }
}

fn steps(answer: &RichText) -> Option<Steps<'_>> {
    match answer.blocks.as_slice() {
        [
            Block::List {
                marker: ListMarker::Number { first },
                items,
            },
        ] => Some(Steps {
            first: *first,
            items,
        }),
        _ => None,
    }
}

/// How many steps stay hidden when the answer comes up: all but the first.
pub fn hidden_at_first(asking: &Asking) -> usize {
    let shelf = asking.study.shelf_now();
    let card = asking.current.get_untracked().map(|(card, _)| card);
    let placed = card.and_then(|card| shelf.place(card));
    let steps = placed.and_then(|placed| of(placed.card).map(|steps| steps.items.len()));
    steps.unwrap_or(0).saturating_sub(1)
}

/// The list, as far as it is shown.
pub fn one_by_one(asking: Asking, steps: Steps<'_>) -> View {
    let length = steps.items.len();
    let items = steps.items.iter().enumerate().map(|(index, item)| {
        let item = item.clone();
        // Each is drawn once, when it comes up.
        let is_shown = Memo::new(move |_| index + asking.hidden_steps.get() < length);
        live(move || {
            if !is_shown.get() {
                return nothing();
            }
            let step = Reference::new();
            if index > 0 && index + asking.hidden_steps.get_untracked() + 1 == length {
                step.focus_when_there();
            }
            element("li")
                .attribute("dir", "auto")
                .attribute("tabindex", "-1")
                .refer(step)
                .child(prose(&item))
                .view()
        })
    });
    element("ol")
        .attribute("start", steps.first.to_string())
        .children(items)
        .view()
}

/// The buttons while steps are left.
pub fn step_buttons(asking: Asking, hidden: usize) -> View {
    let button = |class, words: String, many| {
        element("button")
            .class(class)
            .attribute("type", "button")
            .on("click", move |_| asking.show_steps(many))
            .text(words)
            .view()
    };
    row(vec![
        element("div")
            .class("steps-left")
            .child(button("button", "Show all".to_owned(), usize::MAX))
            .child(button(
                "button primary",
                format!("Next step ({hidden} left)"),
                1,
            ))
            .view(),
    ])
}
