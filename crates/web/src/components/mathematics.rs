//! Mathematics: its notation at first, and set as soon as the importer is there.

use leptos::logging::warn;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use waymark_core::rich_text::MathStyle;

use super::element::{Reference, View, element};
use crate::platform::module;
use crate::state::order;

/// What stands in the notation of TeX.
pub fn mathematics(style: MathStyle, source: &str) -> View {
    let place = Reference::new();
    place.when_there(|node| {
        let node = JsValue::from(node);
        spawn_local(async move {
            // Where it cannot be set, the notation stays, and everything of it can be read.
            if let Err(cause) = module::order(order::TYPESET, node).await {
                warn!("{cause}");
            }
        });
    });
    let style = match style {
        MathStyle::Inline => "inline",
        MathStyle::Display => order::DISPLAY,
    };
    element("code")
        .class("math")
        .attribute("dir", "ltr")
        .attribute(order::STYLE, style)
        .text(source.to_owned())
        .refer(place)
        .view()
}
