//! The preview: what the documents make, before anything is added.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::card::{Answer, Card, SectionIndex};
use waymark_core::collection::Learning;
use waymark_store::reading::{Remark, Weight};

use super::importing::Importing;
use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::fold::{cards, fold, long_list};
use crate::components::prose::prose;
use crate::state::candidate::{Candidate, PassedOver, Standing, kinds};
use crate::state::comparison::{Change, Comparison};
use crate::state::wording::count;

/// How many documents, sections, cards or remarks are drawn at a time.
const STEP: usize = 50;

/// The documents and what to do with them.
pub fn preview(importing: Importing) -> View {
    let candidates = importing.candidates.get_untracked();
    let documents = candidates.len();
    let single = documents == 1;
    let candidates: Arc<[Arc<Candidate>]> = candidates.into_iter().map(Arc::new).collect();
    let heading = Reference::new();
    heading.focus_when_there();
    let title = match documents {
        0 => "No document was read".to_owned(),
        documents => format!("{} read", count(documents, "document", "documents")),
    };
    let list = long_list("import-documents", documents, STEP, move |place| {
        let candidate = candidates.get(place).map(Arc::clone);
        candidate.map_or_else(nothing, |candidate| {
            document(importing, place, &candidate, single)
        })
    });
    row(vec![
        element("h2")
            .attribute("tabindex", "-1")
            .refer(heading)
            .text(title)
            .view(),
        passed_over(importing.passed_over.get_untracked()),
        list,
        actions(importing),
    ])
}

fn passed_over(files: Vec<PassedOver>) -> View {
    if files.is_empty() {
        return nothing();
    }
    let heading = format!("{} passed over", count(files.len(), "file", "files"));
    let open = Presence::when(files.len() <= 3);
    let files: Arc<[PassedOver]> = files.into();
    fold(heading, None, open, move || {
        let files = Arc::clone(&files);
        long_list("import-list", files.len(), STEP, move |place| {
            files.get(place).map_or_else(nothing, |file| {
                element("li")
                    .attribute("dir", "auto")
                    .text(format!("{}: {}", file.path, file.why))
                    .view()
            })
        })
    })
}

fn actions(importing: Importing) -> View {
    let add = move || {
        let wanted = importing.wanted().len();
        if wanted == 0 {
            return element("p")
                .class("instruction")
                .text("There is nothing to add here.")
                .view();
        }
        let words = match wanted {
            1 => "Add to my roadmaps".to_owned(),
            wanted => format!("Add {wanted} roadmaps"),
        };
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .on("click", move |_| importing.add())
            .text(words)
            .view()
    };
    let cancel = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| importing.cancel())
        .text("Cancel");
    element("div")
        .class("import-actions")
        .live(add)
        .child(cancel.view())
        .view()
}

fn document(importing: Importing, place: usize, candidate: &Arc<Candidate>, single: bool) -> View {
    let roadmap = candidate.roadmap();
    let begun = importing
        .study
        .with(|learner| candidate.begun(learner.collection()));
    let begun = (begun > 0).then(|| {
        let words = format!(
            "{} of these cards {} a history already; it is kept.",
            begun,
            if begun == 1 { "has" } else { "have" }
        );
        element("p").text(words).view()
    });
    let choice = (!single && candidate.can_be_added()).then(|| choice(importing, place));
    element("li")
        .class("panel import-document")
        .child(
            element("h3")
                .attribute("dir", "auto")
                .text(roadmap.title.clone())
                .view(),
        )
        .child(
            element("p")
                .class("path")
                .attribute("dir", "auto")
                .text(format!("{} · {}", candidate.path(), kinds(roadmap)))
                .view(),
        )
        .child(standing(importing, &candidate.standing))
        .children(begun)
        .children(choice)
        .child(remarks(&candidate.reading.remarks))
        .child(sections(candidate, Presence::when(single)))
        .view()
}

fn choice(importing: Importing, place: usize) -> View {
    let field = move || {
        let is_wanted = importing
            .left_out
            .with(|left_out| !left_out.contains(&place));
        element("input")
            .attribute("type", "checkbox")
            .flag("checked", Presence::when(is_wanted))
            .on("change", move |_| {
                importing.left_out.update(|left_out| {
                    if !left_out.remove(&place) {
                        left_out.insert(place);
                    }
                });
            })
            .view()
    };
    element("label")
        .class("import-choice")
        .child(untrack(field))
        .child(element("span").text("Add this one").view())
        .view()
}

fn standing(importing: Importing, standing: &Standing) -> View {
    let words = |words: String| element("p").attribute("dir", "auto").text(words).view();
    match standing {
        Standing::New => nothing(),
        Standing::Unchanged => {
            words("You have exactly this document already. There is nothing to change.".to_owned())
        }
        Standing::Empty => words(
            "Nothing here makes a card, so there is nothing to add. Review questions, mastery \
             checklists, tables and bold definitions do."
                .to_owned(),
        ),
        Standing::Taken { by } => words(format!(
            "It has the same id as {by}. Give it an id of its own in its front matter to add both."
        )),
        Standing::Known { path, comparison } => row(vec![
            words(format!(
                "You have this roadmap already, from {path}. Adding this document replaces that \
                 one, and every card keeps its history."
            )),
            difference(importing, comparison),
        ]),
    }
}

