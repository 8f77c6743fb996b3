//! Recording an event: state, step, clocks, notices and journal in one transaction.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde_json::json;
use shared::api::report::Act;
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::{Actor, Role, SeatId};
use shared::domain::estate::DeptCode;
use shared::domain::report::{
    Course, Event, Party, PhotoId, Severity, Status, StepId, advance, reporter_grain,
};
use shared::journal::Fact;
use shared::policy::{ActOnReport, Permit, Standing};
use shared::value::Timestamp;

use super::case::{Case, StepRow, content_hash, timer_id};
use super::clock_rows::sync_clocks;
use super::follow::merge;
use super::queue::OPEN;
use super::told::{News, Told, actor_name, residents, tell, watchers, withhold};
use crate::db::schema::{report, report_dept, report_rating, report_step, seat};
use crate::db::seat::{NamedEstate, audience};
use crate::db::{Conn, account, journal, photo};
use crate::failure::{Failure, OnConflict};

/// The rows of one report in a table.
macro_rules! of_report {
    ($table:ident, $case:expr) => {
        $table::table
            .filter($table::estate_id.eq($case.row.estate_id))
            .filter($table::report_id.eq($case.row.id))
    };
}
pub(super) use of_report;

/// What was recorded.
pub struct Recorded {
    /// The report afterwards.
    pub case: Case,
    /// Whom to tell live, for each report that changed; nobody when it was only a repetition.
    pub told: Vec<Told>,
}

/// A step to store.
pub(super) struct NewStep<'a> {
    pub(super) id: String,
    pub(super) event: Event,
    pub(super) by: Party,
    pub(super) actor: Option<&'a Actor>,
    pub(super) note: Option<String>,
    pub(super) dept: Option<DeptCode>,
    pub(super) co: &'a [DeptCode],
    pub(super) photos: &'a [PhotoId],
    pub(super) content_hash: Vec<u8>,
}

impl NewStep<'_> {
    /// A step that the clock records.
    pub(super) fn of_timer(event: Event, now: Timestamp) -> Result<Self, Failure> {
        Ok(Self {
            id: timer_id(now)?,
            event,
            by: Party::Timer,
            actor: None,
            note: None,
            dept: None,
            co: &[],
            photos: &[],
            content_hash: Vec::new(),
        })
    }
}

/// Records an event that the policy permits. A repeated id answers with what is stored; the same id
/// with other content is 409.
pub fn record(
    conn: &mut Conn,
    _permit: &Permit<ActOnReport>,
    mut case: Case,
    (actor, standing): (&Actor, Standing),
    act: &Act,
    now: Timestamp,
) -> Result<Recorded, Failure> {
    let hash = content_hash(act)?;
    if repeated(conn, &case, act.id, &hash)? {
        return Ok(Recorded { case, told: Vec::new() });
    }
    if !case.is_open(act.event, standing, now) {
        return Err(case.illegal());
    }
    super::limit::once_more(&case, actor, act.event, now)?;
    apply_parts(conn, &mut case, actor, act, now)?;
    let step = NewStep {
        id: act.id.to_string(),
        event: act.event,
        by: party_of(actor, &case)?,
        actor: Some(actor),
        note: act.note.clone(),
        dept: act.dept.clone(),
        co: &act.co,
        photos: &act.photos,
        content_hash: hash,
    };
    let (mut case, told) = store(conn, case, &step, now)?;
    let mut told = vec![told];
    if let (Event::Merge, Some(into)) = (act.event, act.into) {
        case.row.merged_into = Some(into.to_string());
        told.push(merge(conn, &case, into, actor, now)?);
    }
    Ok(Recorded { case, told })
}

/// Whether this very step is stored already.
fn repeated(conn: &mut Conn, case: &Case, id: StepId, hash: &[u8]) -> Result<bool, Failure> {
    let stored: Option<(String, Vec<u8>)> = report_step::table
        .filter(report_step::id.eq(id.as_str()))
        .select((report_step::report_id, report_step::content_hash))
        .first(conn)
        .optional()?;
    match stored {
        None => Ok(false),
        Some((report, content)) if report == case.row.id.as_str() && content == hash => Ok(true),
        Some(_) => Err(Code::IdTaken.into()),
    }
}

