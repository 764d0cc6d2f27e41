//! The group Appearance: how this device shows everything.

use leptos::prelude::*;

use super::fields::{Words, choice_field, group};
use crate::components::element::{View, element, live, nothing};
use crate::platform::look;
use crate::state::look::Look;

/// The group.
pub fn appearance() -> View {
    let refusal = RwSignal::new(None::<String>);
    let kept = look::kept();
    if let Err(error) = &kept {
        refusal.set(Some(error.to_string()));
    }
    // Where storage is blocked the page looks as the system says.
    let shown = Look::of_words(&kept.unwrap_or_default());
    let look = RwSignal::new(shown);
    let change = move |change: &dyn Fn(&mut Look)| {
        look.update(change);
        let look = look.get_untracked();
        let words = look.words();
        if let Err(error) = look::show(&words, look.theme.word()) {
            leptos::logging::warn!("the page looks as before: {error:?}");
        }
        refusal.set(look::keep(&words).err().map(|error| error.to_string()));
    };
    let theme = choice_field(
        Words {
            label: "Theme",
            does: "Dark on light, light on dark, or as your system says.",
            name: "theme",
        },
        &[("", "As the system"), ("light", "Light"), ("dark", "Dark")],
        shown.theme.word(),
        move |word| change(&|look| look.theme = Look::of_words(word).theme),
    );
    let size = choice_field(
        Words {
            label: "Size of text",
            does: "On top of what your browser is set to; everything grows with it.",
            name: "text-size",
        },
        &[
            ("small", "Small"),
            ("", "Normal"),
            ("large", "Large"),
            ("larger", "Larger"),
            ("largest", "Largest"),
        ],
        shown.size.word(),
        move |word| change(&|look| look.size = Look::of_words(word).size),
    );
    let motion = choice_field(
        Words {
            label: "Motion",
            does: "Little moves anyway; reduced, a card does not follow the finger either.",
            name: "motion",
        },
        &[("", "As the system"), ("still", "Reduced")],
        shown.motion.word(),
        move |word| change(&|look| look.motion = Look::of_words(word).motion),
    );
    let refused = live(move || match refusal.get() {
        None => nothing(),
        Some(cause) => element("p")
            .class("notice notice-serious")
            .attribute("role", "alert")
            .text(format!("This browser does not keep it: {cause}"))
            .view(),
    });
    let kept = element("p").class("setting-does").text(
        "Kept on this device only: a backup does not have it, and other devices look as they did.",
    );
    group(
        "appearance",
        "Appearance",
        vec![theme, size, motion, refused, kept.view()],
    )
}
