//! Statistics: how learning goes, in words first and then drawn, each figure with its meaning.

mod cards;
mod days;
mod figures;
mod phrase;
mod shares;
mod subject;

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::statistics::History;

use crate::components::element::{Presence, View, element, live, row};
use crate::route::Route;
use crate::state::context::expect_study;

use subject::{Part, Span, Subject, parts};

/// The page, below its heading.
pub fn statistics_page() -> View {
    let study = expect_study();
    // Read once, however often another period or roadmap is chosen.
    let history = Memo::new(move |_| {
        study.with(|learner| Arc::new(History::of(learner.journal(), learner.collection())))
    });
    live(move || {
        if history.with(|history| history.asked().is_empty()) {
            invitation()
        } else {
            figures_of(history)
        }
    })
}

/// What a learner sees who has no figures yet.
fn invitation() -> View {
    let will_be = [
        "how much you recall when a card comes back, and where you are weakest",
        "which days you studied, and how many cards are to come",
        "how long a card takes you, and how long today will",
    ];
    let will_be = will_be.map(|words| element("li").text(words).view());
    element("section")
        .class("panel statistics-invitation")
        .child(
            element("h2")
                .text("After your first session, this page begins to fill")
                .view(),
        )
        .child(
            element("p")
                .text("It will show, from your own ratings and nothing else:")
                .view(),
        )
        .child(element("ul").children(will_be).view())
        .child(
            element("p")
                .text(
                    "Where there are too few reviews to say something, it says so instead of \
                     guessing.",
                )
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(
                    element("a")
                        .class("button primary")
                        .attribute("href", Route::Study.to_string())
                        .text("Study now")
                        .view(),
                )
                .view(),
        )
        .view()
}

/// What is looked at, and its figures.
fn figures_of(history: Memo<Arc<History>>) -> View {
    let study = expect_study();
    let span = RwSignal::new(Span::Month);
    let part = RwSignal::new(0_usize);
    let offered = study.shelf_now();
    let offered = study.now(|learner| parts(&offered, learner.collection()));
    let names = offered.iter().map(|part| part.name.clone());
    let spans = Span::ALL.into_iter().map(|span| span.name().to_owned());
    let fields = element("div")
        .class("panel statistics-choice")
        .child(choice("Period", "period", spans.collect(), move |place| {
            if let Some(chosen) = Span::ALL.get(place) {
                span.set(*chosen);
            }
        }))
        .child(choice("Cards", "cards", names.collect(), move |place| {
            part.set(place);
        }));
    let shown = move || {
        let (span, today) = (span.get(), study.today());
        let whole = Part::whole();
        let part = offered.get(part.get()).unwrap_or(&whole);
        let shelf = study.shelf();
        let history = history.get();
        let subject = study.with(|learner| {
            Subject::new(&history, learner.collection(), &shelf, part, span, today)
        });
        row(vec![
            heard(part, span),
            figures::figures(&subject),
            days::calendar_plot(&subject),
            days::forecast_plot(&subject),
            shares::interval_plot(&subject),
            shares::section_plot(&subject),
            shares::hour_plot(&subject),
            shares::rating_plot(&subject),
            cards::standing_plot(&subject),
            cards::interval_plot(&subject),
            cards::ease_plot(&subject),
            cards::pace_plot(&subject),
            evidence_link(),
        ])
    };
    element("div")
        .class("statistics")
        .child(fields.view())
        .live(shown)
        .view()
}

/// The way to what the reviews say of the schedulers.
fn evidence_link() -> View {
    element("p")
        .child(
            element("a")
                .attribute("href", Route::Evidence.to_string())
                .text("Evidence: which scheduler serves you")
                .view(),
        )
        .view()
}

/// What a screen reader says when something else is looked at.
fn heard(part: &Part, span: Span) -> View {
    element("p")
        .class("visually-hidden")
        .attribute("role", "status")
        .text(format!("{}, {}", part.name, span.name()))
        .view()
}

/// A field with a list to choose from; `choose` is told the place of what was chosen.
fn choice(
    label: &'static str,
    name: &'static str,
    names: Vec<String>,
    choose: impl Fn(usize) + 'static,
) -> View {
    let options = names.into_iter().enumerate().map(|(place, words)| {
        element("option")
            .attribute("value", place.to_string())
            .flag("selected", Presence::when(place == 0))
            .text(words)
            .view()
    });
    let options: Vec<View> = options.collect();
    element("label")
        .class("field")
        .child(element("span").text(label).view())
        .child(
            element("select")
                .attribute("name", name)
                .on("change", move |event| {
                    if let Ok(place) = event_target_value(&event).parse() {
                        choose(place);
                    }
                })
                .children(options)
                .view(),
        )
        .view()
}
