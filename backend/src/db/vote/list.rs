//! Meetings in a list, and the register of decisions.

use diesel::prelude::*;
use shared::api::vote::{Decision, MatterCard, MeetingCard, MyVotes};
use shared::domain::account::{Actor, Role};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MatterId, MatterResult, MeetingId, MeetingStatus, Outcome};
use shared::value::Timestamp;

use super::Meeting;
use super::meeting::{MeetingRow, is_counted};
use super::turnout::{participation, turnout};
use super::view::results;
use super::voter::my_votes;
use crate::db::report::before;
use crate::db::schema::{meeting, meeting_matter};
use crate::db::{After, Conn, Listed, account};
use crate::failure::Failure;

const PAGE: i64 = 20;

/// A row of the register: the meeting, its state, when it was published, the frozen matter, its
/// result.
type DecisionRow = (MeetingId, MeetingStatus, Option<Timestamp>, MatterId, String, Option<String>);

/// The register of decisions, the latest first.
pub fn decisions(
    conn: &mut Conn,
    estate: EstateId,
    after: Option<&After>,
) -> Result<Listed<Decision>, Failure> {
    let same = meeting::estate_id
        .eq(meeting_matter::estate_id)
        .and(meeting::id.eq(meeting_matter::meeting_id));
    let query = meeting_matter::table
        .inner_join(meeting::table.on(same))
        .filter(meeting::estate_id.eq(estate).and(meeting::published.is_not_null()))
        .into_boxed();
    let query = match after {
        Some(After { key, id }) => query.filter(
            meeting::published
                .lt(Some(*key))
                .or(meeting::published.eq(Some(*key)).and(meeting_matter::id.lt(id.clone()))),
        ),
        None => query,
    };
    let rows: Vec<DecisionRow> = query
        .order((meeting::published.desc(), meeting_matter::id.desc()))
        .limit(PAGE + 1)
        .select((
            meeting::id,
            meeting::status,
            meeting::published,
            meeting_matter::id,
            meeting_matter::frozen,
            meeting_matter::result,
        ))
        .load(conn)?;
    let key =
        |row: &DecisionRow| After { key: row.2.map_or(0, Timestamp::ms), id: row.3.to_string() };
    Listed::of(rows, PAGE, key).try_map_all(|rows| rows.into_iter().filter_map(decision).collect())
}

fn decision(row: DecisionRow) -> Option<Result<Decision, Failure>> {
    let (meeting, status, published, matter, frozen, result) = row;
    let (published, result) = (published?, result?);
    let read = || {
        let frozen: shared::journal::FrozenMatter =
            serde_json::from_str(&frozen).map_err(Failure::bug)?;
        let result: MatterResult = serde_json::from_str(&result).map_err(Failure::bug)?;
        let outcome = result.decision();
        Ok(Decision {
            meeting,
            matter,
            title: frozen.matter.title,
            kind: frozen.matter.kind,
            published,
            outcome,
            status,
            in_force: status.is_in_force() && outcome == Outcome::Passed,
        })
    };
    Some(read())
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
    let results = if is_counted(of.status()) { results(conn, of)? } else { Vec::new() };
    let mut results = results.into_iter();
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
        let (parties, cast) = my_votes(conn, of, phone)?;
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
