//! Residents: sign-in by code, and seats that follow the owners' roll (`threats.md` S4).

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::api::account::ChallengeId;
use shared::domain::account::{AccountId, Role, Scope};
use shared::domain::estate::{EstateId, UnitId};
use shared::value::{Phone, Timestamp};

use super::acceptance::take_up_households;
use super::challenge::{Try, spend};
use super::device::Device;
use super::person::{of_phone, of_phone_or_new, person, prove};
use super::seat_row::{NewSeat, give, revoke};
use super::session::{Opened, open};
use crate::access::Keys;
use crate::db::Conn;
use crate::db::schema::{account, owner, seat, unit_owner};
use crate::db::seat::{Factor, seats};
use crate::failure::Failure;

/// A sign-in by code.
#[derive(Clone, Debug)]
pub struct CodeEntry {
    /// The challenge.
    pub challenge: ChallengeId,
    /// The digits typed.
    pub code: String,
    /// The device.
    pub device: Device,
    /// The account that the request is signed in to, if any.
    pub held_by: Option<AccountId>,
    /// When.
    pub now: Timestamp,
}

/// What became of a sign-in by code. The tries must be counted, so a wrong code is no error in here.
#[derive(Debug)]
pub enum Entered {
    /// A session is open.
    Open(Opened),
    /// Wrong, used, or too old.
    Wrong,
    /// Tried too often: the code is dead.
    Spent,
    /// The number is on no roll and holds no seat.
    NotOnRoll,
}

/// Signs a resident in, with the seats that the roll gives today.
pub fn sign_in(conn: &mut Conn, keys: &Keys, entry: &CodeEntry) -> Result<Entered, Failure> {
    let now = entry.now;
    let phone = match spend(conn, keys, (entry.challenge, ""), &entry.code, now)? {
        Try::Right(phone) => phone,
        Try::Wrong => return Ok(Entered::Wrong),
        Try::Spent => return Ok(Entered::Spent),
    };
    let Some(account) = bind_by_roll(conn, &phone, now)? else { return Ok(Entered::NotOnRoll) };
    if let Some(row) = of_phone(conn, &phone)? {
        prove(conn, &row, entry.held_by, now)?;
    }
    Ok(Entered::Open(open(conn, account, Factor::Sms, &entry.device, now)?))
}

/// The account of a number whose holder has just proven it, with an OWN seat for each of the units
/// that name it on the roll and the household seats it was invited to. None, and nothing made, if
/// the number is on no roll, is invited nowhere and holds no seat.
fn bind_by_roll(
    conn: &mut Conn,
    phone: &Phone,
    now: Timestamp,
) -> Result<Option<AccountId>, Failure> {
    let roll = roll_of(conn, phone)?;
    let invited = super::acceptance::household_name(conn, phone, now)?;
    let name = roll.first().map(|entry| entry.name.as_str()).or(invited.as_deref());
    let row = match (of_phone(conn, phone)?, name) {
        (Some(row), _) => row,
        (None, Some(name)) => of_phone_or_new(conn, phone, name, now)?,
        (None, None) => return Ok(None),
    };
    follow(conn, row.id, &roll, now)?;
    take_up_households(conn, row.id, phone, now)?;
    Ok(if seats(conn, row.id, now)?.is_empty() { None } else { Some(row.id) })
}

/// A unit that names a number.
struct OnRoll {
    estate: EstateId,
    unit: UnitId,
    name: String,
}

fn roll_of(conn: &mut Conn, phone: &Phone) -> Result<Vec<OnRoll>, Failure> {
    let same_owner =
        owner::estate_id.eq(unit_owner::estate_id).and(owner::id.eq(unit_owner::owner_id));
    let rows: Vec<(EstateId, UnitId, String)> = unit_owner::table
        .inner_join(owner::table.on(same_owner))
        .filter(owner::phone.eq(phone.as_str()))
        .select((unit_owner::estate_id, unit_owner::unit_id, owner::name))
        .order((unit_owner::estate_id, unit_owner::unit_id, unit_owner::position))
        .load(conn)?;
    Ok(rows.into_iter().map(|(estate, unit, name)| OnRoll { estate, unit, name }).collect())
}

/// Whether the roll of an estate names a number.
pub(super) fn owns_in(conn: &mut Conn, phone: &Phone, estate: EstateId) -> Result<bool, Failure> {
    Ok(roll_of(conn, phone)?.iter().any(|entry| entry.estate == estate))
}

