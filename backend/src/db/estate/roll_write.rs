//! The import of a roll: all of it or nothing, in one transaction. Units keep their ids, an owner is
//! a name with a phone, and the seats follow at once.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::upsert::excluded;
use shared::api::Code;
use shared::api::estate::{RollApplied, RollChange};
use shared::domain::estate::roll::{Difference, Entry, UnitKey, difference, digest, unit_digest};
use shared::domain::estate::{EstateId, UnitId};
use shared::journal::Fact;
use shared::policy::{KeepRoll, Permit};
use shared::value::{MINUTE, Timestamp};

use super::By;
use super::office::whole;
use super::roll::{Stored, stored};
use crate::db::journal::{self, AuditLine, audit};
use crate::db::schema::{estate, name_decision, owner, seat, unit, unit_owner};
use crate::db::{Conn, account, per_database, vote};
use crate::failure::Failure;
use crate::port::random;

/// Rows in one statement: below the databases' limits on values with every table here.
const BATCH: usize = 1000;

/// What became of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// Stored, or the same as before.
    Done(RollApplied),
    /// The file or the stored roll is not what was looked at.
    Changed,
}

/// Imports a roll for somebody who has looked at what it changes: `consent` says so for exactly this
/// roll over exactly the stored one. A roll that changes nothing needs none, so that a repeated
/// request is answered.
pub fn import(
    conn: &mut Conn,
    _permit: Permit<KeepRoll>,
    by: By<'_>,
    (of, roll): (EstateId, &[Entry]),
    agreed: impl Fn(&[Entry]) -> bool,
) -> Result<Imported, Failure> {
    lock(conn, of)?;
    let old = stored(conn, of)?;
    let change = difference(&old.entries, roll);
    if !change.is_empty() && !agreed(&old.entries) {
        return Ok(Imported::Changed);
    }
    let applied = write(conn, of, &old, roll, &change, by.now)?;
    if !change.is_empty() {
        by.note(conn, "import-roll", of.as_str(), &said(&applied))?;
    }
    Ok(Imported::Done(applied))
}

/// Imports a roll for whoever runs the server's command.
pub fn import_by_operator(
    conn: &mut Conn,
    of: EstateId,
    roll: &[Entry],
    now: Timestamp,
) -> Result<RollApplied, Failure> {
    lock(conn, of)?;
    let old = stored(conn, of)?;
    let change = difference(&old.entries, roll);
    let applied = write(conn, of, &old, roll, &change, now)?;
    if !change.is_empty() {
        let line = AuditLine {
            at: now.ms(),
            account: "operator",
            seat: "",
            role: "",
            action: "import-roll",
            object: of.as_str(),
            reason: &said(&applied),
            ip: "",
        };
        audit(conn, &line)?;
    }
    Ok(applied)
}

fn said(applied: &RollApplied) -> String {
    let RollChange { added, changed, removed, unchanged } = applied.change;
    format!("{added} added, {changed} changed, {removed} removed, {unchanged} unchanged")
}

/// Of two imports at once, the second sees the first's roll.
fn lock(conn: &mut Conn, of: EstateId) -> Result<(), Failure> {
    let row = estate::table.find(of.as_str());
    let found = diesel::update(row).set(estate::name.eq(estate::name)).execute(conn)?;
    if found == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}

fn write(
    conn: &mut Conn,
    of: EstateId,
    old: &Stored,
    roll: &[Entry],
    change: &Difference,
    now: Timestamp,
) -> Result<RollApplied, Failure> {
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    let counts = RollChange {
        added: count(change.added.len()),
        changed: count(change.changed.len()),
        removed: count(change.removed.len()),
        unchanged: count(change.unchanged),
    };
    let applied = RollApplied { units: count(roll.len()), change: counts };
    if change.is_empty() {
        return Ok(applied);
    }
    let ids: BTreeMap<UnitKey, UnitId> =
        old.entries.iter().map(Entry::key).zip(old.ids.iter().copied()).collect();
    let touched = touched(change, &ids, now)?;
    let removed: Vec<UnitId> =
        change.removed.iter().filter_map(|entry| ids.get(&entry.key()).copied()).collect();
    let owners = write_owners(conn, of, &touched, now)?;
    write_units(conn, of, &touched)?;
    write_unit_owners(conn, of, &touched, &removed, &owners)?;
    account::follow_roll(conn, of, now)?;
    remove_units(conn, of, &removed, now)?;
    forget_persons(conn, of)?;
    let fact = Fact::Roll { units: whole(i64::from(applied.units)), digest: unit_digest(roll) };
    let private = serde_json::json!({ "change": counts, "digest": digest(roll) });
    journal::append(conn, of, now.floor_to(MINUTE), fact, &private.to_string())?;
    // Who is told hears it with the next look: an import has no live listeners of its own.
    vote::follow_estate(conn, of, now)?;
    Ok(applied)
}

