//! A roadmap as a path: its phases one below the other, and how far the learner is on it.

mod checklist;
mod opened;
mod phase;
mod practice;
mod retention;
mod section;
mod station;

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::arrangement::Enrolment;
use waymark_core::card::SectionIndex;
use waymark_core::id::RoadmapId;
use waymark_core::mastery::readiness::{Gate, Grasp, Phase, Readiness};
use waymark_core::roadmap::Roadmap;
use waymark_core::statistics::Share;

use crate::components::element::{Presence, View, element, live, nothing, row};
use crate::components::fold::fold;
use crate::components::plan_form::plan_form;
use crate::components::prose::prose;
use crate::components::scheduler_form::scheduler_form;
use crate::components::storage_notice::refusal_notice;
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::order;
use crate::state::shelf::Source;
use crate::state::wording::{count, date, grouped};

/// The page of one roadmap, below its title.
pub fn roadmap_page(id: RoadmapId) -> View {
    let study = expect_study();
    let page = move || {
        let shelf = study.shelf();
        let mut sources = shelf.sources().iter();
        sources
            .find(|source| source.roadmap.id == id)
            .map_or_else(nothing, |source| path_page(study, source))
    };
    row(vec![refusal_notice(), live(page)])
}

/// A roadmap with how the learner stands in its phases.
#[derive(Clone)]
struct Trail {
    study: Study,
    source: Arc<Source>,
    /// Phases with cards; computed once for everything that shows them.
    phases: Memo<Vec<Phase>>,
    /// What was recalled when due, of each section.
    shares: Memo<Vec<Share>>,
}

impl Trail {
    fn roadmap(&self) -> &Roadmap {
        &self.source.roadmap
    }

    /// How the learner stands in the phase of that section; `None` where it has no cards.
    fn phase(&self, section: SectionIndex) -> Option<Phase> {
        let is_it = |phase: &&Phase| phase.section == section;
        self.phases
            .with(|phases| phases.iter().find(is_it).copied())
    }

    /// The section of the phase in which the learner is.
    fn here(&self) -> Option<SectionIndex> {
        self.phases
            .with(|phases| Phase::current(phases).map(|phase| phase.section))
    }

    /// The number of a phase on the screen, counted from 1; phases without cards have none.
    fn number(&self, section: SectionIndex) -> Option<usize> {
        self.phases.with(|phases| {
            let place = phases.iter().position(|phase| phase.section == section);
            place.map(|place| place + 1)
        })
    }
}

fn path_page(study: Study, source: &Arc<Source>) -> View {
    let (of, of_shares) = (Arc::clone(source), Arc::clone(source));
    let trail = Trail {
        study,
        source: Arc::clone(source),
        phases: Memo::new(move |_| {
            study.with(|learner| Phase::all(&of.roadmap, learner.collection()))
        }),
        shares: Memo::new(move |_| {
            study.with(|learner| retention::by_section(&of_shares.roadmap, learner))
        }),
    };
    let roadmap = trail.roadmap();
    let of_section = roadmap.phases();
    let is_phase = |index: &SectionIndex| of_section.get(index.0) == Some(index);
    // What stands before the first heading is a station if there is something to learn in it.
    let is_bare = roadmap.cards.iter().any(|c| c.section == SectionIndex(0));
    let stations: Vec<SectionIndex> = (usize::from(!is_bare)..roadmap.sections.len())
        .map(SectionIndex)
        .filter(is_phase)
        .collect();
    let last = stations.len().saturating_sub(1);
    let here = untrack(|| trail.here());
    let mut with_cards = 0;
    let stations = stations.iter().enumerate().map(|(place, section)| {
        let number = untrack(|| trail.number(*section));
        let place = station::Place {
            section: *section,
            side: station::Side::of(place),
            end: (place == last).then_some(station::End::Last),
            number,
        };
        with_cards += usize::from(number.is_some());
        let open = Presence::when(here == Some(*section));
        phase::phase(&trail, place, open)
    });
    let stations: Vec<View> = stations.collect();
    let introduction = roadmap
        .sections
        .first()
        .filter(|s| !is_bare && !s.text.blocks.is_empty());
    let introduction = introduction.map(|section| {
        element("div")
            .class("prose roadmap-introduction")
            .attribute(order::ROADMAP, roadmap.id.to_string())
            .child(prose(&section.text))
            .view()
    });
    let (for_summary, for_plan) = (trail.clone(), roadmap.id.clone());
    let for_scheduler = roadmap.id.clone();
    let mut views = vec![live(move || summary(&for_summary))];
    views.extend(introduction);
    views.push(
        element("ol")
            .class("phases")
            .attribute(order::ROADMAP, roadmap.id.to_string())
            .children(stations)
            .view(),
    );
    views.push(
        element("section")
            .class("panel pace")
            .attribute("aria-label", "Pace")
            .child(fold(
                "Pace",
                Some("deadline and limits".to_owned()),
                Presence::Absent,
                move || plan_form(&for_plan),
            ))
            .child(fold(
                "Scheduler",
                Some("SM-2 or FSRS-6".to_owned()),
                Presence::Absent,
                move || scheduler_form(&for_scheduler),
            ))
            .view(),
    );
    row(views)
}

