//! One card: what it asks, where it stands, what can be done with it, and its history.

mod history;
mod own_answer;

use leptos::prelude::*;
use waymark_core::collection::{CardState, Learning};
use waymark_core::id::CardId;
use waymark_core::rating::Rating;
use waymark_core::scheduler::Scheduler;

use self::history::history;
use self::own_answer::own_answer;
use super::browse::acting::{Status, acting, status_line};
use super::browse::results::{due_words, flag_mark, front};
use crate::components::card_back::card_back;
use crate::components::element::{View, element, live, nothing, row};
use crate::components::prose::prose;
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::order;
use crate::state::shelf::{Shelf, Shelved};
use crate::state::wording::{count, date, interval, one_decimal};

/// The page of a card.
pub fn card_page(id: CardId) -> View {
    let study = expect_study();
    // A reworded question has the history of its old one.
    let id = study.now(|learner| learner.collection().holder(id));
    let shelf = study.shelf_now();
    let status = RwSignal::new(None::<Status>);
    let about = match shelf.place(id) {
        Some(shelved) => about(study, shelved, &shelf),
        None => gone(study, id),
    };
    element("div")
        .class("card-page")
        .optional(
            order::ROADMAP,
            shelf
                .place(id)
                .map(|shelved| shelved.roadmap.id.to_string()),
        )
        .child(about)
        .child(panel(
            "Where it stands",
            vec![
                live(move || facts(study, id)),
                acting(study, move || vec![id], status),
                status_line(study, status),
            ],
        ))
        .child(panel("History", vec![live(move || history(study, id))]))
        .view()
}

fn panel(heading: &'static str, children: Vec<View>) -> View {
    element("section")
        .class("panel")
        .child(element("h2").text(heading).view())
        .children(children)
        .view()
}

/// What the card asks and answers, and where it comes from.
fn about(study: Study, shelved: Shelved<'_>, shelf: &Shelf) -> View {
    let card = shelved.card;
    row(vec![
        element("section")
            .class("panel")
            .attribute("aria-label", "Question and answer")
            .child(
                element("div")
                    .class("prose card-front")
                    .attribute("data-kind", card.kind.name())
                    .child(prose(&card.front))
                    .view(),
            )
            .child(card_back(
                card,
                "The roadmap gives no answer: yours is below.",
            ))
            .child(source(shelved))
            .child(
                element("a")
                    .class("button")
                    .attribute("href", format!("{}/back", Route::Edit(card.id)))
                    .text("Edit this card")
                    .view(),
            )
            .view(),
        panel("Your own answer", vec![own_answer(study, card.id)]),
        siblings(shelved, shelf),
    ])
}

/// Where the card comes from: its roadmap, its sections, its line.
fn source(shelved: Shelved<'_>) -> View {
    let roadmap = shelved.roadmap;
    let path = roadmap.path(shelved.card.section);
    let headings: Vec<&str> = path.iter().map(|section| &*section.heading).collect();
    let place = format!(
        "Line {} of {}",
        shelved.card.line.0,
        shelved.document().path
    );
    let link = element("a")
        .attribute("href", Route::Roadmap(roadmap.id.clone()).to_string())
        .attribute("dir", "auto")
        .text(roadmap.title.clone());
    element("p")
        .class("browse-place card-source")
        .child(link.view())
        .children((!headings.is_empty()).then(|| {
            element("span")
                .attribute("dir", "auto")
                .text(format!(" › {}", headings.join(" › ")))
                .view()
        }))
        .child(element("br").view())
        .child(element("span").text(place).view())
        .view()
}

