//! A checkpoint as bytes, with the segments that it covers.
//!
//! It is derived, and can be deleted at any time: then everything is read. So a text that this
//! very program did not write is no error, it is as though there were none.

mod numbers;

use std::hash::Hasher;

use siphasher::sip::SipHasher24;
use waymark_core::checkpoint::Checkpoint;
use waymark_core::id::ReplicaId;
use waymark_core::journal::{Event, EventOrder, Journal};
use waymark_core::ordering::put_in_order;

use crate::key_value::{KeyValue, StoreError};
use crate::reader::{Heads, SEGMENTS, replica_of};
use crate::record::event::by_id;
use crate::segment;

/// The sources that fold and that read events, as a number.
const FOLD: &str = env!("WAYMARK_FOLD");

/// A segment that nobody writes any more, read.
struct Closed {
    key: String,
    head: String,
    events: Vec<Event>,
    first: EventOrder,
    last: EventOrder,
}

/// A checkpoint, and where the events are that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// The first line of each segment whose events are covered.
    pub segments: Heads,
    /// What follows from them.
    pub checkpoint: Checkpoint,
}

impl KeptCheckpoint {
    /// The longest beginning of the journal that lies in segments which change no more, and what
    /// follows from it; `None` where there is none.
    ///
    /// A replica that is `live` may write to its last segment still, unless that is packed. What
    /// cannot be read is no part of the journal.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    pub fn make(
        store: &impl KeyValue,
        is_live: impl Fn(ReplicaId) -> bool,
    ) -> Result<Option<Self>, StoreError> {
        let mut closed: Vec<Closed> = Vec::new();
        // Nothing that is covered may come after the first event that is not.
        let mut first_open: Option<EventOrder> = None;
        for key in store.keys(SEGMENTS)? {
            let Some(text) = store.get(&key)? else {
                continue;
            };
            let Ok(mut events) = segment::decode(&text) else {
                continue;
            };
            put_in_order(&mut events, |event| event.order().key());
            let head = segment::head(&text).to_owned();
            let (Some(first), Some(last)) = (events.first(), events.last()) else {
                continue;
            };
            let (first, last) = (first.order(), last.order());
            let is_open = !segment::is_packed(&head) && replica_of(&key).is_none_or(&is_live);
            if is_open {
                first_open = Some(first_open.map_or(first, |other| other.min(first)));
            } else {
                closed.push(Closed {
                    key,
                    head,
                    events,
                    first,
                    last,
                });
            }
        }
        put_in_order(&mut closed, |segment| segment.last.key());
        // From the last on: one that reaches beyond what is open is as good as open.
        while let Some(first_open) = &mut first_open
            && let Some(segment) = closed.pop_if(|segment| segment.last > *first_open)
        {
            *first_open = segment.first.min(*first_open);
        }
        let mut segments = Heads::new();
        let mut events = Vec::new();
        for segment in closed {
            segments.insert(segment.key, segment.head);
            events.extend(segment.events);
        }
        let checkpoint = Checkpoint::of(&Journal::from_events(events));
        Ok(checkpoint.map(|checkpoint| Self {
            segments,
            checkpoint,
        }))
    }

    /// Whether each covered segment is among these.
    pub fn is_within(&self, heads: &Heads) -> bool {
        let mut keys = self.segments.keys();
        keys.all(|key| heads.get(key) == self.segments.get(key))
    }

    /// The bytes.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if the encoder fails, which no checkpoint is known to make it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        self.bytes_of(FOLD)
    }

    fn bytes_of(&self, fold: &str) -> Result<Vec<u8>, StoreError> {
        let remembered = segment::pack(&by_id(&self.checkpoint.remembered));
        let mut texts = vec![fold.to_owned(), remembered];
        for key in self.segments.keys() {
            texts.push(key.clone());
            texts.push(self.segments.get(key).unwrap_or_default().to_owned());
        }
        let numbers = numbers::of(&self.checkpoint);
        let bytes = postcard::to_allocvec(&(texts, numbers));
        let mut bytes = bytes.map_err(|error| StoreError::Unwritable {
            cause: error.to_string(),
        })?;
        bytes.extend(checksum(&bytes).to_le_bytes());
        Ok(bytes)
    }

    /// Reads what [`Self::to_bytes`] of this very program wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (bytes, sum) = bytes.split_last_chunk::<8>()?;
        if checksum(bytes).to_le_bytes() != *sum {
            return None;
        }
        let record: Result<(Vec<String>, Vec<u64>), _> = postcard::from_bytes(bytes);
        let (texts, numbers) = record.ok()?;
        let mut texts = texts.into_iter();
        if texts.next()? != FOLD {
            return None;
        }
        let remembered = segment::decode(&texts.next()?).ok()?;
        let mut segments = Heads::new();
        while let Some(key) = texts.next() {
            segments.insert(key, texts.next()?);
        }
        Some(Self {
            segments,
            checkpoint: numbers::read(numbers, remembered)?,
        })
    }
}

/// SipHash-2-4 with a key of zeros, as of segments.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_value::memory::MemoryStore;
    use crate::writer::Writer;
    use waymark_core::id::CardId;
    use waymark_core::journal::Fact;
    use waymark_core::time::{Instant, Moment, UtcOffset};

    #[test]
    fn another_program_does_not_go_on_from_it() {
        let store = MemoryStore::like_a_browser();
        let moment = Moment {
            instant: Instant::from_unix_ms(0),
            offset: UtcOffset::UTC,
        };
        let mut writer = Writer::new(ReplicaId::from_bits(1));
        let written = writer.append(&store, moment, [Fact::Suspended(CardId::from_bits(1))]);
        assert!(written.is_ok());
        let made = KeptCheckpoint::make(&store, |_| false);
        let Ok(Some(made)) = made else {
            unreachable!("a segment that nobody writes is covered: {made:?}");
        };
        let check = |fold: &str, expected: Option<&KeptCheckpoint>| {
            let read = made
                .bytes_of(fold)
                .map(|bytes| KeptCheckpoint::from_bytes(&bytes));
            assert_eq!(read, Ok(expected.cloned()), "{fold}");
        };
        check(FOLD, Some(&made));
        check("", None);
        check("1", None);
        check(&format!("{FOLD} "), None);
    }
}