/// What becomes of the cards, as one line for each kind of change.
fn difference(importing: Importing, comparison: &Comparison) -> View {
    let lists = comparison.lists();
    let figures = lists.map(|(name, changes)| format!("{} {name}", changes.len()));
    let with_history = importing.study.with(|learner| {
        let is_touched = |change: &&Change| {
            let state = learner.collection().card(change.card);
            state.learning != Learning::New
        };
        comparison.gone.iter().filter(is_touched).count()
    });
    let lost = (with_history > 0).then(|| {
        let words = format!(
            "{} with a history {} no longer in the document. The history stays, and counts again \
             when the question comes back.",
            cards(with_history),
            if with_history == 1 { "is" } else { "are" }
        );
        element("p").text(words).view()
    });
    let folds = lists.into_iter().filter(|(_, changes)| !changes.is_empty());
    let folds = folds.map(|(name, changes)| {
        let remark = cards(changes.len());
        let changes: Arc<[Change]> = changes.clone().into();
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
                .text(figures.join(" · "))
                .view(),
        )
        .children(lost)
        .children(folds)
        .view()
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn change(change: &Change) -> View {
    element("li")
        .attribute("dir", "auto")
        .text(change.front.clone())
        .child(line(change.line.0))
        .view()
}

fn line(number: u32) -> View {
    element("span")
        .class("import-line")
        .text(format!(" line {number}"))
        .view()
}

fn remarks(remarks: &[Remark]) -> View {
    if remarks.is_empty() {
        return nothing();
    }
    let warnings = remarks.iter().filter(|r| r.weight == Weight::Warning);
    let warnings = warnings.count();
    let remark = (warnings > 0).then(|| format!("{warnings} to look at"));
    let heading = format!(
        "Skipped or repaired: {}",
        count(remarks.len(), "remark", "remarks")
    );
    let remarks: Arc<[Remark]> = remarks.into();
    fold(heading, remark, Presence::Absent, move || {
        let remarks = Arc::clone(&remarks);
        long_list("import-list", remarks.len(), STEP, move |place| {
            remarks.get(place).map_or_else(nothing, |remark| {
                element("li")
                    .child(
                        element("span")
                            .class("import-line")
                            .text(format!("line {} ", remark.line))
                            .view(),
                    )
                    .text(format!("{}; {}", remark.what, remark.help))
                    .view()
            })
        })
    })
}

/// The cards by section; sections without cards are not told.
fn sections(candidate: &Arc<Candidate>, open: Presence) -> View {
    let mut places: Vec<(SectionIndex, Vec<usize>)> = Vec::new();
    for (place, card) in candidate.roadmap().cards.iter().enumerate() {
        match places.last_mut() {
            Some((section, cards)) if *section == card.section => cards.push(place),
            _ => places.push((card.section, vec![place])),
        }
    }
    if places.is_empty() {
        return nothing();
    }
    let heading = "Cards by section";
    let remark = count(places.len(), "section", "sections");
    let candidate = Arc::clone(candidate);
    let places: Arc<[(SectionIndex, Vec<usize>)]> = places.into();
    fold(heading, Some(remark), open, move || {
        let candidate = Arc::clone(&candidate);
        let places = Arc::clone(&places);
        let first = Presence::when(places.len() == 1);
        long_list("import-sections", places.len(), STEP, move |place| {
            places.get(place).map_or_else(nothing, |(index, cards)| {
                section(&candidate, *index, cards, first)
            })
        })
    })
}

fn section(
    candidate: &Arc<Candidate>,
    index: SectionIndex,
    places: &[usize],
    open: Presence,
) -> View {
    let roadmap = candidate.roadmap();
    let path = roadmap.path(index);
    let heading = match path.as_slice() {
        [] => roadmap.title.clone(),
        path => {
            let headings: Vec<&str> = path.iter().map(|s| s.heading.as_str()).collect();
            headings.join(" › ")
        }
    };
    let candidate = Arc::clone(candidate);
    let remark = cards(places.len());
    let places: Arc<[usize]> = places.into();
    let folded = fold(heading, Some(remark), open, move || {
        let candidate = Arc::clone(&candidate);
        let places = Arc::clone(&places);
        long_list("import-cards", places.len(), STEP, move |place| {
            let place = places.get(place).copied();
            let card = place.and_then(|place| candidate.roadmap().cards.get(place));
            card.map_or_else(nothing, |card| card_view(&candidate, card))
        })
    });
    element("li").child(folded).view()
}

fn card_view(candidate: &Arc<Candidate>, card: &Card) -> View {
    let place = format!("line {} · {}", card.line.0, card.kind.name());
    let answer = match &card.answer {
        Answer::Given(_) => {
            let candidate = Arc::clone(candidate);
            let id = card.id;
            fold("Answer", None, Presence::Absent, move || {
                let cards = candidate.roadmap().cards.iter();
                let mut answers = cards.filter(|card| card.id == id).map(|card| &card.answer);
                match answers.next() {
                    Some(Answer::Given(answer)) => {
                        element("div").class("prose").child(prose(answer)).view()
                    }
                    Some(Answer::Own) | None => nothing(),
                }
            })
        }
        Answer::Own => element("p")
            .class("path")
            .text("The answer is your own; the section stands beside it.")
            .view(),
    };
    element("li")
        .child(
            element("div")
                .class("prose")
                .child(prose(&card.front))
                .view(),
        )
        .child(element("p").class("path").text(place).view())
        .child(answer)
        .view()
}
