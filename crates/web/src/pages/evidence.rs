//! Evidence: which scheduler serves this learner, by their own reviews; in words first.

mod course;
mod foretelling;
mod parameters;
mod phrase;
mod verdict;
mod weighing;
mod workload;

use std::sync::Arc;

use leptos::prelude::*;
use waymark_evidence::{FitError, LEAST_REVIEWS, ReviewLog, Weighed};

use self::weighing::{State, Weighing};
use crate::components::element::{Reference, View, element, live, nothing, row, text};
use crate::components::storage_notice::refusal_notice;
use crate::state::context::expect_study;
use crate::state::wording::{count, grouped};

/// The page, below its heading.
pub fn evidence_page() -> View {
    let study = expect_study();
    let log = Memo::new(move |_| {
        study.with(|learner| Arc::new(ReviewLog::of(learner.journal(), learner.collection())))
    });
    let weighing = Weighing::begin(study);
    on_cleanup(move || weighing.leave());
    let stage = move || match weighing.state.get() {
        State::Idle => log.with(|log| invitation(weighing, log)),
        State::Working => working(weighing),
        State::Weighed(weighed) => said(weighing, &weighed),
    };
    element("div")
        .class("evidence-page")
        .child(refusal_notice())
        .live(stage)
        .child(course::course(log))
        .view()
}

fn panel(heading: &'static str, children: Vec<View>) -> View {
    element("section")
        .class("panel")
        .child(element("h2").text(heading).view())
        .children(children)
        .view()
}

fn paragraph(words: impl Into<String>) -> View {
    element("p").text(words.into()).view()
}

/// What can be said before anything is weighed: that there is too little, or the way to begin.
fn invitation(weighing: Weighing, log: &Arc<ReviewLog>) -> View {
    let usable = log.trials().len();
    let left_out = match log.left_out() {
        0 => nothing(),
        some => paragraph(format!(
            "{} of cards that came from elsewhere without their reviews cannot be used.",
            count(some, "review", "reviews")
        )),
    };
    if FitError::of(usable).is_some() {
        return too_few(usable, left_out);
    }
    let failure = move || {
        weighing.failure.get().map_or_else(nothing, |cause| {
            paragraph(format!(
                "Nothing was compared: {cause}. The first comparison fetches its program, which takes a \
                 network; later ones take none."
            ))
        })
    };
    let begin = {
        let log = Arc::clone(log);
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .on("click", move |_| weighing.weigh(&log))
            .text("Compare on my reviews")
    };
    let held_out = usable / 5;
    panel(
        "Which scheduler serves you?",
        vec![
            paragraph(format!(
                "You have {}. Waymark fits FSRS-6 to the first {} of them, and lets SM-2, FSRS-6 by \
                 default and FSRS-6 fitted foretell the last {}, which the fit has not seen.",
                count(usable, "usable review", "usable reviews"),
                grouped((usable - held_out) as u64),
                grouped(held_out as u64),
            )),
            left_out,
            paragraph("It runs on this device, takes some seconds, and changes nothing."),
            element("div")
                .attribute("role", "alert")
                .live(failure)
                .view(),
            element("div").class("row").child(begin.view()).view(),
        ],
    )
}

fn too_few(usable: usize, left_out: View) -> View {
    let will_be = [
        "how well SM-2 and FSRS-6 foretell what you recall, on reviews that no fit has seen",
        "how many reviews each would have asked of you, and would ask in the next 90 days",
        "whether parameters fitted to you gain anything over the default, or not",
    ];
    let will_be = will_be.map(|words| element("li").text(words).view());
    panel(
        "Too few reviews to compare yet",
        vec![
            paragraph(format!(
                "You have {} of {LEAST_REVIEWS}. Fewer would say more about chance than about you.",
                count(usable, "usable review", "usable reviews"),
            )),
            element("progress")
                .attribute("aria-label", "Usable reviews")
                .attribute("max", LEAST_REVIEWS.to_string())
                .attribute("value", usable.to_string())
                .view(),
            paragraph(
                "Usable is a scheduled review a day or more after the one before, of a card whose \
                 earlier reviews are known.",
            ),
            left_out,
            paragraph("Then this page will show, from your own ratings and nothing else:"),
            element("ul").children(will_be).view(),
        ],
    )
}

/// The work, and the way out of it.
fn working(weighing: Weighing) -> View {
    let heading = Reference::new();
    heading.focus_when_there();
    let stage = weighing.stage;
    let bar = move || {
        element("progress")
            .attribute("aria-label", "Comparing")
            .attribute("max", "100")
            .attribute("value", stage.get().percent().to_string())
            .view()
    };
    let words = move || text(stage.get().to_string().into());
    let cancel = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| weighing.cancel())
        .text("Cancel");
    element("section")
        .class("panel")
        .attribute("aria-busy", "true")
        .child(
            element("h2")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text("Comparing")
                .view(),
        )
        .live(bar)
        .child(element("p").attribute("role", "status").live(words).view())
        .child(element("div").class("row").child(cancel.view()).view())
        .view()
}

/// What came of it.
fn said(weighing: Weighing, weighed: &Arc<Weighed>) -> View {
    row(vec![
        verdict::verdict(weighed),
        parameters::parameters(weighing, weighed),
        foretelling::score_plot(weighed),
        foretelling::calibration_plot(weighed),
        workload::past_plot(weighed),
        workload::ahead_plot(weighed),
        workload::weeks_plot(weighed),
        live(move || {
            let again = element("button")
                .class("button")
                .attribute("type", "button")
                .on("click", move |_| weighing.cancel())
                .text("Compare again");
            element("div").class("row").child(again.view()).view()
        }),
    ])
}
