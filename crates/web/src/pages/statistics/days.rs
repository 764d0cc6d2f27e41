//! What was done on each day, and what is to come.

use waymark_core::statistics::{DayTotal, Figure, Forecast, by_day};
use waymark_core::time::{Days, StudyDay};

use super::phrase::{cards, reviews, span, stretch};
use super::subject::{Span, Subject};
use crate::components::element::{View, element};
use crate::components::plot::{Calendar, Column, Plot, Table, calendar, columns};
use crate::platform::locale;
use crate::state::wording::{date, grouped};

/// The days of one calendar: a year, in weeks that fit a page.
const A_YEAR: u32 = 365;
/// So many years are drawn at most; the table has them all.
const YEARS: u32 = 10;

/// Reviews by day, as a calendar; of more than a year one for each, the latest first.
pub fn calendar_plot(subject: &Subject) -> View {
    let by_day = by_day(subject.recent.asked());
    let first = match (subject.span.days(), by_day.first_key_value()) {
        (Some(days), _) => subject.today.minus(Days::new(days.count() - 1)),
        (None, Some((day, _))) => *day,
        (None, None) => subject.today,
    };
    let value = |day: StudyDay| by_day.get(&day).map_or(0, |total| total.reviews);
    let week_start = locale::week_start();
    let mut years = Vec::new();
    let mut last = subject.today;
    while years.len() < YEARS as usize {
        let start = last.minus(Days::new(A_YEAR - 1)).max(first);
        years.push(calendar(&Calendar {
            first: start,
            last,
            week_start,
            value: &value,
        }));
        if start <= first {
            break;
        }
        last = start.minus(Days::ONE);
    }
    let busiest = by_day.iter().max_by_key(|(_, total)| total.reviews);
    let caption = match busiest {
        None => format!("No reviews {}.", subject.span.words()),
        Some((day, total)) => format!(
            "A column is a week, a square a day: the larger, the more reviews. The most were {} on {}.",
            reviews(total.reviews),
            date(*day)
        ),
    };
    let rows = by_day.iter().rev().map(|(day, total)| day_row(*day, total));
    Plot {
        id: "statistics-days",
        title: "Reviews by day",
        caption,
        definition: Figure::Days.definition(),
        drawing: element("div").class("plot-years").children(years).view(),
        table: Table {
            heads: vec!["Day", "Reviews", "Recalled", "Cards begun", "Time"],
            rows: rows.collect(),
        },
    }
    .view()
}

fn day_row(day: StudyDay, total: &DayTotal) -> Vec<String> {
    let number = |number: u32| grouped(number.into());
    vec![
        date(day),
        number(total.reviews),
        number(total.recalled),
        number(total.begun),
        span(total.took_ms),
    ]
}

/// Cards by the day on which they are due: day by day for a month, else by weeks.
pub fn forecast_plot(subject: &Subject) -> View {
    let ahead = subject.span.ahead();
    let step = match subject.span {
        Span::Month => 1,
        Span::Quarter | Span::Year | Span::All => 7,
    };
    let states = subject.studied.iter().copied();
    let forecast = Forecast::of(states, subject.today, ahead);
    let stretches = forecast.days.chunks(step).enumerate();
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    if forecast.overdue > 0 {
        rows.push(vec!["Overdue".to_owned(), grouped(forecast.overdue.into())]);
    }
    for (place, days) in stretches {
        let from = u32::try_from(place * step).unwrap_or(u32::MAX);
        let first = subject.today.plus(Days::new(from));
        let length = u32::try_from(days.len()).unwrap_or(1);
        let last = first.plus(Days::new(length.saturating_sub(1)));
        let due: u32 = days.iter().sum();
        rows.push(vec![stretch(first, last), grouped(due.into())]);
        drawn.push(Column {
            value: Some(due.into()),
            other: if place == 0 {
                forecast.overdue.into()
            } else {
                0
            },
        });
    }
    let most = drawn.iter().map(|c| c.value.unwrap_or(0) + c.other).max();
    let end = subject
        .today
        .plus(Days::new(ahead.count().saturating_sub(1)));
    let middle = subject.today.plus(Days::new(ahead.count() / 2));
    let mut caption = format!(
        "{} due in the next {} days",
        match forecast.within() {
            0 => "No begun card is".to_owned(),
            1 => "1 card is".to_owned(),
            number => format!("{} are", cards(number)),
        },
        ahead.count()
    );
    caption.push_str(match step {
        1 => "; a column is a day.",
        _ => "; a column is a week.",
    });
    if forecast.overdue > 0 {
        let overdue = cards(forecast.overdue);
        caption.push_str(&format!(" Overdue, drawn as an outline: {overdue}."));
    }
    if forecast.later > 0 {
        caption.push_str(&format!(" Later than that: {}.", cards(forecast.later)));
    }
    Plot {
        id: "statistics-forecast",
        title: "What is to come",
        caption,
        definition: Figure::Forecast.definition(),
        drawing: columns(
            &drawn,
            most.unwrap_or(0),
            ["today".to_owned(), without_year(middle), date(end)],
        ),
        table: Table {
            heads: vec!["Due", "Cards"],
            rows,
        },
    }
    .view()
}

/// A date beside another that says the year: `14 December`.
fn without_year(day: StudyDay) -> String {
    let words = date(day);
    match words.rsplit_once(' ') {
        Some((rest, _)) => rest.to_owned(),
        None => words,
    }
}
