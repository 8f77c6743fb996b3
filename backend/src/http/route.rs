//! From a typed endpoint to a warp route. The only generic code of this layer, kept thin: what is
//! generic is compiled once for each endpoint.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use bytes::{Buf, Bytes};
use futures_util::{Stream, StreamExt};
use http::HeaderMap;
use serde::de::DeserializeOwned;
use shared::api::{Code, Endpoint, EndpointInfo, FieldRule, Method, PathArgs, Problem};
use tower_http::request_id::RequestId;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reply::Response;

use super::body;
use super::ctx::Ctx;
use super::reply::{Answered, FileReply, Manner, Reply, problem};
use crate::app::App;
use crate::failure::Failure;

/// One route, or several joined.
pub type Route = BoxedFilter<(Response,)>;

/// The address a connection came from: put into each request by the server.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The bytes of a photo or a sheet, beside the input of the query.
pub struct Upload<I> {
    /// What the query says.
    pub input: I,
    /// The body.
    pub bytes: Bytes,
}

/// Everything of a request that is not generic.
struct Incoming {
    headers: HeaderMap,
    peer: Option<Peer>,
    request: Option<RequestId>,
    query: String,
}

/// Makes a route whose input is JSON, or the query for GET and DELETE.
pub(super) fn route<E, F, Fut>(app: &App, handler: F) -> Route
where
    E: Endpoint,
    F: Fn(Ctx, E::Path, E::Input) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply<E::Output>, Failure>> + Send + 'static,
{
    route_of::<E, _, _, _>(app, move |ctx, path, query, body| {
        let input = match E::INFO.method {
            Method::Get | Method::Delete => from_query(&query),
            Method::Post | Method::Put => from_json(&body),
        };
        let handler = handler.clone();
        async move { handler(ctx, path, input?).await }
    })
}

/// Makes a route whose answer is a file to keep.
pub(super) fn file_route<E, F, Fut>(app: &App, handler: F) -> Route
where
    E: Endpoint,
    F: Fn(Ctx, E::Path, E::Input) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<FileReply, Failure>> + Send + 'static,
{
    route_of::<E, _, _, _>(app, move |ctx, path, query, _| {
        let input = from_query(&query);
        let handler = handler.clone();
        async move { handler(ctx, path, input?).await }
    })
}

/// Makes a route whose body is bytes and whose input is the query. `admit` is asked before the bytes
/// are taken in: session, seat, and whether the policy lets the seat send such a thing.
pub(super) fn upload_route<E, A, Asked, F, Fut>(app: &App, admit: A, handler: F) -> Route
where
    E: Endpoint,
    A: Fn(Ctx, E::Path) -> Asked + Send + Sync + 'static,
    Asked: Future<Output = Result<(), Failure>> + Send + 'static,
    F: Fn(Ctx, E::Path, Upload<E::Input>) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply<E::Output>, Failure>> + Send + 'static,
{
    let asked = move |ctx: Ctx, args: &[String]| -> Admitting {
        let asked = read_path::<E>(args).map(|path| admit(ctx, path));
        Box::pin(async move { asked.ok_or(Code::NotFound)?.await })
    };
    let run = running::<E, _, _, _>(move |ctx, path, query, bytes| {
        let input = from_query(&query);
        let handler = handler.clone();
        async move { handler(ctx, path, Upload { input: input?, bytes }).await }
    });
    let work = Work { admit: Some(Box::new(asked)), run: Box::new(run) };
    common_route(app, &E::INFO, |args| E::Path::read(args).is_some(), Arc::new(work))
}

/// What one endpoint adds to the common machinery.
struct Work {
    /// Whether a large body is wanted at all: asked before it is read.
    admit: Option<Box<Admit>>,
    /// From path, query and body to a response.
    run: Box<dyn Fn(Ctx, Vec<String>, String, Bytes) -> Working + Send + Sync>,
}

/// The question before a large body, from the path.
type Admit = dyn Fn(Ctx, &[String]) -> Admitting + Send + Sync;

