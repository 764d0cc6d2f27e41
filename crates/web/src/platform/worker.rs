//! The worker in which the importer reads documents: bytes go in, bytes come out.
//!
//! A document that takes too long is stopped by ending the worker, which needs nothing of it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::iter;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use waymark_core::id::RoadmapId;
use waymark_store::packaging::{Answer, Order, Progress};
use web_sys::{
    DedicatedWorkerGlobalScope, ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType,
};

use super::module;

/// A worker that reads one document after the other, also where several are asked for at once.
pub struct Reader {
    worker: Worker,
    waiting: Waiting,
    /// What it is to be sent once it listens; `None` as soon as it does.
    unsent: RefCell<Option<Vec<Array>>>,
    // They are called as long as the worker lives.
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

/// Who waits for the worker's messages, which come in the order in which it was asked: called with
/// the message, or with what went wrong.
type Waiting = Rc<RefCell<VecDeque<(Function, Function)>>>;

/// A document was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderError {
    /// The reader was stopped.
    Stopped,
    /// The worker ended by itself, or never began.
    Crashed {
        /// What the browser said.
        cause: String,
    },
}

impl fmt::Display for ReaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("reading was stopped"),
            Self::Crashed { cause } => write!(f, "the importer stopped working on it: {cause}"),
        }
    }
}

impl std::error::Error for ReaderError {}

impl Reader {
    /// Starts a worker and waits until it is ready.
    ///
    /// `begun` gets the reader before that, so that it can be stopped meanwhile.
    ///
    /// # Errors
    /// [`ReaderError`] if the worker does not come up.
    pub async fn start(begun: impl FnOnce(Rc<Self>)) -> Result<Rc<Self>, ReaderError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = module::address()
            .and_then(|address| Worker::new_with_options(&address, &options))
            .map_err(|error| crashed(&error))?;
        let waiting = Waiting::default();
        let heard = {
            let waiting = Rc::clone(&waiting);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let next = waiting.borrow_mut().pop_front();
                if let Some((done, _)) = next {
                    call(&done, &event.data());
                }
            })
        };
        let failed = {
            let waiting = Rc::clone(&waiting);
            Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                // It is told where the document is; the console need not tell it again.
                event.prevent_default();
                let cause = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
                let cause = cause.filter(|words| !words.is_empty());
                let cause = cause.unwrap_or_else(|| "it did not start".to_owned());
                fail(&waiting, &JsValue::from_str(&cause));
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let reader = Rc::new(Self {
            worker,
            waiting,
            unsent: RefCell::new(Some(Vec::new())),
            _heard: heard,
            _failed: failed,
        });
        begun(Rc::clone(&reader));
        // Its first message says that it listens.
        reader.next().await?;
        for order in reader.unsent.take().unwrap_or_default() {
            reader.send(&order)?;
        }
        Ok(reader)
    }

    /// Reads a document and returns what the importer wrote about it; `known` is the id of the
    /// roadmap that it is a new version of.
    ///
    /// # Errors
    /// [`ReaderError`] if the worker ends before it has answered.
    pub async fn read(
        &self,
        path: &str,
        bytes: &[u8],
        known: Option<&RoadmapId>,
    ) -> Result<Vec<u8>, ReaderError> {
        let known = known.map_or(JsValue::UNDEFINED, |id| JsValue::from_str(id.as_str()));
        let order = Array::of3(&JsValue::from_str(path), &Uint8Array::from(bytes), &known);
        match self.unsent.borrow_mut().as_mut() {
            Some(unsent) => unsent.push(order),
            None => self.send(&order)?,
        }
        let answer = self.next().await?;
        Ok(bytes_of(answer))
    }

    fn send(&self, order: &Array) -> Result<(), ReaderError> {
        self.worker
            .post_message(order)
            .map_err(|error| crashed(&error))
    }

    /// Ends the worker, whatever it does.
    pub fn stop(&self) {
        self.worker.terminate();
        fail(&self.waiting, &JsValue::NULL);
    }

    async fn next(&self) -> Result<JsValue, ReaderError> {
        let promise = Promise::new(&mut |done, failed| {
            self.waiting.borrow_mut().push_back((done, failed));
        });
        let message = JsFuture::from(promise).await;
        message.map_err(|cause| match cause.as_string() {
            Some(cause) => ReaderError::Crashed { cause },
            None => ReaderError::Stopped,
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Tells all who wait that nothing comes any more.
fn fail(waiting: &Waiting, cause: &JsValue) {
    for (_, failed) in waiting.take() {
        call(&failed, cause);
    }
}

/// Calls a function of a promise, which never throws.
fn call(function: &Function, message: &JsValue) {
    drop(function.call1(&JsValue::NULL, message));
}

fn crashed(error: &JsValue) -> ReaderError {
    ReaderError::Crashed {
        cause: error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}

/// What carries out an order about packages with what is beside it, and answers with what is beside that.
type CarryOut = fn(&Order, &[Vec<u8>], &mut dyn FnMut(Progress)) -> (Answer, Vec<Vec<u8>>);

/// The worker's side: answers every document with what `read` writes about it, and every order about
/// packages with what `carry_out` makes of it.
///
/// # Errors
/// What the browser said, when no message can be sent.
pub fn serve(
    scope: &DedicatedWorkerGlobalScope,
    read: impl Fn(&str, &[u8], Option<&RoadmapId>) -> Vec<u8> + 'static,
    carry_out: CarryOut,
) -> Result<(), JsValue> {
    let sender = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let order = Array::from(&event.data());
        let Some(path) = order.get(0).as_string() else {
            return serve_packages(&sender, &order, carry_out);
        };
        let bytes = bytes_of(order.get(1));
        // It is an id on the other side, so it is one here.
        let known = order.get(2).as_string().and_then(|id| id.parse().ok());
        let answer = Uint8Array::from(read(&path, &bytes, known.as_ref()).as_slice());
        let transfer = Array::of1(&answer.buffer());
        if let Err(error) = sender.post_message_with_transfer(&answer, &transfer) {
            leptos::logging::error!("the answer cannot be sent: {error:?}");
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    scope.post_message(&JsValue::NULL)
}

fn serve_packages(sender: &DedicatedWorkerGlobalScope, message: &Array, carry_out: CarryOut) {
    let send = |answer: &Answer, beside: Vec<Vec<u8>>| {
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
        if let Err(error) = sender.post_message_with_transfer(&message, &buffers) {
            wasm_bindgen::throw_val(error);
        }
    };
    let mut parts = message.iter().map(bytes_of);
    let order = parts.next().unwrap_or_default();
    let beside: Vec<Vec<u8>> = parts.collect();
    let (answer, beside) = match Order::from_bytes(&order) {
        Ok(order) => carry_out(&order, &beside, &mut |progress| {
            send(&Answer::Working(progress), Vec::new());
        }),
        Err(error) => (Answer::Failed(error.to_string()), Vec::new()),
    };
    send(&answer, beside);
}

/// The bytes of a part of a message.
fn bytes_of(part: JsValue) -> Vec<u8> {
    part.unchecked_into::<Uint8Array>().to_vec()
}

/// The scope of the worker that this runs in; `None` in a page.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
