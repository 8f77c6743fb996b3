//! The server: hyper under tower layers, so that the connection's address, timeouts and limits are
//! ours to set.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderName, HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceBuilder;
use tower_http::ServiceBuilderExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::request_id::{MakeRequestId, RequestId};

use super::measure::Measured;
use super::route::Peer;
use crate::app::App;

/// Connections at once (`threats.md` L1).
const CONNECTIONS: usize = 4096;
/// Connections of one address.
const PER_ADDRESS: usize = 200;
/// How long open requests may take when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types linli";

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    stop: tokio::sync::watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Stops taking connections, lets open requests finish, and returns.
    pub async fn stop(self) {
        // The task may have ended by itself.
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

/// Random request ids: 128 bits, so that none of another server's repeats.
#[derive(Clone, Copy, Default)]
struct RandomId;

impl MakeRequestId for RandomId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let bytes: [u8; 16] = crate::port::random::bytes().ok()?;
        let text = data_encoding::HEXLOWER.encode(&bytes);
        HeaderValue::from_str(&text).ok().map(RequestId::new)
    }
}

/// Counts open connections.
#[derive(Clone, Default)]
struct Doors(Arc<Mutex<(usize, BTreeMap<IpAddr, usize>)>>);

struct Inside {
    doors: Doors,
    address: IpAddr,
}

impl Doors {
    /// Lets a connection in, if there is room. A proxy brings everybody's, so that only all together
    /// are counted: how many of them one address holds is the proxy's to limit.
    fn enter(&self, address: IpAddr, proxy: bool) -> Option<Inside> {
        let address = address.to_canonical();
        let mut doors = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let of_address = doors.1.get(&address).copied().unwrap_or(0);
        if doors.0 >= CONNECTIONS || (of_address >= PER_ADDRESS && !proxy) {
            return None;
        }
        doors.0 += 1;
        doors.1.insert(address, of_address + 1);
        Some(Inside { doors: self.clone(), address })
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut doors = self.doors.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        doors.0 = doors.0.saturating_sub(1);
        if let Some(count) = doors.1.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                doors.1.remove(&self.address);
            }
        }
    }
}

/// Serves the app on a listener until [`Server::stop`].
pub fn serve(app: &App, listener: TcpListener) -> std::io::Result<Server> {
    start(app, listener, super::routes(app))
}

/// Serves the counters, and nothing else, on a listener of their own.
pub fn serve_metrics(app: &App, listener: TcpListener) -> std::io::Result<Server> {
    start(app, listener, super::health::counters())
}

fn start(app: &App, listener: TcpListener, routes: super::Route) -> std::io::Result<Server> {
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let task = tokio::spawn(accept(app.clone(), listener, routes, stopped));
    Ok(Server { address, stop, task })
}

async fn accept(
    app: App,
    listener: TcpListener,
    routes: super::Route,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) {
    let doors = Doors::default();
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let proxy = app.settings.is_proxy(peer.ip());
        if let Some(inside) = doors.enter(peer.ip(), proxy) {
            connection(&app, &routes, stream, peer, inside, &graceful);
        }
    }
    app.hub.close();
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(FAREWELL) => tracing::warn!("some requests were cut off"),
    }
}

fn connection(
    app: &App,
    routes: &super::Route,
    stream: TcpStream,
    peer: SocketAddr,
    inside: Inside,
    graceful: &GracefulShutdown,
) {
    let https = app.settings.secure_cookies();
    let id = HeaderName::from_static("x-request-id");
    let compressed = SizeAbove::new(256)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("application/wasm"));
    let service = ServiceBuilder::new()
        .map_request(move |mut request: Request<Incoming>| {
            // Ours alone: a caller's own id is not believed.
            request.headers_mut().remove("x-request-id");
            request.extensions_mut().insert(Peer(peer));
            request
        })
        .set_request_id(id.clone(), RandomId)
        .map_response(move |response: Response<_>| with_security_headers(response, https))
        .propagate_request_id(id)
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(CatchPanicLayer::new())
        .service(Measured::new(warp::service(routes.clone()), app.clock.clone()));
    // HTTP/1.1 alone: telling the versions apart waits for the first bytes without a limit.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(app.settings.patience.head)
        .max_buf_size(16 << 10)
        .max_headers(64)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    // Boxed outside the spawned block: inside, the compiler cannot prove the long type to be Send.
    let connection: Pin<Box<dyn Future<Output = Result<(), _>> + Send>> =
        Box::pin(graceful.watch(connection));
    tokio::spawn(async move {
        let _inside = inside;
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended");
        }
    });
}

/// On every answer, also on a caught panic's; what an answer says itself stands.
fn with_security_headers<B>(mut response: Response<B>, https: bool) -> Response<B> {
    let fixed = [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(self), geolocation=(self), microphone=()"),
    ];
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry("strict-transport-security").or_insert(year);
    }
    response
}
