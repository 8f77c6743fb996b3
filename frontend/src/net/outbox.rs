//! The outbox: what waits to be sent, sent in order and once, by itself.
//!
//! The service worker follows the same rules (`frontend/sw.js`); the record's shape is shared with
//! it. Once only: every id is made here, and the server answers a repetition with the stored row.

use std::cell::Cell;
use std::rc::Rc;

use shared::api::{Endpoint, Method, Problem};
use shared::value::Timestamp;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::call::{self, kind_of};
use super::fetch::{self, Ask, Body, Failure};
use super::idb::{self, NotKept, Store};
use super::signal::{Signal, emit};
use super::{clock, js, json, live, lock, timer, wire};

/// A request that waits.
#[derive(Clone)]
pub struct Record {
    /// Its place in the queue; none before it is kept.
    pub seq: Option<f64>,
    /// Whose it is.
    pub account: String,
    /// Its method.
    pub method: Method,
    /// Its path.
    pub path: String,
    /// What it carries.
    pub body: Body,
    /// The seat it acts in.
    pub seat: Option<String>,
    /// Whether the server refused it: then it waits for its writer.
    pub failed: bool,
    /// Why the server refused it.
    pub problem: Option<Rc<Problem>>,
    /// How often it was tried.
    pub tries: i64,
    /// When it was written.
    pub created: Timestamp,
    /// The build of the app that wrote it.
    pub build: String,
}

impl Record {
    /// A JSON request to an endpoint, in the present seat.
    pub fn json<E: Endpoint>(path: &E::Path, input: &E::Input) -> Self {
        let text = json::write(input);
        Self::new(E::INFO.method, E::path(path), Body::Json(text))
    }

    /// A photo for an endpoint, in the present seat.
    pub fn bytes<E: Endpoint>(path: &E::Path, input: &E::Input, bytes: &Blob) -> Self {
        let body = Body::Bytes(bytes.clone(), kind_of(bytes));
        Self::new(E::INFO.method, call::url::<E>(path, input), body)
    }

    fn new(method: Method, path: String, body: Body) -> Self {
        let text = |part: Option<Rc<str>>| part.map(|part| part.to_string());
        Self {
            seq: None,
            account: text(wire::account()).unwrap_or_default(),
            method,
            path,
            body,
            seat: text(wire::seat()),
            failed: false,
            problem: None,
            tries: 0,
            created: clock::now(),
            build: fetch::this_build().to_string(),
        }
    }

    fn write(&self) -> JsValue {
        let record = JsValue::from(js_sys::Object::new());
        let text = |text: &str| JsValue::from_str(text);
        if let Some(seq) = self.seq {
            js::set(&record, "seq", &JsValue::from_f64(seq));
        }
        js::set(&record, "account", &text(&self.account));
        js::set(&record, "kind", &text("http"));
        js::set(&record, "method", &text(self.method.as_str()));
        js::set(&record, "path", &text(&self.path));
        match &self.body {
            Body::Nothing => {}
            Body::Json(body) => js::set(&record, "body", &text(body)),
            Body::Bytes(blob, kind) => {
                js::set(&record, "blob", blob);
                js::set(&record, "content_type", &text(kind));
            }
        }
        js::set(&record, "seat", &self.seat.as_deref().map_or(JsValue::NULL, text));
        js::set(&record, "state", &text(if self.failed { "failed" } else { "waiting" }));
        if let Some(problem) = &self.problem {
            let json = json::write(&**problem);
            js::set(&record, "problem", &js_sys::JSON::parse(&json).unwrap_or_default());
        }
        js::set(&record, "tries", &JsValue::from_f64(js::number(self.tries)));
        js::set(&record, "created_ms", &JsValue::from_f64(js::number(self.created.ms())));
        js::set(&record, "build", &text(&self.build));
        record
    }

    fn read(record: &JsValue) -> Option<Self> {
        let whole = |name| js::get(record, name).as_f64().map(js::whole);
        let body = match (js::get(record, "blob").dyn_into::<Blob>(), js::get_text(record, "body"))
        {
            (Ok(blob), _) => {
                Body::Bytes(blob, js::get_text(record, "content_type").unwrap_or_default())
            }
            (Err(_), Some(text)) => Body::Json(text),
            (Err(_), None) => Body::Nothing,
        };
        let problem = js_sys::JSON::stringify(&js::get(record, "problem")).ok();
        let problem = problem.and_then(|json| json.as_string());
        Some(Self {
            seq: js::get(record, "seq").as_f64(),
            account: js::get_text(record, "account")?,
            method: method(&js::get_text(record, "method")?)?,
            path: js::get_text(record, "path")?,
            body,
            seat: js::get_text(record, "seat"),
            failed: js::get_text(record, "state")? == "failed",
            problem: problem.and_then(|json| json::read(&json)).map(Rc::new),
            tries: whole("tries").unwrap_or_default(),
            created: Timestamp::from_ms(whole("created_ms")?),
            build: js::get_text(record, "build").unwrap_or_default(),
        })
    }
}

fn method(word: &str) -> Option<Method> {
    [Method::Get, Method::Post, Method::Put, Method::Delete]
        .into_iter()
        .find(|method| method.as_str() == word)
}

