//! Locks that the tabs of a browser share: one tab at a time, and which tabs there are.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Does `act` while no other tab does anything under the same name.
///
/// A browser that has no locks for this page does it at once; what is done has to bear that.
pub async fn alone(name: &str, act: impl Future<Output = ()> + 'static) {
    let mut act = Some(act);
    let begin = Closure::<dyn FnMut() -> Promise>::new(move || {
        let act = act.take();
        future_to_promise(async move {
            if let Some(act) = act {
                act.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let begin: Function = begin.into_js_value().unchecked_into();
    let asked = request(name, &begin).or_else(|_| begin.call0(&JsValue::NULL));
    let done = match asked {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await.map(drop),
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        leptos::logging::warn!("`{name}` was not done: {error:?}");
    }
}

/// Holds `name` for as long as this page lives.
///
/// A browser that has no locks for this page holds nothing, and [`held`] says so.
pub fn hold(name: &str) {
    let forever = Closure::<dyn FnMut() -> Promise>::new(|| {
        // Whoever never answers never gives the lock back.
        Promise::new(&mut |_, _| {})
    });
    let forever: Function = forever.into_js_value().unchecked_into();
    if let Err(error) = request(name, &forever) {
        leptos::logging::warn!("`{name}` is not held: {error:?}");
    }
}

/// A name that a page of this site holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The name.
    pub name: String,
    /// Which page, as the browser calls it.
    pub page: String,
}

/// The names that are held by any page of this site.
///
/// # Errors
/// What the browser said; without an answer nobody can be taken for gone.
pub async fn held() -> Result<Vec<Held>, JsValue> {
    let locks = locks()?;
    let query: Function = Reflect::get(&locks, &JsValue::from_str("query"))?.dyn_into()?;
    let answer = JsFuture::from(Promise::resolve(&query.call0(&locks)?)).await?;
    let held = Array::from(&Reflect::get(&answer, &JsValue::from_str("held"))?);
    let held = held.iter().map(|lock| {
        let member = |name: &str| {
            let member = Reflect::get(&lock, &JsValue::from_str(name))?;
            Ok::<_, JsValue>(member.as_string().unwrap_or_default())
        };
        Ok(Held {
            name: member("name")?,
            page: member("clientId")?,
        })
    });
    held.collect()
}

/// `navigator.locks.request`, which the bindings do not have yet.
fn request(name: &str, begin: &Function) -> Result<JsValue, JsValue> {
    let locks = locks()?;
    let request: Function = Reflect::get(&locks, &JsValue::from_str("request"))?.dyn_into()?;
    request.call2(&locks, &JsValue::from_str(name), begin)
}

fn locks() -> Result<JsValue, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator"))?;
    Reflect::get(&navigator, &JsValue::from_str("locks"))
}
