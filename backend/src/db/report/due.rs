//! What fell due: found by the database after any restart, done once.

use std::collections::BTreeSet;
use std::sync::Arc;

use diesel::prelude::*;
use shared::domain::estate::EstateId;
use shared::domain::report::{ClockKind, Event, Party, ReportId, Status};
use shared::value::Timestamp;

use super::case::{Case, ReportRow};
use super::record::{NewStep, store};
use super::rules::Rulebook;
use super::told::{News, Told, residents, tell, watchers};
use crate::db::Conn;
use crate::db::schema::{report, report_clock};
use crate::db::seat::audience;
use crate::failure::Failure;

/// What fell due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// 80 % of a clock have passed.
    Reminder,
    /// A clock has passed.
    Deadline,
}

/// One clock that fell due.
#[derive(Clone, Debug)]
pub struct Due {
    kind: DueKind,
    estate: EstateId,
    report: ReportId,
    no: i64,
}

/// Up to `limit` clocks that fell due, the oldest first.
pub fn due_now(conn: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<Due>, Failure> {
    let key = (report_clock::estate_id, report_clock::report_id, report_clock::no);
    let running = report_clock::table.filter(report_clock::running.eq(true));
    let passed: Vec<(EstateId, ReportId, i64)> = running
        .filter(report_clock::told_overdue.eq(false).and(report_clock::due.lt(now.ms())))
        .select(key)
        .order(report_clock::due)
        .limit(limit)
        .load(conn)?;
    let reminders: Vec<(EstateId, ReportId, i64)> = running
        .filter(report_clock::reminded.eq(false).and(report_clock::remind_at.le(now.ms())))
        .filter(report_clock::due.ge(now.ms()))
        .select(key)
        .order(report_clock::remind_at)
        .limit(limit)
        .load(conn)?;
    let due = |kind| move |(estate, report, no)| Due { kind, estate, report, no };
    let passed = passed.into_iter().map(due(DueKind::Deadline));
    Ok(passed.chain(reminders.into_iter().map(due(DueKind::Reminder))).collect())
}

/// Does what one due clock asks for. The mark on the clock's row is compared and set first, so that
/// of two servers only one does it.
pub fn run_due(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    due: &Due,
    now: Timestamp,
) -> Result<Option<Told>, Failure> {
    let row = report_clock::table
        .filter(report_clock::estate_id.eq(due.estate).and(report_clock::report_id.eq(due.report)))
        .filter(report_clock::no.eq(due.no).and(report_clock::running.eq(true)));
    let claimed = match due.kind {
        DueKind::Reminder => diesel::update(row.filter(report_clock::reminded.eq(false)))
            .set(report_clock::reminded.eq(true))
            .execute(conn)?,
        DueKind::Deadline => diesel::update(row.filter(report_clock::told_overdue.eq(false)))
            .set((report_clock::told_overdue.eq(true), report_clock::reminded.eq(true)))
            .execute(conn)?,
    };
    if claimed == 0 {
        return Ok(None);
    }
    let report = report::table
        .filter(report::estate_id.eq(due.estate).and(report::id.eq(due.report)))
        .select(ReportRow::as_select())
        .first(conn)?;
    let case = Case::of_row(conn, rulebook, report)?;
    let Some(clock) = usize::try_from(due.no - 1).ok().and_then(|i| case.clocks.get(i)).cloned()
    else {
        return Err(Failure::bug("a clock row that the steps do not give"));
    };
    if due.kind == DueKind::Reminder {
        return remind(conn, &case, clock.kind, &clock.party, now).map(Some);
    }
    let event = match (clock.kind, case.row.status) {
        (ClockKind::Dissuade, Status::Dissuading) => Event::DissuasionExpired,
        (ClockKind::Confirm, Status::Resolved) => Event::Silence,
        _ => return overdue(conn, &case, &clock, now).map(Some),
    };
    if event == Event::DissuasionExpired {
        overdue(conn, &case, &clock, now)?;
    }
    store(conn, case, &NewStep::of_timer(event, now)?, now).map(|(_, told)| Some(told))
}

fn remind(
    conn: &mut Conn,
    case: &Case,
    clock: ClockKind,
    party: &Party,
    now: Timestamp,
) -> Result<Told, Failure> {
    let told = match party {
        Party::Reporter => [audience::of_account(case.row.reporter_id)].into(),
        office => audience::of_party(office, &case.node).into_iter().collect(),
    };
    notify(conn, case, told, Event::Remind, clock, now)
}

/// Told to whoever is late, one level up, and to the residents.
fn overdue(
    conn: &mut Conn,
    case: &Case,
    clock: &shared::domain::report::Clock,
    now: Timestamp,
) -> Result<Told, Failure> {
    let mut told = residents(conn, case)?;
    let offices = [Some(clock.party.clone()), clock.told_when_overdue(&case.course)];
    told.extend(offices.into_iter().flatten().filter_map(|p| audience::of_party(&p, &case.node)));
    notify(conn, case, told, Event::Overdue, clock.kind, now)
}

fn notify(
    conn: &mut Conn,
    case: &Case,
    told: BTreeSet<String>,
    event: Event,
    clock: ClockKind,
    now: Timestamp,
) -> Result<Told, Failure> {
    let news = News { event, status: case.row.status, clock: Some(clock), at: now };
    tell(conn, case, &told, &news)?;
    Ok(Told::of(case, told, watchers(conn, case)?, now))
}
