//! The mastery checklist of a phase: what the learner can do, with the evidence for it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::card::Card;
use waymark_core::id::CardId;
use waymark_core::journal::{Answered, Fact};
use waymark_core::mastery::competence::Competence;
use waymark_core::time::StudyDay;
use web_sys::HtmlTextAreaElement;

use super::Trail;
use crate::components::element::{Reference, View, element, live, row, text};
use crate::components::prose::prose;
use crate::route::Route;
use crate::state::context::{Outcome, Study};
use crate::state::wording::{date, later_day};

/// The items, each with its state and evidence.
pub fn checklist(trail: &Trail, items: Vec<Card>) -> View {
    let study = trail.study;
    let ids: Vec<CardId> = items.iter().map(|card| card.id).collect();
    let shown = move || {
        let today = study.today();
        let shown = study.with(|learner| {
            let of = |id: &&CardId| Competence::of(learner.collection().card(**id).learning, today);
            ids.iter()
                .filter(|id| matches!(of(id), Competence::Shown(_)))
                .count()
        });
        text(format!("{shown} of {} shown", ids.len()).into())
    };
    let items = items.into_iter().map(|card| item(study, card));
    element("section")
        .class("checklist")
        .attribute("aria-label", "What you can do")
        .child(
            element("h3")
                .text("What you can do")
                .child(element("span").class("section-count").live(shown).view())
                .view(),
        )
        .child(element("ul").children(items).view())
        .view()
}

fn item(study: Study, card: Card) -> View {
    let id = card.id;
    let state = live(move || {
        let today = study.today();
        let learning = study.with(|learner| learner.collection().card(id).learning);
        state_view(Competence::of(learning, today), today)
    });
    let edited = RwSignal::new(Edited::Never);
    let front = card.front.to_string();
    let evidence = live(move || match edited.get() {
        Edited::Now => editor(study, id, &front, edited),
        before => shown(study, id, &front, edited, before),
    });
    element("li")
        .child(
            element("div")
                .class("prose item-front")
                .child(prose(&card.front))
                .view(),
        )
        .child(state)
        .child(evidence)
        .view()
}

/// Whether the evidence is being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edited {
    /// It was not since the page is there.
    Never,
    /// It is.
    Now,
    /// It was; the focus goes back to where it came from.
    Before,
}

fn state_view(competence: Competence, today: StudyDay) -> View {
    let (state, words) = state_words(competence, today);
    let again = matches!(competence, Competence::Fading(_)).then(|| {
        element("a")
            .attribute("href", Route::Study.to_string())
            .text("Show it again")
            .view()
    });
    element("p")
        .class("item-state")
        .attribute("data-state", state)
        .child(element("span").text(words).view())
        .children(again)
        .view()
}

fn state_words(competence: Competence, today: StudyDay) -> (&'static str, String) {
    match competence {
        Competence::NotYet => ("not-yet", "Not shown yet".to_owned()),
        Competence::Fading(day) if day == today => ("fading", "Fading since today".to_owned()),
        Competence::Fading(day) => ("fading", format!("Fading since {}", date(day))),
        Competence::Shown(day) => ("shown", format!("Shown; again {}", later_day(today, day))),
    }
}

fn shown(
    study: Study,
    card: CardId,
    front: &str,
    edited: RwSignal<Edited>,
    before: Edited,
) -> View {
    let answer = study.with(|learner| learner.collection().annotations(card).answer.clone());
    let reference = Reference::new();
    if before == Edited::Before {
        reference.focus_when_there();
    }
    let name = match answer {
        Some(_) => "Edit evidence",
        None => "Write evidence",
    };
    let button = element("button")
        .class("button item-edit")
        .attribute("type", "button")
        .attribute("aria-label", format!("{name}: {front}"))
        .refer(reference)
        .on("click", move |_| edited.set(Edited::Now))
        .text(name);
    let answer = answer.map(|answer| {
        element("blockquote")
            .class("evidence")
            .attribute("dir", "auto")
            .text(answer)
            .view()
    });
    let mut views: Vec<View> = answer.into_iter().collect();
    views.push(button.view());
    row(views)
}

fn editor(study: Study, card: CardId, front: &str, edited: RwSignal<Edited>) -> View {
    let answer = study.now(|learner| learner.collection().annotations(card).answer.clone());
    let reference = Reference::new();
    reference.focus_when_there();
    let field = StoredValue::new_local(None::<HtmlTextAreaElement>);
    reference.when_there(move |node| {
        field.set_value(node.clone().dyn_into::<HtmlTextAreaElement>().ok());
    });
    let save = move |event: web_sys::Event| {
        event.prevent_default();
        let Some(text) = field.with_value(|field| field.as_ref().map(|field| field.value())) else {
            return;
        };
        let text = text.trim().to_owned();
        let answered = Fact::Answered(Box::new(Answered { card, text }));
        if study.record(answered) == Outcome::Stored {
            edited.set(Edited::Before);
        }
    };
    let cancel = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| edited.set(Edited::Before))
        .text("Cancel");
    let words = "What have you built, fixed or explained that shows it?";
    element("form")
        .class("item-editor")
        .on("submit", save)
        .child(
            element("label")
                .child(element("span").text(words).view())
                .child(
                    element("textarea")
                        .attribute("rows", "4")
                        .attribute("dir", "auto")
                        .attribute("name", "evidence")
                        .attribute("aria-label", format!("Evidence: {front}"))
                        .property("value", answer.unwrap_or_default())
                        .refer(reference)
                        .view(),
                )
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(
                    element("button")
                        .class("button primary")
                        .attribute("type", "submit")
                        .text("Save")
                        .view(),
                )
                .child(cancel.view())
                .view(),
        )
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_says_when() {
        #[track_caller]
        fn check(competence: Competence, expected: &str) {
            let today = StudyDay::from_unix_day(20_777);
            assert_eq!(state_words(competence, today).1, expected);
        }
        let day = StudyDay::from_unix_day;
        check(Competence::NotYet, "Not shown yet");
        check(Competence::Fading(day(20_777)), "Fading since today");
        check(
            Competence::Fading(day(20_770)),
            "Fading since 13 November 2026",
        );
        check(Competence::Shown(day(20_783)), "Shown; again in 6 days");
    }
}
