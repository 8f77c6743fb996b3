//! The estate's journal and the audit log: append-only, in the transaction that makes the change.

use diesel::prelude::*;
use shared::domain::estate::EstateId;
use shared::journal::{Entry, Fact, LONGEST, commitment, leaf_hash};
use shared::value::Timestamp;

use super::schema::{audit, audit_head, journal, journal_head, journal_private};
use super::{Conn, per_database};
use crate::failure::Failure;
use crate::port::random;

/// Appends one entry. The head's row is locked by its update, so the sequence has no gaps and two
/// writers take turns. `at` is as fine as the public may know; the journal's time never falls.
pub fn append(
    conn: &mut Conn,
    estate: EstateId,
    at: Timestamp,
    fact: Fact,
    private: &str,
) -> Result<i64, Failure> {
    let key = estate.as_str();
    let (seq, before): (i64, i64) =
        per_database!(conn, |c| diesel::insert_into(journal_head::table)
            .values((
                journal_head::estate_id.eq(key),
                journal_head::seq.eq(1i64),
                journal_head::at.eq(at.ms())
            ))
            .on_conflict(journal_head::estate_id)
            .do_update()
            .set(journal_head::seq.eq(journal_head::seq + 1))
            .returning((journal_head::seq, journal_head::at))
            .get_result(c))?;
    let at = Timestamp::from_ms(at.ms().max(before));
    if at.ms() > before {
        let head = journal_head::table.filter(journal_head::estate_id.eq(key));
        diesel::update(head).set(journal_head::at.eq(at.ms())).execute(conn)?;
    }

    let salt: [u8; 32] = random::bytes()?;
    let entry = Entry { seq, at, fact, private: commitment(&salt, private) };
    let bytes = entry.bytes().ok_or_else(|| Failure::bug("an entry that has no canonical form"))?;
    if bytes.len() > LONGEST {
        return Err(Failure::bug("an entry that no bundle can hold"));
    }
    let hash = leaf_hash(&bytes);
    diesel::insert_into(journal::table)
        .values((
            journal::estate_id.eq(key),
            journal::seq.eq(seq),
            journal::at.eq(at.ms()),
            journal::bytes.eq(bytes),
            journal::hash.eq(hash.as_slice()),
        ))
        .execute(conn)?;
    diesel::insert_into(journal_private::table)
        .values((
            journal_private::estate_id.eq(key),
            journal_private::seq.eq(seq),
            journal_private::salt.eq(salt.as_slice()),
            journal_private::content.eq(private),
        ))
        .execute(conn)?;
    Ok(seq)
}

/// One stored row, for verification.
#[derive(Debug, Queryable)]
pub struct JournalRow {
    /// Its place.
    pub seq: i64,
    /// Its time in ms.
    pub at: i64,
    /// The canonical bytes.
    pub bytes: String,
    /// Their leaf hash.
    pub hash: Vec<u8>,
}

/// The estates that have a journal, with their heads.
pub fn heads(conn: &mut Conn) -> Result<Vec<(String, i64)>, Failure> {
    let rows = journal_head::table
        .select((journal_head::estate_id, journal_head::seq))
        .order(journal_head::estate_id);
    Ok(rows.load(conn)?)
}

/// How many entries an estate's journal has, by its head.
pub fn head(conn: &mut Conn, estate: &str) -> Result<i64, Failure> {
    let head = journal_head::table.find(estate).select(journal_head::seq);
    Ok(head.first(conn).optional()?.unwrap_or(0))
}

/// So many rows after a place.
pub fn rows(
    conn: &mut Conn,
    estate: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<JournalRow>, Failure> {
    let rows = journal::table
        .filter(journal::estate_id.eq(estate).and(journal::seq.gt(after)))
        .select((journal::seq, journal::at, journal::bytes, journal::hash))
        .order(journal::seq)
        .limit(limit);
    Ok(rows.load(conn)?)
}

/// Salt and content of the commitments after a place; erased ones are missing.
pub fn privates(
    conn: &mut Conn,
    estate: &str,
    after: i64,
    until: i64,
) -> Result<Vec<(i64, Vec<u8>, String)>, Failure> {
    let rows = journal_private::table
        .filter(journal_private::estate_id.eq(estate))
        .filter(journal_private::seq.gt(after).and(journal_private::seq.le(until)))
        .select((journal_private::seq, journal_private::salt, journal_private::content))
        .order(journal_private::seq);
    Ok(rows.load(conn)?)
}

/// One line of the audit log (`domain.md` 8): who did or looked at what, and why.
#[derive(Debug, serde::Serialize)]
pub struct AuditLine<'a> {
    /// When, in ms.
    pub at: i64,
    /// The account.
    pub account: &'a str,
    /// The seat acted in.
    pub seat: &'a str,
    /// Its role.
    pub role: &'a str,
    /// What was done.
    pub action: &'a str,
    /// To what.
    pub object: &'a str,
    /// The reason given.
    pub reason: &'a str,
    /// The address it came from.
    pub ip: &'a str,
}

/// Appends a line, hashed over the line before.
pub fn audit(conn: &mut Conn, line: &AuditLine<'_>) -> Result<(), Failure> {
    per_database!(conn, |c| diesel::insert_into(audit_head::table)
        .values((
            audit_head::id.eq(1i64),
            audit_head::seq.eq(0i64),
            audit_head::hash.eq([0u8; 32].as_slice())
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    diesel::update(audit_head::table).set(audit_head::seq.eq(audit_head::seq + 1)).execute(conn)?;
    let (seq, before): (i64, Vec<u8>) =
        audit_head::table.select((audit_head::seq, audit_head::hash)).first(conn)?;
    let bytes = serde_json::to_string(line).map_err(Failure::bug)?;
    let hash = audit_hash(seq, &before, &bytes);
    diesel::insert_into(audit::table)
        .values((audit::seq.eq(seq), audit::bytes.eq(bytes), audit::hash.eq(hash.as_slice())))
        .execute(conn)?;
    diesel::update(audit_head::table).set(audit_head::hash.eq(hash.as_slice())).execute(conn)?;
    Ok(())
}

/// The hash of a line over the line before.
pub fn audit_hash(seq: i64, before: &[u8], bytes: &str) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    hash.update(bytes.as_bytes());
    hash.finalize().into()
}

/// The audit log after a place: number, bytes, hash.
pub fn audit_rows(
    conn: &mut Conn,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String, Vec<u8>)>, Failure> {
    let rows = audit::table.filter(audit::seq.gt(after)).order(audit::seq).limit(limit);
    Ok(rows.load(conn)?)
}

/// How many lines the audit log holds, by its head.
pub fn audit_length(conn: &mut Conn) -> Result<i64, Failure> {
    Ok(audit_head::table.select(audit_head::seq).first(conn).optional()?.unwrap_or(0))
}
