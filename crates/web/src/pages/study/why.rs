//! Why a card is asked: where it comes from, what was put on it, and how it went so far.

use leptos::prelude::*;
use waymark_core::annotation::Flag;
use waymark_core::card::Answer;
use waymark_core::collection::{Activity, CardState, Learning};
use waymark_core::id::CardId;
use waymark_core::scheduler::Scheduler;

use super::action::{Action, MARKED};
use super::asking::{Asking, Side};
use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::section::section;
use crate::route::Route;
use crate::state::wording::{count, date, interval};

/// The flag and the mark of a card, beside its path.
pub fn marks(asking: Asking, card: CardId) -> View {
    let (flag, is_marked) = asking.study.with(|l| {
        let collection = l.collection();
        let mut tags = collection.annotations(card).tags.iter();
        let is_marked = tags.any(|tag| tag.as_str() == MARKED);
        (collection.card(card).flag, is_marked)
    });
    let mut marks = Vec::new();
    if flag != Flag::None {
        marks.push(
            element("span")
                .class("flag")
                .attribute("data-flag", flag.name())
                .text(format!("⚑ {}", flag.name()))
                .view(),
        );
    }
    if is_marked {
        marks.push(element("span").class("flag").text("★ marked").view());
    }
    row(marks)
}

/// What to do about a card that is forgotten again and again.
pub fn leech(asking: Asking, card: CardId) -> View {
    let state = asking.study.with(|l| l.collection().card(card));
    let lapses = match state.learning {
        Learning::Begun(progress) if state.is_leech() => progress.lapses,
        _ => return nothing(),
    };
    let button = |action, words: &'static str| {
        element("button")
            .class("button")
            .attribute("type", "button")
            .on("click", move |_| asking.act(action))
            .text(words)
            .view()
    };
    element("section")
        .class("notice")
        .attribute("aria-label", "A leech")
        .child(
            element("p")
                .text(format!(
                    "Forgotten {}: this card costs more than it gives. \
                     Put the answer in your own words, split the card where it is written, or put \
                     it aside.",
                    count(lapses as usize, "time", "times")
                ))
                .view(),
        )
        .child(
            element("div")
                .class("row")
                .child(button(Action::Write, "Rewrite"))
                .child(button(Action::Edit, "Split"))
                .child(button(Action::Suspend, "Put aside"))
                .view(),
        )
        .view()
}

/// The card's place in its roadmap, opened below it.
pub fn why(asking: Asking, card: CardId) -> View {
    let shelf = asking.study.shelf_now();
    let placed = shelf.place(card).filter(|_| asking.why.get());
    let Some(placed) = placed else {
        return nothing();
    };
    let (state, tags) = asking.study.now(|l| {
        let collection = l.collection();
        let tags = &collection.annotations(card).tags;
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        (collection.card(card), tags)
    });
    let place = format!(
        "Line {} of {}. Kind: {}.",
        placed.card.line.0,
        placed.roadmap.title,
        placed.card.kind.name().replace('-', " "),
    );
    let there = Reference::new();
    there.focus_when_there();
    let mut lines = vec![place, history(&state)];
    if !tags.is_empty() {
        lines.push(format!("Tags: {}.", tags.join(", ")));
    }
    let lines = lines.into_iter();
    let link = |to: Route, words: &'static str| {
        element("a")
            .attribute("href", to.to_string())
            .text(words)
            .view()
    };
    // The section is below an own answer already.
    let is_shown = placed.card.answer == Answer::Own;
    let source = placed.roadmap.section(placed.card.section);
    // Before the answer was given, the source stays folded: it may hold it.
    let open = Presence::when(asking.side.get_untracked() == Side::Answer && !is_shown);
    element("section")
        .class("why")
        .attribute("tabindex", "-1")
        .attribute("aria-labelledby", "why")
        .refer(there)
        .child(
            element("h2")
                .attribute("id", "why")
                .text("Why this card")
                .view(),
        )
        .children(lines.map(|line| element("p").attribute("dir", "auto").text(line).view()))
        .child(
            element("p")
                .class("row")
                .child(link(Route::Roadmap(placed.roadmap.id.clone()), "Roadmap"))
                .child(link(Route::Card(card), "History of this card"))
                .view(),
        )
        .children(source.map(|source| section(source, open, None)))
        .view()
}

/// How a card went so far.
fn history(state: &CardState) -> String {
    let asked = match state.learning {
        Learning::New => {
            "Never rated before; new cards come in the order of the roadmap.".to_owned()
        }
        Learning::Begun(progress) => {
            let ease = progress.memory.ease.hundredths();
            let how = match state.scheduler {
                Scheduler::Sm2 => format!("ease {}.{:02}", ease / 100, ease % 100),
                Scheduler::Fsrs6(retention) => format!("FSRS-6 at {}%", retention.percent()),
            };
            format!(
                "{}, forgotten {}; interval {}, {how}, due on {}.",
                count(progress.reviews as usize, "review", "reviews"),
                count(progress.lapses as usize, "time", "times"),
                interval(progress.memory.interval),
                date(progress.due),
            )
        }
    };
    match state.activity {
        Activity::Suspended => asked + " It is put aside.",
        Activity::Active | Activity::Buried(_) => asked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_card_says_so() {
        assert!(history(&CardState::UNTOUCHED).starts_with("Never rated"));
        let aside = CardState {
            activity: Activity::Suspended,
            ..CardState::UNTOUCHED
        };
        assert!(history(&aside).ends_with("It is put aside."));
    }
}
