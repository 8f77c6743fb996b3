//! What the demo needs of the database beside the features' own functions: whether it is empty, when
//! the next deadline falls due, and the authenticators that it shows.

use diesel::prelude::*;
use shared::domain::account::AccountId;
use shared::value::{Phone, Timestamp};

use super::Conn;
use super::schema::{account, district, report_clock, town};
use crate::access::Keys;
use crate::failure::Failure;

/// Whether nobody has begun to use this database: no district, no place, no account.
pub fn is_unused(conn: &mut Conn) -> Result<bool, Failure> {
    let districts: i64 = district::table.count().get_result(conn)?;
    let towns: i64 = town::table.count().get_result(conn)?;
    let accounts: i64 = account::table.count().get_result(conn)?;
    Ok(districts + towns + accounts == 0)
}

/// When the next clock of any report asks for something, if that is before an instant.
pub fn next_due(conn: &mut Conn, before: Timestamp) -> Result<Option<Timestamp>, Failure> {
    let running = report_clock::table.filter(report_clock::running.eq(true));
    let passed: Option<i64> = running
        .filter(report_clock::told_overdue.eq(false).and(report_clock::due.lt(before.ms())))
        .select(report_clock::due)
        .order(report_clock::due)
        .first(conn)
        .optional()?;
    let reminder: Option<i64> = running
        .filter(report_clock::reminded.eq(false).and(report_clock::remind_at.lt(before.ms())))
        .select(report_clock::remind_at)
        .order(report_clock::remind_at)
        .first(conn)
        .optional()?;
    Ok([passed, reminder].into_iter().flatten().min().map(Timestamp::from_ms))
}

/// The authenticator's secret of a number that has a password, or 404.
pub fn authenticator(conn: &mut Conn, keys: &Keys, phone: &Phone) -> Result<[u8; 20], Failure> {
    let (id, no): (AccountId, i64) = account::table
        .filter(account::phone.eq(phone.as_str()).and(account::password.is_not_null()))
        .select((account::id, account::totp_no))
        .first(conn)?;
    Ok(keys.totp_secret(id, no))
}

#[cfg(test)]
pub(crate) use asked::{photo_objects, reports_by_status, seats_of};

/// What the tests ask of a demo.
#[cfg(test)]
mod asked {
    use std::collections::BTreeMap;

    use shared::domain::account::Seat;
    use shared::domain::report::Status;

    use super::*;
    use crate::db::schema::{photo, report};
    use crate::db::seat;

    /// The seats of a number.
    pub(crate) fn seats_of(
        conn: &mut Conn,
        phone: &Phone,
        now: Timestamp,
    ) -> Result<(AccountId, Vec<Seat>), Failure> {
        let of_phone = account::table.filter(account::phone.eq(phone.as_str()));
        let id: AccountId = of_phone.select(account::id).first(conn)?;
        Ok((id, seat::seats(conn, id, now)?))
    }

    /// How many reports stand where.
    pub(crate) fn reports_by_status(conn: &mut Conn) -> Result<BTreeMap<Status, i64>, Failure> {
        let states: Vec<Status> = report::table.select(report::status).load(conn)?;
        let mut counts = BTreeMap::new();
        for status in states {
            *counts.entry(status).or_insert(0) += 1;
        }
        Ok(counts)
    }

    /// The blobs that reports show.
    pub(crate) fn photo_objects(conn: &mut Conn) -> Result<Vec<String>, Failure> {
        let shown = photo::table.filter(photo::report_id.is_not_null());
        Ok(shown.select(photo::object).load(conn)?)
    }
}
