//! How the last reports of the same kind at the same spot were brought to 办好.

use std::sync::Arc;

use diesel::prelude::*;
use shared::api::report::EarlierReport;
use shared::domain::account::Actor;
use shared::domain::report::{Event, Party};
use shared::policy::standing;
use shared::value::{DAY, Timestamp};

use super::case::{Case, ReportRow};
use super::rules::Rulebook;
use crate::db::Conn;
use crate::db::schema::report;
use crate::failure::Failure;

/// What is older says little of the place as it is.
const LOOK_BACK: i64 = 365 * DAY;
/// How many are shown.
const SHOWN: usize = 3;

/// The latest first; only reports that the seat may read itself.
pub fn earlier(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    case: &Case,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<EarlierReport>, Failure> {
    let row = &case.row;
    let spot = row.place()?;
    let rows: Vec<ReportRow> = report::table
        .filter(report::estate_id.eq(row.estate_id).and(report::category.eq(&row.category)))
        .filter(report::filed.ge(now.plus(-LOOK_BACK)).and(report::filed.lt(row.filed)))
        .filter(report::resolved.is_not_null())
        .order((report::filed.desc(), report::id.desc()))
        .limit(50)
        .select(ReportRow::as_select())
        .load(conn)?;
    let mut there = Vec::new();
    for row in rows {
        if row.place()?.same_spot(&spot) {
            there.push(row);
        }
    }
    let mut found: Vec<EarlierReport> = Case::of_rows(conn, rulebook, there)?
        .iter()
        .filter(|case| standing(actor, &case.sight(false), now).is_ok())
        .filter_map(outcome)
        .take(SHOWN)
        .collect();
    found.sort_by_key(|report| std::cmp::Reverse(report.resolved));
    Ok(found)
}

/// Who brought it to 办好, when, and how; nothing where it was ended otherwise.
fn outcome(case: &Case) -> Option<EarlierReport> {
    let done = |event| matches!(event, Event::Resolve | Event::Corrected);
    let step = case.steps.iter().rfind(|step| done(step.event))?;
    Some(EarlierReport {
        ticket: case.row.ticket,
        resolved: step.at,
        by: Party::parse(&step.by_party).ok()?,
        result: step.note.clone().unwrap_or_default(),
    })
}
