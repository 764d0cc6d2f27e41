//! Backups of this browser: the journal, with the documents that lie in the database. Only the
//! importer makes and reads them, so that the first page need not carry how.

use waymark_core::journal::Imported;
use waymark_core::roadmap::content_hash;
use waymark_core::time::{Instant, StudyDay};
use waymark_store::backup::{self, Backup};
use waymark_store::document::{Document, Kept};
use waymark_store::rescue::{self, Rescue};

use super::documents;
use super::last_backup::{LastBackup, remember};
use super::learner::Restored;
use super::upkeep::archiving;
use super::upkeep::healing;
use crate::platform::clock;
use crate::platform::database::{self, DatabaseError};
use crate::platform::storage::BrowserStore;

/// A learner as this program finds them in storage.
pub type Learner = super::learner::Learner<BrowserStore>;

/// A backup as a file.
pub struct Gathered {
    /// What the file says.
    pub json: String,
    /// What could not be put into it.
    pub lacking: Option<String>,
    /// The study day on which it was made.
    pub day: StudyDay,
    made: Instant,
}

/// Reads what both stores hold.
///
/// # Errors
/// What storage said, in words.
pub async fn open() -> Result<Learner, String> {
    healing::open().await.map_err(|error| error.to_string())
}

/// Everything that this browser holds of the learner.
///
/// # Errors
/// What went wrong, in words; documents that cannot be read are told of, and hinder nothing.
pub async fn gather() -> Result<Gathered, String> {
    let learner = open().await?;
    let now = clock::now();
    let mut backup = learner.backup(now.instant);
    let lacking = add_documents(&mut backup).await;
    Ok(Gathered {
        json: backup.to_json().map_err(|error| error.to_string())?,
        lacking,
        day: learner.study_day(now),
        made: now.instant,
    })
}

/// Puts the documents into a backup, and says in words which are missing.
async fn add_documents(backup: &mut Backup) -> Option<String> {
    let kept = match documents::kept().await {
        Ok(kept) => kept,
        Err(error) => return Some(format!("the documents that you added: {error}")),
    };
    let mut missing = Vec::new();
    for kept in kept {
        match kept {
            Kept::PutAway(roadmap) => {
                backup.put_away.insert(roadmap);
            }
            Kept::Document(document) => match database::source(document.content).await {
                // A text that has changed would make the whole file unreadable.
                Ok(Some(bytes)) if content_hash(&bytes) == document.content => {
                    match database::base(&document.roadmap).await {
                        Ok(Some(base)) => drop(backup.bases.insert(document.imported(), base)),
                        Ok(None) => {}
                        Err(_) => missing.push(format!("{} before your edits", document.path)),
                    }
                    backup.documents.insert(document.imported(), bytes);
                }
                Ok(_) | Err(_) => missing.push(document.path),
            },
        }
    }
    (!missing.is_empty()).then(|| format!("the text of {}", missing.join(", ")))
}

impl Gathered {
    /// Remembers that it is saved.
    pub fn is_saved(&self) {
        remember(LastBackup {
            saved: Some(self.made),
            put_off: None,
            ..LastBackup::read(&BrowserStore)
        });
    }
}

/// What a restored file brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Events.
    pub events: Restored,
    /// Documents; or why none could be kept.
    pub documents: Result<BroughtDocuments, DatabaseError>,
    /// Pieces of history that cannot be read and were not here.
    pub unreadable: usize,
}

/// What a restored file brought to the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BroughtDocuments {
    /// Documents that stand on the shelf now and did not before.
    pub new: usize,
    /// Documents that are here, as they are or in a later version.
    pub known: usize,
    /// Bundled roadmaps that are put away now and were not before.
    pub put_away: usize,
}

/// Merges a file into what is here.
///
/// # Errors
/// What is wrong with it, or that storage refuses, in words; nothing has changed then.
pub async fn restore(json: &str) -> Result<Brought, String> {
    let backup = if rescue::is_rescue(json) {
        let rescue = Rescue::from_json(json).map_err(|error| error.to_string())?;
        rescue.backup()
    } else {
        Backup::from_json(json).map_err(|error| error.to_string())?
    };
    let mut learner = open().await?;
    let before = learner.unreadable().len();
    let events = learner.restore(&backup);
    let events = events.map_err(|error| error.to_string())?;
    let documents = restore_documents(&learner, &backup).await;
    // What was gone from the archive may be here again.
    if let Err(cause) = archiving::keep_list(&learner).await {
        leptos::logging::warn!("the archive is not looked at: {cause}");
    }
    let last = LastBackup::read(&BrowserStore);
    let all = learner.events();
    // Who has just moved in here has a backup of everything: this file.
    if events.new + events.known == all && last.saved < Some(backup.made) {
        remember(LastBackup {
            saved: Some(backup.made),
            ..last
        });
    }
    Ok(Brought {
        events,
        documents,
        unreadable: learner.unreadable().len() - before,
    })
}

async fn restore_documents(
    learner: &Learner,
    backup: &Backup,
) -> Result<BroughtDocuments, DatabaseError> {
    let mut brought = BroughtDocuments::default();
    if backup.documents.is_empty() && backup.put_away.is_empty() {
        return Ok(brought);
    }
    let kept = documents::kept().await?;
    let here: Vec<Imported> = kept
        .iter()
        .filter_map(|kept| match kept {
            Kept::Document(document) => Some(document.imported()),
            Kept::PutAway(_) => None,
        })
        .collect();
    let all = backup.documents.keys().chain(&here);
    for document in backup::current(all, learner.journal()) {
        let bytes = backup.documents.get(document);
        if let (Some(bytes), false) = (bytes, here.contains(document)) {
            let base = backup.bases.get(document).map(Vec::as_slice);
            database::keep_base(&document.roadmap, base).await?;
            documents::keep(Document::unread(document.clone()), bytes).await?;
            brought.new += 1;
        }
    }
    brought.known = backup.documents.len() - brought.new;
    let documents = backup.documents.keys();
    let documents: Vec<_> = documents.map(|document| &document.roadmap).collect();
    for roadmap in &backup.put_away {
        let is_kept = kept.iter().any(|kept| kept.roadmap() == roadmap);
        if !is_kept && !documents.contains(&roadmap) {
            documents::put_away(roadmap.clone()).await?;
            brought.put_away += 1;
        }
    }
    Ok(brought)
}
