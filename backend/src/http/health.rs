//! For those who run the server or write against it: alive, ready, the contract; and the counters, on
//! an address of their own.

use bytes::Bytes;
use http::{StatusCode, header};
use warp::Filter;
use warp::reply::Response;

use super::metrics;
use super::reply::set;
use super::route::Route;
use crate::app::App;

pub(super) fn routes(app: &App) -> Vec<Route> {
    let app = app.clone();
    let health =
        warp::path!("healthz").and(warp::get()).map(|| plain(StatusCode::OK, "ok\n".into()));
    let ready = warp::path!("readyz").and(warp::get()).then(move || {
        let app = app.clone();
        async move {
            let text = match app.db.ping().await {
                Ok(()) if app.tlog.refusals().is_empty() => {
                    return plain(StatusCode::OK, "ready\n".into());
                }
                // Which and why stands in the log.
                Ok(()) => "a journal does not go on from what was signed for\n",
                Err(_) => "the database does not answer\n",
            };
            plain(StatusCode::SERVICE_UNAVAILABLE, text.into())
        }
    });
    let contract = serde_json::to_string(&shared::api::openapi()).unwrap_or_default();
    let contract = warp::path!("api" / "openapi.json").and(warp::get()).map(move || {
        let mut response = plain(StatusCode::OK, contract.clone());
        set(&mut response, header::CONTENT_TYPE, "application/json");
        response
    });
    vec![health.boxed(), ready.boxed(), contract.boxed()]
}

/// The counters. Whoever asks each second sees in which one a report was filed (`threats.md` R1), so
/// that they are not among the app's own routes.
pub(super) fn counters() -> Route {
    let nothing = || plain(StatusCode::NOT_FOUND, "only /metrics is here\n".into());
    let counted =
        warp::path!("metrics").and(warp::get()).map(|| plain(StatusCode::OK, metrics::text()));
    counted.or(warp::any().map(nothing)).unify().boxed()
}

fn plain(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Bytes::from(text).into());
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}
