//! Rows that stand without a person who acts: how the demo and the tests begin.

use diesel::prelude::*;
use shared::domain::estate::roll::{self, AreaSource, Entry, Handover, RollOwner};
use shared::domain::estate::{
    CommunityId, CompanyId, ContractId, DutyPhone, EstateId, TownId, UnitId, UnitKind,
};
use shared::value::{Area, Id, Phone, Timestamp};

use super::Conn;
use super::schema::{
    common_place, community, company, contract, duty_phone, estate, owner, town, unit, unit_owner,
};
use crate::failure::Failure;
use crate::port::random;

/// A town.
pub fn town(conn: &mut Conn, name: &str, now: Timestamp) -> Result<TownId, Failure> {
    let id: TownId = random::id(now)?;
    diesel::insert_into(town::table)
        .values((town::id.eq(id), town::name.eq(name)))
        .execute(conn)?;
    Ok(id)
}

/// A community of a town.
pub fn community(
    conn: &mut Conn,
    of: TownId,
    name: &str,
    now: Timestamp,
) -> Result<CommunityId, Failure> {
    let id: CommunityId = random::id(now)?;
    diesel::insert_into(community::table)
        .values((community::id.eq(id), community::town_id.eq(of), community::name.eq(name)))
        .execute(conn)?;
    Ok(id)
}

/// An estate of a community.
pub fn estate(
    conn: &mut Conn,
    of: CommunityId,
    name: &str,
    now: Timestamp,
) -> Result<EstateId, Failure> {
    let id: EstateId = random::id(now)?;
    diesel::insert_into(estate::table)
        .values((estate::id.eq(id), estate::community_id.eq(of), estate::name.eq(name)))
        .execute(conn)?;
    Ok(id)
}

/// A company.
pub fn company(
    conn: &mut Conn,
    name: &str,
    credit_code: &str,
    now: Timestamp,
) -> Result<CompanyId, Failure> {
    let id: CompanyId = random::id(now)?;
    diesel::insert_into(company::table)
        .values((company::id.eq(id), company::name.eq(name), company::credit_code.eq(credit_code)))
        .execute(conn)?;
    Ok(id)
}

/// A contract of a company with an estate, in force from one instant to another.
pub fn contract(
    conn: &mut Conn,
    of: EstateId,
    with: CompanyId,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<ContractId, Failure> {
    let id: ContractId = random::id(now)?;
    diesel::insert_into(contract::table)
        .values((
            contract::estate_id.eq(of),
            contract::id.eq(id),
            contract::company_id.eq(with),
            contract::valid_from.eq(from),
            contract::valid_to.eq(to),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Common places, in order.
pub fn places(
    conn: &mut Conn,
    of: EstateId,
    names: &[&str],
    now: Timestamp,
) -> Result<(), Failure> {
    for (position, name) in (0i64..).zip(names) {
        let id: Id<()> = random::id(now)?;
        diesel::insert_into(common_place::table)
            .values((
                common_place::estate_id.eq(of),
                common_place::id.eq(id.as_str()),
                common_place::name.eq(*name),
                common_place::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Duty phones, in order.
pub fn phones(
    conn: &mut Conn,
    of: EstateId,
    phones: &[DutyPhone],
    now: Timestamp,
) -> Result<(), Failure> {
    for (position, phone) in (0i64..).zip(phones) {
        let id: Id<()> = random::id(now)?;
        diesel::insert_into(duty_phone::table)
            .values((
                duty_phone::estate_id.eq(of),
                duty_phone::id.eq(id.as_str()),
                duty_phone::label.eq(&phone.label),
                duty_phone::number.eq(&phone.number),
                duty_phone::hours.eq(&phone.hours),
                duty_phone::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A flat, as its deed names it.
#[derive(Clone, Copy, Debug)]
pub struct Flat<'a> {
    /// The building.
    pub building: &'a str,
    /// The stair.
    pub stair: &'a str,
    /// The room.
    pub room: &'a str,
    /// The floor area.
    pub area: Area,
}

/// The flat's row, as a roll would have it.
fn entry(flat: Flat<'_>, owners: &[(&str, Phone)]) -> Entry {
    let owner = |(name, phone): &(&str, Phone)| RollOwner {
        name: (*name).to_owned(),
        phone: Some(phone.clone()),
    };
    Entry {
        sheet: String::new(),
        row: 0,
        building: flat.building.to_owned(),
        stair: flat.stair.to_owned(),
        room: flat.room.to_owned(),
        kind: roll::UnitKind::Flat,
        area: flat.area,
        area_source: AreaSource::Registered,
        owners: owners.iter().map(owner).collect(),
        handover: Handover::Delivered,
    }
}

/// A flat with its owners.
pub fn flat(
    conn: &mut Conn,
    of: EstateId,
    flat: Flat<'_>,
    owners: &[(&str, Phone)],
    now: Timestamp,
) -> Result<UnitId, Failure> {
    let id: UnitId = random::id(now)?;
    let entry = serde_json::to_string(&entry(flat, owners)).map_err(Failure::bug)?;
    diesel::insert_into(unit::table)
        .values((
            unit::estate_id.eq(of),
            unit::id.eq(id),
            unit::building.eq(flat.building),
            unit::stair.eq(flat.stair),
            unit::room.eq(flat.room),
            unit::kind.eq(UnitKind::Flat),
            unit::area.eq(flat.area),
            unit::entry.eq(entry),
        ))
        .execute(conn)?;
    for (position, (name, phone)) in (0i64..).zip(owners) {
        let known = owner::table
            .filter(owner::estate_id.eq(of).and(owner::name.eq(*name)).and(owner::phone.eq(phone)))
            .select(owner::id)
            .first::<String>(conn)
            .optional()?;
        let owner_id = if let Some(id) = known {
            id
        } else {
            let id: Id<()> = random::id(now)?;
            diesel::insert_into(owner::table)
                .values((
                    owner::estate_id.eq(of),
                    owner::id.eq(id.as_str()),
                    owner::name.eq(*name),
                    owner::phone.eq(phone),
                ))
                .execute(conn)?;
            id.to_string()
        };
        diesel::insert_into(unit_owner::table)
            .values((
                unit_owner::estate_id.eq(of),
                unit_owner::unit_id.eq(id),
                unit_owner::owner_id.eq(owner_id),
                unit_owner::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(id)
}
