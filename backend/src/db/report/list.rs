//! Lists: one's own reports, and the estate's public list.

use std::sync::Arc;

use diesel::prelude::*;
use shared::api::report::{PublicReport, ReportCard};
use shared::domain::account::Actor;
use shared::domain::estate::EstateId;
use shared::domain::report::Status;
use shared::policy::{Standing, standing};
use shared::value::Timestamp;

use super::case::{Case, ReportRow};
use super::file::PublicRow;
use super::rules::Rulebook;
use super::view::card;
use crate::db::schema::{report, report_follower};
use crate::db::{After, Conn, Listed};
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

/// Rows newer than the cursor come first, so the next page is what was filed before it.
macro_rules! before {
    ($query:expr, $after:expr) => {
        match $after {
            Some(After { key, id }) => $query.filter(
                report::filed.lt(*key).or(report::filed.eq(*key).and(report::id.lt(id.clone()))),
            ),
            None => $query,
        }
    };
}
pub(super) use before;

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
    let rows: Vec<ReportRow> = before!(query, after)
        .order((report::filed.desc(), report::id.desc()))
        .limit(PAGE + 1)
        .select(ReportRow::as_select())
        .load(conn)?;
    let followed = followed(conn, actor)?;
    Listed::of(rows, PAGE, |row| After { key: row.filed.ms(), id: row.id.to_string() }).try_map_all(
        |rows| {
            let cases = Case::of_rows(conn, rulebook, rows)?;
            let cards = cases.iter().filter_map(|case| {
                let follows = followed.iter().any(|id| id == case.row.id.as_str());
                let seen = standing(actor, &case.sight(follows), now).ok()?;
                let own = matches!(seen, Standing::Reporter | Standing::Follower);
                own.then(|| card(case, actor, seen))
            });
            cards.collect()
        },
    )
}

/// The estate's public list: confidential categories are not on it.
pub fn estate_list(
    conn: &mut Conn,
    estate: EstateId,
    actor: &Actor,
    after: Option<&After>,
) -> Result<Listed<PublicReport>, Failure> {
    let query = report::table
        .filter(report::estate_id.eq(estate).and(report::confidential.eq(false)))
        .filter(report::status.ne(Status::Withdrawn))
        .into_boxed();
    let rows: Vec<PublicRow> = before!(query, after)
        .order((report::filed.desc(), report::id.desc()))
        .limit(PAGE + 1)
        .select(PublicRow::as_select())
        .load(conn)?;
    let followed = followed(conn, actor)?;
    let named = super::place::common_names(conn, estate)?;
    Listed::of(rows, PAGE, |row| After { key: row.filed.ms(), id: row.cursor_id() })
        .try_map_all(|rows| rows.iter().map(|row| row.view(actor, &followed, &named)).collect())
}
