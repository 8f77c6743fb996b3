//! Typed calls: one function for every endpoint of the contract.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use shared::api::{Access, Code, Endpoint, EndpointInfo, Method, Payload};
use web_sys::{AbortSignal, Blob, BlobPropertyBag, ReadableStream};

use super::fetch::{self, Answer, Ask, Body, Failure};
use super::query::query_string;
use super::{js, json, refresh, wire};

/// After how long a silent server is taken for no server.
const PATIENCE_MS: i32 = 30_000;

/// What is asked of an endpoint, before it is known by whom.
pub struct Request {
    info: &'static EndpointInfo,
    url: String,
    body: Body,
    patience: Option<i32>,
}

impl Request {
    /// With an input as JSON, or in the query.
    pub fn new<E: Endpoint>(path: &E::Path, input: &E::Input) -> Self {
        let body = match E::INFO.method {
            Method::Get | Method::Delete => Body::Nothing,
            Method::Post | Method::Put => Body::Json(json::write(input)),
        };
        Self { info: &E::INFO, url: url::<E>(path, input), body, patience: Some(PATIENCE_MS) }
    }

    /// With bytes: a photo or a sheet. A slow network may take its time.
    pub fn bytes<E: Endpoint>(path: &E::Path, input: &E::Input, bytes: &Blob) -> Self {
        let body = Body::Bytes(bytes.clone(), kind_of(bytes));
        Self { info: &E::INFO, url: url::<E>(path, input), body, patience: None }
    }

    /// Of an address that was put together before, for the query cache.
    pub fn get(info: &'static EndpointInfo, url: String) -> Self {
        Self { info, url, body: Body::Nothing, patience: Some(PATIENCE_MS) }
    }

    /// Whether its success may have changed what the reader is shown.
    pub fn is_signed(&self) -> bool {
        matches!(self.info.access, Access::SignedIn | Access::Seated)
    }
}

/// An answer that comes later. Boxed, so that each endpoint does not bring a machine of its own.
pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// Sends a request; the answer is JSON.
pub fn perform(request: Request, signal: Option<AbortSignal>) -> Later<String> {
    Box::pin(async move { fetch::read(signed(request, signal.as_ref()).await?).await })
}

/// Calls an endpoint.
pub async fn call<E: Endpoint>(path: &E::Path, input: &E::Input) -> Result<E::Output, Failure> {
    parse(&perform(Request::new::<E>(path, input), None).await?)
}

/// Sends a photo or a sheet to an endpoint whose payload is bytes.
pub async fn upload<E: Endpoint>(
    path: &E::Path,
    input: &E::Input,
    bytes: &Blob,
) -> Result<E::Output, Failure> {
    parse(&perform(Request::bytes::<E>(path, input, bytes), None).await?)
}

/// Fetches a file from an endpoint and hands it to the person under that name.
pub async fn download<E: Endpoint>(
    path: &E::Path,
    input: &E::Input,
    name: &str,
) -> Result<(), Failure> {
    let request = Request { patience: None, ..Request::new::<E>(path, input) };
    let (bytes, kind) = fetch::bytes(signed(request, None).await?).await?;
    offer(&bytes, &kind, name).ok_or_else(|| Code::Internal.into())
}

/// The path and query of a request; of a reading one, what its kept answer is known by.
pub fn url<E: Endpoint>(path: &E::Path, input: &E::Input) -> String {
    let mut url = E::path(path);
    let bodiless = matches!(E::INFO.method, Method::Get | Method::Delete);
    if bodiless || E::INFO.payload != Payload::Json {
        // An input is a struct of plain values, which always becomes JSON.
        url.push_str(&query_string(input));
    }
    url
}

/// The kind of a blob's bytes, by its own word.
pub fn kind_of(bytes: &Blob) -> String {
    let kind = bytes.type_();
    if kind.is_empty() { "application/octet-stream".to_owned() } else { kind }
}

/// Reads the answer of an endpoint.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    json::read(text).ok_or_else(fetch::too_new)
}

/// Opens the stream of an endpoint.
pub async fn open_stream<E: Endpoint>(
    path: &E::Path,
    signal: &AbortSignal,
) -> Result<ReadableStream, Failure> {
    let url = E::path(path);
    let request = Request { info: &E::INFO, url, body: Body::Nothing, patience: None };
    fetch::stream(signed(request, Some(signal)).await?).await
}

/// Sends with the token and seat of the moment.
async fn signed(request: Request, signal: Option<&AbortSignal>) -> Result<Answer, Failure> {
    let (token, seat) =
        if request.is_signed() { (token().await?, wire::seat()) } else { (None, None) };
    let Request { info, url, body, patience } = request;
    let build = fetch::this_build();
    with_renewal(Ask { method: info.method, url, body, token, seat, build, patience }, signal).await
}

/// The access token; at the start of the app, the first asker fetches it.
async fn token() -> Result<Option<Rc<str>>, Failure> {
    match wire::token() {
        None if wire::account().is_some() => refresh::renew(None).await,
        token => Ok(token),
    }
}

/// Sends what was written earlier, with the present access token.
pub async fn send_signed(mut ask: Ask) -> Result<Answer, Failure> {
    ask.token = token().await?;
    with_renewal(ask, None).await
}

/// Sends; when the access token no longer holds, gets a new one and sends once more.
async fn with_renewal(mut ask: Ask, signal: Option<&AbortSignal>) -> Result<Answer, Failure> {
    let answer = fetch::send(&ask, signal).await?;
    if answer.status() != 401 || ask.token.is_none() {
        return Ok(answer);
    }
    ask.token = refresh::renew(ask.token.as_deref()).await?;
    fetch::send(&ask, signal).await
}

/// Lets the browser save bytes as a file, if it will.
pub fn save(bytes: &[u8], kind: &str, name: &str) {
    // A browser that refuses says so itself.
    let _ = offer(bytes, kind, name);
}

/// Fetches a file from an endpoint as text.
pub async fn text<E: Endpoint>(path: &E::Path, input: &E::Input) -> Result<String, Failure> {
    let request = Request { patience: None, ..Request::new::<E>(path, input) };
    let (bytes, _) = fetch::bytes(signed(request, None).await?).await?;
    // What is no text is no answer of ours.
    String::from_utf8(bytes).map_err(|_| Failure::Network)
}

/// Lets the browser save bytes as a file.
pub fn offer(bytes: &[u8], kind: &str, name: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let how = BlobPropertyBag::new();
    how.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &how).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = js::document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    js::call(&link, "click", &[]);
    web_sys::Url::revoke_object_url(&address).ok()
}
