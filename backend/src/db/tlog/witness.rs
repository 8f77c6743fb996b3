//! Witnesses: communities and towns that sign for what they have seen of a journal.

use diesel::prelude::*;
use shared::api::Code;
use shared::domain::account::{Actor, Scope};
use shared::domain::estate::{EstateId, EstateNode};
use shared::journal::{Signature, VerifierKey};
use shared::policy::{Permit, WitnessJournal};
use shared::value::Timestamp;

use super::super::schema::{cosignature, witness};
use super::super::{Conn, journal, per_database, seat};
use super::count_of;
use crate::failure::Failure;

/// A witness's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessRow {
    /// Whether it is a town's, else a community's.
    pub is_town: bool,
    /// The vkey.
    pub vkey: String,
    /// Since when.
    pub at: Timestamp,
}

type Row = (String, String, i64);

fn row((kind, vkey, at): Row) -> WitnessRow {
    WitnessRow { is_town: kind == "TOWN", vkey, at: Timestamp::from_ms(at) }
}

/// The key of an office.
pub fn witness_of(conn: &mut Conn, scope: &Scope) -> Result<Option<WitnessRow>, Failure> {
    let (kind, id, _) = seat::scope_columns(scope);
    let rows =
        witness::table.find((kind, id)).select((witness::scope_kind, witness::vkey, witness::at));
    Ok(rows.first::<Row>(conn).optional()?.map(row))
}

/// The keys of an estate's community and town.
pub fn witnesses(conn: &mut Conn, node: &EstateNode) -> Result<Vec<WitnessRow>, Failure> {
    let community = Scope::Community { community: node.community };
    let town = Scope::Town { town: node.town };
    let found = [witness_of(conn, &community)?, witness_of(conn, &town)?];
    Ok(found.into_iter().flatten().collect())
}

/// Keeps the key of the seat's office; the one before signs no more. The audit log keeps who did it.
pub fn keep_witness(
    conn: &mut Conn,
    _: Permit<WitnessJournal>,
    actor: &Actor,
    key: &VerifierKey,
    from: &str,
    now: Timestamp,
) -> Result<WitnessRow, Failure> {
    let (kind, id, _) = seat::scope_columns(&actor.seat.scope);
    let account = actor.account.to_string();
    let values = (
        witness::scope_kind.eq(kind),
        witness::scope_id.eq(&id),
        witness::vkey.eq(key.to_string()),
        witness::account_id.eq(&account),
        witness::at.eq(now.ms()),
    );
    per_database!(conn, |c| diesel::insert_into(witness::table)
        .values(values.clone())
        .on_conflict((witness::scope_kind, witness::scope_id))
        .do_update()
        .set((
            witness::vkey.eq(key.to_string()),
            witness::account_id.eq(&account),
            witness::at.eq(now.ms()),
        ))
        .execute(c))?;
    let (seat, vkey) = (actor.seat.id.to_string(), key.to_string());
    let line = journal::AuditLine {
        at: now.ms(),
        account: &account,
        seat: &seat,
        role: actor.role().as_str(),
        action: "KEEP_WITNESS",
        object: &vkey,
        reason: "",
        ip: from,
    };
    journal::audit(conn, &line)?;
    Ok(WitnessRow { is_town: kind == "TOWN", vkey, at: now })
}

/// Keeps a witness's signature for a checkpoint that is stored; the first one stays.
pub fn cosign(
    conn: &mut Conn,
    _: Permit<WitnessJournal>,
    of: EstateId,
    (epoch, size): (u32, u64),
    key: &VerifierKey,
    signature: &Signature,
    now: Timestamp,
) -> Result<(), Failure> {
    let size = count_of(size)?;
    let stored = super::checkpoint::table
        .find((of.as_str(), i64::from(epoch), size))
        .select(super::checkpoint::size);
    stored.first::<i64>(conn).optional()?.ok_or(Code::Conflict)?;
    per_database!(conn, |c| diesel::insert_into(cosignature::table)
        .values((
            cosignature::estate_id.eq(of.as_str()),
            cosignature::epoch.eq(i64::from(epoch)),
            cosignature::size.eq(size),
            cosignature::vkey.eq(key.to_string()),
            cosignature::line.eq(signature.to_string()),
            cosignature::at.eq(now.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The witnesses' lines under a checkpoint.
pub(super) fn cosignatures(
    conn: &mut Conn,
    of: EstateId,
    epoch: u32,
    size: u64,
) -> Result<Vec<Signature>, Failure> {
    let lines: Vec<String> = cosignature::table
        .filter(cosignature::estate_id.eq(of.as_str()))
        .filter(cosignature::epoch.eq(i64::from(epoch)).and(cosignature::size.eq(count_of(size)?)))
        .order(cosignature::vkey)
        .limit(16)
        .select(cosignature::line)
        .load(conn)?;
    Ok(lines.iter().filter_map(|line| Signature::parse(line)).collect())
}

/// The largest size of an epoch that a witness has signed for.
pub(super) fn last_cosigned(
    conn: &mut Conn,
    of: EstateId,
    epoch: u32,
) -> Result<Option<i64>, Failure> {
    let sizes = cosignature::table
        .filter(cosignature::estate_id.eq(of.as_str()))
        .filter(cosignature::epoch.eq(i64::from(epoch)))
        .select(diesel::dsl::max(cosignature::size));
    Ok(sizes.first(conn)?)
}
