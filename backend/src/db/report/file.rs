//! Filing, and the neighbours' reports that may be the same.

use std::sync::Arc;

use diesel::prelude::*;
use shared::api::report::{AlikeQuery, NewReport, PublicReport};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::Actor;
use shared::domain::estate::{EstateNode, Place};
use shared::domain::report::{
    CategoryCode, Course, Event, Party, ReportId, Status, Ticket, released_at,
};
use shared::policy::{FileReport, Permit};
use shared::value::{DAY, Timestamp};

use super::case::{Case, ReportRow, StepRow, content_hash, fresh_ticket};
use super::clock_rows::sync_clocks;
use super::list::{accused, followed};
use super::record::{NewStep, Recorded, append_to_journal, insert_depts, tell_all};
use super::rules::Rulebook;
use super::told::actor_name;
use crate::db::schema::{report, report_step};
use crate::db::seat::{NamedEstate, audience, estate_name, is_served};
use crate::db::{After, Conn, photo};
use crate::failure::{Failure, OnConflict};

/// Reports a resident may file in a day (`threats.md` L2).
const A_DAY: i64 = 10;
/// Alike reports a resident may file in a day.
const ALIKE_A_DAY: i64 = 2;
/// How long a report counts as possibly the same (`domain.md` 3.4).
const ALIKE_FOR: i64 = 7 * DAY;

/// Files a report, or answers with the stored one when the same phone repeats itself.
pub fn file(
    conn: &mut Conn,
    _permit: &Permit<FileReport>,
    rulebook: &Arc<Rulebook>,
    node: EstateNode,
    actor: &Actor,
    new: &NewReport,
    now: Timestamp,
) -> Result<Recorded, Failure> {
    let hash = content_hash(new)?;
    if let Some(case) = Case::by_id(conn, rulebook, new.id)? {
        let same = case.row.reporter_id == actor.account && case.row.content_hash == hash;
        return if same {
            Ok(Recorded { case, told: Vec::new() })
        } else {
            Err(Code::IdTaken.into())
        };
    }
    let routing = rulebook.routing()?;
    let category = routing.get(&new.category).ok_or_else(|| Problem {
        errors: Problem::field("/category", FieldRule::Unknown).errors,
        ..Code::CategoryUnknown.into()
    })?;
    super::place::check(conn, new.estate, &new.place)?;
    limit(conn, actor, new, now)?;
    let served = is_served(conn, new.estate.as_str(), now)?;
    let course = Course::begin(category, served);
    let row = ReportRow {
        estate_id: new.estate,
        id: new.id,
        ticket: fresh_ticket(conn)?,
        reporter_id: actor.account,
        reporter_role: actor.role(),
        category: category.code.clone(),
        routing_version: rulebook.version.clone(),
        severity: category.severity,
        confidential: category.confidential,
        status: course.status,
        lead: course.lead.code().to_owned(),
        served,
        place: serde_json::to_string(&new.place).map_err(Failure::bug)?,
        place_find: place_find(&new.place),
        words: new.words.clone(),
        content_hash: hash,
        filed: now,
        released: released_at(now, category.severity),
        resolved: None,
        merged_into: None,
        assignee_seat: None,
        assignee_name: None,
        steps: 1,
    };
    store(conn, rulebook, node, actor, new, row, &course)
}

fn store(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    node: EstateNode,
    actor: &Actor,
    new: &NewReport,
    row: ReportRow,
    course: &Course,
) -> Result<Recorded, Failure> {
    let now = row.filed;
    let by = if actor.role().is_resident() {
        Party::Reporter
    } else {
        audience::party_of_seat(&actor.seat).unwrap_or(Party::Reporter)
    };
    let first = StepRow {
        estate_id: row.estate_id,
        report_id: row.id,
        no: 1,
        id: new.id.to_string(),
        at: now,
        event: Event::File,
        by_party: by.code().to_owned(),
        account_id: Some(actor.account.to_string()),
        seat_id: Some(actor.seat.id.to_string()),
        name: actor_name(conn, actor)?.filter(|_| !by.is_resident()),
        from_status: None,
        to_status: course.status,
        note: None,
        dept: None,
        co: String::new(),
        category: row.category.clone(),
        clock: None,
        content_hash: Vec::new(),
    };
    diesel::insert_into(report::table).values(&row).execute(conn).on_conflict(Code::Conflict)?;
    diesel::insert_into(report_step::table)
        .values(&first)
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    let name = estate_name(conn, row.estate_id.as_str())?;
    let estate = NamedEstate { node, name };
    let mut case = Case::assemble(rulebook, row, vec![first], estate, Vec::new())?;
    if case.course.dispatched {
        let category = case.category.clone();
        insert_depts(conn, &case, std::iter::once(&category.lead).chain(&category.co))?;
        let co = category.co.iter().chain([&category.lead]).cloned();
        case.depts = co.filter(|code| matches!(Party::of_code(code), Party::Dept { .. })).collect();
    }
    sync_clocks(conn, &case)?;
    let step = NewStep {
        id: new.id.to_string(),
        event: Event::File,
        by,
        actor: Some(actor),
        note: None,
        dept: None,
        co: if case.course.dispatched { &case.category.co } else { &[] },
        photos: &new.photos,
        content_hash: Vec::new(),
    };
    photo::attach(conn, step.photos, step.actor, &case.row.estate_id, &case.row.id, 1)?;
    append_to_journal(conn, &case, &step, now)?;
    let told = tell_all(conn, &case, &step, 0, now)?;
    Ok(Recorded { told: vec![told], case })
}

