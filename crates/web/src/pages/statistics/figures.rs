//! The figures in plain words, each with its meaning folded away beneath it.

use waymark_core::statistics::{DayTotal, Figure, Pace, Streak, by_day, recalled};
use waymark_core::study::{Counts, Queue};

use super::phrase::{cards, days, percent, reviews, seconds, span};
use super::subject::Subject;
use crate::components::element::{Presence, View, element};
use crate::components::fold::fold;
use crate::state::context::expect_study;
use crate::state::wording::grouped;

/// The panel.
pub fn figures(subject: &Subject) -> View {
    let mut sentences = vec![
        (recalled_words(subject), Figure::Recalled),
        (day_words(subject), Figure::Days),
        (begun_words(subject), Figure::Begun),
        (streak_words(subject), Figure::Streak),
        (pace_words(subject), Figure::Pace),
    ];
    if subject.is_whole {
        let counts = expect_study().with_queue(Queue::counts);
        sentences.push((left_words(subject, counts), Figure::TimeLeft));
    }
    let sentences = sentences.into_iter().map(|(words, figure)| {
        fold(words, None, Presence::Absent, move || {
            element("p")
                .class("plot-meaning")
                .text(figure.definition())
                .view()
        })
    });
    element("section")
        .class("panel statistics-figures")
        .attribute("aria-labelledby", "statistics-figures")
        .child(
            element("h2")
                .attribute("id", "statistics-figures")
                .text("In short")
                .view(),
        )
        .child(element("div").children(sentences).view())
        .view()
}

fn recalled_words(subject: &Subject) -> String {
    let share = recalled(subject.recent.asked());
    let when = subject.span.words();
    match (share.permille(), share.reviews) {
        (Some(permille), of) => {
            format!(
                "You recalled {} of {} {when}.",
                percent(permille),
                reviews(of)
            )
        }
        (None, 0) => format!("No card that you had begun came back {when}."),
        (None, of) => format!(
            "You recalled {} of {} {when}: too few yet to name a share.",
            share.recalled,
            reviews(of)
        ),
    }
}

fn day_words(subject: &Subject) -> String {
    let by_day = by_day(subject.recent.asked());
    let total = DayTotal::sum(by_day.values());
    if by_day.is_empty() {
        return format!("You did not study {}.", subject.span.words());
    }
    format!(
        "You studied on {} of {}: {} in {}.",
        grouped(by_day.len() as u64),
        days(subject.days()),
        reviews(total.reviews),
        span(total.took_ms)
    )
}

fn begun_words(subject: &Subject) -> String {
    let by_day = by_day(subject.recent.asked());
    let begun = DayTotal::sum(by_day.values()).begun;
    format!("You began {} {}.", cards(begun), subject.span.words())
}

fn streak_words(subject: &Subject) -> String {
    let by_day = by_day(subject.history.asked());
    let Streak {
        current,
        longest,
        last_week,
    } = Streak::of(by_day.into_keys(), subject.today);
    let week = format!("{last_week} of the last 7 days");
    match current {
        0 => format!(
            "You studied on {week}; your longest streak was {}.",
            days(longest)
        ),
        current if current == longest => {
            format!("A streak of {}, your longest; {week}.", days(current))
        }
        current => format!(
            "A streak of {}, your longest was {}; {week}.",
            days(current),
            days(longest)
        ),
    }
}

fn pace_words(subject: &Subject) -> String {
    match Pace::of(subject.recent.asked()) {
        Some(pace) => format!(
            "Half of your reviews took no longer than {}, nine in ten no longer than {}.",
            seconds(pace.median),
            seconds(pace.nine_tenths)
        ),
        None => format!(
            "Too few reviews {} to say how long one takes.",
            subject.span.words()
        ),
    }
}

fn left_words(subject: &Subject, counts: Counts) -> String {
    let left = counts.total();
    let are_left = format!(
        "{} left today",
        match left {
            0 => return "Nothing is left today.".to_owned(),
            1 => "1 card is".to_owned(),
            left => format!("{} cards are", grouped(left as u64)),
        }
    );
    match Pace::of(subject.recent.asked()) {
        None => format!("{are_left}; too few reviews yet to say how long that takes."),
        Some(pace) => {
            let time = pace.estimate(left);
            let [low, usual, high] = [time.low_ms, time.usual_ms, time.high_ms].map(span);
            if low == high {
                format!("{are_left}: about {usual}.")
            } else {
                format!("{are_left}: about {usual}, between {low} and {high}.")
            }
        }
    }
}
