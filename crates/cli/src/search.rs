//! `waymark search`: the cards of documents that a query finds.

use std::io::{self, Write};

use serde::Serialize;
use waymark_core::collection::{Activity, CardState, Collection, Learning, Members};
use waymark_core::journal::Journal;
use waymark_core::roadmap::Roadmap;
use waymark_core::search::{Direction, Index, Order, Record, parse};
use waymark_core::time::Moment;
use waymark_store::backup::Backup;

use crate::arguments::{ReportFormat, SearchOrder};
use crate::cards::{CardRecord, write_text as write_card};
use crate::check::count;
use crate::input::Documents;

/// What is searched for, and by what.
pub struct Search<'a> {
    /// The query.
    pub query: &'a str,
    /// What the learner did; nothing without it.
    pub backup: Option<&'a Backup>,
    /// The time to look from.
    pub now: Moment,
    /// In which order what was found is written.
    pub order: SearchOrder,
}

/// What was found.
#[derive(Serialize)]
struct Report {
    /// The query as it was understood.
    query: String,
    /// What was not understood.
    remarks: Vec<Remark>,
    /// How many cards were searched.
    searched: usize,
    /// The cards.
    cards: Vec<Found>,
}

/// What was not understood of a query.
#[derive(Serialize)]
struct Remark {
    /// The part of the query.
    text: String,
    /// What there is to say about it.
    message: String,
}

/// A card with where it stands.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    card: CardRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Progress>,
}

/// Where a card stands.
#[derive(Serialize)]
struct Progress {
    due: String,
    interval_days: u32,
    ease_factor: String,
    reviews: u32,
    lapses: u32,
    suspended: bool,
}

impl Progress {
    fn of(state: &CardState) -> Option<Self> {
        let Learning::Begun(progress) = state.learning else {
            return None;
        };
        Some(Self {
            due: progress.due.to_string(),
            interval_days: progress.memory.interval.count(),
            ease_factor: progress.memory.ease.to_string(),
            reviews: progress.reviews,
            lapses: progress.lapses,
            suspended: state.activity == Activity::Suspended,
        })
    }
}

/// Writes the cards of `documents` that a search finds.
///
/// # Errors
/// What the output says.
pub fn write(
    documents: &Documents,
    search: &Search<'_>,
    format: ReportFormat,
    out: &mut impl Write,
) -> io::Result<()> {
    let report = report(documents, search);
    crate::report::write(&report, format, write_text, out)
}

fn report(documents: &Documents, search: &Search<'_>) -> Report {
    let roadmaps: Vec<&Roadmap> = documents.0.iter().map(|d| &d.import.roadmap).collect();
    let events = search.backup.map(|backup| backup.events.clone());
    let journal = Journal::from_events(events.unwrap_or_default());
    let mut collection = Collection::fold(&journal);
    collection.join(Members::of(roadmaps.iter().copied()));
    let today = search.now.study_day(collection.settings().day_start);
    let index = Index::new(roadmaps.iter().copied());
    let record = Record::new(&index, &journal, &collection, today);
    let parsed = parse(search.query);
    let mut found = index.search(&parsed.query, &record);
    let (order, direction) = search.order.of();
    order.apply(direction, &mut found, &record);
    let remarks = parsed.diagnostics.into_iter().map(|remark| Remark {
        text: search.query.get(remark.span).unwrap_or_default().to_owned(),
        message: remark.problem.to_string(),
    });
    let phases: Vec<_> = roadmaps.iter().map(|roadmap| roadmap.phases()).collect();
    let cards = found.into_iter().filter_map(|position| {
        let entry = index.entry(position)?;
        let document = documents.0.get(entry.roadmap)?;
        let card = document.import.roadmap.cards.get(entry.card)?;
        let phases = phases.get(entry.roadmap)?;
        Some(Found {
            card: CardRecord::new(document, card, phases),
            progress: Progress::of(&collection.card(card.id)),
        })
    });
    Report {
        query: parsed.query.to_string(),
        remarks: remarks.collect(),
        searched: index.len(),
        cards: cards.collect(),
    }
}

fn write_text(report: &Report, out: &mut impl Write) -> io::Result<()> {
    for Remark { text, message } in &report.remarks {
        writeln!(out, "{text}: {message}\n")?;
    }
    for found in &report.cards {
        write_card(&found.card, out)?;
    }
    let searched = count(report.searched, "card");
    writeln!(out, "{} of {searched}", report.cards.len())
}

impl SearchOrder {
    /// The order, and which end comes first.
    const fn of(self) -> (Order, Direction) {
        match self {
            Self::Roadmap => (Order::Roadmap, Direction::Ascending),
            Self::Due => (Order::Due, Direction::Ascending),
            Self::Interval => (Order::Interval, Direction::Ascending),
            Self::Ease => (Order::Ease, Direction::Ascending),
            Self::Lapses => (Order::Lapses, Direction::Descending),
            Self::Introduced => (Order::Introduced, Direction::Descending),
            Self::Asked => (Order::Asked, Direction::Descending),
        }
    }
}
