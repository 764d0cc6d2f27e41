//! Settings: what a day brings, the scheduler, and the learner's data.

mod appearance;
mod backups;
mod erasing;
mod fields;
mod scheduling;
mod studying;

use crate::components::clock_notice::clock_answer;
use crate::components::element::{View, element, live, row};
use crate::components::installation::update_notice;
use crate::route::Route;
use crate::state::context::expect_study;
use crate::state::wording::count;

/// The page of settings.
pub fn settings_page() -> View {
    row(vec![
        update_notice(),
        studying::studying(),
        scheduling::scheduling(),
        appearance::appearance(),
        your_data(),
        clock_answer(),
    ])
}

fn your_data() -> View {
    let study = expect_study();
    let events = live(move || {
        let events = study.with(|learner| learner.events());
        let words = format!(
            "Everything stays in this browser: {} so far. A backup is one file with all of it, the \
             roadmaps that you added as well. Restoring adds what is missing here and removes \
             nothing.",
            count(events, "event", "events")
        );
        element("p").text(words).view()
    });
    element("section")
        .class("panel")
        .attribute("aria-labelledby", "your-data")
        .child(
            element("h2")
                .attribute("id", "your-data")
                .text("Your data")
                .view(),
        )
        .child(events)
        .child(backups::backups())
        .child(export_link())
        .child(health_link())
        .child(erasing::erasing())
        .view()
}

/// The way to files for other programs.
fn export_link() -> View {
    element("p")
        .child(
            element("a")
                .attribute("href", Route::Export.to_string())
                .text("Export to Anki, or as a table or Markdown")
                .view(),
        )
        .view()
}

/// The way to what storage is like.
fn health_link() -> View {
    element("a")
        .attribute("href", Route::Health.to_string())
        .text("Health of your data")
        .view()
}
