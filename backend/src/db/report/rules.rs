//! What a report is judged by: routing of its version, periods, calendar.

use std::collections::BTreeMap;

use diesel::prelude::*;
use sha2::{Digest, Sha256};
use shared::domain::report::{Department, ReportRules, Routing};
use shared::value::{Calendar, Date, DayKind, Timestamp};

use crate::db::schema::{calendar_day, routing_version, rule};
use crate::db::{Conn, per_database};
use crate::failure::Failure;

/// The rules in force and every routing version in use. Small and global: the server keeps it in
/// memory and loads it anew when it is changed.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// The version in force.
    pub version: String,
    /// Every version, for the reports that began under it.
    routings: BTreeMap<String, Routing>,
    /// The organisations of the version in force.
    pub departments: Vec<Department>,
    /// Periods, by the time from which they hold.
    periods: Vec<(i64, ReportRules)>,
    /// Days off and worked weekends.
    pub calendar: Calendar,
}

impl Rulebook {
    /// The routing in force.
    pub fn routing(&self) -> Result<&Routing, Failure> {
        self.routing_of(&self.version)
    }

    /// The routing of a version.
    pub fn routing_of(&self, version: &str) -> Result<&Routing, Failure> {
        self.routings.get(version).ok_or_else(|| Failure::bug(format!("no routing {version}")))
    }

    /// The periods under which a report began.
    pub fn periods_at(&self, filed: Timestamp) -> &ReportRules {
        static DEFAULT: std::sync::LazyLock<ReportRules> =
            std::sync::LazyLock::new(ReportRules::default);
        let begun = self.periods.iter().rev().find(|(from, _)| *from <= filed.ms());
        begun.map_or(&DEFAULT, |(_, rules)| rules)
    }
}

/// Stores the shipped tables as a version, named by their content. Nothing happens when it is there.
pub fn store_routing(
    conn: &mut Conn,
    routing: &str,
    departments: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let depts = Department::read_tsv(departments).map_err(Failure::bug)?;
    Routing::parse(routing, &depts).map_err(Failure::bug)?;
    let mut hash = Sha256::new();
    hash.update(routing);
    hash.update([0]);
    hash.update(departments);
    let version = data_encoding::HEXLOWER.encode(hash.finalize().get(..6).unwrap_or_default());
    per_database!(conn, |c| diesel::insert_into(routing_version::table)
        .values((
            routing_version::version.eq(&version),
            routing_version::routing.eq(routing),
            routing_version::departments.eq(departments),
            routing_version::effective_from.eq(now.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Loads everything.
pub fn load_rulebook(conn: &mut Conn) -> Result<Rulebook, Failure> {
    let versions: Vec<(String, String, String)> = routing_version::table
        .select((routing_version::version, routing_version::routing, routing_version::departments))
        .order((routing_version::effective_from, routing_version::version))
        .load(conn)?;
    let mut routings = BTreeMap::new();
    let mut latest = None;
    for (version, routing, departments) in versions {
        let depts = Department::read_tsv(&departments).map_err(Failure::bug)?;
        routings.insert(version.clone(), Routing::parse(&routing, &depts).map_err(Failure::bug)?);
        latest = Some((version, depts));
    }
    let (version, departments) = latest.ok_or_else(|| Failure::bug("no routing table stored"))?;
    Ok(Rulebook {
        version,
        routings,
        departments,
        periods: load_periods(conn)?,
        calendar: load_calendar(conn)?,
    })
}

/// The period rules at each time a rule changed: all that were in force then.
fn load_periods(conn: &mut Conn) -> Result<Vec<(i64, ReportRules)>, Failure> {
    let rows: Vec<(String, String, i64)> = rule::table
        .filter(rule::key.like("report.%"))
        .select((rule::key, rule::value, rule::effective_from))
        .order((rule::effective_from, rule::key))
        .load(conn)?;
    let mut in_force: BTreeMap<&str, &str> = BTreeMap::new();
    let mut periods: Vec<(i64, ReportRules)> = Vec::new();
    for (key, value, from) in &rows {
        in_force.insert(key, value);
        let rules =
            ReportRules::new(in_force.iter().map(|(k, v)| (*k, *v))).map_err(Failure::bug)?;
        match periods.last_mut() {
            Some((at, last)) if at == from => *last = rules,
            _ => periods.push((*from, rules)),
        }
    }
    Ok(periods)
}

fn load_calendar(conn: &mut Conn) -> Result<Calendar, Failure> {
    let rows: Vec<(String, DayKind)> =
        calendar_day::table.select((calendar_day::date, calendar_day::kind)).load(conn)?;
    let days = rows.into_iter().map(|(date, kind)| Ok((Date::parse(&date)?, kind)));
    Ok(Calendar::new(days.collect::<Result<Vec<_>, String>>().map_err(Failure::bug)?))
}
