//! The browser's sessionStorage: what one tab keeps over a reload, apart from the room of the history.

use wasm_bindgen::JsValue;
use waymark_store::{KeyValue, StoreError};
use web_sys::Storage;

use super::storage::words;

/// The sessionStorage of this tab.
#[derive(Clone, Copy, Debug)]
pub struct TabStore;

fn raw() -> Result<Storage, JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("no window"))?;
    let storage = window.session_storage()?;
    storage.ok_or_else(|| JsValue::from_str("this browser has no sessionStorage"))
}

/// Whatever the browser says, the text is in this page still: want of room is no case of its own.
fn refused(error: JsValue) -> StoreError {
    StoreError::Blocked {
        cause: words(&error),
    }
}

impl KeyValue for TabStore {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let keys = || {
            let storage = raw()?;
            let all = (0..storage.length()?).map(|place| storage.key(place));
            all.collect::<Result<Vec<_>, _>>()
        };
        let keys = keys().map_err(refused)?.into_iter().flatten();
        Ok(keys.filter(|key| key.starts_with(prefix)).collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        raw()
            .and_then(|storage| storage.get_item(key))
            .map_err(refused)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        raw()
            .and_then(|storage| storage.set_item(key, text))
            .map_err(refused)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        raw()
            .and_then(|storage| storage.remove_item(key))
            .map_err(refused)
    }
}
