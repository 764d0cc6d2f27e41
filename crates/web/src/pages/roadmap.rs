//! A roadmap: its phases and sections, and how far the learner is with each.

use leptos::prelude::*;
use waymark_core::card::{Card, SectionIndex};
use waymark_core::id::RoadmapId;
use waymark_core::mastery::{Standing, Tally, standing};
use waymark_core::roadmap::Roadmap;

use crate::components::progress_bar::ProgressBar;
use crate::components::rich_text::rich_text;
use crate::state::context::expect_study;

/// The page of one roadmap.
#[component]
pub fn RoadmapPage(id: RoadmapId) -> impl IntoView {
    let study = expect_study();
    move || {
        let shelf = study.shelf();
        let roadmap = shelf.roadmap(&id)?;
        let phases = roadmap.phases();
        let headings = roadmap.sections.iter().enumerate().skip(1);
        let phase_views = headings
            .filter(|(index, _)| phases.get(*index) == Some(&SectionIndex(*index)))
            .map(|(index, _)| phase_view(roadmap, &phases, SectionIndex(index)))
            .collect_view();
        Some(view! {
            <h1>{roadmap.title.clone()}</h1>
            {tally_of(&roadmap.cards.iter().collect::<Vec<_>>())}
            <div class="prose">
                {roadmap.sections.first().map(|section| rich_text(&section.text))}
            </div>
            <ol class="phases">{phase_views}</ol>
        })
    }
}

fn tally_of(cards: &[&Card]) -> AnyView {
    let study = expect_study();
    let today = study.today();
    let cards = cards.iter().copied();
    let tally = study.with(|learner| Tally::of(cards, learner.collection(), today));
    view! { <ProgressBar tally/> }.into_any()
}

fn phase_view(roadmap: &Roadmap, phases: &[SectionIndex], phase: SectionIndex) -> AnyView {
    let is_of_phase = |section: SectionIndex| phases.get(section.0) == Some(&phase);
    let cards: Vec<&Card> = roadmap
        .cards
        .iter()
        .filter(|card| is_of_phase(card.section))
        .collect();
    let sections = (0..roadmap.sections.len())
        .map(SectionIndex)
        .filter(|section| is_of_phase(*section))
        .map(|section| section_view(roadmap, section, section == phase))
        .collect_view();
    let heading = roadmap
        .section(phase)
        .map(|section| section.heading.clone());
    view! {
        <li class="panel phase">
            <h2>{heading}</h2>
            {tally_of(&cards)}
            {sections}
        </li>
    }
    .into_any()
}

fn section_view(roadmap: &Roadmap, index: SectionIndex, is_phase: bool) -> AnyView {
    let Some(section) = roadmap.section(index) else {
        return ().into_any();
    };
    let cards: Vec<&Card> = roadmap
        .cards
        .iter()
        .filter(|c| c.section == index)
        .collect();
    if is_phase && cards.is_empty() {
        return view! { <div class="prose">{rich_text(&section.text)}</div> }.into_any();
    }
    let study = expect_study();
    let begun = study.with(|learner| {
        let learning = |card: &&&Card| learner.collection().card(card.id).learning;
        let begun = |card: &&&Card| standing(learning(card)) != Standing::New;
        cards.iter().filter(begun).count()
    });
    let heading = section.heading.clone();
    let text = rich_text(&section.text);
    view! {
        <details class="section">
            <summary>
                <span class="section-heading" dir="auto">{heading}</span>
                <span class="section-count">{begun}" of "{cards.len()}" begun"</span>
            </summary>
            <div class="prose">{text}</div>
        </details>
    }
    .into_any()
}
