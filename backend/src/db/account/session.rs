//! Sessions and their refresh tokens (`threats.md` S6).

use std::collections::BTreeSet;

use diesel::prelude::*;
use secrecy::SecretString;
use shared::api::Code;
use shared::api::account::{SessionList, SessionView};
use shared::domain::account::{AccountId, SessionId};
use shared::value::{DAY, HOUR, Timestamp};

use super::device::{Device, is_alive, note};
use super::person::parse_id;
use crate::access::{Keys, secret};
use crate::db::Conn;
use crate::db::schema::{refresh, session};
use crate::db::seat::{Factor, Who, session_factor};
use crate::failure::Failure;
use crate::port::random;

/// How long the token before the last one is still answered, in ms: an answer may be lost.
const GRACE: i64 = 30_000;

/// How long a session lives without use, and at most, in ms.
const fn lives(factor: Factor) -> (i64, i64) {
    match factor {
        Factor::Sms => (30 * DAY, 180 * DAY),
        Factor::Totp => (12 * HOUR, 7 * DAY),
    }
}

/// A session that was opened or carried on.
#[derive(Debug)]
pub struct Opened {
    /// Whose.
    pub account: AccountId,
    /// Its name.
    pub session: SessionId,
    /// How it was opened.
    pub factor: Factor,
    /// The refresh token, for the cookie.
    pub refresh: SecretString,
    /// How long the browser keeps the cookie, in seconds.
    pub seconds: i64,
    /// The audiences whose inbox tells of a new device.
    pub told: BTreeSet<String>,
}

/// Opens a session.
pub(super) fn open(
    conn: &mut Conn,
    account: AccountId,
    factor: Factor,
    device: &Device,
    now: Timestamp,
) -> Result<Opened, Failure> {
    let told = note(conn, account, factor, device, now)?;
    let id: SessionId = random::id(now)?;
    let (idle, life) = lives(factor);
    diesel::insert_into(session::table)
        .values((
            session::id.eq(id.as_str()),
            session::account_id.eq(account.as_str()),
            session::device.eq(&device.name),
            session::factor.eq(factor.as_str()),
            session::created.eq(now.ms()),
            session::used.eq(now.ms()),
            session::idle_until.eq(now.plus(idle).ms()),
            session::until.eq(now.plus(life).ms()),
        ))
        .execute(conn)?;
    let token: [u8; 32] = random::bytes()?;
    store(conn, &token, id, now)?;
    let (refresh, seconds) = (secret::text(&token), idle / 1000);
    Ok(Opened { account, session: id, factor, refresh, seconds, told })
}

