//! The evidence in the browser: one order in, one answer out.
//!
//! It runs as a worker and is fetched when it is wanted;
//! `docs/decisions/0024-a-worker-for-evidence.md` says why.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_evidence::{Answer, Order, carry_out};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Err(error) = listen(&scope) {
        // Whoever waits for this worker hears of its end.
        wasm_bindgen::throw_val(error);
    }
}

fn listen(scope: &DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
    let sender = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let order = Array::from(&event.data()).get(0);
        let order = order.unchecked_into::<Uint8Array>().to_vec();
        let answer = match Order::from_bytes(&order) {
            Ok(order) => carry_out(&order, |stage| send(&sender, &Answer::Working(stage))),
            Err(error) => Answer::Failed(error.to_string()),
        };
        send(&sender, &answer);
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // The first message says that it listens.
    scope.post_message(&JsValue::NULL)
}

fn send(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    let bytes = match answer.to_bytes() {
        Ok(bytes) => Uint8Array::from(bytes.as_slice()),
        Err(error) => wasm_bindgen::throw_str(&error.to_string()),
    };
    let transfer = Array::of1(&bytes.buffer());
    if let Err(error) = scope.post_message_with_transfer(&Array::of1(&bytes), &transfer) {
        wasm_bindgen::throw_val(error);
    }
}
