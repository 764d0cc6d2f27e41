//! Compaction: many small segments of tabs that are gone become few large ones.
//!
//! The new segment is written and read back before an old one goes, so that a crash at any moment
//! leaves every event in storage, some of them twice. One tab does it at a time.

use waymark_core::id::ReplicaId;
use waymark_core::journal::Event;

use crate::key_value::{KeyValue, StoreError};
use crate::reader::{SEGMENTS, replica_of};
use crate::record::event::by_id;
use crate::segment;
use crate::writer::Writer;

/// Fewer segments than this are left as they are.
const WORTHWHILE: usize = 12;

/// A segment goes along with those that are smaller if it is at most this many times as long as
/// all of them. So each event is written anew only when what it is in has grown by a part of it,
/// and the number of segments grows with the logarithm of the history.
const TIMES_THE_SMALLER: usize = 2;

/// What counts as short however short the others are: about an evening's history, packed.
const SHORT: usize = 10_000;

/// Segments that are longer than this together stay apart: the new one has to fit beside them.
const LONGEST: usize = 1_500_000;

/// A segment that is written, for others that may go now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// The keys of the new segments.
    pub written: Vec<String>,
    /// The keys of the segments whose events they hold, with the first line that each had.
    pub replaced: Vec<(String, String)>,
}

/// A segment that nobody writes any more.
struct Closed {
    key: String,
    text: String,
}

/// Writes one segment for many, if there are many, and reads it back; removes nothing.
///
/// Segments of replicas that are `live` and those that cannot be read stay out of it. `None` says
/// that there is nothing to gain, or no room for it.
///
/// # Errors
/// [`StoreError`] when storage refuses for another reason than want of room; what was written is
/// removed again.
pub fn write(
    store: &impl KeyValue,
    writer: &mut Writer,
    is_live: impl Fn(ReplicaId) -> bool,
) -> Result<Option<Compacted>, StoreError> {
    let mut closed = worthwhile(closed(store, is_live)?);
    let mut events = Vec::new();
    closed.retain(|segment| match segment::decode(&segment.text) {
        Ok(found) => {
            events.extend(found);
            true
        }
        // What cannot be read stays where it is.
        Err(_) => false,
    });
    if closed.len() < WORTHWHILE {
        return Ok(None);
    }
    let written = match writer.adopt(store, &events) {
        Ok(written) => written,
        Err(StoreError::Full { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut read: Vec<Event> = Vec::with_capacity(events.len());
    for key in &written {
        let text = store.get(key)?.unwrap_or_default();
        read.extend(segment::decode(&text).unwrap_or_default());
    }
    if by_id(&read) != by_id(&events) {
        for key in &written {
            store.remove(key)?;
        }
        return Err(StoreError::Blocked {
            cause: "storage gave back something else than was written".to_owned(),
        });
    }
    let replaced = closed.into_iter().map(|segment| {
        let head = segment::head(&segment.text).to_owned();
        (segment.key, head)
    });
    let replaced = replaced.collect();
    Ok(Some(Compacted { written, replaced }))
}

/// Removes the segments that were replaced, but none that was written to since.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached; those that are left do no harm.
pub fn remove_replaced(store: &impl KeyValue, compacted: &Compacted) -> Result<(), StoreError> {
    for (key, head) in &compacted.replaced {
        if store
            .get(key)?
            .is_some_and(|text| segment::head(&text) == head)
        {
            store.remove(key)?;
        }
    }
    Ok(())
}

fn closed(
    store: &impl KeyValue,
    is_live: impl Fn(ReplicaId) -> bool,
) -> Result<Vec<Closed>, StoreError> {
    let mut closed = Vec::new();
    for key in store.keys(SEGMENTS)? {
        // What is archived is packed, and makes no room.
        if replica_of(&key).is_none_or(&is_live) || store.is_archived(&key)? {
            continue;
        }
        if let Some(text) = store.get(&key)? {
            closed.push(Closed { key, text });
        }
    }
    Ok(closed)
}

/// The smallest, up to the first that is too long beside them.
fn worthwhile(mut closed: Vec<Closed>) -> Vec<Closed> {
    closed.sort_by_key(|segment| segment.text.len());
    let mut together = 0;
    let fitting = closed.iter().take_while(|segment| {
        let longest = together.max(SHORT) * TIMES_THE_SMALLER;
        together += segment.text.len();
        segment.text.len() <= longest && together <= LONGEST
    });
    let fitting = fitting.count();
    closed.truncate(fitting);
    closed
}
