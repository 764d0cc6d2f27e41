//! Archived segments: their texts lie in the second store alone, and come along when that is read.

use std::cell::RefCell;

use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_store::archive::ARCHIVE;
use waymark_store::reader::SEGMENTS;

use super::storage;

thread_local! {
    /// The text of each under its key, with the browser; of those that are gone an empty one.
    static HELD: RefCell<Object> = RefCell::new(Object::new());
}

/// Holds what the second store has, texts by key, and knows what it should have; without an answer
/// from it, what was held before stays.
pub(super) fn hold(found: Option<Object>) -> Result<(), JsValue> {
    let held = found.unwrap_or_else(|| HELD.with_borrow(Object::clone));
    // Where storage is blocked, the start says so.
    let list = storage::own(ARCHIVE).map(String::from).unwrap_or_default();
    for line in list.lines() {
        let key = line.split(' ').next().unwrap_or_default();
        if key.starts_with(SEGMENTS) && member(&held, key).is_none() && storage::own(key).is_none()
        {
            Reflect::set(&held, &JsValue::from_str(key), &JsValue::from_str(""))?;
        }
    }
    HELD.set(held);
    Ok(())
}

/// The text under `key`, where there is one; it stays with the browser.
pub(super) fn member(of: &JsValue, key: &str) -> Option<JsString> {
    let text = Reflect::get(of, &JsValue::from_str(key));
    text.ok()?.dyn_into().ok()
}

/// The text of that segment.
pub(super) fn text(key: &str) -> Option<JsString> {
    HELD.with_borrow(|held| member(held, key))
}

/// Whether that text was read under that key.
pub fn is_held(key: &str, expected: &str) -> bool {
    text(key).is_some_and(|text| text == *expected)
}

/// The keys of all of them.
pub fn keys() -> Vec<String> {
    let keys = HELD.with_borrow(Object::keys);
    keys.iter().filter_map(|key| key.as_string()).collect()
}

/// Whether one of them is gone.
pub fn is_torn() -> bool {
    let texts = HELD.with_borrow(Object::values);
    texts.includes(&JsValue::from_str(""), 0)
}
