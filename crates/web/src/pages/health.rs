//! Health: how storage is, in calm words, with exact figures behind a line.

mod archive;
mod pieces;
mod report;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use waymark_core::time::{DayStart, Instant, Moment};
use waymark_store::diagnosis::{self, Diagnosis, Persistence, Room, Second};

use self::archive::Archiving;
use crate::components::element::{View, element, live, nothing};
use crate::components::icon::drawing;
use crate::components::saving::backup_button;
use crate::platform::{clock, persistence};
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::health::{self, Health};
use crate::state::room::{self, EARLY, share};
use crate::state::wording::{count, date, grouped, size};

/// What the page shows, once it is known.
type Seen = RwSignal<Option<Arc<Health>>>;

/// The page, below its heading.
pub fn health_page() -> View {
    let study = expect_study();
    let seen: Seen = RwSignal::new(None);
    let archiving = Archiving::new();
    look(study, seen);
    live(move || match seen.get() {
        None => element("p")
            .attribute("role", "status")
            .text("Looking…")
            .view(),
        Some(health) => page(study, seen, &health, archiving),
    })
}

fn look(study: Study, seen: Seen) {
    study.catch_up();
    spawn_local(async move {
        let health = health::examine(study).await;
        // The page may have gone meanwhile.
        seen.try_set(Some(Arc::new(health)));
    });
}

fn page(study: Study, seen: Seen, health: &Arc<Health>, archiving: Archiving) -> View {
    let diagnosis = &health.diagnosis;
    let again = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| look(study, seen))
        .text("Look again");
    element("div")
        .class("import")
        .child(verdict(health))
        .child(room(&diagnosis.storage))
        .children(archive::archive(study, seen, health, archiving))
        .child(pieces::pieces(health))
        .child(history(diagnosis))
        .child(media(diagnosis.media))
        .child(second(&diagnosis.second, diagnosis.archive))
        .child(keeping(study, seen, diagnosis.persistence))
        .child(report::report(health))
        .child(element("div").class("row").child(again.view()).view())
        .view()
}

/// What needs the learner, in one place, or that nothing does.
fn verdict(health: &Health) -> View {
    let diagnosis = &health.diagnosis;
    let mut concerns = Vec::new();
    if room::percent(diagnosis.storage.characters) >= EARLY {
        concerns.push("The room for your history is getting full.");
    }
    if !health.archive.gone.is_empty() {
        concerns.push("A part of what was archived is gone from this browser.");
    }
    if health::lost(health) > health.archive.gone.len() {
        concerns.push("A part of your history cannot be read.");
    }
    if matches!(diagnosis.second, Second::Missing(_)) {
        concerns.push("Your history is kept once only, not twice.");
    }
    let (class, words) = match concerns.as_slice() {
        [] => (
            "panel",
            vec!["Everything is in order: all of your history is here and can be read."],
        ),
        _ => ("notice notice-serious", concerns),
    };
    let words = words.into_iter();
    let words = words.map(|words| element("p").text(words).view());
    element("section")
        .class(class)
        .attribute("aria-label", "In short")
        .child(
            element("div")
                .attribute("role", "status")
                .children(words)
                .view(),
        )
        .view()
}

fn panel(id: &'static str, title: &'static str, children: Vec<View>) -> View {
    element("section")
        .class("panel")
        .attribute("aria-labelledby", id)
        .child(element("h2").attribute("id", id).text(title).view())
        .children(children)
        .view()
}

fn words(words: impl Into<std::borrow::Cow<'static, str>>) -> View {
    element("p").text(words).view()
}

fn room(storage: &Room) -> View {
    let percent = room::percent(storage.characters);
    let bar = |end: usize| format!("M0 0H{end}V40H0Z");
    let used = percent.clamp(1, 100) * 10;
    let drawing = drawing(
        "tally-bar",
        "0 0 1000 40",
        vec![("tally-new", bar(1_000)), ("tally-strong", bar(used))],
    );
    let used = match percent {
        0 => "Less than 1% of the room for your history is used.".to_owned(),
        percent => format!(
            "{percent}% of the room for your history is used. {} of the room is your history, and \
             the rest is what else lies under this address.",
            share(storage.journal)
        ),
    };
    let mut children = vec![drawing, words(used)];
    if percent >= EARLY {
        children.push(words(
            "What is here stays, but when the room is full, nothing more can be saved. First save \
             a backup. Then close all other tabs of Waymark and load this page again: it packs what \
             they wrote, which often makes much room. Old reviews can be archived, below. Other pages \
             under this address share the room; the browser's settings can remove what they keep.",
        ));
        children.push(element("div").class("row").child(backup_button()).view());
    }
    panel("health-room", "Room", children)
}

