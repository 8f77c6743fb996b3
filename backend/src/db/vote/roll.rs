//! 计票名册: written with the notice from the estate's roll, written anew when that changes before
//! the opening, and frozen there (`domain.md` 2.2; `threats.md` V4).

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use sha2::{Digest as _, Sha256};
use shared::domain::account::masked_name;
use shared::domain::estate::roll::{Entry, RollOwner, UnitKind};
use shared::domain::estate::{EstateId, UnitId};
use shared::domain::vote::{
    MatterScope, MeetingDraft, MeetingParty, MeetingRoll, PartyId, RollFault, VoteFact, Weight,
    meeting_roll,
};
use shared::journal::{FrozenMatter, FrozenRoll, FrozenRow};
use shared::value::Timestamp;

use super::check::noticed_of;
use super::meeting::{Meeting, append};
use super::notice::{MeetingNews, tell};
use crate::db::estate::{decisions, same_persons, stored};
use crate::db::report::Told;
use crate::db::schema::{
    meeting, meeting_delivery, meeting_lock, meeting_matter, meeting_owner, meeting_party,
    meeting_party_building,
};
use crate::db::seat::unit_name;
use crate::db::{Conn, per_database};
use crate::failure::Failure;
use crate::port::random;

/// Rows in one statement.
const BATCH: usize = 500;

/// A roll computed from the estate's, not stored yet.
pub(super) struct Computed {
    units: Vec<(UnitId, Entry)>,
    roll: MeetingRoll,
    /// Which of the roll's scopes each matter has.
    scope_of: Vec<usize>,
}

impl Computed {
    /// How many persons decide on each matter, in the draft's order.
    pub(super) fn parties_in_scopes(&self) -> Vec<u32> {
        let persons = |scope: &usize| {
            let whole = self.roll.scopes.get(*scope).copied().flatten().unwrap_or_default();
            u32::try_from(whole.persons).unwrap_or(u32::MAX)
        };
        self.scope_of.iter().map(persons).collect()
    }
}

/// The roll of a draft as the estate's roll stands now.
pub(super) fn compute(
    conn: &mut Conn,
    estate: EstateId,
    draft: &MeetingDraft,
) -> Result<Result<Computed, RollFault>, Failure> {
    let roll = stored(conn, estate)?;
    let units: Vec<(UnitId, Entry)> = roll.ids.into_iter().zip(roll.entries).collect();
    let same = same_persons(&decisions(conn, estate)?);
    let mut scopes: Vec<MatterScope> = Vec::new();
    let mut scope_of = Vec::new();
    for matter in &draft.matters {
        let place = scopes.iter().position(|scope| *scope == matter.scope);
        scope_of.push(place.unwrap_or(scopes.len()));
        if place.is_none() {
            scopes.push(matter.scope.clone());
        }
    }
    let computed = meeting_roll(&units, &same, draft.parking, &scopes);
    Ok(computed.map(|roll| Computed { units, roll, scope_of }))
}

