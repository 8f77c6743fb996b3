//! The place of a report against what stands in the estate: what is public names no unit and no person
//! (`domain.md` 3.4).

use diesel::prelude::*;
use shared::api::{Code, FieldRule, Problem};
use shared::domain::estate::{EstateId, Place, UnitKind, is_unlisted_building};

use crate::db::Conn;
use crate::db::schema::{common_place, unit};
use crate::failure::Failure;

/// The homes and shops of an estate: they name its buildings and stairs.
macro_rules! rooms {
    ($estate:expr) => {
        unit::table
            .filter(unit::estate_id.eq($estate))
            .filter(unit::kind.eq_any([UnitKind::Flat, UnitKind::Shop]))
    };
}

/// Refuses a building or stair that the roll does not name (422). An estate whose roll names none yet
/// takes a short name instead.
pub(super) fn check(conn: &mut Conn, estate: EstateId, place: &Place) -> Result<(), Failure> {
    let Place::Building { building, stair, .. } = place else { return Ok(()) };
    let stairs: Vec<String> = rooms!(estate)
        .filter(unit::building.eq(building))
        .select(unit::stair)
        .distinct()
        .load(conn)?;
    if !stairs.is_empty() {
        let known = stair.as_ref().is_none_or(|stair| stairs.contains(stair));
        return if known { Ok(()) } else { Err(unknown("/place/stair")) };
    }
    if diesel::select(diesel::dsl::exists(rooms!(estate))).get_result(conn)? {
        return Err(unknown("/place/building"));
    }
    let unlisted = [(Some(building), "/place/building"), (stair.as_ref(), "/place/stair")];
    let long = |name: &&String| !is_unlisted_building(name);
    match unlisted.into_iter().find(|(name, _)| name.as_ref().is_some_and(long)) {
        Some((_, pointer)) => Err(unknown(pointer)),
        None => Ok(()),
    }
}

fn unknown(pointer: &str) -> Failure {
    let errors = Problem::field(pointer, FieldRule::Unknown).errors;
    Problem { errors, ..Code::PlaceUnknown.into() }.into()
}

/// The names that the estate gave its common places.
pub(super) fn common_names(conn: &mut Conn, estate: EstateId) -> Result<Vec<String>, Failure> {
    let names = common_place::table.filter(common_place::estate_id.eq(estate));
    Ok(names.select(common_place::name).load(conn)?)
}
