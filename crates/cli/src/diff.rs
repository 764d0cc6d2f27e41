//! `waymark diff`: what a new version of documents does to the history of their cards.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use waymark_core::card::Card;
use waymark_core::id::CardId;

use crate::arguments::ReportFormat;
use crate::cards::headings;
use crate::check::count;
use crate::input::{Document, Documents};

/// Where a card stands.
#[derive(PartialEq, Eq, Serialize)]
struct Place {
    file: String,
    line: u32,
    section: Vec<String>,
}

/// A card of the report; `was` or `now` is missing where that version has no such card.
#[derive(Serialize)]
struct Change {
    id: String,
    kind: &'static str,
    front: String,
    was: Option<Place>,
    now: Option<Place>,
}

#[derive(Default, Serialize)]
struct Counts {
    kept: usize,
    moved: usize,
    edited: usize,
    new: usize,
    gone: usize,
}

/// Each card of either version under what becomes of it; new ones in the order of the new
/// version, all others in that of the old one.
#[derive(Default, Serialize)]
struct Report {
    counts: Counts,
    /// The roadmaps whose id is in one version only: none of their cards keeps its history.
    roadmaps_gone: Vec<String>,
    roadmaps_new: Vec<String>,
    kept: Vec<Change>,
    moved: Vec<Change>,
    edited: Vec<Change>,
    new: Vec<Change>,
    gone: Vec<Change>,
}

/// A card and its document.
type Found<'a> = (&'a Document, &'a Card);

fn cards(documents: &Documents) -> impl Iterator<Item = Found<'_>> {
    documents.0.iter().flat_map(|document| {
        let cards = document.import.roadmap.cards.iter();
        cards.map(move |card| (document, card))
    })
}

/// The cards by their ids. Where two documents make one id, the first holds it.
fn by_id(documents: &Documents) -> HashMap<CardId, Found<'_>> {
    let mut found = HashMap::new();
    for (document, card) in cards(documents) {
        found.entry(card.id).or_insert((document, card));
    }
    found
}

fn place((document, card): Found<'_>) -> Place {
    Place {
        file: document.file.clone(),
        line: card.line.0,
        section: headings(&document.import.roadmap, card.section),
    }
}

fn change(was: Option<Found<'_>>, now: Option<Found<'_>>) -> Option<Change> {
    let (_, card) = now.or(was)?;
    Some(Change {
        id: card.id.to_string(),
        kind: card.kind.name(),
        front: card.front.to_string(),
        was: was.map(place),
        now: now.map(place),
    })
}

/// Whether a card stands in another section, or in another file of the folder.
fn moved(was: Found<'_>, now: Found<'_>) -> bool {
    let sections = |(document, card): Found<'_>| headings(&document.import.roadmap, card.section);
    was.0.place != now.0.place || sections(was) != sections(now)
}

impl Report {
    fn new(old: &Documents, new: &Documents) -> Self {
        let (before, after) = (by_id(old), by_id(new));
        let mut report = Self::default();
        for was in cards(old).filter(|card| is_holder(&before, *card)) {
            let Some(&now) = after.get(&was.1.id) else {
                report.gone.extend(change(Some(was), None));
                continue;
            };
            let list = if was.1.answer != now.1.answer {
                &mut report.edited
            } else if moved(was, now) {
                &mut report.moved
            } else {
                &mut report.kept
            };
            list.extend(change(Some(was), Some(now)));
        }
        for now in cards(new).filter(|card| is_holder(&after, *card)) {
            if !before.contains_key(&now.1.id) {
                report.new.extend(change(None, Some(now)));
            }
        }
        report.counts = Counts {
            kept: report.kept.len(),
            moved: report.moved.len(),
            edited: report.edited.len(),
            new: report.new.len(),
            gone: report.gone.len(),
        };
        report.roadmaps_gone = roadmaps_missing(old, new);
        report.roadmaps_new = roadmaps_missing(new, old);
        report
    }
}

fn is_holder(holders: &HashMap<CardId, Found<'_>>, (document, card): Found<'_>) -> bool {
    let holder = holders.get(&card.id);
    holder.is_some_and(|(holder, _)| std::ptr::eq(*holder, document))
}

/// The ids of roadmaps in `here` that `there` does not have.
fn roadmaps_missing(here: &Documents, there: &Documents) -> Vec<String> {
    let id = |document: &Document| document.import.roadmap.id.clone();
    let known: Vec<_> = there.0.iter().map(id).collect();
    let mut missing: Vec<String> = Vec::new();
    for roadmap in here.0.iter().map(id).filter(|id| !known.contains(id)) {
        let roadmap = roadmap.to_string();
        if !missing.contains(&roadmap) {
            missing.push(roadmap);
        }
    }
    missing
}

/// Writes what becomes of the cards of `old` in `new`.
///
/// # Errors
/// What the output says.
pub fn write(
    old: &Documents,
    new: &Documents,
    format: ReportFormat,
    out: &mut impl Write,
) -> io::Result<()> {
    let report = Report::new(old, new);
    crate::report::write(&report, format, write_text, out)
}

fn write_text(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let Counts {
        kept,
        moved,
        edited,
        new,
        gone,
    } = report.counts;
    writeln!(
        out,
        "{kept} kept, {moved} moved, {edited} edited, {new} new, {gone} gone"
    )?;
    if !report.roadmaps_gone.is_empty() && !report.roadmaps_new.is_empty() {
        writeln!(
            out,
            "{} became {}, and no card of it keeps its history; give the file an `id`",
            report.roadmaps_gone.join(", "),
            report.roadmaps_new.join(", "),
        )?;
    }
    let lists = [
        ("moved", &report.moved),
        ("edited", &report.edited),
        ("new", &report.new),
        ("gone", &report.gone),
    ];
    for (what, changes) in lists {
        if changes.is_empty() {
            continue;
        }
        writeln!(out, "\n{what}: {}", count(changes.len(), "card"))?;
        for change in changes {
            write_change(change, out)?;
        }
    }
    Ok(())
}

fn write_change(change: &Change, out: &mut impl Write) -> io::Result<()> {
    let spot = |place: &Place| format!("{}:{}", place.file, place.line);
    let section = |place: &Place| match place.section.as_slice() {
        [] => "the top".to_owned(),
        section => section.join(" > "),
    };
    // A question of several lines is told by its first.
    let front = change.front.lines().next().unwrap_or_default();
    match (&change.was, &change.now) {
        (Some(was), Some(now)) => {
            writeln!(out, "  {} (was {}): {front}", spot(now), spot(was))?;
            if was.section != now.section {
                writeln!(out, "    from {} to {}", section(was), section(now))?;
            }
            Ok(())
        }
        (Some(place), None) | (None, Some(place)) => {
            writeln!(out, "  {}: {front}", spot(place))
        }
        (None, None) => Ok(()),
    }
}