/// The units to write: new ones with new ids, changed ones with their own.
fn touched<'a>(
    change: &'a Difference,
    ids: &BTreeMap<UnitKey, UnitId>,
    now: Timestamp,
) -> Result<Vec<(UnitId, &'a Entry)>, Failure> {
    let added = change.added.iter().map(|entry| Ok((random::id(now)?, entry)));
    let changed = change.changed.iter().map(|both| {
        let id = ids.get(&both.after.key()).copied();
        id.map(|id| (id, &both.after)).ok_or_else(|| Failure::bug("a changed unit without an id"))
    });
    added.chain(changed).collect()
}

#[derive(Insertable)]
#[diesel(table_name = unit, treat_none_as_default_value = false)]
struct UnitRow<'a> {
    estate_id: &'a str,
    id: &'a str,
    building: &'a str,
    stair: &'a str,
    room: &'a str,
    kind: &'a str,
    area: i64,
    unsold: bool,
    entry: String,
}

fn write_units(conn: &mut Conn, of: EstateId, touched: &[(UnitId, &Entry)]) -> Result<(), Failure> {
    for batch in touched.chunks(BATCH) {
        let rows = batch.iter().map(|(id, entry)| {
            Ok(UnitRow {
                estate_id: of.as_str(),
                id: id.as_str(),
                building: &entry.building,
                stair: &entry.stair,
                room: &entry.room,
                kind: entry.kind.as_str(),
                area: entry.area.hundredths(),
                unsold: entry.unsold(),
                entry: serde_json::to_string(entry).map_err(Failure::bug)?,
            })
        });
        let rows = rows.collect::<Result<Vec<_>, Failure>>()?;
        per_database!(conn, |c| diesel::insert_into(unit::table)
            .values(&rows)
            .on_conflict((unit::estate_id, unit::id))
            .do_update()
            .set((
                unit::area.eq(excluded(unit::area)),
                unit::unsold.eq(excluded(unit::unsold)),
                unit::entry.eq(excluded(unit::entry)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// An owner of an estate: a name with a phone, the phone empty where the sheet gives none.
type OwnerKey = (String, String);

#[derive(Insertable)]
#[diesel(table_name = owner, treat_none_as_default_value = false)]
struct OwnerRow<'a> {
    estate_id: &'a str,
    id: String,
    name: &'a str,
    phone: &'a str,
}

fn keys(entry: &Entry) -> impl Iterator<Item = OwnerKey> {
    entry.owners.iter().map(|owner| {
        let phone =
            owner.phone.as_ref().map_or_else(String::new, |phone| phone.as_str().to_owned());
        (owner.name.clone(), phone)
    })
}

/// The ids of all owners, after the new ones are stored.
fn write_owners(
    conn: &mut Conn,
    of: EstateId,
    touched: &[(UnitId, &Entry)],
    now: Timestamp,
) -> Result<BTreeMap<OwnerKey, String>, Failure> {
    let known: Vec<(String, String, String)> = owner::table
        .filter(owner::estate_id.eq(of))
        .select((owner::name, owner::phone, owner::id))
        .load(conn)?;
    let mut ids: BTreeMap<OwnerKey, String> =
        known.into_iter().map(|(name, phone, id)| ((name, phone), id)).collect();
    let wanted: BTreeSet<OwnerKey> = touched.iter().flat_map(|(_, entry)| keys(entry)).collect();
    let new: Vec<OwnerKey> = wanted.into_iter().filter(|key| !ids.contains_key(key)).collect();
    for batch in new.chunks(BATCH) {
        let mut rows = Vec::with_capacity(batch.len());
        for (name, phone) in batch {
            let id = random::id::<()>(now)?.to_string();
            ids.insert((name.clone(), phone.clone()), id.clone());
            rows.push(OwnerRow { estate_id: of.as_str(), id, name, phone });
        }
        per_database!(conn, |c| diesel::insert_into(owner::table).values(&rows).execute(c))?;
    }
    Ok(ids)
}

#[derive(Insertable)]
#[diesel(table_name = unit_owner, treat_none_as_default_value = false)]
struct UnitOwnerRow<'a> {
    estate_id: &'a str,
    unit_id: &'a str,
    owner_id: &'a str,
    position: i64,
}

fn write_unit_owners(
    conn: &mut Conn,
    of: EstateId,
    touched: &[(UnitId, &Entry)],
    removed: &[UnitId],
    owners: &BTreeMap<OwnerKey, String>,
) -> Result<(), Failure> {
    let stale: Vec<&str> =
        touched.iter().map(|(id, _)| id).chain(removed).map(UnitId::as_str).collect();
    for batch in stale.chunks(BATCH) {
        let rows = unit_owner::table.filter(unit_owner::estate_id.eq(of.as_str()));
        diesel::delete(rows.filter(unit_owner::unit_id.eq_any(batch))).execute(conn)?;
    }
    let mut rows = Vec::new();
    for (id, entry) in touched {
        for (position, key) in (0i64..).zip(keys(entry)) {
            let owner_id =
                owners.get(&key).ok_or_else(|| Failure::bug("an owner without an id"))?;
            let (estate_id, unit_id) = (of.as_str(), id.as_str());
            rows.push(UnitOwnerRow { estate_id, unit_id, owner_id, position });
        }
    }
    for batch in rows.chunks(BATCH) {
        per_database!(conn, |c| diesel::insert_into(unit_owner::table).values(batch).execute(c))?;
    }
    Ok(())
}

/// Takes units away on which nothing hangs: no seat in force beside those of the roll, which have
/// gone already, and no row of any feature.
fn remove_units(
    conn: &mut Conn,
    of: EstateId,
    removed: &[UnitId],
    now: Timestamp,
) -> Result<(), Failure> {
    let removed: Vec<&str> = removed.iter().map(UnitId::as_str).collect();
    for batch in removed.chunks(BATCH) {
        let held: i64 = seat::table
            .filter(seat::scope_kind.eq("UNIT").and(seat::scope_id.eq_any(batch)))
            .filter(seat::revoked.is_null())
            .filter(seat::valid_to.is_null().or(seat::valid_to.gt(now.ms())))
            .count()
            .get_result(conn)?;
        if held > 0 {
            return Err(Code::UnitInUse.into());
        }
        let rows = unit::table.filter(unit::estate_id.eq(of.as_str()).and(unit::id.eq_any(batch)));
        match diesel::delete(rows).execute(conn) {
            Err(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
                return Err(Code::UnitInUse.into());
            }
            other => other?,
        };
    }
    Ok(())
}

/// Erases owners who own nothing any more, and decisions about names that nobody bears.
fn forget_persons(conn: &mut Conn, of: EstateId) -> Result<(), Failure> {
    let owning = unit_owner::table
        .filter(unit_owner::estate_id.eq(of.as_str()))
        .select(unit_owner::owner_id);
    let gone = owner::table.filter(owner::estate_id.eq(of.as_str()));
    diesel::delete(gone.filter(owner::id.ne_all(owning))).execute(conn)?;
    let named = owner::table.filter(owner::estate_id.eq(of.as_str())).select(owner::name);
    let gone = name_decision::table.filter(name_decision::estate_id.eq(of.as_str()));
    diesel::delete(gone.filter(name_decision::name.ne_all(named))).execute(conn)?;
    Ok(())
}
