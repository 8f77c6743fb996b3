//! New devices, and numbers that come back after a long silence (`threats.md` S4).

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::api::inbox::DeviceNotice;
use shared::api::{Code, Problem};
use shared::domain::account::{AccountId, Scope, masked_name, waits_until};
use shared::domain::estate::{EstateId, UnitId};
use shared::value::{Id, Timestamp};

use super::person::name;
use crate::db::Conn;
use crate::db::schema::{account, device_notice, refresh, session};
use crate::db::seat::{Factor, Who, audience, co_owners, session_factor, unit_label};
use crate::failure::Failure;
use crate::port::random;

/// The most lines about devices that an inbox shows.
const SHOWN: i64 = 20;

/// The device that signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// What it calls itself.
    pub name: String,
    /// The hash of the refresh token that it still holds, if it holds one.
    pub known_by: Option<[u8; 32]>,
}

/// Notes the sign of life of a sign-in, and tells the account and the co-owners of its units when
/// the device is new. Answers with the audiences that were told.
pub(super) fn note(
    conn: &mut Conn,
    id: AccountId,
    factor: Factor,
    device: &Device,
    now: Timestamp,
) -> Result<BTreeSet<String>, Failure> {
    let silent = end_silence(conn, id, factor, now)?;
    if is_known(conn, id, device)? {
        Ok(BTreeSet::new())
    } else {
        tell(conn, id, device, silent, now)
    }
}

/// Whether the account had been silent for too long. A number that comes back with a code alone
/// waits; the authenticator is a second proof and ends the waiting.
fn end_silence(
    conn: &mut Conn,
    id: AccountId,
    factor: Factor,
    now: Timestamp,
) -> Result<bool, Failure> {
    let this = account::table.find(id.as_str());
    let (seen, waiting): (Option<Timestamp>, Option<Timestamp>) =
        this.select((account::seen, account::waits_until)).first(conn)?;
    let back = waits_until(seen, now);
    let waits = match factor {
        Factor::Sms => back.or(waiting),
        Factor::Totp => None,
    };
    diesel::update(this)
        .set((account::seen.eq(now.ms()), account::waits_until.eq(waits.map(Timestamp::ms))))
        .execute(conn)?;
    Ok(back.is_some())
}

/// The account was used.
pub(super) fn is_alive(conn: &mut Conn, id: AccountId, now: Timestamp) -> Result<(), Failure> {
    diesel::update(account::table.find(id.as_str()))
        .set(account::seen.eq(now.ms()))
        .execute(conn)?;
    Ok(())
}

/// A device is known by the refresh token of a session of the same account, though that be over.
fn is_known(conn: &mut Conn, id: AccountId, device: &Device) -> Result<bool, Failure> {
    let Some(hash) = &device.known_by else { return Ok(false) };
    let held: i64 = refresh::table
        .inner_join(session::table.on(session::id.eq(refresh::session_id)))
        .filter(refresh::hash.eq(hash.as_slice()).and(session::account_id.eq(id.as_str())))
        .count()
        .get_result(conn)?;
    Ok(held > 0)
}

fn tell(
    conn: &mut Conn,
    id: AccountId,
    device: &Device,
    silent: bool,
    now: Timestamp,
) -> Result<BTreeSet<String>, Failure> {
    let mut told = BTreeSet::from([audience::of_account(id)]);
    insert(conn, (id, id), Some(&device.name), None, (silent, now))?;
    for (other, scope) in co_owners(conn, id, now)? {
        // One line for each, however many units they share.
        if told.insert(audience::of_account(other)) {
            insert(conn, (other, id), None, Some(&scope), (silent, now))?;
        }
    }
    Ok(told)
}

fn insert(
    conn: &mut Conn,
    (to, of): (AccountId, AccountId),
    device: Option<&str>,
    scope: Option<&Scope>,
    (silent, now): (bool, Timestamp),
) -> Result<(), Failure> {
    let unit = match scope {
        Some(Scope::Unit { estate, unit }) => Some((estate, unit)),
        _ => None,
    };
    let id: Id<()> = random::id(now)?;
    diesel::insert_into(device_notice::table)
        .values((
            device_notice::id.eq(id.as_str()),
            device_notice::account_id.eq(to.as_str()),
            device_notice::of_account.eq(of.as_str()),
            device_notice::device.eq(device),
            device_notice::estate_id.eq(unit.map(|(estate, _)| estate.as_str())),
            device_notice::unit_id.eq(unit.map(|(_, unit)| unit.as_str())),
            device_notice::silent.eq(silent),
            device_notice::at.eq(now.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_notice)]
struct Row {
    of_account: AccountId,
    device: Option<String>,
    estate_id: Option<EstateId>,
    unit_id: Option<UnitId>,
    silent: bool,
    at: Timestamp,
    read: bool,
}

/// What an account was told of new devices, the latest first.
pub fn device_notices(conn: &mut Conn, id: AccountId) -> Result<Vec<DeviceNotice>, Failure> {
    let rows: Vec<Row> = device_notice::table
        .filter(device_notice::account_id.eq(id.as_str()))
        .order((device_notice::at.desc(), device_notice::id.desc()))
        .limit(SHOWN)
        .select(Row::as_select())
        .load(conn)?;
    let view = |row: Row| {
        let own = row.of_account == id;
        let whose = if own { None } else { Some(masked_name(&name(conn, row.of_account)?)) };
        let unit = match row.estate_id.zip(row.unit_id) {
            Some((estate, unit)) => Some(unit_label(conn, estate.as_str(), unit.as_str())?),
            None => None,
        };
        let Row { device, silent, at, read, .. } = row;
        Ok(DeviceNotice { at, whose, unit, device, silent, unread: !read })
    };
    rows.into_iter().map(view).collect()
}

/// Marks what was told of devices as read; it stays in the list.
pub fn read_device_notices(conn: &mut Conn, id: AccountId) -> Result<(), Failure> {
    let unread = device_notice::table
        .filter(device_notice::account_id.eq(id.as_str()).and(device_notice::read.eq(false)));
    diesel::update(unread).set(device_notice::read.eq(true)).execute(conn)?;
    Ok(())
}

/// Whether the number alone, back after a long silence, proves too little as yet.
pub fn waiting(conn: &mut Conn, who: &Who) -> Result<Option<Timestamp>, Failure> {
    if session_factor(conn, who)? == Factor::Totp {
        return Ok(None);
    }
    let until: Option<Timestamp> =
        account::table.find(who.account.as_str()).select(account::waits_until).first(conn)?;
    Ok(until.filter(|until| *until > who.now))
}

/// 403 with the time while the number alone proves too little.
pub fn second_proof(conn: &mut Conn, who: &Who) -> Result<(), Failure> {
    match waiting(conn, who)? {
        Some(until) => Err(Problem::new(Code::SecondProofRequired).retry_at(until).into()),
        None => Ok(()),
    }
}
