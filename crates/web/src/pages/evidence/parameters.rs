//! The fitted parameters, and the button that puts them to use.

use waymark_core::arrangement::Enrolment;
use waymark_core::journal::Fact;
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::Parameters;
use waymark_evidence::{Verdict, Weighed};

use super::weighing::Weighing;
use super::{panel, paragraph};
use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::fold::fold;
use crate::route::Route;
use crate::state::context::{Outcome, Study};
use crate::state::documents;
use crate::state::wording::count;

/// The panel.
pub fn parameters(weighing: Weighing, weighed: &Weighed) -> View {
    let study = weighing.study;
    let evidence = &weighed.evidence;
    let (found, verdict) = (evidence.parameters, evidence.fitting.verdict());
    // What it says changes under the button that was pressed, so reading goes on here.
    let place = Reference::new();
    let standing = element("div")
        .class("evidence-standing")
        .attribute("role", "status")
        .attribute("tabindex", "-1")
        .refer(place)
        .live(move || standing(study, place, found, verdict));
    panel("Your parameters", vec![standing.view(), numbers(found)])
}

/// What is in use, and what may be.
fn standing(study: Study, place: Reference, found: Parameters, verdict: Verdict) -> View {
    let used = study.with(|learner| learner.journal().parameters());
    let mut views = Vec::new();
    if used == found {
        views.push(paragraph(format!(
            "FSRS-6 knows you by these parameters now, on every device that has your history. {}",
            under(study)
        )));
        views.push(shelf_link());
    } else {
        views.push(paragraph(match verdict {
            Verdict::Better => {
                "Fitted to all your usable reviews, those that tested the fit among them. Where FSRS-6 \
                 schedules a roadmap, taking them moves what is due, for what you have learned already \
                 as well. Your history stays as it is, and you can go back."
            }
            Verdict::Worse | Verdict::Open => {
                "Nothing is offered here, since fitted parameters show no gain for you."
            }
        }));
        if verdict == Verdict::Better {
            views.push(take(study, place, found, Take::Fitted));
        }
    }
    if used != Parameters::DEFAULT {
        let words = if used == found {
            nothing()
        } else {
            paragraph("FSRS-6 knows you by parameters that were fitted earlier.")
        };
        views.push(words);
        views.push(take(study, place, Parameters::DEFAULT, Take::Default));
    }
    row(views)
}

/// How many roadmaps FSRS-6 schedules, and the way to there being some.
fn under(study: Study) -> String {
    let shelf = study.shelf();
    let roadmaps = study.with(|learner| {
        let arranged = shelf.arranged(learner.collection()).into_iter();
        let under = arranged.filter(|(_, plan)| {
            plan.enrolment != Enrolment::Removed && plan.scheduler != Scheduler::Sm2
        });
        under.count()
    });
    match roadmaps {
        0 => "No roadmap is under FSRS-6 yet: choose it on the shelf.".to_owned(),
        some => format!(
            "It schedules {}.",
            count(some, "of your roadmaps", "of your roadmaps")
        ),
    }
}

fn shelf_link() -> View {
    let link = element("a")
        .attribute("href", Route::Shelf.to_string())
        .text("Schedulers of your roadmaps");
    element("p").child(link.view()).view()
}

/// What a button takes.
#[derive(Clone, Copy)]
enum Take {
    Fitted,
    Default,
}

fn take(study: Study, place: Reference, parameters: Parameters, what: Take) -> View {
    let (class, words) = match what {
        Take::Fitted => ("button primary", "Use these parameters"),
        Take::Default => ("button", "Use the default again"),
    };
    let button = element("button")
        .class(class)
        .attribute("type", "button")
        .on("click", move |_| {
            let fact = Fact::Fitted(Box::new(parameters));
            if study.record(fact) == Outcome::Stored {
                // The application looks at the history again.
                documents::announce();
                place.focus();
            }
        })
        .text(words);
    element("div").class("row").child(button.view()).view()
}

fn numbers(found: Parameters) -> View {
    fold("The 21 numbers", None, Presence::Absent, move || {
        let numbers = found.values().map(|number| format!("{number:.4}"));
        element("p")
            .class("evidence-parameters")
            .text(numbers.join(", "))
            .view()
    })
}
