//! A meeting as a seat may see it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::vote::{
    CandidateView, KeySheet, MatterCard, MatterView, MeetingCard, MeetingStep, MeetingView,
    MyVotes, ObjectionList, ObjectionView, RollPage, RollRow, RollSummary,
};
use shared::domain::account::{Actor, Role};
use shared::domain::estate::EstateId;
use shared::domain::vote::{
    DeliveryChannel, MatterId, MatterResult, MeetingEvent, MeetingStatus, PartyId, Weight,
};
use shared::policy::{self, Permit, ReadMeeting, ReadRoll};
use shared::value::{Page, Timestamp};

use super::meeting::{MeetingRow, is_counted};
use super::roll::{frozen_matters, weight};
use super::turnout::{Participation, participation, turnout};
use super::{Meeting, ballot, check};
use crate::db::report::before;
use crate::db::schema::{
    meeting, meeting_delivery, meeting_matter, meeting_objection, meeting_owner, meeting_party,
    meeting_step,
};
use crate::db::{After, Conn, Listed, account};
use crate::failure::Failure;

const PAGE: i64 = 20;
const ROLL_PAGE: i64 = 50;

/// Whether turnout is shown.
const fn has_opened(status: MeetingStatus) -> bool {
    is_counted(status) || matches!(status, MeetingStatus::Open | MeetingStatus::Closed)
}

/// One meeting.
pub fn view(
    conn: &mut Conn,
    _permit: &Permit<ReadMeeting>,
    of: &Meeting,
    actor: &Actor,
    now: Timestamp,
) -> Result<MeetingView, Failure> {
    let frozen = frozen_matters(conn, of)?;
    let seen = match has_opened(of.status()) {
        true => Some(participation(conn, of, now)?),
        false => None,
    };
    let turnout = seen.as_ref().map(|seen| turnout(conn, of, seen)).transpose()?;
    let matters = matters(conn, of, &frozen, seen.as_ref())?;
    let mine = if actor.role() == Role::Own {
        ballot::my_parties(conn, of, actor.account, &frozen)?
    } else {
        Vec::new()
    };
    let works = policy::draft_meeting(actor, &of.node, of.row.organiser).is_ok()
        || policy::act_on_meeting(actor, &of.sight(), MeetingEvent::Review).is_ok();
    let findings = match of.row.noticed {
        None if works => check::findings(conn, of, now)?,
        _ => Vec::new(),
    };
    Ok(MeetingView {
        id: of.id(),
        estate: of.estate(),
        estate_name: of.estate_name.clone(),
        status: of.status(),
        version: u32::try_from(of.row.version).unwrap_or(u32::MAX),
        draft: of.draft.clone(),
        steps: steps(conn, of)?,
        events: events(of, actor),
        findings,
        matters,
        roll: summary(conn, of)?,
        key: key_sheet(of)?,
        turnout,
        mine,
        publish_by: of.publish_by().filter(|_| of.row.published.is_none()),
        results: if is_counted(of.status()) { results(conn, of)? } else { Vec::new() },
    })
}

/// What the seat may do now.
fn events(of: &Meeting, actor: &Actor) -> Vec<MeetingEvent> {
    let may = |event: &&MeetingEvent| {
        of.status().next(**event).is_some()
            && policy::act_on_meeting(actor, &of.sight(), **event).is_ok()
    };
    MeetingEvent::ALL.iter().filter(may).copied().collect()
}

fn steps(conn: &mut Conn, of: &Meeting) -> Result<Vec<MeetingStep>, Failure> {
    type Row = (Timestamp, MeetingEvent, Option<Role>, Option<String>, Option<Timestamp>);
    let rows: Vec<Row> = meeting_step::table
        .filter(meeting_step::estate_id.eq(of.estate()))
        .filter(meeting_step::meeting_id.eq(of.id()))
        .order(meeting_step::no)
        .select((
            meeting_step::at,
            meeting_step::event,
            meeting_step::role,
            meeting_step::note,
            meeting_step::deadline,
        ))
        .load(conn)?;
    let step = |(at, event, by, note, deadline)| MeetingStep { at, event, by, note, deadline };
    Ok(rows.into_iter().map(step).collect())
}

fn matters(
    conn: &mut Conn,
    of: &Meeting,
    frozen: &[shared::journal::FrozenMatter],
    seen: Option<&Participation>,
) -> Result<Vec<MatterView>, Failure> {
    if frozen.is_empty() {
        let drafted = of.draft.matters.iter().map(|matter| MatterView {
            id: matter.id,
            scope: matter.scope.clone(),
            roll: None,
            turnout: None,
            text_hash: None,
            candidates: Vec::new(),
        });
        return Ok(drafted.collect());
    }
    let rows: Vec<(MatterId, String, i64, i64)> = meeting_matter::table
        .filter(meeting_matter::estate_id.eq(of.estate()))
        .filter(meeting_matter::meeting_id.eq(of.id()))
        .order(meeting_matter::no)
        .select((
            meeting_matter::id,
            meeting_matter::hash,
            meeting_matter::area,
            meeting_matter::persons,
        ))
        .load(conn)?;
    let sums = seen.map(|seen| seen.matters(frozen));
    let views = frozen.iter().zip(rows).map(|(matter, (id, hash, area, persons))| MatterView {
        id,
        scope: matter.matter.scope.clone(),
        roll: Some(weight(area, persons)),
        turnout: sums.as_ref().and_then(|sums| sums.get(&id)).map(|(_, voted)| *voted),
        text_hash: Some(hash),
        candidates: candidates(matter),
    });
    Ok(views.collect())
}

