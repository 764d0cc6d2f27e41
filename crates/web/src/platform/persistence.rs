//! Whether the browser may clear its storage of this site, and how much of it is used.
//!
//! `scripts/installation.js` asks the browser not to, at the end of a session and when the
//! application is installed.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser may do with its storage of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// Only the learner clears it.
    Kept,
    /// The browser may clear it when room is short, or after weeks without a visit.
    MayBeCleared,
    /// The browser does not say.
    Unknown,
}

/// How much of the browser's storage is used, in bytes; without localStorage in most browsers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// What this origin uses.
    pub usage: f64,
    /// What it may use.
    pub quota: f64,
}

/// Whether the browser keeps its storage of this site.
pub async fn persisted() -> Persistence {
    match ask("persisted").await.and_then(|answer| answer.as_bool()) {
        Some(true) => Persistence::Kept,
        Some(false) => Persistence::MayBeCleared,
        None => Persistence::Unknown,
    }
}

/// Asks the browser to keep its storage of this site; [`persisted`] says what came of it.
pub async fn ask_to_keep() {
    // Most browsers answer at once and by their own judgement, some ask the learner.
    ask("persist").await;
}

/// How much is used; `None` where the browser does not say.
pub async fn estimate() -> Option<Estimate> {
    let answer = ask("estimate").await?;
    let number = |name: &str| {
        Reflect::get(&answer, &JsValue::from_str(name))
            .ok()?
            .as_f64()
    };
    Some(Estimate {
        usage: number("usage")?,
        quota: number("quota")?,
    })
}

/// Calls a function of `navigator.storage`, which is not there on pages without https.
async fn ask(name: &str) -> Option<JsValue> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let navigator = get(&js_sys::global(), "navigator")?;
    let storage = get(&navigator, "storage").filter(|storage| !storage.is_undefined())?;
    let function: Function = get(&storage, name)?.dyn_into().ok()?;
    let promise: Promise = function.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
