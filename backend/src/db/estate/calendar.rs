//! Days off and worked weekends.

use diesel::prelude::*;
use sha2::{Digest, Sha256};
use shared::policy::{KeepRules, Permit};
use shared::value::{Calendar, CalendarDay, Date, DayKind};

use super::By;
use crate::db::schema::{calendar_day, rule};
use crate::db::{Conn, per_database};
use crate::failure::Failure;

/// Notes which shipped calendar was stored. Not a rule of reports, so nothing else reads it.
const SHIPPED: &str = "calendar.shipped";

/// Stores the shipped calendar once: a day that is there stays as the authority has set it, and one
/// that the authority has taken away does not come back.
pub fn store_calendar(conn: &mut Conn, tsv: &str) -> Result<(), Failure> {
    let days = Calendar::read_tsv(tsv).map_err(Failure::bug)?;
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(tsv));
    let stored = rule::table.filter(rule::key.eq(SHIPPED).and(rule::value.eq(&hash)));
    if stored.count().get_result::<i64>(conn)? > 0 {
        return Ok(());
    }
    for day in days {
        let row = (
            calendar_day::date.eq(day.date.to_string()),
            calendar_day::kind.eq(day.kind),
            calendar_day::name.eq(day.name),
            calendar_day::provisional.eq(day.provisional),
        );
        per_database!(conn, |c| diesel::insert_into(calendar_day::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    diesel::delete(rule::table.filter(rule::key.eq(SHIPPED))).execute(conn)?;
    // Another instance that starts at the same time may have noted it.
    per_database!(conn, |c| diesel::insert_into(rule::table)
        .values((
            rule::key.eq(SHIPPED),
            rule::value.eq(&hash),
            rule::source.eq("calendar.tsv"),
            rule::effective_from.eq(0i64),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The listed days of a year, in order.
pub fn days(
    conn: &mut Conn,
    _permit: Permit<KeepRules>,
    year: i64,
) -> Result<Vec<CalendarDay>, Failure> {
    // Dates are stored as YYYY-MM-DD, so their order is the texts'.
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let rows: Vec<(String, DayKind, String, bool)> = calendar_day::table
        .filter(calendar_day::date.ge(from).and(calendar_day::date.le(to)))
        .order(calendar_day::date)
        .load(conn)?;
    let day = |(date, kind, name, provisional): (String, DayKind, String, bool)| {
        let date = Date::parse(&date).map_err(Failure::bug)?;
        Ok(CalendarDay { date, kind, name, provisional })
    };
    rows.into_iter().map(day).collect()
}

/// Sets what a date is; what the authority sets is no longer provisional.
pub fn set_day(
    conn: &mut Conn,
    _permit: Permit<KeepRules>,
    by: By<'_>,
    (date, kind, name): (Date, DayKind, &str),
) -> Result<CalendarDay, Failure> {
    let key = date.to_string();
    diesel::delete(calendar_day::table.find(&key)).execute(conn)?;
    diesel::insert_into(calendar_day::table)
        .values((
            calendar_day::date.eq(&key),
            calendar_day::kind.eq(kind.as_str()),
            calendar_day::name.eq(name),
            calendar_day::provisional.eq(false),
        ))
        .execute(conn)?;
    by.note(conn, "set-day", &key, &format!("{kind} {name}"))?;
    Ok(CalendarDay { date, kind, name: name.to_owned(), provisional: false })
}

/// Lets a date follow its weekday again. Doing it twice is no fault.
pub fn remove_day(
    conn: &mut Conn,
    _permit: Permit<KeepRules>,
    by: By<'_>,
    date: Date,
) -> Result<(), Failure> {
    let key = date.to_string();
    let gone = diesel::delete(calendar_day::table.find(&key)).execute(conn)?;
    if gone == 0 { Ok(()) } else { by.note(conn, "remove-day", &key, "") }
}