fn candidates(matter: &shared::journal::FrozenMatter) -> Vec<CandidateView> {
    let ids = matter.candidates().unwrap_or_default();
    let named = ids.into_iter().zip(&matter.options).map(|(id, option)| CandidateView {
        id,
        name: option.label.clone(),
        about: String::new(),
    });
    named.collect()
}

/// The results, in the draft's order.
pub fn results(conn: &mut Conn, of: &Meeting) -> Result<Vec<MatterResult>, Failure> {
    let rows: Vec<Option<String>> = meeting_matter::table
        .filter(meeting_matter::estate_id.eq(of.estate()))
        .filter(meeting_matter::meeting_id.eq(of.id()))
        .order(meeting_matter::no)
        .select(meeting_matter::result)
        .load(conn)?;
    let read = |result: String| serde_json::from_str(&result).map_err(Failure::bug);
    rows.into_iter().flatten().map(read).collect()
}

/// The key sheet, once the key is made.
pub fn key_sheet(of: &Meeting) -> Result<Option<KeySheet>, Failure> {
    let sheet = of.row.key_sheet.as_deref();
    let stored = sheet.map(|sheet| serde_json::from_str::<super::trustee::Stored>(sheet));
    Ok(stored.transpose().map_err(Failure::bug)?.map(|stored| stored.sheet))
}

fn summary(conn: &mut Conn, of: &Meeting) -> Result<Option<RollSummary>, Failure> {
    let Some(root) = of.row.roll_root.clone() else { return Ok(None) };
    let rows: Vec<(i64, i64)> = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .select((meeting_party::area, meeting_party::persons))
        .load(conn)?;
    let parties = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let weights = rows.into_iter().map(|(area, persons)| weight(area, persons));
    Ok(Some(RollSummary {
        root,
        weight: weights.fold(Weight::default(), Weight::plus),
        parties,
        frozen: of.row.opened.is_some(),
        open_objections: open_objections(conn, of)?,
    }))
}

/// How many objections wait.
pub(super) fn open_objections(conn: &mut Conn, of: &Meeting) -> Result<u32, Failure> {
    let waiting: i64 = meeting_objection::table
        .filter(meeting_objection::estate_id.eq(of.estate()))
        .filter(meeting_objection::meeting_id.eq(of.id()))
        .filter(meeting_objection::answered.is_null())
        .count()
        .get_result(conn)?;
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

/// The estate's meetings, the latest first.
pub fn list(
    conn: &mut Conn,
    estate: EstateId,
    actor: &Actor,
    after: Option<&After>,
    now: Timestamp,
) -> Result<Listed<MeetingCard>, Failure> {
    let mut query = meeting::table.filter(meeting::estate_id.eq(estate)).into_boxed();
    if actor.role().is_resident() || actor.role().is_company() {
        query = query.filter(meeting::noticed.is_not_null());
    }
    let rows: Vec<MeetingRow> = before!(query, after, meeting::opens, meeting::id)
        .order((meeting::opens.desc(), meeting::id.desc()))
        .limit(PAGE + 1)
        .select(MeetingRow::as_select())
        .load(conn)?;
    let meetings = rows.into_iter().map(|row| Meeting::of_row(conn, row, now));
    let meetings = meetings.collect::<Result<Vec<_>, _>>()?;
    let key = |of: &Meeting| After { key: of.draft.opens.ms(), id: of.id().to_string() };
    let (_, phone) = account::person(conn, actor.account)?;
    Listed::of(meetings, PAGE, key).try_map_all(|meetings| {
        let cards = meetings.iter().map(|of| card(conn, of, actor, &phone, now));
        cards.collect()
    })
}

fn card(
    conn: &mut Conn,
    of: &Meeting,
    actor: &Actor,
    phone: &shared::value::Phone,
    now: Timestamp,
) -> Result<MeetingCard, Failure> {
    let mut results = match is_counted(of.status()) {
        true => results(conn, of)?,
        false => Vec::new(),
    }
    .into_iter();
    let matters = of.draft.matters.iter();
    let matters = matters
        .map(|matter| MatterCard { title: matter.title.clone(), result: results.next() })
        .collect();
    let turnout = if of.status() == MeetingStatus::Open {
        let seen = participation(conn, of, now)?;
        Some(turnout(conn, of, &seen)?)
    } else {
        None
    };
    let mine = if actor.role() == Role::Own && of.row.noticed.is_some() {
        let (parties, cast) = ballot::my_votes(conn, of, phone)?;
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Some(MyVotes { parties: count(parties), cast: count(cast) })
    } else {
        None
    };
    Ok(MeetingCard {
        id: of.id(),
        title: of.draft.title.clone(),
        organiser: of.row.organiser,
        status: of.status(),
        opens: of.draft.opens,
        closes: of.draft.closes,
        matters,
        turnout,
        mine,
    })
}

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
    let seen = match has_opened(of.status()) {
        true => Some(participation(conn, of, now)?),
        false => None,
    };
    let serves = policy::record_delivery(actor, &of.sight(), DeliveryChannel::Door).is_ok();
    let mut served = if serves { served(conn, of)? } else { BTreeMap::new() };
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
                served: served.remove(&row.id).unwrap_or_default(),
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
