//! The history of a card: a plot of its interval and ease factor, and a table of all that counts.

use std::fmt::Write as _;

use waymark_core::annotation::{Change, Flag};
use waymark_core::collection::{CardState, Learning, Step};
use waymark_core::id::CardId;
use waymark_core::journal::{Baseline, Fact};
use waymark_core::rating::Purpose;
use waymark_core::setting::Settings;
use waymark_core::time::StudyDay;

use crate::components::element::{View, element, row};
use crate::components::icon::drawing;
use crate::state::context::Study;
use crate::state::wording::{count, date, interval};

/// The width of a plot in its own units.
const WIDTH: f64 = 1_000.0;
/// The height of a plot in its own units.
const HEIGHT: f64 = 200.0;
/// What stays free above and below.
const MARGIN: f64 = 12.0;

/// The plot with its table; a sentence where nothing has happened yet.
pub fn history(study: Study, card: CardId) -> View {
    study.with(|learner| {
        let collection = learner.collection();
        let steps = collection.steps(learner.journal(), card);
        if steps.is_empty() {
            return element("p").text("Nothing has happened to it yet.").view();
        }
        let points = points(&steps, collection.settings());
        let mut views = Vec::new();
        if points.len() > 1 {
            views.push(plots(&points));
        }
        views.push(table(&steps, collection.settings()));
        row(views)
    })
}

/// Where a card stood after a review.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    day: StudyDay,
    interval: u32,
    ease: u16,
    recalled: bool,
}

