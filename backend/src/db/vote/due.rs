//! What time does to meetings: it opens and closes them (`domain.md` 2.5).

use diesel::prelude::*;
use shared::domain::vote::{MeetingEvent, MeetingId, MeetingStatus};
use shared::value::{DAY, Timestamp};

use super::meeting::{NewStep, record};
use super::{Meeting, view};
use crate::db::Conn;
use crate::db::report::Told;
use crate::db::schema::meeting;
use crate::failure::Failure;

/// Meetings whose window begins or ends.
pub fn due_now(conn: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<MeetingId>, Failure> {
    let opens = meeting::table
        .filter(meeting::status.eq(MeetingStatus::Noticed).and(meeting::opens.le(now)))
        .filter(meeting::closes.gt(now).and(meeting::key_sheet.is_not_null()))
        .select(meeting::id)
        .order((meeting::opens, meeting::id))
        .limit(limit);
    let mut due: Vec<MeetingId> = opens.load(conn)?;
    let closes = meeting::table
        .filter(meeting::status.eq(MeetingStatus::Open).and(meeting::closes.le(now)))
        .select(meeting::id)
        .order((meeting::closes, meeting::id))
        .limit(limit);
    due.extend(closes.load::<MeetingId>(conn)?);
    Ok(due)
}

/// Opens or closes a meeting if it is time. None where there is nothing to do, or not yet: objections
/// wait for an answer, or what is left of the window is too short.
pub fn run_due(
    conn: &mut Conn,
    id: MeetingId,
    now: Timestamp,
) -> Result<Option<Vec<Told>>, Failure> {
    let of = Meeting::by_id(conn, id, now)?;
    let event = match of.status() {
        MeetingStatus::Noticed if may_open(conn, &of, now)? => MeetingEvent::Open,
        MeetingStatus::Open if of.draft.closes <= now => MeetingEvent::Close,
        _ => return Ok(None),
    };
    let next = of.status().next(event).ok_or_else(Meeting::illegal)?;
    record(conn, &of, next, &NewStep::of_timer(event, now)).map(Some)
}

/// Its window has begun, the key is there, no objection waits, and as many days are left as a window
/// has at the least.
fn may_open(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<bool, Failure> {
    let began = of.draft.opens <= now;
    let long_enough = of.draft.closes.since(now) >= (of.rules.window_min_days - 1) * DAY;
    Ok(began && long_enough && of.row.key_sheet.is_some() && view::open_objections(conn, of)? == 0)
}

/// The meetings whose ballots wait to be counted.
pub fn closed(conn: &mut Conn) -> Result<Vec<MeetingId>, Failure> {
    let rows = meeting::table
        .filter(meeting::status.eq(MeetingStatus::Closed))
        .select(meeting::id)
        .order(meeting::id);
    Ok(rows.load(conn)?)
}
