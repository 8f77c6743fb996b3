//! Bodies: how large, how slow, and what becomes of one that nobody wants.

use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use http::{HeaderMap, header};
use shared::api::{Code, EndpointInfo, Method, Payload};

use super::ctx::text;
use super::intake::Held;
use crate::failure::Failure;
use crate::sheet;

/// The largest JSON body (`threats.md` L3).
const JSON_LIMIT: usize = 64 << 10;
/// The largest JSON body where texts are drafted.
const LONG_JSON_LIMIT: usize = 512 << 10;
/// The largest photo (`threats.md` F1).
const PHOTO_LIMIT: usize = 15 << 20;
/// How long a body may last in all (`threats.md` L1).
const TOTAL: Duration = Duration::from_mins(10);
/// The slowest a body may arrive on average, in bytes a second.
const RATE: u64 = 2048;
/// How long the next bytes of a body that nobody wants are waited for.
const ON_ITS_WAY: Duration = Duration::from_secs(1);

/// The most bytes of a body that begins like this (`threats.md` F1, F3, L3).
fn limit(payload: Payload, first: &[u8]) -> usize {
    match payload {
        Payload::Json => JSON_LIMIT,
        Payload::LongJson => LONG_JSON_LIMIT,
        Payload::Photo => PHOTO_LIMIT,
        Payload::Sheet => sheet::size_limit(first),
    }
}

/// A body's stream of chunks, where it stays.
pub(super) type Chunks<'a, S> = Pin<&'a mut S>;

/// Whether the operation's bodies are so large that they are counted (`threats.md` L3).
pub(super) fn is_large(info: &EndpointInfo) -> bool {
    matches!(info.payload, Payload::Photo | Payload::Sheet)
}

/// Reads a body to its end; a large one as long as `held` finds room.
pub(super) async fn read<S, B: Buf>(
    info: &EndpointInfo,
    headers: &HeaderMap,
    mut body: Chunks<'_, S>,
    idle: Duration,
    mut held: Option<&mut Held>,
) -> Result<Bytes, Failure>
where
    S: Stream<Item = Result<B, warp::Error>>,
{
    if matches!(info.method, Method::Get | Method::Delete) {
        return Ok(Bytes::new());
    }
    let kind = text(headers, "content-type").unwrap_or_default();
    if !is_large(info) && !kind.starts_with("application/json") {
        return Err(Code::WrongKind.into());
    }
    let announced = text(headers, "content-length").and_then(|length| length.parse().ok());
    if announced.is_some_and(|length: usize| length > limit(info.payload, &[])) {
        return Err(Code::TooLarge.into());
    }
    // Memory that is only set aside costs none. A body of unknown length grows by doubling, which is
    // counted.
    let mut bytes = BytesMut::with_capacity(announced.unwrap_or(0));
    let worth = if announced.is_some() { 1 } else { 2 };
    let mut pace = Pace::new(idle);
    while let Some(mut chunk) = pace.next(&mut body).await? {
        let more = chunk.remaining();
        if bytes.len() + more > limit(info.payload, &bytes) {
            return Err(Code::TooLarge.into());
        }
        if let Some(held) = held.as_mut() {
            held.grow(more * worth)?;
        }
        bytes.extend_from_slice(&chunk.copy_to_bytes(more));
    }
    Ok(bytes.freeze())
}

/// Takes what is still on its way of a large body and throws it away: a sender who is cut off in the
/// middle often sees no answer, only a connection that broke, and sends everything again.
pub(super) async fn throw_away<S, B: Buf>(
    info: &EndpointInfo,
    headers: &HeaderMap,
    mut body: Chunks<'_, S>,
) where
    S: Stream<Item = Result<B, warp::Error>>,
{
    // Who asks first whether to send is answered before anything is sent.
    if !is_large(info) || headers.contains_key(header::EXPECT) {
        return;
    }
    let most = u64::try_from(limit(info.payload, &[])).unwrap_or(u64::MAX);
    let mut pace = Pace::new(ON_ITS_WAY);
    while pace.arrived <= most && matches!(pace.next(&mut body).await, Ok(Some(_))) {}
}

/// Gives up bodies that come too slowly (`threats.md` L1).
struct Pace {
    started: Instant,
    idle: Duration,
    arrived: u64,
}

impl Pace {
    fn new(idle: Duration) -> Self {
        Self { started: Instant::now(), idle, arrived: 0 }
    }

    /// The next bytes, or none at the end.
    async fn next<S, B: Buf>(&mut self, body: &mut Chunks<'_, S>) -> Result<Option<B>, Failure>
    where
        S: Stream<Item = Result<B, warp::Error>>,
    {
        let next = tokio::time::timeout(self.idle, body.next()).await;
        let Ok(next) = next else { return Err(Code::Unreadable.into()) };
        let Some(chunk) = next else { return Ok(None) };
        let chunk = chunk.map_err(|_| Failure::from(Code::Unreadable))?;
        let size = u64::try_from(chunk.remaining()).unwrap_or(u64::MAX);
        self.arrived = self.arrived.saturating_add(size);
        let elapsed = self.started.elapsed();
        let too_slow = elapsed > self.idle && self.arrived < elapsed.as_secs() * RATE;
        if elapsed > TOTAL || too_slow {
            return Err(Code::Unreadable.into());
        }
        Ok(Some(chunk))
    }
}
