//! My unit and its household: invited by an owner, bound when they sign in, gone at once when an
//! owner takes them out.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::estate::{MyUnit, Occupant, OccupantId};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::{Actor, Role, Scope, masked_name};
use shared::domain::estate::roll::Entry;
use shared::domain::estate::{EstateId, UnitId};
use shared::domain::report::Department;
use shared::policy::{self, BindHousehold, Permit, ReadUnit};
use shared::value::{Date, Phone, TimeOfDay, Timestamp};

use super::By;
use crate::access::Keys;
use crate::db::Conn;
use crate::db::account::{self, Offer};
use crate::db::schema::{
    account as accounts, community, estate, invitation, owner, seat, unit, unit_owner,
};
use crate::db::seat::unit_label;
use crate::failure::Failure;

/// The most people one unit binds.
const MOST: usize = 30;

/// Somebody to bind, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedOccupant {
    /// Made by the client.
    pub id: OccupantId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub phone: Phone,
    /// The last day.
    pub until: Date,
}

/// The unit of a seat.
fn unit_of(actor: &Actor) -> Result<(EstateId, UnitId), Failure> {
    match &actor.seat.scope {
        Scope::Unit { estate, unit } => Ok((*estate, *unit)),
        _ => Err(Code::Forbidden.into()),
    }
}

/// The unit of the seat; the household for those who keep it and have proven who they are.
pub fn my_unit(
    conn: &mut Conn,
    _permit: Permit<ReadUnit>,
    actor: &Actor,
    proven: bool,
    now: Timestamp,
) -> Result<MyUnit, Failure> {
    let (of, id) = unit_of(actor)?;
    let (estate, community): (String, String) = estate::table
        .inner_join(community::table.on(community::id.eq(estate::community_id)))
        .filter(estate::id.eq(of))
        .select((estate::name, community::name))
        .first(conn)?;
    let entry: String =
        unit::table.find((of.as_str(), id.as_str())).select(unit::entry).first(conn)?;
    let entry: Entry = serde_json::from_str(&entry).map_err(Failure::bug)?;
    let may_keep = proven && policy::bind_household(actor, &actor.seat.scope).is_ok();
    let household = if may_keep { household(conn, (of, id), now)? } else { Vec::new() };
    Ok(MyUnit {
        id,
        estate,
        community,
        label: unit_label(conn, of.as_str(), id.as_str())?,
        kind: entry.kind,
        area: entry.area,
        handover: entry.handover,
        owners: owners(conn, (of, id))?.iter().map(|name| masked_name(name)).collect(),
        household,
        may_keep,
    })
}

fn owners(conn: &mut Conn, (of, id): (EstateId, UnitId)) -> Result<Vec<String>, Failure> {
    let same = owner::estate_id.eq(unit_owner::estate_id).and(owner::id.eq(unit_owner::owner_id));
    Ok(unit_owner::table
        .inner_join(owner::table.on(same))
        .filter(unit_owner::estate_id.eq(of).and(unit_owner::unit_id.eq(id)))
        .order(unit_owner::position)
        .select(owner::name)
        .load(conn)?)
}

/// The last day of a seat that ends at a midnight.
const fn last_day(end: Timestamp) -> Date {
    end.plus(-1).date()
}

/// An invitation: its id, name, number, the seat's end, its own end, when it was used.
type Invited = (OccupantId, String, Phone, Option<Timestamp>, Timestamp, Option<Timestamp>);

