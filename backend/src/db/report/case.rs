//! A report as the rules see it: its row, its steps replayed, who is concerned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::prelude::*;
use shared::api::Code;
use shared::domain::account::{AccountId, Actor, Role};
use shared::domain::estate::{DeptCode, EstateId, EstateNode, Place};
use shared::domain::report::{
    Category, CategoryCode, Clock, Course, Event, Party, Past, Replay, ReportId, Severity, Status,
    Ticket, pause_of,
};
use shared::policy::{self, Sight, Standing, is_accused};
use shared::value::{Id, Timestamp};

use super::rules::Rulebook;
use crate::db::Conn;
use crate::db::schema::{report, report_dept, report_follower, report_step};
use crate::db::seat::{self, NamedEstate};
use crate::failure::Failure;

/// A row of the report table.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = report)]
pub(super) struct ReportRow {
    pub(super) estate_id: EstateId,
    pub(super) id: ReportId,
    pub(super) ticket: Ticket,
    pub(super) reporter_id: AccountId,
    pub(super) reporter_role: Role,
    pub(super) category: CategoryCode,
    pub(super) routing_version: String,
    pub(super) severity: Severity,
    pub(super) confidential: bool,
    pub(super) status: Status,
    pub(super) lead: String,
    pub(super) served: bool,
    pub(super) place: String,
    pub(super) place_find: String,
    pub(super) words: Option<String>,
    pub(super) content_hash: Vec<u8>,
    pub(super) filed: Timestamp,
    pub(super) released: Timestamp,
    pub(super) resolved: Option<Timestamp>,
    pub(super) merged_into: Option<String>,
    pub(super) assignee_seat: Option<String>,
    pub(super) assignee_name: Option<String>,
    pub(super) steps: i64,
}

impl ReportRow {
    pub(super) fn place(&self) -> Result<Place, Failure> {
        serde_json::from_str(&self.place).map_err(Failure::bug)
    }
}

/// A row of the step table.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = report_step)]
pub(super) struct StepRow {
    pub(super) estate_id: EstateId,
    pub(super) report_id: ReportId,
    pub(super) no: i64,
    pub(super) id: String,
    pub(super) at: Timestamp,
    pub(super) event: Event,
    pub(super) by_party: String,
    pub(super) account_id: Option<String>,
    pub(super) seat_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) from_status: Option<Status>,
    pub(super) to_status: Status,
    pub(super) note: Option<String>,
    pub(super) dept: Option<DeptCode>,
    pub(super) co: String,
    pub(super) category: CategoryCode,
    pub(super) clock: Option<String>,
    pub(super) content_hash: Vec<u8>,
}

impl StepRow {
    pub(super) fn past(&self) -> Past {
        Past {
            at: self.at,
            event: self.event,
            by: Party::parse(&self.by_party).unwrap_or(Party::Timer),
            dept: self.dept.clone(),
            category: self.category.clone(),
        }
    }
}

/// A report with everything the policy and the next step need.
pub struct Case {
    pub(super) row: ReportRow,
    pub(super) steps: Vec<StepRow>,
    pub(super) node: EstateNode,
    pub(super) estate_name: String,
    pub(super) category: Category,
    pub(super) course: Course,
    pub(super) clocks: Vec<Clock>,
    pub(super) depts: Vec<DeptCode>,
    pub(super) rulebook: Arc<Rulebook>,
}

impl Case {
    /// By its number, or 404.
    pub fn by_ticket(
        conn: &mut Conn,
        rulebook: &Arc<Rulebook>,
        ticket: Ticket,
    ) -> Result<Self, Failure> {
        let row = report::table
            .filter(report::ticket.eq(ticket.as_str()))
            .select(ReportRow::as_select())
            .first(conn)?;
        Self::of_row(conn, rulebook, row)
    }

