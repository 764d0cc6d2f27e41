//! The fitted parameters, and the button that puts them to use.

use waymark_evidence::{Verdict, Weighed};

use super::weighing::Weighing;
use super::{panel, paragraph};
use crate::components::element::{Presence, View, element};
use crate::components::fold::fold;

/// The panel.
pub fn parameters(_weighing: Weighing, weighed: &Weighed) -> View {
    let evidence = &weighed.evidence;
    let numbers = evidence.parameters.values();
    let words = match evidence.fitting.verdict() {
        Verdict::Better => {
            "Fitted to all your usable reviews, those that tested the fit among them."
        }
        Verdict::Worse | Verdict::Open => {
            "Nothing is offered here, since fitted parameters show no gain for you. The default stays."
        }
    };
    panel(
        "Your parameters",
        vec![
            paragraph(words),
            fold("The 21 numbers", None, Presence::Absent, move || {
                let text = numbers.map(|number| format!("{number:.4}")).join(", ");
                element("p").class("evidence-parameters").text(text).view()
            }),
        ],
    )
}
