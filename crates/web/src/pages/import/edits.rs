//! Where the learner has edited a roadmap of which a new version comes: three versions side by
//! side, and whose words are to stand.

use std::sync::Arc;

use waymark_core::revision::{Choice, Part, Place, parts};

use super::importing::Importing;
use super::preview::STEP;
use crate::components::element::{Presence, View, element, nothing, row};
use crate::components::fold::{fold, long_list};
use crate::state::candidate::OwnEdits;
use crate::state::wording::count;

/// Every place with its three versions; those that the source has changed too come first.
pub fn edits(importing: Importing, place: usize, edits: &Arc<OwnEdits>) -> View {
    let all: Vec<Place> = edits.versions.places().cloned().collect();
    let numbered = || all.iter().cloned().enumerate();
    let both: Vec<(usize, Place)> = numbered().filter(|(_, p)| p.is_contested()).collect();
    let own: Vec<(usize, Place)> = numbered().filter(|(_, p)| !p.is_contested()).collect();
    let words = format!(
        "You have edited this roadmap in {}. Your words stay unless you say otherwise.",
        count(all.len(), "place", "places")
    );
    let list = move |places: Vec<(usize, Place)>| {
        let places: Arc<[(usize, Place)]> = places.into();
        long_list("edit-places", places.len(), STEP, move |index| {
            places.get(index).map_or_else(nothing, |(edit, what)| {
                edited(importing, place, *edit, what)
            })
        })
    };
    let remark = count(own.len(), "place", "places");
    let is_only = Presence::when(both.is_empty());
    let rest = (!own.is_empty()).then(|| {
        fold("Edited by you alone", Some(remark), is_only, move || {
            list(own.clone())
        })
    });
    element("div")
        .class("edit-versions")
        .child(element("p").text(words).view())
        .child(if both.is_empty() {
            nothing()
        } else {
            list(both)
        })
        .child(row(rest.into_iter().collect()))
        .view()
}

fn edited(importing: Importing, place: usize, edit: usize, what: &Place) -> View {
    let heading = match what.fronts.as_slice() {
        [] => "Text without a card".to_owned(),
        [front] => front.clone(),
        [front, rest @ ..] => {
            let others = count(rest.len(), "other card", "other cards");
            format!("{front} (and {others})")
        }
    };
    let remark = if !what.is_contested() {
        "The source is as it was."
    } else if what.source.is_empty() {
        "The source does not have it any more."
    } else {
        "The source has changed here too."
    };
    let versions = [
        ("It was", &what.base, &what.own),
        ("You made of it", &what.own, &what.base),
        ("The source says now", &what.source, &what.base),
    ];
    let versions = versions.map(|(name, text, other)| version(name, text, other));
    let choices = [
        (Choice::Own, "Keep mine"),
        (Choice::Source, "Take the source’s"),
        (Choice::Both, "Keep both"),
    ];
    let is_one = what.own.is_empty() || what.source.is_empty();
    let choices = choices
        .into_iter()
        .filter(|(choice, _)| *choice != Choice::Both || !is_one);
    let choices = choices.map(|(choice, words)| radio(importing, (place, edit), choice, words));
    element("li")
        .child(
            element("fieldset")
                .class("edit-place")
                .child(
                    element("legend")
                        .attribute("dir", "auto")
                        .text(heading)
                        .view(),
                )
                .child(element("p").class("path").text(remark).view())
                .child(element("div").class("edit-three").children(versions).view())
                .child(
                    element("div")
                        .class("edit-choices")
                        .children(choices)
                        .view(),
                )
                .view(),
        )
        .view()
}

/// One version, with what the other does not say marked.
fn version(name: &'static str, text: &str, other: &str) -> View {
    let words = if text.is_empty() {
        vec![element("em").text("nothing").view()]
    } else {
        let parts = parts(text, other).into_iter();
        let parts = parts.map(|(part, words)| match part {
            Part::Same => element("span").text(words.to_owned()).view(),
            Part::Other => element("mark").text(words.to_owned()).view(),
        });
        parts.collect()
    };
    element("div")
        .child(element("p").class("edit-version").text(name).view())
        .child(
            element("div")
                .class("edit-text")
                .attribute("dir", "auto")
                .children(words)
                .view(),
        )
        .view()
}

fn radio(
    importing: Importing,
    (place, edit): (usize, usize),
    choice: Choice,
    words: &'static str,
) -> View {
    let chosen = importing.chosen(place);
    let is_chosen = chosen.get(edit).copied().unwrap_or_default() == choice;
    let field = element("input")
        .attribute("type", "radio")
        .attribute("name", format!("edit-{place}-{edit}"))
        .flag("checked", Presence::when(is_chosen))
        .on("change", move |_| importing.choose(place, edit, choice));
    element("label")
        .class("import-choice")
        .child(field.view())
        .child(element("span").text(words).view())
        .view()
}
