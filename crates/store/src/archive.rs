//! The archive: old segments whose texts lie in the second store alone, so that the first has room.
//!
//! The second store marks such a segment by holding its whole text where it holds first lines. The
//! first keeps a list of them, which says what has to be there: a segment that is on the list and
//! in neither store is reported until its events are back. A segment leaves the first store only
//! after the second was seen to have it, so that a crash at any moment leaves every event in one of
//! them. One tab does it at a time, when no other is open.

mod list;

use waymark_core::id::ReplicaId;
use waymark_core::journal::{Event, EventOrder};
use waymark_core::ordering::put_in_order;

use crate::key_value::{KeyValue, StoreError};
use crate::reader::{SEGMENTS, replica_of};
use crate::segment::{self, SegmentError};

pub use list::{Archive, ArchiveError, Archived};

/// The key of the list in the first store.
pub const ARCHIVE: &str = "waymark/archive";

/// Segments that are shorter stay: compaction takes them along later.
const SHORT: usize = 10_000;

/// A segment whose entry in the list is longer than such a part of its text stays.
const ENTRY_PART: usize = 4;

/// A segment that can be archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its entry in the list.
    pub archived: Archived,
    /// Its text.
    pub text: String,
    first: Option<EventOrder>,
}

impl Candidate {
    /// A segment, with its entry in the list.
    ///
    /// # Errors
    /// [`SegmentError`] when it cannot be read.
    pub fn of(key: String, text: String) -> Result<Self, SegmentError> {
        let events = segment::decode(&text)?;
        Ok(Self {
            first: events.iter().map(Event::order).min(),
            archived: Archived::of(key, segment::head(&text).to_owned(), &events),
            text,
        })
    }

    /// How many characters of the first store it makes free.
    pub fn gain(&self) -> usize {
        let taken = self.archived.key.len() + self.text.len();
        taken.saturating_sub(self.archived.length())
    }
}

/// The segments that can be archived, the oldest first: packed ones that are worth it, of replicas
/// that are not `live`.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn candidates(
    store: &impl KeyValue,
    is_live: impl Fn(ReplicaId) -> bool,
) -> Result<Vec<Candidate>, StoreError> {
    let mut candidates = Vec::new();
    for key in store.keys(SEGMENTS)? {
        let is_open = replica_of(&key).is_none_or(&is_live);
        // A space would end the key in the list.
        if is_open || key.contains(char::is_whitespace) || store.is_archived(&key)? {
            continue;
        }
        if let Some(text) = store.get(&key)?
            && text.len() >= SHORT
            && segment::is_packed(segment::head(&text))
            // What cannot be read stays where it is.
            && let Ok(candidate) = Candidate::of(key, text)
            && candidate.archived.length() * ENTRY_PART <= candidate.text.len()
        {
            candidates.push(candidate);
        }
    }
    put_in_order(&mut candidates, |candidate| {
        candidate.first.map_or([0; 3], EventOrder::key)
    });
    Ok(candidates)
}

/// Those whose whole text the second store has, as it answered: texts by key.
pub fn confirmed(candidates: Vec<Candidate>, texts: &[(String, String)]) -> Vec<Archived> {
    let is_there = |candidate: &Candidate| {
        let mut texts = texts.iter();
        texts.any(|(key, text)| *key == candidate.archived.key && *text == candidate.text)
    };
    let there = candidates.into_iter().filter(is_there);
    there.map(|candidate| candidate.archived).collect()
}

/// Puts segments that the second store was seen to have on the list, and then lets them go here.
///
/// In a store that has no room for the list either, the oldest of them makes it: the mark in the
/// second store says the same.
///
/// # Errors
/// [`StoreError`] when storage refuses; what is here still is in both.
pub fn release(
    store: &impl KeyValue,
    mut archive: Archive,
    archived: &[Archived],
) -> Result<(), StoreError> {
    for segment in archived {
        archive.insert(segment.clone());
    }
    let mut waiting = archived.iter();
    match archive.keep(store) {
        Err(StoreError::Full { .. }) => {
            if let Some(oldest) = waiting.next() {
                remove(store, oldest)?;
            }
            archive.keep(store)?;
        }
        kept => kept?,
    }
    for segment in waiting {
        remove(store, segment)?;
    }
    Ok(())
}

/// Removes the text of a segment, if it is as it was.
fn remove(store: &impl KeyValue, segment: &Archived) -> Result<(), StoreError> {
    if store.head(&segment.key)?.as_deref() == Some(&*segment.head) {
        store.remove(&segment.key)?;
    }
    Ok(())
}

/// Writes archived segments here again, those archived last first, as long as `free` characters
/// last, and takes them off the list. Says how many came.
///
/// Who writes to both stores at once takes the mark from the second with the same step.
///
/// # Errors
/// [`StoreError`] when storage refuses for another reason than want of room; what did not come
/// stays archived.
pub fn bring_back(
    store: &impl KeyValue,
    mut archive: Archive,
    mut free: usize,
) -> Result<usize, StoreError> {
    let mut brought: Vec<String> = Vec::new();
    for segment in archive.segments.iter().rev() {
        let text = store.get(&segment.key)?.unwrap_or_default();
        let taken = segment.key.len() + text.len();
        if segment::head(&text) != segment.head || taken > free {
            continue;
        }
        match store.set(&segment.key, &text) {
            Ok(()) => brought.push(segment.key.clone()),
            Err(StoreError::Full { .. }) => break,
            Err(error) => return Err(error),
        }
        free -= taken;
    }
    let is_brought = |segment: &Archived| brought.contains(&segment.key);
    archive.segments.retain(|segment| !is_brought(segment));
    if !brought.is_empty() {
        archive.keep(store)?;
    }
    Ok(brought.len())
}
