//! Voting for somebody else 委托 (PMR12; `threats.md` V6): the agent's row is locked while a principal
//! is added.

use diesel::prelude::*;
use shared::api::vote::{NewProxy, ProxyView};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::{AccountId, Role, masked_name};
use shared::domain::vote::{MeetingStatus, PartyId, ProxyFacts, ProxyFault, check_proxy};
use shared::policy::{CastVote, Permit};
use shared::value::Phone;

use super::voter::owning;
use super::{Meeting, ballot};
use crate::db::estate::By;
use crate::db::schema::{account as accounts, meeting_agent, meeting_proxy};
use crate::db::{Conn, account, per_database, photo, seat};
use crate::failure::{Failure, OnConflict};

/// Gives a party's vote to an agent. The same again answers with what is stored; another agent takes
/// the place of the one before.
pub fn give_proxy(
    conn: &mut Conn,
    permit: &Permit<CastVote>,
    by: By<'_>,
    of: &Meeting,
    party: PartyId,
    new: &NewProxy,
) -> Result<ProxyView, Failure> {
    owning(conn, permit, of, (by.actor.account, party))?;
    if !matches!(of.status(), MeetingStatus::Noticed | MeetingStatus::Open) {
        return Err(Code::MeetingState.into());
    }
    let agent = agent(conn, by, of, &new.phone)?;
    if let Some((known, held)) = active(conn, of, party)? {
        if known.id == new.id {
            return Ok(known);
        }
        end(conn, of, party, held, by)?;
    }
    match photo::find(conn, new.photo)? {
        Some(row) if row.account_id == by.actor.account => {}
        _ => return Err(Code::PhotoMissing.into()),
    }
    let principals = lock_agent(conn, of, agent)?;
    let facts = ProxyFacts {
        principals,
        property_staff: is_company(conn, by, of, agent)?,
        sub_delegated: false,
        cast: ballot::has_cast(conn, of, party)?,
    };
    check_proxy(facts, of.rules().proxies).map_err(refused)?;
    let row = meeting_agent::table.find((of.estate(), of.id(), agent));
    diesel::update(row)
        .set(meeting_agent::principals.eq(meeting_agent::principals + 1))
        .execute(conn)?;
    diesel::insert_into(meeting_proxy::table)
        .values((
            meeting_proxy::estate_id.eq(of.estate()),
            meeting_proxy::meeting_id.eq(of.id()),
            meeting_proxy::id.eq(new.id),
            meeting_proxy::party_id.eq(party),
            meeting_proxy::principal_id.eq(by.actor.account),
            meeting_proxy::agent_id.eq(agent),
            meeting_proxy::photo_id.eq(new.photo),
            meeting_proxy::given.eq(by.now),
        ))
        .execute(conn)
        .on_conflict(Code::Conflict)?;
    by.note(conn, "give-proxy", new.id.as_str(), "")?;
    let name = account::name(conn, agent)?;
    Ok(ProxyView { id: new.id, agent: masked_name(&name), given: by.now })
}

fn refused(fault: ProxyFault) -> Failure {
    match fault {
        ProxyFault::Cast => Code::AlreadyCast.into(),
        ProxyFault::PropertyStaff => Code::AgentIsStaff.into(),
        ProxyFault::TooMany => Code::TooManyPrincipals.into(),
        ProxyFault::SubDelegation => Code::Forbidden.into(),
    }
}

/// The agent by the number: another owner of the estate who has signed in.
fn agent(conn: &mut Conn, by: By<'_>, of: &Meeting, typed: &str) -> Result<AccountId, Failure> {
    let phone = Phone::parse(typed)
        .map_err(|_| Failure::from(Problem::field("/phone", FieldRule::Malformed)))?;
    let found: Option<AccountId> = accounts::table
        .filter(accounts::phone.eq(phone.as_str()))
        .select(accounts::id)
        .first(conn)
        .optional()?;
    let agent = found.filter(|agent| *agent != by.actor.account).ok_or(Code::AgentUnknown)?;
    let seats = seat::seats(conn, agent, by.now)?;
    let owns =
        seats.iter().any(|seat| seat.role == Role::Own && seat.scope.estate() == Some(of.estate()));
    if owns { Ok(agent) } else { Err(Code::AgentUnknown.into()) }
}

/// Whether somebody works for the company that serves the estate.
fn is_company(
    conn: &mut Conn,
    by: By<'_>,
    of: &Meeting,
    agent: AccountId,
) -> Result<bool, Failure> {
    let seats = seat::seats(conn, agent, by.now)?;
    let here = |estate| estate == Some(of.estate());
    Ok(seats.iter().any(|seat| seat.role.is_company() && here(seat.scope.estate())))
}

/// Locks the agent's row. Answers with the number of principals.
fn lock_agent(conn: &mut Conn, of: &Meeting, agent: AccountId) -> Result<u32, Failure> {
    let row = (
        meeting_agent::estate_id.eq(of.estate()),
        meeting_agent::meeting_id.eq(of.id()),
        meeting_agent::account_id.eq(agent),
        meeting_agent::principals.eq(0i64),
    );
    per_database!(conn, |c| diesel::insert_into(meeting_agent::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let row = meeting_agent::table.find((of.estate(), of.id(), agent));
    diesel::update(row)
        .set(meeting_agent::principals.eq(meeting_agent::principals))
        .execute(conn)?;
    let principals: i64 = row.select(meeting_agent::principals).first(conn)?;
    Ok(u32::try_from(principals).unwrap_or(u32::MAX))
}

/// The proxy of a party that holds, with its agent.
pub(super) fn active(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
) -> Result<Option<(ProxyView, AccountId)>, Failure> {
    let row = meeting_proxy::table
        .inner_join(accounts::table.on(accounts::id.eq(meeting_proxy::agent_id)))
        .filter(meeting_proxy::estate_id.eq(of.estate()))
        .filter(meeting_proxy::meeting_id.eq(of.id()).and(meeting_proxy::party_id.eq(party)))
        .filter(meeting_proxy::revoked.is_null())
        .select((meeting_proxy::id, accounts::name, meeting_proxy::given, accounts::id))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, name, given, agent): (_, String, _, _)| {
        (ProxyView { id, agent: masked_name(&name), given }, agent)
    }))
}

/// Takes a proxy back. Without one nothing changes; after the ballot it stands.
pub fn revoke_proxy(
    conn: &mut Conn,
    permit: &Permit<CastVote>,
    by: By<'_>,
    of: &Meeting,
    party: PartyId,
) -> Result<(), Failure> {
    owning(conn, permit, of, (by.actor.account, party))?;
    if ballot::has_cast(conn, of, party)? {
        return Err(Code::AlreadyCast.into());
    }
    match active(conn, of, party)? {
        Some((_, agent)) => end(conn, of, party, agent, by),
        None => Ok(()),
    }
}

fn end(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
    agent: AccountId,
    by: By<'_>,
) -> Result<(), Failure> {
    let row = meeting_agent::table.find((of.estate(), of.id(), agent));
    diesel::update(row)
        .set(meeting_agent::principals.eq(meeting_agent::principals - 1))
        .execute(conn)?;
    let held = meeting_proxy::table
        .filter(meeting_proxy::estate_id.eq(of.estate()))
        .filter(meeting_proxy::meeting_id.eq(of.id()).and(meeting_proxy::party_id.eq(party)))
        .filter(meeting_proxy::revoked.is_null());
    diesel::update(held).set(meeting_proxy::revoked.eq(Some(by.now))).execute(conn)?;
    by.note(conn, "revoke-proxy", party.as_str(), "")
}