/// Where the learner is on the path, in words, and where to go from here.
fn summary(trail: &Trail) -> View {
    let roadmap = trail.roadmap();
    let grasp = trail
        .study
        .with(|learner| Grasp::of(&roadmap.cards, learner.collection()));
    let enrolment = trail
        .study
        .with(|learner| learner.collection().plan(&roadmap.id).enrolment);
    let phases = trail.phases.get();
    let here = Phase::current(&phases);
    let heading = here.and_then(|phase| roadmap.section(phase.section));
    let place = here.and_then(|phase| trail.number(phase.section));
    let headline = match (place, heading) {
        (Some(number), Some(section)) if phases.len() > 1 => {
            format!("Phase {number} of {}: {}", phases.len(), section.heading)
        }
        (_, Some(section)) => section.heading.clone(),
        _ => "Nothing to learn here yet".to_owned(),
    };
    let words = match (here, here.map(|phase| phase.grasp.readiness())) {
        (Some(phase), Some(readiness)) => readiness_words(
            readiness,
            following(&phases, phase).and_then(|next| trail.number(next.section)),
        ),
        _ => "This roadmap has no cards. Add one that asks something.".to_owned(),
    };
    let pause = match enrolment {
        Enrolment::Active => None,
        Enrolment::Paused => Some("Paused: reviews come, nothing new."),
        Enrolment::Archived => Some("Archived: nothing comes; it can be read."),
        Enrolment::Removed => Some("Removed from the shelf; its history is kept."),
    };
    let deadline = trail
        .study
        .with(|learner| learner.collection().plan(&roadmap.id).deadline);
    let deadline = deadline.map(|day| format!("All cards begun by {}.", date(day)));
    let remark = |words: String| element("p").class("summary-remark").text(words).view();
    element("section")
        .class("summary")
        .attribute("aria-label", "Where you are")
        .child(
            element("p")
                .class("summary-eyebrow")
                .text("You are here")
                .view(),
        )
        .child(
            element("p")
                .class("summary-place")
                .attribute("dir", "auto")
                .text(headline)
                .view(),
        )
        .child(element("p").class("summary-words").text(words).view())
        .children(pause.map(|words| remark(words.to_owned())))
        .children(deadline.map(remark))
        .child(figures(&grasp))
        .child(
            element("div")
                .class("row")
                .child(link(Route::Study, "button primary", "Study"))
                .child(link(Route::Shelf, "button", "All roadmaps"))
                .child(
                    element("a")
                        .class("button")
                        .attribute("href", format!("{}/{}", Route::Export, roadmap.id))
                        .text("Export")
                        .view(),
                )
                .view(),
        )
        .view()
}

