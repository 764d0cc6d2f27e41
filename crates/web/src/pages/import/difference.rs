//! What a new version does to the cards, and which of them the learner knows again.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::journal::{Carried, Fact};

use crate::components::element::{Presence, View, element, nothing};
use crate::components::fold::{cards, fold, long_list};
use crate::state::comparison::{Change, Comparison, Reworded};
use crate::state::context::Study;

/// How many cards are drawn at a time.
const STEP: usize = 50;

/// The cards that the learner says are others in other words.
#[derive(Clone, Copy)]
pub struct Confirmed(RwSignal<Vec<Carried>>);

impl Confirmed {
    /// None yet.
    pub fn none() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Takes all back.
    pub fn clear(self) {
        self.0.set(Vec::new());
    }

    /// The histories that move: those that surely do, and those that the learner confirmed.
    pub fn carries(self, comparison: &Comparison) -> Vec<Carried> {
        let facts = self.0.with_untracked(|confirmed| {
            let facts = comparison.cards.carries(confirmed);
            facts.collect::<Vec<Fact>>()
        });
        let carries = facts.into_iter().filter_map(|fact| match fact {
            Fact::Carried(carried) => Some(carried),
            _ => None,
        });
        carries.collect()
    }

    fn turn(self, carry: Carried) {
        self.0.update(|confirmed| {
            let before = confirmed.len();
            confirmed.retain(|confirmed| *confirmed != carry);
            if confirmed.len() == before {
                confirmed.push(carry);
            }
        });
    }
}

/// What becomes of the cards: the counts, a list for each kind of change, and a question for each
/// card that is perhaps reworded.
pub fn difference(study: Study, comparison: &Comparison, confirmed: Confirmed) -> View {
    let gone = comparison.cards.gone.iter();
    let with_history =
        study.with(|learner| gone.filter(|card| learner.has_history(**card)).count());
    let lost = (with_history > 0).then(|| {
        let words = format!(
            "{} with a history {} no longer in the document. The history stays, and counts again \
             when the question comes back.",
            cards(with_history),
            if with_history == 1 { "is" } else { "are" }
        );
        element("p").text(words).view()
    });
    let folds = comparison.lists().into_iter();
    let folds = folds.filter(|(_, changes)| !changes.is_empty());
    let folds = folds.map(|(name, changes)| {
        let remark = cards(changes.len());
        let changes: Arc<[Change]> = changes.into();
        fold(capital(name), Some(remark), Presence::Absent, move || {
            let changes = Arc::clone(&changes);
            long_list("import-list", changes.len(), STEP, move |place| {
                changes.get(place).map_or_else(nothing, change)
            })
        })
    });
    element("div")
        .class("import-difference")
        .child(
            element("p")
                .class("import-figures")
                .text(comparison.figures())
                .view(),
        )
        .children(lost)
        .child(reworded(study, comparison.reworded(), confirmed))
        .children(folds)
        .view()
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn change(change: &Change) -> View {
    let line = change.line.map(|line| {
        element("span")
            .class("import-line")
            .text(format!(" line {}", line.0))
            .view()
    });
    element("li")
        .attribute("dir", "auto")
        .text(change.front.clone())
        .children(line)
        .children(change.before.as_deref().map(before))
        .view()
}

fn before(words: &str) -> View {
    element("p")
        .class("path")
        .attribute("dir", "auto")
        .text(format!("before: {words}"))
        .view()
}

fn reworded(study: Study, cards_of: Vec<Reworded>, confirmed: Confirmed) -> View {
    if cards_of.is_empty() {
        return nothing();
    }
    let remark = cards(cards_of.len());
    let cards_of: Arc<[Reworded]> = cards_of.into();
    let heading = "Perhaps reworded";
    fold(heading, Some(remark), Presence::Present, move || {
        let cards_of = Arc::clone(&cards_of);
        long_list("import-list", cards_of.len(), STEP, move |place| {
            cards_of
                .get(place)
                .map_or_else(nothing, |card| question(study, card, confirmed))
        })
    })
}

/// Both questions; where there is a history, the learner says whether it moves.
fn question(study: Study, card: &Reworded, confirmed: Confirmed) -> View {
    let carry = card.carry;
    let has_history = study.with(|learner| learner.has_history(carry.from));
    let likeness = format!("{}% alike", card.likeness.percent());
    let answer = if has_history {
        let is_confirmed = confirmed.0.with_untracked(|all| all.contains(&carry));
        let field = element("input")
            .attribute("type", "checkbox")
            .flag("checked", Presence::when(is_confirmed))
            .on("change", move |_| confirmed.turn(carry));
        element("label")
            .class("import-choice")
            .child(field.view())
            .child(
                element("span")
                    .text(format!(
                        "Same card, reworded ({likeness}): keep its history"
                    ))
                    .view(),
            )
            .view()
    } else {
        element("p")
            .class("path")
            .text(format!("{likeness}; it has no history that could be kept"))
            .view()
    };
    element("li")
        .child(
            element("p")
                .attribute("dir", "auto")
                .text(card.change.front.clone())
                .view(),
        )
        .children(card.change.before.as_deref().map(before))
        .child(answer)
        .view()
}
