//! Who votes for which party, as an owner or as an agent.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::Code;
use shared::api::vote::{CastMark, MyParty, PartyWeight, Standing};
use shared::domain::account::AccountId;
use shared::domain::vote::{Channel, DeliveryChannel, MatterId, PartyId, Weight};
use shared::journal::FrozenMatter;
use shared::policy::{CastVote, Permit};
use shared::value::{Phone, Timestamp};

use super::frozen::scope_of;
use super::{Meeting, proxy};
use crate::db::Conn;
use crate::db::account::{self};
use crate::db::schema::{ballot, meeting_delivery, meeting_owner, meeting_party, meeting_proxy};
use crate::failure::Failure;

/// The parties of a number, as a subquery.
macro_rules! owned_by {
    ($of:expr, $phone:expr) => {
        meeting_owner::table
            .filter(meeting_owner::estate_id.eq($of.estate()))
            .filter(meeting_owner::meeting_id.eq($of.id()))
            .filter(meeting_owner::phone.eq($phone.as_str()))
            .select(meeting_owner::party_id)
    };
}

/// A party's row, as far as its voter needs it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting_party)]
struct PartyRow {
    id: PartyId,
    units: String,
    weights: String,
}

/// The parties that an account votes for, with what each weighs.
pub(super) fn my_parties(
    conn: &mut Conn,
    of: &Meeting,
    account: AccountId,
    matters: &[FrozenMatter],
) -> Result<Vec<MyParty>, Failure> {
    let (_, phone) = account::person(conn, account)?;
    let given: Vec<PartyId> = meeting_proxy::table
        .filter(meeting_proxy::estate_id.eq(of.estate()))
        .filter(meeting_proxy::meeting_id.eq(of.id()))
        .filter(meeting_proxy::agent_id.eq(account).and(meeting_proxy::revoked.is_null()))
        .select(meeting_proxy::party_id)
        .load(conn)?;
    let rows: Vec<PartyRow> = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .filter(meeting_party::id.eq_any(owned_by!(of, phone)).or(meeting_party::id.eq_any(&given)))
        .order(meeting_party::no)
        .select(PartyRow::as_select())
        .load(conn)?;
    let ids: Vec<PartyId> = rows.iter().map(|row| row.id).collect();
    let owners: Vec<(PartyId, String)> = meeting_owner::table
        .filter(meeting_owner::estate_id.eq(of.estate()))
        .filter(meeting_owner::meeting_id.eq(of.id()))
        .filter(meeting_owner::party_id.eq_any(&ids).and(meeting_owner::phone.ne(phone.as_str())))
        .select((meeting_owner::party_id, meeting_owner::name))
        .load(conn)?;
    let cast: BTreeMap<PartyId, CastMark> = ballot::table
        .filter(ballot::estate_id.eq(of.estate()).and(ballot::meeting_id.eq(of.id())))
        .filter(ballot::party_id.eq_any(&ids))
        .select((ballot::party_id, ballot::at, ballot::channel))
        .load::<(PartyId, Timestamp, Channel)>(conn)?
        .into_iter()
        .map(|(party, at, channel)| (party, CastMark { at, channel }))
        .collect();
    let served: Vec<PartyId> = meeting_delivery::table
        .filter(meeting_delivery::estate_id.eq(of.estate()))
        .filter(meeting_delivery::meeting_id.eq(of.id()))
        .filter(meeting_delivery::party_id.eq_any(&ids))
        .filter(meeting_delivery::channel.eq(DeliveryChannel::App))
        .select(meeting_delivery::party_id)
        .load(conn)?;
    let scopes = scope_of(matters);
    let mine = rows.into_iter().map(|row| {
        let agent = given.contains(&row.id);
        let proxy = if agent { None } else { proxy::active(conn, of, row.id)? };
        let weights: Vec<Option<Weight>> =
            serde_json::from_str(&row.weights).map_err(Failure::bug)?;
        let weights = matters.iter().zip(&scopes).filter_map(|(matter, scope)| {
            let weight = weights.get(*scope).copied().flatten()?;
            Some(PartyWeight { matter: matter.matter.id, weight })
        });
        Ok(MyParty {
            party: row.id,
            units: serde_json::from_str(&row.units).map_err(Failure::bug)?,
            standing: if agent { Standing::Agent } else { Standing::Owner },
            proxy: proxy.map(|(proxy, _)| proxy),
            served: served.contains(&row.id),
            shared: owners.iter().any(|(party, _)| *party == row.id),
            weights: weights.collect(),
            cast: cast.get(&row.id).copied(),
        })
    });
    mine.collect()
}

/// The party, if the account votes for it, as an owner or as an agent; anybody else's answers like
/// none. Answers with the account's number.
pub fn voting(
    conn: &mut Conn,
    permit: &Permit<CastVote>,
    of: &Meeting,
    (account, party): (AccountId, PartyId),
) -> Result<Phone, Failure> {
    let given = meeting_proxy::table
        .filter(meeting_proxy::estate_id.eq(of.estate()))
        .filter(meeting_proxy::meeting_id.eq(of.id()).and(meeting_proxy::party_id.eq(party)))
        .filter(meeting_proxy::agent_id.eq(account).and(meeting_proxy::revoked.is_null()));
    if diesel::select(diesel::dsl::exists(given)).get_result::<bool>(conn)? {
        return Ok(account::person(conn, account)?.1);
    }
    owning(conn, permit, of, (account, party))
}

/// The same for its owners alone.
pub(super) fn owning(
    conn: &mut Conn,
    _permit: &Permit<CastVote>,
    of: &Meeting,
    (account, party): (AccountId, PartyId),
) -> Result<Phone, Failure> {
    let (_, phone) = account::person(conn, account)?;
    let own = owned_by!(of, phone).filter(meeting_owner::party_id.eq(party));
    if diesel::select(diesel::dsl::exists(own)).get_result::<bool>(conn)? {
        Ok(phone)
    } else {
        Err(Code::NotFound.into())
    }
}

/// The matters that a party decides on, in the meeting's order.
pub fn matters_of(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
    matters: &[FrozenMatter],
) -> Result<Vec<MatterId>, Failure> {
    let weights: String = meeting_party::table
        .find((of.estate(), of.id(), party))
        .select(meeting_party::weights)
        .first(conn)?;
    let weights: Vec<Option<Weight>> = serde_json::from_str(&weights).map_err(Failure::bug)?;
    let within = matters.iter().zip(scope_of(matters));
    let within = within.filter(|(_, scope)| weights.get(*scope).copied().flatten().is_some());
    Ok(within.map(|(matter, _)| matter.matter.id).collect())
}

/// The meetings of an estate in which an account's own votes are counted for a list: how many
/// parties, and how many of them have voted.
pub(super) fn my_votes(
    conn: &mut Conn,
    of: &Meeting,
    phone: &Phone,
) -> Result<(i64, i64), Failure> {
    let parties: i64 = owned_by!(of, phone).count().get_result(conn)?;
    let cast: i64 = ballot::table
        .filter(ballot::estate_id.eq(of.estate()).and(ballot::meeting_id.eq(of.id())))
        .filter(ballot::party_id.eq_any(owned_by!(of, phone)))
        .count()
        .get_result(conn)?;
    Ok((parties, cast))
}
