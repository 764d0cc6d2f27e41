//! The page itself: its address, title and focus.

use js_sys::Promise;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FocusOptions, HtmlDialogElement, HtmlElement, HtmlMetaElement};

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    // An unreadable location is that of a page without fragment.
    window().location().hash().unwrap_or_default()
}

/// What the page says in the `<meta>` that `selector` finds; `None` where there is none.
pub fn meta(selector: &str) -> Option<String> {
    // A page that is being unloaded may have no document; a selector of ours has no fault.
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector(selector).ok().flatten()?;
    let meta: HtmlMetaElement = meta.dyn_into().ok()?;
    Some(meta.content())
}

/// Goes to another fragment; the browser's back button leads back.
pub fn go_to(fragment: &str) {
    // Setting a fragment fails only on a page that is being unloaded.
    if let Err(error) = window().location().set_hash(fragment) {
        leptos::logging::warn!("the address stays as it is: {error:?}");
    }
}

/// Goes where the learner was before; `false` where that is nowhere.
pub fn go_back() -> bool {
    let history = window().history();
    history.is_ok_and(|history| {
        history.length().is_ok_and(|length| length > 1) && history.back().is_ok()
    })
}

/// Writes another fragment into the address without going anywhere: the browser's back button
/// leads where it led before.
pub fn replace_fragment(fragment: &str) {
    // What crates/web/scripts/installation.js knows of this step of the history stays.
    let replaced = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&history.state()?, "", Some(fragment)));
    if let Err(error) = replaced {
        leptos::logging::warn!("the address stays as it is: {error:?}");
    }
}

/// Lets the page draw and answer before what follows.
pub async fn pause() {
    let pause = Promise::new(&mut |done, failed| {
        if let Err(error) = window().set_timeout_with_callback(&done) {
            // It belongs to this promise, and never throws.
            drop(failed.call1(&JsValue::NULL, &error));
        }
    });
    if let Err(error) = JsFuture::from(pause).await {
        leptos::logging::warn!("the page goes on at once: {error:?}");
    }
}

/// Loads the application anew.
pub fn reload() {
    if let Err(error) = window().location().reload() {
        leptos::logging::warn!("the page could not be loaded anew: {error:?}");
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus to `node`, and not the page.
pub fn focus_where_it_stands(node: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // A node that has just left the page cannot take the focus, and need not.
    if let Err(error) = node.focus_with_options(&options) {
        leptos::logging::warn!("the focus stays where it is: {error:?}");
    }
}

/// Moves the page to its top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Moves the page on by so many pixels; a negative number moves it back.
pub fn scroll_by(pixels: f64) {
    window().scroll_by_with_x_and_y(0.0, pixels);
}

/// Opens a `<dialog>` above the page, which waits until it is closed.
pub fn open_dialog(node: &HtmlElement) {
    if let Some(dialog) = node.dyn_ref::<HtmlDialogElement>()
        && let Err(error) = dialog.show_modal()
    {
        leptos::logging::warn!("the dialog stays shut: {error:?}");
    }
}

/// Closes a `<dialog>`; the focus goes back to where it was.
pub fn close_dialog(node: &HtmlElement) {
    if let Some(dialog) = node.dyn_ref::<HtmlDialogElement>() {
        dialog.close();
    }
}
