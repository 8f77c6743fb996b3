//! HTTP: every route on one screen, and nothing of SQL.

mod account;
mod assets;
mod body;
mod ctx;
mod cursor;
mod estate;
mod health;
mod inbox;
pub mod intake;
mod journal;
pub mod limit;
pub mod live;
mod measure;
mod media;
mod metrics;
mod reply;
mod report;
mod route;
mod serve;
mod tlog;
mod vote;

pub use ctx::Ctx;
pub use reply::Reply;
pub use route::{Peer, Route, Upload};
pub use serve::{Server, serve, serve_metrics};

use http::StatusCode;
use shared::api::Code;
use warp::{Filter, Rejection};

use crate::app::App;
use crate::failure::Failure;
use reply::{Manner, problem};

/// Every route.
pub fn routes(app: &App) -> Route {
    let mut api = Vec::new();
    api.extend(account::routes(app));
    api.extend(estate::routes(app));
    api.extend(report::routes(app));
    api.extend(inbox::routes(app));
    api.extend(journal::routes(app));
    api.push(tlog::route(app));
    api.extend(vote::routes(app));
    api.extend(media::routes(app));
    api.extend(health::routes(app));
    api.push(live::route(app));
    let app = app.clone();
    let recovered = move |rejection: Rejection| {
        let now = app.clock.now();
        std::future::ready(Ok::<_, std::convert::Infallible>(rejected(&rejection, now)))
    };
    let all = match route::any_of(api) {
        Some(api) => api.or(assets::routes()).unify().boxed(),
        None => assets::routes(),
    };
    all.recover(recovered).unify().boxed()
}

/// What no route took.
fn rejected(rejection: &Rejection, now: shared::value::Timestamp) -> warp::reply::Response {
    let code = if rejection.is_not_found() {
        Code::NotFound
    } else if rejection.find::<warp::reject::MethodNotAllowed>().is_some() {
        Code::MethodNotAllowed
    } else {
        Code::Unreadable
    };
    let manner = Manner { request: "", english: false, route: "", now };
    let response = problem(Failure::from(code), &manner);
    debug_assert_ne!(response.status(), StatusCode::OK);
    response
}
