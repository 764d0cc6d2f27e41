//! Segments: the small texts in which the journal lies in storage.
//!
//! The first line says what it is, its version and the checksum of the rest; the second holds
//! events: of version 1 a run as JSON, which a tab writes as the learner goes on, of version 2
//! runs in as few characters as they need, which is how they are kept. A segment stays pure ASCII,
//! which every browser counts as one byte a character or better.

mod bits;
#[cfg(test)]
mod laws;
mod packed;

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher24;
use waymark_core::journal::Event;

pub use crate::key_value::head;
use crate::record::RecordError;
use crate::record::event::RunRecord;
use crate::record::json;
pub use crate::record::json::JsonError;

const MAGIC: &str = "waymark-segment";
const RUN: &str = "1";
const PACKED: &str = "2";

/// A text that is not a segment this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentError {
    /// Nothing is left of the text.
    Empty,
    /// The first line is not that of a segment.
    NotASegment,
    /// It was written in another version of the format, probably by a newer program.
    Version {
        /// The version it names.
        found: String,
    },
    /// The text is not what was written: bytes were lost or changed.
    Checksum,
    /// The packed events are not those of version 2.
    Packed {
        /// How many characters of them were read.
        at: usize,
    },
    /// The run, or a fact, is not the JSON that its version describes.
    Json(JsonError),
    /// The JSON holds a value that no event has.
    Record(RecordError),
}

impl fmt::Display for SegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is left of the text"),
            Self::NotASegment => f.write_str("the text is not a segment"),
            Self::Version { found } => {
                write!(
                    f,
                    "written in version {found} of the format, not {RUN} or {PACKED}"
                )
            }
            Self::Checksum => f.write_str("the text was damaged after it was written"),
            Self::Packed { at } => write!(f, "no packed events after {at} characters"),
            Self::Json(cause) => write!(f, "not the expected JSON: {cause}"),
            Self::Record(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for SegmentError {}

/// Writes one run of events as a segment.
pub(crate) fn encode(run: &RunRecord) -> String {
    entitled(RUN, &ascii(json::of_run(run)))
}

/// Writes events as a segment that is to be kept; in the order of their ids they take the least.
pub(crate) fn pack(events: &[&Event]) -> String {
    entitled(PACKED, &packed::encode(events))
}

fn entitled(version: &str, body: &str) -> String {
    format!("{MAGIC} {version} {:016x}\n{body}", checksum(body))
}

/// Whether a segment with this first line is packed: nobody adds to such a one.
pub(crate) fn is_packed(head: &str) -> bool {
    let version = head
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.strip_prefix(' '));
    version
        .and_then(|rest| rest.split_once(' '))
        .is_some_and(|(version, _)| version == PACKED)
}

/// Reads the events of a segment.
///
/// # Errors
/// One variant of [`SegmentError`] for each way in which a text can be no segment.
pub fn decode(text: &str) -> Result<Vec<Event>, SegmentError> {
    if text.is_empty() {
        return Err(SegmentError::Empty);
    }
    let (head, body) = text.split_once('\n').ok_or(SegmentError::NotASegment)?;
    let mut words = head.split(' ');
    let (magic, version, sum) = (words.next(), words.next(), words.next());
    let (Some(MAGIC), Some(version), Some(sum)) = (magic, version, sum) else {
        return Err(SegmentError::NotASegment);
    };
    if version != RUN && version != PACKED {
        return Err(SegmentError::Version {
            found: version.to_owned(),
        });
    }
    if sum != format!("{:016x}", checksum(body)) || words.next().is_some() {
        return Err(SegmentError::Checksum);
    }
    if version == PACKED {
        return packed::decode(body);
    }
    let run = json::read_run(body).map_err(SegmentError::Json)?;
    run.read().map_err(SegmentError::Record)
}

/// SipHash-2-4 with a key of zeros: against accidents, not against forgery.
pub(crate) fn checksum(text: &str) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The same JSON with every character beyond ASCII escaped; such stand only in strings.
fn ascii(json: String) -> String {
    if json.is_ascii() {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() * 2);
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}
