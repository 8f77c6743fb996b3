//! The transport: one request, one answer. The only file that names `gloo-net`.

use std::rc::Rc;

use gloo_net::http::{Request, RequestBuilder};
use shared::api::{BUILD_HEADER, Code, Method, Problem};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal, Blob, ReadableStream, RequestCache};
use web_sys::{RequestCredentials, RequestRedirect};

use super::{js, json, timer, wire};

/// An answer of any status.
pub type Answer = gloo_net::http::Response;

/// Why there is no answer to use.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server refused, or could not.
    Problem(Rc<Problem>),
    /// The server was not reached: no network, or something else answered in its place.
    Network,
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::Problem(Rc::new(Problem::untitled(code)))
    }
}

impl Failure {
    /// The code of the server's refusal.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Network => None,
        }
    }

    /// Whether what was asked for is not there, for whoever asks.
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(Code::NotFound)
    }
}

/// What travels to the server.
#[derive(Clone)]
pub enum Body {
    /// Nothing.
    Nothing,
    /// JSON.
    Json(String),
    /// Bytes of a kind.
    Bytes(Blob, String),
}

/// One request.
#[derive(Clone)]
pub struct Ask {
    /// Its method.
    pub method: Method,
    /// Path and query.
    pub url: String,
    /// Its body.
    pub body: Body,
    /// The access token to show, if one is due.
    pub token: Option<Rc<str>>,
    /// The seat to act in.
    pub seat: Option<Rc<str>>,
    /// The build of the app that wrote it.
    pub build: Rc<str>,
    /// After how many milliseconds to give up; for bytes and streams, never.
    pub patience: Option<i32>,
}

/// The build of this app.
pub fn this_build() -> Rc<str> {
    js::page_attribute("data-build").unwrap_or_default().into()
}

/// Sends a request once; an answer of any status is an answer.
pub async fn send(ask: &Ask, signal: Option<&AbortSignal>) -> Result<Answer, Failure> {
    let request = build(ask, signal).map_err(|_| Failure::from(Code::Unreadable))?;
    request.send().await.map_err(|_| Failure::Network)
}

fn build(ask: &Ask, signal: Option<&AbortSignal>) -> Result<Request, gloo_net::Error> {
    let accept = "application/json, application/problem+json";
    let mut request = RequestBuilder::new(&ask.url)
        .method(method(ask.method))
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .header("accept", accept)
        .header("accept-language", wire::language())
        .header(BUILD_HEADER, &ask.build);
    let limited = ask.patience.and_then(|patience| limit(patience, signal));
    request = request.abort_signal(limited.as_ref().or(signal));
    if let Some(token) = &ask.token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    if let Some(seat) = &ask.seat {
        request = request.header("linli-seat", seat);
    }
    match &ask.body {
        Body::Nothing => request.build(),
        Body::Json(text) => request.header("content-type", "application/json").body(text.as_str()),
        Body::Bytes(blob, kind) => request.header("content-type", kind).body(JsValue::from(blob)),
    }
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

/// A signal that fires with the given one, and when patience ends: a dead connection would else
/// keep the reader waiting for minutes.
fn limit(patience: i32, signal: Option<&AbortSignal>) -> Option<AbortSignal> {
    let controller = AbortController::new().ok()?;
    let limited = controller.signal();
    if let Some(signal) = signal {
        // Bound to no reason: the event itself, as a reason, would be no error to the transport.
        let abort = js_sys::Function::from(js::get(&controller, "abort"));
        let abort = abort.bind1(&controller, &JsValue::UNDEFINED);
        drop(signal.add_event_listener_with_callback("abort", abort.unchecked_ref()));
    }
    wasm_bindgen_futures::spawn_local(async move {
        timer::sleep(patience).await;
        controller.abort();
    });
    Some(limited)
}

/// The text of a good answer, or the problem of another.
pub async fn read(response: Answer) -> Result<String, Failure> {
    let kind = response.headers().get("content-type").unwrap_or_default();
    let json = kind.contains("json");
    if response.ok() {
        return match response.text().await {
            Ok(text) if json => Ok(text),
            Ok(text) if text.is_empty() => Ok("null".to_owned()),
            // A hotel's sign-in page, a proxy: not our server.
            _ => Err(Failure::Network),
        };
    }
    let text = if json { response.text().await.unwrap_or_default() } else { String::new() };
    Err(problem(response.status(), &text))
}

/// The problem in an answer's body, or the likeliest one for its status.
pub fn problem(status: u16, text: &str) -> Failure {
    if status == 426 {
        ask_for_update();
    }
    let guess = || {
        Problem::untitled(match status {
            401 => Code::SignInRequired,
            403 => Code::Forbidden,
            404 => Code::NotFound,
            409 => Code::Conflict,
            413 => Code::TooLarge,
            426 => Code::AppTooOld,
            429 => Code::TooMany,
            502..=504 => Code::Unavailable,
            507 => Code::StorageFull,
            _ => Code::Internal,
        })
    };
    Failure::Problem(Rc::new(json::read(text).unwrap_or_else(guess)))
}

/// An answer that this build cannot read comes from a server too new for it.
pub fn too_new() -> Failure {
    ask_for_update();
    Code::AppTooOld.into()
}

/// The server is newer than this app: the banner offers the update (see `boot.js`).
fn ask_for_update() {
    if let Some(root) = js::document().document_element() {
        drop(root.set_attribute("data-update", "required"));
    }
    js::dispatch("linli:update-ready");
}

/// The bytes of a good answer, and the kind they are of.
pub async fn bytes(response: Answer) -> Result<(Vec<u8>, String), Failure> {
    let kind = response.headers().get("content-type").unwrap_or_default();
    if response.ok() {
        let bytes = response.binary().await.map_err(|_| Failure::Network)?;
        return Ok((bytes, kind));
    }
    Err(read(response).await.err().unwrap_or(Failure::Network))
}

/// The stream of a good answer.
pub async fn stream(response: Answer) -> Result<ReadableStream, Failure> {
    if response.ok() {
        return response.body().ok_or(Failure::Network);
    }
    Err(read(response).await.err().unwrap_or(Failure::Network))
}
