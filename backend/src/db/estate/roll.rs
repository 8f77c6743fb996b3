//! The stored roll and the decisions about names.

use diesel::prelude::*;
use shared::api::estate::NameDecision;
use shared::api::{Code, FieldRule, Problem};
use shared::domain::estate::roll::{Entry, SamePerson};
use shared::domain::estate::{EstateId, UnitId};
use shared::policy::{KeepRoll, Permit};
use shared::value::{Id, Phone, Timestamp};

use super::view::leading_number;
use crate::db::schema::{estate, name_decision, unit};
use crate::db::{Conn, vote};
use crate::failure::Failure;

/// An estate's roll as it is stored.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The units' ids, beside [`Stored::entries`].
    pub ids: Vec<UnitId>,
    /// Their rows, in house order.
    pub entries: Vec<Entry>,
}

/// The stored roll, in house order.
pub fn stored(conn: &mut Conn, of: EstateId) -> Result<Stored, Failure> {
    let rows: Vec<(UnitId, String)> =
        unit::table.filter(unit::estate_id.eq(of)).select((unit::id, unit::entry)).load(conn)?;
    let read = |(id, entry): (UnitId, String)| -> Result<(UnitId, Entry), Failure> {
        Ok((id, serde_json::from_str(&entry).map_err(Failure::bug)?))
    };
    let mut rows = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_cached_key(|(_, entry)| {
        let numbers = [&entry.building, &entry.stair, &entry.room].map(|text| leading_number(text));
        (entry.kind, numbers, entry.key())
    });
    let (ids, entries) = rows.into_iter().unzip();
    Ok(Stored { ids, entries })
}

/// The stored roll for whoever takes it away, which the audit log keeps.
pub fn take_roll(
    conn: &mut Conn,
    _permit: Permit<KeepRoll>,
    by: super::By<'_>,
    of: EstateId,
) -> Result<Stored, Failure> {
    by.note(conn, "export-roll", of.as_str(), "")?;
    stored(conn, of)
}

/// The estate of an id or a name; a name that two estates bear is refused.
pub fn find_estate(conn: &mut Conn, named: &str) -> Result<EstateId, Failure> {
    if let Ok(id) = Id::parse(named) {
        return Ok(estate::table.find(named).select(estate::id).first(conn).map(|_: String| id)?);
    }
    let found: Vec<EstateId> =
        estate::table.filter(estate::name.eq(named)).select(estate::id).limit(2).load(conn)?;
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Code::NotFound.into()),
        _ => Err(Problem::field("/estate", FieldRule::Malformed).into()),
    }
}

/// What was decided about names of an estate.
pub fn decisions(conn: &mut Conn, of: EstateId) -> Result<Vec<NameDecision>, Failure> {
    let rows: Vec<(String, String, String)> = name_decision::table
        .filter(name_decision::estate_id.eq(of))
        .select((name_decision::name, name_decision::phones, name_decision::same))
        .order(name_decision::name)
        .load(conn)?;
    let phones = |text: &str| -> Result<Vec<Option<Phone>>, Failure> {
        serde_json::from_str(text).map_err(Failure::bug)
    };
    let read = |(name, all, same): (String, String, String)| -> Result<NameDecision, Failure> {
        Ok(NameDecision { name, phones: phones(&all)?, same: phones(&same)? })
    };
    rows.into_iter().map(read).collect()
}

/// The decisions as whoever counts parties needs them.
pub fn same_persons(decisions: &[NameDecision]) -> Vec<SamePerson> {
    let together = decisions.iter().filter(|decision| decision.same.len() > 1);
    together.map(|d| SamePerson { name: d.name.clone(), phones: d.same.clone() }).collect()
}

/// Keeps a decision; a later one about the same name takes its place.
pub fn decide_name(
    conn: &mut Conn,
    _permit: Permit<KeepRoll>,
    by: super::By<'_>,
    of: EstateId,
    decision: &NameDecision,
) -> Result<(), Failure> {
    let text = |phones: &[Option<Phone>]| serde_json::to_string(phones).map_err(Failure::bug);
    let now: Timestamp = by.now;
    diesel::delete(name_decision::table.find((of.as_str(), &decision.name))).execute(conn)?;
    diesel::insert_into(name_decision::table)
        .values((
            name_decision::estate_id.eq(of.as_str()),
            name_decision::name.eq(&decision.name),
            name_decision::phones.eq(text(&decision.phones)?),
            name_decision::same.eq(text(&decision.same)?),
            name_decision::at.eq(now.ms()),
        ))
        .execute(conn)?;
    // No name in the log: which one, the decision itself says.
    by.note(conn, "decide-name", of.as_str(), "")?;
    // Two names that are one person are one party.
    vote::follow_estate(conn, of, now).map(drop)
}
