//! The roll as it is browsed, and the objections to it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::vote::{ObjectionList, ObjectionView, RollPage, RollRow};
use shared::domain::account::Actor;
use shared::domain::vote::{DeliveryChannel, PartyId};
use shared::policy::{self, Permit, ReadRoll};
use shared::value::{Page, Timestamp};

use super::Meeting;
use super::frozen::weight;
use super::view::{summary, told};
use crate::db::schema::{meeting_delivery, meeting_objection, meeting_owner, meeting_party};
use crate::db::{After, Conn, Listed, account};
use crate::failure::Failure;

const ROLL_PAGE: i64 = 50;

#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting_party)]
struct RollPartyRow {
    id: PartyId,
    no: i64,
    developer: bool,
    units: String,
    owners: String,
    sources: String,
    area: i64,
    persons: i64,
}

/// A page of the roll, in house order.
pub fn roll_page(
    conn: &mut Conn,
    _permit: &Permit<ReadRoll>,
    of: &Meeting,
    actor: &Actor,
    (find, after): (Option<&str>, Option<&After>),
    now: Timestamp,
) -> Result<(RollPage, Option<After>), Failure> {
    let summary = summary(conn, of)?.ok_or(shared::api::Code::NotFound)?;
    let mut query = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .filter(meeting_party::no.gt(after.map_or(0, |after| after.key)))
        .into_boxed();
    if let Some(find) = find {
        let escaped = find.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        query = query.filter(meeting_party::units.like(format!("%{escaped}%")).escape('!'));
    }
    let rows: Vec<RollPartyRow> = query
        .order(meeting_party::no)
        .limit(ROLL_PAGE + 1)
        .select(RollPartyRow::as_select())
        .load(conn)?;
    let (_, phone) = account::person(conn, actor.account)?;
    let mine: Vec<PartyId> = meeting_owner::table
        .filter(meeting_owner::estate_id.eq(of.estate()))
        .filter(meeting_owner::meeting_id.eq(of.id()).and(meeting_owner::phone.eq(phone.as_str())))
        .select(meeting_owner::party_id)
        .load(conn)?;
    let seen = told(conn, of, now)?;
    let serves = policy::record_delivery(actor, &of.sight(), DeliveryChannel::Door).is_ok();
    let mut deliveries = if serves { served(conn, of)? } else { BTreeMap::new() };
    let key = |row: &RollPartyRow| After { key: row.no, id: row.id.to_string() };
    let listed = Listed::of(rows, ROLL_PAGE, key).try_map_all(|rows| {
        let mut row = |row: RollPartyRow| {
            Ok(RollRow {
                party: row.id,
                units: serde_json::from_str(&row.units).map_err(Failure::bug)?,
                owners: serde_json::from_str(&row.owners).map_err(Failure::bug)?,
                developer: row.developer,
                weight: weight(row.area, row.persons),
                sources: serde_json::from_str(&row.sources).map_err(Failure::bug)?,
                mine: mine.contains(&row.id),
                served: deliveries.remove(&row.id).unwrap_or_default(),
                voted: seen.as_ref().map(|seen| seen.has_voted(row.id)),
            })
        };
        rows.into_iter().map(&mut row).collect::<Result<Vec<_>, Failure>>()
    })?;
    let page = Page { items: listed.items, next: None };
    Ok((RollPage { summary, page }, listed.after))
}

/// By which channels the notice was served on each party.
fn served(
    conn: &mut Conn,
    of: &Meeting,
) -> Result<BTreeMap<PartyId, Vec<DeliveryChannel>>, Failure> {
    let rows: Vec<(PartyId, DeliveryChannel)> = meeting_delivery::table
        .filter(meeting_delivery::estate_id.eq(of.estate()))
        .filter(meeting_delivery::meeting_id.eq(of.id()))
        .order((meeting_delivery::at, meeting_delivery::channel))
        .select((meeting_delivery::party_id, meeting_delivery::channel))
        .load(conn)?;
    let mut served: BTreeMap<PartyId, Vec<DeliveryChannel>> = BTreeMap::new();
    for (party, channel) in rows {
        served.entry(party).or_default().push(channel);
    }
    Ok(served)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting_objection)]
struct ObjectionRow {
    id: shared::api::vote::ObjectionId,
    account_id: shared::domain::account::AccountId,
    unit: String,
    at: Timestamp,
    words: String,
    answer: Option<String>,
    upheld: Option<bool>,
    answered: Option<Timestamp>,
}

/// Objections: one's own, or all for who answers them.
pub fn objections(
    conn: &mut Conn,
    _permit: &Permit<ReadRoll>,
    of: &Meeting,
    actor: &Actor,
) -> Result<ObjectionList, Failure> {
    let answers = policy::answer_objection(actor, &of.sight()).is_ok();
    let rows: Vec<ObjectionRow> = meeting_objection::table
        .filter(meeting_objection::estate_id.eq(of.estate()))
        .filter(meeting_objection::meeting_id.eq(of.id()))
        .order((meeting_objection::at, meeting_objection::id))
        .select(ObjectionRow::as_select())
        .load(conn)?;
    let rows = rows.into_iter().filter(|row| answers || row.account_id == actor.account);
    let objections = rows.map(|row| ObjectionView {
        id: row.id,
        at: row.at,
        unit: answers.then_some(row.unit),
        words: row.words,
        answer: row.answer,
        upheld: row.upheld,
        answered: row.answered,
    });
    Ok(ObjectionList { objections: objections.collect() })
}
