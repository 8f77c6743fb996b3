//! Seats that a seat may grant: asked of the policy, listed, ended.

use diesel::prelude::*;
use shared::api::account::{GrantEnded, GrantList, GrantView, InvitationId};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::{AccountId, Actor, Role, Scope, SeatId};
use shared::domain::estate::TownId;
use shared::domain::report::Department;
use shared::policy::{self, GrantSeat, Permit};
use shared::value::Timestamp;

use super::invitation::{InvitationRow, by_id, open_invitations};
use super::person::person;
use super::seat_row::revoke;
use crate::db::Conn;
use crate::db::journal::{AuditLine, audit};
use crate::db::report::free_assignments;
use crate::db::schema::{community, contract, estate, invitation, seat, town};
use crate::db::seat::{estate_node, read_scope, scope_columns, seats};
use crate::failure::Failure;

/// The most a list holds: an office grants tens, not thousands.
const MOST: i64 = 500;

/// Asks the policy with what only the database knows. Another scope's places answer like missing
/// ones (`threats.md` W2).
pub fn may_grant(
    conn: &mut Conn,
    actor: &Actor,
    role: Role,
    scope: &Scope,
) -> Result<Permit<GrantSeat>, Failure> {
    if let (Role::Cmy, Role::Twn, Scope::Community { community: id }) = (role, actor.role(), scope)
    {
        let town: TownId =
            community::table.find(id.as_str()).select(community::town_id).first(conn)?;
        return Ok(policy::grant_community_seat(actor, town)?);
    }
    let node = match scope.estate() {
        Some(id) => {
            let node = estate_node(conn, id.as_str())?;
            if !policy::covers(&actor.seat, &node) {
                return Err(Code::NotFound.into());
            }
            Some(node)
        }
        None => None,
    };
    Ok(policy::grant_seat(actor, role, scope, node.as_ref())?)
}

/// Whether a seat lists another and may end it: as whoever may grant it, an owner as whoever binds
/// the household.
fn may_end(conn: &mut Conn, actor: &Actor, role: Role, scope: &Scope) -> Result<(), Failure> {
    if role == Role::Occ {
        policy::bind_household(actor, scope)?;
        return Ok(());
    }
    may_grant(conn, actor, role, scope).map(drop)
}

/// Whether the place of a new seat exists: a contract must be in force.
pub(super) fn check_place(
    conn: &mut Conn,
    scope: &Scope,
    departments: &[Department],
    now: Timestamp,
) -> Result<(), Failure> {
    let count: i64 = match scope {
        Scope::Town { town: id } => town::table.find(id.as_str()).count().get_result(conn)?,
        // The estate's own town and community stand in the table too, and are let in as such.
        Scope::Dept { dept } => i64::from(
            departments
                .iter()
                .any(|department| department.code == *dept && department.is_of_district()),
        ),
        Scope::Contract { estate: of, contract: id } => contract::table
            .find((of.as_str(), id.as_str()))
            .filter(contract::valid_from.le(now.ms()).and(contract::valid_to.gt(now.ms())))
            .count()
            .get_result(conn)?,
        // The policy has looked these up already.
        Scope::District | Scope::Community { .. } | Scope::Estate { .. } | Scope::Unit { .. } => 1,
    };
    if count > 0 { Ok(()) } else { Err(Problem::field("/scope", FieldRule::Unknown).into()) }
}

/// Which roles a seat may end, and in which places; `None` is everywhere. A first sieve for the
/// database: the policy decides on each row.
struct Reach {
    roles: Vec<&'static str>,
    places: Option<Vec<String>>,
}

fn reach(conn: &mut Conn, actor: &Actor) -> Result<Reach, Failure> {
    let own = scope_columns(&actor.seat.scope).1;
    let (roles, places) = match (actor.role(), &actor.seat.scope) {
        (Role::Bur | Role::Dst, _) => (vec![Role::Twn, Role::Dep], None),
        (Role::Adm, _) => (vec![Role::Bur, Role::Dst], None),
        (Role::Twn, Scope::Town { town }) => {
            let mut places = communities_of(conn, town.as_str())?;
            let estates = estate::table.filter(estate::community_id.eq_any(&places));
            let estates: Vec<String> = estates.select(estate::id).load(conn)?;
            places.extend(estates);
            (vec![Role::Cmy, Role::Com, Role::Chr], Some(places))
        }
        (Role::Cmy, Scope::Community { community }) => {
            let contracts = contract::table
                .inner_join(estate::table.on(estate::id.eq(contract::estate_id)))
                .filter(estate::community_id.eq(community.as_str()))
                .select(contract::id);
            (vec![Role::Pmm], Some(contracts.load(conn)?))
        }
        (Role::Pmm, _) => (vec![Role::Pms], Some(vec![own])),
        (Role::Own, _) => (vec![Role::Occ], Some(vec![own])),
        _ => (Vec::new(), Some(Vec::new())),
    };
    Ok(Reach { roles: roles.into_iter().map(Role::as_str).collect(), places })
}

fn communities_of(conn: &mut Conn, town: &str) -> Result<Vec<String>, Failure> {
    Ok(community::table.filter(community::town_id.eq(town)).select(community::id).load(conn)?)
}

