//! The group Scheduler: intervals beyond SM-2, tried on the learner's own history before they hold.

use std::num::NonZeroU16;

use leptos::prelude::*;
use waymark_core::collection::{Collection, Learning};
use waymark_core::journal::Fact;
use waymark_core::scheduler::{Fuzz, Lateness, Percent, Spacing};
use waymark_core::setting::Setting;
use waymark_core::statistics::Forecast;
use waymark_core::time::{Days, StudyDay};

use super::fields::{Words, choice_field, group, number_field};
use crate::components::element::{View, element, live, nothing, row};
use crate::platform::storage::BrowserStore;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::learner::Learner;
use crate::state::wording::{count, date};

/// How far the preview looks ahead.
const AHEAD: Days = Days::new(30);

/// The settings that the group changes, as they are in `spacing`.
fn settings_of(spacing: Spacing) -> [Setting; 4] {
    [
        Setting::MaximumInterval(spacing.maximum),
        Setting::IntervalModifier(spacing.modifier),
        Setting::Fuzz(spacing.fuzz),
        Setting::Lateness(spacing.lateness),
    ]
}

/// What a spacing makes of the learner's own history.
struct Outlook {
    forecast: Forecast,
    begun: u32,
    /// The mean interval in tenths of a day.
    mean_tenths: u64,
}

impl Outlook {
    fn of(learner: &Learner<BrowserStore>, spacing: Spacing, today: StudyDay) -> Self {
        let mut collection = Collection::fold_as_if(learner.journal(), &settings_of(spacing));
        collection.join(learner.collection().members());
        let states = || collection.touched_cards().map(|(_, state)| state);
        let mut begun = 0;
        let mut days = 0;
        for state in states() {
            if let Learning::Begun(progress) = state.learning {
                begun += 1;
                days += u64::from(progress.memory.interval.count());
            }
        }
        Self {
            forecast: Forecast::of(states(), today, AHEAD),
            begun,
            mean_tenths: (days * 10).checked_div(u64::from(begun)).unwrap_or(0),
        }
    }

    fn within(&self, days: usize) -> u32 {
        self.forecast.overdue + self.forecast.days.iter().take(days).sum::<u32>()
    }
}

/// The group.
pub fn scheduling() -> View {
    let study = expect_study();
    let held = study.now(|learner| learner.collection().settings().spacing);
    let draft = RwSignal::new(held);
    let change = move |change: fn(&mut Spacing, u16), number: u16| {
        draft.update(|draft| change(draft, number));
    };
    let fields = vec![
        element("p")
            .text(
                "Waymark schedules with SM-2 as it was published. What is set here changes its \
                 intervals, of what you have learned already as well; all of it is off at first.",
            )
            .view(),
        number_field(
            Words {
                label: "Longest interval in days",
                does: "No card waits longer than that; 0 sets no end.",
                name: "maximum-interval",
            },
            u16::MAX,
            held.maximum.map_or(0, NonZeroU16::get),
            move |days| {
                change(|draft, days| draft.maximum = NonZeroU16::new(days), days);
                None
            },
        ),
        number_field(
            Words {
                label: "Intervals in percent",
                does: "From the third success on every interval is multiplied by it: below 100 \
                       you review more and forget less. From 10 to 500.",
                name: "interval-modifier",
            },
            500,
            held.modifier.number(),
            move |number| {
                let percent = number.max(10);
                change(
                    |draft, number| {
                        if let Some(percent) = Percent::new(number) {
                            draft.modifier = percent;
                        }
                    },
                    percent,
                );
                Some(percent)
            },
        ),
        choice_field(
            Words {
                label: "Spread",
                does: "Cards that were begun together come a little earlier or later, up to a \
                       twentieth of their interval.",
                name: "fuzz",
            },
            &[("off", "Off"), ("on", "On")],
            if held.fuzz == Fuzz::Off { "off" } else { "on" },
            move |value| {
                let is_on = u16::from(value == "on");
                change(
                    |draft, is_on| draft.fuzz = if is_on == 1 { Fuzz::Spread } else { Fuzz::Off },
                    is_on,
                );
            },
        ),
        choice_field(
            Words {
                label: "Credit for late answers",
                does: "A card that you still know although it was late waits longer: half of the \
                       delay counts for Good, all of it for Easy.",
                name: "lateness",
            },
            &[("off", "Off"), ("on", "On")],
            if held.lateness == Lateness::Ignored {
                "off"
            } else {
                "on"
            },
            move |value| {
                let is_on = u16::from(value == "on");
                change(
                    |draft, is_on| {
                        draft.lateness = if is_on == 1 {
                            Lateness::Credited
                        } else {
                            Lateness::Ignored
                        };
                    },
                    is_on,
                );
            },
        ),
        live(move || preview(study, draft.get())),
    ];
    group("scheduler-settings", "Scheduler", fields)
}

