//! The importer as a module of its own, which the page fetches when it is wanted.
//!
//! The page names the module's file, calls it by adding a script, and gives it a place to draw in.
//! Called again, the module is there already and hears an event.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, Document, Event, HtmlScriptElement};

use super::page;

/// The element in which the module draws.
pub const PLACE: &str = "importer";
/// The event of the window that says that it is wanted again.
pub const WANTED: &str = "importer-wanted";
/// The event of the window that says that there are orders.
pub const ORDERED: &str = "importer-ordered";
/// The event of the window that says that it cannot start; its detail says why.
pub const FAILED: &str = "importer-failed";

const SCRIPT: &str = "importer-script";
const NOT_ARRIVED: &str = "a file of the application did not arrive";
const LATE: &str = "it took too long";
/// Longer than anything takes that a learner waits for, such as choosing a folder.
const LONG_MS: i32 = 3_600_000;
/// Marks the script of a module that did not come.
const GONE: &str = "data-gone";
/// The member of the window in which orders wait for the module.
const ORDERS: &str = "waymarkOrders";

/// Calls the module.
///
/// # Errors
/// What the browser said, when the page cannot be changed.
pub fn call() -> Result<(), JsValue> {
    call_for(WANTED)
}

fn call_for(what: &str) -> Result<(), JsValue> {
    let document = document()?;
    if document.get_element_by_id(SCRIPT).is_some() {
        return tell(&Event::new(what)?);
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

/// Calls the module to do something for the page, and waits for its answer in words.
///
/// # Errors
/// What went wrong, in words.
pub async fn order(what: &str, with: JsValue) -> Result<String, String> {
    order_within(what, with, LONG_MS).await
}

/// The same, for so many milliseconds at most.
///
/// # Errors
/// What went wrong, in words; also when the time is over, although the order may be done later.
pub async fn order_within(what: &str, with: JsValue, limit_ms: i32) -> Result<String, String> {
    let promised = Promise::new(&mut |done, failed| {
        let placed = place_order(what, &with, &done, &failed);
        let placed = placed.and_then(|()| give_up_after(limit_ms, &failed));
        if let Err(error) = placed {
            // It belongs to a promise, and never throws.
            drop(failed.call1(&JsValue::NULL, &error));
        }
    });
    match JsFuture::from(promised).await {
        Ok(words) => Ok(words.as_string().unwrap_or_default()),
        // The module answers in words, and only the browser in anything else.
        Err(error) => Err(error.as_string().unwrap_or_else(|| not_there(&error))),
    }
}

fn place_order(
    what: &str,
    with: &JsValue,
    done: &Function,
    failed: &Function,
) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let order = Array::of4(&JsValue::from_str(what), with, done, failed);
    let waiting = Reflect::get(&window, &JsValue::from_str(ORDERS))?;
    let waiting = waiting.dyn_into().unwrap_or_else(|_| Array::new());
    waiting.push(&order);
    Reflect::set(&window, &JsValue::from_str(ORDERS), &waiting)?;
    window.add_event_listener_with_callback(FAILED, failed)?;
    call_for(ORDERED)?;
    let Some(script) = document()?.get_element_by_id(SCRIPT) else {
        return Ok(());
    };
    // A page runs a module once only, so that this one will not come any more.
    if script.has_attribute(GONE) {
        return Err(JsValue::NULL);
    }
    script.add_event_listener_with_callback("error", failed)
}

fn give_up_after(limit_ms: i32, failed: &Function) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let late = Array::of1(&JsValue::from_str(LATE));
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments(failed, limit_ms, &late);
    timer.map(drop)
}

/// What is to be said of a module that did not come.
fn not_there(error: &JsValue) -> String {
    let script = document().map(|page| page.get_element_by_id(SCRIPT));
    if let Ok(Some(script)) = script
        && let Err(error) = script.set_attribute(GONE, "")
    {
        leptos::logging::warn!("the script cannot be marked: {error:?}");
    }
    let cause = match error.dyn_ref::<Event>() {
        Some(event) => cause(event),
        None if error.is_null() => NOT_ARRIVED.to_owned(),
        None => super::storage::words(error),
    };
    format!("Nothing was done: {cause}. Check the connection and load this page again.")
}

/// Something that the page wants done.
pub struct Order {
    /// What it is.
    pub what: String,
    /// What it is done with.
    pub with: JsValue,
    done: Function,
    failed: Function,
}

impl Order {
    /// Says what came of it.
    pub fn answer(&self, answer: Result<String, String>) {
        let (function, words) = match &answer {
            Ok(words) => (&self.done, words),
            Err(words) => (&self.failed, words),
        };
        // These functions belong to a promise, and they never throw.
        drop(function.call1(&JsValue::NULL, &JsValue::from_str(words)));
    }
}

/// Takes the orders that wait.
pub fn orders() -> Vec<Order> {
    let taken = || {
        let window = web_sys::window()?;
        let name = JsValue::from_str(ORDERS);
        let waiting: Array = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
        Reflect::set(&window, &name, &JsValue::UNDEFINED).ok()?;
        let orders = waiting.iter().filter_map(|order| {
            let order: Array = order.dyn_into().ok()?;
            Some(Order {
                what: order.get(0).as_string()?,
                with: order.get(1),
                done: order.get(2).dyn_into().ok()?,
                failed: order.get(3).dyn_into().ok()?,
            })
        });
        Some(orders.collect())
    };
    // Nothing waits where nothing was ever ordered.
    taken().unwrap_or_default()
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
    page::meta("meta[name=importer]")
        .ok_or_else(|| JsValue::from_str("the page does not name the importer"))
}

/// What a failed start says.
pub fn cause(event: &Event) -> String {
    let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
    let words = detail.and_then(|detail| detail.as_string());
    words.unwrap_or_else(|| NOT_ARRIVED.to_owned())
}

fn document() -> Result<Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("there is no page"))
}
