//! What phones saw of a fork: kept for the town.

use diesel::prelude::*;
use shared::api::Code;
use shared::api::journal::NewAlarm;
use shared::domain::account::AccountId;
use shared::domain::estate::{EstateId, TownId};
use shared::policy::{Permit, RaiseAlarm, ReadAlarms};
use shared::value::Timestamp;

use super::super::Conn;
use super::super::schema::{community, estate, journal_alarm};
use crate::failure::{Failure, OnConflict};

/// How many alarms one account sends of one estate, and how many a town reads at once.
const MOST: i64 = 100;

/// One alarm.
#[derive(Clone, Debug)]
pub struct AlarmRow {
    /// The estate.
    pub estate: EstateId,
    /// Its name.
    pub name: String,
    /// When it was sent.
    pub at: Timestamp,
    /// What was sent.
    pub alarm: NewAlarm,
}

/// Keeps an alarm; the same again changes nothing, the same id with other content is refused.
pub fn keep_alarm(
    conn: &mut Conn,
    _: Permit<RaiseAlarm>,
    of: EstateId,
    account: AccountId,
    alarm: &NewAlarm,
    now: Timestamp,
) -> Result<(), Failure> {
    let content = serde_json::to_string(alarm).map_err(Failure::bug)?;
    let own = journal_alarm::table.filter(journal_alarm::estate_id.eq(of.as_str()));
    let same = own.filter(journal_alarm::id.eq(alarm.id.as_str()));
    let stored = same.select((journal_alarm::account_id, journal_alarm::content));
    if let Some(stored) = stored.first::<(String, String)>(conn).optional()? {
        let same = stored == (account.to_string(), content);
        return if same { Ok(()) } else { Err(Code::IdTaken.into()) };
    }
    let sent = own.filter(journal_alarm::account_id.eq(account.as_str())).count();
    if sent.get_result::<i64>(conn)? >= MOST {
        return Err(Code::TooMany.into());
    }
    diesel::insert_into(journal_alarm::table)
        .values((
            journal_alarm::estate_id.eq(of.as_str()),
            journal_alarm::id.eq(alarm.id.as_str()),
            journal_alarm::account_id.eq(account.as_str()),
            journal_alarm::content.eq(content),
            journal_alarm::at.eq(now.ms()),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    Ok(())
}

/// The alarms of a town's estates, the latest first.
pub fn alarms(
    conn: &mut Conn,
    _: Permit<ReadAlarms>,
    town: TownId,
) -> Result<Vec<AlarmRow>, Failure> {
    let rows = journal_alarm::table
        .inner_join(estate::table.on(estate::id.eq(journal_alarm::estate_id)))
        .inner_join(community::table.on(community::id.eq(estate::community_id)))
        .filter(community::town_id.eq(town.as_str()))
        .order((journal_alarm::at.desc(), journal_alarm::id.desc()))
        .limit(MOST)
        .select((estate::id, estate::name, journal_alarm::at, journal_alarm::content));
    let rows: Vec<(EstateId, String, i64, String)> = rows.load(conn)?;
    let row = |(estate, name, at, content): (EstateId, String, i64, String)| {
        let alarm = serde_json::from_str(&content).map_err(Failure::bug)?;
        Ok(AlarmRow { estate, name, at: Timestamp::from_ms(at), alarm })
    };
    rows.into_iter().map(row).collect()
}
