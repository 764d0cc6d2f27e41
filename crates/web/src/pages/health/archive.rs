//! Old reviews that leave the room of the history: what is archived, what would be, and the way back.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{Seen, look, panel, words};
use crate::components::element::{Presence, Reference, View, element, live};
use crate::components::saving::{Answer, answered, no_answer};
use crate::platform::module;
use crate::state::context::Study;
use crate::state::health::Health;
use crate::state::order;
use crate::state::room::{self, EARLY, share};
use crate::state::upkeep::archiving::{self, Gain, Refusal};
use crate::state::wording::count;

/// What the learner has ordered, which outlives the drawing of the page.
#[derive(Clone, Copy)]
pub struct Archiving {
    answer: Answer,
    work: RwSignal<Work>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Nothing was ordered, or its end was told.
    None,
    /// It is under way.
    UnderWay,
    /// It is done, and the page is drawn again to say so.
    Done,
}

impl Archiving {
    /// Nothing is ordered.
    pub fn new() -> Self {
        Self {
            answer: no_answer(),
            work: RwSignal::new(Work::None),
        }
    }

    fn order(self, what: &'static str, study: Study, seen: Seen) {
        if self.work.get_untracked() == Work::UnderWay {
            return;
        }
        self.work.set(Work::UnderWay);
        self.answer
            .set(Ok("Working… This may take a moment.".to_owned()));
        spawn_local(async move {
            let answer = module::order(what, JsValue::UNDEFINED).await;
            // The page may have gone meanwhile.
            if !self.work.is_disposed() {
                self.answer.set(answer);
                self.work.set(Work::Done);
                look(study, seen);
            }
        });
    }
}

/// The panel, where there is something to say.
pub fn archive(study: Study, seen: Seen, health: &Health, archiving: Archiving) -> Option<View> {
    let archive = &health.archive;
    let is_early = room::percent(health.diagnosis.storage.characters) >= EARLY;
    let is_asked = archiving.work.get_untracked() != Work::None;
    let is_quiet = archive.segments == 0 && archive.fault.is_none();
    if is_quiet && !is_early && !is_asked {
        return None;
    }
    let mut children = Vec::new();
    if archive.segments > 0 {
        children.push(words(format!(
            "{} in {} are archived: they lie in this browser's database and take none of the room. \
             Everything counts as before. Each has one copy in this browser, so keep a backup \
             somewhere else.",
            count(archive.events, "event", "events"),
            count(archive.segments, "piece", "pieces"),
        )));
    }
    if let Some(fault) = &archive.fault {
        children.push(words(format!(
            "Nothing more can be archived: {fault}. What is archived is read as before."
        )));
    }
    let mut buttons = Vec::new();
    if is_early {
        children.push(words(offer(&health.gain)));
        if health.gain.is_ok() {
            buttons.push(button(
                "Save a backup and archive",
                order::ARCHIVE,
                study,
                seen,
                archiving,
            ));
        }
    }
    if archive.segments > 0 && archiving::can_bring_back() {
        buttons.push(button(
            "Bring back what is archived",
            order::BRING_BACK,
            study,
            seen,
            archiving,
        ));
    }
    if !buttons.is_empty() {
        children.push(element("div").class("row").children(buttons).view());
    }
    let outcome = Reference::new();
    if archiving.work.get_untracked() == Work::Done {
        archiving.work.set(Work::None);
        // The button that was pressed is drawn anew, or gone: the focus goes to what came of it.
        outcome.focus_when_there();
    }
    let outcome = element("div")
        .attribute("tabindex", "-1")
        .refer(outcome)
        .child(answered(archiving.answer));
    children.push(outcome.view());
    Some(panel("health-archive", "Archive", children))
}

fn offer(gain: &Result<Gain, Refusal>) -> String {
    match gain {
        Ok(gain) => format!(
            "{} of old history can be archived: they leave this room and stay in the browser's \
             database. {} of the room comes free, and nothing changes on any other page. A backup is \
             saved as a file first. Keep it somewhere else, because what is archived has one copy \
             only in this browser.",
            count(gain.events, "event", "events"),
            share(gain.characters)
        ),
        Err(refusal) => format!("Nothing can be archived now: {refusal}."),
    }
}

fn button(
    name: &'static str,
    what: &'static str,
    study: Study,
    seen: Seen,
    archiving: Archiving,
) -> View {
    live(move || {
        element("button")
            .class("button")
            .attribute("type", "button")
            .flag(
                "disabled",
                Presence::when(archiving.work.get() == Work::UnderWay),
            )
            .on("click", move |_| archiving.order(what, study, seen))
            .text(name)
            .view()
    })
}
