//! Archived segments: their texts lie in the second store alone, and come along when that is read.

use std::cell::RefCell;

use js_sys::JsString;
use waymark_store::archive::ARCHIVE;
use waymark_store::reader::SEGMENTS;

use super::storage;

thread_local! {
    /// Key and text of each; those that have to be there and are gone have an empty text.
    static HELD: RefCell<Vec<(String, JsString)>> = const { RefCell::new(Vec::new()) };
}

/// Holds what the second store has, and knows what it should have; without an answer from it,
/// what was held before stays.
pub(super) fn hold(found: Option<Vec<(String, JsString)>>) {
    let mut held = found.unwrap_or_else(|| HELD.take());
    // Where storage is blocked, the start says so.
    let list = storage::own(ARCHIVE).map(String::from).unwrap_or_default();
    for line in list.lines() {
        let key = line.split(' ').next().unwrap_or_default();
        if key.starts_with(SEGMENTS)
            && held.iter().all(|(other, _)| other != key)
            && storage::own(key).is_none()
        {
            held.push((key.to_owned(), JsString::from("")));
        }
    }
    HELD.set(held);
}

/// The text of that segment.
pub(super) fn text(key: &str) -> Option<JsString> {
    HELD.with_borrow(|held| {
        let mut held = held.iter();
        held.find_map(|(other, text)| (other == key).then(|| text.clone()))
    })
}

/// Whether that text was read under that key.
pub fn is_held(key: &str, expected: &str) -> bool {
    text(key).is_some_and(|text| text == *expected)
}

/// The keys of all of them.
pub fn keys() -> Vec<String> {
    HELD.with_borrow(|held| held.iter().map(|(key, _)| key.clone()).collect())
}

/// Whether one of them is gone.
pub fn is_torn() -> bool {
    HELD.with_borrow(|held| held.iter().any(|(_, text)| text.length() == 0))
}
