//! One tab at a time.

use js_sys::{Function, Promise, Reflect};
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

/// `navigator.locks.request`, which the bindings do not have yet.
fn request(name: &str, begin: &Function) -> Result<JsValue, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator"))?;
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks"))?;
    let request: Function = Reflect::get(&locks, &JsValue::from_str("request"))?.dyn_into()?;
    request.call2(&locks, &JsValue::from_str(name), begin)
}
