//! Typed calls: one function for every endpoint of the contract.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use shared::api::{Access, Code, Endpoint, EndpointInfo, Method, Payload};
use web_sys::{AbortSignal, Blob, BlobPropertyBag, ReadableStream};

use super::fetch::{self, Answer, Ask, Body, Failure};
use super::query::query_string;
use super::{js, json, refresh, wire};

/// After how long a silent server is taken for no server.
const PATIENCE_MS: i32 = 30_000;

/// Calls an endpoint.
pub async fn call<E: Endpoint>(path: &E::Path, input: &E::Input) -> Result<E::Output, Failure> {
    parse(&exchange(ask::<E>(path, input).await?, None).await?)
}

/// Sends a photo or a sheet to an endpoint whose payload is bytes.
pub async fn upload<E: Endpoint>(
    path: &E::Path,
    input: &E::Input,
    bytes: &Blob,
) -> Result<E::Output, Failure> {
    let body = Body::Bytes(bytes.clone(), kind_of(bytes));
    let ask = ask_with(&E::INFO, url::<E>(path, input), body, None).await?;
    parse(&exchange(ask, None).await?)
}

/// Fetches a file from an endpoint and hands it to the person under that name.
pub async fn download<E: Endpoint>(
    path: &E::Path,
    input: &E::Input,
    name: &str,
) -> Result<(), Failure> {
    let ask = Ask { patience: None, ..ask::<E>(path, input).await? };
    let (bytes, kind) = fetch::bytes(with_renewal(ask, None).await?).await?;
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

/// Reads the answer at an address, for the query cache.
pub async fn get_text(
    url: String,
    info: &EndpointInfo,
    signal: Option<&AbortSignal>,
) -> Result<String, Failure> {
    exchange(ask_with(info, url, Body::Nothing, Some(PATIENCE_MS)).await?, signal).await
}

/// Opens the stream of an endpoint.
pub async fn open_stream<E: Endpoint>(
    path: &E::Path,
    signal: &AbortSignal,
) -> Result<ReadableStream, Failure> {
    let ask = ask_with(&E::INFO, E::path(path), Body::Nothing, None).await?;
    fetch::stream(with_renewal(ask, Some(signal)).await?).await
}

async fn ask<E: Endpoint>(path: &E::Path, input: &E::Input) -> Result<Ask, Failure> {
    let body = match E::INFO.method {
        Method::Get | Method::Delete => Body::Nothing,
        Method::Post | Method::Put => Body::Json(json::write(input)),
    };
    ask_with(&E::INFO, url::<E>(path, input), body, Some(PATIENCE_MS)).await
}

async fn ask_with(
    info: &EndpointInfo,
    url: String,
    body: Body,
    patience: Option<i32>,
) -> Result<Ask, Failure> {
    let (token, seat) = match info.access {
        Access::Anyone | Access::Cookie => (None, None),
        Access::SignedIn | Access::Seated => (token().await?, wire::seat()),
    };
    Ok(Ask { method: info.method, url, body, token, seat, build: fetch::this_build(), patience })
}

/// The access token; at the start of the app, the first asker fetches it.
async fn token() -> Result<Option<Rc<str>>, Failure> {
    match wire::token() {
        None if wire::account().is_some() => refresh::renew(None).await,
        token => Ok(token),
    }
}

async fn exchange(ask: Ask, signal: Option<&AbortSignal>) -> Result<String, Failure> {
    fetch::read(with_renewal(ask, signal).await?).await
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

/// Lets the browser save bytes as a file.
fn offer(bytes: &[u8], kind: &str, name: &str) -> Option<()> {
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
