//! The account's row, and the grants that need no invitation.

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::domain::account::{AccountId, Role, Scope, SeatId};
use shared::value::{Id, Phone, Timestamp};

use super::{seat_row, session};
use crate::access::Keys;
use crate::db::schema::{account, invitation};
use crate::db::{Conn, per_database};
use crate::failure::Failure;
use crate::port::random;

/// A row of the account table. It has no `Debug`: it holds a password's hash.
#[derive(Queryable, Selectable)]
#[diesel(table_name = account)]
pub(super) struct AccountRow {
    pub(super) id: AccountId,
    pub(super) password: Option<String>,
    pub(super) totp_no: i64,
    pub(super) proven: Option<Timestamp>,
}

/// The account of a number, if there is one.
pub(super) fn of_phone(conn: &mut Conn, phone: &Phone) -> Result<Option<AccountRow>, Failure> {
    let row = account::table
        .filter(account::phone.eq(phone.as_str()))
        .select(AccountRow::as_select())
        .first(conn);
    Ok(row.optional()?)
}

/// The id that an account of this number will have: the one an invitation has promised, since the
/// authenticator's secret hangs on it, or a fresh one.
pub(super) fn promised_id(
    conn: &mut Conn,
    phone: &Phone,
    now: Timestamp,
) -> Result<AccountId, Failure> {
    let promised: Option<AccountId> = invitation::table
        .filter(invitation::phone.eq(phone.as_str()))
        .order((invitation::created.desc(), invitation::id))
        .select(invitation::account_id)
        .first(conn)
        .optional()?;
    promised.map_or_else(|| random::id(now), Ok)
}

/// The account of a number, made now if there is none.
pub(super) fn of_phone_or_new(
    conn: &mut Conn,
    phone: &Phone,
    name: &str,
    now: Timestamp,
) -> Result<AccountRow, Failure> {
    if let Some(row) = of_phone(conn, phone)? {
        return Ok(row);
    }
    let id = promised_id(conn, phone, now)?;
    per_database!(conn, |c| diesel::insert_into(account::table)
        .values((
            account::id.eq(id.as_str()),
            account::phone.eq(phone.as_str()),
            account::name.eq(name),
            account::created.eq(now.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    of_phone(conn, phone)?.ok_or_else(|| Failure::bug("an account that was made is missing"))
}

/// The name of an account.
pub fn name(conn: &mut Conn, id: AccountId) -> Result<String, Failure> {
    name_of(conn, id.as_str())
}

/// The name of an account, by its id as a column holds it.
pub fn name_of(conn: &mut Conn, id: &str) -> Result<String, Failure> {
    Ok(account::table.find(id).select(account::name).first(conn)?)
}

/// The name and number of an account: for its owner's own page and for a logged reveal.
pub fn person(conn: &mut Conn, id: AccountId) -> Result<(String, Phone), Failure> {
    Ok(account::table.find(id.as_str()).select((account::name, account::phone)).first(conn)?)
}

/// A seat given by the operator, without an invitation: the first administrator, the demo.
#[derive(Clone, Debug)]
pub struct DirectGrant {
    /// Whose number; the operator vouches for it.
    pub phone: Phone,
    /// The name, for a new account.
    pub name: String,
    /// The hash of a password to set; `None` leaves what is there.
    pub password: Option<SecretString>,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// When the seat ends, if it is to end.
    pub until: Option<Timestamp>,
}

/// What was given.
#[derive(Clone, Copy)]
pub struct Given {
    /// The account.
    pub account: AccountId,
    /// The seat.
    pub seat: SeatId,
    /// The authenticator's secret.
    pub totp_secret: [u8; 20],
}

/// Gives a seat. A new password for an account that has one comes with a new authenticator's secret
/// and ends all its sessions: the way back for somebody who lost theirs.
pub fn grant_directly(
    conn: &mut Conn,
    keys: &Keys,
    grant: &DirectGrant,
    now: Timestamp,
) -> Result<Given, Failure> {
    let row = of_phone_or_new(conn, &grant.phone, &grant.name, now)?;
    let mut no = row.totp_no;
    if let Some(password) = &grant.password {
        if row.password.is_some() {
            no += 1;
            session::end_all(conn, row.id, now)?;
        }
        diesel::update(account::table.find(row.id.as_str()))
            .set((
                account::password.eq(password.expose_secret()),
                account::totp_no.eq(no),
                account::proven.eq(row.proven.unwrap_or(now)),
            ))
            .execute(conn)?;
    }
    let new = seat_row::NewSeat {
        account: row.id,
        role: grant.role,
        scope: &grant.scope,
        until: grant.until,
        granted_by: None,
    };
    let seat = seat_row::give(conn, &new, now)?;
    Ok(Given { account: row.id, seat, totp_secret: keys.totp_secret(row.id, no) })
}

/// Sets a first password.
pub(super) fn set_password(
    conn: &mut Conn,
    id: AccountId,
    hash: &SecretString,
) -> Result<(), Failure> {
    let row = account::table.find(id.as_str());
    diesel::update(row).set(account::password.eq(hash.expose_secret())).execute(conn)?;
    Ok(())
}

/// Takes the number as proven without a code.
pub(super) fn vouch(conn: &mut Conn, id: AccountId, now: Timestamp) -> Result<(), Failure> {
    let unproven = account::table.find(id.as_str()).filter(account::proven.is_null());
    diesel::update(unproven).set(account::proven.eq(now.ms())).execute(conn)?;
    Ok(())
}

/// Uses up the step of a one-time code: false if it, or a later one, was used before.
pub(super) fn use_step(conn: &mut Conn, id: AccountId, step: i64) -> Result<bool, Failure> {
    let unused = account::table.find(id.as_str()).filter(account::totp_step.lt(step));
    Ok(diesel::update(unused).set(account::totp_step.eq(step)).execute(conn)? == 1)
}

/// The number was proven by an SMS code. A password that was set before the first such proof may
/// have been set by whoever made the invitation: it dies, with its sessions, unless the same request
/// comes from a session that holds it.
pub(super) fn prove(
    conn: &mut Conn,
    row: &AccountRow,
    held_by: Option<AccountId>,
    now: Timestamp,
) -> Result<(), Failure> {
    if row.proven.is_some() {
        return Ok(());
    }
    let this = account::table.find(row.id.as_str());
    diesel::update(this).set(account::proven.eq(now.ms())).execute(conn)?;
    if row.password.is_some() && held_by != Some(row.id) {
        diesel::update(this)
            .set((account::password.eq(None::<String>), account::totp_no.eq(row.totp_no + 1)))
            .execute(conn)?;
        session::end_all(conn, row.id, now)?;
    }
    Ok(())
}

/// An id from a column.
pub(super) fn parse_id<T>(text: &str) -> Result<Id<T>, Failure> {
    Id::parse(text).map_err(Failure::bug)
}
