//! The group Study: what a day brings.

use std::num::NonZeroU16;

use waymark_core::journal::Fact;
use waymark_core::setting::{CardsPerDay, PhaseOrder, RatingScale, Setting, Siblings};
use waymark_core::time::DayStart;

use super::fields::{Words, choice_field, group, number_field};
use crate::components::element::View;
use crate::platform::typing;
use crate::state::context::{Study, expect_study};

const HOURS: [(&str, &str); 13] = [
    ("0", "00:00"),
    ("1", "01:00"),
    ("2", "02:00"),
    ("3", "03:00"),
    ("4", "04:00"),
    ("5", "05:00"),
    ("6", "06:00"),
    ("7", "07:00"),
    ("8", "08:00"),
    ("9", "09:00"),
    ("10", "10:00"),
    ("11", "11:00"),
    ("12", "12:00"),
];

fn set(study: Study, setting: Setting) {
    study.record(Fact::Configured(setting));
}

fn cards_a_day(words: Words, value: CardsPerDay, make: fn(CardsPerDay) -> Setting) -> View {
    let study = expect_study();
    number_field(words, 9_999, value.0, move |number| {
        set(study, make(CardsPerDay(number)));
        None
    })
}

fn number_or_none(
    words: Words,
    value: Option<NonZeroU16>,
    make: fn(Option<NonZeroU16>) -> Setting,
) -> View {
    let study = expect_study();
    let value = value.map_or(0, NonZeroU16::get);
    number_field(words, 999, value, move |number| {
        set(study, make(NonZeroU16::new(number)));
        None
    })
}

/// Whether short answers are typed, which depends on the keyboard that a device has.
fn typed_answers() -> View {
    let current = if typing::is_on() { "on" } else { "" };
    choice_field(
        Words {
            label: "Type short answers",
            does: "A term, a command or a few words are typed before you look, and compared letter by \
                   letter; you still rate yourself. For this device only.",
            name: "typing",
        },
        &[("", "Off"), ("on", "On")],
        current,
        |value| {
            let kept = match value {
                "on" => typing::turn_on(),
                _ => typing::turn_off(),
            };
            if let Err(error) = kept {
                leptos::logging::error!("typed answers are not switched: {error}");
            }
        },
    )
}

/// The group.
pub fn studying() -> View {
    let study = expect_study();
    let settings = study.now(|learner| *learner.collection().settings());
    let hour = (settings.day_start.minutes() / 60).to_string();
    let phases = match settings.phase_order {
        PhaseOrder::Held => "held",
        PhaseOrder::Free => "free",
    };
    let siblings = match settings.siblings {
        Siblings::Apart => "apart",
        Siblings::OneADay => "one",
    };
    let ratings = match settings.rating_scale {
        RatingScale::FourButtons => "4",
        RatingScale::SixQualities => "6",
    };
    group(
        "study-settings",
        "Study",
        vec![
            cards_a_day(
                Words {
                    label: "New cards a day",
                    does: "So many cards that you have never seen come on a day; each brings \
                           about seven reviews in its first weeks.",
                    name: "new-per-day",
                },
                settings.new_per_day,
                Setting::NewPerDay,
            ),
            cards_a_day(
                Words {
                    label: "Reviews a day at most",
                    does: "What is due beyond that waits for the next days, the oldest first.",
                    name: "reviews-per-day",
                },
                settings.reviews_per_day,
                Setting::ReviewsPerDay,
            ),
            number_or_none(
                Words {
                    label: "New cards pause in a backlog of more days than",
                    does: "While catching up takes longer, nothing new comes; 0 lets it come always.",
                    name: "backlog-days",
                },
                settings.backlog_days,
                Setting::BacklogDays,
            ),
            choice_field(
                Words {
                    label: "Later phases",
                    does: "New cards of a phase can wait until the phases before it are known \
                           well enough; you can open a phase at any time.",
                    name: "phases",
                },
                &[("held", "Wait"), ("free", "Come in turn")],
                phases,
                move |value| {
                    let order = match value {
                        "free" => PhaseOrder::Free,
                        _ => PhaseOrder::Held,
                    };
                    set(study, Setting::PhaseOrder(order));
                },
            ),
            choice_field(
                Words {
                    label: "Cards of one row or sentence",
                    does: "They give each other away, so they are kept apart, or only one of them \
                           comes on a day.",
                    name: "siblings",
                },
                &[("apart", "Kept apart"), ("one", "One a day")],
                siblings,
                move |value| {
                    let siblings = match value {
                        "one" => Siblings::OneADay,
                        _ => Siblings::Apart,
                    };
                    set(study, Setting::Siblings(siblings));
                },
            ),
            number_or_none(
                Words {
                    label: "Leeches are forgotten so often",
                    does: "A card with so many lapses is marked, since its question wants \
                           rewriting; 0 marks none.",
                    name: "leech-lapses",
                },
                settings.leech_lapses,
                Setting::LeechLapses,
            ),
            choice_field(
                Words {
                    label: "A new day begins at",
                    does: "What you study after midnight still belongs to the evening before.",
                    name: "day-start",
                },
                &HOURS,
                &hour,
                move |value| {
                    let minutes = value
                        .parse::<u16>()
                        .ok()
                        .and_then(|hour| hour.checked_mul(60));
                    if let Some(start) = minutes.and_then(DayStart::from_minutes) {
                        set(study, Setting::DayStart(start));
                    }
                },
            ),
            choice_field(
                Words {
                    label: "Ratings",
                    does: "Four buttons are enough for every day; the six qualities are those \
                           of SM-2.",
                    name: "ratings",
                },
                &[("4", "Four buttons"), ("6", "Six qualities of SM-2")],
                ratings,
                move |value| {
                    let scale = match value {
                        "6" => RatingScale::SixQualities,
                        _ => RatingScale::FourButtons,
                    };
                    set(study, Setting::RatingScale(scale));
                },
            ),
            typed_answers(),
        ],
    )
}
