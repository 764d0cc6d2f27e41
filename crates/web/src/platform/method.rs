//! Methods of the browser for which `web-sys` has no binding.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The member of that name; `undefined` where there is none.
///
/// # Errors
/// What the browser said, when it does not show it.
pub fn member(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
}

/// Calls a method.
///
/// # Errors
/// What the method throws, or that there is no such method.
pub fn call(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = member(object, name)?.dyn_into()?;
    method.apply(object, arguments)
}

/// Calls a method and waits for what it promises.
///
/// # Errors
/// What the method throws or rejects with.
pub async fn wait(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let promised = call(object, name, arguments)?;
    JsFuture::from(Promise::resolve(&promised)).await
}

/// An object with one member.
///
/// # Errors
/// What the browser said, when it makes no such object.
pub fn object(name: &str, value: &JsValue) -> Result<JsValue, JsValue> {
    let object = js_sys::Object::new();
    Reflect::set(&object, &JsValue::from_str(name), value)?;
    Ok(object.into())
}

/// Whether an error is the browser's own of that name.
pub fn is_named(error: &JsValue, name: &str) -> bool {
    let dom = error.dyn_ref::<web_sys::DomException>();
    dom.is_some_and(|dom| dom.name() == name)
}
