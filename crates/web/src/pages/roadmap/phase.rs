//! A phase of the path: its station, its heading, and what opens below it.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::arrangement::Arrangement;
use waymark_core::card::{Card, CardKind, SectionIndex};
use waymark_core::mastery::Tally;
use waymark_core::mastery::readiness::{Gate, Readiness};
use waymark_core::mastery::weakness::weakest;

use super::opened::{self, Part};
use super::section::{begun, cram_link, links, section_view};
use super::station::{Look, Place, station};
use super::{Trail, checklist, following, gate_words, readiness_words};
use crate::components::element::{Presence, Reference, View, element, live, nothing, row};
use crate::components::plan_form::arrange;
use crate::components::progress_bar::progress_bar;
use crate::components::prose::prose;
use crate::route::Route;
use crate::state::wording::count;

/// How many of the weakest cards a phase names.
const WEAKEST: usize = 3;

/// A phase, open or not.
pub fn phase(trail: &Trail, place: Place, open: Presence) -> View {
    let Some(section) = trail.roadmap().section(place.section) else {
        return nothing();
    };
    let (id, part) = (trail.roadmap().id.clone(), Part::Phase(place.section));
    let open = opened::kept(&id, part).unwrap_or(open);
    let opened = RwSignal::new(open == Presence::Present);
    let body_id = format!("phase-{}", place.section.0);
    let (for_station, for_state, for_lines, for_body) =
        (trail.clone(), trail.clone(), trail.clone(), trail.clone());
    let picture = live(move || {
        let phase = for_station.phase(place.section);
        let look = Look::of(phase.as_ref(), for_station.here());
        station(place, phase.as_ref(), look)
    });
    let number = place.number.map(|number| {
        let word = move || {
            let phase = for_state.phase(place.section);
            let look = Look::of(phase.as_ref(), for_state.here());
            let word = look.word().map(|word| format!(" · {word}"));
            row(word
                .map(|word| element("span").text(word).view())
                .into_iter()
                .collect())
        };
        element("span")
            .class("phase-number")
            .text(format!("Phase {number}"))
            .live(word)
            .view()
    });
    let reference = Reference::new();
    // The button stays, and with it the focus; only what it says of the body changes.
    reference.when_there(move |button| {
        if let Err(error) = button.set_attribute("aria-expanded", &opened.get().to_string()) {
            leptos::logging::warn!("a phase does not say whether it is open: {error:?}");
        }
    });
    let toggle = element("button")
        .class("phase-toggle")
        .attribute("type", "button")
        .attribute("aria-expanded", "false")
        .attribute("aria-controls", body_id.clone())
        .refer(reference)
        .on("click", move |_| {
            opened.update(|opened| *opened = !*opened);
            opened::keep(&id, part, Presence::when(opened.get_untracked()));
        })
        .children(number)
        .child(
            element("span")
                .class("phase-name")
                .attribute("dir", "auto")
                .text(section.heading.clone())
                .view(),
        );
    let body = element("div")
        .class("phase-body")
        .attribute("id", body_id)
        .live(move || {
            if opened.get() {
                body(&for_body, place.section)
            } else {
                nothing()
            }
        });
    element("li")
        .class("phase")
        .child(picture)
        .child(
            element("div")
                .class("phase-card")
                .child(element("h2").child(toggle.view()).view())
                .live(move || lines(&for_lines, place.section))
                .child(body.view())
                .view(),
        )
        .view()
}

/// How the learner stands, in words, and the way past a gate.
fn lines(trail: &Trail, section: SectionIndex) -> View {
    let Some(phase) = trail.phase(section) else {
        return nothing();
    };
    let grasp = phase.grasp;
    let mut parts = vec![begun(&grasp)];
    parts.extend(grasp.recalled_percent().map(|p| format!("{p}% recalled")));
    if grasp.strong > 0 {
        parts.push(count(grasp.strong, "strong", "strong"));
    }
    let of_section = trail.roadmap().phases();
    parts.extend(trail.retention(|index| of_section.get(index.0) == Some(&section)));
    let mut views = vec![
        element("p")
            .class("phase-figures")
            // A line ends with the dot rather than begin with it.
            .text(parts.join("\u{a0}· "))
            .view(),
    ];
    let is_here = trail.here() == Some(section);
    let gate = gate_words(phase.gate, |section| trail.number(section));
    let words = match gate {
        Some(words) => Some(words),
        None if is_here || phase.grasp.readiness() == Readiness::Ready => {
            let phases = trail.phases.get();
            let next = following(&phases, &phase).and_then(|next| trail.number(next.section));
            let is_done = next.is_none() && phase.grasp.readiness() == Readiness::Ready;
            (!is_done).then(|| readiness_words(phase.grasp.readiness(), next))
        }
        None => None,
    };
    let words = words.map(|words| element("span").text(words).view());
    let past = matches!(phase.gate, Gate::Held(_)).then(|| open_button(trail, section));
    if words.is_some() {
        let line = element("p").class("phase-readiness");
        views.push(line.children(words).children(past).view());
    }
    row(views)
}

