//! The query in the address of the page.

use crate::platform::page;
use crate::route::Route;

/// The query of the address; nothing where there is none, or none that can be read.
pub fn query() -> String {
    let fragment = page::fragment();
    let prefix = format!("{}/", Route::Browse);
    let encoded = fragment.strip_prefix(&prefix).unwrap_or_default();
    let decoded = js_sys::decode_uri_component(encoded);
    decoded.map(String::from).unwrap_or_default()
}

/// The address of a search.
pub fn of(query: &str) -> String {
    if query.is_empty() {
        return Route::Browse.to_string();
    }
    let encoded = String::from(js_sys::encode_uri_component(query));
    format!("{}/{encoded}", Route::Browse)
}

/// Writes the query into the address, without a step in the history for each letter.
pub fn keep(query: &str) {
    page::replace_fragment(&of(query));
}
