//! Reading the journal: every segment that any tab ever wrote.

use waymark_core::id::ReplicaId;
use waymark_core::journal::Event;

pub use crate::heads::Heads;
use crate::key_value::{KeyValue, StoreError};
use crate::segment::{self, SegmentError};

/// Where the segments are.
///
/// A key is this prefix, the id of the replica that wrote it, a slash and a number.
pub const SEGMENTS: &str = "waymark/journal/";

/// Who writes under this key, if it is one of the journal's.
pub fn replica_of(key: &str) -> Option<ReplicaId> {
    let (replica, _) = key.strip_prefix(SEGMENTS)?.split_once('/')?;
    replica.parse().ok()
}

/// What storage held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The events of the segments that were read, roughly in order.
    pub events: Vec<Event>,
    /// The segments that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Every segment, whether it was read now or known before.
    pub heads: Heads,
}

/// A segment in quarantine: it stays where it is, nobody writes there again, and it is tried
/// anew at each start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it is.
    pub key: String,
    /// What it holds.
    pub text: String,
    /// Why it cannot be read.
    pub cause: SegmentError,
}

/// The first lines of all segments, readable or not.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn heads(store: &impl KeyValue) -> Result<Heads, StoreError> {
    let mut heads = Heads::new();
    for key in store.keys(SEGMENTS)? {
        if let Some(head) = store.head(&key)? {
            heads.insert(key, head);
        }
    }
    Ok(heads)
}

/// Reads all segments; an unreadable one hinders no other.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn read(store: &impl KeyValue) -> Result<Stored, StoreError> {
    read_again(store, &Heads::new())
}

/// Reads the segments that are not as they were when `known` was read, and those that cannot be
/// read.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn read_again(store: &impl KeyValue, known: &Heads) -> Result<Stored, StoreError> {
    let mut stored = Stored::default();
    // Most are in order by themselves, so that sorting all events is little work later.
    let mut segments: Vec<Vec<Event>> = Vec::new();
    let first = |events: &[Event]| events.first().map(Event::order);
    for key in store.keys(SEGMENTS)? {
        // Of what is known, only the first line is asked for: its text may be long.
        if let Some(known) = known.get(&key)
            && store.head(&key)?.as_deref() == Some(known)
        {
            stored.heads.insert(key, known.to_owned());
            continue;
        }
        let Some(text) = store.get(&key)? else {
            // It was removed since the keys were listed.
            continue;
        };
        let head = segment::head(&text).to_owned();
        match segment::decode(&text) {
            Ok(events) => {
                let at = segments.partition_point(|other| first(other) < first(&events));
                segments.insert(at, events);
                stored.heads.insert(key, head);
            }
            Err(cause) => stored.unreadable.push(Unreadable { key, text, cause }),
        }
    }
    for mut events in segments {
        stored.events.append(&mut events);
    }
    Ok(stored)
}