fn history(diagnosis: &Diagnosis) -> View {
    let figures = &diagnosis.journal;
    let mut children = vec![words(match figures.first {
        None => "There is no history yet.".to_owned(),
        Some(first) => format!(
            "{} since {}, and {} in all.",
            count(figures.reviews, "review", "reviews"),
            day(first),
            count(figures.events, "event", "events")
        ),
    })];
    if figures.conflicts > 0 {
        let events = count(figures.conflicts, "event", "events");
        children.push(words(format!(
            "{events} came under the id of another one; both are kept."
        )));
    }
    let (documents, put_away) = diagnosis.documents;
    if documents > 0 {
        let roadmaps = count(documents, "roadmap", "roadmaps");
        children.push(words(format!("{roadmaps} of your own.")));
    }
    if put_away > 0 {
        let roadmaps = count(put_away, "roadmap", "roadmaps");
        children.push(words(format!("{roadmaps} put away.")));
    }
    let backup = diagnosis.last_backup.map_or_else(
        || "No backup was saved from here yet. ".to_owned(),
        |made| format!("The last backup was saved on {}. ", day(made)),
    );
    let settings = element("a")
        .attribute("href", Route::Settings.to_string())
        .text("Backups are under Settings.");
    children.push(element("p").text(backup).child(settings.view()).view());
    panel("health-history", "Your history", children)
}

fn media((files, bytes): (usize, u64)) -> View {
    let kept = match files {
        0 => "There are none yet.".to_owned(),
        files => format!(
            "{} with {} in all.",
            count(files, "picture or sound", "pictures and sounds"),
            size(bytes)
        ),
    };
    let children = vec![
        words(kept),
        words(
            "They are kept in this browser's database (IndexedDB), as the documents that you added \
             are. A backup holds the documents and not the pictures and sounds: keep the folder that \
             they came from, or an Anki package, which takes them along.",
        ),
    ];
    panel("health-media", "Pictures and sounds", children)
}

fn second(second: &Second, archive: diagnosis::Archive) -> View {
    let children = match second {
        Second::Even if archive.segments > 0 => vec![words(
            "Except for what is archived, your history is kept twice in this browser, and both copies \
             hold the same. If one is damaged, the other brings it back.",
        )],
        Second::Even => vec![words(
            "Your history is kept twice in this browser, and both copies hold the same. If one is \
             damaged, the other brings it back.",
        )],
        Second::Behind(pieces) => vec![words(format!(
            "Your history is kept twice in this browser. {} not the same in both copies yet. That \
             puts itself right, at the latest when you open Waymark next time.",
            count(*pieces, "piece is", "pieces are")
        ))],
        Second::Missing(cause) => vec![
            words(
                "There is no second copy: this browser does not open its database for Waymark, as \
                 some do in private windows. Everything works, but if the whole browser is ended by \
                 force, the last minutes may be lost, and roadmaps of your own cannot be kept. Save \
                 a backup more often.",
            ),
            element("p").class("detail").text(cause.clone()).view(),
        ],
    };
    panel("health-second", "The second copy", children)
}

fn keeping(study: Study, seen: Seen, persistence: Persistence) -> View {
    let asked = RwSignal::new(false);
    let children = match persistence {
        Persistence::Kept => vec![words(
            "This browser has promised to keep what Waymark stores. Only you can clear it.",
        )],
        Persistence::MayBeCleared => vec![
            words(
                "This browser may clear what Waymark stores when room is short, or after weeks \
                 without a visit. You can ask it to keep everything.",
            ),
            element("div")
                .class("row")
                .child(
                    element("button")
                        .class("button")
                        .attribute("type", "button")
                        .on("click", move |_| ask_to_keep(study, seen, asked))
                        .text("Ask the browser to keep it")
                        .view(),
                )
                .view(),
            element("div")
                .attribute("role", "status")
                .live(move || {
                    if asked.get() {
                        words(
                            "The browser did not promise it. Browsers do for pages that are used \
                             often or installed as an app. Until then, save a backup now and then.",
                        )
                    } else {
                        nothing()
                    }
                })
                .view(),
        ],
        Persistence::Unknown => vec![words(
            "This browser does not say how long it keeps what Waymark stores. Save a backup now \
             and then.",
        )],
    };
    panel("health-keeping", "Kept by the browser", children)
}

fn ask_to_keep(study: Study, seen: Seen, asked: RwSignal<bool>) {
    spawn_local(async move {
        persistence::ask_to_keep().await;
        let is_kept = health::persistence().await == Persistence::Kept;
        // The page may have gone meanwhile.
        if asked.is_disposed() {
            return;
        }
        if is_kept {
            look(study, seen);
        } else {
            asked.set(true);
        }
    });
}

/// The day of an instant, as the clock stands here now.
fn day(unix_ms: i64) -> String {
    let moment = Moment {
        instant: Instant::from_unix_ms(unix_ms),
        offset: clock::now().offset,
    };
    date(moment.study_day(DayStart::FOUR))
}
