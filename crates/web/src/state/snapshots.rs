//! What each roadmap was like when it was settled last, in a database of its own.

use waymark_core::id::RoadmapId;
use waymark_store::snapshot::{KeptSnapshot, SnapshotError};

use crate::platform::database::{self, DatabaseError};

/// What is kept of a roadmap.
///
/// What is damaged counts as nothing: it could be compared with nothing for ever.
///
/// # Errors
/// What the browser said, or that a newer version wrote it, which is to stay.
pub async fn kept(roadmap: &RoadmapId) -> Result<Option<KeptSnapshot>, DatabaseError> {
    let Some(text) = database::snapshot(roadmap).await? else {
        return Ok(None);
    };
    match KeptSnapshot::from_json(&text) {
        Ok(kept) => Ok(Some(kept)),
        Err(error @ SnapshotError::Version { .. }) => Err(DatabaseError {
            cause: error.to_string(),
        }),
        Err(error) => {
            leptos::logging::warn!("`{roadmap}`: {error}");
            Ok(None)
        }
    }
}

/// Keeps a snapshot in the place of the one before.
///
/// # Errors
/// What the browser said; the one before is still there then.
pub async fn keep(kept: &KeptSnapshot) -> Result<(), DatabaseError> {
    let text = kept.to_json().map_err(|error| DatabaseError {
        cause: error.to_string(),
    })?;
    database::keep_snapshot(&kept.snapshot.roadmap, &text).await
}
