//! A new course before it is begun: days, minutes and retention under either scheduler.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::Retention;
use waymark_core::study::Demand;
use waymark_core::time::Days;
use waymark_evidence::ReviewLog;

use super::paragraph;
use super::phrase::{method, tenths};
use crate::components::element::{Presence, View, element, live};
use crate::components::plot::{Bar, Plot, Table, bars};
use crate::state::context::expect_study;
use crate::state::course::Reckoning;
use crate::state::wording::{count, date, minutes, percent};

/// What is asked first: a roadmap of usual length, and six weeks and a half.
const CARDS: u32 = 450;
const AHEAD: Days = Days::new(45);
/// More cards than any course has, and later than anybody plans.
const MOST_CARDS: u32 = 20_000;
const MOST_DAYS: u32 = 1_000;
/// The retentions that are offered, in percent.
const RETENTIONS: [u8; 6] = [75, 80, 85, 90, 95, 97];

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    cards: u32,
    days: u32,
    reviews_per_day: u32,
    retention: Retention,
}

/// The panel, with its form.
pub fn course(log: Memo<Arc<ReviewLog>>) -> View {
    let study = expect_study();
    let reviews_per_day = study.now(|learner| learner.collection().settings().reviews_per_day.0);
    let asked = RwSignal::new(Asked {
        cards: CARDS,
        days: AHEAD.count(),
        reviews_per_day: reviews_per_day.into(),
        retention: Retention::USUAL,
    });
    let fields = vec![
        number("Cards", "course-cards", CARDS, MOST_CARDS, move |cards| {
            asked.update(|asked| asked.cards = cards);
        }),
        number(
            "In how many days",
            "course-days",
            AHEAD.count(),
            MOST_DAYS,
            move |days| asked.update(|asked| asked.days = days),
        ),
        number(
            "Reviews a day at most",
            "course-reviews",
            reviews_per_day.into(),
            9_999,
            move |limit| asked.update(|asked| asked.reviews_per_day = limit),
        ),
        retention_field(move |retention| asked.update(|asked| asked.retention = retention)),
    ];
    let answer = move || {
        let asked = asked.get();
        let today = study.today();
        let parameters = study.with(|learner| learner.journal().parameters());
        log.with(|log| {
            let reckoning = Reckoning {
                log,
                parameters,
                today,
                reviews_per_day: asked.reviews_per_day,
            };
            answer(&reckoning, asked)
        })
    };
    element("section")
        .class("evidence-course")
        .child(
            element("div")
                .class("panel")
                .child(element("h2").text("A new course").view())
                .child(paragraph(
                    "What a course will take, before it is begun. The same reckoning stands on Today \
                     for roadmaps with a deadline.",
                ))
                .children(fields)
                .view(),
        )
        .child(live(answer))
        .view()
}

fn number(
    label: &'static str,
    name: &'static str,
    value: u32,
    most: u32,
    set: impl Fn(u32) + 'static,
) -> View {
    let input = element("input")
        .attribute("type", "number")
        .attribute("inputmode", "numeric")
        .attribute("name", name)
        .attribute("min", "1")
        .attribute("max", most.to_string())
        .property("value", value.to_string())
        .on("change", move |event| {
            // What is no number leaves what was asked before.
            if let Ok(number) = event_target_value(&event).parse::<u32>() {
                set(number.clamp(1, most));
            }
        });
    element("label")
        .class("field")
        .child(element("span").text(label).view())
        .child(input.view())
        .view()
}

fn retention_field(set: impl Fn(Retention) + 'static) -> View {
    let options = RETENTIONS.map(|percent| {
        element("option")
            .attribute("value", percent.to_string())
            .flag(
                "selected",
                Presence::when(percent == Retention::USUAL.percent()),
            )
            .text(format!("{percent}%"))
            .view()
    });
    let select = element("select")
        .attribute("name", "course-retention")
        .on("change", move |event| {
            let percent = event_target_value(&event).parse().ok();
            if let Some(retention) = percent.and_then(Retention::new) {
                set(retention);
            }
        })
        .children(options);
    element("label")
        .class("field")
        .child(
            element("span")
                .text("Wanted retention, under FSRS-6")
                .view(),
        )
        .child(select.view())
        .view()
}

fn answer(reckoning: &Reckoning<'_>, asked: Asked) -> View {
    let today = reckoning.today;
    let deadline = today.plus(Days::new(asked.days));
    let Some(demand) = Demand::of(asked.cards as usize, today, deadline) else {
        return paragraph("There is no day left for it.");
    };
    let schedulers = [Scheduler::Sm2, Scheduler::Fsrs6(asked.retention)];
    let outlooks = schedulers.map(|scheduler| reckoning.of(&demand, scheduler));
    let cards = count(asked.cards as usize, "card", "cards");
    let mut caption = format!(
        "{cards} by {} needs {} new a day.",
        date(deadline),
        demand.needed
    );
    if demand.is_too_much() {
        caption.push_str(&format!(
            " That is too much to remember: {} a day come, and the last is begun on {}.",
            demand.per_day,
            date(demand.begun_by)
        ));
    }
    for outlook in &outlooks {
        caption.push_str(&format!(
            " {}: {} a day, and {} recalled on that day.",
            method(&outlook.method),
            minutes(outlook.minutes_a_day),
            percent(outlook.retained)
        ));
    }
    let whole = outlooks.iter().map(|outlook| outlook.minutes_a_day);
    let whole = whole.fold(0.0, f64::max);
    let tenth_minutes = |minutes: f64| (minutes * 10.0).round().max(0.0) as u64;
    let drawn = outlooks.iter().map(|outlook| Bar {
        name: method(&outlook.method),
        link: None,
        value: Some(tenth_minutes(outlook.minutes_a_day)),
        words: format!("{} minutes a day", tenths(outlook.minutes_a_day)),
    });
    let rows = outlooks.iter().map(|outlook| {
        vec![
            method(&outlook.method),
            demand.per_day.to_string(),
            tenths(outlook.reviews_a_day),
            tenths(outlook.minutes_a_day),
            percent(outlook.retained),
        ]
    });
    Plot {
        id: "evidence-course",
        title: "What it takes",
        caption,
        definition: "Simulated with a learner who answers as you did so far, or as most do where you \
                     have few reviews, and remembers by FSRS-6 with the parameters in use. The last week before the day, or half \
                     of a shorter time, brings no new cards. Minutes are the mean over all days, with \
                     the repetition of what was not good. Recalled is the share of begun cards that \
                     would be recalled if all were asked on that day.",
        drawing: bars(drawn.collect(), tenth_minutes(whole)),
        table: Table {
            heads: vec![
                "Scheduler",
                "New a day",
                "Reviews a day",
                "Minutes a day",
                "Recalled then",
            ],
            rows: rows.collect(),
        },
    }
    .view()
}
