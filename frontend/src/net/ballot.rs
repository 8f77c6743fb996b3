//! The worker that seals ballots and counts again (`frontend/ballot`): started when it is first asked,
//! ended when its secrets are no longer needed.

use std::cell::RefCell;
use std::rc::Rc;

use ballot::{Answer, Ask};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{js, json};

/// The worker did not load or broke down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEngine;

/// Told how far a long task has come: done, of.
pub type OnProgress = Rc<dyn Fn(u32, u32)>;

/// Whoever waits for the next answer.
#[derive(Default)]
struct Waiting {
    resolve: Option<Function>,
    progress: Option<OnProgress>,
}

/// A running worker.
struct Running {
    worker: JsValue,
    waiting: Rc<RefCell<Waiting>>,
    _hear: Closure<dyn Fn(JsValue)>,
    _fail: Closure<dyn Fn(JsValue)>,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// Asks the worker; `more` travels beside the question, unread by JSON.
pub async fn ask(
    ask: &Ask,
    more: Option<&JsValue>,
    progress: Option<OnProgress>,
) -> Result<Answer, NoEngine> {
    if RUNNING.with_borrow(Option::is_none) {
        let ready = start().ok_or(NoEngine)?;
        if answered(ready).await != Some(Answer::Ready {}) {
            stop();
            return Err(NoEngine);
        }
    }
    let question = JsValue::from_str(&json::write(ask));
    let message = match more {
        Some(more) => js_sys::Array::of2(&question, more).into(),
        None => question,
    };
    let answer = RUNNING.with_borrow(|running| {
        let running = running.as_ref()?;
        let answer = wait(&running.waiting, progress);
        js::call(&running.worker, "postMessage", &[&message]);
        Some(answer)
    });
    let Some(answer) = answered(answer.ok_or(NoEngine)?).await else {
        stop();
        return Err(NoEngine);
    };
    Ok(answer)
}

/// Ends the worker; the browser frees its memory with all that was in it.
pub fn stop() {
    if let Some(running) = RUNNING.take() {
        js::call(&running.worker, "terminate", &[]);
        // Whoever still waits is told that nothing will come.
        let resolve = running.waiting.borrow_mut().resolve.take();
        if let Some(resolve) = resolve {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Starts the worker; its first word says that it listens.
fn start() -> Option<Promise> {
    let worker = js::call(&js::window(), "linliBallot", &[]);
    if worker.is_undefined() {
        return None;
    }
    let waiting = Rc::new(RefCell::new(Waiting::default()));
    let ready = wait(&waiting, None);
    let hear = {
        let waiting = waiting.clone();
        Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            hear(&waiting, &js::get(&event, "data"));
        })
    };
    let fail = {
        let waiting = waiting.clone();
        Closure::<dyn Fn(JsValue)>::new(move |_| give(&waiting, &JsValue::UNDEFINED))
    };
    js::set(&worker, "onmessage", hear.as_ref());
    js::set(&worker, "onerror", fail.as_ref());
    RUNNING.set(Some(Running { worker, waiting, _hear: hear, _fail: fail }));
    Some(ready)
}

fn wait(waiting: &Rc<RefCell<Waiting>>, progress: Option<OnProgress>) -> Promise {
    Promise::new(&mut |resolve, _| {
        *waiting.borrow_mut() = Waiting { resolve: Some(resolve), progress: progress.clone() };
    })
}

fn hear(waiting: &Rc<RefCell<Waiting>>, data: &JsValue) {
    if let Some(Answer::Progress { done, of }) = data.as_string().and_then(|text| json::read(&text))
    {
        let progress = waiting.borrow().progress.clone();
        if let Some(progress) = progress {
            progress(done, of);
        }
    } else {
        give(waiting, data);
    }
}

fn give(waiting: &Rc<RefCell<Waiting>>, value: &JsValue) {
    let waiting = std::mem::take(&mut *waiting.borrow_mut());
    if let Some(resolve) = waiting.resolve {
        drop(resolve.call1(&JsValue::UNDEFINED, value));
    }
}

/// The answer of a promise; nothing where the worker said nothing that can be read.
async fn answered(promise: Promise) -> Option<Answer> {
    let text = JsFuture::from(promise).await.ok()?.as_string()?;
    json::read(&text)
}
