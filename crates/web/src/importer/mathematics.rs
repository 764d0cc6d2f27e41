//! Mathematics on the page: the notation of an element becomes elements of MathML.

mod notation;

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_core::rich_text::MathStyle;
use web_sys::{Element, HtmlElement, Node};

use self::notation::{Part, Piece};
use crate::platform::storage::words;
use crate::state::order;

/// The names of these elements are MathML's.
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Sets the mathematics of an element; what cannot be set stays as it is.
pub fn typeset(element: &JsValue) -> Result<(), String> {
    let element: &Element = element.dyn_ref().ok_or("there is no element")?;
    let style = match element.get_attribute(order::STYLE).as_deref() {
        Some(order::DISPLAY) => MathStyle::Display,
        _ => MathStyle::Inline,
    };
    let source = element.text_content().unwrap_or_default();
    let set = notation::set(&source, style).map_err(|error| error.to_string())?;
    let drawn = draw(&set).map_err(|error| words(&error))?;
    element.set_text_content(None);
    let added = element.append_child(&drawn);
    added.map(drop).map_err(|error| words(&error))
}

fn draw(piece: &Piece) -> Result<Node, JsValue> {
    let element = document().create_element_ns(Some(MATHML), piece.name)?;
    for (name, value) in &piece.attributes {
        element.set_attribute(name, value)?;
    }
    // The page's policy allows no attribute for these. MathML's elements have this property as
    // HTML's do, and the bindings know it of those only.
    let styled: &HtmlElement = element.unchecked_ref();
    for (name, value) in &piece.styles {
        styled.style().set_property(name, value)?;
    }
    for part in &piece.parts {
        match part {
            Part::Text(words) => element.append_child(&document().create_text_node(words))?,
            Part::Piece(piece) => element.append_child(&draw(piece)?)?,
        };
    }
    Ok(element.into())
}
