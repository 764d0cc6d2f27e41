//! What the reviews say, in sentences.

use waymark_evidence::{Evidence, Gain, Past, Score, Verdict, Weighed};

use super::paragraph;
use super::phrase::{method, tenths};
use crate::components::element::{Reference, View, element};
use crate::state::wording::{count, percent};

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
        count(evidence.held_out, "review", "reviews"),
        percent(evidence.standard.score.recalled),
        score(&evidence.sm2.score),
        score(&evidence.standard.score),
        score(&evidence.fitted.score),
    )
}

/// What each would have asked, and what would be known then.
fn workload(past: &Past) -> String {
    let mut words = format!(
        "Over {} you reviewed {} cards a day. Simulated on the same days with a memory like yours:",
        count(past.days, "day", "days"),
        tenths(past.reviews_a_day),
    );
    for (place, lived) in past.methods.iter().enumerate() {
        words.push_str(&format!(
            "{} {} asks {} and leaves {} recalled",
            if place == 0 { "" } else { "," },
            method(&lived.method),
            tenths(lived.reviews_a_day),
            percent(lived.retained)
        ));
    }
    words.push('.');
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::scheduler::fsrs::{Parameters, Retention};
    use waymark_evidence::{Method, Model, Outlook, Scored};

    fn evidence(fitting: Gain, losses: [f64; 3]) -> Evidence {
        let [sm2, standard, fitted] = losses.map(|log_loss| Scored {
            model: Model::Sm2 { when_due: 0.9 },
            score: Score {
                log_loss,
                rmse_in_bins: 0.1,
                recalled: 0.88,
                predicted: 0.9,
                calibration: Vec::new(),
            },
        });
        Evidence {
            seen: 400,
            held_out: 1_100,
            sm2,
            standard,
            fitted,
            fitting,
            changing: Gain {
                mean: -0.0123,
                error: 0.01,
            },
            parameters: Parameters::DEFAULT,
        }
    }

    #[test]
    fn a_gain_is_claimed_beyond_chance_only() {
        #[track_caller]
        fn check(mean: f64, error: f64, expected: &str) {
            let evidence = evidence(Gain { mean, error }, [0.4, 0.3205, 0.3101]);
            let words = fitting(&evidence);
            assert!(words.starts_with(expected), "{words}");
        }
        check(
            0.0104,
            0.002,
            "FSRS-6 fitted to you foretells your reviews better than FSRS-6 by default: log loss \
             0.3101 against 0.3205",
        );
        check(
            0.0104,
            0.006,
            "Fitting gains nothing that chance would not explain",
        );
        check(
            -0.0104,
            0.002,
            "FSRS-6 fitted to your earlier reviews foretells the later ones worse",
        );
    }

    #[test]
    fn what_came_stands_beside_what_was_expected() {
        let gain = Gain {
            mean: 0.0,
            error: 1.0,
        };
        let evidence = evidence(gain, [0.4, 0.3, 0.3]);
        assert_eq!(
            truth(&evidence),
            "Of the last 1,100 reviews you recalled 88%. SM-2 expected 90%, FSRS-6 by default 90%, \
             fitted 90%."
        );
        assert_eq!(
            changing(&evidence),
            "Between SM-2 and FSRS-6 by default there is no difference beyond chance: 0.0123 of log \
             loss a review, give or take 0.0100."
        );
    }

    #[test]
    fn fewer_reviews_are_told_with_what_they_leave() {
        let outlook = |method, reviews_a_day, retained| Outlook {
            method,
            reviews_a_day,
            minutes_a_day: 3.0,
            retained,
            weeks: Vec::new(),
        };
        let fsrs = Method::Fsrs6(Parameters::DEFAULT, Retention::USUAL);
        let past = Past {
            days: 400,
            reviews_a_day: 25.5,
            methods: vec![outlook(Method::Sm2, 23.4, 0.83), outlook(fsrs, 29.4, 0.94)],
        };
        assert_eq!(
            workload(&past),
            "Over 400 days you reviewed 25.5 cards a day. Simulated on the same days with a memory \
             like yours: SM-2 asks 23.4 and leaves 83% recalled, FSRS-6 at 90% asks 29.4 and leaves \
             94% recalled."
        );
    }
}