/// The other cards of its note.
fn siblings(shelved: Shelved<'_>, shelf: &Shelf) -> View {
    let card = shelved.card;
    let cards = shelved.roadmap.cards.iter();
    let others = cards.filter(|other| other.note == card.note && other.id != card.id);
    let items: Vec<View> = others
        .filter_map(|other| {
            let link = element("a")
                .attribute("href", Route::Card(other.id).to_string())
                .attribute("dir", "auto")
                .text(front(shelf.place(other.id)?));
            Some(element("li").child(link.view()).view())
        })
        .collect();
    if items.is_empty() {
        return nothing();
    }
    panel(
        "Made from the same",
        vec![element("ul").class("card-siblings").children(items).view()],
    )
}

/// What there is to say where no roadmap has the card.
fn gone(study: Study, id: CardId) -> View {
    let is_known = study.now(|learner| learner.collection().is_touched(id));
    let words = if is_known {
        "No roadmap here has this card any more. Its history is kept: if a roadmap with it is \
         added again, it goes on from here."
    } else {
        "No roadmap here has this card, and nothing was recorded of it."
    };
    element("div")
        .class("notice")
        .child(element("h2").text("A card without a roadmap").view())
        .child(element("p").text(words).view())
        .child(element("p").class("detail").text(id.to_string()).view())
        .view()
}

/// Where the card stands in numbers, and what comes next.
fn facts(study: Study, id: CardId) -> View {
    let today = study.today();
    study.with(|learner| {
        let collection = learner.collection();
        let (state, written) = (collection.card(id), collection.annotations(id));
        let mut facts = vec![("Next", capital(&due_words(&state, today)))];
        if let Learning::Begun(progress) = state.learning {
            facts.push(("Due", date(progress.due)));
            facts.push(("Interval", interval(progress.memory.interval)));
            match (state.scheduler, progress.recollection) {
                (Scheduler::Fsrs6(retention), Some(known)) => {
                    let memory = known.memory;
                    let days = one_decimal(memory.stability_millionths());
                    facts.push(("Scheduler", format!("FSRS-6 at {retention}")));
                    facts.push(("Stability", format!("{days} days")));
                    let difficulty = one_decimal(memory.difficulty_millionths().into());
                    facts.push(("Difficulty", format!("{difficulty} of 10")));
                }
                _ => facts.push(("Ease factor", progress.memory.ease.to_string())),
            }
            facts.push(("Reviews", progress.reviews.to_string()));
            facts.push(("Lapses", progress.lapses.to_string()));
            facts.push(("First studied", date(progress.begun)));
        }
        if !written.tags.is_empty() {
            let tags: Vec<&str> = written.tags.iter().map(|tag| tag.as_str()).collect();
            facts.push(("Tags", tags.join(" ")));
        }
        let facts = facts.into_iter().flat_map(|(name, value)| {
            [
                element("dt").text(name).view(),
                element("dd").text(value).view(),
            ]
        });
        let next = state.turn(id, today, collection.settings()).answers();
        let next = [
            ("Again", Rating::Again),
            ("Hard", Rating::Hard),
            ("Good", Rating::Good),
            ("Easy", Rating::Easy),
        ]
        .map(|(name, rating)| format!("{name}: {}", interval(next.after(rating).interval)));
        row(vec![
            row(flag_mark(state.flag).into_iter().collect()),
            element("dl").class("facts").children(facts).view(),
            element("p")
                .class("browse-place")
                .text(format!("The next answer would give: {}.", next.join(", ")))
                .view(),
            leech(&state),
        ])
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    [first.as_deref().unwrap_or_default(), letters.as_str()].concat()
}

/// What to do with a card that was forgotten too often.
fn leech(state: &CardState) -> View {
    let lapses = match state.learning {
        Learning::Begun(progress) if state.is_leech() => progress.lapses,
        _ => return nothing(),
    };
    let times = count(lapses as usize, "time", "times");
    element("div")
        .class("notice")
        .child(element("h3").text("A leech").view())
        .child(
            element("p")
                .text(format!(
                    "Forgotten {times}. Such a card costs more than it gives. Write an answer in \
                     your own words above, edit the card to ask in other words or in smaller \
                     pieces, or suspend it until you need it."
                ))
                .view(),
        )
        .view()
}
