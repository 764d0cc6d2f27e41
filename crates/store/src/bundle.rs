//! The bundled roadmaps, compiled at build time so that a first study session runs no parser.

mod texts;

use std::fmt;

use serde::{Deserialize, Serialize};
use waymark_core::card::{Answer, Card, CardKind, Line, SectionIndex};
use waymark_core::id::{CardId, ContentHash, NoteId};
use waymark_core::roadmap::{Roadmap, Section};

use crate::record::rich_text::{self, TextRecord};
use crate::record::{RecordError, parse};

pub use self::texts::{Parted, complete, part};

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

/// The file of the site that holds the document of that content, of those that come with it.
pub fn source_name(content: ContentHash) -> String {
    let digits = content.to_string();
    // Half of them is what other names of the site have.
    let half = digits.get(digits.len() / 2..).unwrap_or_default();
    format!("source-{half}.md")
}

/// The file of bundled roadmaps cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It is not what this version writes.
    Postcard(postcard::Error),
    /// It holds a value that no roadmap has.
    Record(RecordError),
    /// The texts are those of other roadmaps.
    OtherTexts,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postcard(cause) => write!(f, "not the file of this version: {cause}"),
            Self::Record(cause) => cause.fmt(f),
            Self::OtherTexts => f.write_str("the texts are those of other roadmaps"),
        }
    }
}

impl std::error::Error for BundleError {}

#[derive(Serialize, Deserialize)]
struct RoadmapRecord {
    path: String,
    content: u128,
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
    id: u64,
    note: u64,
    kind: u8,
    section: usize,
    line: u32,
    front: TextRecord,
    /// Nothing where the answer is the learner's own.
    answer: Option<TextRecord>,
}

/// Writes the roadmaps in this order.
///
/// # Errors
/// [`BundleError::Postcard`] if the encoder fails, which no roadmap is known to make it do.
pub fn to_bytes(roadmaps: &[BundledRoadmap]) -> Result<Vec<u8>, BundleError> {
    let records: Vec<RoadmapRecord> = roadmaps.iter().map(RoadmapRecord::of).collect();
    postcard::to_allocvec(&records).map_err(BundleError::Postcard)
}

/// Reads what [`to_bytes`] wrote.
///
/// # Errors
/// [`BundleError::Postcard`] for other bytes, [`BundleError::Record`] for impossible values.
pub fn from_bytes(bytes: &[u8]) -> Result<Vec<BundledRoadmap>, BundleError> {
    let records: Vec<RoadmapRecord> = postcard::from_bytes(bytes).map_err(BundleError::Postcard)?;
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
            content: bundled.content.bits(),
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
            content: ContentHash::from_bits(self.content),
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
            id: card.id.bits(),
            note: card.note.bits(),
            kind: kind_number(card.kind),
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
            id: CardId::from_bits(self.id),
            note: NoteId::from_bits(self.note),
            kind: CardKind::ALL
                .into_iter()
                .find(|kind| kind_number(*kind) == self.kind)
                .ok_or_else(|| RecordError::new("kind of card", self.kind))?,
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

const fn kind_number(kind: CardKind) -> u8 {
    match kind {
        CardKind::Question => 0,
        CardKind::Mastery => 1,
        CardKind::TableCell => 2,
        CardKind::Definition => 3,
        CardKind::TableReverse => 4,
        CardKind::TableContrast => 5,
        CardKind::Steps => 6,
        CardKind::NextStep => 7,
        CardKind::Goal => 8,
        CardKind::Mistake => 9,
        CardKind::Guidance => 10,
        CardKind::Topic => 11,
        CardKind::Example => 12,
        CardKind::Code => 13,
        CardKind::Command => 14,
        CardKind::Flashcard => 15,
        CardKind::Cloze => 16,
    }
}
