//! The bundled roadmaps, compiled at build time so that a first study session runs no parser.

use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::card::{Answer, Card, CardKind, Line, SectionIndex};
use waymark_core::id::ContentHash;
use waymark_core::roadmap::{Roadmap, Section};

use crate::record::rich_text::{self, TextRecord};
use crate::record::{RecordError, parse};

/// A roadmap that comes with the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundledRoadmap {
    /// Its file below `content/`, for instance `kubernetes/mastery.md`.
    pub path: String,
    /// The bytes it was compiled from.
    pub content: ContentHash,
    /// What they say.
    pub roadmap: Roadmap,
}

/// The file of bundled roadmaps cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It is not the JSON that this version writes.
    Json {
        /// What the parser said, with line and column.
        cause: String,
    },
    /// It holds a value that no roadmap has.
    Record(RecordError),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { cause } => write!(f, "not the expected JSON: {cause}"),
            Self::Record(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for BundleError {}

impl From<serde_json::Error> for BundleError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json {
            cause: error.to_string(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct RoadmapRecord {
    path: String,
    content: String,
    id: String,
    title: String,
    sections: Vec<SectionRecord>,
    cards: Vec<CardRecord>,
}

#[derive(Serialize, Deserialize)]
struct SectionRecord {
    heading: String,
    parent: Option<usize>,
    line: u32,
    text: TextRecord,
}

#[derive(Serialize, Deserialize)]
struct CardRecord {
    id: String,
    note: String,
    kind: String,
    section: usize,
    line: u32,
    front: TextRecord,
    /// Nothing where the answer is the learner's own.
    answer: Option<TextRecord>,
}

/// Writes the roadmaps in this order.
///
/// # Errors
/// [`BundleError::Json`] if the encoder fails, which no roadmap is known to make it do.
pub fn to_json(roadmaps: &[BundledRoadmap]) -> Result<String, BundleError> {
    let records: Vec<RoadmapRecord> = roadmaps.iter().map(RoadmapRecord::of).collect();
    Ok(serde_json::to_string(&records)?)
}

/// Reads what [`to_json`] wrote.
///
/// # Errors
/// [`BundleError::Json`] for other JSON or none, [`BundleError::Record`] for impossible values.
pub fn from_json(json: &str) -> Result<Vec<BundledRoadmap>, BundleError> {
    let records: Vec<RoadmapRecord> = serde_json::from_str(json)?;
    let roadmaps = records.into_iter().map(RoadmapRecord::read);
    roadmaps
        .collect::<Result<_, _>>()
        .map_err(BundleError::Record)
}

impl RoadmapRecord {
    fn of(bundled: &BundledRoadmap) -> Self {
        let roadmap = &bundled.roadmap;
        Self {
            path: bundled.path.clone(),
            content: bundled.content.to_string(),
            id: roadmap.id.to_string(),
            title: roadmap.title.clone(),
            sections: roadmap.sections.iter().map(SectionRecord::of).collect(),
            cards: roadmap.cards.iter().map(CardRecord::of).collect(),
        }
    }

    fn read(self) -> Result<BundledRoadmap, RecordError> {
        let sections = self.sections.into_iter().enumerate();
        let sections: Vec<Section> = sections
            .map(|(index, section)| section.read(index))
            .collect::<Result<_, _>>()?;
        let count = sections.len();
        let cards = self.cards.into_iter().map(|card| card.read(count));
        Ok(BundledRoadmap {
            content: parse("content hash", &self.content)?,
            roadmap: Roadmap {
                id: parse("roadmap", &self.id)?,
                title: self.title,
                cards: cards.collect::<Result<_, _>>()?,
                sections,
            },
            path: self.path,
        })
    }
}

impl SectionRecord {
    fn of(section: &Section) -> Self {
        Self {
            heading: section.heading.clone(),
            parent: section.parent.map(|parent| parent.0),
            line: section.line.0,
            text: rich_text::write(&section.text),
        }
    }

    fn read(self, index: usize) -> Result<Section, RecordError> {
        match self.parent {
            // Parents come before their children, so every path upwards ends.
            Some(parent) if parent >= index => Err(RecordError::new("parent section", parent)),
            parent => Ok(Section {
                heading: self.heading,
                parent: parent.map(SectionIndex),
                line: Line(self.line),
                text: rich_text::read(self.text)?,
            }),
        }
    }
}

impl CardRecord {
    fn of(card: &Card) -> Self {
        Self {
            id: card.id.to_string(),
            note: card.note.to_string(),
            kind: card.kind.name().to_owned(),
            section: card.section.0,
            line: card.line.0,
            front: rich_text::write(&card.front),
            answer: match &card.answer {
                Answer::Given(answer) => Some(rich_text::write(answer)),
                Answer::Own => None,
            },
        }
    }

    fn read(self, sections: usize) -> Result<Card, RecordError> {
        if self.section >= sections {
            return Err(RecordError::new("section", self.section));
        }
        Ok(Card {
            id: parse("card", &self.id)?,
            note: parse("note", &self.note)?,
            kind: CardKind::from_name(&self.kind)
                .ok_or_else(|| RecordError::new("kind of card", &self.kind))?,
            section: SectionIndex(self.section),
            line: Line(self.line),
            front: rich_text::read(self.front)?,
            answer: match self.answer {
                Some(answer) => Answer::Given(rich_text::read(answer)?),
                None => Answer::Own,
            },
        })
    }
}