/// What the draft would do, beside what holds, and the button that makes it hold.
fn preview(study: Study, draft: Spacing) -> View {
    let today = study.today();
    let (held, before, after) = study.with(|learner| {
        let held = learner.collection().settings().spacing;
        let outlook = |spacing| Outlook::of(learner, spacing, today);
        (held, outlook(held), outlook(draft))
    });
    let is_changed = held != draft;
    let use_them = if is_changed {
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .on("click", move |_| use_spacing(study, held, draft))
            .text("Use these settings")
            .view()
    } else {
        nothing()
    };
    if after.begun == 0 {
        let words = "Once you have studied, you see here what these settings do to your own cards.";
        return row(vec![
            element("p").class("setting-does").text(words).view(),
            use_them,
        ]);
    }
    let words = match is_changed {
        true => "Nothing has changed yet. On your own history it would be like this:",
        false => "This is how your own cards stand. Change something to see what it would do.",
    };
    row(vec![
        element("p").attribute("role", "status").text(words).view(),
        summary(&before, &after),
        days(&before, &after, today),
        use_them,
    ])
}

fn use_spacing(study: Study, held: Spacing, draft: Spacing) {
    let facts = settings_of(held)
        .into_iter()
        .zip(settings_of(draft))
        .filter(|(held, draft)| held != draft)
        .map(|(_, draft)| Fact::Configured(draft));
    // A refusal is shown by the frame, and the draft stays.
    if study.record_all(facts.collect()) == Outcome::Refused {
        leptos::logging::warn!("the settings could not be stored");
    }
}

fn summary(before: &Outlook, after: &Outlook) -> View {
    let busiest = |outlook: &Outlook| {
        let forecast = &outlook.forecast;
        let later = forecast.days.iter().max().copied().unwrap_or(0);
        later.max(forecast.now())
    };
    let cards = |number: u32| count(number as usize, "card", "cards");
    let mean = |outlook: &Outlook| {
        let tenths = outlook.mean_tenths;
        format!("{}.{} days", tenths / 10, tenths % 10)
    };
    let rows = [
        (
            "Due in 7 days",
            cards(before.within(7)),
            cards(after.within(7)),
        ),
        (
            "Due in 30 days",
            cards(before.within(30)),
            cards(after.within(30)),
        ),
        (
            "On the busiest day",
            cards(busiest(before)),
            cards(busiest(after)),
        ),
        ("Average interval", mean(before), mean(after)),
    ];
    table(rows.map(|(name, before, after)| (name.to_owned(), before, after)))
}

fn days(before: &Outlook, after: &Outlook, today: StudyDay) -> View {
    let rows = before.forecast.days.iter().zip(&after.forecast.days);
    let rows = (0..).zip(rows).map(|(ahead, (before, after))| {
        let day = date(today.plus(Days::new(ahead)));
        (day, before.to_string(), after.to_string())
    });
    element("details")
        .class("fold")
        .child(element("summary").text("Due per day").view())
        .child(table(rows))
        .view()
}

fn table(rows: impl IntoIterator<Item = (String, String, String)>) -> View {
    let heading = |words: &'static str| element("th").attribute("scope", "col").text(words).view();
    let head = element("tr").children([heading("What"), heading("Now"), heading("With these")]);
    let rows = rows.into_iter().map(|(name, before, after)| {
        let cell = |words: String| element("td").text(words).view();
        element("tr")
            .child(element("th").attribute("scope", "row").text(name).view())
            .child(cell(before))
            .child(cell(after))
            .view()
    });
    element("table")
        .class("comparison")
        .child(element("thead").child(head.view()).view())
        .child(element("tbody").children(rows).view())
        .view()
}