/// The property authority among the departments (`domain.md` 1: BUR).
const PROPERTY_AUTHORITY: &str = "CONSTRUCTION";

/// Who the actor speaks for: the reporter in the role of the filing, a neighbour who follows, or an
/// office.
fn party_of(actor: &Actor, case: &Case) -> Result<Party, Failure> {
    let own = actor.account == case.row.reporter_id;
    Ok(match audience::party_of_seat(&actor.seat) {
        Some(party) if !(own && actor.role() == case.row.reporter_role) => party,
        _ if own => Party::Reporter,
        _ if actor.role() == Role::Bur => Party::parse(PROPERTY_AUTHORITY).map_err(Failure::bug)?,
        _ => Party::Follower,
    })
}

/// Puts the parts of an act in place that change the report itself: category, place, assignee.
fn apply_parts(
    conn: &mut Conn,
    case: &mut Case,
    actor: &Actor,
    act: &Act,
    now: Timestamp,
) -> Result<(), Failure> {
    if let Some(code) = &act.category {
        let routing = case.rulebook.routing_of(&case.row.routing_version)?;
        let category = routing.get(code).ok_or(Code::CategoryUnknown)?;
        if *code == case.row.category {
            return Err(Problem::field("/category", FieldRule::Unexpected).into());
        }
        case.row.category = code.clone();
        case.row.severity = category.severity;
        case.row.confidential = category.confidential;
        if category.severity == Severity::P1 {
            // Life safety waits for no batch.
            case.row.released = case.row.released.min(now);
        }
        case.category = category.clone();
    }
    if let Some(place) = &act.place {
        super::place::check(conn, case.row.estate_id, place)?;
        case.row.place = serde_json::to_string(place).map_err(Failure::bug)?;
        case.row.place_find = super::file::place_find(place);
    }
    if let Some(assignee) = act.assignee {
        let colleague: Option<String> = seat::table
            .filter(seat::id.eq(assignee.as_str()))
            .filter(seat::scope_kind.eq("CONTRACT").and(seat::revoked.is_null()))
            .filter(seat::estate_id.eq(case.row.estate_id.as_str()))
            .select(seat::account_id)
            .first(conn)
            .optional()?;
        let colleague = colleague.ok_or_else(|| Problem::field("/assignee", FieldRule::Unknown))?;
        let name = account::name_of(conn, &colleague)?;
        case.row.assignee_seat = Some(assignee.to_string());
        case.row.assignee_name = Some(name);
    }
    for dept in act.dept.iter().chain(&act.co) {
        let known = case.rulebook.departments.iter().any(|d| d.code == *dept);
        // Whom the category accuses neither leads nor helps.
        if !known || case.course.accuses(&Party::of_code(dept)) {
            return Err(Problem::field("/dept", FieldRule::Unknown).into());
        }
    }
    if act.event == Event::Remark && actor.role().is_resident() {
        return Err(Code::Forbidden.into());
    }
    Ok(())
}

/// Nobody's task any more: the open reports that were given to a seat, and how many they are.
pub fn free_assignments(conn: &mut Conn, of: SeatId) -> Result<u32, Failure> {
    let given = report::table
        .filter(report::assignee_seat.eq(of.as_str()))
        .filter(report::status.eq_any(OPEN));
    let freed = diesel::update(given)
        .set((report::assignee_seat.eq(None::<String>), report::assignee_name.eq(None::<String>)))
        .execute(conn)?;
    u32::try_from(freed).map_err(Failure::bug)
}

