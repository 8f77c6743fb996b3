//! [`Ctx`]: who asks, when, and in which language.

use std::net::IpAddr;

use http::HeaderMap;
use secrecy::SecretString;
use shared::api::{Access, Code, SEAT_HEADER};
use shared::domain::account::Actor;
use shared::value::{Id, Timestamp};

use super::route::Peer;
use crate::access::{cookie, token};
use crate::app::App;
use crate::db::Conn;
use crate::db::seat::{self, Who};
use crate::failure::Failure;

/// What a handler knows of the request beside its input.
#[derive(Clone)]
pub struct Ctx {
    /// The server's parts.
    pub app: App,
    /// The request's time: one for everything it does.
    pub now: Timestamp,
    /// Whether the caller reads English; else Chinese.
    pub english: bool,
    /// The request's id.
    pub request: String,
    /// The address it came from.
    pub peer: IpAddr,
    /// Who the access token says it is.
    pub who: Option<Who>,
    /// The refresh cookie: a session for the endpoints that take it, elsewhere a known device.
    pub cookie: Option<SecretString>,
}

impl Ctx {
    /// Reads the headers. A token that does not hold is 401 wherever one is demanded.
    pub(super) fn of(
        app: &App,
        access: Access,
        headers: &HeaderMap,
        peer: Option<&Peer>,
        request: String,
    ) -> Result<Self, (Box<Self>, Failure)> {
        let now = app.clock.now();
        let mut ctx = Self {
            app: app.clone(),
            now,
            english: prefers_english(headers),
            request,
            peer: caller(app, headers, peer),
            who: None,
            cookie: None,
        };
        let done = match access {
            // Who is signed in already is known where nobody needs to be: an invitation is taken up
            // by the account it is for. A token that does not hold counts as none.
            Access::Anyone => {
                // By it a device is known again that signs in.
                ctx.cookie = ctx.find_cookie(headers);
                self_or_nobody(ctx.take_token(headers))
            }
            Access::Cookie => ctx.take_cookie(headers),
            Access::SignedIn | Access::Seated => ctx.take_token(headers),
        };
        match done {
            Ok(()) => Ok(ctx),
            Err(failure) => Err((Box::new(ctx), failure)),
        }
    }

    /// The cookie speaks only with our own origin and a JSON body (`threats.md` W1).
    fn take_cookie(&mut self, headers: &HeaderMap) -> Result<(), Failure> {
        let settings = &self.app.settings;
        let host = text(headers, "host");
        let origin = text(headers, "origin").unwrap_or_default();
        let json =
            text(headers, "content-type").is_some_and(|kind| kind.starts_with("application/json"));
        if !settings.is_own_origin(origin, host) || !json {
            return Err(Code::ForeignOrigin.into());
        }
        self.cookie = self.find_cookie(headers);
        Ok(())
    }

    fn find_cookie(&self, headers: &HeaderMap) -> Option<SecretString> {
        let cookies = text(headers, "cookie").unwrap_or_default();
        cookie::find(cookies, self.app.settings.secure_cookies())
    }

    fn take_token(&mut self, headers: &HeaderMap) -> Result<(), Failure> {
        let bearer = text(headers, "authorization").and_then(|value| value.strip_prefix("Bearer "));
        let claims = token::read(&self.app.keys, bearer.ok_or(Code::SignInRequired)?, self.now)?;
        let seat = match text(headers, SEAT_HEADER) {
            Some(seat) => Some(Id::parse(seat).map_err(|_| Code::Forbidden)?),
            None => None,
        };
        let (account, session) = (claims.account, claims.session);
        self.who = Some(Who { account, session, seat, now: self.now });
        Ok(())
    }

    /// Who asks, or 401.
    pub fn who(&self) -> Result<Who, Failure> {
        self.who.ok_or_else(|| Code::SignInRequired.into())
    }

    /// Runs a use case that only reads.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.app.db.read(work).await
    }

    /// Runs a use case that writes.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.app.db.write(work).await
    }

    /// Reads as the acting seat, which is looked up in the same transaction.
    pub async fn read_as<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn, &Actor) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let who = self.who()?;
        self.read(move |conn| {
            let actor = seat::actor(conn, &who)?;
            work(conn, &actor)
        })
        .await
    }

    /// Writes as the acting seat, which is looked up in the same transaction.
    pub async fn write_as<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Conn, &Actor) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let who = self.who()?;
        self.write(move |conn| {
            let actor = seat::actor(conn, &who)?;
            work(conn, &actor)
        })
        .await
    }
}

/// A failure to know somebody leaves a stranger.
fn self_or_nobody(taken: Result<(), Failure>) -> Result<(), Failure> {
    taken.or(Ok(()))
}

pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The first language of `Accept-Language` that we speak.
fn prefers_english(headers: &HeaderMap) -> bool {
    let wanted = text(headers, "accept-language").unwrap_or_default();
    let mut spoken = wanted.split(',').map(|part| part.trim().to_ascii_lowercase());
    spoken
        .find(|tag| tag.starts_with("en") || tag.starts_with("zh"))
        .is_some_and(|tag| tag.starts_with("en"))
}

/// The caller's address: the connection's, or what a listed proxy says (`threats.md` L2).
fn caller(app: &App, headers: &HeaderMap, peer: Option<&Peer>) -> IpAddr {
    let direct = peer.map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0.ip().to_canonical());
    if !app.settings.is_proxy(direct) {
        return direct;
    }
    // Each proxy adds the address it saw at the end, in the same line or in one of its own; what
    // stands before the listed proxies' own additions is the caller's invention.
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let named = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
    let mut addresses = named.map(|address| address.trim().parse::<IpAddr>());
    let outside = addresses
        .find(|address| address.as_ref().map_or(true, |address| !app.settings.is_proxy(*address)));
    outside.and_then(Result::ok).map_or(direct, |address| address.to_canonical())
}
