//! IndexedDB: the pictures and sounds that roadmaps show, each under its roadmap and its name.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use waymark_core::id::RoadmapId;
use waymark_core::rich_text::MediaName;
use web_sys::{IdbKeyRange, IdbTransaction, IdbTransactionMode};

use super::database::{self, DatabaseError, answer, end_of, why_aborted};

/// The database of media. It is one of its own, so that none has to be upgraded.
pub(super) const NAME: &str = "waymark-media";
/// The bytes of each file, under a list of its roadmap and its name.
const FILES: &str = "files";
/// How many they are, under the same key: so that none is read to be counted.
const SIZES: &str = "sizes";
pub(super) const STORES: [&str; 2] = [FILES, SIZES];

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The roadmap that shows it.
    pub roadmap: String,
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// The bytes of a file, if it is here.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn file(roadmap: &str, name: &str) -> Result<Option<Uint8Array>, DatabaseError> {
    let database = database::open(NAME, &STORES).await?;
    let found = async {
        let transaction = database.transaction_with_str(FILES)?;
        let files = transaction.object_store(FILES)?;
        answer(&files.get(&key(roadmap, name))?).await
    };
    let found = found.await;
    database.close();
    // Nothing but bytes is ever put here; anything else is none of ours.
    Ok(found?.dyn_into().ok())
}

/// Keeps a file in the place of the one before; all of it or nothing.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn keep(
    roadmap: &RoadmapId,
    name: &MediaName,
    bytes: &Uint8Array,
) -> Result<(), DatabaseError> {
    let key = key(roadmap.as_str(), name.as_str());
    change(|transaction| {
        let length = JsValue::from(bytes.length());
        transaction.object_store(FILES)?.put_with_key(bytes, &key)?;
        transaction
            .object_store(SIZES)?
            .put_with_key(&length, &key)?;
        Ok(())
    })
    .await
}

/// Removes every file of a roadmap.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn forget(roadmap: &RoadmapId) -> Result<(), DatabaseError> {
    change(|transaction| {
        let all = all_of(roadmap)?;
        for store in STORES {
            transaction.object_store(store)?.delete(&all)?;
        }
        Ok(())
    })
    .await
}

/// Keeps the files of a roadmap for another one as well.
///
/// # Errors
/// What the browser said; what was copied by then stays.
pub async fn hand_over(from: &RoadmapId, to: &RoadmapId) -> Result<(), DatabaseError> {
    for held in held().await? {
        let name = MediaName::new(&held.name).filter(|_| held.roadmap == from.as_str());
        if let Some(name) = name
            && let Some(bytes) = file(from.as_str(), name.as_str()).await?
        {
            keep(to, &name, &bytes).await?;
        }
    }
    Ok(())
}

/// What is kept, in the order of roadmaps and names.
///
/// # Errors
/// What the browser said, when it opens no database.
pub async fn held() -> Result<Vec<Held>, DatabaseError> {
    let database = database::open(NAME, &STORES).await?;
    let held = async {
        let transaction = database.transaction_with_str(SIZES)?;
        let sizes = transaction.object_store(SIZES)?;
        let (keys, lengths) = (sizes.get_all_keys()?, sizes.get_all()?);
        // Requests are answered in their order.
        let lengths = Array::from(&answer(&lengths).await?);
        let keys = Array::from(&keys.result()?);
        Ok::<_, JsValue>((keys, lengths))
    };
    let held = held.await;
    database.close();
    let (keys, lengths) = held?;
    let held = keys.iter().zip(lengths.iter()).filter_map(|(key, length)| {
        let key = Array::from(&key);
        Some(Held {
            roadmap: key.get(0).as_string()?,
            name: key.get(1).as_string()?,
            // The browser counts in whole numbers.
            bytes: length.as_f64()? as u64,
        })
    });
    Ok(held.collect())
}

async fn change(
    change: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
) -> Result<(), DatabaseError> {
    let database = database::open(NAME, &STORES).await?;
    let changed = async {
        let stores = Array::of2(&FILES.into(), &SIZES.into());
        let write = IdbTransactionMode::Readwrite;
        let transaction = database.transaction_with_str_sequence_and_mode(&stores, write)?;
        let end = end_of(&transaction);
        if let Err(error) = change(&transaction) {
            // What was begun must not be half done.
            transaction.abort()?;
            return Err(error);
        }
        let end = JsFuture::from(end).await;
        end.map(drop).map_err(|_| why_aborted(&transaction))
    };
    let changed = changed.await;
    database.close();
    changed.map_err(DatabaseError::from)
}

fn key(roadmap: &str, name: &str) -> JsValue {
    Array::of2(&roadmap.into(), &name.into()).into()
}

/// The keys of a roadmap: a list comes after every text, and a shorter list before a longer one.
fn all_of(roadmap: &RoadmapId) -> Result<JsValue, JsValue> {
    let roadmap = JsValue::from_str(roadmap.as_str());
    let (first, last) = (Array::of1(&roadmap), Array::of2(&roadmap, &Array::new()));
    IdbKeyRange::bound(&first, &last).map(JsValue::from)
}
