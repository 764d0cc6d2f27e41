//! What a card answers, beside what else a page says of it.

use waymark_core::card::{Answer, Card};

use super::element::{View, element};
use super::prose::prose;

/// The answer that the source gives; where it leaves that to the learner, `own` in words.
pub fn card_back(card: &Card, own: &'static str) -> View {
    match &card.answer {
        Answer::Given(answer) => element("div")
            .class("prose card-back")
            .attribute("data-kind", card.kind.name())
            .child(prose(answer))
            .view(),
        Answer::Own => element("p").class("browse-place").text(own).view(),
    }
}
