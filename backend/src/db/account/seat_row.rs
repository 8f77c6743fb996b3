//! Giving and taking seats.

use diesel::prelude::*;
use shared::domain::account::{AccountId, Role, Scope, SeatId};
use shared::value::Timestamp;

use super::person::parse_id;
use crate::db::Conn;
use crate::db::schema::seat;
use crate::db::seat::scope_columns;
use crate::failure::Failure;
use crate::port::random;

/// A seat to give.
pub(super) struct NewSeat<'a> {
    pub(super) account: AccountId,
    pub(super) role: Role,
    pub(super) scope: &'a Scope,
    pub(super) until: Option<Timestamp>,
    /// The seat that gives it; none for the roll and the operator.
    pub(super) granted_by: Option<&'a str>,
}

/// Gives a seat. One that is held already gets the new end and giver; one that has run out is closed
/// first.
pub(super) fn give(conn: &mut Conn, new: &NewSeat<'_>, now: Timestamp) -> Result<SeatId, Failure> {
    let (kind, scope_id, estate) = scope_columns(new.scope);
    let held: Option<(String, Option<i64>)> = seat::table
        .filter(seat::account_id.eq(new.account.as_str()).and(seat::role.eq(new.role.as_str())))
        .filter(seat::scope_kind.eq(kind).and(seat::scope_id.eq(&scope_id)))
        .filter(seat::revoked.is_null())
        .select((seat::id, seat::valid_to))
        .first(conn)
        .optional()?;
    let until = new.until.map(Timestamp::ms);
    match held {
        Some((id, end)) if end.is_none_or(|end| end > now.ms()) => {
            diesel::update(seat::table.find(&id))
                .set((seat::valid_to.eq(until), seat::granted_by.eq(new.granted_by)))
                .execute(conn)?;
            return parse_id(&id);
        }
        Some((id, end)) => {
            diesel::update(seat::table.find(&id)).set(seat::revoked.eq(end)).execute(conn)?;
        }
        None => {}
    }
    let id: SeatId = random::id(now)?;
    diesel::insert_into(seat::table)
        .values((
            seat::id.eq(id.as_str()),
            seat::account_id.eq(new.account.as_str()),
            seat::role.eq(new.role.as_str()),
            seat::scope_kind.eq(kind),
            seat::scope_id.eq(&scope_id),
            seat::estate_id.eq(estate),
            seat::valid_from.eq(now.ms()),
            seat::valid_to.eq(until),
            seat::granted_by.eq(new.granted_by),
            seat::confirmed.eq(true),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Takes a seat away at once, and with an owner's seat the household that it bound.
pub(super) fn revoke(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), Failure> {
    let revoked = seat::revoked.eq(now.ms());
    let this = seat::table.find(id).filter(seat::revoked.is_null());
    diesel::update(this).set(revoked).execute(conn)?;
    let household = seat::table
        .filter(seat::granted_by.eq(id).and(seat::role.eq(Role::Occ.as_str())))
        .filter(seat::revoked.is_null());
    diesel::update(household).set(revoked).execute(conn)?;
    Ok(())
}
