//! The second store of the journal: every segment once more, in IndexedDB.
//!
//! It is written in the task that writes localStorage, and is on the disk sooner when the whole
//! browser is killed. One connection stays open, since opening one takes longer than a task.

use std::cell::RefCell;

use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use waymark_store::reader::Heads;
use web_sys::{IdbDatabase, IdbTransaction, IdbTransactionMode};

use super::database::{self, DatabaseError, answer, end_of, why_aborted};
use super::{archive, storage};
use waymark_store::segment;

pub(super) const NAME: &str = "waymark-journal";
/// The segments, under the keys that they have in localStorage.
const SEGMENTS: &str = "segments";
/// The first line of each, under the same key, or the whole text of one that is archived; read at each
/// start, and so is the checkpoint there.
const HEADS: &str = "heads";
/// The key of the checkpoint, which is bytes.
const CHECKPOINT: &str = "checkpoint";
pub(super) const STORES: [&str; 2] = [SEGMENTS, HEADS];

/// How far the second store is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mirror {
    /// It is being opened.
    #[default]
    Opening,
    /// It has everything that was written.
    Even,
    /// So many writes are under way.
    Behind(u32),
    /// It cannot be had: localStorage alone keeps the history.
    Missing(DatabaseError),
}

thread_local! {
    static CONNECTION: RefCell<Connection> = RefCell::default();
}

#[derive(Default)]
struct Connection {
    database: Option<IdbDatabase>,
    state: Mirror,
    listener: Option<Box<dyn Fn(Mirror)>>,
}

/// Calls `listener` with each change of what [`state`] says.
pub fn watch(listener: impl Fn(Mirror) + 'static) {
    CONNECTION.with_borrow_mut(|connection| connection.listener = Some(Box::new(listener)));
}

/// How far the second store is.
pub fn state() -> Mirror {
    CONNECTION.with_borrow(|connection| connection.state.clone())
}

/// Whether there is a second store, as far as is known.
pub fn is_there() -> bool {
    !matches!(state(), Mirror::Missing(_))
}

/// What the second store holds when it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The first line of each segment.
    pub heads: Heads,
    /// What was kept for the start, if anything.
    pub checkpoint: Option<Vec<u8>>,
}

/// Opens the second store and says what it holds.
///
/// # Errors
/// What the browser said; from then on localStorage is alone.
pub async fn open() -> Result<Opened, DatabaseError> {
    let opened = async {
        let database = database::open(NAME, &STORES).await?;
        // Another tab may want to delete the database, and this one must not stand in its way.
        let closing = database.clone();
        let close = Closure::<dyn FnMut()>::new(move || {
            closing.close();
            disconnect("the database was closed");
        });
        let close = close.into_js_value().unchecked_into::<js_sys::Function>();
        database.set_onversionchange(Some(&close));
        database.set_onclose(Some(&close));
        let found = read_heads(&database).await?;
        CONNECTION.with_borrow_mut(|connection| connection.database = Some(database));
        Ok(found)
    };
    let opened: Result<Opened, JsValue> = opened.await;
    match opened {
        Ok(found) => {
            change(|_| Mirror::Even);
            Ok(found)
        }
        Err(error) => {
            // It never refuses what is put into it.
            drop(archive::hold(None));
            let error = DatabaseError::from(error);
            change(|_| Mirror::Missing(error.clone()));
            Err(error)
        }
    }
}

/// The first line of each segment that it holds now. What is archived by now is held from then on.
///
/// # Errors
/// What the browser said, also when there is no second store.
pub async fn heads() -> Result<Heads, DatabaseError> {
    Ok(read_heads(&database()?).await?.heads)
}

async fn read_heads(database: &IdbDatabase) -> Result<Opened, JsValue> {
    let transaction = database.transaction_with_str(HEADS)?;
    let store = transaction.object_store(HEADS)?;
    let (keys, heads) = (store.get_all_keys()?, store.get_all()?);
    let keys = Array::from(&answer(&keys).await?);
    let heads = Array::from(&answer(&heads).await?);
    let mut found = Opened::default();
    let archived = Object::new();
    for (key, value) in keys.iter().zip(heads.iter()) {
        match (key.as_string(), value.dyn_into::<JsString>()) {
            (Some(key), Ok(text)) => {
                let head = storage::head(&text);
                if head.len() < text.length() as usize {
                    Reflect::set(&archived, &JsValue::from_str(&key), &text)?;
                }
                found.heads.insert(key, head);
            }
            (Some(key), Err(value)) if key == CHECKPOINT => {
                found.checkpoint = Some(Uint8Array::new(&value).to_vec());
            }
            _ => {}
        }
    }
    archive::hold(Some(archived))?;
    Ok(found)
}

/// Keeps a checkpoint for the next start, in the place of the one before.
///
/// # Errors
/// What the browser said; the one before is there still.
pub async fn keep_checkpoint(bytes: &[u8]) -> Result<(), DatabaseError> {
    let kept = async {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = database()?.transaction_with_str_and_mode(HEADS, mode)?;
        let end = end_of(&transaction);
        let heads = transaction.object_store(HEADS)?;
        heads.put_with_key(&Uint8Array::from(bytes), &JsValue::from_str(CHECKPOINT))?;
        let end = JsFuture::from(end).await;
        end.map(drop)
            .map_err(|_| DatabaseError::from(why_aborted(&transaction)))
    };
    kept.await
}