fn store(
    conn: &mut Conn,
    token: &[u8; 32],
    session: SessionId,
    now: Timestamp,
) -> Result<(), Failure> {
    diesel::insert_into(refresh::table)
        .values((
            refresh::hash.eq(secret::hash(token).as_slice()),
            refresh::session_id.eq(session.as_str()),
            refresh::created.eq(now.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What became of a refresh token. Reuse ends the session, which must be committed, so it is no
/// error in here.
#[derive(Debug)]
pub enum Refreshed {
    /// The session goes on.
    Open(Opened),
    /// Unknown, over, or used twice: 401.
    Refused,
}

/// Rotates a refresh token.
pub fn refresh(
    conn: &mut Conn,
    keys: &Keys,
    token: &[u8; 32],
    now: Timestamp,
) -> Result<Refreshed, Failure> {
    let hash = secret::hash(token);
    let next = keys.next_refresh(token);
    let Some(id) = session_of(conn, &hash)? else { return Ok(Refreshed::Refused) };
    // Compare and set: of two requests with one token the second finds it replaced.
    let present = refresh::table.find(hash.as_slice()).filter(refresh::replaced.is_null());
    let rotated = diesel::update(present)
        .set((
            refresh::replaced.eq(now.ms()),
            refresh::successor.eq(secret::hash(&next).as_slice()),
        ))
        .execute(conn)?;
    if rotated == 1 {
        store(conn, &next, parse_id(&id)?, now)?;
    } else if !may_repeat(conn, &hash, now)? {
        end_one(conn, &id, now)?;
        return Ok(Refreshed::Refused);
    }
    carry_on(conn, &id, &next, now)
}

fn session_of(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<String>, Failure> {
    let row = refresh::table.find(hash.as_slice()).select(refresh::session_id);
    Ok(row.first(conn).optional()?)
}

/// Whether a replaced token may be answered again: shortly after, while nobody has used the one
/// that followed. Its follower is always the same, so both answers carry the same token.
fn may_repeat(conn: &mut Conn, hash: &[u8; 32], now: Timestamp) -> Result<bool, Failure> {
    let (replaced, successor): (Option<i64>, Option<Vec<u8>>) = refresh::table
        .find(hash.as_slice())
        .select((refresh::replaced, refresh::successor))
        .first(conn)?;
    let (Some(replaced), Some(successor)) = (replaced, successor) else { return Ok(false) };
    let unused: i64 = refresh::table
        .find(successor)
        .filter(refresh::replaced.is_null())
        .count()
        .get_result(conn)?;
    Ok(unused == 1 && now.since(Timestamp::from_ms(replaced)) <= GRACE)
}

/// Notes the use and answers with the token, if the session is still open.
fn carry_on(
    conn: &mut Conn,
    id: &str,
    token: &[u8; 32],
    now: Timestamp,
) -> Result<Refreshed, Failure> {
    let open = session::table
        .find(id)
        .filter(session::ended.is_null())
        .filter(session::idle_until.gt(now.ms()).and(session::until.gt(now.ms())));
    let row: Option<(AccountId, String, i64)> = open
        .select((session::account_id, session::factor, session::until))
        .first(conn)
        .optional()?;
    let Some((account, factor, until)) = row else { return Ok(Refreshed::Refused) };
    let factor = if factor == Factor::Totp.as_str() { Factor::Totp } else { Factor::Sms };
    let (idle, _) = lives(factor);
    let idle_until = now.plus(idle).ms().min(until);
    diesel::update(session::table.find(id))
        .set((session::used.eq(now.ms()), session::idle_until.eq(idle_until)))
        .execute(conn)?;
    is_alive(conn, account, now)?;
    Ok(Refreshed::Open(Opened {
        account,
        session: parse_id(id)?,
        factor,
        refresh: secret::text(token),
        seconds: (idle_until - now.ms()) / 1000,
        told: BTreeSet::new(),
    }))
}

fn end_one(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), Failure> {
    let open = session::table.find(id).filter(session::ended.is_null());
    diesel::update(open).set(session::ended.eq(now.ms())).execute(conn)?;
    Ok(())
}

/// Ends every session of an account.
pub(super) fn end_all(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<(), Failure> {
    let open = session::table
        .filter(session::account_id.eq(account.as_str()).and(session::ended.is_null()));
    diesel::update(open).set(session::ended.eq(now.ms())).execute(conn)?;
    Ok(())
}

/// Ends the session of a refresh token, present or replaced. An unknown token ends nothing.
pub fn sign_out(conn: &mut Conn, token: &[u8; 32], now: Timestamp) -> Result<(), Failure> {
    match session_of(conn, &secret::hash(token))? {
        Some(id) => end_one(conn, &id, now),
        None => Ok(()),
    }
}

/// The open sessions of who asks, the latest used first.
pub fn sessions(conn: &mut Conn, who: &Who) -> Result<SessionList, Failure> {
    session_factor(conn, who)?;
    let rows: Vec<(SessionId, String, Timestamp, Timestamp)> = session::table
        .filter(session::account_id.eq(who.account.as_str()).and(session::ended.is_null()))
        .filter(session::idle_until.gt(who.now.ms()).and(session::until.gt(who.now.ms())))
        .order((session::used.desc(), session::id))
        .limit(100)
        .select((session::id, session::device, session::created, session::used))
        .load(conn)?;
    let view = |(id, device, since, used): (SessionId, String, Timestamp, Timestamp)| SessionView {
        id,
        device,
        since,
        used: used.floor_to(DAY),
        current: id == who.session,
    };
    Ok(SessionList { sessions: rows.into_iter().map(view).collect() })
}

/// Ends one of one's own sessions. Ending it twice is no fault.
pub fn end(conn: &mut Conn, who: &Who, id: SessionId) -> Result<(), Failure> {
    session_factor(conn, who)?;
    let own: i64 = session::table
        .find(id.as_str())
        .filter(session::account_id.eq(who.account.as_str()))
        .count()
        .get_result(conn)?;
    if own == 0 { Err(Code::NotFound.into()) } else { end_one(conn, id.as_str(), who.now) }
}
