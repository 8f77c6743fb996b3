//! The scope tree: towns, companies, communities, estates. The same request again meets the row it
//! made; the same id with other content is 409.

use diesel::prelude::*;
use shared::api::estate::{
    CHILDREN_MAX, CommunityRow, CompanyRow, EstateRow, NewCommunity, NewEstate, NewTown, TownRow,
};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::estate::{CommunityId, CompanyId, CreditCode, EstateId, TownId};
use shared::policy::{KeepTree, Permit};

use super::By;
use crate::db::Conn;
use crate::db::schema::{community, company, estate, town};
use crate::failure::{Failure, OnConflict};

/// A company whose code has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCompany {
    /// Made by the client.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its code.
    pub credit_code: CreditCode,
}

/// What is there must be what is asked for.
fn same(is: bool) -> Result<(), Failure> {
    if is { Ok(()) } else { Err(Code::IdTaken.into()) }
}

/// Lists are whole, so they have an end.
fn room_for(siblings: i64) -> Result<(), Failure> {
    if siblings < i64::from(CHILDREN_MAX) {
        Ok(())
    } else {
        Err(Problem::field("/name", FieldRule::TooLong).into())
    }
}

/// Adds a town.
pub fn create_town(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    new: &NewTown,
) -> Result<TownRow, Failure> {
    let row = TownRow { id: new.id, name: new.name.clone(), communities: 0 };
    let known: Option<String> =
        town::table.find(new.id.as_str()).select(town::name).first(conn).optional()?;
    if let Some(name) = known {
        return same(name == new.name).map(|()| row);
    }
    room_for(town::table.count().get_result(conn)?)?;
    diesel::insert_into(town::table)
        .values((town::id.eq(new.id.as_str()), town::name.eq(&new.name)))
        .execute(conn)
        .on_conflict(Code::NameTaken)?;
    by.note(conn, "create-town", new.id.as_str(), &new.name)?;
    Ok(row)
}

/// Renames a town.
pub fn rename_town(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    id: TownId,
    name: &str,
) -> Result<(), Failure> {
    let done = diesel::update(town::table.find(id.as_str())).set(town::name.eq(name));
    found(done.execute(conn).on_conflict(Code::NameTaken)?)?;
    by.note(conn, "rename-town", id.as_str(), name)
}

fn found(rows: usize) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Adds a property company.
pub fn create_company(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    new: &CheckedCompany,
) -> Result<CompanyRow, Failure> {
    let row =
        CompanyRow { id: new.id, name: new.name.clone(), credit_code: new.credit_code.to_string() };
    let known: Option<(String, String)> = company::table
        .find(new.id.as_str())
        .select((company::name, company::credit_code))
        .first(conn)
        .optional()?;
    if let Some((name, code)) = known {
        return same(name == new.name && code == new.credit_code.as_str()).map(|()| row);
    }
    room_for(company::table.count().get_result(conn)?)?;
    diesel::insert_into(company::table)
        .values((
            company::id.eq(new.id.as_str()),
            company::name.eq(&new.name),
            company::credit_code.eq(new.credit_code.as_str()),
        ))
        .execute(conn)
        .on_conflict(Code::NameTaken)?;
    by.note(conn, "create-company", new.id.as_str(), new.credit_code.as_str())?;
    Ok(row)
}

/// Renames a property company.
pub fn rename_company(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    id: CompanyId,
    name: &str,
) -> Result<(), Failure> {
    let done = diesel::update(company::table.find(id.as_str())).set(company::name.eq(name));
    found(done.execute(conn).on_conflict(Code::NameTaken)?)?;
    by.note(conn, "rename-company", id.as_str(), name)
}

/// The town of a community, for the policy.
pub fn community_town(conn: &mut Conn, id: CommunityId) -> Result<TownId, Failure> {
    Ok(community::table.find(id.as_str()).select(community::town_id).first(conn)?)
}

/// Adds a community to a town.
pub fn create_community(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    new: &NewCommunity,
) -> Result<CommunityRow, Failure> {
    let row = CommunityRow { id: new.id, town: new.town, name: new.name.clone() };
    let known: Option<(TownId, String)> = community::table
        .find(new.id.as_str())
        .select((community::town_id, community::name))
        .first(conn)
        .optional()?;
    if let Some(known) = known {
        return same(known == (new.town, new.name.clone())).map(|()| row);
    }
    let siblings = community::table.filter(community::town_id.eq(new.town.as_str()));
    room_for(siblings.count().get_result(conn)?)?;
    diesel::insert_into(community::table)
        .values((
            community::id.eq(new.id.as_str()),
            community::town_id.eq(new.town.as_str()),
            community::name.eq(&new.name),
        ))
        .execute(conn)
        .on_conflict(Code::NameTaken)?;
    by.note(conn, "create-community", new.id.as_str(), &new.name)?;
    Ok(row)
}

/// Renames a community.
pub fn rename_community(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    id: CommunityId,
    name: &str,
) -> Result<(), Failure> {
    let done = diesel::update(community::table.find(id.as_str())).set(community::name.eq(name));
    found(done.execute(conn).on_conflict(Code::NameTaken)?)?;
    by.note(conn, "rename-community", id.as_str(), name)
}

/// Adds an estate to a community.
pub fn create_estate(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    new: &NewEstate,
) -> Result<EstateRow, Failure> {
    let (id, community) = (new.id, new.community);
    let row = EstateRow { id, community, name: new.name.clone(), units: 0, company: None };
    let known: Option<(CommunityId, String)> = estate::table
        .find(new.id.as_str())
        .select((estate::community_id, estate::name))
        .first(conn)
        .optional()?;
    if let Some(known) = known {
        return same(known == (new.community, new.name.clone())).map(|()| row);
    }
    let siblings = estate::table.filter(estate::community_id.eq(new.community.as_str()));
    room_for(siblings.count().get_result(conn)?)?;
    diesel::insert_into(estate::table)
        .values((
            estate::id.eq(new.id.as_str()),
            estate::community_id.eq(new.community.as_str()),
            estate::name.eq(&new.name),
        ))
        .execute(conn)
        .on_conflict(Code::NameTaken)?;
    by.note(conn, "create-estate", new.id.as_str(), &new.name)?;
    Ok(row)
}

/// Renames an estate.
pub fn rename_estate(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    id: EstateId,
    name: &str,
) -> Result<(), Failure> {
    let done = diesel::update(estate::table.find(id.as_str())).set(estate::name.eq(name));
    found(done.execute(conn).on_conflict(Code::NameTaken)?)?;
    by.note(conn, "rename-estate", id.as_str(), name)
}
