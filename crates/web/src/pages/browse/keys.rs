//! Browse by keyboard: what each key does. The sheet beside it says so to the learner.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Browse, Reach};
use crate::platform::page;
use crate::route::Route;

/// What the keys move among: the link of each row, and the button that shows more.
const STOPS: &str = ".browse-open, .browse-more";

/// Listens as long as the page is shown.
pub fn listen(browse: Browse) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return;
        }
        if press(browse, &event) == Press::Taken {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
}

/// Whether a key did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Taken,
    Left,
}

fn press(browse: Browse, event: &KeyboardEvent) -> Press {
    let focused = document().active_element();
    let is_in_field = focused.as_ref().is_some_and(is_field);
    let is_in_query = focused.as_ref().is_some_and(|at| at.id() == "browse-query");
    let row = focused.as_ref().and_then(row_of);
    // An open sheet has keys of its own.
    if browse.sheet.get_untracked() {
        return Press::Left;
    }
    match event.key().as_str() {
        "ArrowDown" if is_in_query => go(0),
        "Escape" if row.is_some() => to_field(browse),
        _ if is_in_field => Press::Left,
        "/" => to_field(browse),
        "?" => {
            browse.sheet.set(true);
            Press::Taken
        }
        "j" => go(row.map_or(0, |row| row + 1)),
        "ArrowDown" => row.map_or(Press::Left, |row| go(row + 1)),
        "k" | "ArrowUp" => match row {
            Some(0) => to_field(browse),
            Some(row) => go(row - 1),
            None => Press::Left,
        },
        "e" => row.map_or(Press::Left, |row| edit(browse, row)),
        "x" | "X" => match row {
            Some(row) if event.shift_key() => {
                browse.select(row, Reach::Range);
                Press::Taken
            }
            Some(row) => {
                browse.select(row, Reach::Row);
                Press::Taken
            }
            None => Press::Left,
        },
        _ => Press::Left,
    }
}

/// Whether letters typed there are text.
fn is_field(element: &Element) -> bool {
    let is_checkbox = element.get_attribute("type").as_deref() == Some("checkbox");
    let name = element.tag_name();
    matches!(name.as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !is_checkbox
}

/// The row that an element stands in; the button below the rows counts as one more.
fn row_of(element: &Element) -> Option<usize> {
    let row = element.closest("[data-row]").ok().flatten()?;
    row.get_attribute("data-row")?.parse().ok()
}

fn to_field(browse: Browse) -> Press {
    browse.field.focus();
    Press::Taken
}

fn edit(browse: Browse, row: usize) -> Press {
    match browse.card(row) {
        Some(card) => {
            page::go_to(&format!("{}/back", Route::Edit(card)));
            Press::Taken
        }
        None => Press::Left,
    }
}

/// Moves the focus to a row, if it is there.
fn go(row: usize) -> Press {
    let stops = document().query_selector_all(STOPS).ok();
    let place = u32::try_from(row).ok();
    let stop = stops
        .zip(place)
        .and_then(|(stops, place)| stops.item(place));
    let Some(stop) = stop.and_then(|stop| stop.dyn_into::<HtmlElement>().ok()) else {
        return Press::Left;
    };
    // A row that has just left the page cannot take the focus, and need not.
    if let Err(error) = stop.focus() {
        leptos::logging::warn!("the focus stays where it is: {error:?}");
    }
    Press::Taken
}
