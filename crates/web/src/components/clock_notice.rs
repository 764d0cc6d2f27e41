//! A clock that was wrong: what it recorded, and the learner's word on it.

use leptos::prelude::*;
use waymark_core::journal::Fact;
use waymark_core::journal::wrong_clock::{Ahead, Answer};
use waymark_core::time::{DayStart, Moment, Shift};

use super::element::{View, element, live, nothing};
use crate::platform::clock;
use crate::state::context::expect_study;
use crate::state::wording::{count, date, days_away};

/// Asks about a stretch that a clock recorded while it was ahead, and says what was answered.
pub fn clock_notice() -> View {
    let study = expect_study();
    // Only the answer that was given here is shown here; the settings keep it.
    let answered = RwSignal::new(false);
    live(move || {
        // A page that stays open looks again on another day.
        study.today();
        let now = clock::now();
        let (found, day_start) = study.with(|learner| {
            let found = learner.ahead(now.instant);
            (found, learner.collection().settings().day_start)
        });
        match found {
            Ok(Some(ahead)) => question(&ahead, now, day_start, answered),
            Ok(None) if answered.get() => clock_answer(),
            // Should storage be blocked by now, the next rating says so.
            Ok(None) | Err(_) => nothing(),
        }
    })
}

fn question(ahead: &Ahead, now: Moment, day_start: DayStart, answered: RwSignal<bool>) -> View {
    let day = |moment: Moment| date(moment.study_day(day_start));
    let (begin, end) = (day(ahead.begin), day(ahead.end));
    let when = if begin == end {
        format!("On {begin}")
    } else {
        format!("Between {begin} and {end}")
    };
    let words = format!(
        "{when} a clock was about {} ahead. {}. Today is {}.",
        days_away(ahead.shift),
        count(
            ahead.ratings,
            "rating has a wrong date",
            "ratings have wrong dates"
        ),
        day(now)
    );
    let correct = answer("Correct them", ahead.moved(), answered);
    let leave = answer("Leave them", ahead.left(), answered);
    notice(vec![
        element("h2").text("Some dates look wrong").view(),
        element("p").text(words).view(),
        element("p")
            .text("If that is wrong, set the clock of this device first.")
            .view(),
        element("div")
            .class("row")
            .child(correct)
            .child(leave)
            .view(),
    ])
}

fn notice(content: Vec<View>) -> View {
    element("section")
        .class("notice")
        .attribute("aria-label", "Clock")
        .attribute("role", "status")
        .children(content)
        .view()
}

/// A button that states facts.
fn answer(words: &'static str, facts: Vec<Fact>, answered: RwSignal<bool>) -> View {
    let study = expect_study();
    element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| {
            // Before the page follows what is recorded, it must know whose doing that is.
            answered.set(true);
            study.record_all(facts.clone());
        })
        .text(words)
        .view()
}

/// What the learner said last about a clock, and the way to take it back.
pub fn clock_answer() -> View {
    let study = expect_study();
    live(move || {
        let last = study.with(|learner| Answer::last(learner.journal()));
        let Some(last) = last else { return nothing() };
        let words = match last.shift {
            Shift::NONE => "Ratings that lay after the day were left as they are.".to_owned(),
            shift => format!(
                "Ratings of a clock that was ahead were moved back by {}.",
                days_away(shift)
            ),
        };
        let undo = element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| {
                study.record_all(last.taken_back());
            })
            .text("Undo");
        notice(vec![
            element("p").text(words).view(),
            element("div").class("row").child(undo.view()).view(),
        ])
    })
}