/// Brings the roll's seats of an account up to date.
fn follow(
    conn: &mut Conn,
    account: AccountId,
    roll: &[OnRoll],
    now: Timestamp,
) -> Result<(), Failure> {
    let held: Vec<(String, EstateId, String)> = seat::table
        .filter(seat::account_id.eq(account.as_str()).and(seat::role.eq(Role::Own.as_str())))
        .filter(seat::granted_by.is_null().and(seat::revoked.is_null()))
        .select((seat::id, seat::estate_id.assume_not_null(), seat::scope_id))
        .load(conn)?;
    let named: BTreeSet<&str> = roll.iter().map(|entry| entry.unit.as_str()).collect();
    for (id, ..) in held.iter().filter(|(.., unit)| !named.contains(unit.as_str())) {
        revoke(conn, id, now)?;
    }
    let mut has: BTreeSet<&str> = held.iter().map(|(.., unit)| unit.as_str()).collect();
    for entry in roll {
        // Two owners of one unit may share a number.
        if has.insert(entry.unit.as_str()) {
            give_own(conn, account, entry.estate, entry.unit, now)?;
        }
    }
    let estates: BTreeSet<EstateId> = held.iter().map(|(_, estate, _)| *estate).collect();
    for estate in estates {
        end_committee(conn, estate, Some(account), now)?;
    }
    Ok(())
}

fn give_own(
    conn: &mut Conn,
    account: AccountId,
    estate: EstateId,
    unit: UnitId,
    now: Timestamp,
) -> Result<(), Failure> {
    let scope = Scope::Unit { estate, unit };
    let new = NewSeat { account, role: Role::Own, scope: &scope, until: None, granted_by: None };
    give(conn, &new, now).map(drop)
}

/// Whoever owns nothing in an estate any more sits on its committee no more (`domain.md` 1: a member
/// must be an owner). The roll decides, whether they ever signed in as its owner or not. `only` one
/// member, or all.
fn end_committee(
    conn: &mut Conn,
    estate: EstateId,
    only: Option<AccountId>,
    now: Timestamp,
) -> Result<(), Failure> {
    let members: Vec<(String, AccountId)> = seat::table
        .filter(seat::estate_id.eq(estate.as_str()).and(seat::revoked.is_null()))
        .filter(seat::role.eq_any([Role::Com.as_str(), Role::Chr.as_str()]))
        .select((seat::id, seat::account_id))
        .load(conn)?;
    let looked_at = |account: &AccountId| only.is_none_or(|only| only == *account);
    for (id, account) in members.into_iter().filter(|(_, account)| looked_at(account)) {
        let (_, phone) = person(conn, account)?;
        if !owns_in(conn, &phone, estate)? {
            revoke(conn, &id, now)?;
        }
    }
    Ok(())
}

/// Brings the owners' seats of an estate up to date after its roll has changed: whoever is no longer
/// on it loses the seat and the household at once; whoever is new on it and has proven the number
/// gets one. An account that an invitation opened has proven nothing: whoever sent it may hold it.
pub fn follow_roll(conn: &mut Conn, estate: EstateId, now: Timestamp) -> Result<(), Failure> {
    let same_owner =
        owner::estate_id.eq(unit_owner::estate_id).and(owner::id.eq(unit_owner::owner_id));
    let named: Vec<(AccountId, UnitId)> = unit_owner::table
        .inner_join(owner::table.on(same_owner))
        .inner_join(account::table.on(account::phone.eq(owner::phone)))
        .filter(unit_owner::estate_id.eq(estate.as_str()).and(account::proven.is_not_null()))
        .select((account::id, unit_owner::unit_id))
        .load(conn)?;
    let named: BTreeSet<(AccountId, UnitId)> = named.into_iter().collect();
    let held: Vec<(String, AccountId, UnitId)> = seat::table
        .filter(seat::estate_id.eq(estate.as_str()).and(seat::role.eq(Role::Own.as_str())))
        .filter(seat::granted_by.is_null().and(seat::revoked.is_null()))
        .select((seat::id, seat::account_id, seat::scope_id))
        .load(conn)?;
    for (id, account, unit) in &held {
        if !named.contains(&(*account, *unit)) {
            revoke(conn, id, now)?;
        }
    }
    let held: BTreeSet<_> = held.into_iter().map(|(_, account, unit)| (account, unit)).collect();
    for (account, unit) in named.difference(&held) {
        give_own(conn, *account, estate, *unit, now)?;
    }
    end_committee(conn, estate, None, now)
}