/// Those bound, then those invited.
fn household(
    conn: &mut Conn,
    (of, id): (EstateId, UnitId),
    now: Timestamp,
) -> Result<Vec<Occupant>, Failure> {
    let invited: Vec<Invited> = invitation::table
        // What a former owner wrote is not for the next one.
        .inner_join(seat::table.on(seat::id.eq(invitation::granted_by)))
        .filter(seat::revoked.is_null())
        .filter(invitation::role.eq(Role::Occ.as_str()))
        .filter(invitation::estate_id.eq(of.as_str()).and(invitation::scope_id.eq(id)))
        .order((invitation::created, invitation::id))
        .select((
            invitation::id,
            invitation::name,
            invitation::phone,
            invitation::until,
            invitation::expires,
            invitation::used,
        ))
        .load(conn)?;
    // The name an owner gave: a number must not tell its holder's name.
    let given: BTreeMap<Phone, String> =
        invited.iter().map(|(_, name, phone, ..)| (phone.clone(), name.clone())).collect();
    let bound: Vec<(OccupantId, String, Phone, Option<Timestamp>)> = seat::table
        .inner_join(accounts::table.on(accounts::id.eq(seat::account_id)))
        .filter(seat::role.eq(Role::Occ.as_str()).and(seat::revoked.is_null()))
        .filter(seat::estate_id.eq(of.as_str()).and(seat::scope_id.eq(id)))
        .filter(seat::valid_to.is_null().or(seat::valid_to.gt(now.ms())))
        .order((seat::valid_from, seat::id))
        .select((seat::id, accounts::name, accounts::phone, seat::valid_to))
        .load(conn)?;
    let mut people: Vec<Occupant> = Vec::new();
    for (id, name, phone, until) in bound {
        let name = given.get(&phone).cloned().unwrap_or_else(|| masked_name(&name));
        // A household's seat always ends.
        let until = last_day(until.unwrap_or(now));
        people.push(Occupant { id, name, phone: phone.masked(), until, bound: true });
    }
    for (id, name, phone, until, expires, used) in invited {
        let open = used.is_none() && expires > now;
        if let (true, Some(until)) = (open, until.filter(|until| *until > now)) {
            let (phone, until) = (phone.masked(), last_day(until));
            people.push(Occupant { id, name, phone, until, bound: false });
        }
    }
    Ok(people)
}

/// Invites somebody into the seat's unit. They are bound when they next sign in with that number.
pub fn add_occupant(
    conn: &mut Conn,
    permit: Permit<BindHousehold>,
    by: By<'_>,
    with: (&Keys, &[Department]),
    new: &CheckedOccupant,
) -> Result<Occupant, Failure> {
    let place = unit_of(by.actor)?;
    let people = household(conn, place, by.now)?;
    if people.len() >= MOST && !people.iter().any(|known| known.id == new.id) {
        return Err(Problem::field("/phone", FieldRule::TooLong).into());
    }
    let offer = Offer {
        id: new.id.cast(),
        role: Role::Occ,
        scope: by.actor.seat.scope.clone(),
        name: new.name.clone(),
        phone: new.phone.clone(),
        until: Some(Timestamp::local(new.until.plus_days(1), TimeOfDay::MIDNIGHT)),
    };
    account::bind(conn, permit, with, by.actor, &offer, (by.ip, by.now))?;
    let (name, phone) = (new.name.clone(), new.phone.masked());
    Ok(Occupant { id: new.id, name, phone, until: new.until, bound: false })
}

/// Takes somebody out of the seat's unit at once, whether bound or only invited. Doing it twice is
/// no fault; somebody of another unit answers like nobody.
pub fn remove_occupant(
    conn: &mut Conn,
    _permit: Permit<BindHousehold>,
    by: By<'_>,
    id: OccupantId,
) -> Result<(), Failure> {
    let (of, unit) = unit_of(by.actor)?;
    let phone: Option<String> = invitation::table
        .find(id.as_str())
        .filter(invitation::role.eq(Role::Occ.as_str()))
        .filter(invitation::estate_id.eq(of.as_str()).and(invitation::scope_id.eq(unit)))
        .select(invitation::phone)
        .first(conn)
        .optional()?;
    let of_unit = seat::table
        .inner_join(accounts::table.on(accounts::id.eq(seat::account_id)))
        .filter(seat::role.eq(Role::Occ.as_str()))
        .filter(seat::estate_id.eq(of.as_str()).and(seat::scope_id.eq(unit)));
    let seats: Vec<OccupantId> = match &phone {
        Some(phone) => of_unit
            .filter(accounts::phone.eq(phone).and(seat::revoked.is_null()))
            .select(seat::id)
            .load(conn)?,
        None => vec![of_unit.filter(seat::id.eq(id)).select(seat::id).first(conn)?],
    };
    if phone.is_some() {
        let open = invitation::table.find(id.as_str()).filter(invitation::used.is_null());
        diesel::update(open).set(invitation::used.eq(by.now.ms())).execute(conn)?;
        by.note(conn, "end-invitation", id.as_str(), "")?;
    }
    for seat in seats {
        account::end_grant(conn, by.actor, seat.cast(), (by.ip, by.now))?;
    }
    Ok(())
}
