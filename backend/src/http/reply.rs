//! Answers: the only place that writes JSON and problem documents, and that logs our faults.

use http::{HeaderValue, StatusCode, header};
use shared::api::{Code, Problem};
use warp::reply::Response;

use crate::failure::Failure;

/// What a handler answers with.
#[derive(Debug)]
pub struct Reply<T> {
    /// The body.
    pub value: T,
    /// The status: 200 unless said otherwise.
    pub status: u16,
    /// A whole `Set-Cookie` value.
    pub cookie: Option<String>,
}

impl<T> From<T> for Reply<T> {
    fn from(value: T) -> Self {
        Self { value, status: 200, cookie: None }
    }
}

impl<T> Reply<T> {
    /// 201: something was made.
    pub fn created(value: T) -> Self {
        Self { value, status: 201, cookie: None }
    }
}

/// A file to keep.
pub(super) struct FileReply {
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// Its media type.
    pub(super) kind: &'static str,
    /// What it is called: ASCII without quotes.
    pub(super) name: &'static str,
}

/// What a handler's answer becomes.
pub(super) trait Answered {
    /// The whole response.
    fn response(self, manner: &Manner<'_>) -> Response;
}

impl<T: serde::Serialize> Answered for Reply<T> {
    fn response(self, manner: &Manner<'_>) -> Response {
        json(&self, manner)
    }
}

impl Answered for FileReply {
    fn response(self, _: &Manner<'_>) -> Response {
        let mut response = Response::new(self.bytes.into());
        set(&mut response, header::CONTENT_TYPE, self.kind);
        set(&mut response, header::CACHE_CONTROL, "no-store");
        let name = format!("attachment; filename=\"{}\"", self.name);
        set(&mut response, header::CONTENT_DISPOSITION, &name);
        response
    }
}

/// How to answer: the request's id and language.
pub(super) struct Manner<'a> {
    pub(super) request: &'a str,
    pub(super) english: bool,
    pub(super) route: &'static str,
    pub(super) now: shared::value::Timestamp,
}

/// JSON with a status.
pub(super) fn json<T: serde::Serialize>(reply: &Reply<T>, manner: &Manner<'_>) -> Response {
    match serde_json::to_vec(&reply.value) {
        Ok(body) => {
            let mut response = Response::new(body.into());
            *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
            set(&mut response, header::CONTENT_TYPE, "application/json");
            set(&mut response, header::CACHE_CONTROL, "no-store");
            if let Some(cookie) = &reply.cookie {
                set(&mut response, header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => problem(Failure::bug(error), manner),
    }
}

/// A problem document; our own faults are logged here, once.
pub(super) fn problem(failure: Failure, manner: &Manner<'_>) -> Response {
    let mut problem = match failure {
        Failure::Problem(problem) => *problem,
        Failure::Retry(bug) => {
            tracing::warn!(
                request = manner.request,
                route = manner.route,
                what = bug.what,
                "database busy"
            );
            Code::Unavailable.into()
        }
        Failure::Bug(bug) => {
            let (file, line) = (bug.place.file(), bug.place.line());
            tracing::error!(
                request = manner.request,
                route = manner.route,
                what = bug.what,
                file,
                line,
                "fault"
            );
            Problem::new(Code::Internal)
        }
    };
    if manner.english {
        problem.code.en().clone_into(&mut problem.title);
    }
    problem.request = Some(manner.request.to_owned());
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(body.into());
    *response.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut response, header::CONTENT_TYPE, "application/problem+json");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    if let Some(at) = problem.retry_at {
        // Whole seconds from the request's time, as the header has it; at least one.
        let seconds = (at.since(manner.now) + 999).div_euclid(1000).max(1);
        set(&mut response, header::RETRY_AFTER, &seconds.to_string());
    }
    response
}

pub(super) fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
