//! Rating: once, by the reporter, within 15 days of 办好; a reopening voids it (`domain.md` 3.2, 4).

use diesel::prelude::*;
use shared::api::Code;
use shared::api::report::Rating;
use shared::domain::account::Actor;
use shared::domain::report::{Event, Party};
use shared::policy::{ActOnReport, Permit};
use shared::value::Timestamp;

use super::case::Case;
use super::record::{NewStep, Recorded, of_report, store};
use super::view::{RATING_FOR, rating};
use crate::db::Conn;
use crate::db::schema::report_rating;
use crate::failure::{Failure, OnConflict};

/// Stores the rating. The same marks again change nothing; others are 409.
pub fn rate(
    conn: &mut Conn,
    _permit: &Permit<ActOnReport>,
    case: Case,
    actor: &Actor,
    marks: &Rating,
    now: Timestamp,
) -> Result<Recorded, Failure> {
    if let Some(given) = rating(conn, &case)? {
        let same = given == *marks;
        return if same {
            Ok(Recorded { case, told: Vec::new() })
        } else {
            Err(Code::RatingClosed.into())
        };
    }
    let open = case.row.resolved.is_some_and(|at| now.since(at) <= RATING_FOR);
    if !open {
        return Err(Code::RatingClosed.into());
    }
    let past: i64 = of_report!(report_rating, case).count().get_result(conn)?;
    diesel::insert_into(report_rating::table)
        .values((
            report_rating::estate_id.eq(case.row.estate_id),
            report_rating::report_id.eq(case.row.id),
            report_rating::no.eq(past + 1),
            report_rating::speed.eq(i64::from(marks.speed)),
            report_rating::result.eq(i64::from(marks.result)),
            report_rating::attitude.eq(i64::from(marks.attitude)),
            report_rating::at.eq(now.ms()),
        ))
        .execute(conn)
        .on_conflict(Code::Conflict)?;
    let mut step = NewStep::of_timer(Event::Rate, now)?;
    step.by = Party::Reporter;
    step.actor = Some(actor);
    let (case, told) = store(conn, case, &step, now)?;
    Ok(Recorded { case, told: vec![told] })
}
