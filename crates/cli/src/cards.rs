//! `waymark cards`: the cards that documents make.

use std::io::{self, Write};

use serde::Serialize;
use waymark_core::card::{Answer, Card, SectionIndex};
use waymark_core::id::RoadmapId;
use waymark_core::rich_text::markdown;
use waymark_core::roadmap::Roadmap;

use crate::arguments::CardsFormat;
use crate::input::{Document, Documents};

/// A card as it is written down.
#[derive(Serialize)]
pub struct CardRecord {
    id: String,
    file: String,
    line: u32,
    section: Vec<String>,
    kind: &'static str,
    front: String,
    back: String,
    answered: bool,
    tags: Vec<String>,
}

impl CardRecord {
    /// What is written of a card of `document`, whose sections belong to these phases.
    pub fn new(document: &Document, card: &Card, phases: &[SectionIndex]) -> Self {
        let roadmap = &document.import.roadmap;
        let (back, answered) = match &card.answer {
            Answer::Given(text) => (markdown(text), true),
            Answer::Own => (String::new(), false),
        };
        let mut tags = vec![roadmap.id.to_string()];
        tags.extend(phase_slug(roadmap, card, phases));
        tags.push(card.kind.name().to_owned());
        Self {
            id: card.id.to_string(),
            file: document.file.clone(),
            line: card.line.0,
            section: headings(roadmap, card.section),
            kind: card.kind.name(),
            front: markdown(&card.front),
            back,
            answered,
            tags,
        }
    }
}

/// The headings of a section and of those it is part of, below the title, outermost first.
pub fn headings(roadmap: &Roadmap, section: SectionIndex) -> Vec<String> {
    let path = roadmap.path(section);
    path.iter().map(|section| section.heading.clone()).collect()
}

/// The phase of a card as a slug; none where it stands above the first phase, or where the
/// heading has no letter or digit.
fn phase_slug(roadmap: &Roadmap, card: &Card, phases: &[SectionIndex]) -> Option<String> {
    let phase = *phases.get(card.section.0)?;
    let phase = roadmap.section(phase)?;
    phase.parent?;
    // Headings make slugs by the rule that titles do.
    RoadmapId::from_title(&phase.heading).map(|slug| slug.to_string())
}

fn records(documents: &Documents) -> impl Iterator<Item = CardRecord> {
    documents.0.iter().flat_map(|document| {
        let roadmap = &document.import.roadmap;
        let phases = roadmap.phases();
        let cards = roadmap.cards.iter();
        cards.map(move |card| CardRecord::new(document, card, &phases))
    })
}

/// Writes every card of `documents`, in their order.
///
/// # Errors
/// What the output says.
pub fn write(documents: &Documents, format: CardsFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        CardsFormat::Text => {
            for card in records(documents) {
                write_text(&card, out)?;
            }
            Ok(())
        }
        CardsFormat::Json => {
            let cards: Vec<_> = records(documents).collect();
            serde_json::to_writer_pretty(&mut *out, &cards)?;
            writeln!(out)
        }
        CardsFormat::Jsonl => {
            for card in records(documents) {
                serde_json::to_writer(&mut *out, &card)?;
                writeln!(out)?;
            }
            Ok(())
        }
        CardsFormat::Csv => write_rows(documents, b',', out),
        CardsFormat::Tsv => write_rows(documents, b'\t', out),
    }
}

/// Writes a card to read.
///
/// # Errors
/// What the output says.
pub fn write_text(card: &CardRecord, out: &mut impl Write) -> io::Result<()> {
    let CardRecord {
        file, line, kind, ..
    } = card;
    write!(out, "{file}:{line}: {kind}")?;
    if !card.section.is_empty() {
        write!(out, " in {}", card.section.join(" > "))?;
    }
    writeln!(out)?;
    write_indented("Q: ", &card.front, out)?;
    let back = if card.answered {
        &card.back
    } else {
        "(your own)"
    };
    write_indented("A: ", back, out)?;
    writeln!(out)
}

/// Writes `text` after `mark`, its further lines below its first.
fn write_indented(mark: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
    let mut lines = text.lines();
    writeln!(out, "{mark}{}", lines.next().unwrap_or_default())?;
    for line in lines {
        if line.is_empty() {
            writeln!(out)?;
        } else {
            writeln!(out, "{:width$}{line}", "", width = mark.len())?;
        }
    }
    Ok(())
}

const COLUMNS: [&str; 9] = [
    "id", "file", "line", "section", "kind", "front", "back", "answered", "tags",
];

fn write_rows(documents: &Documents, delimiter: u8, out: &mut impl Write) -> io::Result<()> {
    let mut rows = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(out);
    rows.write_record(COLUMNS)?;
    for card in records(documents) {
        rows.write_record([
            &card.id,
            &card.file,
            &card.line.to_string(),
            &card.section.join(" > "),
            card.kind,
            &card.front,
            &card.back,
            &card.answered.to_string(),
            &card.tags.join(" "),
        ])?;
    }
    rows.flush()
}
