//! For those who run the server or write against it: alive, ready, counted, the contract.

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
            match app.db.ping().await {
                Ok(()) => plain(StatusCode::OK, "ready\n".into()),
                Err(_) => {
                    plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n".into())
                }
            }
        }
    });
    let counted =
        warp::path!("metrics").and(warp::get()).map(|| plain(StatusCode::OK, metrics::text()));
    let contract = serde_json::to_string(&shared::api::openapi()).unwrap_or_default();
    let contract = warp::path!("api" / "openapi.json").and(warp::get()).map(move || {
        let mut response = plain(StatusCode::OK, contract.clone());
        set(&mut response, header::CONTENT_TYPE, "application/json");
        response
    });
    vec![health.boxed(), ready.boxed(), counted.boxed(), contract.boxed()]
}

fn plain(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Bytes::from(text).into());
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}
