//! Reading the journal: every segment that any tab ever wrote.

use waymark_core::journal::Event;

use crate::key_value::{KeyValue, StoreError};
use crate::segment::{self, SegmentError};

/// Where the segments are.
///
/// A key is this prefix, the id of the replica that wrote it, a slash and a number.
pub const SEGMENTS: &str = "waymark/journal/";

/// What storage held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The events of all readable segments, in no particular order.
    pub events: Vec<Event>,
    /// The segments that could not be read.
    pub unreadable: Vec<Unreadable>,
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

/// Reads all segments; an unreadable one hinders no other.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn read(store: &impl KeyValue) -> Result<Stored, StoreError> {
    let mut stored = Stored {
        events: Vec::new(),
        unreadable: Vec::new(),
    };
    for key in store.keys(SEGMENTS)? {
        let Some(text) = store.get(&key)? else {
            // It was removed since the keys were listed.
            continue;
        };
        match segment::decode(&text) {
            Ok(events) => stored.events.extend(events),
            Err(cause) => stored.unreadable.push(Unreadable { key, text, cause }),
        }
    }
    Ok(stored)
}
