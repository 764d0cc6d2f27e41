//! The program, exact figures, and the diagnostic file.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_store::diagnosis::Diagnosis;

use super::{count, grouped, panel, words};
use crate::components::element::{Presence, View, element};
use crate::components::fold::fold;
use crate::platform::files;
use crate::state::health::Health;

/// The panel.
pub fn report(health: &Arc<Health>) -> View {
    let program = &health.diagnosis.program;
    let version = format!("This is Waymark {}.", program.version);
    let offline = if program.worker.is_some() {
        "It is stored in this browser and starts without a network."
    } else {
        "It is not stored in this browser yet: without a network it does not start."
    };
    let outcome = RwSignal::new(String::new());
    let to_save = Arc::clone(health);
    let save = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| outcome.set(saved(&to_save.diagnosis)))
        .text("Save a diagnostic file");
    let safe_mode = element("a")
        .class("button")
        .attribute("href", "#/recover")
        .text("Safe mode");
    let drawn = Arc::clone(health);
    let figures = fold("Exact figures", None, Presence::Absent, move || {
        let lines = figures(&drawn.diagnosis).into_iter();
        let lines = lines.flat_map(|(name, value)| {
            [
                element("dt").text(name).view(),
                element("dd").text(value).view(),
            ]
        });
        element("dl").class("facts").children(lines).view()
    });
    let status = element("p")
        .class("outcome")
        .attribute("role", "status")
        .live(move || element("span").text(outcome.get()).view());
    panel(
        "health-report",
        "For a report",
        vec![
            words(format!("{version} {offline}")),
            words(
                "A diagnostic file helps whoever looks into a problem. It holds numbers and \
                 versions, and nothing that you wrote or study.",
            ),
            element("div")
                .class("row")
                .child(save.view())
                .child(safe_mode.view())
                .view(),
            status.view(),
            figures,
        ],
    )
}

fn saved(diagnosis: &Diagnosis) -> String {
    let json = diagnosis.to_json().map_err(|error| error.to_string());
    let saved = json.and_then(|json| {
        files::download(
            "waymark-diagnosis.json",
            "application/json",
            json.as_bytes(),
        )
        .map_err(|error| format!("{error:?}"))
    });
    match saved {
        Ok(()) => String::new(),
        Err(cause) => format!("The file could not be saved: {cause}"),
    }
}

fn figures(diagnosis: &Diagnosis) -> Vec<(String, String)> {
    let storage = &diagnosis.storage;
    let journal = &diagnosis.journal;
    let number = |number: usize| grouped(number as u64);
    let of = |name: &str, value: String| (name.to_owned(), value);
    let mut rows = vec![
        of("Characters used", number(storage.characters)),
        of("Characters there is room for", number(storage.capacity)),
        of("Characters of your history", number(storage.journal)),
        of("Pieces of history", number(storage.segments)),
        of("Pieces archived", number(diagnosis.archive.segments)),
        of("Characters archived", number(diagnosis.archive.characters)),
        of("Archived pieces gone", number(diagnosis.archive.gone)),
        of("Events", number(journal.events)),
        of("Reviews", number(journal.reviews)),
        of("Written by", count(journal.replicas, "tab", "tabs")),
    ];
    for database in &diagnosis.databases {
        match &database.stores {
            Ok(stores) => {
                for (store, entries) in stores {
                    rows.push((
                        format!("{}, {store}", database.name),
                        number(*entries as usize),
                    ));
                }
            }
            Err(cause) => rows.push((database.name.clone(), cause.clone())),
        }
    }
    rows.push(of(
        "Bytes of pictures and sounds",
        grouped(diagnosis.media.1),
    ));
    if let Some((usage, quota)) = diagnosis.estimate {
        rows.push(of("Bytes in this browser", grouped(usage)));
        rows.push(of("Bytes it allows", grouped(quota)));
    }
    let program = &diagnosis.program;
    rows.push(of("Build", program.build.clone()));
    let worker = program.worker.clone();
    rows.push(of("Worker", worker.unwrap_or_else(|| "none".to_owned())));
    rows.push(of("Browser", program.agent.clone()));
    rows
}