/// Stores a step and everything that follows from it.
pub(super) fn store(
    conn: &mut Conn,
    case: Case,
    step: &NewStep<'_>,
    now: Timestamp,
) -> Result<(Case, Told), Failure> {
    let before = case.row.status;
    let served = case.row.served;
    let next = advance(&case.course, step.event, step.dept.as_ref(), &case.category, served);
    let next = next.ok_or_else(|| case.illegal())?;
    let known_clocks = case.clocks.len();
    let case = insert_step(conn, case, step, &next, now)?;
    update_row(conn, &case, &next, before)?;
    set_depts(conn, &case, step)?;
    let case = reload(conn, case, step)?;
    sync_clocks(conn, &case)?;
    if step.event == Event::Reopen {
        diesel::update(of_report!(report_rating, case))
            .set(report_rating::voided.eq(true))
            .execute(conn)?;
    }
    photo::attach(
        conn,
        step.photos,
        step.actor,
        &case.row.estate_id,
        &case.row.id,
        case.row.steps,
    )?;
    append_to_journal(conn, &case, step, now)?;
    let told = tell_all(conn, &case, step, known_clocks, now)?;
    Ok((case, told))
}

fn insert_step(
    conn: &mut Conn,
    mut case: Case,
    step: &NewStep<'_>,
    next: &Course,
    now: Timestamp,
) -> Result<Case, Failure> {
    let name = step.actor.map(|actor| actor_name(conn, actor)).transpose()?.flatten();
    let name = name.filter(|_| !step.by.is_resident());
    let co: Vec<&str> = step.co.iter().map(DeptCode::as_str).collect();
    case.row.steps += 1;
    let row = StepRow {
        estate_id: case.row.estate_id,
        report_id: case.row.id,
        no: case.row.steps,
        id: step.id.clone(),
        at: now,
        event: step.event,
        by_party: step.by.code().to_owned(),
        account_id: step.actor.map(|actor| actor.account.to_string()),
        seat_id: step.actor.map(|actor| actor.seat.id.to_string()),
        name,
        from_status: Some(case.row.status),
        to_status: next.status,
        note: step.note.clone(),
        dept: step.dept.clone(),
        co: co.join(";"),
        category: case.row.category.clone(),
        clock: None,
        content_hash: step.content_hash.clone(),
    };
    diesel::insert_into(report_step::table)
        .values(&row)
        .execute(conn)
        .on_conflict(Code::Conflict)?;
    case.steps.push(row);
    Ok(case)
}

/// Compare and set: the row must still be as this transaction read it.
fn update_row(conn: &mut Conn, case: &Case, next: &Course, before: Status) -> Result<(), Failure> {
    let row = &case.row;
    let resolved = match (before, next.status) {
        (from, Status::Resolved) if from != Status::Resolved => case.steps.last().map(|s| s.at),
        (_, Status::Resolved | Status::Closed) => row.resolved,
        _ => None,
    };
    let read = report::table
        .filter(report::estate_id.eq(row.estate_id).and(report::id.eq(row.id)))
        .filter(report::status.eq(before).and(report::steps.eq(row.steps - 1)));
    let changed = diesel::update(read)
        .set((
            report::status.eq(next.status),
            report::steps.eq(row.steps),
            report::lead.eq(next.lead.code()),
            report::category.eq(&row.category),
            report::severity.eq(row.severity),
            report::confidential.eq(row.confidential),
            report::released.eq(row.released),
            report::place.eq(&row.place),
            report::place_find.eq(&row.place_find),
            report::assignee_seat.eq(&row.assignee_seat),
            report::assignee_name.eq(&row.assignee_name),
            report::resolved.eq(resolved),
        ))
        .execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(Code::Conflict.into()) }
}

/// A dispatch names who may see the case from now on; who declines it sees it no longer.
fn set_depts(conn: &mut Conn, case: &Case, step: &NewStep<'_>) -> Result<(), Failure> {
    let (lead, co): (Option<&DeptCode>, &[DeptCode]) = match step.event {
        Event::Dispatch | Event::AssignFinally => (step.dept.as_ref(), step.co),
        Event::Reclassify if case.category_is_dispatched() => {
            (Some(&case.category.lead), &case.category.co)
        }
        Event::Decline | Event::Reclassify | Event::HandleItself => (None, &[]),
        _ => return Ok(()),
    };
    diesel::delete(of_report!(report_dept, case)).execute(conn)?;
    insert_depts(conn, case, lead.into_iter().chain(co))
}

