//! A section within a phase: folded until the learner reads it.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::card::SectionIndex;
use waymark_core::id::RoadmapId;
use waymark_core::mastery::readiness::Grasp;
use waymark_core::roadmap::Roadmap;

use super::opened::{self, Part};
use super::{Trail, practice};
use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::prose::prose;
use crate::pages::cram;
use crate::route::Route;
use crate::state::wording::grouped;

/// A section of a phase: its text, and the ways to its cards.
pub fn section_view(trail: &Trail, index: SectionIndex, name: &str) -> View {
    let (id, part) = (trail.roadmap().id.clone(), Part::Section(index));
    let open = opened::kept(&id, part).unwrap_or(Presence::Absent);
    let opened = RwSignal::new(open == Presence::Present);
    let details = Reference::new();
    let places = Arc::new(trail.cards(|section| section == index));
    let for_remark = trail.clone();
    let remark = (!places.is_empty()).then(|| {
        let places = Arc::clone(&places);
        let words = move || {
            let cards = for_remark.pick(&places);
            let grasp = for_remark
                .study
                .with(|learner| Grasp::of(cards, learner.collection()));
            let retention = for_remark.retention(|section| section == index);
            let words = section_words(&grasp, retention);
            element("span").text(words).view()
        };
        element("span").class("section-count").live(words).view()
    });
    let heading = element("span")
        .class("section-heading")
        .attribute("dir", "auto")
        .text(name.to_owned());
    let for_text = trail.clone();
    element("details")
        .class("section")
        .flag("open", open)
        .refer(details)
        .on("toggle", move |_| {
            details.if_there(|details| {
                let open = Presence::when(details.has_attribute("open"));
                opened::keep(&id, part, open);
            });
            if !opened.get_untracked() {
                opened.set(true);
            }
        })
        .child(
            element("summary")
                .child(heading.view())
                .children(remark)
                .view(),
        )
        .live(move || {
            let section = for_text.roadmap().section(index);
            match section {
                Some(section) if opened.get() => {
                    let text = element("div").class("prose").child(prose(&section.text));
                    let cards = (!places.is_empty()).then(|| {
                        let roadmap = for_text.roadmap();
                        let is_phase = roadmap.phases().get(index.0) == Some(&index);
                        let cram = (!is_phase).then(|| cram_link(roadmap, index, "Cram them"));
                        let browse = browse_link(&roadmap.id, &section.heading);
                        links(std::iter::once(browse).chain(cram).collect())
                    });
                    row(vec![
                        text.view(),
                        row(cards.into_iter().collect()),
                        practice::practice(&for_text, index),
                    ])
                }
                _ => nothing(),
            }
        })
        .view()
}

/// The way to the cards of a section.
fn browse_link(roadmap: &RoadmapId, heading: &str) -> View {
    // A quotation mark would end the name early.
    let query = format!("roadmap:{roadmap} section:\"{}\"", heading.replace('"', ""));
    let query = String::from(js_sys::encode_uri_component(&query));
    element("a")
        .attribute("href", format!("{}/{query}", Route::Browse))
        .text("Browse its cards")
        .view()
}

/// The way to ask the cards of a section or phase outside the schedule.
pub fn cram_link(roadmap: &Roadmap, section: SectionIndex, words: &'static str) -> View {
    element("a")
        .attribute("href", cram::address(roadmap, section))
        .attribute(
            "title",
            "Each card until it is good; the schedule stays as it is",
        )
        .text(words)
        .view()
}

/// Ways from here, in one line.
pub fn links(links: Vec<View>) -> View {
    element("p").class("section-link").children(links).view()
}

/// `3 of 12 begun`.
pub fn begun(grasp: &Grasp) -> String {
    let cards = grouped(grasp.cards as u64);
    format!("{} of {cards} begun", grouped(grasp.begun as u64))
}

/// That, and what share was recalled when due or, while there are too few reviews to say
/// so, when asked last, where that is less than all.
fn section_words(grasp: &Grasp, retention: Option<String>) -> String {
    let begun = begun(grasp);
    match (retention, grasp.recalled_percent()) {
        (Some(retention), _) => format!("{begun} · {retention}"),
        (None, Some(percent @ 0..100)) => format!("{begun} · {percent}% recalled"),
        (None, _) => begun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_says_what_is_wanting() {
        #[track_caller]
        fn check(begun: usize, recalled: usize, expected: &str) {
            let grasp = Grasp {
                cards: 9,
                begun,
                recalled,
                strong: 0,
            };
            assert_eq!(section_words(&grasp, None), expected);
        }
        check(0, 0, "0 of 9 begun");
        check(4, 4, "4 of 9 begun");
        check(4, 3, "4 of 9 begun · 75% recalled");
        let begun = Grasp {
            cards: 9,
            begun: 4,
            recalled: 3,
            strong: 0,
        };
        let retention = Some("91% recalled when due".to_owned());
        assert_eq!(
            section_words(&begun, retention),
            "4 of 9 begun · 91% recalled when due"
        );
    }
}
