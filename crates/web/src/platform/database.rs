//! The browser's IndexedDB, where imported documents are kept.
//!
//! It answers later than localStorage and holds far more. Every call opens the database and closes
//! it again, so that no tab stands in the way of a later version.

use std::fmt;

use super::storage;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use waymark_core::id::{ContentHash, RoadmapId};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

pub(super) const NAME: &str = "waymark";
const VERSION: u32 = 1;
/// The database of snapshots. It is one of its own, so that neither has to be upgraded.
pub(super) const SNAPSHOTS: &str = "waymark-snapshots";
/// What is kept about each roadmap, under its id.
const ROADMAPS: &str = "roadmaps";
/// Beside the snapshots, under what is no roadmap's id: what Anki packages say of their notes.
const EXPORTED: &str = "/exported";
/// The bytes of documents, under their hash.
const SOURCES: &str = "sources";
pub(super) const STORES: [&str; 2] = [ROADMAPS, SOURCES];

/// The database cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseError {
    /// What the browser said.
    pub cause: String,
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for DatabaseError {}

impl DatabaseError {
    /// Whether there was no room.
    pub fn is_of_room(&self) -> bool {
        self.cause.starts_with("QuotaExceededError")
    }
}

impl From<JsValue> for DatabaseError {
    fn from(error: JsValue) -> Self {
        Self {
            cause: storage::words(&error),
        }
    }
}

/// Every record of a roadmap, in the order of the ids.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn records() -> Result<Vec<Vec<u8>>, DatabaseError> {
    let database = open(NAME, &STORES).await?;
    let records = all_of(&database).await;
    database.close();
    records.map_err(DatabaseError::from)
}

async fn all_of(database: &IdbDatabase) -> Result<Vec<Vec<u8>>, JsValue> {
    let transaction = database.transaction_with_str(ROADMAPS)?;
    all(&transaction.object_store(ROADMAPS)?).await
}

/// The bytes of that document, if they are here.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn source(content: ContentHash) -> Result<Option<Vec<u8>>, DatabaseError> {
    let database = open(NAME, &STORES).await?;
    let source = async {
        let transaction = database.transaction_with_str(SOURCES)?;
        let sources = transaction.object_store(SOURCES)?;
        answer(&sources.get(&key(content))?).await
    };
    let source = source.await;
    database.close();
    let source = source?;
    Ok((!source.is_undefined()).then(|| Uint8Array::new(&source).to_vec()))
}

/// A change of what is kept about one roadmap.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// Keeps this record and no other.
    Keep(&'a [u8]),
    /// Keeps nothing.
    Forget,
}

/// Changes what is kept about a roadmap, and adds the document that it names; all or nothing.
///
/// Documents that are not `wanted` by the records go; without an answer, all stay.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn change(
    roadmap: &RoadmapId,
    change: Change<'_>,
    document: Option<(ContentHash, &[u8])>,
    wanted: impl Fn(&[Vec<u8>]) -> Option<Vec<ContentHash>>,
) -> Result<(), DatabaseError> {
    let database = open(NAME, &STORES).await?;
    let changed = async {
        let stores = Array::of2(&ROADMAPS.into(), &SOURCES.into());
        let write = IdbTransactionMode::Readwrite;
        let transaction = database.transaction_with_str_sequence_and_mode(&stores, write)?;
        let end = end_of(&transaction);
        let roadmaps = transaction.object_store(ROADMAPS)?;
        let sources = transaction.object_store(SOURCES)?;
        let id = key(roadmap);
        match change {
            Change::Keep(record) => roadmaps.put_with_key(&Uint8Array::from(record), &id)?,
            Change::Forget => roadmaps.delete(&id)?,
        };
        if let Some((content, bytes)) = document {
            sources.put_with_key(&Uint8Array::from(bytes), &key(content))?;
        }
        if let Some(wanted) = wanted(&all(&roadmaps).await?) {
            let wanted: Vec<JsValue> = wanted.into_iter().map(key).collect();
            for source in Array::from(&answer(&sources.get_all_keys()?).await?) {
                if !wanted.contains(&source) {
                    sources.delete(&source)?;
                }
            }
        }
        let end = JsFuture::from(end).await;
        end.map(drop).map_err(|_| why_aborted(&transaction))
    };
    let changed = changed.await;
    database.close();
    changed.map_err(DatabaseError::from)
}

/// The snapshot of a roadmap, if there is one.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn snapshot(roadmap: &RoadmapId) -> Result<Option<String>, DatabaseError> {
    let text = kept(ROADMAPS, &key(roadmap)).await?;
    Ok(text.as_string())
}

/// Keeps a snapshot of a roadmap in the place of the one before.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn keep_snapshot(roadmap: &RoadmapId, text: &str) -> Result<(), DatabaseError> {
    keep(ROADMAPS, &key(roadmap), Some(&JsValue::from_str(text))).await
}