pub(super) fn insert_depts<'a>(
    conn: &mut Conn,
    case: &Case,
    depts: impl Iterator<Item = &'a DeptCode>,
) -> Result<(), Failure> {
    let depts: BTreeSet<&DeptCode> =
        depts.filter(|code| matches!(Party::of_code(code), Party::Dept { .. })).collect();
    for dept in depts {
        diesel::insert_into(report_dept::table)
            .values((
                report_dept::estate_id.eq(case.row.estate_id),
                report_dept::report_id.eq(case.row.id),
                report_dept::dept.eq(dept),
            ))
            .execute(conn)?;
    }
    Ok(())
}

impl Case {
    fn category_is_dispatched(&self) -> bool {
        self.category.severity == Severity::P1
            || self.category.excludes_group(shared::domain::report::Excluded::Community)
    }
}

/// Computes course and clocks from the steps as they are now.
fn reload(conn: &mut Conn, case: Case, step: &NewStep<'_>) -> Result<Case, Failure> {
    let moves = step.event.moves();
    let depts = if moves {
        let codes: Vec<DeptCode> = of_report!(report_dept, case)
            .select(report_dept::dept)
            .order(report_dept::dept)
            .load(conn)?;
        codes
    } else {
        case.depts
    };
    let estate = NamedEstate { node: case.node, name: case.estate_name };
    let mut fresh = Case::assemble(&case.rulebook, case.row, case.steps, estate, depts)?;
    fresh.row.status = fresh.course.status;
    fresh.row.lead = fresh.course.lead.code().to_owned();
    Ok(fresh)
}

pub(super) fn append_to_journal(
    conn: &mut Conn,
    case: &Case,
    step: &NewStep<'_>,
    now: Timestamp,
) -> Result<(), Failure> {
    let row = &case.row;
    let open = !row.confidential;
    let by_resident = step.by.is_resident();
    let grain = if by_resident { reporter_grain(row.severity, row.confidential) } else { 1 };
    let fact = Fact::Report {
        ticket: row.ticket,
        event: step.event,
        status: row.status,
        category: open.then(|| row.category.clone()),
        severity: row.severity,
        by: open.then(|| step.by.code().to_owned()),
    };
    let private = json!({
        "account": step.actor.map(|actor| actor.account),
        "note": step.note,
        "photos": step.photos,
        "place": row.place,
        "words": row.words,
        "step": step.id,
    });
    journal::append(conn, row.estate_id, now.floor_to(grain), fact, &private.to_string())?;
    Ok(())
}

/// Tells the residents, whoever a clock began for, the helpers of a dispatch, and of a pause who is
/// one level up; never whoever did it.
pub(super) fn tell_all(
    conn: &mut Conn,
    case: &Case,
    step: &NewStep<'_>,
    known_clocks: usize,
    now: Timestamp,
) -> Result<Told, Failure> {
    let mut inbox = residents(conn, case)?;
    let begun = case.clocks.iter().skip(known_clocks).map(|clock| clock.party.clone());
    let mut parties: BTreeSet<Party> = begun.collect();
    parties.extend(step.co.iter().map(Party::of_code));
    if step.event == Event::Pause {
        let held = case.clocks.iter().filter(|clock| clock.pause.is_some());
        parties.extend(held.filter_map(|clock| clock.told_when_overdue(&case.course)));
    }
    if step.by.is_resident() {
        parties.extend(case.course.responsible());
    }
    inbox.extend(parties.iter().filter_map(|party| audience::of_party(party, &case.node)));
    if let Some(actor) = step.actor {
        inbox.remove(&audience::of_seat(actor.account, &actor.seat));
        inbox.remove(&audience::of_account(actor.account));
    }
    let news = News { event: step.event, status: case.row.status, clock: None, at: now };
    tell(conn, case, &inbox, &news)?;
    let watchers = watchers(conn, case)?;
    if matches!(step.event, Event::Reclassify | Event::Decline) {
        withhold(conn, case, &watchers)?;
    }
    Ok(Told::of(case, inbox, watchers, now))
}