/// The seats in force and the open invitations that this seat may end.
pub fn grants(
    conn: &mut Conn,
    departments: &[Department],
    actor: &Actor,
    now: Timestamp,
) -> Result<GrantList, Failure> {
    let reach = reach(conn, actor)?;
    if reach.roles.is_empty() {
        return Ok(GrantList { seats: Vec::new(), invitations: Vec::new() });
    }
    Ok(GrantList {
        seats: granted(conn, departments, actor, &reach, now)?,
        invitations: invited(conn, departments, actor, &reach, now)?,
    })
}

fn granted(
    conn: &mut Conn,
    departments: &[Department],
    actor: &Actor,
    reach: &Reach,
    now: Timestamp,
) -> Result<Vec<GrantView>, Failure> {
    let mut query = seat::table
        .filter(seat::role.eq_any(&reach.roles).and(seat::revoked.is_null()))
        .order((seat::valid_from.desc(), seat::id))
        .limit(MOST)
        .select((seat::id, seat::account_id))
        .into_boxed();
    if let Some(places) = &reach.places {
        query = query.filter(seat::scope_id.eq_any(places));
    }
    let rows: Vec<(String, AccountId)> = query.load(conn)?;
    let mut views = Vec::new();
    for (id, account) in rows {
        // Only seats in force: dates and contracts are looked at there.
        let held = seats(conn, account, now)?.into_iter().find(|seat| seat.id.as_str() == id);
        let Some(held) = held else { continue };
        if may_end(conn, actor, held.role, &held.scope).is_err() {
            continue;
        }
        let (name, phone) = person(conn, account)?;
        let view = super::me::view(conn, departments, held)?;
        let place = super::invitation::place_line(view.place, view.unit);
        views.push(GrantView { seat: view.seat, name, phone: phone.masked(), place });
    }
    Ok(views)
}

fn invited(
    conn: &mut Conn,
    departments: &[Department],
    actor: &Actor,
    reach: &Reach,
    now: Timestamp,
) -> Result<Vec<shared::api::account::OpenInvitationView>, Failure> {
    let mut query = open_invitations!(now.ms())
        .filter(invitation::role.eq_any(&reach.roles))
        .order((invitation::created.desc(), invitation::id))
        .limit(MOST)
        .select(InvitationRow::as_select())
        .into_boxed();
    if let Some(places) = &reach.places {
        query = query.filter(invitation::scope_id.eq_any(places));
    }
    let rows: Vec<InvitationRow> = query.load(conn)?;
    let mut views = Vec::new();
    for row in rows {
        if may_end(conn, actor, row.role, &row.scope()?).is_ok() {
            views.push(row.view(conn, departments)?);
        }
    }
    Ok(views)
}

/// Ends a seat at once; the reports that were its task are anybody's of the company again. A seat
/// that this one may not end answers like a missing one; ending it twice is no fault.
pub fn end_grant(
    conn: &mut Conn,
    actor: &Actor,
    id: SeatId,
    (ip, now): (&str, Timestamp),
) -> Result<GrantEnded, Failure> {
    type Row = (Role, String, String, Option<String>, Option<i64>);
    let (role, kind, scope_id, estate, revoked): Row = seat::table
        .find(id.as_str())
        .select((seat::role, seat::scope_kind, seat::scope_id, seat::estate_id, seat::revoked))
        .first(conn)?;
    let scope = read_scope(&kind, &scope_id, estate.as_deref())?;
    match may_end(conn, actor, role, &scope) {
        Err(Failure::Problem(_)) => return Err(Code::NotFound.into()),
        other => other?,
    }
    if revoked.is_some() {
        return Ok(GrantEnded { freed: 0 });
    }
    revoke(conn, id.as_str(), now)?;
    let freed = free_assignments(conn, id)?;
    log(conn, actor, "end-grant", id.as_str(), (ip, now))?;
    Ok(GrantEnded { freed })
}

/// Takes an open invitation back: its link is dead at once. One that this seat may not end answers
/// like a missing one, one that was taken up meanwhile is a conflict: the seat is what ends now.
/// Taking it back twice is no fault.
pub fn withdraw_invitation(
    conn: &mut Conn,
    actor: &Actor,
    id: InvitationId,
    (ip, now): (&str, Timestamp),
) -> Result<(), Failure> {
    let row = by_id(conn, id)?.ok_or(Code::NotFound)?;
    match may_end(conn, actor, row.role, &row.scope()?) {
        Err(Failure::Problem(_)) => return Err(Code::NotFound.into()),
        other => other?,
    }
    if row.used.is_some() {
        return Err(Code::Conflict.into());
    }
    if row.expires <= now {
        return Ok(());
    }
    let open = invitation::table.find(id.as_str()).filter(invitation::used.is_null());
    if diesel::update(open).set(invitation::expires.eq(now.ms())).execute(conn)? != 1 {
        return Err(Code::Conflict.into());
    }
    log(conn, actor, "withdraw-invitation", id.as_str(), (ip, now))
}

fn log(
    conn: &mut Conn,
    actor: &Actor,
    action: &str,
    object: &str,
    (ip, now): (&str, Timestamp),
) -> Result<(), Failure> {
    let line = AuditLine {
        at: now.ms(),
        account: actor.account.as_str(),
        seat: actor.seat.id.as_str(),
        role: actor.role().as_str(),
        action,
        object,
        reason: "",
        ip,
    };
    audit(conn, &line)
}
