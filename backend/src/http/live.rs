//! Live updates: server-sent events that name what changed and carry no content; each listener
//! looks with its own rights.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use shared::api::inbox::{Change, Live, Topic};
use shared::api::{Code, Endpoint, Problem};
use shared::domain::account::AccountId;
use tokio::sync::mpsc;
use warp::Filter;
use warp::reply::Reply as _;

use super::ctx::Ctx;
use super::reply::{Manner, problem};
use super::route::{Peer, Route, matching};
use crate::app::App;
use crate::db::report::Told;
use crate::db::seat::{self, audience};
use crate::failure::Failure;

/// Streams an account may hold (`threats.md` L4).
const PER_ACCOUNT: usize = 3;
/// Changes that may wait for a slow listener before it is told to load everything again.
const WAITING: usize = 64;
/// How often a stream looks whether its session and seat still hold.
const CHECK: Duration = Duration::from_secs(20);

struct Listener {
    account: AccountId,
    audiences: BTreeSet<String>,
    sender: mpsc::Sender<Change>,
}

/// Who listens.
#[derive(Default)]
pub struct Hub {
    listeners: Mutex<(u64, BTreeMap<u64, Listener>)>,
}

impl Hub {
    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, BTreeMap<u64, Listener>)> {
        self.listeners.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn listen(
        &self,
        account: AccountId,
        audiences: BTreeSet<String>,
    ) -> Result<(u64, mpsc::Receiver<Change>), Failure> {
        let mut hub = self.lock();
        let open = hub.1.values().filter(|listener| listener.account == account).count();
        if open >= PER_ACCOUNT {
            return Err(Problem::new(Code::TooMany).into());
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        hub.0 += 1;
        let id = hub.0;
        hub.1.insert(id, Listener { account, audiences, sender });
        Ok((id, receiver))
    }

    fn leave(&self, id: u64) {
        self.lock().1.remove(&id);
    }

    /// Tells everybody concerned. A listener that does not keep up loses its stream, reconnects and
    /// loads everything again.
    pub fn publish(&self, told: &Told) {
        let mut hub = self.lock();
        hub.1.retain(|_, listener| {
            let hears = |names: &BTreeSet<String>| !names.is_disjoint(&listener.audiences);
            let report = Change { topic: Topic::Report, ticket: Some(told.ticket) };
            let inbox = Change { topic: Topic::Inbox, ticket: None };
            let changes = [(report, hears(&told.watchers)), (inbox, hears(&told.inbox))];
            changes
                .into_iter()
                .filter(|(_, hears)| *hears)
                .all(|(change, _)| listener.sender.try_send(change).is_ok())
        });
    }

    /// Tells everybody of these audiences that the inbox grew.
    pub fn publish_inbox(&self, told: &BTreeSet<String>) {
        let change = Change { topic: Topic::Inbox, ticket: None };
        self.lock().1.retain(|_, listener| {
            told.is_disjoint(&listener.audiences)
                || listener.sender.try_send(change.clone()).is_ok()
        });
    }

    /// Ends every stream: the server stops.
    pub fn close(&self) {
        self.lock().1.clear();
    }
}

/// Takes the listener off the hub when its stream is dropped.
struct Left {
    app: App,
    id: u64,
}

impl Drop for Left {
    fn drop(&mut self) {
        self.app.hub.leave(self.id);
    }
}

/// `GET /api/live`.
pub(super) fn route(app: &App) -> Route {
    let app = app.clone();
    matching(&Live::INFO, |args| args.is_empty())
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional::<Peer>())
        .then(move |_: Vec<String>, headers: http::HeaderMap, peer: Option<Peer>| {
            let app = app.clone();
            async move {
                let ctx = Ctx::of(&app, Live::INFO.access, &headers, peer.as_ref(), String::new());
                let (english, now) = (ctx.as_ref().is_ok_and(|ctx| ctx.english), app.clock.now());
                let opened = match ctx {
                    Ok(ctx) => open(ctx).await,
                    Err((_, failure)) => Err(failure),
                };
                match opened {
                    Ok(stream) => {
                        let keep_alive = warp::sse::keep_alive().interval(Duration::from_secs(15));
                        warp::sse::reply(keep_alive.stream(stream)).into_response()
                    }
                    Err(failure) => {
                        let route = Live::INFO.path;
                        problem(failure, &Manner { request: "", english, route, now })
                    }
                }
            }
        })
        .boxed()
}

async fn open(
    ctx: Ctx,
) -> Result<impl Stream<Item = Result<warp::sse::Event, std::convert::Infallible>>, Failure> {
    let actor = ctx.read_as(|_, actor| Ok(actor.clone())).await?;
    let audiences =
        [audience::of_account(actor.account), audience::of_seat(actor.account, &actor.seat)];
    let (id, changes) = ctx.app.hub.listen(actor.account, audiences.into())?;
    let left = Left { app: ctx.app.clone(), id };
    let who = ctx.who()?;
    let begin = Change { topic: Topic::Reload, ticket: None };
    let check = tokio::time::interval_at(tokio::time::Instant::now() + CHECK, CHECK);
    let state = (Some(begin), changes, check, left);
    let stream = futures_util::stream::unfold(
        state,
        move |(first, mut changes, mut check, left)| async move {
            if let Some(first) = first {
                return Some((first, (None, changes, check, left)));
            }
            loop {
                tokio::select! {
                    change = changes.recv() => {
                        return Some((change?, (None, changes, check, left)));
                    }
                    _ = check.tick() => {
                        let who = seat::Who { now: left.app.clock.now(), ..who };
                        let holds = left.app.db.read(move |conn| seat::actor(conn, &who)).await;
                        // The session or the seat is over: the stream ends, and no more is told.
                        holds.ok()?;
                    }
                }
            }
        },
    );
    Ok(stream.map(|change| {
        let event = warp::sse::Event::default().json_data(&change);
        Ok(event.unwrap_or_else(|_| warp::sse::Event::default().comment("unreadable")))
    }))
}
