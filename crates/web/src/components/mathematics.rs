//! Mathematics: its notation at first, and set as soon as the importer is there.

use waymark_core::rich_text::MathStyle;

use super::drawn_apart::drawn_apart;
use super::element::{View, element};
use crate::state::order;

/// What stands in the notation of TeX.
pub fn mathematics(style: MathStyle, source: &str) -> View {
    let style = match style {
        MathStyle::Inline => "inline",
        MathStyle::Display => order::DISPLAY,
    };
    let notation = element("code")
        .class("math")
        .attribute("dir", "ltr")
        .attribute(order::STYLE, style)
        .text(source.to_owned());
    drawn_apart(notation, order::TYPESET)
}
