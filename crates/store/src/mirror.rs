//! The second store: the same segments once more, where a crash of the whole browser loses less.
//!
//! The journal is the union of both. Each key is known by its first line, which holds a checksum,
//! so that what both have alike is read once. Nothing here waits for a store that answers later:
//! the caller brings what it says.

use waymark_core::id::ReplicaId;
use waymark_core::journal::Event;

use crate::reader::{Heads, Unreadable, replica_of};
use crate::segment;

/// In what two stores differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Keys that the second store has to have as the first has them, if that has all their events.
    pub to_write: Vec<String>,
    /// Keys of the second store that have to be read.
    pub to_read: Vec<String>,
}

/// Compares the first store with the second, without reading a segment.
///
/// `first` holds the readable segments only: what is damaged there, the second may hold whole.
/// What tabs write that are `live` is left out; they see to it themselves.
pub fn compare(first: &Heads, second: &Heads, is_live: impl Fn(ReplicaId) -> bool) -> Difference {
    let differing = |heads: &Heads| -> Vec<String> {
        let differs = |key: &&String| {
            first.get(key) != second.get(key) && !replica_of(key).is_some_and(&is_live)
        };
        heads.keys().filter(differs).cloned().collect()
    };
    Difference {
        to_write: differing(first),
        to_read: differing(second),
    }
}

/// What the second store brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The events of its segments.
    pub events: Vec<Event>,
    /// The keys of the segments that could be read.
    pub readable: Vec<String>,
    /// The segments that could not.
    pub unreadable: Vec<Unreadable>,
}

/// Reads segments of the second store: texts by key, as it answered.
pub fn bring(texts: impl IntoIterator<Item = (String, String)>) -> Brought {
    let mut brought = Brought::default();
    for (key, text) in texts {
        match segment::decode(&text) {
            Ok(events) => {
                brought.events.extend(events);
                brought.readable.push(key);
            }
            Err(cause) => brought.unreadable.push(Unreadable { key, text, cause }),
        }
    }
    brought
}
