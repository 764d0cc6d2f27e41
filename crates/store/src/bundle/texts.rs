//! The texts of sections that no study session shows, in a file of their own: the first page is
//! there sooner without them.

use serde::{Deserialize, Serialize};
use waymark_core::card::SectionIndex;
use waymark_core::rich_text::RichText;

use super::{BundleError, BundledRoadmap, to_bytes};
use crate::record::rich_text::{self, TextRecord};

/// The bundled roadmaps as two files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    /// All that a study session shows; [`from_bytes`](super::from_bytes) reads it.
    pub studied: Vec<u8>,
    /// The texts of the sections that it does not show; [`complete`] reads them.
    pub texts: Vec<u8>,
}

/// The texts of one roadmap.
#[derive(Serialize, Deserialize)]
struct TextsRecord {
    /// The roadmap they belong to.
    content: u128,
    /// One for each of its sections; nothing for a text that a study session shows.
    sections: Vec<TextRecord>,
}

/// Writes the roadmaps in this order as two files.
///
/// A study session shows the text of a section only as the answer to a card that has none of its
/// own: see [`Roadmap::studied_sections`](waymark_core::roadmap::Roadmap::studied_sections).
///
/// # Errors
/// [`BundleError::Postcard`] if the encoder fails, which no roadmap is known to make it do.
pub fn part(mut roadmaps: Vec<BundledRoadmap>) -> Result<Parted, BundleError> {
    let mut records = Vec::with_capacity(roadmaps.len());
    for bundled in &mut roadmaps {
        let studied = bundled.roadmap.studied_sections();
        let sections = bundled.roadmap.sections.iter_mut().enumerate();
        records.push(TextsRecord {
            content: bundled.content.bits(),
            sections: sections
                .map(|(index, section)| {
                    if studied.contains(&SectionIndex(index)) {
                        return TextRecord::new();
                    }
                    let blocks = std::mem::take(&mut section.text.blocks);
                    rich_text::write(&RichText { blocks })
                })
                .collect(),
        });
    }
    Ok(Parted {
        studied: to_bytes(&roadmaps)?,
        texts: postcard::to_allocvec(&records).map_err(BundleError::Postcard)?,
    })
}

/// Gives `roadmaps` the texts that [`part`] took out of them.
///
/// # Errors
/// [`BundleError::Postcard`] for other bytes, [`BundleError::OtherTexts`] for those of other
/// roadmaps, [`BundleError::Record`] for impossible values; some texts may be there then.
pub fn complete(roadmaps: &mut [BundledRoadmap], texts: &[u8]) -> Result<(), BundleError> {
    let records: Vec<TextsRecord> = postcard::from_bytes(texts).map_err(BundleError::Postcard)?;
    let is_other = |(bundled, record): (&BundledRoadmap, &TextsRecord)| {
        record.content != bundled.content.bits()
            || record.sections.len() != bundled.roadmap.sections.len()
    };
    if records.len() != roadmaps.len() || roadmaps.iter().zip(&records).any(is_other) {
        return Err(BundleError::OtherTexts);
    }
    for (bundled, record) in roadmaps.iter_mut().zip(records) {
        let sections = bundled.roadmap.sections.iter_mut();
        for (section, text) in sections.zip(record.sections) {
            if !text.is_empty() {
                section.text = rich_text::read(text).map_err(BundleError::Record)?;
            }
        }
    }
    Ok(())
}
