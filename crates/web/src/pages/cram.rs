//! Cramming: the cards of a phase or section outside the schedule, before a talk or an exam.
//!
//! It is the study session with another queue, drawn by the importer.

use leptos::prelude::*;
use waymark_core::card::SectionIndex;
use waymark_core::id::{RoadmapId, SectionId};
use waymark_core::roadmap::Roadmap;
use waymark_core::study::{Queue, QueueCard, QueueRoadmap};

use super::study::finish::summary;
use super::study::{Manner, session_page};
use crate::components::element::{View, element, live};
use crate::components::storage_notice::refusal_notice;
use crate::platform::page;
use crate::route::Route;
use crate::state::context::expect_study;

/// The address of a session over a section or, where that is a phase, over all of the phase.
pub fn address(roadmap: &Roadmap, section: SectionIndex) -> String {
    let (cram, id) = (Route::Cram, &roadmap.id);
    format!("{cram}/{id}/{}", roadmap.section_id(section))
}

/// What an address names.
fn named(fragment: &str) -> Option<(RoadmapId, SectionId)> {
    let prefix = format!("{}/", Route::Cram);
    let (roadmap, section) = fragment.strip_prefix(&prefix)?.split_once('/')?;
    // An address that somebody wrote may say anything; the page then says that nothing is there.
    Some((roadmap.parse().ok()?, section.parse().ok()?))
}

/// The cards of a section, or of the phase that it is.
fn selection(roadmap: &Roadmap, section: SectionId) -> Vec<QueueCard> {
    let phase_of = roadmap.phases();
    let is_wanted = |index: SectionIndex| roadmap.section_id(index) == section;
    let cards = QueueRoadmap::of(roadmap).cards.into_iter();
    let cards = cards.zip(&roadmap.cards).filter(|(_, card)| {
        let phase = phase_of.get(card.section.0).copied();
        is_wanted(card.section) || phase.is_some_and(is_wanted)
    });
    cards.map(|(card, _)| card).collect()
}

/// The page of the session.
pub fn cram_page() -> View {
    let study = expect_study();
    let cards = named(&page::fragment()).and_then(|(roadmap, section)| {
        let shelf = study.shelf_now();
        Some(selection(shelf.roadmap(&roadmap)?, section))
    });
    let cards = cards.unwrap_or_default();
    provide_context(study.with_other_queue(move |learner, today| {
        let cards = cards.iter().copied();
        Queue::cram(cards, learner.collection(), learner.journal(), today)
    }));
    session_page(Manner {
        way_out: || way_out().to_string(),
        first: "to go",
        finish,
    })
}

fn way_out() -> Route {
    named(&page::fragment()).map_or(Route::Today, |(roadmap, _)| Route::Roadmap(roadmap))
}

/// The screen after the last card.
fn finish() -> View {
    let study = expect_study();
    let session = untrack(|| study.session());
    let (heading, next) = match session.reviews {
        0 => (
            "Nothing left to cram today",
            "Each card is asked until it is good, once a day; cards that you suspended are left out.",
        ),
        _ => (
            "All of it crammed",
            "Your schedule is as it was: the cards come back on the days they were due anyway.",
        ),
    };
    let how_it_went = live(move || {
        let words = summary(&study.session());
        let words = words.map(|words| element("p").class("finish-words").text(words).view());
        element("div").children(words).view()
    });
    element("main")
        .class("study-card finish")
        .child(refusal_notice())
        .child(element("h1").text(heading).view())
        .child(how_it_went)
        .child(element("p").class("finish-next").text(next).view())
        .child(
            element("a")
                .class("button primary")
                .attribute("href", way_out().to_string())
                .text("Back to the roadmap")
                .view(),
        )
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::roadmap::import;

    const TEA: &str = "# Tea\n\n## Leaves\n\n- **Green**: raw.\n\n### Rare\n\n- **White**: buds.\n\n\
                       ## Water\n\n- **Soft**: poor in lime.\n";

    #[test]
    fn an_address_names_the_cards_of_a_section_or_of_a_whole_phase() {
        let roadmap = import(TEA.as_bytes(), "tea.md").roadmap;
        let index = |heading: &str| {
            let place = roadmap.sections.iter().position(|s| s.heading == heading);
            SectionIndex(place.expect("it is there"))
        };
        let check = |heading: &str, expected: usize| {
            let address = address(&roadmap, index(heading));
            let (of, section) = named(&address).expect("an address");
            assert_eq!(of, roadmap.id);
            assert_eq!(selection(&roadmap, section).len(), expected, "{heading}");
        };
        check("Leaves", 2);
        check("Rare", 1);
        check("Water", 1);
        assert_eq!(named("#/cram/tea"), None);
        assert_eq!(named("#/cram/tea/zz"), None);
    }
}
