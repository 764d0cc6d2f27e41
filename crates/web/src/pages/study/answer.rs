//! The back of a card: its answer, or where to find one.

use leptos::prelude::*;
use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;

use crate::components::rich_text::rich_text;
use crate::state::context::Study;

/// What is shown after the question.
pub fn view(study: Study, card: CardId) -> AnyView {
    let shelf = study.shelf();
    match shelf.place(card) {
        None => ().into_any(),
        Some(placed) => match &placed.card.answer {
            Answer::Given(answer) => rich_text(answer),
            Answer::Own => own_answer(placed.roadmap, placed.card),
        },
    }
}

/// The learner answers in their own words, and compares with the source.
fn own_answer(roadmap: &Roadmap, card: &Card) -> AnyView {
    let instruction = match card.kind {
        CardKind::Mastery => "Do it, or say it aloud from memory. Then compare, and rate yourself.",
        CardKind::Question | CardKind::TableCell | CardKind::Definition => {
            "Say your answer aloud. Then compare, and rate yourself."
        }
    };
    let reading = roadmap.reading(card.section);
    let is_only_one = reading.len() == 1;
    let sections = reading
        .into_iter()
        .filter_map(|index| roadmap.section(index))
        .map(|section| {
            view! {
                <details class="section" open=is_only_one>
                    <summary><span class="section-heading" dir="auto">{section.heading.clone()}</span></summary>
                    <div class="prose">{rich_text(&section.text)}</div>
                </details>
            }
        })
        .collect_view();
    view! { <p class="instruction">{instruction}</p> {sections} }.into_any()
}