/// It is being asked.
type Admitting = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// A handler at work.
type Working = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// A response, made once the manner is known.
type Answer = Box<dyn FnOnce(&Manner<'_>) -> Response + Send>;

/// The thin generic shell: everything else is compiled once for all endpoints.
fn route_of<E, F, Fut, A>(app: &App, handler: F) -> Route
where
    E: Endpoint,
    F: Fn(Ctx, E::Path, String, Bytes) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<A, Failure>> + Send + 'static,
    A: Answered + Send + 'static,
{
    let work = Work { admit: None, run: Box::new(running::<E, _, _, _>(handler)) };
    common_route(app, &E::INFO, |args| E::Path::read(args).is_some(), Arc::new(work))
}

/// A handler as the common machinery calls it.
fn running<E, F, Fut, A>(
    handler: F,
) -> impl Fn(Ctx, Vec<String>, String, Bytes) -> Working + Send + Sync
where
    E: Endpoint,
    F: Fn(Ctx, E::Path, String, Bytes) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<A, Failure>> + Send + 'static,
    A: Answered + Send + 'static,
{
    move |ctx, args, query, body| {
        let running = read_path::<E>(&args).map(|path| handler(ctx, path, query, body));
        let done = async move {
            let answered = running.ok_or(Code::NotFound)?.await?;
            Ok::<Answer, Failure>(Box::new(move |manner: &Manner<'_>| answered.response(manner)))
        };
        Box::pin(done)
    }
}

fn read_path<E: Endpoint>(args: &[String]) -> Option<E::Path> {
    E::Path::read(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn common_route(
    app: &App,
    info: &'static EndpointInfo,
    fits: fn(&[&str]) -> bool,
    work: Arc<Work>,
) -> Route {
    let app = app.clone();
    matching(info, fits)
        .and(incoming())
        .and(warp::body::stream())
        .then(move |args: Vec<String>, incoming: Incoming, body| {
            let (app, work) = (app.clone(), work.clone());
            async move {
                let started = Instant::now();
                let mut body = std::pin::pin!(StreamExt::fuse(body));
                let (manner, begun) = begin(&app, info, &incoming);
                let manner = manner.borrowed(info);
                let answered = match begun {
                    Err(failure) => Err(failure),
                    Ok(ctx) => carry_out(info, &incoming, *ctx, args, body.as_mut(), &work).await,
                };
                if answered.is_err() {
                    body::throw_away(info, &incoming.headers, body).await;
                }
                let response = match answered {
                    Ok(answer) => answer(&manner),
                    Err(failure) => problem(failure, &manner),
                };
                log(info, &manner, &response, started);
                response
            }
        })
        .boxed()
}

/// Path first, then method, so that a sibling's answer hides nothing.
pub(super) fn matching(
    info: &'static EndpointInfo,
    fits: fn(&[&str]) -> bool,
) -> BoxedFilter<(Vec<String>,)> {
    let by_path = warp::path::full().and_then(move |full: FullPath| {
        let args = match_path(info.path, full.as_str()).filter(|args| fits(args));
        let args = args.map(|args| args.into_iter().map(str::to_owned).collect::<Vec<String>>());
        std::future::ready(args.ok_or_else(warp::reject::not_found))
    });
    let by_method = match info.method {
        Method::Get => warp::get().boxed(),
        Method::Post => warp::post().boxed(),
        Method::Put => warp::put().boxed(),
        Method::Delete => warp::delete().boxed(),
    };
    by_path.and(by_method).boxed()
}

/// The arguments of a path that fits the pattern.
fn match_path<'a>(pattern: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let mut args = Vec::new();
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        let part = parts.next()?;
        if wanted == "{}" {
            args.push(part);
        } else if wanted != part {
            return None;
        }
    }
    parts.next().is_none().then_some(args)
}

fn incoming() -> impl Filter<Extract = (Incoming,), Error = warp::Rejection> + Clone {
    let query =
        warp::query::raw().or_else(|_| async { Ok::<_, warp::Rejection>((String::new(),)) });
    warp::header::headers_cloned()
        .and(warp::ext::optional::<Peer>())
        .and(warp::ext::optional::<RequestId>())
        .and(query)
        .map(|headers, peer, request, query| Incoming { headers, peer, request, query })
}

/// The owned half of [`Manner`].
struct OwnManner {
    request: String,
    english: bool,
    now: shared::value::Timestamp,
}

impl OwnManner {
    fn borrowed(&self, info: &EndpointInfo) -> Manner<'_> {
        Manner { request: &self.request, english: self.english, route: info.path, now: self.now }
    }
}

/// Who asks, and whether they may come so often.
fn begin(
    app: &App,
    info: &EndpointInfo,
    incoming: &Incoming,
) -> (OwnManner, Result<Box<Ctx>, Failure>) {
    let id = incoming.request.as_ref().and_then(|id| id.header_value().to_str().ok());
    let id = id.unwrap_or_default().to_owned();
    let (ctx, failure) =
        match Ctx::of(app, info.access, &incoming.headers, incoming.peer.as_ref(), id) {
            Ok(ctx) => (Box::new(ctx), None),
            Err((ctx, failure)) => (ctx, Some(failure)),
        };
    let manner = OwnManner { request: ctx.request.clone(), english: ctx.english, now: ctx.now };
    // Whoever is not known counts by address, so that tokens cannot be tried without end.
    let known = app.limits.check(&ctx).and_then(|()| failure.map_or(Ok(()), Err));
    (manner, known.map(|()| ctx))
}

/// Takes the body in and does the work. Before a large body is read it is asked whether it is wanted
/// at all, and whether there is room (`threats.md` L3).
async fn carry_out<S, B: Buf>(
    info: &EndpointInfo,
    incoming: &Incoming,
    ctx: Ctx,
    args: Vec<String>,
    body: body::Chunks<'_, S>,
    work: &Work,
) -> Result<Answer, Failure>
where
    S: Stream<Item = Result<B, warp::Error>>,
{
    if let Some(admit) = &work.admit {
        admit(ctx.clone(), &args).await?;
    }
    // Held until the work is done: so long the body is in memory.
    let mut held = if body::is_large(info) {
        Some(ctx.app.intake.enter(ctx.who()?.account, ctx.now)?)
    } else {
        None
    };
    let patience = ctx.app.settings.patience.body;
    let bytes = body::read(info, &incoming.headers, body, patience, held.as_mut()).await?;
    (work.run)(ctx, args, incoming.query.clone(), bytes).await
}

fn from_query<I: DeserializeOwned>(query: &str) -> Result<I, Failure> {
    serde_urlencoded::from_str(query).map_err(|error| unreadable(&error.to_string()))
}

fn from_json<I: DeserializeOwned>(body: &[u8]) -> Result<I, Failure> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))
}

