//! What the importer draws in its place, as soon as it is there.

use leptos::logging::warn;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::element::{Element, Reference, View};
use crate::platform::module;

/// An element that is ordered to be drawn when it is on the page. Where that cannot be, it stays as it
/// is, and everything of it can be read.
pub fn drawn_apart(element: Element, what: &'static str) -> View {
    let place = Reference::new();
    place.when_there(move |node| {
        let node = JsValue::from(node);
        spawn_local(async move {
            if let Err(cause) = module::order(what, node).await {
                warn!("{cause}");
            }
        });
    });
    element.refer(place).view()
}
