//! What another way of scheduling would make of the learner's own cards, beside what is.

use waymark_core::collection::{CardState, Learning};
use waymark_core::statistics::Forecast;
use waymark_core::time::{Days, StudyDay};

use super::element::{Presence, View, element, row};
use super::fold::fold;
use crate::state::wording::{count, date};

/// How far it looks ahead.
const AHEAD: Days = Days::new(30);

/// How begun cards stand, and when they are due.
#[derive(Debug)]
pub struct Ahead {
    forecast: Forecast,
    /// How many there are.
    pub begun: u32,
    /// The mean interval in tenths of a day.
    mean_tenths: u64,
}

impl Ahead {
    /// Counts those of these cards that are begun.
    pub fn of(states: impl IntoIterator<Item = CardState>, today: StudyDay) -> Self {
        let states: Vec<CardState> = states.into_iter().collect();
        let mut begun = 0;
        let mut days = 0;
        for state in &states {
            if let Learning::Begun(progress) = state.learning {
                begun += 1;
                days += u64::from(progress.memory.interval.count());
            }
        }
        Self {
            forecast: Forecast::of(states, today, AHEAD),
            begun,
            mean_tenths: (days * 10).checked_div(u64::from(begun)).unwrap_or(0),
        }
    }

    fn within(&self, days: usize) -> u32 {
        self.forecast.overdue + self.forecast.days.iter().take(days).sum::<u32>()
    }
}

/// A table of both, and another day by day.
pub fn comparison(before: &Ahead, after: &Ahead, today: StudyDay) -> View {
    row(vec![summary(before, after), days(before, after, today)])
}

fn summary(before: &Ahead, after: &Ahead) -> View {
    let busiest = |ahead: &Ahead| {
        let forecast = &ahead.forecast;
        let later = forecast.days.iter().max().copied().unwrap_or(0);
        later.max(forecast.now())
    };
    let cards = |number: u32| count(number as usize, "card", "cards");
    let mean = |ahead: &Ahead| {
        let tenths = ahead.mean_tenths;
        format!("{}.{} days", tenths / 10, tenths % 10)
    };
    let rows = [
        (
            "Due today",
            cards(before.forecast.now()),
            cards(after.forecast.now()),
        ),
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

fn days(before: &Ahead, after: &Ahead, today: StudyDay) -> View {
    let rows = before.forecast.days.iter().zip(&after.forecast.days);
    let rows = (0..).zip(rows).map(|(ahead, (before, after))| {
        let day = date(today.plus(Days::new(ahead)));
        (day, before.to_string(), after.to_string())
    });
    let rows: Vec<_> = rows.collect();
    fold("Due per day", None, Presence::Absent, move || {
        table(rows.iter().cloned())
    })
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