/// What cannot be read is 400; a field that is not one of ours is 422 and named (`threats.md` W3), if
/// it looks like a name: what somebody has typed is not sent back (`domain.md` 8).
fn unreadable(why: &str) -> Failure {
    let unknown = why.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    match unknown {
        Some((field, _)) => {
            let is_name = field.len() <= 60
                && field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let pointer = if is_name { format!("/{field}") } else { String::new() };
            Problem::field(&pointer, FieldRule::Unexpected).into()
        }
        None => Code::Unreadable.into(),
    }
}

/// One line for each request: the route's pattern, never the address or the body (`threats.md` U4).
fn log(info: &EndpointInfo, manner: &Manner<'_>, response: &Response, started: Instant) {
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    super::metrics::count(info.name, status, ms);
    tracing::info!(
        request = manner.request,
        method = info.method.as_str(),
        route = info.path,
        status,
        ms,
        "answered"
    );
}

/// Joins routes pairwise: every step boxed, so that types stay small and the depth logarithmic.
pub(super) fn any_of(mut routes: Vec<Route>) -> Option<Route> {
    while routes.len() > 1 {
        let mut joined = Vec::with_capacity(routes.len().div_ceil(2));
        let mut pairs = routes.into_iter();
        while let Some(first) = pairs.next() {
            joined.push(match pairs.next() {
                Some(second) => first.or(second).unify().boxed(),
                None => first,
            });
        }
        routes = joined;
    }
    routes.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_its_pattern_to_the_end() {
        assert_eq!(match_path("/api/reports/{}/events", "/api/reports/7/events"), Some(vec!["7"]));
        for path in ["/api/reports/7", "/api/reports/7/events/x", "/api/report/7/events"] {
            assert_eq!(match_path("/api/reports/{}/events", path), None, "{path}");
        }
    }
}
