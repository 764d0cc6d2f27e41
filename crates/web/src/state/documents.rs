//! The documents that the learner imported, in the browser's database.

use waymark_core::id::{ContentHash, RoadmapId};
use waymark_store::document::{Document, Kept};

use crate::platform::database::{self, Change, DatabaseError};
use crate::platform::media;
use crate::platform::storage;

/// The key in localStorage whose change says that documents have changed.
pub const CHANGED: &str = "waymark/documents";

/// Everything that is kept.
///
/// A record that nothing of this version can read is passed over and stays where it is.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn kept() -> Result<Vec<Kept>, DatabaseError> {
    let records = database::records().await?;
    let read = |record: &Vec<u8>| match Kept::from_bytes(record) {
        Ok(kept) => Some(kept),
        Err(error) => {
            leptos::logging::warn!("an imported document cannot be read: {error}");
            None
        }
    };
    Ok(records.iter().filter_map(read).collect())
}

/// Keeps a document with its bytes, in the place of what was kept about its roadmap.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn keep(document: Document, bytes: &[u8]) -> Result<(), DatabaseError> {
    let source = Some((document.content, bytes));
    change(&Kept::Document(document), source).await
}

/// Puts a bundled roadmap away.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn put_away(roadmap: RoadmapId) -> Result<(), DatabaseError> {
    change(&Kept::PutAway(roadmap), None).await
}

async fn change(kept: &Kept, source: Option<(ContentHash, &[u8])>) -> Result<(), DatabaseError> {
    let record = kept.to_bytes().map_err(|error| DatabaseError {
        cause: error.to_string(),
    })?;
    database::change(kept.roadmap(), Change::Keep(&record), source, named).await
}

/// Keeps nothing about a roadmap any more, nor what it shows; what was learned of it is in the journal.
///
/// # Errors
/// What the browser said; the document is still there then.
pub async fn forget(roadmap: &RoadmapId) -> Result<(), DatabaseError> {
    database::keep_base(roadmap, None).await?;
    database::change(roadmap, Change::Forget, None, named).await?;
    media::forget(roadmap).await
}

/// The documents that the records name; `None` if a record cannot be read and may name another.
fn named(records: &[Vec<u8>]) -> Option<Vec<ContentHash>> {
    let mut named = Vec::new();
    for record in records {
        match Kept::from_bytes(record) {
            Ok(Kept::Document(document)) => named.push(document.content),
            Ok(Kept::PutAway(_)) => {}
            Err(_) => return None,
        }
    }
    Some(named)
}

/// Tells every tab, and the other programs of this page, that something has changed.
pub fn announce() {
    // Whoever does not hear of it learns it at the next start.
    if let Err(error) = storage::announce(CHANGED) {
        leptos::logging::warn!("other tabs were not told: {error:?}");
    }
}
