//! A phase of the path: its station, its heading, and what opens below it.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::arrangement::Arrangement;
use waymark_core::card::{Card, CardKind, SectionIndex};
use waymark_core::id::RoadmapId;
use waymark_core::mastery::Tally;
use waymark_core::mastery::readiness::{Gate, Grasp, Readiness};
use waymark_core::mastery::weakness::weakest;
use waymark_core::roadmap::Roadmap;

use super::station::{Look, Place, station};
use super::{Trail, checklist, following, gate_words, practice, readiness_words};
use crate::components::element::{Presence, Reference, View, element, live, nothing, row};
use crate::components::plan_form::arrange;
use crate::components::progress_bar::progress_bar;
use crate::components::prose::prose;
use crate::pages::cram;
use crate::route::Route;
use crate::state::wording::{count, grouped};

/// How many of the weakest cards a phase names.
const WEAKEST: usize = 3;

/// A phase, open or not.
pub fn phase(trail: &Trail, place: Place, open: Presence) -> View {
    let Some(section) = trail.roadmap().section(place.section) else {
        return nothing();
    };
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
        .on("click", move |_| opened.update(|opened| *opened = !*opened))
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
    fn cards(&self, is_wanted: impl Fn(SectionIndex) -> bool) -> Vec<usize> {
        let cards = self.roadmap().cards.iter().enumerate();
        cards
            .filter(|(_, card)| is_wanted(card.section))
            .map(|(place, _)| place)
            .collect()
    }

    /// The cards at those places.
    fn pick(&self, places: &[usize]) -> Vec<&Card> {
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

fn section_view(trail: &Trail, index: SectionIndex, name: &str) -> View {
    let opened = RwSignal::new(false);
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
        .on("toggle", move |_| {
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
fn cram_link(roadmap: &Roadmap, section: SectionIndex, words: &'static str) -> View {
    element("a")
        .attribute("href", cram::address(roadmap, section))
        .attribute(
            "title",
            "Each card until it is good; the schedule stays as it is",
        )
        .text(words)
        .view()
}

fn links(links: Vec<View>) -> View {
    element("p").class("section-link").children(links).view()
}

/// `3 of 12 begun`.
fn begun(grasp: &Grasp) -> String {
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
