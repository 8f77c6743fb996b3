//! A new access token from the refresh cookie: once, however many requests ask for it, in this
//! page and in every other (`threats.md` S6).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shared::api::account::RefreshSession;
use shared::api::{Code, Endpoint, Nothing};

use super::fetch::{self, Ask, Body, Failure};
use super::signal::{Signal, emit};
use super::{js, json, lock, wire};

/// What the cookie's session is, as the server says.
pub type Session = <RefreshSession as Endpoint>::Output;

thread_local! {
    /// The cookie no longer holds: sign-in is next.
    pub static ENDED: Signal<()> = const { Signal::new() };
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static ANSWER: RefCell<Option<Result<Rc<Session>, Failure>>> = const { RefCell::new(None) };
}

/// The session, freshly asked for; the new token is taken.
pub async fn session() -> Result<Rc<Session>, Failure> {
    renew_unless(None, true).await;
    ANSWER.with_borrow(Clone::clone).unwrap_or(Err(Failure::Network))
}

/// A token in place of one that no longer holds.
pub async fn renew(old: Option<&str>) -> Result<Option<Rc<str>>, Failure> {
    renew_unless(old.map(Rc::from), false).await;
    let now = wire::token();
    if now.is_some() && now.as_deref() != old {
        return Ok(now);
    }
    match ANSWER.with_borrow(Clone::clone) {
        Some(Err(failure)) => {
            if failure.code() == Some(Code::SignInRequired) {
                wire::set_token(None);
                emit(&ENDED, &());
            }
            Err(failure)
        }
        _ => Err(Failure::Network),
    }
}

/// Asks, unless somebody on this page asked while we waited for the lock: their answer is ours.
async fn renew_unless(old: Option<Rc<str>>, anyway: bool) {
    let asked_before = ASKED.get();
    lock::hold("linli-refresh", async move {
        if ASKED.get() != asked_before || (!anyway && wire::token() != old) {
            return;
        }
        let answer = ask().await.map(Rc::new);
        if let Ok(session) = &answer {
            take(session);
        }
        ANSWER.set(Some(answer));
        ASKED.set(asked_before.wrapping_add(1));
    })
    .await;
}

fn take(session: &Session) {
    let account = session.me.account.as_str();
    if wire::account().is_some_and(|known| *known != *account) {
        // Another page signed somebody else in: this one must not go on in the first one's name.
        drop(js::window().location().reload());
        return;
    }
    wire::set_token(Some(&session.access_token));
}

async fn ask() -> Result<Session, Failure> {
    let ask = Ask {
        method: RefreshSession::INFO.method,
        url: RefreshSession::path(&()),
        body: Body::Json(json::write(&Nothing {})),
        token: None,
        seat: None,
        build: fetch::this_build(),
        patience: Some(15_000),
    };
    let text = fetch::read(fetch::send(&ask, None).await?).await?;
    json::read(&text).ok_or_else(fetch::too_new)
}
