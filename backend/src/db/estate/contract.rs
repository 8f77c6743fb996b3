//! Service contracts: two of an estate never overlap.

use diesel::prelude::*;
use shared::api::estate::ContractRow;
use shared::api::{Code, FieldRule, Problem};
use shared::domain::estate::{CompanyId, ContractId, EstateId};
use shared::policy::{KeepTree, Permit};
use shared::value::{Date, TimeOfDay, Timestamp};

use super::By;
use crate::db::Conn;
use crate::db::schema::{company, contract, estate};
use crate::failure::{Failure, OnConflict};

/// A contract whose days are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedContract {
    /// Made by the client.
    pub id: ContractId,
    /// With whom.
    pub company: CompanyId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

type Row = (ContractId, CompanyId, String, Timestamp, Timestamp);

fn row((id, company, company_name, from, to): Row) -> ContractRow {
    let to = to.date().plus_days(-1);
    ContractRow { id, company, company_name, from: from.date(), to }
}

/// A contract runs from the first midnight of its first day to the last of its last day.
const fn midnight(date: Date) -> Timestamp {
    Timestamp::local(date, TimeOfDay::MIDNIGHT)
}

macro_rules! rows {
    ($estate:expr) => {
        contract::table
            .inner_join(company::table.on(company::id.eq(contract::company_id)))
            .filter(contract::estate_id.eq($estate))
            .select((
                contract::id,
                contract::company_id,
                company::name,
                contract::valid_from,
                contract::valid_to,
            ))
    };
}

/// The contracts of an estate, the latest first.
pub(super) fn list(conn: &mut Conn, of: EstateId) -> Result<Vec<ContractRow>, Failure> {
    let rows: Vec<Row> =
        rows!(of).order((contract::valid_from.desc(), contract::id)).limit(200).load(conn)?;
    Ok(rows.into_iter().map(row).collect())
}

fn one(conn: &mut Conn, of: EstateId, id: ContractId) -> Result<Option<ContractRow>, Failure> {
    let found: Option<Row> = rows!(of).filter(contract::id.eq(id)).first(conn).optional()?;
    Ok(found.map(row))
}

/// Of two writers that make contracts for one estate at once, the second sees the first's.
fn lock(conn: &mut Conn, of: EstateId) -> Result<(), Failure> {
    let row = estate::table.find(of.as_str());
    diesel::update(row).set(estate::name.eq(estate::name)).execute(conn)?;
    Ok(())
}

/// Adds a contract. The same request again meets the row it made.
pub fn create_contract(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    of: EstateId,
    new: &CheckedContract,
) -> Result<ContractRow, Failure> {
    lock(conn, of)?;
    if let Some(known) = one(conn, of, new.id)? {
        let same = (known.company, known.from, known.to) == (new.company, new.from, new.to);
        return if same { Ok(known) } else { Err(Code::IdTaken.into()) };
    }
    let exists: i64 = company::table.find(new.company.as_str()).count().get_result(conn)?;
    if exists == 0 {
        return Err(Problem::field("/company", FieldRule::Unknown).into());
    }
    let (from, to) = (midnight(new.from), midnight(new.to.plus_days(1)));
    let overlapping: i64 = contract::table
        .filter(contract::estate_id.eq(of))
        .filter(contract::valid_from.lt(to).and(contract::valid_to.gt(from)))
        .filter(contract::valid_from.lt(contract::valid_to))
        .count()
        .get_result(conn)?;
    if overlapping > 0 {
        return Err(Code::ContractOverlap.into());
    }
    diesel::insert_into(contract::table)
        .values((
            contract::estate_id.eq(of.as_str()),
            contract::id.eq(new.id.as_str()),
            contract::company_id.eq(new.company.as_str()),
            contract::valid_from.eq(from.ms()),
            contract::valid_to.eq(to.ms()),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    by.note(conn, "create-contract", new.id.as_str(), of.as_str())?;
    one(conn, of, new.id)?.ok_or_else(|| Failure::bug("a contract that was not stored"))
}

/// Ends a contract on another day, not later than its own and not before yesterday: what was, was.
pub fn end_contract(
    conn: &mut Conn,
    _permit: Permit<KeepTree>,
    by: By<'_>,
    (of, id): (EstateId, ContractId),
    on: Date,
) -> Result<ContractRow, Failure> {
    lock(conn, of)?;
    let known = one(conn, of, id)?.ok_or(Code::NotFound)?;
    if known.to == on {
        return Ok(known);
    }
    let yesterday = by.now.date().plus_days(-1);
    if on > known.to || on < yesterday || on < known.from.plus_days(-1) {
        return Err(Problem::field("/on", FieldRule::OutOfRange).into());
    }
    diesel::update(contract::table.find((of.as_str(), id.as_str())))
        .set(contract::valid_to.eq(midnight(on.plus_days(1)).ms()))
        .execute(conn)?;
    by.note(conn, "end-contract", id.as_str(), &on.to_string())?;
    Ok(ContractRow { to: on, ..known })
}
