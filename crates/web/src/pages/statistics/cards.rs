//! How the cards stand, and how long they take.

use waymark_core::rating::Rating;
use waymark_core::statistics::{
    EASES, Figure, INTERVALS, Pace, Standings, ease_factors, intervals,
};

use super::phrase::{cards, ease_range, interval_range, seconds};
use super::subject::Subject;
use crate::components::element::View;
use crate::components::plot::{Bar, Plot, Table, bars};
use crate::state::wording::{count, grouped};

/// Cards by standing.
pub fn standing_plot(subject: &Subject) -> View {
    let standings = Standings::of(subject.states.iter().copied());
    let rows = [
        ("Strong", standings.strong),
        ("Learning", standings.learning),
        ("New", standings.new),
        ("Suspended", standings.suspended),
        ("Leeches", standings.leeches),
    ];
    let mut caption = format!(
        "{} in all; {} so far.",
        cards(standings.cards()),
        count(standings.lapses as usize, "lapse", "lapses")
    );
    if standings.leeches > 0 {
        let leeches = count(
            standings.leeches as usize,
            "card is a leech",
            "cards are leeches",
        );
        caption.push_str(&format!(
            " {leeches}: reword or divide what you keep forgetting."
        ));
    }
    Plot {
        id: "statistics-standings",
        title: "How your cards stand",
        caption,
        definition: Figure::Standings.definition(),
        drawing: counts(&rows, standings.cards()),
        table: Table {
            heads: vec!["Standing", "Cards"],
            rows: rows.map(|(name, number)| number_row(name, number)).into(),
        },
    }
    .view()
}

/// Begun cards by interval.
pub fn interval_plot(subject: &Subject) -> View {
    let counted = intervals(subject.states.iter().copied());
    let named = INTERVALS.map(interval_range).into_iter().zip(counted);
    spread(
        "statistics-intervals",
        "Intervals",
        ("Interval", Figure::Intervals),
        named.collect(),
    )
}

/// Begun cards by ease factor.
pub fn ease_plot(subject: &Subject) -> View {
    let counted = ease_factors(subject.states.iter().copied());
    let named = EASES.map(ease_range).into_iter().zip(counted);
    spread(
        "statistics-eases",
        "Ease factors",
        ("Ease factor", Figure::Eases),
        named.collect(),
    )
}

fn spread(
    id: &'static str,
    title: &'static str,
    (head, figure): (&'static str, Figure),
    named: Vec<(String, u32)>,
) -> View {
    let begun: u32 = named.iter().map(|(_, number)| number).sum();
    let most = named.iter().max_by_key(|(_, number)| *number);
    let caption = match most {
        Some((name, number)) if *number > 0 => {
            format!("{} begun. Most often: {name}.", cards(begun))
        }
        _ => "No card is begun yet.".to_owned(),
    };
    let most = most.map_or(0, |(_, number)| *number);
    Plot {
        id,
        title,
        caption,
        definition: figure.definition(),
        drawing: counts(&named, most),
        table: Table {
            heads: vec![head, "Cards"],
            rows: named
                .iter()
                .map(|(name, number)| number_row(name, *number))
                .collect(),
        },
    }
    .view()
}

/// How long reviews took, by rating.
pub fn pace_plot(subject: &Subject) -> View {
    let asked = subject.recent.asked();
    let paces = Rating::ALL.into_iter().zip(Pace::by_rating(asked));
    let is_offered = |(given, pace): &(Rating, Option<Pace>)| {
        pace.is_some() || !matches!(given, Rating::Blackout | Rating::Familiar)
    };
    let paces: Vec<(Rating, Option<Pace>)> = paces.filter(is_offered).collect();
    let longest = paces.iter().filter_map(|(_, pace)| *pace);
    let longest = longest.map(|pace| pace.median.tenths()).max().unwrap_or(0);
    let drawn = paces.iter().map(|(given, pace)| Bar {
        name: given.name().to_owned(),
        link: None,
        value: pace.map(|pace| pace.median.tenths().into()),
        words: pace.map_or_else(|| "too few yet".to_owned(), |pace| seconds(pace.median)),
    });
    let rows = paces.iter().map(|(given, pace)| {
        let mut row = vec![given.name().to_owned()];
        match pace {
            None => row.extend(["too few".to_owned(), String::new(), String::new()]),
            Some(pace) => row.extend([
                seconds(pace.median),
                seconds(pace.nine_tenths),
                grouped(pace.reviews.into()),
            ]),
        }
        row
    });
    Plot {
        id: "statistics-pace",
        title: "Time for a review",
        caption: match Pace::of(asked) {
            Some(pace) => format!(
                "The median by rating; over all it is {}, and nine in ten take no longer than {}.",
                seconds(pace.median),
                seconds(pace.nine_tenths)
            ),
            None => "Too few reviews in this time.".to_owned(),
        },
        definition: Figure::Pace.definition(),
        drawing: bars(drawn.collect(), longest.into()),
        table: Table {
            heads: vec!["Rating", "Median", "Nine in ten within", "Reviews"],
            rows: rows.collect(),
        },
    }
    .view()
}

fn counts(rows: &[(impl AsRef<str>, u32)], whole: u32) -> View {
    let drawn = rows.iter().map(|(name, number)| Bar {
        name: name.as_ref().to_owned(),
        link: None,
        value: Some((*number).into()),
        words: grouped((*number).into()),
    });
    bars(drawn.collect(), whole.into())
}

fn number_row(name: impl AsRef<str>, number: u32) -> Vec<String> {
    vec![name.as_ref().to_owned(), grouped(number.into())]
}
