//! Common places and duty phones: each a short list that is replaced whole, in its order.

use diesel::prelude::*;
use sha2::{Digest, Sha256};
use shared::api::Code;
use shared::api::estate::{DutyPhoneId, PhoneList, PhoneRow, PlaceList, PlaceRow};
use shared::domain::estate::{CommonPlaceId, DutyPhone, EstateId};
use shared::policy::{KeepRoll, Permit};

use super::By;
use crate::db::Conn;
use crate::db::schema::{common_place, duty_phone, estate};
use crate::failure::{Failure, OnConflict};

/// Names a list by its content, so that whoever saves an old one is told.
fn version(rows: &impl serde::Serialize) -> Result<String, Failure> {
    let bytes = serde_json::to_vec(rows).map_err(Failure::bug)?;
    let hash = Sha256::digest(bytes);
    Ok(data_encoding::HEXLOWER.encode(hash.get(..8).unwrap_or_default()))
}

/// Of two writers at once, the second sees the first's list. 404 without the estate.
fn lock(conn: &mut Conn, of: EstateId) -> Result<(), Failure> {
    let row = estate::table.find(of.as_str());
    diesel::update(row).set(estate::name.eq(estate::name)).execute(conn)?;
    Ok(())
}

/// The common places, in order.
pub(super) fn places(conn: &mut Conn, of: EstateId) -> Result<PlaceList, Failure> {
    let rows: Vec<(CommonPlaceId, String)> = common_place::table
        .filter(common_place::estate_id.eq(of))
        .order((common_place::position, common_place::id))
        .select((common_place::id, common_place::name))
        .load(conn)?;
    let places: Vec<PlaceRow> = rows.into_iter().map(|(id, name)| PlaceRow { id, name }).collect();
    Ok(PlaceList { version: version(&places)?, places })
}

/// Replaces the common places. The same list again changes nothing; a list read before somebody
/// else's change is 409.
pub fn keep_places(
    conn: &mut Conn,
    _permit: Permit<KeepRoll>,
    by: By<'_>,
    of: EstateId,
    wanted: &PlaceList,
) -> Result<PlaceList, Failure> {
    lock(conn, of)?;
    let stored = places(conn, of)?;
    if stored.places == wanted.places {
        return Ok(stored);
    }
    if stored.version != wanted.version {
        return Err(Code::Conflict.into());
    }
    diesel::delete(common_place::table.filter(common_place::estate_id.eq(of))).execute(conn)?;
    for (position, row) in (0i64..).zip(&wanted.places) {
        diesel::insert_into(common_place::table)
            .values((
                common_place::estate_id.eq(of.as_str()),
                common_place::id.eq(row.id.as_str()),
                common_place::name.eq(&row.name),
                common_place::position.eq(position),
            ))
            .execute(conn)
            .on_conflict(Code::NameTaken)?;
    }
    by.note(conn, "keep-places", of.as_str(), "")?;
    places(conn, of)
}

/// The duty phones, in order.
pub(super) fn phones(conn: &mut Conn, of: EstateId) -> Result<PhoneList, Failure> {
    let rows: Vec<(DutyPhoneId, String, String, String)> = duty_phone::table
        .filter(duty_phone::estate_id.eq(of))
        .order((duty_phone::position, duty_phone::id))
        .select((duty_phone::id, duty_phone::label, duty_phone::number, duty_phone::hours))
        .load(conn)?;
    let row =
        |(id, label, number, hours)| PhoneRow { id, phone: DutyPhone { label, number, hours } };
    let phones: Vec<PhoneRow> = rows.into_iter().map(row).collect();
    Ok(PhoneList { version: version(&phones)?, phones })
}

/// Replaces the duty phones, as [`keep_places`] does.
pub fn keep_phones(
    conn: &mut Conn,
    _permit: Permit<KeepRoll>,
    by: By<'_>,
    of: EstateId,
    wanted: &PhoneList,
) -> Result<PhoneList, Failure> {
    lock(conn, of)?;
    let stored = phones(conn, of)?;
    if stored.phones == wanted.phones {
        return Ok(stored);
    }
    if stored.version != wanted.version {
        return Err(Code::Conflict.into());
    }
    diesel::delete(duty_phone::table.filter(duty_phone::estate_id.eq(of))).execute(conn)?;
    for (position, row) in (0i64..).zip(&wanted.phones) {
        diesel::insert_into(duty_phone::table)
            .values((
                duty_phone::estate_id.eq(of.as_str()),
                duty_phone::id.eq(row.id.as_str()),
                duty_phone::label.eq(&row.phone.label),
                duty_phone::number.eq(&row.phone.number),
                duty_phone::hours.eq(&row.phone.hours),
                duty_phone::position.eq(position),
            ))
            .execute(conn)
            .on_conflict(Code::IdTaken)?;
    }
    by.note(conn, "keep-phones", of.as_str(), "")?;
    phones(conn, of)
}
