//! The group Scheduler: intervals beyond SM-2, tried on the learner's own history before they hold.

use std::num::NonZeroU16;

use leptos::prelude::*;
use waymark_core::collection::Collection;
use waymark_core::journal::Fact;
use waymark_core::scheduler::{Fuzz, Lateness, Percent, Spacing};
use waymark_core::setting::Setting;
use waymark_core::time::StudyDay;

use super::fields::{Words, choice_field, group, number_field};
use crate::components::element::{View, element, live, nothing, row};
use crate::components::scheduling_preview::{Ahead, comparison};
use crate::platform::storage::BrowserStore;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::learner::Learner;

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
fn ahead(learner: &Learner<BrowserStore>, spacing: Spacing, today: StudyDay) -> Ahead {
    let supposed = settings_of(spacing).map(Fact::Configured);
    let mut collection = Collection::fold_as_if(learner.journal(), &supposed);
    collection.join(learner.collection().members());
    Ahead::of(collection.touched_cards().map(|(_, state)| state), today)
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
                "Waymark schedules with SM-2 as it was published, or with FSRS-6 where you chose \
                 that for a roadmap. What is set here changes the intervals, of what you have \
                 learned already as well; all of it is off at first.",
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
                does: "From the third success on every interval of SM-2 is multiplied by it: \
                       below 100 you review more and forget less. From 10 to 500.",
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
                       delay counts for Good, all of it for Easy. FSRS-6 counts all of it always.",
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
        let ahead = |spacing| ahead(learner, spacing, today);
        (held, ahead(held), ahead(draft))
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
        comparison(&before, &after, today),
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
