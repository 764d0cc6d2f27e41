//! How many reviews each method would have asked, and would ask.

use waymark_evidence::{Method, Outlook, Weighed};

use super::phrase::{method, tenths};
use crate::components::element::View;
use crate::components::plot::{Bar, Column, Plot, Table, bars, columns, multiples};
use crate::state::wording::{minutes, percent};

/// Reviews in the unit of a drawing.
fn units(reviews: f64) -> u64 {
    (reviews * 100.0).round().max(0.0) as u64
}

fn bar(name: String, reviews: f64) -> Bar {
    Bar {
        name,
        link: None,
        value: Some(units(reviews)),
        words: format!("{} a day", tenths(reviews)),
    }
}

fn outlook_row(outlook: &Outlook) -> Vec<String> {
    vec![
        method(&outlook.method),
        tenths(outlook.reviews_a_day),
        minutes(outlook.minutes_a_day),
        percent(outlook.retained),
    ]
}

fn most(outlooks: &[Outlook]) -> f64 {
    let reviews = outlooks.iter().map(|outlook| outlook.reviews_a_day);
    reviews.fold(0.0, f64::max)
}

/// What the days until today would have brought.
pub fn past_plot(weighed: &Weighed) -> View {
    let past = &weighed.past;
    let mut drawn = vec![bar("You, in fact".to_owned(), past.reviews_a_day)];
    let methods = past.methods.iter();
    drawn.extend(methods.map(|lived| bar(method(&lived.method), lived.reviews_a_day)));
    let mut rows = vec![vec![
        "You, in fact".to_owned(),
        tenths(past.reviews_a_day),
        "–".to_owned(),
        "–".to_owned(),
    ]];
    rows.extend(past.methods.iter().map(outlook_row));
    Plot {
        id: "evidence-past",
        title: "What each would have asked",
        caption: "Reviews a day over the days of your history, with the same new cards on the same \
                  days."
            .to_owned(),
        definition: "Each day of your history is lived again by a simulated learner, who remembers by \
                     FSRS-6 with the parameters that foretell you best and answers as you do. New \
                     cards are those that you began, on the same days with the same first ratings; \
                     every card is answered on its day. Means of three lives; minutes are with the \
                     repetition of what was not good.",
        drawing: bars(drawn, units(most(&past.methods).max(past.reviews_a_day))),
        table: Table {
            heads: vec!["Scheduler", "Reviews a day", "Minutes a day", "Recalled at the end"],
            rows,
        },
    }
    .view()
}

/// What the next days would bring.
pub fn ahead_plot(weighed: &Weighed) -> View {
    let outlooks = &weighed.outlooks;
    let drawn = outlooks
        .iter()
        .map(|outlook| bar(method(&outlook.method), outlook.reviews_a_day));
    let sentence = |outlook: &Outlook| {
        format!(
            "{}: {} reviews and {} a day, {} recalled at the end.",
            method(&outlook.method),
            tenths(outlook.reviews_a_day),
            minutes(outlook.minutes_a_day),
            percent(outlook.retained)
        )
    };
    let usual = outlooks.iter().filter(|outlook| match outlook.method {
        Method::Sm2 => true,
        Method::Fsrs6(_, retention) => retention.percent() == 90,
    });
    let usual: Vec<String> = usual.map(sentence).collect();
    Plot {
        id: "evidence-ahead",
        title: "The next 90 days",
        caption: format!("Without new cards. {}", usual.join(" ")),
        definition: "The cards that you have begun, over 90 days without new ones, under each method: \
                     simulated with a memory like yours, means of five lives. A method is changed \
                     today; what is overdue comes on the first day. Recalled is the share of all \
                     begun cards that would be recalled if they were all asked on the last day.",
        drawing: bars(drawn.collect(), units(most(outlooks))),
        table: Table {
            heads: vec![
                "Scheduler",
                "Reviews a day",
                "Minutes a day",
                "Recalled after 90 days",
            ],
            rows: outlooks.iter().map(outlook_row).collect(),
        },
    }
    .view()
}

/// The same week by week.
pub fn weeks_plot(weighed: &Weighed) -> View {
    let outlooks = &weighed.outlooks;
    let weeks = outlooks.iter().flat_map(|outlook| &outlook.weeks);
    let highest = units(weeks.copied().fold(0.0, f64::max));
    let drawings = outlooks.iter().map(|outlook| {
        let drawn = outlook.weeks.iter().map(|reviews| Column {
            value: Some(units(*reviews)),
            other: 0,
        });
        let names = ["now", "", "90 days"].map(str::to_owned);
        let drawn: Vec<Column> = drawn.collect();
        (method(&outlook.method), columns(&drawn, highest, names))
    });
    let count = outlooks.first().map_or(0, |outlook| outlook.weeks.len());
    let rows = (0..count).map(|week| {
        let reviews = outlooks.iter().map(|outlook| {
            let reviews = outlook.weeks.get(week).copied();
            tenths(reviews.unwrap_or(0.0))
        });
        let mut row = vec![format!("Week {}", week + 1)];
        row.extend(reviews);
        row
    });
    let first = outlooks.iter().find(|one| one.method == Method::Sm2);
    let caption = match first.and_then(|one| one.weeks.first()) {
        Some(reviews) => format!(
            "A column is a week, drawn as reviews a day. Under SM-2 the first week brings {} a day.",
            tenths(*reviews)
        ),
        None => "A column is a week, drawn as reviews a day.".to_owned(),
    };
    Plot {
        id: "evidence-weeks",
        title: "Week by week",
        caption,
        definition: "The same simulation as above. Changing the method moves cards that are due, so \
                     the first weeks may differ much from the later ones.",
        drawing: multiples(drawings.collect()),
        table: Table {
            heads: vec!["Week", "SM-2", "at 75%", "at 80%", "at 85%", "at 90%", "at 95%"],
            rows: rows.collect(),
        },
    }
    .view()
}
