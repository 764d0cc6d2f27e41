//! Since when each note says what it says.
//!
//! The journal knows when each version of a document came, and of earlier versions that are kept
//! the notes can be written again. So a note is as old as the first of the latest versions in a
//! row that all say the same of it.

use std::hash::Hasher;

use rustc_hash::FxHashMap;
use siphasher::sip::SipHasher24;
use waymark_core::time::Instant;

use super::Source;
use super::note::{Content, Writer};
use super::surroundings::Surroundings;

/// What the versions of a roadmap said.
pub struct Editions {
    since: Instant,
    /// Newest first; by the names of the notes, the fingerprints of what they said.
    earlier: Vec<(Instant, FxHashMap<String, u64>)>,
}

impl Editions {
    /// Writes the notes of all earlier versions of a roadmap.
    pub fn new(source: &Source<'_>, writer: &Writer<'_>) -> Self {
        let earlier = source.earlier.iter().rev().map(|version| {
            let surroundings = Surroundings::of(&version.roadmap);
            let cards = version.roadmap.cards.iter();
            let said = cards.map(|card| {
                let content = writer.content(&surroundings, card);
                (writer.guid_then(card.id), fingerprint(&content))
            });
            (version.since, said.collect())
        });
        Self {
            since: source.since,
            earlier: earlier.collect(),
        }
    }

    /// Since when a note says this.
    pub fn since(&self, guid: &str, content: &Content) -> Instant {
        if self.earlier.is_empty() {
            return self.since;
        }
        let now = fingerprint(content);
        let same = |said: &FxHashMap<String, u64>| said.get(guid) == Some(&now);
        let row = self.earlier.iter().take_while(|(_, said)| same(said));
        row.last().map_or(self.since, |(since, _)| *since)
    }
}

fn fingerprint(content: &Content) -> u64 {
    let mut hasher = SipHasher24::new();
    for text in content.fields.iter().chain(&content.tags) {
        hasher.write(text.as_bytes());
        // No text holds this byte.
        hasher.write_u8(0xff);
    }
    hasher.write_u8(content.note_type as u8);
    hasher.finish()
}
