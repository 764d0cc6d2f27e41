//! `waymark diff`: what a new version of documents does to the history of their cards.

mod pairing;

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use waymark_core::card::Card;
use waymark_core::id::CardId;

use crate::arguments::ReportFormat;
use crate::cards::headings;
use crate::check::count;
use crate::input::{Document, Documents};

use pairing::{Fate, Pairing, RenamedRoadmap};

/// A card of one version.
#[derive(Serialize)]
struct Place {
    id: String,
    front: String,
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
    /// Of a proposal: how much the two questions are alike, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    likeness: Option<u8>,
    was: Option<Place>,
    now: Option<Place>,
}

#[derive(Default, Serialize)]
struct Counts {
    kept: usize,
    moved: usize,
    edited: usize,
    carried: usize,
    proposed: usize,
    new: usize,
    gone: usize,
}

/// Each card of either version under what becomes of it; new ones in the order of the new
/// version, all others in that of the old one.
#[derive(Default, Serialize)]
struct Report {
    counts: Counts,
    /// The roadmaps that are in one version only.
    roadmaps_gone: Vec<String>,
    roadmaps_new: Vec<String>,
    /// The roadmaps whose id is another one now.
    roadmaps_renamed: Vec<RenamedRoadmap>,
    kept: Vec<Change>,
    moved: Vec<Change>,
    edited: Vec<Change>,
    carried: Vec<Change>,
    proposed: Vec<Change>,
    new: Vec<Change>,
    gone: Vec<Change>,
}

/// A card and its document.
type Found<'a> = (&'a Document, &'a Card);

/// The cards by their ids. Where two documents make one id, the first holds it.
fn by_id(documents: &Documents) -> HashMap<CardId, Found<'_>> {
    let mut found = HashMap::new();
    for (document, card) in cards(documents) {
        found.entry(card.id).or_insert((document, card));
    }
    found
}

fn cards(documents: &Documents) -> impl Iterator<Item = Found<'_>> {
    documents.0.iter().flat_map(|document| {
        let cards = document.import.roadmap.cards.iter();
        cards.map(move |card| (document, card))
    })
}

/// The cards in order, each once.
fn holders<'a>(
    documents: &'a Documents,
    by_id: &HashMap<CardId, Found<'a>>,
) -> impl Iterator<Item = Found<'a>> {
    cards(documents).filter(|(document, card)| {
        let holder = by_id.get(&card.id);
        holder.is_some_and(|(holder, _)| std::ptr::eq(*holder, *document))
    })
}

fn place((document, card): Found<'_>) -> Place {
    Place {
        id: card.id.to_string(),
        front: card.front.to_string(),
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
        likeness: None,
        was: was.map(place),
        now: now.map(place),
    })
}

impl Report {
    fn new(old: &Documents, new: &Documents) -> Self {
        let pairing = Pairing::of(old, new);
        let (before, after) = (by_id(old), by_id(new));
        let mut report = Self::default();
        for was in holders(old, &before) {
            report.tell(was, pairing.fate(was.1.id), &after);
        }
        let new = holders(new, &after).filter(|(_, card)| pairing.is_new(card.id));
        report
            .new
            .extend(new.filter_map(|now| change(None, Some(now))));
        report.counts = Counts {
            kept: report.kept.len(),
            moved: report.moved.len(),
            edited: report.edited.len(),
            carried: report.carried.len(),
            proposed: report.proposed.len(),
            new: report.new.len(),
            gone: report.gone.len(),
        };
        report.roadmaps_gone = pairing.roadmaps_gone;
        report.roadmaps_new = pairing.roadmaps_new;
        report.roadmaps_renamed = pairing.roadmaps_renamed;
        report
    }

    fn tell(&mut self, was: Found<'_>, fate: Fate, after: &HashMap<CardId, Found<'_>>) {
        let successor = match fate {
            Fate::Kept | Fate::Moved | Fate::Edited => Some(was.1.id),
            Fate::Carried(to) | Fate::Proposed(to, _) => Some(to),
            Fate::Gone => None,
        };
        let now = successor.and_then(|id| after.get(&id).copied());
        let change = change(Some(was), now);
        let other_file = now.is_some_and(|(document, _)| document.place != was.0.place);
        let list = match fate {
            Fate::Kept if other_file => &mut self.moved,
            Fate::Kept => &mut self.kept,
            Fate::Moved => &mut self.moved,
            Fate::Edited => &mut self.edited,
            Fate::Carried(_) => &mut self.carried,
            Fate::Proposed(_, likeness) => {
                let likeness = Some(likeness.percent());
                let proposed = change.map(|change| Change { likeness, ..change });
                self.proposed.extend(proposed);
                return;
            }
            Fate::Gone => &mut self.gone,
        };
        list.extend(change);
    }
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
        carried,
        proposed,
        new,
        gone,
    } = report.counts;
    writeln!(
        out,
        "{kept} kept, {moved} moved, {edited} edited, {carried} carried, \
         {proposed} proposed, {new} new, {gone} gone"
    )?;
    for RenamedRoadmap { was, now } in &report.roadmaps_renamed {
        writeln!(
            out,
            "{was} has the id {now} now, so all its cards have other ids: keep it from here on"
        )?;
    }
    if !report.roadmaps_gone.is_empty() && !report.roadmaps_new.is_empty() {
        writeln!(
            out,
            "{} and {} have neither id nor path in common, so no history goes over; \
             give the files the same `id`",
            report.roadmaps_gone.join(", "),
            report.roadmaps_new.join(", "),
        )?;
    }
    let lists = [
        ("moved", &report.moved, "the history stays"),
        ("edited", &report.edited, "the history stays"),
        ("carried", &report.carried, "the history goes over"),
        (
            "proposed",
            &report.proposed,
            "the history goes over if you confirm it",
        ),
        ("new", &report.new, "no history"),
        ("gone", &report.gone, "the history is kept, asked no more"),
    ];
    for (what, changes, history) in lists {
        if changes.is_empty() {
            continue;
        }
        let cards = count(changes.len(), "card");
        writeln!(out, "\n{what}: {cards} ({history})")?;
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
    let front = first_line(&change.front);
    match (&change.was, &change.now) {
        (Some(was), Some(now)) => {
            writeln!(out, "  {} (was {}): {front}", spot(now), spot(was))?;
            if was.id != now.id {
                let before = first_line(&was.front);
                match change.likeness {
                    Some(percent) => writeln!(out, "    {percent}% like: {before}")?,
                    None if before == front => writeln!(out, "    under another id")?,
                    None => writeln!(out, "    before: {before}")?,
                }
            }
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

/// A question of several lines is told by its first.
fn first_line(front: &str) -> &str {
    front.lines().next().unwrap_or_default()
}
