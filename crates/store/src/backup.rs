//! Backups: one file with everything that a browser holds of a learner.
//!
//! A backup is a set of sets, so merging two of them is a union: in any order, any number of
//! times, with the same result.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use waymark_core::id::RoadmapId;
use waymark_core::journal::{Event, Fact, Imported, Journal};
use waymark_core::time::Instant;

use crate::key_value::{KeyValue, StoreError};
use crate::reader::{self, SEGMENTS, Unreadable};
use crate::segment;
use crate::writer::Writer;

pub use file::{BackupError, Damage, version};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made.
    pub made: Instant,
    /// Every event of the journal.
    pub events: Vec<Event>,
    /// The bytes of the documents that were imported; of one roadmap there may be several.
    pub documents: BTreeMap<Imported, Vec<u8>>,
    /// Of documents that the learner has edited, the one that each was made from.
    pub bases: BTreeMap<Imported, Vec<u8>>,
    /// The bundled roadmaps that the learner does not want to see.
    pub put_away: BTreeSet<RoadmapId>,
    /// The segments that cannot be read, as they were in storage.
    pub unreadable: Vec<Unreadable>,
}

impl Backup {
    /// Gathers a backup of a journal and of what could not be read, without documents.
    pub fn new(made: Instant, events: &[Event], unreadable: &[Unreadable]) -> Self {
        Self {
            made,
            events: events.to_vec(),
            documents: BTreeMap::new(),
            bases: BTreeMap::new(),
            put_away: BTreeSet::new(),
            // Of what is gone there is nothing to keep.
            unreadable: unreadable
                .iter()
                .filter(|piece| !piece.text.is_empty())
                .cloned()
                .collect(),
        }
    }

    /// The union of this backup and others, made when the last of them was.
    #[must_use]
    pub fn merged(mut self, others: impl IntoIterator<Item = Self>) -> Self {
        for other in others {
            self.made = self.made.max(other.made);
            self.events.extend(other.events);
            self.documents.extend(other.documents);
            for (document, base) in other.bases {
                // Whichever comes first, the same stays.
                let kept = self.bases.entry(document).or_default();
                *kept = std::mem::take(kept).max(base);
            }
            self.put_away.extend(other.put_away);
            self.unreadable.extend(other.unreadable);
        }
        self.events = Journal::from_events(self.events).events().to_vec();
        let documents = &self.documents;
        // A document in its place is stronger than the wish to see nothing there.
        self.put_away
            .retain(|id| documents.keys().all(|document| document.roadmap != *id));
        // One text is one piece of history, wherever it was found.
        let place = |piece: &Unreadable| (piece.text.clone(), piece.key.clone());
        self.unreadable.sort_by_cached_key(place);
        self.unreadable
            .dedup_by(|one, other| one.text == other.text);
        self.unreadable
            .sort_by_cached_key(|piece| piece.key.clone());
        self
    }

    /// Merges the events into storage, all or nothing: `new` are those that are not there yet. An
    /// unreadable segment goes back where it was, or beside it where something else is there.
    ///
    /// Returns the unreadable segments that were not in storage before.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; what had been written is removed again.
    pub fn restore(
        &self,
        store: &impl KeyValue,
        writer: &mut Writer,
        new: &[Event],
    ) -> Result<Vec<Unreadable>, StoreError> {
        let unreadable = self.restore_unreadable(store)?;
        if let Err(error) = writer.adopt(store, new) {
            remove(store, &unreadable)?;
            return Err(error);
        }
        Ok(unreadable)
    }

    fn restore_unreadable(&self, store: &impl KeyValue) -> Result<Vec<Unreadable>, StoreError> {
        let mut restored: Vec<Unreadable> = Vec::new();
        if self.unreadable.is_empty() {
            return Ok(restored);
        }
        let here = reader::read(store)?.unreadable;
        for piece in &self.unreadable {
            let mut known = here.iter().chain(&restored);
            if known.any(|known| known.text == piece.text) {
                continue;
            }
            let mut piece = piece.clone();
            // A backup must not write to a key that is not the journal's, or that is taken.
            if !piece.key.starts_with(SEGMENTS) || store.get(&piece.key)?.is_some() {
                piece.key = format!("{SEGMENTS}kept/{:016x}", segment::checksum(&piece.text));
            }
            if let Err(error) = store.set(&piece.key, &piece.text) {
                remove(store, &restored)?;
                return Err(error);
            }
            restored.push(piece);
        }
        Ok(restored)
    }
}

fn remove(store: &impl KeyValue, segments: &[Unreadable]) -> Result<(), StoreError> {
    for segment in segments {
        store.remove(&segment.key)?;
    }
    Ok(())
}

/// Of each roadmap the one document that is current: the one that the journal names last.
///
/// Documents that it does not name stand behind those it names, so that every device that holds
/// the same documents and events chooses alike.
pub fn current<'a>(
    documents: impl IntoIterator<Item = &'a Imported>,
    journal: &Journal,
) -> Vec<&'a Imported> {
    let named: Vec<&Imported> = journal
        .live()
        .filter_map(|event| match &event.fact {
            Fact::Imported(imported) => Some(&**imported),
            _ => None,
        })
        .collect();
    let rank = |document: &Imported| named.iter().rposition(|named| *named == document);
    let mut current: BTreeMap<&RoadmapId, &Imported> = BTreeMap::new();
    for document in documents {
        let held = current.entry(&document.roadmap).or_insert(document);
        if (rank(document), document) > (rank(held), *held) {
            *held = document;
        }
    }
    current.into_values().collect()
}
