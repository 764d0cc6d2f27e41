//! Segments: the small texts in which the journal lies in storage.
//!
//! The first line says what it is, its version and the checksum of the rest; the second holds a
//! run of events as JSON. A segment stays pure ASCII, which every browser counts as one byte a
//! character or better.

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher24;
use waymark_core::journal::Event;

use crate::key_value::StoreError;
use crate::record::RecordError;
use crate::record::event::RunRecord;

const MAGIC: &str = "waymark-segment";
const VERSION: &str = "1";

/// A text that is not a segment this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentError {
    /// The first line is not that of a segment.
    NotASegment,
    /// It was written in another version of the format, probably by a newer program.
    Version {
        /// The version it names.
        found: String,
    },
    /// The text is not what was written: bytes were lost or changed.
    Checksum,
    /// The run is not the JSON that this version describes.
    Json {
        /// What the parser said, with line and column.
        cause: String,
    },
    /// The JSON holds a value that no event has.
    Record(RecordError),
}

impl fmt::Display for SegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASegment => f.write_str("the text is not a segment"),
            Self::Version { found } => {
                write!(f, "written in version {found} of the format, not {VERSION}")
            }
            Self::Checksum => f.write_str("the text was damaged after it was written"),
            Self::Json { cause } => write!(f, "not the expected JSON: {cause}"),
            Self::Record(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for SegmentError {}

/// Writes one run of events as a segment.
pub(crate) fn encode(run: &RunRecord) -> Result<String, StoreError> {
    let json = serde_json::to_string(run).map_err(|error| StoreError::Unwritable {
        cause: error.to_string(),
    })?;
    let json = ascii(json);
    Ok(format!(
        "{MAGIC} {VERSION} {:016x}\n{json}",
        checksum(&json)
    ))
}

/// Reads the events of a segment.
///
/// # Errors
/// One variant of [`SegmentError`] for each way in which a text can be no segment.
pub fn decode(text: &str) -> Result<Vec<Event>, SegmentError> {
    let (head, json) = text.split_once('\n').ok_or(SegmentError::NotASegment)?;
    let mut words = head.split(' ');
    let (magic, version, sum) = (words.next(), words.next(), words.next());
    let (Some(MAGIC), Some(version), Some(sum)) = (magic, version, sum) else {
        return Err(SegmentError::NotASegment);
    };
    if version != VERSION {
        return Err(SegmentError::Version {
            found: version.to_owned(),
        });
    }
    if sum != format!("{:016x}", checksum(json)) || words.next().is_some() {
        return Err(SegmentError::Checksum);
    }
    let run: RunRecord = serde_json::from_str(json).map_err(|error| SegmentError::Json {
        cause: error.to_string(),
    })?;
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
