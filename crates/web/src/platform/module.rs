//! The importer as a module of its own, which the page fetches when it is wanted.
//!
//! The page names the module's file, calls it by adding a script, and gives it a place to draw in.
//! Called again, the module is there already and hears an event.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Document, Event, HtmlMetaElement, HtmlScriptElement};

/// The element in which the module draws.
pub const PLACE: &str = "importer";
/// The event of the window that says that it is wanted again.
pub const WANTED: &str = "importer-wanted";
/// The event of the window that says that it cannot start; its detail says why.
pub const FAILED: &str = "importer-failed";

const SCRIPT: &str = "importer-script";

/// Calls the module.
///
/// # Errors
/// What the browser said, when the page cannot be changed.
pub fn call() -> Result<(), JsValue> {
    let document = document()?;
    if document.get_element_by_id(SCRIPT).is_some() {
        return tell(&Event::new(WANTED)?);
    }
    let script: HtmlScriptElement = document.create_element("script")?.dyn_into()?;
    script.set_id(SCRIPT);
    script.set_type("module");
    script.set_src(&address()?);
    document
        .head()
        .ok_or_else(|| JsValue::from_str("the page has no head"))?
        .append_child(&script)
        .map(drop)
}

/// Tells the page that the module cannot start.
///
/// # Errors
/// What the browser said, when it cannot be told.
pub fn fail(cause: &str) -> Result<(), JsValue> {
    let detail = CustomEventInit::new();
    detail.set_detail(&JsValue::from_str(cause));
    let event = CustomEvent::new_with_event_init_dict(FAILED, &detail)?;
    tell(&event)
}

fn tell(event: &Event) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    window.dispatch_event(event).map(drop)
}

/// Where the module is; a worker is started from the same address.
///
/// # Errors
/// A message where the page does not say it.
pub fn address() -> Result<String, JsValue> {
    let meta = document()?.query_selector("meta[name=importer]")?;
    meta.and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok())
        .map(|meta| meta.content())
        .ok_or_else(|| JsValue::from_str("the page does not name the importer"))
}

/// What a failed start says.
pub fn cause(event: &Event) -> String {
    let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
    let words = detail.and_then(|detail| detail.as_string());
    words.unwrap_or_else(|| "a file of the application did not arrive".to_owned())
}

fn document() -> Result<Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("there is no page"))
}
