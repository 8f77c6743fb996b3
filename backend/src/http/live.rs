//! Live updates: server-sent events that name what changed and carry no content; each listener
//! looks with its own rights.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use shared::api::inbox::{Change, Live, Topic};
use shared::api::{Code, Endpoint, Problem};
use shared::domain::account::AccountId;
use shared::value::Timestamp;
use tokio::sync::mpsc::{self, error::TrySendError};
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
/// When another may be opened, in ms: by then a stream whose reader went away is noticed.
const ANOTHER: i64 = 30_000;
/// Changes that may wait for a slow listener before it is told to load everything again.
const WAITING: usize = 64;

struct Listener {
    account: AccountId,
    audiences: BTreeSet<String>,
    sender: mpsc::Sender<Change>,
    /// More changed than could wait: the listener is told to load everything again.
    behind: Arc<AtomicBool>,
}

impl Listener {
    fn hears(&self, names: &BTreeSet<String>) -> bool {
        !names.is_disjoint(&self.audiences)
    }

    fn tell(&self, change: Change) {
        let full = matches!(self.sender.try_send(change), Err(TrySendError::Full(_)));
        if full {
            self.behind.store(true, Ordering::SeqCst);
        }
    }
}

/// What a listener receives.
struct Listening {
    id: u64,
    changes: mpsc::Receiver<Change>,
    behind: Arc<AtomicBool>,
}

/// Who listens.
#[derive(Default)]
pub struct Hub {
    listeners: Mutex<(u64, BTreeMap<u64, Listener>)>,
    looked: AtomicI64,
}

impl Hub {
    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, BTreeMap<u64, Listener>)> {
        self.listeners.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn listen(
        &self,
        account: AccountId,
        audiences: BTreeSet<String>,
        now: Timestamp,
    ) -> Result<Listening, Failure> {
        let mut hub = self.lock();
        let open = hub.1.values().filter(|listener| listener.account == account).count();
        if open >= PER_ACCOUNT {
            return Err(Problem::new(Code::TooMany).retry_at(now.plus(ANOTHER)).into());
        }
        let (sender, changes) = mpsc::channel(WAITING);
        let behind = Arc::new(AtomicBool::new(false));
        hub.0 += 1;
        let id = hub.0;
        let listener = Listener { account, audiences, sender, behind: behind.clone() };
        hub.1.insert(id, listener);
        Ok(Listening { id, changes, behind })
    }

    fn leave(&self, id: u64) {
        self.lock().1.remove(&id);
    }

    /// Until when the companies' batches were looked for.
    pub fn looked(&self) -> Timestamp {
        Timestamp::from_ms(self.looked.load(Ordering::SeqCst))
    }

    /// They were looked for until `now`.
    pub fn look(&self, now: Timestamp) {
        self.looked.store(now.ms(), Ordering::SeqCst);
    }

    /// Tells everybody concerned.
    pub fn publish(&self, told: &Told) {
        for listener in self.lock().1.values() {
            if listener.hears(&told.watchers) {
                listener.tell(Change { topic: Topic::Report, ticket: told.ticket });
            }
            if listener.hears(&told.inbox) {
                listener.tell(Change { topic: Topic::Inbox, ticket: None });
            }
        }
    }

    /// Tells everybody to load everything again: changes may have been missed.
    pub fn publish_reload(&self) {
        for listener in self.lock().1.values() {
            listener.tell(RELOAD);
        }
    }

    /// Ends every stream: the server stops.
    pub fn close(&self) {
        self.lock().1.clear();
    }
}

const RELOAD: Change = Change { topic: Topic::Reload, ticket: None };

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
    ctx.app.limits.check(&ctx)?;
    let actor = ctx.read_as(|_, actor| Ok(actor.clone())).await?;
    let audiences =
        [audience::of_account(actor.account), audience::of_seat(actor.account, &actor.seat)];
    let listening = ctx.app.hub.listen(actor.account, audiences.into(), ctx.now)?;
    let left = Left { app: ctx.app.clone(), id: listening.id };
    let every = ctx.app.settings.patience.live;
    let watch = Watch {
        who: ctx.who()?,
        first: Some(RELOAD),
        check: tokio::time::interval_at(tokio::time::Instant::now() + every, every),
        listening,
        left,
    };
    let stream = futures_util::stream::unfold(watch, |mut watch| async move {
        watch.next().await.map(|change| (change, watch))
    });
    Ok(stream.map(|change| {
        let event = warp::sse::Event::default().json_data(&change);
        Ok(event.unwrap_or_else(|_| warp::sse::Event::default().comment("unreadable")))
    }))
}

/// One open stream.
struct Watch {
    who: seat::Who,
    first: Option<Change>,
    check: tokio::time::Interval,
    listening: Listening,
    left: Left,
}

impl Watch {
    /// The next change; none when the session or the seat is over, and the stream with it.
    async fn next(&mut self) -> Option<Change> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            tokio::select! {
                change = self.listening.changes.recv() => {
                    let change = change?;
                    // At the time of sending, not of opening: whoever lost the seat hears no more.
                    return self.holds().await.then(|| self.or_reload(change));
                }
                _ = self.check.tick() => {
                    if !self.holds().await {
                        return None;
                    }
                }
            }
        }
    }

    async fn holds(&self) -> bool {
        let app = &self.left.app;
        let who = seat::Who { now: app.clock.now(), ..self.who };
        app.db.read(move |conn| seat::actor(conn, &who)).await.is_ok()
    }

    /// A listener that fell behind gets one "load everything again" for all that it missed.
    fn or_reload(&mut self, change: Change) -> Change {
        if !self.listening.behind.load(Ordering::SeqCst) {
            return change;
        }
        while self.listening.changes.try_recv().is_ok() {}
        self.listening.behind.store(false, Ordering::SeqCst);
        RELOAD
    }
}
