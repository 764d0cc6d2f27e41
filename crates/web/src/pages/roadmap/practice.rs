//! The practice loop of a topic: seven steps that remember when they were done.

use wasm_bindgen::JsCast as _;
use waymark_core::annotation::Change;
use waymark_core::card::SectionIndex;
use waymark_core::id::SectionId;
use waymark_core::journal::Fact;
use waymark_core::practice::{PracticeStep, Practised};
use waymark_core::time::Moment;
use web_sys::{Event, HtmlInputElement};

use super::Trail;
use crate::components::element::{Presence, View, element, text};
use crate::platform::clock;
use crate::state::context::{Outcome, Study};
use crate::state::wording::date;

/// The loop of a section, folded under how much of it is done.
pub fn practice(trail: &Trail, section: SectionIndex) -> View {
    let study = trail.study;
    let id = trail.roadmap().section_id(section);
    let remark = element("span").class("section-count").live(move || {
        let practice = study.with(|learner| learner.collection().practice(id));
        let steps = PracticeStep::ALL.into_iter();
        let done = steps.filter(|step| practice.done(*step).is_some()).count();
        text(format!("{done} of {}", PracticeStep::ALL.len()).into())
    });
    let heading = element("span")
        .class("section-heading")
        .text("Practice loop");
    let steps = PracticeStep::ALL
        .into_iter()
        .map(|step| step_view(study, id, step));
    element("details")
        .class("section practice")
        .child(
            element("summary")
                .child(heading.view())
                .child(remark.view())
                .view(),
        )
        .child(element("ol").class("practice-steps").children(steps).view())
        .view()
}

fn step_view(study: Study, section: SectionId, step: PracticeStep) -> View {
    let is_done = study.now(|learner| learner.collection().practice(section).done(step).is_some());
    let mark = move |event: Event| {
        let field = event.target();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else {
            return;
        };
        let change = if field.checked() {
            Change::Added
        } else {
            Change::Removed
        };
        let practised = Practised {
            section,
            step,
            change,
        };
        if study.record(Fact::Practised(practised)) == Outcome::Refused {
            field.set_checked(!field.checked());
        }
    };
    let input = element("input")
        .attribute("type", "checkbox")
        .flag("checked", Presence::when(is_done))
        .on("change", mark);
    let (name, words) = words(step);
    let day = move || {
        let day = study.with(|learner| {
            let collection = learner.collection();
            let instant = collection.practice(section).done(step)?;
            let offset = clock::now().offset;
            let moment = Moment { instant, offset };
            Some(moment.study_day(collection.settings().day_start))
        });
        text(day.map_or_else(String::new, date).into())
    };
    element("li")
        .child(
            element("label")
                .class("practice-step")
                .child(input.view())
                .child(
                    element("span")
                        .child(element("strong").text(name).view())
                        .text(words)
                        .view(),
                )
                .child(element("span").class("practice-day").live(day).view())
                .view(),
        )
        .view()
}

/// What a step is called, and the rest of the sentence.
const fn words(step: PracticeStep) -> (&'static str, &'static str) {
    match step {
        PracticeStep::Read => ("Read", " about it."),
        PracticeStep::Build => ("Build", " the smallest thing that shows it."),
        PracticeStep::Break => ("Break", " it on purpose."),
        PracticeStep::Look => ("Look", " at what it does then."),
        PracticeStep::Fix => ("Fix", " it."),
        PracticeStep::Explain => ("Explain", " it in your own words."),
        PracticeStep::Caveat => ("Name", " one thing to be careful about."),
    }
}
