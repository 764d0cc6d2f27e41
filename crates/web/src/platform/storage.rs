//! The browser's localStorage behind the [`KeyValue`] trait.
//!
//! A segment of the journal goes to the second store as well, in the same task.

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::JsString;
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_store::reader::SEGMENTS;
use waymark_store::{KeyValue, StoreError};
use web_sys::{DomException, Storage, StorageEvent, StorageEventInit};

use super::{archive, mirror};

/// The localStorage of this site, and the segments that were archived from it.
///
/// gloo's `LocalStorage::raw` throws where storage is blocked, so the browser is asked first.
#[derive(Clone, Copy, Debug)]
pub struct BrowserStore;

impl BrowserStore {
    fn raw() -> Result<Storage, StoreError> {
        let window = web_sys::window().ok_or_else(|| blocked(&JsValue::from_str("no window")))?;
        match window.local_storage() {
            Ok(Some(_)) => Ok(LocalStorage::raw()),
            Ok(None) => Err(blocked(&JsValue::from_str(
                "this browser has no localStorage",
            ))),
            Err(error) => Err(blocked(&error)),
        }
    }
}

/// Tells whoever listens to this site's storage that `key` has changed, in this tab as in others.
///
/// # Errors
/// What the browser said, when it does not store the key or has no such event.
pub fn announce(key: &str) -> Result<(), JsValue> {
    let value = js_sys::Date::now().to_string();
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("no window"))?;
    // The browser tells the other tabs, and this one is told here.
    let told = StorageEventInit::new();
    told.set_key(Some(key));
    told.set_new_value(Some(&value));
    let told = StorageEvent::new_with_event_init_dict("storage", &told)?;
    window.dispatch_event(&told)?;
    BrowserStore
        .set(key, &value)
        .map_err(|error| JsValue::from_str(&error.to_string()))
}

/// How many characters everything under this address takes, keys and texts.
///
/// The texts stay with the browser, which knows their lengths.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn characters() -> Result<usize, StoreError> {
    let keys = BrowserStore.keys("")?.into_iter();
    Ok(keys.map(|key| key.len() + length(&key)).sum())
}

/// How many characters the text under `key` has in localStorage itself.
pub fn length(key: &str) -> usize {
    own(key).map_or(0, |text| text.length() as usize)
}

/// The text under `key` in localStorage itself; it stays with the browser.
pub(super) fn own(key: &str) -> Option<JsString> {
    archive::member(&BrowserStore::raw().ok()?.into(), key)
}

/// The first line of a text that stays with the browser.
pub(super) fn head(text: &JsString) -> String {
    let end = text.index_of("\n", 0);
    let end = u32::try_from(end).unwrap_or(text.length());
    String::from(text.substring(0, end))
}

/// A refusal that is not for want of room.
fn blocked(error: &JsValue) -> StoreError {
    StoreError::Blocked {
        cause: words(error),
    }
}

/// What the browser said, as words.
pub fn words(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => format!("{}: {}", exception.name(), exception.message()),
        None => error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}

fn is_quota(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|exception| {
        // Firefox named it differently until 2024.
        matches!(
            exception.name().as_str(),
            "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED"
        )
    })
}

impl KeyValue for BrowserStore {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let storage = Self::raw()?;
        let length = storage.length().map_err(|error| blocked(&error))?;
        let mut keys = Vec::new();
        for index in 0..length {
            // Another tab may remove keys meanwhile; then the last places are empty.
            if let Some(key) = storage.key(index).map_err(|error| blocked(&error))?
                && key.starts_with(prefix)
            {
                keys.push(key);
            }
        }
        // What crashed while it was archived is in both.
        if prefix == SEGMENTS {
            for key in archive::keys() {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        Ok(keys)
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = Self::raw()?
            .get_item(key)
            .map_err(|error| blocked(&error))?;
        Ok(text.or_else(|| archive::text(key).map(String::from)))
    }

    /// The text stays with the browser, which hands over its first line only.
    fn head(&self, key: &str) -> Result<Option<String>, StoreError> {
        Self::raw()?;
        let text = own(key).or_else(|| archive::text(key));
        Ok(text.as_ref().map(head))
    }

    fn is_archived(&self, key: &str) -> Result<bool, StoreError> {
        Self::raw()?;
        Ok(own(key).is_none() && archive::text(key).is_some())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        Self::raw()?.set_item(key, text).map_err(|error| {
            if is_quota(&error) {
                StoreError::Full {
                    key: key.to_owned(),
                    length: text.len(),
                }
            } else {
                blocked(&error)
            }
        })?;
        if key.starts_with(SEGMENTS) {
            mirror::put(key, text);
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        Self::raw()?
            .remove_item(key)
            .map_err(|error| blocked(&error))
    }
}
