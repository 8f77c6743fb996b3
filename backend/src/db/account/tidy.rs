//! Throwing away what sign-in no longer needs.

use diesel::prelude::*;
use shared::value::{DAY, HOUR, Timestamp};

use super::tally::LOOK_BACK;
use crate::db::Conn;
use crate::db::schema::{
    challenge, device_notice, invitation, refresh, session, sms_outbox, tally,
};
use crate::failure::Failure;

/// How long a session that is over, and an invitation, are kept, in ms.
const KEPT: i64 = 30 * DAY;

/// How long a line about a new device is kept, in ms.
const TOLD: i64 = 180 * DAY;

/// Deletes dead challenges, old counters, sent and expired messages, and after thirty days sessions
/// that are over and invitations. Once an hour is enough.
pub fn tidy(conn: &mut Conn, now: Timestamp) -> Result<(), Failure> {
    let before = |span: i64| now.plus(-span).ms();
    diesel::delete(challenge::table.filter(challenge::expires.lt(before(HOUR)))).execute(conn)?;
    diesel::delete(sms_outbox::table.filter(sms_outbox::expires.lt(before(HOUR)))).execute(conn)?;

    let counted = tally::window_start.gt(0).and(tally::window_start.lt(before(LOOK_BACK)));
    let locks = tally::window_start.eq(0).and(tally::count.lt(before(LOOK_BACK)));
    diesel::delete(tally::table.filter(counted.or(locks))).execute(conn)?;

    let over = session::ended
        .lt(before(KEPT))
        .assume_not_null()
        .or(session::idle_until.lt(before(KEPT)).or(session::until.lt(before(KEPT))));
    let dead: Vec<String> =
        session::table.filter(over).select(session::id).limit(500).load(conn)?;
    diesel::delete(refresh::table.filter(refresh::session_id.eq_any(&dead))).execute(conn)?;
    diesel::delete(session::table.filter(session::id.eq_any(&dead))).execute(conn)?;
    diesel::delete(invitation::table.filter(invitation::expires.lt(before(KEPT)))).execute(conn)?;
    diesel::delete(device_notice::table.filter(device_notice::at.lt(before(TOLD))))
        .execute(conn)?;
    Ok(())
}
