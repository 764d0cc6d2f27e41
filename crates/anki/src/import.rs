//! Reading packages: decks become Markdown documents, and what was learned becomes a journal.
//!
//! Whoever made the package is not trusted: everything is bounded ([`limits`]), nothing in it is
//! run, and there is either a whole import or an error. Everything that comes has a name that
//! follows from what Anki calls it, so that a second import of it adds nothing.

#[cfg(feature = "files")]
mod archive;
mod cloze;
mod collection;
#[cfg(feature = "files")]
mod database;
mod diagnostic;
mod document;
mod draw;
mod error;
mod gather;
mod html;
mod identity;
pub mod limits;
mod media;
#[cfg(feature = "files")]
mod message;
mod note_type;
mod own;
#[cfg(feature = "files")]
mod reading;
mod schedule;
mod template;

use serde::{Deserialize, Serialize};
use waymark_core::collection::Collection;
use waymark_core::id::{EventId, RoadmapId};
use waymark_core::journal::{Event, Fact, Imported, Journal};
use waymark_core::roadmap::{self, content_hash};
use waymark_core::time::Moment;

#[cfg(feature = "files")]
pub use archive::Archive;
pub use diagnostic::{Code, Diagnostic, Subject};
pub use error::{ImportError, What};
pub use media::MediaFile;
pub use template::Unfaithful;

use crate::package::PartsError;

/// The media files that a field names.
pub(crate) fn media_of(field: &str) -> Vec<String> {
    html::read(field).media
}

/// What is here already.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Everything that happened.
    pub journal: &'a Journal,
    /// What follows from it.
    pub collection: &'a Collection,
}

/// What came with a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The decks, as documents.
    pub documents: Vec<Document>,
    /// What happened to their cards, and to those that Waymark exported once: only what is not
    /// here already, in the order of time.
    pub events: Vec<Event>,
    /// The media files; [`Archive::media`] unpacks them.
    pub media: Vec<MediaFile>,
    /// What there is to say about it, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// How much there is in the package.
    pub counts: Counts,
}

/// A deck with those below it, as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The roadmap that it is.
    pub roadmap: RoadmapId,
    /// The name of the deck.
    pub title: String,
    /// A name for its file.
    pub path: String,
    /// The document.
    pub markdown: String,
    /// What it is read as.
    pub read: roadmap::Import,
    /// When the last of the package's notes was edited.
    pub since: Moment,
}

impl Document {
    /// How many cards it makes.
    pub const fn cards(&self) -> usize {
        self.read.roadmap.cards.len()
    }

    /// The fact that it came, under the same name in every import of the same document.
    pub fn event(&self) -> Event {
        let content = content_hash(self.markdown.as_bytes());
        Event {
            id: EventId {
                replica: identity::replica_of_document(self.roadmap.as_str(), content.bits()),
                sequence: 0,
            },
            moment: self.since,
            fact: Fact::Imported(Box::new(Imported {
                roadmap: self.roadmap.clone(),
                path: self.path.clone(),
                content,
            })),
        }
    }
}

/// How much there is in a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Notes.
    pub notes: usize,
    /// Cards.
    pub cards: usize,
    /// Rows of the review log.
    pub log: usize,
    /// Reviews among the events.
    pub reviews: usize,
    /// Cards that Waymark exported once.
    pub own: usize,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The database is unpacked and read.
    Reading,
    /// So many of all notes are drawn.
    Notes {
        /// Those that are.
        done: usize,
        /// All.
        all: usize,
    },
    /// So many of all documents are written and read back.
    Documents {
        /// Those that are.
        done: usize,
        /// All.
        all: usize,
    },
}

/// Imports a package.
///
/// Of what Waymark exported once only what was done in Anki comes, and only where `known` says what
/// is here already.
///
/// # Errors
/// [`ImportError`] if it cannot be read; nothing of it comes then.
#[cfg(feature = "files")]
pub fn import(
    archive: &mut Archive<'_>,
    known: Option<Known<'_>>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Import, ImportError> {
    progress(Progress::Reading);
    unpack(archive)?.understand(known, progress)
}

/// What a package holds, read and not yet understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unpacked {
    collection: collection::AnkiCollection,
    media: Vec<media::Listed>,
}

/// Reads a package.
///
/// # Errors
/// [`ImportError`] if it cannot be read.
#[cfg(feature = "files")]
pub fn unpack(archive: &mut Archive<'_>) -> Result<Unpacked, ImportError> {
    let media = archive.media_list()?;
    let database = database::Database::open(archive.database()?)?;
    let collection = collection::AnkiCollection::read(&database)?;
    Ok(Unpacked { collection, media })
}

impl Unpacked {
    /// Makes documents and events of it, as [`import`] does.
    ///
    /// # Errors
    /// [`ImportError`] if it makes more than any package needs.
    pub fn understand(
        self,
        known: Option<Known<'_>>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Import, ImportError> {
        let media = media::MediaList::of(self.media);
        gather::Gatherer::new(&self.collection, known, media).gather(progress)
    }

    /// Writes it for another program of this version.
    ///
    /// # Errors
    /// [`PartsError`] if the encoder fails, which nothing is known to make it do.
    pub fn to_parts(&self) -> Result<Vec<u8>, PartsError> {
        postcard::to_allocvec(self).map_err(PartsError)
    }

    /// Reads what [`Self::to_parts`] wrote.
    ///
    /// # Errors
    /// [`PartsError`] for other bytes.
    pub fn from_parts(parts: &[u8]) -> Result<Self, PartsError> {
        postcard::from_bytes(parts).map_err(PartsError)
    }
}
