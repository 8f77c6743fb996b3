//! Estates: what stands where and whom to call.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use shared::api::estate::{BuildingView, EstateView};
use shared::domain::estate::{DutyPhone, EstateId, UnitKind};
use shared::value::Timestamp;

use crate::db::Conn;
use crate::db::schema::{
    common_place, community, company, contract, duty_phone, estate, town, unit,
};
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
    let phones =
        phones.into_iter().map(|(label, number, hours)| DutyPhone { label, number, hours });
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

/// The buildings with their stairs, in house order, from the roll.
fn buildings(conn: &mut Conn, id: EstateId) -> Result<Vec<BuildingView>, Failure> {
    let rooms: Vec<(String, String, String)> = unit::table
        .filter(unit::estate_id.eq(id).and(unit::kind.eq_any([UnitKind::Flat, UnitKind::Shop])))
        .select((unit::building, unit::stair, unit::room))
        .load(conn)?;
    let mut found: BTreeMap<HouseOrder, (BTreeSet<HouseOrder>, u32)> = BTreeMap::new();
    for (building, stair, room) in rooms {
        let (stairs, floors) = found.entry((leading_number(&building), building)).or_default();
        if !stair.is_empty() {
            stairs.insert((leading_number(&stair), stair));
        }
        *floors = (*floors).max(floor_of(&room));
    }
    let view = |((_, name), (stairs, floors)): (HouseOrder, (BTreeSet<HouseOrder>, u32))| {
        BuildingView { name, stairs: stairs.into_iter().map(|(_, stair)| stair).collect(), floors }
    };
    Ok(found.into_iter().map(view).collect())
}

/// A name behind the number it begins with.
type HouseOrder = (u32, String);

/// The number a name begins with, for house order; names without one come last.
pub(super) fn leading_number(name: &str) -> u32 {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

/// `1102` is on floor 11; the last two digits count the doors.
fn floor_of(room: &str) -> u32 {
    room.parse::<u32>().map_or(0, |number| number / 100).min(200)
}