fn link(to: Route, class: &'static str, words: &'static str) -> View {
    element("a")
        .class(class)
        .attribute("href", to.to_string())
        .text(words)
        .view()
}

/// The phase after `phase`, if there is one.
fn following<'a>(phases: &'a [Phase], phase: &Phase) -> Option<&'a Phase> {
    phases.iter().find(|next| next.section > phase.section)
}

/// Coverage, recall and strength, each with what it means.
fn figures(grasp: &Grasp) -> View {
    let percent = |part: usize| (part * 100 + grasp.cards / 2).checked_div(grasp.cards);
    let share = |percent: Option<usize>| percent.map_or("–".to_owned(), |p| format!("{p}%"));
    let figure = |value: String, name: &'static str, meaning: String| {
        element("div")
            .class("figure")
            .child(element("dt").text(name).view())
            .child(element("dd").class("figure-value").text(value).view())
            .child(element("dd").class("figure-meaning").text(meaning).view())
            .view()
    };
    element("dl")
        .class("figures")
        .child(figure(
            share(percent(grasp.begun)),
            "Begun",
            format!(
                "{} of {}",
                grouped(grasp.begun as u64),
                count(grasp.cards, "card", "cards")
            ),
        ))
        .child(figure(
            share(grasp.recalled_percent()),
            "Recalled",
            "of the begun, when asked last".to_owned(),
        ))
        .child(figure(
            share(percent(grasp.strong)),
            "Strong",
            "reviews three weeks apart".to_owned(),
        ))
        .view()
}

/// Whether the next phase may begin and what is missing; `next` is its number.
fn readiness_words(readiness: Readiness, next: Option<usize>) -> String {
    let for_next = next.map_or_else(|| "to be done".to_owned(), |n| format!("for phase {n}"));
    match readiness {
        Readiness::Ready if next.is_none() => "Everything here is known well.".to_owned(),
        Readiness::Ready => format!("Ready {for_next}."),
        Readiness::NotYet {
            to_begin,
            to_recall,
        } => {
            let begin = format!("begin {}", count(to_begin, "more card", "more cards"));
            let recall = format!("recall {} more of those begun", grouped(to_recall as u64));
            let missing = match (to_begin, to_recall) {
                (0, _) => recall,
                (_, 0) => begin,
                _ => format!("{begin}, and {recall}"),
            };
            format!("Not ready {for_next} yet: {missing}.")
        }
    }
}

/// What a phase says beside its heading about being open.
fn gate_words(gate: Gate, number_of: impl Fn(SectionIndex) -> Option<usize>) -> Option<String> {
    match gate {
        Gate::Open => None,
        Gate::OpenedEarly => Some("You opened this phase early.".to_owned()),
        Gate::Held(earlier) => Some(match number_of(earlier) {
            Some(number) => format!("New cards wait for phase {number}."),
            None => "New cards wait for the phases before.".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_what_is_missing() {
        #[track_caller]
        fn check(to_begin: usize, to_recall: usize, next: Option<usize>, expected: &str) {
            let readiness = match (to_begin, to_recall) {
                (0, 0) => Readiness::Ready,
                _ => Readiness::NotYet {
                    to_begin,
                    to_recall,
                },
            };
            assert_eq!(readiness_words(readiness, next), expected);
        }
        check(0, 0, Some(3), "Ready for phase 3.");
        check(0, 0, None, "Everything here is known well.");
        check(
            1,
            0,
            Some(3),
            "Not ready for phase 3 yet: begin 1 more card.",
        );
        check(
            0,
            2,
            Some(3),
            "Not ready for phase 3 yet: recall 2 more of those begun.",
        );
        check(
            9,
            2,
            None,
            "Not ready to be done yet: begin 9 more cards, and recall 2 more of those begun.",
        );
    }
}
