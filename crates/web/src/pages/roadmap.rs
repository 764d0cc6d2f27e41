//! A roadmap: its phases and sections, and how far the learner is with each.

use waymark_core::card::{Card, SectionIndex};
use waymark_core::id::RoadmapId;
use waymark_core::mastery::{Standing, Tally, standing};
use waymark_core::roadmap::{Roadmap, Section};

use crate::components::element::{Presence, View, element, live, nothing, row};
use crate::components::progress_bar::progress_bar;
use crate::components::prose::prose;
use crate::components::section::section;
use crate::state::context::expect_study;

/// The page of one roadmap.
pub fn roadmap_page(id: RoadmapId) -> View {
    let study = expect_study();
    live(move || study.shelf().roadmap(&id).map_or_else(nothing, overview))
}

fn overview(roadmap: &Roadmap) -> View {
    let phases = roadmap.phases();
    let is_phase = |index: &SectionIndex| phases.get(index.0) == Some(index);
    let phase_views = (1..roadmap.sections.len())
        .map(SectionIndex)
        .filter(is_phase)
        .map(|phase| phase_view(roadmap, &phases, phase));
    let introduction = roadmap.sections.first().map(|section| prose(&section.text));
    row(vec![
        bar(&roadmap.cards.iter().collect::<Vec<_>>()),
        element("div").class("prose").children(introduction).view(),
        element("ol").class("phases").children(phase_views).view(),
    ])
}

fn bar(cards: &[&Card]) -> View {
    let study = expect_study();
    let today = study.today();
    let cards = cards.iter().copied();
    progress_bar(&study.with(|learner| Tally::of(cards, learner.collection(), today)))
}

fn phase_view(roadmap: &Roadmap, phases: &[SectionIndex], phase: SectionIndex) -> View {
    let is_of_phase = |section: SectionIndex| phases.get(section.0) == Some(&phase);
    let cards = roadmap.cards.iter();
    let cards: Vec<&Card> = cards.filter(|card| is_of_phase(card.section)).collect();
    let Some(heading) = roadmap.section(phase) else {
        return nothing();
    };
    let sections = roadmap
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| (SectionIndex(index), section))
        .filter(|(index, _)| is_of_phase(*index))
        .map(|(index, section)| {
            let cards: Vec<&&Card> = cards.iter().filter(|c| c.section == index).collect();
            if index == phase && cards.is_empty() {
                element("div")
                    .class("prose")
                    .child(prose(&section.text))
                    .view()
            } else {
                section_view(section, &cards)
            }
        });
    element("li")
        .class("panel phase")
        .child(element("h2").text(heading.heading.clone()).view())
        .child(bar(&cards))
        .children(sections)
        .view()
}

fn section_view(text: &Section, cards: &[&&Card]) -> View {
    let study = expect_study();
    let begun = study.with(|learner| {
        let learning = |card: &Card| learner.collection().card(card.id).learning;
        let begun = cards
            .iter()
            .filter(|c| standing(learning(c)) != Standing::New);
        begun.count()
    });
    let remark = (!cards.is_empty()).then(|| format!("{begun} of {} begun", cards.len()));
    section(text, Presence::Absent, remark)
}
