//! What lies below an office.

use std::collections::BTreeMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::api::estate::{CommunityRow, CompanyRow, EstateOffice, EstateRow, OfficeView, TownRow};
use shared::domain::account::{Actor, Role, Scope};
use shared::domain::estate::{CommunityId, CompanyId, EstateId, TownId};
use shared::policy::{Permit, ReadOffice};
use shared::value::Timestamp;

use super::{contract, kept};
use crate::db::Conn;
use crate::db::schema::{community, company, contract as contracts, estate, journal, town, unit};
use crate::failure::Failure;

/// Everything below the seat's office. No list has more rows than may be made.
pub fn office(
    conn: &mut Conn,
    _permit: Permit<ReadOffice>,
    actor: &Actor,
    now: Timestamp,
) -> Result<OfficeView, Failure> {
    let mut view = OfficeView {
        role: actor.role(),
        towns: Vec::new(),
        companies: Vec::new(),
        communities: Vec::new(),
        estates: Vec::new(),
    };
    match (&actor.seat.scope, actor.role()) {
        (Scope::District, Role::Bur | Role::Dst) => {
            view.towns = towns(conn)?;
            view.companies = companies(conn)?;
        }
        (Scope::Town { town }, _) => {
            let of = community::table.filter(community::town_id.eq(town.as_str()));
            view.communities =
                community_rows(of.select(COMMUNITY).order(community::name).load(conn)?);
            view.estates = estates(conn, &view.communities, now)?;
        }
        (Scope::Community { community: id }, _) => {
            let of = community::table.find(id.as_str()).select(COMMUNITY);
            view.communities = community_rows(of.load(conn)?);
            view.estates = estates(conn, &view.communities, now)?;
            view.companies = companies(conn)?;
        }
        _ => {}
    }
    Ok(view)
}

const COMMUNITY: (community::id, community::town_id, community::name) =
    (community::id, community::town_id, community::name);

fn community_rows(rows: Vec<(CommunityId, TownId, String)>) -> Vec<CommunityRow> {
    rows.into_iter().map(|(id, town, name)| CommunityRow { id, town, name }).collect()
}

/// A count of the database, which is never negative.
pub(super) fn whole(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn towns(conn: &mut Conn) -> Result<Vec<TownRow>, Failure> {
    let counts: Vec<(TownId, i64)> = community::table
        .group_by(community::town_id)
        .select((community::town_id, count_star()))
        .load(conn)?;
    let counts: BTreeMap<TownId, i64> = counts.into_iter().collect();
    let rows: Vec<(TownId, String)> =
        town::table.select((town::id, town::name)).order(town::name).load(conn)?;
    let row = |(id, name)| {
        let communities = whole(counts.get(&id).copied().unwrap_or(0));
        TownRow { id, name, communities }
    };
    Ok(rows.into_iter().map(row).collect())
}

fn companies(conn: &mut Conn) -> Result<Vec<CompanyRow>, Failure> {
    let rows: Vec<(CompanyId, String, String)> = company::table
        .select((company::id, company::name, company::credit_code))
        .order(company::name)
        .load(conn)?;
    let row = |(id, name, credit_code)| CompanyRow { id, name, credit_code };
    Ok(rows.into_iter().map(row).collect())
}

fn estates(
    conn: &mut Conn,
    communities: &[CommunityRow],
    now: Timestamp,
) -> Result<Vec<EstateRow>, Failure> {
    let of: Vec<&str> = communities.iter().map(|row| row.id.as_str()).collect();
    let rows: Vec<(EstateId, CommunityId, String)> = estate::table
        .filter(estate::community_id.eq_any(&of))
        .select((estate::id, estate::community_id, estate::name))
        .order(estate::name)
        .load(conn)?;
    let units: Vec<(EstateId, i64)> = unit::table
        .inner_join(estate::table.on(estate::id.eq(unit::estate_id)))
        .filter(estate::community_id.eq_any(&of))
        .group_by(unit::estate_id)
        .select((unit::estate_id, count_star()))
        .load(conn)?;
    let units: BTreeMap<EstateId, i64> = units.into_iter().collect();
    let serving: Vec<(EstateId, String)> = contracts::table
        .inner_join(company::table.on(company::id.eq(contracts::company_id)))
        .inner_join(estate::table.on(estate::id.eq(contracts::estate_id)))
        .filter(estate::community_id.eq_any(&of))
        .filter(contracts::valid_from.le(now).and(contracts::valid_to.gt(now)))
        .select((contracts::estate_id, company::name))
        .load(conn)?;
    let mut serving: BTreeMap<EstateId, String> = serving.into_iter().collect();
    let row = |(id, community, name)| {
        let units = whole(units.get(&id).copied().unwrap_or(0));
        EstateRow { id, community, name, units, company: serving.remove(&id) }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// An estate as its offices see it.
pub fn estate_office(
    conn: &mut Conn,
    _permit: Permit<ReadOffice>,
    id: EstateId,
) -> Result<EstateOffice, Failure> {
    let (name, community): (String, String) = estate::table
        .inner_join(community::table.on(community::id.eq(estate::community_id)))
        .filter(estate::id.eq(id))
        .select((estate::name, community::name))
        .first(conn)?;
    let units = unit::table.filter(unit::estate_id.eq(id)).count().get_result(conn)?;
    // The journal holds public faces only, so no text of a person can look like this.
    let roll_at: Option<Timestamp> = journal::table
        .filter(journal::estate_id.eq(id).and(journal::bytes.like("%\"kind\":\"roll\"%")))
        .order(journal::seq.desc())
        .select(journal::at)
        .first(conn)
        .optional()?;
    Ok(EstateOffice {
        id,
        name,
        community,
        contracts: contract::list(conn, id)?,
        places: kept::places(conn, id)?,
        phones: kept::phones(conn, id)?,
        units: whole(units),
        roll_at,
    })
}