/// The points of all steps that changed what the scheduler remembers.
fn points(steps: &[Step<'_>], settings: &Settings) -> Vec<Point> {
    let points = steps.iter().filter_map(|step| {
        let (recalled, changes) = match &step.event.fact {
            Fact::Reviewed(review) => (
                review.rating.recalled(),
                review.purpose == Purpose::Scheduled,
            ),
            Fact::Placed(_) => (true, true),
            _ => (true, false),
        };
        let Learning::Begun(progress) = step.after.learning else {
            return None;
        };
        changes.then(|| Point {
            day: step.event.moment.study_day(settings.day_start),
            interval: progress.memory.interval.count(),
            ease: progress.memory.ease.hundredths(),
            recalled,
        })
    });
    points.collect()
}

fn plots(points: &[Point]) -> View {
    let longest = points.iter().map(|point| point.interval).max().unwrap_or(1);
    // Intervals grow by factors, so each factor is a step of the same height.
    let grown = |days: u32| f64::from(days.max(1)).ln();
    let intervals = plot(points, |point| {
        grown(point.interval) / grown(longest).max(1.0)
    });
    let eases = points.iter().map(|point| f64::from(point.ease));
    let (least, most) = eases.fold((130.0_f64, 250.0_f64), |(least, most), ease| {
        (least.min(ease), most.max(ease))
    });
    let eases = plot(points, |point| {
        (f64::from(point.ease) - least) / (most - least)
    });
    let (first, last) = (points.first(), points.last());
    let ends = [first, last].map(|point| {
        let day = point.map(|point| date(point.day)).unwrap_or_default();
        element("span").text(day).view()
    });
    let [from, to] = ends;
    let figure = |name: String, drawing: View| {
        element("figure")
            .class("card-plot")
            .child(element("figcaption").text(name).view())
            .child(drawing)
            .view()
    };
    let longest = waymark_core::time::Days::new(longest);
    row(vec![
        figure(format!("Interval, up to {}", interval(longest)), intervals),
        figure(
            format!(
                "Ease factor, from {:.2} to {:.2}",
                least / 100.0,
                most / 100.0
            ),
            eases,
        ),
        element("p")
            .class("card-plot-ends")
            .child(from)
            .child(to)
            .view(),
        element("p")
            .class("card-plot-key")
            .child(key("recalled", "recalled"))
            .child(key("forgotten", "forgotten"))
            .view(),
    ])
}

fn key(class: &'static str, words: &'static str) -> View {
    element("span").class(class).text(words).view()
}

/// A line through the points, and a dot for each: forgotten ones are crosses.
fn plot(points: &[Point], height: impl Fn(&Point) -> f64) -> View {
    let first = points.first().map_or(0, |point| point.day.unix_day());
    let last = points.last().map_or(0, |point| point.day.unix_day());
    let days = f64::from(last.saturating_sub(first).max(1));
    let (mut line, mut recalled, mut forgotten) = (String::new(), String::new(), String::new());
    for point in points {
        let day = f64::from(point.day.unix_day().saturating_sub(first));
        let x = MARGIN + day / days * (WIDTH - 2.0 * MARGIN);
        let y = HEIGHT - MARGIN - height(point).clamp(0.0, 1.0) * (HEIGHT - 2.0 * MARGIN);
        let pen = if line.is_empty() { 'M' } else { 'L' };
        // Writing to a text does not fail.
        let _written = write!(line, "{pen}{x:.1} {y:.1}");
        let dots = if point.recalled {
            &mut recalled
        } else {
            &mut forgotten
        };
        let _written = write!(dots, "M{x:.1} {y:.1}h0.01");
    }
    drawing(
        "card-drawing",
        "0 0 1000 200",
        vec![
            ("plot-line", line),
            ("plot-recalled", recalled),
            ("plot-forgotten", forgotten),
        ],
    )
}

/// All that counts, the last first.
fn table(steps: &[Step<'_>], settings: &Settings) -> View {
    let head = ["Date", "What", "Time", "Interval", "Ease"]
        .map(|name| element("th").attribute("scope", "col").text(name).view());
    let rows = steps.iter().rev().map(|step| {
        let day = step.event.moment.study_day(settings.day_start);
        let cells = [
            what(&step.event.fact),
            took(&step.event.fact),
            change(step, interval_of),
            change(step, ease_of),
        ];
        element("tr")
            .child(
                element("th")
                    .attribute("scope", "row")
                    .text(date(day))
                    .view(),
            )
            .children(cells.map(|words| element("td").text(words).view()))
            .view()
    });
    let table = element("table")
        .child(
            element("caption")
                .class("visually-hidden")
                .text("Everything that counts, the last first")
                .view(),
        )
        .child(
            element("thead")
                .child(element("tr").children(head).view())
                .view(),
        )
        .child(element("tbody").children(rows).view());
    let words = format!("All of it: {}", count(steps.len(), "entry", "entries"));
    element("details")
        .class("section")
        .flag("open", crate::components::element::Presence::Present)
        .child(
            element("summary")
                .child(element("span").class("section-heading").text(words).view())
                .view(),
        )
        .child(
            element("div")
                .class("table-frame")
                .attribute("tabindex", "0")
                .attribute("role", "group")
                .attribute("aria-label", "History in a table")
                .child(table.view())
                .view(),
        )
        .view()
}

fn what(fact: &Fact) -> String {
    match fact {
        Fact::Reviewed(review) => {
            let rating = review.rating.name();
            match review.purpose {
                Purpose::Scheduled => rating.to_owned(),
                Purpose::Drill => format!("{rating}, to repeat"),
                Purpose::Cram => format!("{rating}, cramming"),
            }
        }
        Fact::Suspended(_) => "Suspended".to_owned(),
        Fact::Resumed(_) => "Resumed".to_owned(),
        Fact::Buried(_) => "Buried".to_owned(),
        Fact::Answered(answered) if answered.text.is_empty() => "Own answer removed".to_owned(),
        Fact::Answered(_) => "Own answer written".to_owned(),
        Fact::Flagged(flagged) if flagged.flag == Flag::None => "Flag taken off".to_owned(),
        Fact::Flagged(flagged) => format!("Flag: {}", flagged.flag.name()),
        Fact::Tagged(tagged) => match tagged.change {
            Change::Added => format!("Tag {}", tagged.tag),
            Change::Removed => format!("Tag {} taken off", tagged.tag),
        },
        Fact::Placed(placed) => match placed.baseline {
            Baseline::New => "Made new again".to_owned(),
            Baseline::Review { due, .. } => format!("Rescheduled to {}", date(due)),
        },
        Fact::Reverted(_)
        | Fact::Arranged(_)
        | Fact::Practised(_)
        | Fact::Configured(_)
        | Fact::Fitted(_)
        | Fact::Imported(_)
        | Fact::Carried(_)
        | Fact::Reclocked(_) => String::new(),
    }
}

fn took(fact: &Fact) -> String {
    match fact {
        Fact::Reviewed(review) => {
            let tenths = review.took.tenths();
            format!("{}.{} s", tenths / 10, tenths % 10)
        }
        _ => String::new(),
    }
}

fn interval_of(state: &CardState) -> Option<String> {
    match state.learning {
        Learning::New => None,
        Learning::Begun(progress) => Some(interval(progress.memory.interval)),
    }
}

fn ease_of(state: &CardState) -> Option<String> {
    match state.learning {
        Learning::New => None,
        Learning::Begun(progress) => Some(progress.memory.ease.to_string()),
    }
}

/// What a step made of something: `6 days → 15 days`.
fn change(step: &Step<'_>, of: impl Fn(&CardState) -> Option<String>) -> String {
    if step.before.learning == step.after.learning {
        return String::new();
    }
    let shown = |state: &CardState| of(state).unwrap_or_else(|| "new".to_owned());
    let (before, after) = (shown(&step.before), shown(&step.after));
    if before == after {
        after
    } else {
        format!("{before} → {after}")
    }
}
