//! Heads that are too long are refused before anything reads them (`threats.md` L3).

use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::Either;
use http::Request;
use shared::api::Code;
use tower::Service;
use tower_http::request_id::RequestId;
use warp::reply::Response;

use super::reply::{Manner, problem};
use crate::failure::Failure;
use crate::port::clock::Clock;

/// The longest address, in bytes.
const ADDRESS: usize = 4 << 10;
/// The most bytes of all headers together, as they stand on the wire.
const HEADERS: usize = 8 << 10;
/// `: ` and the line's end.
const BETWEEN: usize = 4;

/// Lets requests of a fair size through to the routes.
#[derive(Clone)]
pub(super) struct Measured<S> {
    inner: S,
    clock: Arc<dyn Clock>,
}

impl<S> Measured<S> {
    pub(super) fn new(inner: S, clock: Arc<dyn Clock>) -> Self {
        Self { inner, clock }
    }
}

impl<S, B> Service<Request<B>> for Measured<S>
where
    S: Service<Request<B>, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Either<Ready<Result<Response, S::Error>>, S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        match excess(&request) {
            None => Either::Right(self.inner.call(request)),
            Some(code) => {
                let id = request.extensions().get::<RequestId>();
                let id = id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
                let now = self.clock.now();
                let manner = Manner { request: id, english: false, route: "", now };
                Either::Left(ready(Ok(problem(Failure::from(code), &manner))))
            }
        }
    }
}

/// What is too long, if anything is. The id that we gave the request is not the caller's.
fn excess<B>(request: &Request<B>) -> Option<Code> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let headers = request.headers().iter().filter(|(name, _)| *name != "x-request-id");
    let headers: usize =
        headers.map(|(name, value)| name.as_str().len() + value.len() + BETWEEN).sum();
    if address > ADDRESS {
        Some(Code::AddressTooLong)
    } else if headers > HEADERS {
        Some(Code::HeadersTooLarge)
    } else {
        None
    }
}
