//! Whether short answers are typed on this device.

use waymark_store::{KeyValue as _, StoreError};

use super::storage::BrowserStore;

/// What says so: this key is there.
const TYPING: &str = "waymark/typing";

/// Whether short answers are typed; not where storage cannot be reached.
pub fn is_on() -> bool {
    matches!(BrowserStore.get(TYPING), Ok(Some(_)))
}

/// Has them typed from now on.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn turn_on() -> Result<(), StoreError> {
    BrowserStore.set(TYPING, "on")
}

/// Has them thought or said.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn turn_off() -> Result<(), StoreError> {
    BrowserStore.remove(TYPING)
}
