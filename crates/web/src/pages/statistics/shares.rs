//! What share was recalled: by interval, by section, by hour; and which ratings were given.

use std::cmp::Reverse;

use waymark_core::rating::Rating;
use waymark_core::statistics::{
    Figure, INTERVALS, Share, by_hour, by_interval, by_part, by_rating,
};

use super::phrase::{hour, interval_range, percent, reviews, share};
use super::subject::{NamedSection, Subject};
use crate::components::element::View;
use crate::components::plot::{Bar, Column, Plot, Table, bars, columns};
use crate::route::Route;
use crate::state::wording::grouped;

/// So many sections are drawn; the table has them all.
const WEAKEST: usize = 10;

/// Recalled by the interval that cards had.
pub fn interval_plot(subject: &Subject) -> View {
    let shares = by_interval(subject.recent.asked());
    let named = INTERVALS.iter().zip(shares);
    let drawn = named.clone().map(|(range, part)| Bar {
        name: interval_range(*range),
        link: None,
        value: part.permille().map(u64::from),
        words: share(part),
    });
    let [young, strong] = [false, true].map(|is_strong| {
        let parts = named.clone();
        let parts = parts.filter(|(range, _)| range.is_strong() == is_strong);
        sum(parts.map(|(_, part)| part))
    });
    let rows = named.map(|(range, part)| {
        let standing = if range.is_strong() {
            "strong"
        } else {
            "learning"
        };
        let mut row = share_row(interval_range(*range), part);
        row.insert(1, standing.to_owned());
        row
    });
    Plot {
        id: "statistics-by-interval",
        title: "Recalled, by interval",
        caption: format!(
            "Cards being learned: {}. Strong cards, with 21 days or more: {}.",
            share(young),
            share(strong)
        ),
        definition: Figure::ByInterval.definition(),
        drawing: bars(drawn.collect(), 1_000),
        table: Table {
            heads: vec!["Interval", "Standing", "Recalled", "Reviews", "Share"],
            rows: rows.collect(),
        },
    }
    .view()
}

/// Recalled by section, weakest first.
pub fn section_plot(subject: &Subject) -> View {
    let asked = subject.recent.asked();
    let shares = by_part(asked, subject.sections.len(), |asked| {
        subject.section_of(asked.card)
    });
    let mut sections: Vec<(&NamedSection, Share)> = subject.sections.iter().zip(shares).collect();
    sections.retain(|(_, part)| part.reviews > 0);
    // Sections of which nothing is claimed stand last, those with the most reviews first.
    sections.sort_by_key(|(_, part)| {
        let unclaimed = part.permille().is_none();
        (unclaimed, part.permille(), Reverse(part.reviews))
    });
    let drawn = sections.iter().take(WEAKEST).map(|(section, part)| Bar {
        name: section.heading.clone(),
        link: search(&section.heading),
        value: part.permille().map(u64::from),
        words: share(*part),
    });
    let caption = match sections.first() {
        Some((weakest, part)) if let Some(permille) = part.permille() => format!(
            "Weakest is “{}”: {} of {} recalled.",
            weakest.heading,
            percent(permille),
            reviews(part.reviews)
        ),
        Some(_) => "Too few reviews in each section yet to say which is weakest.".to_owned(),
        None => "No card of a section came back in this time.".to_owned(),
    };
    let rows = sections.iter().map(|(section, part)| {
        let mut row = share_row(section.heading.clone(), *part);
        row.insert(1, section.roadmap.clone());
        row
    });
    Plot {
        id: "statistics-by-section",
        title: "Recalled, by section",
        caption,
        definition: Figure::BySection.definition(),
        drawing: bars(drawn.collect(), 1_000),
        table: Table {
            heads: vec!["Section", "Roadmap", "Recalled", "Reviews", "Share"],
            rows: rows.collect(),
        },
    }
    .view()
}

/// Where the cards below a heading are found; nowhere if a search would read it otherwise.
fn search(heading: &str) -> Option<String> {
    let is_plain = !heading.contains(['"', '*', '_', '\\', ':']);
    is_plain.then(|| {
        let query = js_sys::encode_uri_component(&format!("section:\"{heading}\""));
        format!("{}/{}", Route::Browse, String::from(query))
    })
}

/// Recalled by hour of the day.
pub fn hour_plot(subject: &Subject) -> View {
    let shares = by_hour(subject.recent.asked());
    let drawn = shares.map(|part| Column {
        value: part.permille().map(u64::from),
        other: 0,
    });
    let claimed = shares.iter().enumerate();
    let claimed = claimed.filter_map(|(at, part)| Some((part.permille()?, at)));
    let caption = match (claimed.clone().max(), claimed.min()) {
        (Some((best, at_best)), Some((least, at_least))) if best != least => format!(
            "Best from {}: {}. Least from {}: {}.",
            hour(at_best),
            percent(best),
            hour(at_least),
            percent(least)
        ),
        (Some((_, at)), _) => format!("Only from {} are there reviews enough.", hour(at)),
        (None, _) => "Too few reviews in each hour yet.".to_owned(),
    };
    let rows = shares.iter().enumerate();
    let rows = rows.filter(|(_, part)| part.reviews > 0);
    let rows = rows.map(|(at, part)| share_row(hour(at), *part));
    Plot {
        id: "statistics-by-hour",
        title: "Recalled, by hour",
        caption,
        definition: Figure::ByHour.definition(),
        drawing: columns(&drawn, 1_000, [hour(0), hour(12), hour(23)]),
        table: Table {
            heads: vec!["Hour", "Recalled", "Reviews", "Share"],
            rows: rows.collect(),
        },
    }
    .view()
}

/// How often each rating was given.
pub fn rating_plot(subject: &Subject) -> View {
    let asked = subject.recent.asked();
    let named = Rating::ALL.into_iter().zip(by_rating(asked));
    // Who rates by four buttons never sees the other two.
    let is_offered = |(rating, number): &(Rating, u32)| {
        *number > 0 || !matches!(rating, Rating::Blackout | Rating::Familiar)
    };
    let named: Vec<(Rating, u32)> = named.filter(is_offered).collect();
    let all: u32 = named.iter().map(|(_, number)| number).sum();
    let drawn = named.iter().map(|(given, number)| Bar {
        name: given.name().to_owned(),
        link: None,
        value: Some((*number).into()),
        words: grouped((*number).into()),
    });
    let rows = named
        .iter()
        .map(|(given, number)| vec![given.name().to_owned(), grouped((*number).into())]);
    Plot {
        id: "statistics-ratings",
        title: "Ratings",
        caption: format!("{} by schedule {}.", reviews(all), subject.span.words()),
        definition: Figure::Ratings.definition(),
        drawing: bars(drawn.collect(), all.into()),
        table: Table {
            heads: vec!["Rating", "Reviews"],
            rows: rows.collect(),
        },
    }
    .view()
}

fn sum(shares: impl Iterator<Item = Share>) -> Share {
    shares.fold(Share::default(), |sum, part| Share {
        recalled: sum.recalled + part.recalled,
        reviews: sum.reviews + part.reviews,
    })
}

fn share_row(name: String, part: Share) -> Vec<String> {
    let named = part
        .permille()
        .map_or_else(|| "too few".to_owned(), percent);
    vec![
        name,
        grouped(part.recalled.into()),
        grouped(part.reviews.into()),
        named,
    ]
}
