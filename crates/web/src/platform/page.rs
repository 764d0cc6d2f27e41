//! The page itself: its address, title and focus.

use leptos::prelude::{document, window};

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    // An unreadable location is that of a page without fragment.
    window().location().hash().unwrap_or_default()
}

/// Goes to another fragment; the browser's back button leads back.
pub fn go_to(fragment: &str) {
    // Setting a fragment fails only on a page that is being unloaded.
    if let Err(error) = window().location().set_hash(fragment) {
        leptos::logging::warn!("the address stays as it is: {error:?}");
    }
}

/// Loads the application anew.
pub fn reload() {
    if let Err(error) = window().location().reload() {
        leptos::logging::warn!("the page could not be loaded anew: {error:?}");
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}
