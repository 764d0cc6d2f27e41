//! Settings: limits, ratings, the start of a day, and the learner's data.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::journal::Fact;
use waymark_core::setting::{CardsPerDay, RatingScale, Setting};
use waymark_core::time::DayStart;
use waymark_store::backup::Backup;

use crate::components::storage_notice::BackupButton;
use crate::platform::files;
use crate::state::context::expect_study;
use crate::state::wording::count;

/// The page of settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <h1>"Settings"</h1>
        <StudySettings/>
        <YourData/>
    }
}

#[component]
fn StudySettings() -> impl IntoView {
    let study = expect_study();
    let settings = move || study.with(|learner| *learner.collection().settings());
    let set = move |setting: Option<Setting>| {
        if let Some(setting) = setting {
            study.record(Fact::Configured(setting));
        }
    };
    let cards = |text: String| text.parse().ok().map(CardsPerDay);
    let six = move || settings().rating_scale == RatingScale::SixQualities;
    let hours = (0..=12_u16)
        .map(|hour| {
            let selected = move || settings().day_start.minutes() == hour * 60;
            view! { <option value=hour.to_string() selected=selected>{format!("{hour:02}:00")}</option> }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="study-settings">
            <h2 id="study-settings">"Study"</h2>
            <label class="field">
                <span>"New cards a day"</span>
                <input
                    type="number" inputmode="numeric" min="0" max="9999" name="new-per-day"
                    prop:value=move || settings().new_per_day.0.to_string()
                    on:change=move |e| set(cards(event_target_value(&e)).map(Setting::NewPerDay))
                />
            </label>
            <label class="field">
                <span>"Reviews a day at most"</span>
                <input
                    type="number" inputmode="numeric" min="0" max="9999" name="reviews-per-day"
                    prop:value=move || settings().reviews_per_day.0.to_string()
                    on:change=move |e| set(cards(event_target_value(&e)).map(Setting::ReviewsPerDay))
                />
            </label>
            <label class="field">
                <span>"A new day begins at"</span>
                <select
                    name="day-start"
                    on:change=move |e| set(day_start(&event_target_value(&e)))
                >{hours}</select>
            </label>
            <label class="field">
                <span>"Ratings"</span>
                <select
                    name="ratings"
                    on:change=move |e| set(rating_scale(&event_target_value(&e)))
                >
                    <option value="4" selected=move || !six()>"Four buttons"</option>
                    <option value="6" selected=six>"Six qualities of SM-2"</option>
                </select>
            </label>
        </section>
    }
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

#[component]
fn YourData() -> impl IntoView {
    let study = expect_study();
    let events = move || study.with(|learner| learner.journal().events().len());
    let unreadable = move || {
        study.with(|learner| {
            let pieces = learner.unreadable().iter();
            pieces
                .map(|piece| {
                    view! {
                        <li><code>{piece.key.clone()}</code>": "{piece.cause.to_string()}</li>
                    }
                })
                .collect_view()
        })
    };
    let conflicts = move || study.with(|learner| learner.journal().conflicts().len());
    view! {
        <section class="panel" aria-labelledby="your-data">
            <h2 id="your-data">"Your data"</h2>
            <p>
                "Everything stays in this browser: " {move || count(events(), "event", "events")}
                " so far. A backup is one file with all of it. Restoring adds what is missing here \
                 and removes nothing."
            </p>
            <div class="row"><BackupButton/><RestoreButton/></div>
            <Show when=move || { conflicts() > 0 }>
                <p>
                    {move || count(conflicts(), "event", "events")}
                    " came under the id of another one, and both were kept."
                </p>
            </Show>
            <ul class="unreadable">{unreadable}</ul>
        </section>
    }
}

/// What came of restoring a backup.
#[derive(Clone, Debug)]
enum RestoreOutcome {
    Restored(String),
    Failed(String),
}

#[component]
fn RestoreButton() -> impl IntoView {
    let study = expect_study();
    let outcome = RwSignal::new(None::<RestoreOutcome>);
    let restore = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some((input, file)) = input.and_then(|input| {
            let file = input.files()?.get(0)?;
            Some((input, file))
        }) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let result = match files::read(&file).await {
                Ok(text) => Backup::from_json(&text).map_err(|error| error.to_string()),
                Err(error) => Err(format!("the file cannot be read: {error:?}")),
            };
            // The same file may be chosen again after a failure.
            input.set_value("");
            outcome.set(Some(match result {
                Err(error) => RestoreOutcome::Failed(error),
                Ok(backup) => match study.restore(&backup) {
                    None => RestoreOutcome::Failed("storage refused it".to_owned()),
                    Some(restored) => RestoreOutcome::Restored(format!(
                        "Restored: {} added, {} here already.",
                        count(restored.new, "event", "events"),
                        restored.known
                    )),
                },
            }));
        });
    };
    view! {
        <label class="button file-button">
            "Restore a backup"
            <input
                class="visually-hidden" type="file" accept=".json,application/json"
                name="restore" on:change=restore
            />
        </label>
        <p class="outcome" role="status">
            {move || outcome.get().map(|outcome| match outcome {
                RestoreOutcome::Restored(words) => words,
                RestoreOutcome::Failed(cause) => {
                    format!("Nothing was changed: {cause}. Choose a file that Waymark saved.")
                }
            })}
        </p>
    }
}
