//! Estates: what stands where and whom to call.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::estate::{BuildingView, EstateView};
use shared::domain::estate::{DutyPhone, EstateId, UnitKind};
use shared::value::{Calendar, Timestamp};

use super::schema::{
    calendar_day, common_place, community, company, contract, duty_phone, estate, town, unit,
};
use super::{Conn, per_database};
use crate::failure::Failure;

/// What everybody of an estate may see of it.
pub fn view(conn: &mut Conn, id: EstateId, now: Timestamp) -> Result<EstateView, Failure> {
    let (name, community, town): (String, String, String) = estate::table
        .inner_join(community::table.on(community::id.eq(estate::community_id)))
        .inner_join(town::table.on(town::id.eq(community::town_id)))
        .filter(estate::id.eq(id))
        .select((estate::name, community::name, town::name))
        .first(conn)?;
    let company = contract::table
        .inner_join(company::table.on(company::id.eq(contract::company_id)))
        .filter(contract::estate_id.eq(id))
        .filter(contract::valid_from.le(now).and(contract::valid_to.gt(now)))
        .order(contract::valid_from.desc())
        .select(company::name)
        .first(conn)
        .optional()?;
    let places = common_place::table
        .filter(common_place::estate_id.eq(id))
        .order(common_place::position)
        .select(common_place::name)
        .load(conn)?;
    let phones: Vec<(String, String, String)> = duty_phone::table
        .filter(duty_phone::estate_id.eq(id))
        .order(duty_phone::position)
        .select((duty_phone::label, duty_phone::number, duty_phone::hours))
        .load(conn)?;
    let phones = phones.into_iter().map(|(label, number, hours)| DutyPhone { label, number, hours });
    Ok(EstateView {
        id,
        name,
        community,
        town,
        company,
        buildings: buildings(conn, id)?,
        places,
        phones: phones.collect(),
    })
}

/// Stores the shipped calendar; a day that is there stays as the authority has set it.
pub fn store_calendar(conn: &mut Conn, tsv: &str) -> Result<(), Failure> {
    let days = Calendar::read_tsv(tsv).map_err(Failure::bug)?;
    let known: Vec<String> = calendar_day::table.select(calendar_day::date).load(conn)?;
    for day in days {
        let date = day.date.to_string();
        if known.contains(&date) {
            continue;
        }
        let row = (
            calendar_day::date.eq(date),
            calendar_day::kind.eq(day.kind),
            calendar_day::name.eq(day.name),
            calendar_day::provisional.eq(day.provisional),
        );
        per_database!(conn, |c| diesel::insert_into(calendar_day::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// The buildings with their stairs, in house order, from the roll.
fn buildings(conn: &mut Conn, id: EstateId) -> Result<Vec<BuildingView>, Failure> {
    let rooms: Vec<(String, String, String)> = unit::table
        .filter(unit::estate_id.eq(id).and(unit::kind.eq_any([UnitKind::Flat, UnitKind::Shop])))
        .select((unit::building, unit::stair, unit::room))
        .load(conn)?;
    let mut found: BTreeMap<(u32, String), (BTreeMap<(u32, String), ()>, u32)> = BTreeMap::new();
    for (building, stair, room) in rooms {
        let entry = found.entry((leading_number(&building), building)).or_default();
        if !stair.is_empty() {
            entry.0.insert((leading_number(&stair), stair), ());
        }
        entry.1 = entry.1.max(floor_of(&room));
    }
    let view = |((_, name), (stairs, floors)): ((u32, String), (BTreeMap<(u32, String), ()>, u32))| {
        BuildingView { name, stairs: stairs.into_keys().map(|(_, stair)| stair).collect(), floors }
    };
    Ok(found.into_iter().map(view).collect())
}

/// The number a name begins with, for house order; names without one come last.
fn leading_number(name: &str) -> u32 {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

/// `1102` is on floor 11; the last two digits count the doors.
fn floor_of(room: &str) -> u32 {
    room.parse::<u32>().map_or(0, |number| number / 100).min(200)
}
