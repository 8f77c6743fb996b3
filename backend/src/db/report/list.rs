//! Lists: one's own reports, and the estate's public list.

use std::sync::Arc;

use diesel::prelude::*;
use shared::api::report::{PublicReport, ReportCard};
use shared::domain::account::Actor;
use shared::domain::estate::EstateNode;
use shared::domain::report::{CategoryCode, Status};
use shared::policy::{Permit, ReadPublicReports, Standing, is_accused, standing};
use shared::value::Timestamp;

use super::case::{Case, ReportRow};
use super::file::PublicRow;
use super::rules::Rulebook;
use super::view::card;
use crate::db::schema::{report, report_follower};
use crate::db::{After, Conn, Listed, seat};
use crate::failure::Failure;

/// How many reports a page of a list holds.
pub(super) const PAGE: i64 = 20;

/// The ids of the reports that an account follows.
pub(super) fn followed(conn: &mut Conn, actor: &Actor) -> Result<Vec<String>, Failure> {
    let ids = report_follower::table
        .filter(report_follower::account_id.eq(actor.account))
        .select(report_follower::report_id)
        .limit(1000);
    Ok(ids.load(conn)?)
}

/// Rows newer than the cursor come first, so the next page is what came before it. Others than the
/// reporter see reports by their batch, and within it by their random number: neither the order nor
/// the cursor tells the moment of the filing (`threats.md` R1).
macro_rules! before {
    ($query:expr, $after:expr, $at:expr, $id:expr) => {
        match $after {
            Some(After { key, id }) => {
                $query.filter($at.lt(*key).or($at.eq(*key).and($id.lt(id.clone()))))
            }
            None => $query,
        }
    };
}
pub(in crate::db) use before;

/// The reports that an account filed or joined in the estate of its seat, the latest first.
pub fn mine(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    actor: &Actor,
    after: Option<&After>,
    now: Timestamp,
) -> Result<Listed<ReportCard>, Failure> {
    let joined = report_follower::table
        .filter(report_follower::account_id.eq(actor.account))
        .select(report_follower::report_id);
    let mut query = report::table
        .filter(report::reporter_id.eq(actor.account).or(report::id.eq_any(joined)))
        .into_boxed();
    if let Some(estate) = actor.seat.scope.estate() {
        query = query.filter(report::estate_id.eq(estate));
    }
    let rows: Vec<ReportRow> = before!(query, after, report::filed, report::id)
        .order((report::filed.desc(), report::id.desc()))
        .limit(PAGE + 1)
        .select(ReportRow::as_select())
        .load(conn)?;
    let followed = followed(conn, actor)?;
    let seats = seat::seats(conn, actor.account, now)?;
    Listed::of(rows, PAGE, |row| After { key: row.filed.ms(), id: row.id.to_string() }).try_map_all(
        |rows| {
            let cases = Case::of_rows(conn, rulebook, rows)?;
            let cards = cases.iter().filter_map(|case| {
                let follows = followed.iter().any(|id| id == case.row.id.as_str())
                    && !is_accused(&seats, &case.category, &case.node);
                let seen = standing(actor, &case.sight(follows), now).ok()?;
                let own = matches!(seen, Standing::Reporter | Standing::Follower);
                own.then(|| card(case, actor, seen))
            });
            cards.collect()
        },
    )
}

/// The categories that accuse a person by one of their seats here: these reports are on none of
/// their lists (`domain.md` 3.4).
pub(super) fn accused(
    conn: &mut Conn,
    rulebook: &Rulebook,
    actor: &Actor,
    node: &EstateNode,
    now: Timestamp,
) -> Result<Vec<CategoryCode>, Failure> {
    let seats = seat::seats(conn, actor.account, now)?;
    let categories = rulebook.routing()?.categories().iter();
    let accused = categories.filter(|category| is_accused(&seats, category, node));
    Ok(accused.map(|category| category.code.clone()).collect())
}

/// The estate's public list: confidential categories are not on it, and a report is once its batch
/// is released.
pub fn estate_list(
    conn: &mut Conn,
    _permit: &Permit<ReadPublicReports>,
    rulebook: &Rulebook,
    node: &EstateNode,
    actor: &Actor,
    after: Option<&After>,
    now: Timestamp,
) -> Result<Listed<PublicReport>, Failure> {
    let accused = accused(conn, rulebook, actor, node, now)?;
    let query = report::table
        .filter(report::estate_id.eq(node.estate).and(report::confidential.eq(false)))
        .filter(report::status.ne(Status::Withdrawn).and(report::released.le(now)))
        .filter(report::category.ne_all(accused))
        .into_boxed();
    let rows: Vec<PublicRow> = before!(query, after, report::released, report::ticket)
        .order((report::released.desc(), report::ticket.desc()))
        .limit(PAGE + 1)
        .select(PublicRow::as_select())
        .load(conn)?;
    let followed = followed(conn, actor)?;
    let named = super::place::common_names(conn, node.estate)?;
    Listed::of(rows, PAGE, PublicRow::cursor)
        .try_map_all(|rows| rows.iter().map(|row| row.view(actor, &followed, &named)).collect())
}