thread_local! {
    /// The outbox holds something else than before.
    pub static CHANGED: Signal<()> = const { Signal::new() };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// Keeps these requests, in order, all or none; then sends them, now or later.
///
/// Photos come before the report that names them. When this returns, nothing of it can be lost.
pub async fn enqueue(records: Vec<Record>) -> Result<(), NotKept> {
    let records: Vec<JsValue> = records.iter().map(Record::write).collect();
    idb::add_all(Store::Outbox, &records).await?;
    emit(&CHANGED, &());
    register_sync();
    spawn_local(flush());
    Ok(())
}

/// What waits or was refused, of this account, in order.
pub async fn list() -> Vec<Record> {
    let account = wire::account().unwrap_or_default();
    let mut records = read_all().await;
    records.retain(|record| *record.account == *account);
    records
}

async fn read_all() -> Vec<Record> {
    idb::all(Store::Outbox).await.iter().filter_map(Record::read).collect()
}

/// Takes a record out: its writer gave it up.
pub async fn remove(seq: f64) {
    idb::delete(Store::Outbox, &JsValue::from_f64(seq)).await;
    emit(&CHANGED, &());
}

/// Lets refused records be tried once more, as they are.
pub async fn retry(seqs: &[f64]) {
    for mut record in list().await {
        if record.failed && record.seq.is_some_and(|seq| seqs.contains(&seq)) {
            record.failed = false;
            record.problem = None;
            let _ = idb::put(Store::Outbox, &record.write()).await;
        }
    }
    emit(&CHANGED, &());
    flush().await;
}

/// Takes out everything of this account.
pub async fn wipe() {
    for seq in list().await.into_iter().filter_map(|record| record.seq) {
        idb::delete(Store::Outbox, &JsValue::from_f64(seq)).await;
    }
    emit(&CHANGED, &());
}

/// Whether the browser sends the outbox by itself after the app is closed: which of the two
/// promises the screen may make.
pub fn can_background_sync() -> bool {
    !js::get(&js::window(), "SyncManager").is_undefined()
}

fn register_sync() {
    if !can_background_sync() {
        return;
    }
    spawn_local(async {
        let worker = js::get(&js::window().navigator(), "serviceWorker");
        let Ok(ready) = js::get(&worker, "ready").dyn_into::<js_sys::Promise>() else { return };
        if let Ok(registration) = wasm_bindgen_futures::JsFuture::from(ready).await {
            let sync = js::get(&registration, "sync");
            let done = js::call(&sync, "register", &[&JsValue::from_str("outbox")]);
            if let Ok(promise) = done.dyn_into::<js_sys::Promise>() {
                // Refused where background work is switched off: the app sends when it is open.
                drop(wasm_bindgen_futures::JsFuture::from(promise).await);
            }
        }
    });
}

/// Sends what waits, in order; one sender at a time across pages and worker.
pub async fn flush() {
    lock::hold("linli-outbox", async {
        match send_waiting().await {
            Fate::Retry(ms) => again_in(ms),
            Fate::Sent | Fate::Wait | Fate::Failed => {}
        }
    })
    .await;
}

/// Tries again while the page stays open; `online` and the next start try too.
fn again_in(ms: i32) {
    if AGAIN.replace(true) {
        return;
    }
    spawn_local(async move {
        timer::sleep(ms).await;
        AGAIN.set(false);
        flush().await;
    });
}

/// What becomes of a record after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It leaves the outbox.
    Sent,
    /// Its writer must look at it.
    Failed,
    /// It is tried again by itself, after so many milliseconds.
    Retry(i32),
    /// It stays until a page decides: 401 needs a sign-in, 426 a new build.
    Wait,
}

const RETRY_MS: i32 = 30_000;

fn fate_of(status: u16) -> Fate {
    match status {
        200..=299 => Fate::Sent,
        401 | 426 => Fate::Wait,
        408 | 429 | 500.. => Fate::Retry(RETRY_MS),
        _ => Fate::Failed,
    }
}

async fn send_waiting() -> Fate {
    let waiting = list().await.into_iter().filter(|record| !record.failed);
    for mut record in waiting {
        let Some(seq) = record.seq else { continue };
        let (fate, problem) = send(&record).await;
        record.tries += 1;
        match fate {
            Fate::Sent => idb::delete(Store::Outbox, &JsValue::from_f64(seq)).await,
            Fate::Failed => {
                record.failed = true;
                record.problem = problem;
                let _ = idb::put(Store::Outbox, &record.write()).await;
            }
            Fate::Retry(_) | Fate::Wait => {
                let _ = idb::put(Store::Outbox, &record.write()).await;
                emit(&CHANGED, &());
                return fate;
            }
        }
        emit(&CHANGED, &());
        live::announce(&live::Change::All);
    }
    Fate::Sent
}

async fn send(record: &Record) -> (Fate, Option<Rc<Problem>>) {
    let ask = Ask {
        method: record.method,
        url: record.path.clone(),
        body: record.body.clone(),
        token: None,
        seat: record.seat.as_deref().map(Rc::from),
        build: record.build.as_str().into(),
        patience: None,
    };
    let answer = match call::send_signed(ask).await {
        Ok(answer) => answer,
        // Without a session there is nobody to send for: the same as 401.
        Err(Failure::Problem(_)) => return (Fate::Wait, None),
        Err(Failure::Network) => return (Fate::Retry(RETRY_MS), None),
    };
    let fate = fate_of(answer.status());
    let problem = match fetch::read(answer).await {
        Err(Failure::Problem(problem)) => Some(problem),
        _ => None,
    };
    (fate, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_of_the_content_needs_its_writer() {
        for status in [200, 201, 202, 204] {
            assert_eq!(fate_of(status), Fate::Sent);
        }
        for status in [400, 403, 404, 409, 413, 415, 422] {
            assert_eq!(fate_of(status), Fate::Failed);
        }
        for status in [408, 429, 500, 502, 503, 507] {
            assert_eq!(fate_of(status), Fate::Retry(RETRY_MS));
        }
        for status in [401, 426] {
            assert_eq!(fate_of(status), Fate::Wait);
        }
    }
}
