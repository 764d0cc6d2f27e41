//! Pictures and sounds: their description at first, and they themselves as soon as the importer is
//! there.

use waymark_core::rich_text::MediaName;

use super::drawn_apart::drawn_apart;
use super::element::{View, element};
use crate::state::order;

/// A picture or a sound, of which `words` say what it is.
pub fn media(name: &MediaName, words: &str) -> View {
    let description = element("span")
        .class("media")
        .attribute(order::FILE, name.as_str().to_owned())
        .text(words.to_owned());
    drawn_apart(description, order::SHOW)
}
