//! What the reviews say, in sentences.

use waymark_core::scheduler::fsrs::Parameters;
use waymark_evidence::{Evidence, Gain, Method, Past, Score, Verdict, Weighed};

use super::paragraph;
use super::phrase::tenths;
use crate::components::element::{Reference, View, element};
use crate::state::wording::{counted, percent};

/// The panel.
pub fn verdict(weighed: &Weighed) -> View {
    let Weighed { evidence, past, .. } = weighed;
    // The button that was pressed is gone; reading goes on with what came of it.
    let heading = Reference::new();
    heading.focus_when_there();
    element("section")
        .class("panel")
        .child(
            element("h2")
                .attribute("tabindex", "-1")
                .refer(heading)
                .text("What your reviews say")
                .view(),
        )
        .children(sentences(evidence, past).into_iter().map(paragraph))
        .view()
}

fn sentences(evidence: &Evidence, past: &Past) -> Vec<String> {
    vec![
        fitting(evidence),
        changing(evidence),
        truth(evidence),
        workload(past),
        "To foretell better is not to remember more: a scheduler that foretells well asks each card \
         nearer to the day on which you would forget it."
            .to_owned(),
    ]
}

fn losses(before: &Score, after: &Score) -> String {
    format!(
        "log loss {:.4} against {:.4}",
        after.log_loss, before.log_loss
    )
}

/// What fitting gains over the default.
fn fitting(evidence: &Evidence) -> String {
    let losses = losses(&evidence.standard.score, &evidence.fitted.score);
    match evidence.fitting.verdict() {
        Verdict::Better => format!(
            "FSRS-6 fitted to you foretells your reviews better than FSRS-6 by default: {losses}, \
             lower is better, and chance alone would hardly do that."
        ),
        Verdict::Worse => format!(
            "FSRS-6 fitted to your earlier reviews foretells the later ones worse than the default: \
             {losses}. Stay with the default."
        ),
        Verdict::Open => format!(
            "Fitting gains nothing that chance would not explain: {losses}. The default serves you as \
             well."
        ),
    }
}

/// What FSRS-6 gains over SM-2: the better of its two, if fitting is known to help.
fn changing(evidence: &Evidence) -> String {
    let Gain { mean, error } = evidence.changing;
    let by = format!(
        "{:.4} of log loss a review, give or take {:.4}",
        mean.abs(),
        error
    );
    match evidence.changing.verdict() {
        Verdict::Better => {
            format!("FSRS-6 by default foretells them better than SM-2 does: by {by}.")
        }
        Verdict::Worse => {
            format!("FSRS-6 by default foretells them worse than SM-2 does: by {by}.")
        }
        Verdict::Open => format!(
            "Between SM-2 and FSRS-6 by default there is no difference beyond chance: {by}."
        ),
    }
}

/// What was expected and what came.
fn truth(evidence: &Evidence) -> String {
    let score = |score: &Score| percent(score.predicted);
    format!(
        "Of the last {} you recalled {}. SM-2 expected {}, FSRS-6 by default {}, fitted {}.",
        counted(evidence.held_out, "review", "reviews"),
        percent(evidence.standard.score.recalled),
        score(&evidence.sm2.score),
        score(&evidence.standard.score),
        score(&evidence.fitted.score),
    )
}

/// What each would have asked.
fn workload(past: &Past) -> String {
    let of = |wanted: fn(&Method) -> bool| {
        let found = past.methods.iter().rfind(|lived| wanted(&lived.method));
        found.map_or_else(|| "–".to_owned(), |lived| tenths(lived.reviews_a_day))
    };
    let fsrs = of(|method| matches!(method, Method::Fsrs6(..)));
    let name = match past.methods.last().map(|lived| lived.method) {
        Some(Method::Fsrs6(parameters, _)) if parameters != Parameters::DEFAULT => {
            "FSRS-6 fitted to you"
        }
        _ => "FSRS-6",
    };
    format!(
        "Over {} you reviewed {} cards a day. Simulated on the same days with a memory like yours, \
         SM-2 asks {}, and {name} {fsrs} to have 90% recalled.",
        counted(past.days, "day", "days"),
        tenths(past.reviews_a_day),
        of(|method| *method == Method::Sm2),
    )
}
