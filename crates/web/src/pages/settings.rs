//! Settings: limits, ratings, the start of a day, and the learner's data.

mod backups;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::journal::Fact;
use waymark_core::setting::{CardsPerDay, RatingScale, Setting, Settings};
use waymark_core::time::DayStart;
use web_sys::{Event, HtmlInputElement};

use crate::components::clock_notice::clock_answer;
use crate::components::element::{Presence, View, element, live, row};
use crate::components::installation::update_notice;
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::wording::count;

/// The page of settings.
pub fn settings_page() -> View {
    let study = expect_study();
    row(vec![
        update_notice(),
        live(move || study_settings(study.with(|learner| *learner.collection().settings()))),
        your_data(),
        clock_answer(),
    ])
}

/// Records what a field was set to; a value that means nothing leaves the setting as it is.
fn set(study: Study, event: &Event, read: fn(&str) -> Option<Setting>, current: &str) {
    match read(&event_target_value(event)) {
        Some(setting) => {
            study.record(Fact::Configured(setting));
        }
        None => {
            let field = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                field.set_value(current);
            }
        }
    }
}

fn study_settings(settings: Settings) -> View {
    let hours = (0..=12_u16).map(|hour| {
        let is_set = settings.day_start.minutes() == hour * 60;
        option(hour.to_string(), format!("{hour:02}:00"), is_set)
    });
    let is_six = settings.rating_scale == RatingScale::SixQualities;
    let scales = vec![
        option("4".to_owned(), "Four buttons".to_owned(), !is_six),
        option("6".to_owned(), "Six qualities of SM-2".to_owned(), is_six),
    ];
    element("section")
        .class("panel")
        .attribute("aria-labelledby", "study-settings")
        .child(
            element("h2")
                .attribute("id", "study-settings")
                .text("Study")
                .view(),
        )
        .child(number_field(
            "New cards a day",
            "new-per-day",
            settings.new_per_day,
            |text| cards(text).map(Setting::NewPerDay),
        ))
        .child(number_field(
            "Reviews a day at most",
            "reviews-per-day",
            settings.reviews_per_day,
            |text| cards(text).map(Setting::ReviewsPerDay),
        ))
        .child(choice_field(
            "A new day begins at",
            "day-start",
            hours.collect(),
            day_start,
        ))
        .child(choice_field("Ratings", "ratings", scales, rating_scale))
        .view()
}

fn option(value: String, words: String, is_set: bool) -> View {
    element("option")
        .attribute("value", value)
        .flag("selected", Presence::when(is_set))
        .text(words)
        .view()
}

fn number_field(
    label: &'static str,
    name: &'static str,
    value: CardsPerDay,
    read: fn(&str) -> Option<Setting>,
) -> View {
    let study = expect_study();
    let current = value.0.to_string();
    let input = element("input")
        .attribute("type", "number")
        .attribute("inputmode", "numeric")
        .attribute("min", "0")
        .attribute("max", "9999")
        .attribute("name", name)
        .property("value", current.clone())
        .on("change", move |event| set(study, &event, read, &current));
    field(label, input.view())
}

fn choice_field(
    label: &'static str,
    name: &'static str,
    options: Vec<View>,
    read: fn(&str) -> Option<Setting>,
) -> View {
    let study = expect_study();
    let select = element("select")
        .attribute("name", name)
        .on("change", move |event| set(study, &event, read, ""))
        .children(options);
    field(label, select.view())
}

fn field(label: &'static str, control: View) -> View {
    element("label")
        .class("field")
        .child(element("span").text(label).view())
        .child(control)
        .view()
}

fn cards(text: &str) -> Option<CardsPerDay> {
    text.parse().ok().map(CardsPerDay)
}

fn day_start(hour: &str) -> Option<Setting> {
    let minutes = hour.parse::<u16>().ok()?.checked_mul(60)?;
    DayStart::from_minutes(minutes).map(Setting::DayStart)
}

fn rating_scale(ratings: &str) -> Option<Setting> {
    match ratings {
        "4" => Some(Setting::RatingScale(RatingScale::FourButtons)),
        "6" => Some(Setting::RatingScale(RatingScale::SixQualities)),
        _ => None,
    }
}

fn your_data() -> View {
    let study = expect_study();
    let events = live(move || {
        let events = study.with(|learner| learner.journal().events().len());
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
        .child(health_link())
        .view()
}

/// The way to what storage is like.
fn health_link() -> View {
    element("a")
        .attribute("href", Route::Health.to_string())
        .text("Health of your data")
        .view()
}
