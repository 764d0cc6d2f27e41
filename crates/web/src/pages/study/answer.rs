//! The back of a card: its answer, or where to find one.

use leptos::prelude::GetUntracked as _;
use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;

use super::asking::Asking;
use super::steps;
use super::writing::{self, Known};
use crate::components::element::{Presence, View, element, nothing, row};
use crate::components::prose::prose;
use crate::components::section::section;

/// What is shown after the question.
pub fn answer(asking: Asking, card: CardId) -> View {
    let shelf = asking.study.shelf();
    let Some(placed) = shelf.place(card) else {
        return nothing();
    };
    let known = asking.writing.known();
    let source = match &placed.card.answer {
        Answer::Given(answer) => match steps::of(placed.card) {
            Some(list) => steps::one_by_one(asking, list),
            None => prose(answer),
        },
        Answer::Own => row(vec![
            instruction(asking, placed.card.kind, known),
            sections(placed.roadmap, placed.card, known),
        ]),
    };
    row(vec![writing::own_answer(asking, placed.card), source])
}

/// The learner answers in their own words, and compares with the source.
fn instruction(asking: Asking, kind: CardKind, known: Known) -> View {
    let words = match (kind, known, asking.writing.own.get_untracked()) {
        (_, Known::Answered, _) => return nothing(),
        (_, Known::Unanswered, Some(_)) => "Compare it with the roadmap, and rate yourself.",
        (CardKind::Mastery, ..) => {
            "Do it, or say it aloud from memory. Then compare, and rate yourself."
        }
        _ => "Say your answer aloud. Then compare, and rate yourself.",
    };
    element("p").class("instruction").text(words).view()
}

/// Where a learner finds the answer that the source does not give.
pub fn sections(roadmap: &Roadmap, card: &Card, known: Known) -> View {
    let reading = roadmap.reading(card.section);
    let open = Presence::when(reading.len() == 1 && known == Known::Unanswered);
    let sections = reading
        .into_iter()
        .filter_map(|index| roadmap.section(index));
    row(sections.map(|text| section(text, open, None)).collect())
}