/// The segments under these keys, as far as they are there.
///
/// # Errors
/// What the browser said, also when there is no second store.
pub async fn read(keys: &[String]) -> Result<Vec<(String, String)>, DatabaseError> {
    let database = database()?;
    let texts = async {
        let transaction = database.transaction_with_str(SEGMENTS)?;
        let store = transaction.object_store(SEGMENTS)?;
        // All are asked for at once: a transaction ends when nothing is asked of it.
        let requests = keys.iter().map(|key| store.get(&JsValue::from_str(key)));
        let requests: Vec<_> = requests.collect::<Result<_, _>>()?;
        let mut texts = Vec::new();
        for (key, request) in keys.iter().zip(requests) {
            let text = answer(&request).await?;
            if let Some(text) = text.as_string() {
                texts.push((key.clone(), text));
            }
        }
        Ok::<_, JsValue>(texts)
    };
    Ok(texts.await?)
}

/// Marks segments as archived, with their whole texts, and waits for it.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn mark(texts: &[(String, String)]) -> Result<(), DatabaseError> {
    let marked = async {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = database()?.transaction_with_str_and_mode(HEADS, mode)?;
        let end = end_of(&transaction);
        let heads = transaction.object_store(HEADS)?;
        for (key, text) in texts {
            heads.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))?;
        }
        let end = JsFuture::from(end).await;
        end.map(drop)
            .map_err(|_| DatabaseError::from(why_aborted(&transaction)))
    };
    marked.await
}

/// Begins to write a segment, in this task. [`state`] says when it is there.
///
/// Where there is no second store nothing happens.
pub fn put(key: &str, text: &str) {
    let Ok(database) = database() else {
        return;
    };
    let writing = write(&database, &[(key, text)], &[]);
    follow(writing);
}

/// Writes segments and forgets others, all or nothing, and waits for it.
///
/// # Errors
/// What the browser said; nothing has changed then.
pub async fn change_segments(
    written: &[(String, String)],
    forgotten: &[String],
) -> Result<(), DatabaseError> {
    let written = written.iter().map(|(key, text)| (&**key, &**text));
    let transaction = write(&database()?, &written.collect::<Vec<_>>(), forgotten)?;
    let end = JsFuture::from(end_of(&transaction)).await;
    end.map(drop)
        .map_err(|_| DatabaseError::from(why_aborted(&transaction)))
}

fn write(
    database: &IdbDatabase,
    written: &[(&str, &str)],
    forgotten: &[String],
) -> Result<IdbTransaction, JsValue> {
    let stores = Array::of2(&SEGMENTS.into(), &HEADS.into());
    let mode = IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_sequence_and_mode(&stores, mode)?;
    let segments = transaction.object_store(SEGMENTS)?;
    let heads = transaction.object_store(HEADS)?;
    for (key, text) in written {
        let key = JsValue::from_str(key);
        segments.put_with_key(&JsValue::from_str(text), &key)?;
        heads.put_with_key(&JsValue::from_str(segment::head(text)), &key)?;
    }
    for key in forgotten {
        let key = JsValue::from_str(key);
        segments.delete(&key)?;
        heads.delete(&key)?;
    }
    // Otherwise it waits for the end of this task, which a killed browser may not live to see.
    #[expect(
        deprecated,
        reason = "a mark that the bindings took from an old draft; the standard has it"
    )]
    transaction.commit()?;
    Ok(transaction)
}

fn follow(writing: Result<IdbTransaction, JsValue>) {
    let transaction = match writing {
        Ok(transaction) => transaction,
        Err(error) => return disconnect(&storage::words(&error)),
    };
    change(|state| match state {
        Mirror::Behind(writes) => Mirror::Behind(writes.saturating_add(1)),
        _ => Mirror::Behind(1),
    });
    wasm_bindgen_futures::spawn_local(async move {
        match JsFuture::from(end_of(&transaction)).await {
            Ok(_) => change(|state| match state {
                Mirror::Behind(writes @ 2..) => Mirror::Behind(writes - 1),
                Mirror::Behind(_) => Mirror::Even,
                other => other.clone(),
            }),
            Err(_) => disconnect(&storage::words(&why_aborted(&transaction))),
        }
    });
}

fn database() -> Result<IdbDatabase, DatabaseError> {
    CONNECTION.with_borrow(|connection| {
        connection.database.clone().ok_or_else(|| DatabaseError {
            cause: "there is no second store".to_owned(),
        })
    })
}

/// Goes on without the second store; what it lacks it gets at the next start.
fn disconnect(cause: &str) {
    let cause = cause.to_owned();
    CONNECTION.with_borrow_mut(|connection| connection.database = None);
    change(|_| Mirror::Missing(DatabaseError { cause }));
}

fn change(next: impl FnOnce(&Mirror) -> Mirror) {
    let listener = CONNECTION.with_borrow_mut(|connection| {
        connection.state = next(&connection.state);
        connection.listener.take()
    });
    // The listener may look at the state, and so must not be called while it is borrowed.
    if let Some(listener) = listener {
        listener(state());
        CONNECTION.with_borrow_mut(|connection| {
            connection.listener.get_or_insert(listener);
        });
    }
}
