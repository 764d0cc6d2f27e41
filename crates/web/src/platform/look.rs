//! How this device shows everything, as words that are kept and that style sheets ask for.
//!
//! What starts the application does at its start what [`show`] does here (`Trunk.toml`).

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_store::{KeyValue as _, StoreError};
use web_sys::HtmlMetaElement;

use super::storage::BrowserStore;

/// Where the words are kept.
const LOOK: &str = "waymark/look";
/// The attribute of the root that has them.
const ATTRIBUTE: &str = "data-look";

/// The words that are kept; none at first.
///
/// # Errors
/// [`StoreError::Blocked`] when storage cannot be reached.
pub fn kept() -> Result<String, StoreError> {
    Ok(BrowserStore.get(LOOK)?.unwrap_or_default())
}

/// Keeps these words.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn keep(words: &str) -> Result<(), StoreError> {
    match words {
        "" => BrowserStore.remove(LOOK),
        words => BrowserStore.set(LOOK, words),
    }
}

/// Shows everything so; `theme` is the word for the theme, none where the system says it.
///
/// # Errors
/// What the browser said, when the page cannot be changed.
pub fn show(words: &str, theme: &str) -> Result<(), JsValue> {
    let document = document();
    if let Some(root) = document.document_element() {
        root.set_attribute(ATTRIBUTE, words)?;
    }
    // The browser's own bars follow the first of these whose condition holds; the light one is first.
    let colours = document.query_selector_all("meta[name=theme-color]")?;
    for (place, name) in (0..).zip(["light", "dark"]) {
        let meta = colours.item(place);
        let meta = meta.and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok());
        let condition = match theme {
            "" => format!("(prefers-color-scheme: {name})"),
            theme if theme == name => "all".to_owned(),
            _ => "not all".to_owned(),
        };
        if let Some(meta) = meta {
            meta.set_attribute("media", &condition)?;
        }
    }
    Ok(())
}
