//! The back of a card: its answer, or where to find one.

use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;

use crate::components::element::{Presence, View, element, nothing, row};
use crate::components::prose::prose;
use crate::components::section::section;
use crate::state::context::Study;

/// What is shown after the question.
pub fn answer(study: Study, card: CardId) -> View {
    let shelf = study.shelf();
    match shelf.place(card) {
        None => nothing(),
        Some(placed) => match &placed.card.answer {
            Answer::Given(answer) => prose(answer),
            Answer::Own => own_answer(placed.roadmap, placed.card),
        },
    }
}

/// The learner answers in their own words, and compares with the source.
fn own_answer(roadmap: &Roadmap, card: &Card) -> View {
    let instruction = match card.kind {
        CardKind::Mastery => "Do it, or say it aloud from memory. Then compare, and rate yourself.",
        _ => "Say your answer aloud. Then compare, and rate yourself.",
    };
    let reading = roadmap.reading(card.section);
    let open = Presence::when(reading.len() == 1);
    let sections = reading
        .into_iter()
        .filter_map(|index| roadmap.section(index));
    let instruction = element("p").class("instruction").text(instruction).view();
    let sections = sections.map(|text| section(text, open, None));
    row(std::iter::once(instruction).chain(sections).collect())
}
