//! The preview: what the documents make, before anything is added.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::card::{Answer, Card, SectionIndex};

use super::difference::difference;
use super::edits::edits;
use super::importing::Importing;
use super::media::media_panel;
use super::package;
use super::skipped::{remarks, skipped};
use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::fold::{cards, fold, long_list};
use crate::components::prose::prose;
use crate::state::candidate::{Candidate, PassedOver, Standing, Version, kinds};
use crate::state::order;
use crate::state::wording::count;

/// How many documents, sections, cards or remarks are drawn at a time.
pub(super) const STEP: usize = 50;

/// The documents and what to do with them.
pub fn preview(importing: Importing) -> View {
    let documents = importing.candidates.with_untracked(Vec::len);
    let single = documents == 1;
    let heading = Reference::new();
    heading.focus_when_there();
    let packages = importing.packages.with_untracked(Vec::len);
    let title = match documents {
        _ if packages > 0 => format!("{} read", count(packages, "package", "packages")),
        0 if untrack(|| importing.plan()).pieces.is_empty() => "No document was read".to_owned(),
        0 => "Pictures and sounds".to_owned(),
        documents => format!("{} read", count(documents, "document", "documents")),
    };
    let list = long_list("import-documents", documents, STEP, move |place| {
        // It is drawn again when it was read again.
        let candidate = move || {
            let candidates = importing.candidates;
            candidates.with(|candidates| candidates.get(place).map(Arc::clone))
        };
        let candidate = Memo::new_with_compare(move |_| candidate(), is_another);
        // Whoever chooses among versions keeps the focus while the cards are made anew.
        let own = move || {
            candidate
                .get()
                .and_then(|candidate| candidate.edits.clone())
        };
        let own = Memo::new_with_compare(move |_| own(), is_another);
        element("li")
            .class("panel import-document")
            .live(move || {
                candidate
                    .get()
                    .map_or_else(nothing, |candidate| head(importing, place, &candidate))
            })
            .live(move || {
                let own = own.get();
                own.map_or_else(nothing, |own| edits(importing, place, &own))
            })
            .live(move || {
                candidate.get().map_or_else(nothing, |candidate| {
                    body(importing, place, &candidate, single)
                })
            })
            .view()
    });
    row(vec![
        element("h2")
            .attribute("tabindex", "-1")
            .refer(heading)
            .text(title)
            .view(),
        passed_over(importing.passed_over.get_untracked()),
        package::packages(importing),
        media_panel(importing),
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
        if wanted == 0 && importing.packages.with(|all| package::words(all)).is_some() {
            return element("button")
                .class("button primary")
                .attribute("type", "button")
                .on("click", move |_| importing.add())
                .text("Add the history")
                .view();
        }
        let media = importing.plan().pieces.len();
        if wanted == 0 && media > 0 {
            return element("button")
                .class("button primary")
                .attribute("type", "button")
                .on("click", move |_| importing.add())
                .text(format!(
                    "Add {}",
                    count(media, "picture or sound", "pictures and sounds")
                ))
                .view();
        }
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

/// Whether something is there now that was not there before.
fn is_another<T>(before: Option<&Option<Arc<T>>>, now: Option<&Option<Arc<T>>>) -> bool {
    match (
        before.and_then(Option::as_ref),
        now.and_then(Option::as_ref),
    ) {
        (Some(before), Some(now)) => !Arc::ptr_eq(before, now),
        (before, now) => before.is_some() || now.is_some(),
    }
}

/// What a document is.
fn head(importing: Importing, place: usize, candidate: &Arc<Candidate>) -> View {
    let roadmap = candidate.roadmap();
    let title = Reference::new();
    if importing.read_again.get_untracked() == Some(place) {
        importing.read_again.set(None);
        title.focus_when_there();
    }
    row(vec![
        element("h3")
            .attribute("dir", "auto")
            .attribute("tabindex", "-1")
            .refer(title)
            .text(roadmap.title.clone())
            .view(),
        element("p")
            .class("path")
            .attribute("dir", "auto")
            .text(format!("{} · {}", candidate.path(), kinds(roadmap)))
            .view(),
        version(importing, place, candidate),
    ])
}

/// What adding it does.
fn body(importing: Importing, place: usize, candidate: &Arc<Candidate>, single: bool) -> View {
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
    row(vec![
        standing(importing, candidate),
        row(begun.into_iter().chain(choice).collect()),
        remarks(&candidate.reading.remarks),
        skipped(&candidate.reading.skipped),
        element("div")
            .attribute(order::ROADMAP, candidate.roadmap().id.to_string())
            .child(sections(candidate, Presence::when(single)))
            .view(),
    ])
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

/// Where it may be a new version of a roadmap of another name, the learner says so.
fn version(importing: Importing, place: usize, candidate: &Candidate) -> View {
    let Some(earlier) = &candidate.earlier else {
        return nothing();
    };
    let title = &earlier.title;
    let (words, other, act) = match candidate.version {
        Version::Own => (
            format!(
                "It looks like a new version of “{title}”, from {}.",
                earlier.path
            ),
            Version::OfEarlier,
            format!("It is a new version of “{title}”"),
        ),
        Version::OfEarlier => (
            format!("It is to be a new version of “{title}”, under another title."),
            Version::Own,
            "Keep it apart, as a roadmap of its own".to_owned(),
        ),
    };
    let button = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| importing.read_as(place, other))
        .text(act);
    row(vec![
        element("p").attribute("dir", "auto").text(words).view(),
        element("div").class("row").child(button.view()).view(),
    ])
}

fn standing(importing: Importing, candidate: &Candidate) -> View {
    let words = |words: String| element("p").attribute("dir", "auto").text(words).view();
    match &candidate.standing {
        Standing::New => nothing(),
        Standing::Unchanged if candidate.edits.is_some() => {
            words("With your words kept, your document stays as it is.".to_owned())
        }
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
            words(path.as_ref().map_or_else(
                || "You had this roadmap before, and every card keeps its history.".to_owned(),
                |path| {
                    format!(
                        "You have this roadmap already, from {path}. Adding this document \
                         replaces that one, and every card keeps its history."
                    )
                },
            )),
            difference(importing.study, comparison, importing.confirmed),
        ]),
    }
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