    /// By the id that the phone gave it.
    pub(super) fn by_id(
        conn: &mut Conn,
        rulebook: &Arc<Rulebook>,
        id: ReportId,
    ) -> Result<Option<Self>, Failure> {
        let row = report::table
            .filter(report::id.eq(id.as_str()))
            .select(ReportRow::as_select())
            .first(conn)
            .optional()?;
        row.map(|row| Self::of_row(conn, rulebook, row)).transpose()
    }

    pub(super) fn of_row(
        conn: &mut Conn,
        rulebook: &Arc<Rulebook>,
        row: ReportRow,
    ) -> Result<Self, Failure> {
        let steps: Vec<StepRow> = report_step::table
            .filter(report_step::estate_id.eq(row.estate_id.as_str()))
            .filter(report_step::report_id.eq(row.id.as_str()))
            .order(report_step::no)
            .select(StepRow::as_select())
            .load(conn)?;
        let estate = seat::named_estate(conn, row.estate_id.as_str())?;
        let depts = report_dept::table
            .filter(report_dept::estate_id.eq(row.estate_id.as_str()))
            .filter(report_dept::report_id.eq(row.id.as_str()))
            .select(report_dept::dept)
            .order(report_dept::dept)
            .load::<DeptCode>(conn)?;
        Self::assemble(rulebook, row, steps, estate, depts)
    }

    /// Several at once, in the order of the rows.
    pub(super) fn of_rows(
        conn: &mut Conn,
        rulebook: &Arc<Rulebook>,
        rows: Vec<ReportRow>,
    ) -> Result<Vec<Self>, Failure> {
        let ids: Vec<ReportId> = rows.iter().map(|row| row.id).collect();
        // The estate comes first in these tables' keys: without it every row is looked at.
        let estates: BTreeSet<EstateId> = rows.iter().map(|row| row.estate_id).collect();
        let steps: Vec<StepRow> = report_step::table
            .filter(report_step::estate_id.eq_any(&estates))
            .filter(report_step::report_id.eq_any(&ids))
            .order((report_step::report_id, report_step::no))
            .select(StepRow::as_select())
            .load(conn)?;
        let depts: Vec<(ReportId, DeptCode)> = report_dept::table
            .filter(report_dept::estate_id.eq_any(&estates))
            .filter(report_dept::report_id.eq_any(&ids))
            .order((report_dept::report_id, report_dept::dept))
            .select((report_dept::report_id, report_dept::dept))
            .load(conn)?;
        let mut known: BTreeMap<EstateId, NamedEstate> = BTreeMap::new();
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows {
            let estate = match known.get(&row.estate_id) {
                Some(estate) => estate.clone(),
                None => seat::named_estate(conn, row.estate_id.as_str())?,
            };
            known.insert(row.estate_id, estate.clone());
            let steps = steps.iter().filter(|step| step.report_id == row.id).cloned().collect();
            let depts = depts.iter().filter(|(id, _)| *id == row.id);
            let depts = depts.map(|(_, dept)| dept.clone()).collect();
            cases.push(Self::assemble(rulebook, row, steps, estate, depts)?);
        }
        Ok(cases)
    }

    /// Replays the steps: course and clocks are computed, never trusted from a column.
    pub(super) fn assemble(
        rulebook: &Arc<Rulebook>,
        row: ReportRow,
        steps: Vec<StepRow>,
        estate: NamedEstate,
        depts: Vec<DeptCode>,
    ) -> Result<Self, Failure> {
        let NamedEstate { node, name: estate_name } = estate;
        let routing = rulebook.routing_of(&row.routing_version)?;
        let past: Vec<Past> = steps.iter().map(StepRow::past).collect();
        let replay = Replay::of(&past, routing, row.served)
            .map_err(|e| Failure::bug(format!("report {}: {e}", row.ticket)))?;
        let course = replay.course().cloned().ok_or_else(|| Failure::bug("no steps"))?;
        let clocks = replay.clocks(rulebook.periods_at(row.filed), &rulebook.calendar);
        let category = routing.get(&row.category).cloned();
        let category = category.ok_or_else(|| Failure::bug("a category outside its routing"))?;
        let rulebook = rulebook.clone();
        Ok(Self { row, steps, node, estate_name, category, course, clocks, depts, rulebook })
    }

