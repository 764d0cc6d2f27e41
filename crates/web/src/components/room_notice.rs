//! An early word that the browser's storage is getting full.

use super::element::{View, element, nothing};
use crate::route::Route;
use crate::state::room;

/// A notice with the way to Health, once storage is nearly full.
pub fn room_notice() -> View {
    let Some(percent) = room::nearly_full() else {
        return nothing();
    };
    let link = element("a")
        .attribute("href", Route::Health.to_string())
        .text("What to do");
    element("p")
        .class("notice")
        .text(format!("The room for your history is {percent}% full. "))
        .child(link.view())
        .view()
}
