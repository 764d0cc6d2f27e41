//! What an edit does to the cards, before it is kept.

use waymark_core::card::Card;
use waymark_core::revision::{Fate, Revision};

use crate::components::card_back::card_back;
use crate::components::element::{View, element, nothing, row};
use crate::components::prose::prose;
use crate::state::order;
use crate::state::revising::Editable;
use crate::state::wording::count;

/// How many of the lost cards are named.
const MOST: usize = 5;

/// The cards that the place makes, and those that are lost.
pub fn outcome(editable: &Editable, revision: &Revision) -> View {
    let cards = revision.cards().map(|card| card_view(revision, card));
    let cards: Vec<View> = cards.collect();
    let none = cards.is_empty().then(|| {
        let words = "These lines make no card.";
        element("p").text(words).view()
    });
    row(vec![
        lost(editable, revision),
        row(none.into_iter().collect()),
        element("ul")
            .class("edit-cards")
            .attribute(order::ROADMAP, editable.source.roadmap.id.to_string())
            .children(cards)
            .view(),
    ])
}

fn card_view(revision: &Revision, card: &Card) -> View {
    let fate = match revision.fate(card.id) {
        Fate::Kept => "As it was",
        Fate::Edited => "Another answer, and the same history",
        Fate::Reworded(_) => "Another question, and the same history",
        Fate::New => "A new card",
    };
    element("li")
        .child(element("p").class("edit-fate").text(fate).view())
        .child(
            element("div")
                .class("prose edit-front")
                .attribute("data-kind", card.kind.name())
                .child(prose(&card.front))
                .view(),
        )
        .child(card_back(card, "The answer is your own."))
        .view()
}

/// The cards that would be asked no more, which nobody wants by accident.
fn lost(editable: &Editable, revision: &Revision) -> View {
    let gone = revision.gone();
    if gone.is_empty() {
        return nothing();
    }
    let cards = editable.source.roadmap.cards.iter();
    let fronts = cards.filter(|card| gone.contains(&card.id)).map(|card| {
        element("li")
            .attribute("dir", "auto")
            .text(card.front.to_string())
            .view()
    });
    let number = count(gone.len(), "card", "cards");
    element("div")
        .class("notice")
        .child(
            element("p")
                .text(format!(
                    "{number} would not be asked any more. The history is kept, and counts again \
                     when the question comes back."
                ))
                .view(),
        )
        .child(element("ul").children(fronts.take(MOST)).view())
        .view()
}
