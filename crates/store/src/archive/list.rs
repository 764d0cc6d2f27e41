//! The list of what is archived, as the first store keeps it.

use std::fmt;

use waymark_core::checkpoint::{Stretch, stretches};
use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Journal};

use super::ARCHIVE;
use crate::key_value::{KeyValue, StoreError};
use crate::reader::SEGMENTS;
use crate::segment;

const MAGIC: &str = "waymark-archive";
const VERSION: &str = "1";

/// A segment whose text the second store alone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Its key.
    pub key: String,
    /// Its first line.
    pub head: String,
    /// Which events it holds.
    events: Vec<Stretch>,
}

impl Archived {
    pub(super) fn of(key: String, head: String, events: &[Event]) -> Self {
        let ids = events.iter().map(|event| event.id);
        Self {
            key,
            head,
            events: stretches(ids.collect()),
        }
    }

    /// How many events it holds.
    pub fn events(&self) -> usize {
        let lengths = self.events.iter();
        let lengths = lengths.map(|stretch| stretch.last.abs_diff(stretch.first) as usize + 1);
        lengths.sum()
    }

    /// How many of its events a journal does not have.
    pub fn missing_in(&self, journal: &Journal) -> usize {
        let ids = self.events.iter().flat_map(|stretch| {
            let replica = stretch.replica;
            (stretch.first..=stretch.last).map(move |sequence| EventId { replica, sequence })
        });
        ids.filter(|id| journal.get(*id).is_none()).count()
    }

    /// How many characters its line of the list takes, with what ends it.
    pub(super) fn length(&self) -> usize {
        self.to_string().len() + 1
    }

    fn read(line: &str) -> Option<Self> {
        let mut words = line.splitn(5, ' ');
        let key = words.next().filter(|key| key.starts_with(SEGMENTS))?;
        let head = [words.next()?, words.next()?, words.next()?].join(" ");
        let events = words.next()?.split(' ').map(read_stretch);
        Some(Self {
            key: key.to_owned(),
            head,
            events: events.collect::<Option<_>>()?,
        })
    }
}

fn read_stretch(word: &str) -> Option<Stretch> {
    let mut parts = word.split('-');
    let replica: ReplicaId = parts.next()?.parse().ok()?;
    let (first, last) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (first <= last && parts.next().is_none()).then_some(Stretch {
        replica,
        first,
        last,
    })
}

/// The line of the list.
impl fmt::Display for Archived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.key, self.head)?;
        for stretch in &self.events {
            write!(f, " {}-{}-{}", stretch.replica, stretch.first, stretch.last)?;
        }
        Ok(())
    }
}

/// What is archived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// The segments, in the order in which they were archived.
    pub segments: Vec<Archived>,
}

impl Archive {
    /// The list that a store keeps; an empty one where there is none.
    ///
    /// # Errors
    /// One variant of [`ArchiveError`] for each way in which it can be unreadable.
    pub fn read(store: &impl KeyValue) -> Result<Self, ArchiveError> {
        match store.get(ARCHIVE).map_err(ArchiveError::Store)? {
            Some(text) => Self::parse(&text),
            None => Ok(Self::default()),
        }
    }

    /// Reads a list.
    ///
    /// # Errors
    /// All of [`ArchiveError`] but [`ArchiveError::Store`].
    pub fn parse(text: &str) -> Result<Self, ArchiveError> {
        let (head, body) = text.split_once('\n').ok_or(ArchiveError::NotAList)?;
        let mut words = head.split(' ');
        let (Some(MAGIC), Some(version), Some(sum)) = (words.next(), words.next(), words.next())
        else {
            return Err(ArchiveError::NotAList);
        };
        if version != VERSION {
            return Err(ArchiveError::Version {
                found: version.to_owned(),
            });
        }
        if sum != format!("{:016x}", segment::checksum(body)) || words.next().is_some() {
            return Err(ArchiveError::Checksum);
        }
        let mut segments = Vec::new();
        for (line, number) in body.lines().zip(2..) {
            let read = Archived::read(line).ok_or(ArchiveError::Line { number })?;
            segments.push(read);
        }
        Ok(Self { segments })
    }

    /// Keeps the list; one of nothing is removed.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; the list is as it was.
    pub fn keep(&self, store: &impl KeyValue) -> Result<(), StoreError> {
        if self.segments.is_empty() {
            store.remove(ARCHIVE)
        } else {
            store.set(ARCHIVE, &self.to_string())
        }
    }

    /// Adds a segment, in the place of what is said of its key.
    pub fn insert(&mut self, segment: Archived) {
        self.segments.retain(|other| other.key != segment.key);
        self.segments.push(segment);
    }
}

impl fmt::Display for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.segments.iter().map(|segment| format!("{segment}\n"));
        let body: String = lines.collect();
        let sum = segment::checksum(&body);
        write!(f, "{MAGIC} {VERSION} {sum:016x}\n{body}")
    }
}

/// The list of the archive cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// The first line is not that of such a list.
    NotAList,
    /// It was written in another version of the format, probably by a newer program.
    Version {
        /// The version it names.
        found: String,
    },
    /// The text is not what was written.
    Checksum,
    /// A line names no segment with its events.
    Line {
        /// Which one.
        number: usize,
    },
    /// Storage does not give it.
    Store(StoreError),
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the list of what is archived cannot be read: ")?;
        match self {
            Self::NotAList => f.write_str("the text is no such list"),
            Self::Version { found } => {
                write!(f, "written in version {found} of the format, not {VERSION}")
            }
            Self::Checksum => f.write_str("it was damaged after it was written"),
            Self::Line { number } => write!(f, "line {number} names no segment"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ArchiveError {}
