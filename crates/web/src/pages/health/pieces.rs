//! Pieces of history that cannot be read where they are: named, kept, and saved as they are.

use leptos::prelude::*;
use waymark_store::diagnosis::{Elsewhere, Keeper};

use super::{panel, words};
use crate::components::element::{View, element, row};
use crate::components::fold::long_list;
use crate::platform::files;
use crate::route::Route;
use crate::state::health::{Health, lost};
use crate::state::learner::Damaged;
use crate::state::wording::count;

/// How many are listed at a time.
const SHOWN: usize = 20;

/// The panel.
pub fn pieces(health: &Health) -> View {
    let mut children = Vec::new();
    let gone = &health.archive.gone;
    let lost = lost(health).saturating_sub(gone.len());
    let whole = health.damaged.iter();
    let whole = whole.filter(|piece| piece.elsewhere == Elsewhere::Whole);
    let whole = whole.count();
    if !gone.is_empty() {
        let events: usize = gone.iter().map(|(_, missing)| missing).sum();
        let settings = element("a")
            .attribute("href", Route::Settings.to_string())
            .text("Restore a backup under Settings.");
        let words = format!(
            "{} gone: this browser's database does not give what was archived there. {} of your \
             history are missing. What is in a backup comes back from it, and nothing else changes. ",
            count(gone.len(), "archived piece is", "archived pieces are"),
            count(events, "event", "events")
        );
        children.push(element("p").text(words).child(settings.view()).view());
    }
    if lost > 0 {
        children.push(words(format!(
            "{} of your history cannot be read by this version of Waymark. Nothing was deleted: it \
             stays where it is, a backup carries it, and it is tried again at every start. A later \
             version may read it.",
            count(lost, "piece", "pieces")
        )));
    }
    if whole > 0 {
        children.push(words(format!(
            "{} damaged in one copy and whole in the other. Nothing of it is lost.",
            count(whole, "piece is", "pieces are")
        )));
    }
    if health.damaged.is_empty() && gone.is_empty() {
        children.push(words("Every piece of your history can be read."));
    } else {
        let damaged = health.damaged.clone();
        children.push(long_list("pieces", damaged.len(), SHOWN, move |place| {
            damaged.get(place).map_or_else(|| row(Vec::new()), piece)
        }));
    }
    panel("health-pieces", "Pieces that cannot be read", children)
}

fn piece(piece: &Damaged) -> View {
    if piece.segment.text.is_empty() {
        let key = element("p").class("detail").text(piece.segment.key.clone());
        let gone = words(format!(
            "In {}: {}.",
            place(piece.keeper),
            piece.segment.cause
        ));
        return element("li").child(key.view()).child(gone).view();
    }
    let store = place(piece.keeper);
    let elsewhere = match piece.elsewhere {
        Elsewhere::Whole => " The other copy has it whole.",
        Elsewhere::Nowhere => "",
    };
    let detail = format!(
        "{} in {store}: {}.{elsewhere}",
        count(piece.segment.text.len(), "character", "characters"),
        piece.segment.cause
    );
    let failure = RwSignal::new(None::<String>);
    let (key, text) = (piece.segment.key.clone(), piece.segment.text.clone());
    let save = move |_| {
        let name = format!("{}.txt", key.replace('/', "-"));
        let saved = files::download(&name, "text/plain", text.as_bytes());
        failure.set(saved.err().map(|error| format!("Not saved: {error:?}")));
    };
    let button = element("button")
        .class("button")
        .attribute("type", "button")
        .attribute(
            "aria-label",
            format!("Save this piece, {}", piece.segment.key),
        )
        .on("click", save)
        .text("Save this piece");
    let failed = element("p")
        .attribute("role", "status")
        .live(move || row(failure.get().map(words).into_iter().collect()));
    element("li")
        .child(
            element("p")
                .class("detail")
                .text(piece.segment.key.clone())
                .view(),
        )
        .child(words(detail))
        .child(element("div").class("row").child(button.view()).view())
        .child(failed.view())
        .view()
}

const fn place(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::First => "the first copy",
        Keeper::Second => "the second copy",
        Keeper::Archive => "the archive",
    }
}