    /// What the policy must know. `follows`: whether the acting account follows it.
    pub fn sight(&self, follows: bool) -> Sight<'_> {
        Sight {
            node: &self.node,
            category: &self.category,
            course: &self.course,
            reporter: self.row.reporter_id,
            reporter_role: self.row.reporter_role,
            follows,
            depts: &self.depts,
            released: self.row.released,
            filed: self.row.filed,
        }
    }

    /// Whether an account follows it, and the category accuses none of its seats.
    pub fn follows(&self, conn: &mut Conn, actor: &Actor, now: Timestamp) -> Result<bool, Failure> {
        // Nobody follows a report of their own.
        if self.row.reporter_id == actor.account {
            return Ok(false);
        }
        let follower = report_follower::table
            .filter(report_follower::estate_id.eq(self.row.estate_id.as_str()))
            .filter(report_follower::report_id.eq(self.row.id.as_str()))
            .filter(report_follower::account_id.eq(actor.account.as_str()));
        let follows: bool = diesel::select(diesel::dsl::exists(follower)).get_result(conn)?;
        Ok(follows && !self.accuses(conn, actor.account, now)?)
    }

    /// Whether the category accuses one of the seats that an account has here.
    pub(super) fn accuses(
        &self,
        conn: &mut Conn,
        account: AccountId,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        Ok(is_accused(&seat::seats(conn, account, now)?, &self.category, &self.node))
    }

    /// Whether the clock of whoever has it in hand may be paused now.
    fn may_pause(&self, now: Timestamp) -> bool {
        let rules = self.rulebook.periods_at(self.row.filed);
        let periods = rules.periods(self.row.severity, &self.row.category);
        let calendar = &self.rulebook.calendar;
        self.clocks.iter().any(|clock| pause_of(clock, &periods, calendar, now).is_some())
    }

    /// Its number.
    pub fn ticket(&self) -> Ticket {
        self.row.ticket
    }

    /// Where it is.
    pub fn node(&self) -> &EstateNode {
        &self.node
    }

    /// Where it stands.
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// Whether an event can be recorded as things stand.
    pub fn is_open(&self, event: Event, standing: Standing, now: Timestamp) -> bool {
        policy::is_open(event, standing, &self.course, &self.clocks)
            && (event != Event::Pause || self.may_pause(now))
    }

    pub(super) fn illegal(&self) -> Failure {
        shared::api::Problem::new(Code::IllegalTransition).in_state(self.row.status).into()
    }
}

/// A random ticket that no other report has.
pub(super) fn fresh_ticket(conn: &mut Conn) -> Result<Ticket, Failure> {
    for _ in 0..20 {
        let ticket = Ticket::from_random(crate::port::random::below(100_000_000)?);
        let taken = report::table.filter(report::ticket.eq(ticket.as_str()));
        if !diesel::select(diesel::dsl::exists(taken)).get_result::<bool>(conn)? {
            return Ok(ticket);
        }
    }
    Err(Failure::bug("no free ticket number"))
}

/// A step's or report's id as it must be: unused, or the same content again.
pub(super) fn content_hash(content: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    use sha2::{Digest, Sha256};
    let json = serde_json::to_value(content).map_err(Failure::bug)?;
    let text =
        shared::journal::canonical(&json).ok_or_else(|| Failure::bug("no canonical form"))?;
    Ok(Sha256::digest(text).to_vec())
}

/// The id of a step that the server itself records.
pub(super) fn timer_id(now: Timestamp) -> Result<String, Failure> {
    let id: Id<()> = crate::port::random::id(now)?;
    Ok(id.to_string())
}