/// Freezes the texts with the notice and writes their hashes into the journal.
pub(super) fn freeze_matters(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<(), Failure> {
    for (no, matter) in (1i64..).zip(&of.draft.matters) {
        let place = (of.estate(), of.id());
        let frozen =
            FrozenMatter::new(place, matter.clone(), of.draft.follow.clone(), &of.rules, &[]);
        let bytes =
            frozen.bytes().ok_or_else(|| Failure::bug("a matter without canonical form"))?;
        let hash = frozen.digest().ok_or_else(|| Failure::bug("a matter without a hash"))?;
        diesel::insert_into(meeting_matter::table)
            .values((
                meeting_matter::estate_id.eq(of.estate()),
                meeting_matter::meeting_id.eq(of.id()),
                meeting_matter::id.eq(matter.id),
                meeting_matter::no.eq(no),
                meeting_matter::frozen.eq(bytes),
                meeting_matter::hash.eq(hash.to_string()),
                meeting_matter::area.eq(0i64),
                meeting_matter::persons.eq(0i64),
            ))
            .execute(conn)?;
        let (meeting, matter, hash) = (of.id(), matter.id, hash.to_string());
        let fact = VoteFact::Text { meeting, matter, hash };
        append(conn, of, now, fact, &serde_json::json!({}))?;
    }
    Ok(())
}

/// Writes the roll of every meeting that is noticed and not open: the estate's has changed.
pub(in crate::db) fn follow_estate(
    conn: &mut Conn,
    estate: EstateId,
    now: Timestamp,
) -> Result<Vec<Told>, Failure> {
    let mut told = Vec::new();
    for id in noticed_of(conn, estate)? {
        let of = Meeting::by_id(conn, id, now)?;
        told.extend(write(conn, &of, now)?);
    }
    Ok(told)
}

/// Writes the roll as the estate's stands now. Where it became another, halves of locks that were
/// made for the old one are void, and their holders are told.
pub(super) fn write(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<Vec<Told>, Failure> {
    let computed = compute(conn, of.estate(), &of.draft)?.map_err(Failure::bug)?;
    let known = known_parties(conn, of)?;
    let mut rows = Vec::new();
    for (no, party) in (1i64..).zip(&computed.roll.parties) {
        let holder = holder(party)?;
        let id = match known.get(&holder) {
            Some(id) => *id,
            None => random::id(now)?,
        };
        rows.push(Row { id, no, holder, party });
    }
    let frozen =
        rows.iter().map(|row| FrozenRow { party: row.id, weights: row.party.weights.clone() });
    let frozen = FrozenRoll::new(frozen.collect()).ok_or_else(|| Failure::bug("a party twice"))?;
    let root = frozen.root().ok_or_else(|| Failure::bug("a roll without a root"))?.to_string();
    if of.row.roll_root.as_deref() == Some(root.as_str()) {
        return Ok(Vec::new());
    }
    remove(conn, of, &known, &rows)?;
    store(conn, of, &computed, &rows, &known)?;
    for (matter, scope) in of.draft.matters.iter().zip(&computed.scope_of) {
        let whole = computed.roll.scopes.get(*scope).copied().flatten().unwrap_or_default();
        let (area, persons) = columns(whole)?;
        diesel::update(meeting_matter::table.find((of.estate(), of.id(), matter.id)))
            .set((meeting_matter::area.eq(area), meeting_matter::persons.eq(persons)))
            .execute(conn)?;
    }
    let row = meeting::table.find((of.estate(), of.id()));
    let none: Option<String> = None;
    diesel::update(row)
        .set((meeting::roll_root.eq(&root), meeting::key_sheet.eq(none)))
        .execute(conn)?;
    let parties = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    append(
        conn,
        of,
        now,
        VoteFact::Roll { meeting: of.id(), root, parties },
        &serde_json::json!({}),
    )?;
    let locks = meeting_lock::table
        .filter(meeting_lock::estate_id.eq(of.estate()).and(meeting_lock::meeting_id.eq(of.id())));
    if diesel::delete(locks).execute(conn)? > 0 {
        return tell(conn, of, &MeetingNews::LocksVoid, now);
    }
    Ok(Vec::new())
}

/// The root once more at the opening: from here on it never changes.
pub(super) fn journal_root(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<(), Failure> {
    let root = of.row.roll_root.clone().ok_or_else(|| Failure::bug("a meeting without a roll"))?;
    let parties: i64 = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .count()
        .get_result(conn)?;
    let parties = u32::try_from(parties).unwrap_or(u32::MAX);
    let fact = VoteFact::Roll { meeting: of.id(), root, parties };
    append(conn, of, now, fact, &serde_json::json!({})).map(drop)
}

struct Row<'a> {
    id: PartyId,
    no: i64,
    holder: String,
    party: &'a MeetingParty,
}

/// Names who a party is, so that the next writing finds it again.
fn holder(party: &MeetingParty) -> Result<String, Failure> {
    let who = serde_json::to_string(&(party.developer, &party.owners)).map_err(Failure::bug)?;
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(who)))
}

