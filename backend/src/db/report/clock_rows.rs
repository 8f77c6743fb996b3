//! The stored clocks of a report.

use diesel::prelude::*;
use shared::value::Timestamp;

use super::case::Case;
use super::record::of_report;
use crate::db::Conn;
use crate::db::schema::report_clock;
use crate::failure::Failure;

/// Brings the clock rows in line: earlier clocks keep their place, new ones follow.
pub(super) fn sync_clocks(conn: &mut Conn, case: &Case) -> Result<(), Failure> {
    let stored: Vec<(i64, bool, i64)> = of_report!(report_clock, case)
        .select((report_clock::no, report_clock::running, report_clock::due))
        .order(report_clock::no)
        .load(conn)?;
    for (no, clock) in (1i64..).zip(&case.clocks) {
        let ends = (clock.met.map(Timestamp::ms), clock.dropped.map(Timestamp::ms));
        match stored.iter().find(|(stored, ..)| *stored == no) {
            Some((.., due)) if clock.runs() && *due != clock.due.ms() => {
                // Held by a pause, or going on after one: what was told of the old time is past.
                let passed = |at: Timestamp| case.steps.last().is_some_and(|step| at < step.at);
                diesel::update(of_report!(report_clock, case).filter(report_clock::no.eq(no)))
                    .set((
                        report_clock::due.eq(clock.due.ms()),
                        report_clock::remind_at.eq(clock.remind_at().ms()),
                        report_clock::reminded.eq(passed(clock.remind_at())),
                        report_clock::told_overdue.eq(passed(clock.due)),
                    ))
                    .execute(conn)?;
            }
            Some((_, running, _)) if *running != clock.runs() => {
                diesel::update(of_report!(report_clock, case).filter(report_clock::no.eq(no)))
                    .set((
                        report_clock::met.eq(ends.0),
                        report_clock::dropped.eq(ends.1),
                        report_clock::due.eq(clock.due.ms()),
                        report_clock::running.eq(clock.runs()),
                    ))
                    .execute(conn)?;
            }
            Some(_) => {}
            None => {
                diesel::insert_into(report_clock::table)
                    .values((
                        report_clock::estate_id.eq(case.row.estate_id),
                        report_clock::report_id.eq(case.row.id),
                        report_clock::no.eq(no),
                        report_clock::kind.eq(clock.kind.as_str()),
                        report_clock::party.eq(clock.party.code()),
                        report_clock::start_at.eq(clock.start.ms()),
                        report_clock::due.eq(clock.due.ms()),
                        report_clock::remind_at.eq(clock.remind_at().ms()),
                        report_clock::met.eq(ends.0),
                        report_clock::dropped.eq(ends.1),
                        report_clock::running.eq(clock.runs()),
                    ))
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}
