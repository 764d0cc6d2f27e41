//! The worker: a message in, messages out.

use std::iter;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use waymark_anki_worker::carry_out;
use waymark_store::packaging::{Answer, Order};
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
        let parts = Array::from(&event.data()).into_iter();
        let mut parts = parts.map(|part| part.unchecked_into::<Uint8Array>().to_vec());
        let order = parts.next().unwrap_or_default();
        let beside: Vec<Vec<u8>> = parts.collect();
        let (answer, beside) = match Order::from_bytes(&order) {
            Ok(order) => carry_out(&order, &beside, &mut |progress| {
                send(&sender, &Answer::Working(progress), Vec::new());
            }),
            Err(error) => (Answer::Failed(error.to_string()), Vec::new()),
        };
        send(&sender, &answer, beside);
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // The first message says that it listens.
    scope.post_message(&JsValue::NULL)
}

fn send(scope: &DedicatedWorkerGlobalScope, answer: &Answer, beside: Vec<Vec<u8>>) {
    let answer = match answer.to_bytes() {
        Ok(bytes) => bytes,
        Err(error) => wasm_bindgen::throw_str(&error.to_string()),
    };
    let (message, buffers) = (Array::new(), Array::new());
    for part in iter::once(answer).chain(beside) {
        let part = Uint8Array::from(part.as_slice());
        buffers.push(&part.buffer());
        message.push(&part);
    }
    if let Err(error) = scope.post_message_with_transfer(&message, &buffers) {
        wasm_bindgen::throw_val(error);
    }
}
