//! A short answer that is typed before the card is turned, for those who switched that on.

use leptos::prelude::*;
use waymark_core::card::Card;
use waymark_core::study::typed::{Part, difference, typable};

use super::asking::{Asking, Side};
use crate::components::element::{Reference, View, element, nothing};
use crate::platform::typing;

/// The field below a question, and the comparison above its answer.
pub fn typing(asking: Asking, card: &Card) -> View {
    let Some(wanted) = typable(card).filter(|_| typing::is_on()) else {
        return nothing();
    };
    match asking.side.get() {
        Side::Question => {
            let field = Reference::new();
            field.focus_when_there();
            element("input")
                .class("typing")
                .attribute("aria-label", "Type the answer")
                .attribute("placeholder", "Type the answer")
                .attribute("autocomplete", "off")
                .attribute("autocapitalize", "none")
                .attribute("spellcheck", "false")
                .attribute("dir", "auto")
                .refer(field)
                .on("input", move |event| {
                    asking.typed.set_value(event_target_value(&event));
                })
                .view()
        }
        Side::Answer => compared(&asking.typed.get_value(), &wanted),
    }
}

/// What was typed with its mistakes marked; nothing where nothing was.
fn compared(typed: &str, wanted: &str) -> View {
    if typed.trim().is_empty() {
        return nothing();
    }
    let parts = difference(typed, wanted).into_iter().map(|(part, words)| {
        let tag = match part {
            Part::Same => "span",
            Part::Extra => "del",
            Part::Missing => "ins",
        };
        element(tag).text(words).view()
    });
    element("p")
        .class("typed")
        .attribute("role", "group")
        .attribute("aria-label", "What you typed")
        .attribute("dir", "auto")
        .children(parts)
        .view()
}
