//! A meeting as a seat may see it.

use diesel::prelude::*;
use shared::api::vote::{
    CandidateView, KeySheet, MatterView, MeetingStep, MeetingView, RollSummary,
};
use shared::domain::account::{Actor, Role};
use shared::domain::vote::{MatterId, MatterResult, MeetingEvent, MeetingStatus, Weight};
use shared::policy::{self, Permit, ReadMeeting};
use shared::value::Timestamp;

use super::frozen::{frozen_matters, weight};
use super::meeting::is_counted;
use super::turnout::{Participation, participation, turnout};
use super::voter::my_parties;
use super::{Meeting, check};
use crate::db::Conn;
use crate::db::schema::{meeting_matter, meeting_objection, meeting_party, meeting_step};
use crate::failure::Failure;

/// Whether turnout is shown.
pub(super) const fn has_opened(status: MeetingStatus) -> bool {
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
    let seen = told(conn, of, now)?;
    let turnout = seen.as_ref().map(|seen| turnout(conn, of, seen)).transpose()?;
    let matters = matters(conn, of, &frozen, seen.as_ref())?;
    let mine = if actor.role() == Role::Own {
        my_parties(conn, of, actor.account, &frozen)?
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

/// Who has voted, from the opening on.
pub(super) fn told(
    conn: &mut Conn,
    of: &Meeting,
    now: Timestamp,
) -> Result<Option<Participation>, Failure> {
    let open = has_opened(of.status());
    open.then(|| participation(conn, of, now)).transpose()
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
    let stored = sheet.map(serde_json::from_str::<super::trustee::Stored>);
    Ok(stored.transpose().map_err(Failure::bug)?.map(|stored| stored.sheet))
}

pub(super) fn summary(conn: &mut Conn, of: &Meeting) -> Result<Option<RollSummary>, Failure> {
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
