//! A worker that is a program of its own: one order, one answer, and it ends.
//!
//! Work that takes too long is stopped by ending the worker, which leaves nothing behind.

use std::cell::RefCell;
use std::fmt;
use std::iter;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::method;
use super::module;
use super::storage::words;

/// A worker that a page can start.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Where its file is.
    pub address: Address,
    /// What it is called where something is said of it.
    pub name: &'static str,
}

/// Where the file of a worker is.
#[derive(Clone, Copy, Debug)]
pub enum Address {
    /// It is that of the importer.
    Importer,
    /// The start of the importer says it in this member of the window.
    Member(&'static str),
}

/// What a message of a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard<T> {
    /// It is at work; more follows.
    Working,
    /// It has answered.
    Answered(T),
}

/// A worker at work.
#[derive(Clone)]
pub struct Task(Rc<Running>);

struct Running {
    worker: Worker,
    failed: RefCell<Option<Function>>,
}

/// There was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// It was stopped.
    Stopped,
    /// The worker ended by itself, or never began.
    Crashed {
        /// What the worker is called.
        name: &'static str,
        /// What the browser said.
        cause: String,
    },
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("it was stopped"),
            Self::Crashed { name, cause } => write!(f, "{name} ended: {cause}"),
        }
    }
}

impl std::error::Error for TaskError {}

impl Task {
    /// Ends the worker, whatever it does.
    pub fn stop(&self) {
        self.0.worker.terminate();
        if let Some(failed) = self.0.failed.take() {
            // It belongs to a promise, and never throws.
            drop(failed.call1(&JsValue::NULL, &JsValue::NULL));
        }
    }
}

/// A worker that was started, perhaps ahead of its order, and ends when this is dropped.
pub struct Ready {
    /// The program that it runs.
    pub program: Program,
    worker: Worker,
    start: Rc<RefCell<Start>>,
    // They are called until there is an order.
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

/// What is known of a worker without an order.
enum Start {
    /// It is being fetched and compiled.
    Begun,
    /// It listens.
    Done,
    /// It ended, and why.
    Failed(String),
}

impl Drop for Ready {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Ready {
    /// Starts a worker; how that goes is told by whoever has an order for it.
    ///
    /// # Errors
    /// [`TaskError::Crashed`] if the browser does not even begin.
    pub fn start(program: Program) -> Result<Self, TaskError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = address(program)
            .and_then(|address| Worker::new_with_options(&address, &options))
            .map_err(|error| program.crashed(&error))?;
        let start = Rc::new(RefCell::new(Start::Begun));
        let heard = {
            let start = Rc::clone(&start);
            // Its first message says that it listens.
            Closure::<dyn FnMut(MessageEvent)>::new(move |_| drop(start.replace(Start::Done)))
        };
        let failed = {
            let start = Rc::clone(&start);
            Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                drop(start.replace(Start::Failed(cause_of(&event))));
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Self {
            program,
            worker,
            start,
            _heard: heard,
            _failed: failed,
        })
    }

    /// Has it carry out an order with what is beside it, which is handed over, and returns its
    /// answer with what is beside that, where the browser keeps it. `begun` gets the task, so that it
    /// can be stopped, and `hear` is told the head of every message and says what it is.
    ///
    /// # Errors
    /// [`TaskError`] if the worker ends before it has answered.
    pub async fn carry_out<T: 'static>(
        self,
        order: &[u8],
        beside: &[Uint8Array],
        begun: impl FnOnce(Task),
        hear: impl Fn(&[u8]) -> Heard<T> + 'static,
    ) -> Result<(T, Vec<Uint8Array>), TaskError> {
        let Program { name, .. } = self.program;
        let order = Uint8Array::from(order);
        let message: Array = iter::once(&order).chain(beside).collect();
        let buffers: Array = parts(&message).map(|part| part.buffer()).collect();
        let send = {
            let worker = self.worker.clone();
            move || worker.post_message_with_transfer(&message, &buffers)
        };
        let task = Task(Rc::new(Running {
            worker: self.worker.clone(),
            failed: RefCell::default(),
        }));
        let done = Rc::new(RefCell::new(None::<Function>));
        let promise = Promise::new(&mut |resolve, reject| {
            done.replace(Some(resolve));
            task.0.failed.replace(Some(reject));
        });
        match &*self.start.borrow() {
            Start::Begun => {}
            Start::Done => send().map_err(|error| self.program.crashed(&error))?,
            Start::Failed(cause) => {
                let cause = cause.clone();
                return Err(TaskError::Crashed { name, cause });
            }
        }
        let answered = Rc::new(RefCell::new(None));
        let heard = {
            let answered = Rc::clone(&answered);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                let settled = if data.is_null() {
                    send()
                } else {
                    match hear(&head(&data)) {
                        Heard::Working => Ok(()),
                        Heard::Answered(answer) => {
                            answered.replace(Some(answer));
                            match done.take() {
                                Some(done) => done.call1(&JsValue::NULL, &data).map(drop),
                                None => Ok(()),
                            }
                        }
                    }
                };
                if let Err(error) = settled {
                    leptos::logging::error!("the worker cannot be told: {error:?}");
                }
            })
        };
        let failed = {
            let task = task.clone();
            Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                let cause = cause_of(&event);
                if let Some(failed) = task.0.failed.take() {
                    // It belongs to a promise, and never throws.
                    drop(failed.call1(&JsValue::NULL, &JsValue::from_str(&cause)));
                }
            })
        };
        let worker = &self.worker;
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        begun(task);
        let message = JsFuture::from(promise).await;
        let message = message.map_err(|cause| match cause.as_string() {
            Some(cause) => TaskError::Crashed { name, cause },
            None => TaskError::Stopped,
        })?;
        let answer = answered.take().ok_or(TaskError::Stopped)?;
        Ok((answer, parts(&message).skip(1).collect()))
    }
}

impl Program {
    fn crashed(self, error: &JsValue) -> TaskError {
        TaskError::Crashed {
            name: self.name,
            cause: words(error),
        }
    }
}

/// Why a worker ended, in words.
fn cause_of(event: &Event) -> String {
    // It is told where the work is; the console need not tell it again.
    event.prevent_default();
    let cause = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
    let cause = cause.filter(|words| !words.is_empty());
    cause.unwrap_or_else(|| "it did not start".to_owned())
}

/// The parts of a message as they are, without a copy.
fn parts(message: &JsValue) -> impl Iterator<Item = Uint8Array> + use<> {
    let parts = Array::from(message).into_iter();
    parts.map(JsValue::unchecked_into)
}

fn head(message: &JsValue) -> Vec<u8> {
    parts(message)
        .next()
        .map_or_else(Vec::new, |head| head.to_vec())
}

fn address(program: Program) -> Result<String, JsValue> {
    let member = match program.address {
        Address::Importer => return module::address(),
        Address::Member(member) => member,
    };
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let address = method::member(&window, member)?.as_string();
    address.ok_or_else(|| JsValue::from_str("the page does not name the worker"))
}