/// Residents file ten a day, two alike; staff seats are exempt (`threats.md` L2).
fn limit(conn: &mut Conn, actor: &Actor, new: &NewReport, now: Timestamp) -> Result<(), Failure> {
    if !actor.role().is_resident() {
        return Ok(());
    }
    let today = Timestamp::local(now.date(), shared::value::TimeOfDay::MIDNIGHT);
    let of_today =
        report::table.filter(report::reporter_id.eq(actor.account).and(report::filed.ge(today)));
    let count: i64 = of_today.count().get_result(conn)?;
    let place = place_find(&new.place);
    let alike: i64 = of_today
        .filter(report::category.eq(&new.category).and(report::place_find.eq(place)))
        .count()
        .get_result(conn)?;
    if count >= A_DAY || alike >= ALIKE_A_DAY {
        return Err(Problem::new(Code::TooManyReports).retry_at(today.plus(DAY)).into());
    }
    Ok(())
}

/// What of a place a search looks at: `6|2|楼顶`, or the common place's name.
pub(super) fn place_find(place: &Place) -> String {
    match place {
        Place::Building { building, stair, spot } => {
            let stair = stair.as_deref().unwrap_or_default();
            format!("{building}|{stair}|{}", spot.as_deref().unwrap_or_default())
        }
        Place::Common { name } => name.clone(),
    }
}

/// A report as neighbours see it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = report)]
pub(super) struct PublicRow {
    id: ReportId,
    ticket: Ticket,
    category: CategoryCode,
    place: String,
    status: Status,
    filed: Timestamp,
    released: Timestamp,
    reporter_id: String,
}

impl PublicRow {
    /// Where the next page begins.
    pub(super) fn cursor(&self) -> After {
        After { key: self.released.ms(), id: self.ticket.to_string() }
    }

    fn place(&self) -> Result<Place, Failure> {
        serde_json::from_str(&self.place).map_err(Failure::bug)
    }

    /// `followed`: the tickets that the account follows; `named`: the estate's common places.
    pub(super) fn view(
        &self,
        actor: &Actor,
        followed: &[String],
        named: &[String],
    ) -> Result<PublicReport, Failure> {
        let own = self.reporter_id == actor.account.as_str();
        Ok(PublicReport {
            ticket: self.ticket,
            category: self.category.clone(),
            place: self.place()?.public_label_zh(named),
            status: self.status,
            day: self.filed.floor_to(DAY),
            mine: own || followed.iter().any(|id| id == self.id.as_str()),
        })
    }
}

/// Open reports of the same category and spot within seven days: confidential ones never, those that
/// accuse the reader never, and none before its batch.
pub fn alike(
    conn: &mut Conn,
    rulebook: &Rulebook,
    node: &EstateNode,
    query: &AlikeQuery,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<PublicReport>, Failure> {
    if accused(conn, rulebook, actor, node, now)?.contains(&query.category) {
        return Ok(Vec::new());
    }
    let spot = match (&query.building, &query.name) {
        (Some(building), _) => {
            Place::Building { building: building.clone(), stair: query.stair.clone(), spot: None }
        }
        (None, Some(name)) => Place::Common { name: name.clone() },
        (None, None) => return Ok(Vec::new()),
    };
    let over = [Status::Closed, Status::Rejected, Status::Merged, Status::Withdrawn];
    let rows: Vec<PublicRow> = report::table
        .filter(report::estate_id.eq(node.estate).and(report::category.eq(&query.category)))
        .filter(report::filed.ge(now.plus(-ALIKE_FOR)).and(report::confidential.eq(false)))
        .filter(report::status.ne_all(over).and(report::released.le(now)))
        .order((report::released.desc(), report::ticket.desc()))
        .limit(50)
        .select(PublicRow::as_select())
        .load(conn)?;
    let followed = followed(conn, actor)?;
    let named = super::place::common_names(conn, node.estate)?;
    let mut found = Vec::new();
    for row in &rows {
        if row.place()?.same_spot(&spot) && found.len() < 3 {
            found.push(row.view(actor, &followed, &named)?);
        }
    }
    Ok(found)
}
