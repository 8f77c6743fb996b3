//! The inbox: notices grouped by report.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::inbox::{InboxGroup, Line};
use shared::domain::account::{AccountId, Actor};
use shared::domain::estate::Place;
use shared::domain::report::{
    CategoryCode, ClockKind, Event, ReportId, Severity, Status, Ticket, reporter_grain,
};
use shared::value::Timestamp;

use super::schema::{notice, notice_read, report};
use super::seat::audience;
use super::{After, Conn, Listed, per_database};
use crate::failure::Failure;

const PAGE: i64 = 30;
/// How many of the latest notices are looked through for one page.
const WINDOW: i64 = 2000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = notice)]
struct NoticeRow {
    at: Timestamp,
    report_id: ReportId,
    event: Event,
    status: Status,
    clock: Option<ClockKind>,
}

/// The groups of a seat's inbox, the latest first, and how many of them hold something unread.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    after: Option<&After>,
    now: Timestamp,
) -> Result<(u32, Listed<InboxGroup>), Failure> {
    let audience = audience::of_seat(actor.account, &actor.seat);
    let rows: Vec<NoticeRow> = notice::table
        .filter(notice::audience.eq(&audience).and(notice::at.le(now)))
        .order((notice::at.desc(), notice::id.desc()))
        .limit(WINDOW)
        .select(NoticeRow::as_select())
        .load(conn)?;
    let read = read_marks(conn, actor.account, &audience)?;
    let mut groups: Vec<(ReportId, Line, u32, u32)> = Vec::new();
    let mut places: BTreeMap<ReportId, usize> = BTreeMap::new();
    for row in rows {
        let unread = u32::from(read.get(row.report_id.as_str()).is_none_or(|mark| row.at > *mark));
        if let Some(group) = places.get(&row.report_id).and_then(|place| groups.get_mut(*place)) {
            group.2 += unread;
            group.3 += 1;
        } else {
            places.insert(row.report_id, groups.len());
            let line = Line { at: row.at, event: row.event, status: row.status, clock: row.clock };
            groups.push((row.report_id, line, unread, 1));
        }
    }
    let unread = groups.iter().filter(|(_, _, unread, _)| *unread > 0).count();
    let later = |line: &Line, id: &ReportId| {
        after.is_none_or(|a| (line.at.ms(), id.as_str()) < (a.key, a.id.as_str()))
    };
    groups.retain(|(id, line, ..)| later(line, id));
    groups.sort_by_key(|(id, line, ..)| std::cmp::Reverse((line.at, *id)));
    groups.truncate(usize::try_from(PAGE + 1).unwrap_or(usize::MAX));
    let listed = Listed::of(groups, PAGE, |g| After { key: g.1.at.ms(), id: g.0.to_string() });
    let office = audience != audience::of_account(actor.account);
    let listed = listed.try_map_all(|groups| with_reports(conn, groups, office))?;
    Ok((u32::try_from(unread).unwrap_or(u32::MAX), listed))
}

/// What of a report its line in the inbox needs.
#[derive(Queryable, Selectable)]
#[diesel(table_name = report)]
struct Subject {
    id: ReportId,
    ticket: Ticket,
    category: CategoryCode,
    place: String,
    severity: Severity,
    confidential: bool,
}

/// `office`: whether an office reads it, which learns of a resident's acts only coarsely when
/// (`threats.md` R1).
fn with_reports(
    conn: &mut Conn,
    groups: Vec<(ReportId, Line, u32, u32)>,
    office: bool,
) -> Result<Vec<InboxGroup>, Failure> {
    let ids: Vec<ReportId> = groups.iter().map(|group| group.0).collect();
    let reports: Vec<Subject> =
        report::table.filter(report::id.eq_any(&ids)).select(Subject::as_select()).load(conn)?;
    let reports: BTreeMap<ReportId, Subject> = reports.into_iter().map(|r| (r.id, r)).collect();
    let groups = groups.into_iter().filter_map(|(id, mut latest, unread, count)| {
        let Subject { ticket, category, place, severity, confidential, .. } = reports.get(&id)?;
        if office && latest.event.may_be_a_residents() {
            latest.at = latest.at.floor_to(reporter_grain(*severity, *confidential));
        }
        let place = serde_json::from_str::<Place>(place).map(|place| place.label_zh());
        Some(place.map_err(Failure::bug).map(|place| InboxGroup {
            ticket: *ticket,
            category: category.clone(),
            place,
            latest,
            unread,
            count,
        }))
    });
    groups.collect()
}

fn read_marks(
    conn: &mut Conn,
    account: AccountId,
    audience: &str,
) -> Result<BTreeMap<String, Timestamp>, Failure> {
    let marks: Vec<(String, Timestamp)> = notice_read::table
        .filter(notice_read::account_id.eq(account).and(notice_read::audience.eq(audience)))
        .select((notice_read::report_id, notice_read::at))
        .load(conn)?;
    Ok(marks.into_iter().collect())
}

/// Marks what was told of one report, or of all, as read.
pub fn read(
    conn: &mut Conn,
    actor: &Actor,
    ticket: Option<Ticket>,
    now: Timestamp,
) -> Result<(), Failure> {
    let audience = audience::of_seat(actor.account, &actor.seat);
    let mut told = notice::table
        .filter(notice::audience.eq(&audience).and(notice::at.le(now)))
        .select(notice::report_id)
        .distinct()
        .into_boxed();
    if let Some(ticket) = ticket {
        let id = report::table.filter(report::ticket.eq(ticket)).select(report::id);
        told = told.filter(notice::report_id.eq_any(id));
    }
    let reports: Vec<String> = told.limit(WINDOW).load(conn)?;
    for id in reports {
        let mark = (
            notice_read::account_id.eq(actor.account),
            notice_read::audience.eq(&audience),
            notice_read::report_id.eq(&id),
            notice_read::at.eq(now),
        );
        per_database!(conn, |c| diesel::insert_into(notice_read::table)
            .values(mark)
            .on_conflict((notice_read::account_id, notice_read::audience, notice_read::report_id))
            .do_update()
            .set(notice_read::at.eq(now))
            .execute(c))?;
    }
    Ok(())
}