fn known_parties(conn: &mut Conn, of: &Meeting) -> Result<BTreeMap<String, PartyId>, Failure> {
    let rows: Vec<(String, PartyId)> = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .select((meeting_party::holder, meeting_party::id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Takes out who is no longer on the roll, and what is written anew.
fn remove(
    conn: &mut Conn,
    of: &Meeting,
    known: &BTreeMap<String, PartyId>,
    rows: &[Row<'_>],
) -> Result<(), Failure> {
    macro_rules! of_meeting {
        ($table:ident) => {
            $table::table
                .filter($table::estate_id.eq(of.estate()).and($table::meeting_id.eq(of.id())))
        };
    }
    diesel::delete(of_meeting!(meeting_party_building)).execute(conn)?;
    diesel::delete(of_meeting!(meeting_owner)).execute(conn)?;
    let kept: BTreeSet<PartyId> = rows.iter().map(|row| row.id).collect();
    let gone: Vec<PartyId> = known.values().filter(|id| !kept.contains(id)).copied().collect();
    for ids in gone.chunks(BATCH) {
        let deliveries =
            of_meeting!(meeting_delivery).filter(meeting_delivery::party_id.eq_any(ids));
        diesel::delete(deliveries).execute(conn)?;
        let parties = of_meeting!(meeting_party).filter(meeting_party::id.eq_any(ids));
        diesel::delete(parties).execute(conn)?;
    }
    Ok(())
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = meeting_party)]
struct PartyRow {
    estate_id: EstateId,
    meeting_id: shared::domain::vote::MeetingId,
    id: PartyId,
    no: i64,
    holder: String,
    developer: bool,
    units: String,
    owners: String,
    sources: String,
    area: i64,
    persons: i64,
    weights: String,
}

#[derive(Insertable)]
#[diesel(table_name = meeting_party_building)]
struct BuildingRow {
    estate_id: EstateId,
    meeting_id: shared::domain::vote::MeetingId,
    party_id: PartyId,
    building: String,
    no: i64,
    area: i64,
    persons: i64,
}

#[derive(Insertable)]
#[diesel(table_name = meeting_owner)]
struct OwnerRow {
    estate_id: EstateId,
    meeting_id: shared::domain::vote::MeetingId,
    party_id: PartyId,
    no: i64,
    name: String,
    phone: String,
}

fn store(
    conn: &mut Conn,
    of: &Meeting,
    computed: &Computed,
    rows: &[Row<'_>],
    known: &BTreeMap<String, PartyId>,
) -> Result<(), Failure> {
    let house = house_order(&computed.units);
    let (mut new, mut buildings, mut owners) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let party = party_row(of, computed, row)?;
        if known.contains_key(&row.holder) {
            let at = (of.estate(), of.id(), row.id);
            diesel::update(meeting_party::table.find(at)).set(&party).execute(conn)?;
        } else {
            new.push(party);
        }
        let (estate_id, meeting_id, party_id) = (of.estate(), of.id(), row.id);
        for (building, weight) in &row.party.buildings {
            let (area, persons) = columns(*weight)?;
            let no = house.get(building).copied().unwrap_or_default();
            let building = building.clone();
            buildings.push(BuildingRow {
                estate_id,
                meeting_id,
                party_id,
                building,
                no,
                area,
                persons,
            });
        }
        for (no, owner) in (1i64..).zip(with_phones(computed, row.party)) {
            let phone = owner.phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default();
            let name = owner.name;
            owners.push(OwnerRow { estate_id, meeting_id, party_id, no, name, phone });
        }
    }
    for rows in new.chunks(BATCH) {
        per_database!(conn, |c| diesel::insert_into(meeting_party::table).values(rows).execute(c))?;
    }
    for rows in buildings.chunks(BATCH) {
        per_database!(conn, |c| diesel::insert_into(meeting_party_building::table)
            .values(rows)
            .execute(c))?;
    }
    for rows in owners.chunks(BATCH) {
        per_database!(conn, |c| diesel::insert_into(meeting_owner::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// The owners with their numbers. A developer's party knows no numbers; those that stand beside its
/// units act for it.
fn with_phones(computed: &Computed, party: &MeetingParty) -> BTreeSet<RollOwner> {
    if !party.developer {
        return party.owners.clone();
    }
    let entries = party.units.iter().filter_map(|place| computed.units.get(*place));
    let beside = entries.flat_map(|(_, entry)| entry.owners.iter());
    beside.filter(|owner| party.owners.iter().any(|of| of.name == owner.name)).cloned().collect()
}

fn house_order(units: &[(UnitId, Entry)]) -> BTreeMap<String, i64> {
    let mut house = BTreeMap::new();
    for (_, entry) in units {
        let next = i64::try_from(house.len()).unwrap_or(i64::MAX);
        house.entry(entry.building.clone()).or_insert(next);
    }
    house
}

fn party_row(of: &Meeting, computed: &Computed, row: &Row<'_>) -> Result<PartyRow, Failure> {
    let text = |value: serde_json::Value| value.to_string();
    let entries = row.party.units.iter().filter_map(|place| computed.units.get(*place));
    let names: Vec<String> = entries
        .map(|(_, entry)| {
            unit_name(&entry.building, &entry.stair, &entry.room, entry.kind == UnitKind::Parking)
        })
        .collect();
    let owners = row.party.owners.iter().map(|owner| {
        if row.party.developer { owner.name.clone() } else { masked_name(&owner.name) }
    });
    let (area, persons) = columns(row.party.whole)?;
    Ok(PartyRow {
        estate_id: of.estate(),
        meeting_id: of.id(),
        id: row.id,
        no: row.no,
        holder: row.holder.clone(),
        developer: row.party.developer,
        units: text(serde_json::json!(names)),
        owners: text(serde_json::json!(owners.collect::<Vec<_>>())),
        sources: text(serde_json::json!(row.party.sources)),
        area,
        persons,
        weights: text(serde_json::json!(row.party.weights)),
    })
}

/// A weight as its columns.
fn columns(weight: Weight) -> Result<(i64, i64), Failure> {
    let column = |value: u64| i64::try_from(value).map_err(Failure::bug);
    Ok((column(weight.area)?, column(weight.persons)?))
}