/// The document that the learner's own version of a roadmap was made from, if there is one.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn base(roadmap: &RoadmapId) -> Result<Option<Vec<u8>>, DatabaseError> {
    let base = kept(SOURCES, &key(roadmap)).await?;
    Ok((!base.is_undefined()).then(|| Uint8Array::new(&base).to_vec()))
}

/// Keeps the document that the learner's own version of a roadmap was made from, or none.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn keep_base(roadmap: &RoadmapId, base: Option<&[u8]>) -> Result<(), DatabaseError> {
    let base = base.map(|base| JsValue::from(Uint8Array::from(base)));
    keep(SOURCES, &key(roadmap), base.as_ref()).await
}

/// What the Anki packages that this browser made say, where the browser keeps it; empty before the first.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn exported() -> Result<Uint8Array, DatabaseError> {
    let exported = kept(ROADMAPS, &JsValue::from_str(EXPORTED)).await?;
    // Of what is not there, an empty array.
    Ok(Uint8Array::new(&exported))
}

/// Keeps what they say.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn keep_exported(exported: &Uint8Array) -> Result<(), DatabaseError> {
    keep(ROADMAPS, &JsValue::from_str(EXPORTED), Some(exported)).await
}

/// What is kept in that store of the database of snapshots.
async fn kept(store: &str, key: &JsValue) -> Result<JsValue, DatabaseError> {
    let database = open(SNAPSHOTS, &STORES).await?;
    let value = async {
        let transaction = database.transaction_with_str(store)?;
        answer(&transaction.object_store(store)?.get(key)?).await
    };
    let value = value.await;
    database.close();
    value.map_err(DatabaseError::from)
}

/// Keeps a value in that store of the database of snapshots, or none.
async fn keep(store: &str, key: &JsValue, value: Option<&JsValue>) -> Result<(), DatabaseError> {
    let database = open(SNAPSHOTS, &STORES).await?;
    let kept = async {
        let write = IdbTransactionMode::Readwrite;
        let transaction = database.transaction_with_str_and_mode(store, write)?;
        let end = end_of(&transaction);
        let store = transaction.object_store(store)?;
        match value {
            Some(value) => store.put_with_key(value, key)?,
            None => store.delete(key)?,
        };
        let end = JsFuture::from(end).await;
        end.map(drop).map_err(|_| why_aborted(&transaction))
    };
    let kept = kept.await;
    database.close();
    kept.map_err(DatabaseError::from)
}

pub(super) fn end_of(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    })
}

pub(super) fn why_aborted(transaction: &IdbTransaction) -> JsValue {
    match transaction.error() {
        Some(error) => error.into(),
        None => JsValue::from_str("the browser took the change back"),
    }
}

fn key(id: impl fmt::Display) -> JsValue {
    JsValue::from_str(&id.to_string())
}

/// Opens a database, and makes it with `stores` where there is none.
pub(super) async fn open(name: &str, stores: &[&str]) -> Result<IdbDatabase, JsValue> {
    let factory = match web_sys::window() {
        Some(window) => window.indexed_db()?,
        None => None,
    };
    let factory = factory.ok_or_else(|| JsValue::from_str("this browser has no IndexedDB"))?;
    let request = factory.open_with_u32(name, VERSION)?;
    let opened = Promise::new(&mut |done, failed| {
        // Whichever comes first; an upgrade comes before the success.
        request.set_onupgradeneeded(Some(&done));
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    if JsFuture::from(opened).await.is_err() {
        return Err(error_of(&request));
    }
    let database: IdbDatabase = request.result()?.unchecked_into();
    // Only a database that is being made or upgraded has a transaction here.
    if request.transaction().is_some() {
        for store in stores {
            database.create_object_store(store)?;
        }
        ended(&request).await?;
    }
    Ok(database)
}

async fn all(store: &IdbObjectStore) -> Result<Vec<Vec<u8>>, JsValue> {
    let values = Array::from(&answer(&store.get_all()?).await?);
    let bytes = values.iter().map(|value| Uint8Array::new(&value).to_vec());
    Ok(bytes.collect())
}

/// Waits for what a request brings.
pub(super) async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    ended(request).await?;
    request.result()
}

async fn ended(request: &IdbRequest) -> Result<(), JsValue> {
    let end = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    match JsFuture::from(end).await {
        Ok(_) => Ok(()),
        Err(_) => Err(error_of(request)),
    }
}

fn error_of(request: &IdbRequest) -> JsValue {
    match request.error() {
        Ok(Some(error)) => error.into(),
        Ok(None) | Err(_) => JsValue::from_str("the browser does not say why"),
    }
}
