//! Editing a card where it is written: its document, the lines that make it, and what the source
//! said of them.

use std::sync::Arc;

use waymark_core::id::CardId;
use waymark_core::reimport::IMPORTER_VERSION;
use waymark_core::revision::{Passage, Revision, ThreeWay, passage_of};
use waymark_core::roadmap::content_hash;
use waymark_store::bundle::{self, BundledRoadmap};
use waymark_store::document::{Compiled, Document};

use super::context::{Outcome, Study};
use super::documents;
use super::settling;
use super::shelf::{Origin, Source};
use super::start::Started;
use crate::platform::database::{self, DatabaseError};
use crate::platform::network;

/// A card that can be edited.
#[derive(Clone, Debug)]
pub struct Editable {
    /// Which.
    pub card: CardId,
    /// The roadmap that it stands in.
    pub source: Arc<Source>,
    /// The document of that.
    pub document: Vec<u8>,
    /// The lines that make the card.
    pub passage: Passage,
    /// What the source said there, where the learner has changed it.
    pub before: Option<String>,
    /// What the whole source said, if the learner has changed it anywhere.
    base: Option<Vec<u8>>,
}

/// A card that cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uneditable {
    /// No roadmap has it.
    Gone,
    /// Its document is not to be had, for this reason.
    NoDocument(String),
}

/// The card, with all that editing it needs.
///
/// # Errors
/// Why it cannot be edited.
pub async fn editable(started: &Started, card: CardId) -> Result<Editable, Uneditable> {
    let card = started.learner.collection().holder(card);
    let mut sources = started.shelf.sources().iter();
    let found = sources.find_map(|source| {
        let mut cards = source.roadmap.cards.iter();
        let line = cards.find(|other| other.id == card)?.line;
        Some((Arc::clone(source), line))
    });
    let (source, line) = found.ok_or(Uneditable::Gone)?;
    let document = document(&source).await.map_err(Uneditable::NoDocument)?;
    let no_lines = || Uneditable::NoDocument("it does not have the lines of the card".to_owned());
    let passage = passage_of(&document, line).ok_or_else(no_lines)?;
    let base = match source.origin {
        Origin::Bundled => None,
        Origin::Imported => database::base(&source.roadmap.id)
            .await
            .map_err(|error| Uneditable::NoDocument(error.to_string()))?,
    };
    let before = base.as_deref().and_then(|base| {
        let three = ThreeWay::of(base, &document, base);
        let own = passage.text.trim_end();
        let mut places = three.places();
        let place = places.find(|place| place.own.contains(own))?;
        Some(place.base.clone())
    });
    Ok(Editable {
        card,
        source,
        document,
        passage,
        before,
        base,
    })
}

/// The bytes that a roadmap was read from.
///
/// # Errors
/// Why they are not to be had, in words.
pub async fn document(source: &Source) -> Result<Vec<u8>, String> {
    let bytes = match source.origin {
        Origin::Bundled => {
            let bytes = network::fetch(&bundle::source_name(source.content)).await;
            bytes.map_err(|error| error.to_string())?
        }
        Origin::Imported => {
            let bytes = database::source(source.content).await;
            let bytes = bytes.map_err(|error| error.to_string())?;
            bytes.ok_or_else(|| "its text is not here".to_owned())?
        }
    };
    if content_hash(&bytes) == source.content {
        Ok(bytes)
    } else {
        Err("it is another than the one that was read".to_owned())
    }
}

/// The name of the file without its folder and ending, for a document without a title.
pub fn title_for(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Why an edit was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unkept {
    /// The document has been changed elsewhere since it was opened.
    Changed,
    /// The browser did not keep it.
    Database(DatabaseError),
    /// It keeps no history; the notice says why.
    Refused,
}

impl From<DatabaseError> for Unkept {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl Editable {
    /// What the document becomes with these words in the place of the card.
    pub fn revised(&self, words: &str) -> Revision {
        let title = title_for(&self.source.path);
        Revision::of(
            &self.document,
            &self.source.roadmap,
            title,
            &self.passage,
            words,
        )
    }

    /// Keeps what was made of it: first what the source said, then the document, then the history.
    ///
    /// # Errors
    /// What was not kept, and why.
    pub async fn keep(&self, study: Study, revision: Revision) -> Result<(), Unkept> {
        let id = &self.source.roadmap.id;
        let shelf = study.shelf_now();
        let mut sources = shelf.sources().iter();
        let here = sources.find(|source| source.roadmap.id == *id);
        if here.is_none_or(|here| here.content != self.source.content) {
            return Err(Unkept::Changed);
        }
        let base = self.base.as_deref().unwrap_or(&self.document);
        let bytes = revision.document.as_bytes();
        // Kept also where nothing is edited any more: a newer text of the source is known by it.
        database::keep_base(id, Some(base)).await?;
        let content = content_hash(bytes);
        let compiled = Compiled::of(&BundledRoadmap {
            path: self.source.path.clone(),
            content,
            roadmap: revision.roadmap.clone(),
        });
        let document = Document {
            roadmap: id.clone(),
            path: self.source.path.clone(),
            content,
            importer: IMPORTER_VERSION.0,
            compiled: compiled.map_err(|error| DatabaseError {
                cause: error.to_string(),
            })?,
        };
        let imported = document.imported();
        documents::keep(document, bytes).await?;
        if study.take_over(revision.carries, Some(imported)) == Outcome::Refused {
            documents::announce();
            return Err(Unkept::Refused);
        }
        settling::finish(&settling::snapshot(&revision.roadmap, content)).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_title_is_called_by_its_file() {
        assert_eq!(title_for("notes/etcd.notes.md"), "etcd.notes");
        assert_eq!(title_for("README"), "README");
        assert_eq!(title_for(".md"), ".md");
    }
}