/// The way past a gate.
fn open_button(trail: &Trail, section: SectionIndex) -> View {
    let trail = trail.clone();
    let name = trail.roadmap().section(section);
    let name = name.map_or_else(String::new, |section| section.heading.clone());
    let open = move |_| {
        let roadmap = trail.roadmap();
        let opened = Arrangement::Opened(roadmap.section_id(section));
        arrange(trail.study, &roadmap.id, opened);
    };
    element("button")
        .class("text-button")
        .attribute("type", "button")
        .attribute("aria-label", format!("Start it now: {name}"))
        .on("click", open)
        .text("Start it now")
        .view()
}

fn body(trail: &Trail, phase: SectionIndex) -> View {
    let roadmap = trail.roadmap();
    let of_section = roadmap.phases();
    let is_of_phase = |section: SectionIndex| of_section.get(section.0) == Some(&phase);
    let cards = Arc::new(trail.cards(is_of_phase));
    let mut views = Vec::new();
    if !cards.is_empty() {
        let (for_bar, for_weak) = (trail.clone(), trail.clone());
        let (of_bar, of_weak) = (Arc::clone(&cards), Arc::clone(&cards));
        views.push(live(move || {
            let today = for_bar.study.today();
            let cards = for_bar.pick(&of_bar);
            progress_bar(
                &for_bar
                    .study
                    .with(|learner| Tally::of(cards, learner.collection(), today)),
            )
        }));
        views.push(live(move || weak(&for_weak, &of_weak)));
        views.push(links(vec![cram_link(roadmap, phase, "Cram this phase")]));
    }
    let sections = roadmap.sections.iter().enumerate();
    let sections = sections
        .map(|(index, section)| (SectionIndex(index), section))
        .filter(|(index, _)| is_of_phase(*index));
    for (index, section) in sections {
        let has_cards = roadmap.cards.iter().any(|card| card.section == index);
        let has_text = !section.text.blocks.is_empty();
        if index == phase && !has_cards {
            if has_text {
                let text = element("div").class("prose").child(prose(&section.text));
                views.push(text.view());
            }
        } else if has_cards || has_text {
            // The phase's own heading stands above it already.
            let name = if index == phase {
                "Read it"
            } else {
                &section.heading
            };
            views.push(section_view(trail, index, name));
        }
    }
    let is_item = |card: &&Card| card.kind == CardKind::Mastery && is_of_phase(card.section);
    let items: Vec<Card> = roadmap.cards.iter().filter(is_item).cloned().collect();
    if !items.is_empty() {
        views.push(checklist::checklist(trail, items));
    }
    row(views)
}

impl Trail {
    /// The places of the cards in those sections.
    pub(super) fn cards(&self, is_wanted: impl Fn(SectionIndex) -> bool) -> Vec<usize> {
        let cards = self.roadmap().cards.iter().enumerate();
        cards
            .filter(|(_, card)| is_wanted(card.section))
            .map(|(place, _)| place)
            .collect()
    }

    /// The cards at those places.
    pub(super) fn pick(&self, places: &[usize]) -> Vec<&Card> {
        let cards = &self.roadmap().cards;
        places
            .iter()
            .filter_map(|place| cards.get(*place))
            .collect()
    }
}

/// The cards of a phase that are known worst, each a link to its page.
fn weak(trail: &Trail, places: &[usize]) -> View {
    let cards = trail.pick(places);
    let weakest = trail
        .study
        .with(|learner| weakest(cards, learner.collection(), WEAKEST));
    if weakest.is_empty() {
        return nothing();
    }
    let items = weakest.into_iter().map(|card| {
        let link = element("a")
            .attribute("href", Route::Card(card.id).to_string())
            .attribute("dir", "auto")
            .text(card.front.to_string());
        element("li").child(link.view()).view()
    });
    element("section")
        .class("weakest")
        .attribute("aria-label", "Weakest cards")
        .child(element("h3").text("Weakest").view())
        .child(element("ul").children(items).view())
        .view()
}
