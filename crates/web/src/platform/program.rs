//! The program itself: which build runs, whether a worker serves it, and in what browser.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::page;

/// The build, as the page names it; empty where it does not.
pub fn build() -> String {
    page::meta("meta[name=build]").unwrap_or_default()
}

/// How the browser names itself.
pub fn agent() -> String {
    of_navigator(&["userAgent"]).unwrap_or_default()
}

/// The file of the service worker that serves this page, if one does.
pub fn worker() -> Option<String> {
    let address = of_navigator(&["serviceWorker", "controller", "scriptURL"])?;
    address.rsplit('/').next().map(str::to_owned)
}

/// A text that is some steps away from the browser's `navigator`.
fn of_navigator(path: &[&str]) -> Option<String> {
    let navigator = JsValue::from_str("navigator");
    let mut found = Reflect::get(&js_sys::global(), &navigator).ok()?;
    for name in path {
        // Fails for what is not there.
        found = Reflect::get(&found, &JsValue::from_str(name)).ok()?;
    }
    found.as_string()
}
