//! Removing everything that Waymark keeps in this browser.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use super::method::{call, member, wait};
use super::storage::words;
use super::{database, folder, media, mirror};

/// The keys of localStorage and sessionStorage that are Waymark's begin with this.
const KEYS: &str = "waymark";

/// Removes it all: what localStorage, sessionStorage and IndexedDB hold, the caches, and the service worker, which
/// the next visit installs again.
///
/// Without a network the application's own files stay, or nothing could be opened any more.
///
/// # Errors
/// What the browser refused, in words. What was removed before that is gone.
pub async fn erase() -> Result<(), String> {
    remove().await.map_err(|error| words(&error))
}

async fn remove() -> Result<(), JsValue> {
    let window: JsValue = web_sys::window()
        .ok_or_else(|| JsValue::from_str("there is no window"))?
        .into();
    // The history first: what is left after a failure is no use without it.
    let databases = [
        mirror::NAME,
        database::NAME,
        database::SNAPSHOTS,
        folder::NAME,
        media::NAME,
    ];
    for name in databases {
        delete_database(name).await?;
    }
    remove_keys()?;
    remove_caches(&window).await
}

fn remove_keys() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let storages = [window.local_storage()?, window.session_storage()?];
    storages.iter().flatten().try_for_each(remove_keys_of)
}

fn remove_keys_of(storage: &Storage) -> Result<(), JsValue> {
    let mut keys = Vec::new();
    for place in 0..storage.length()? {
        if let Some(key) = storage.key(place)?
            && key.starts_with(KEYS)
        {
            keys.push(key);
        }
    }
    for key in keys {
        storage.remove_item(&key)?;
    }
    Ok(())
}

/// Deletes a database. Tabs that have it open close it when they are asked to.
async fn delete_database(name: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let Some(factory) = window.indexed_db()? else {
        return Ok(());
    };
    let request = factory.delete_database(name)?;
    let ended = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
        request.set_onblocked(None);
    });
    JsFuture::from(ended)
        .await
        .map(drop)
        .map_err(|_| JsValue::from_str("a database stays open"))
}

async fn remove_caches(window: &JsValue) -> Result<(), JsValue> {
    let caches = member(window, "caches")?;
    // Where the page is not served safely there are neither caches nor workers.
    if caches.is_undefined() {
        return Ok(());
    }
    let navigator = member(window, "navigator")?;
    let is_online = member(&navigator, "onLine")?.is_truthy();
    let address = member(&member(window, "document")?, "baseURI")?;
    let address = address.as_string().unwrap_or_default();
    let folder = address.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or(folder, |(folder, _)| folder);
    let shared = format!("waymark-shared {folder}/");
    let versions = format!("waymark {folder}/ ");
    let names: Array = wait(&caches, "keys", &Array::new()).await?.dyn_into()?;
    for name in names.iter() {
        let name = name.as_string().unwrap_or_default();
        if name == shared || (is_online && name.starts_with(&versions)) {
            wait(&caches, "delete", &Array::of1(&JsValue::from_str(&name))).await?;
        }
    }
    let workers = member(&navigator, "serviceWorker")?;
    if is_online && !workers.is_undefined() {
        let registration = wait(&workers, "getRegistration", &Array::new()).await?;
        if !registration.is_undefined() {
            call(&registration, "unregister", &Array::new())?;
        }
    }
    Ok(())
}
