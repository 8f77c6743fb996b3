//! `linli verify`: recomputes the journals and the audit log from their own bytes, and compares them
//! with what was signed.

mod signed;

use std::process::ExitCode;

use serde_json::Value;
use shared::domain::estate::EstateId;
use shared::journal::{Hash, commitment, leaf_hash};
use shared::value::Id;

use self::signed::Promises;
use super::say;
use crate::access::journal_key::JournalKeys;
use crate::db::{Db, journal};
use crate::failure::Failure;

const BATCH: i64 = 1000;

/// What verification found of one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// `journal <estate>` or `audit`.
    pub log: String,
    /// How many entries hold.
    pub good: i64,
    /// The RFC 6962 root over them, hex; for the audit log the hash of the last line.
    pub root: String,
    /// The first entry that does not hold, and why.
    pub bad: Option<(i64, String)>,
}

/// Recomputes everything and compares it with every stored checkpoint. Ends each log at its first bad
/// entry.
pub async fn verify(db: &Db) -> Result<Vec<Verdict>, Failure> {
    verify_beside(db, None).await
}

/// The same, and with what was signed last by the keys of a folder: that is not in the database.
pub async fn verify_beside(db: &Db, keys: Option<&JournalKeys>) -> Result<Vec<Verdict>, Failure> {
    let mut estates: Vec<EstateId> = db.read(crate::db::tlog::logs).await?;
    for (estate, _) in db.read(journal::heads).await? {
        estates.push(Id::parse(&estate).map_err(Failure::bug)?);
    }
    estates.sort_unstable();
    estates.dedup();
    let mut verdicts = Vec::new();
    for estate in estates {
        let promises = Promises::load(db, keys, estate).await?;
        verdicts.push(verify_journal(db, estate, promises).await?);
    }
    verdicts.push(verify_audit(db).await?);
    Ok(verdicts)
}

/// The head is compared in the snapshot that has no more rows: a server may be writing meanwhile.
async fn verify_journal(
    db: &Db,
    estate: EstateId,
    mut promises: Promises,
) -> Result<Verdict, Failure> {
    let mut last = (0i64, i64::MIN);
    let mut bad = None;
    while bad.is_none() {
        let (key, after) = (estate.to_string(), last.0);
        let read = move |conn: &mut crate::db::Conn| {
            let rows = journal::rows(conn, &key, after, BATCH)?;
            let until = rows.last().map_or(after, |row| row.seq);
            let head = journal::head(conn, &key)?;
            Ok((journal::privates(conn, &key, after, until)?, rows, head))
        };
        let (privates, rows, head) = db.read(read).await?;
        if rows.is_empty() {
            if last.0 != head {
                bad = Some((last.0 + 1, format!("the head counts {head} entries")));
            }
            break;
        }
        for row in rows {
            let private = privates.iter().find(|(seq, ..)| *seq == row.seq);
            match check_row(&row, last, private.map(|(_, salt, content)| (salt, content))) {
                Ok(hash) => bad = promises.push(hash),
                Err(why) => bad = Some((last.0 + 1, why)),
            }
            if bad.is_some() {
                break;
            }
            last = (row.seq, row.at);
        }
    }
    let bad = bad.or_else(|| promises.broken());
    let good = bad.as_ref().map_or(last.0, |(no, _)| last.0.min(no - 1));
    let root = data_encoding::HEXLOWER.encode(&promises.tree().root);
    Ok(Verdict { log: format!("journal {estate}"), good, root, bad })
}

fn check_row(
    row: &journal::JournalRow,
    (seq, at): (i64, i64),
    private: Option<(&Vec<u8>, &String)>,
) -> Result<Hash, String> {
    if row.seq != seq + 1 {
        return Err(format!("entry {} is missing", seq + 1));
    }
    let hash = leaf_hash(&row.bytes);
    if row.hash != hash {
        return Err("its bytes do not give its hash".to_owned());
    }
    let value: Value =
        serde_json::from_str(&row.bytes).map_err(|_| "its bytes are no JSON".to_owned())?;
    if shared::journal::canonical(&value).as_deref() != Some(row.bytes.as_str()) {
        return Err("its bytes are not canonical".to_owned());
    }
    let number = |name: &str| value.get(name).and_then(Value::as_i64);
    if number("seq") != Some(row.seq) || number("at") != Some(row.at) {
        return Err("its number or time is not what its bytes say".to_owned());
    }
    if row.at < at {
        return Err("it is dated before the entry before it".to_owned());
    }
    let Some((salt, content)) = private else { return Ok(hash) };
    let salt: &Hash = salt.as_slice().try_into().map_err(|_| "its salt is cut".to_owned())?;
    let committed = value.get("private").and_then(Value::as_str);
    let computed = data_encoding::HEXLOWER.encode(&commitment(salt, content));
    if committed == Some(computed.as_str()) {
        Ok(hash)
    } else {
        Err("its private content is not what was committed to".to_owned())
    }
}

async fn verify_audit(db: &Db) -> Result<Verdict, Failure> {
    let (mut seq, mut hash) = (0i64, vec![0u8; 32]);
    let mut bad = None;
    'all: loop {
        let read = move |conn: &mut crate::db::Conn| {
            Ok((journal::audit_rows(conn, seq, BATCH)?, journal::audit_length(conn)?))
        };
        let (rows, length) = db.read(read).await?;
        if rows.is_empty() {
            if length != seq {
                bad = Some((seq + 1, format!("the head counts {length} lines")));
            }
            break;
        }
        for (no, bytes, stored) in rows {
            if no != seq + 1 || stored != journal::audit_hash(no, &hash, &bytes) {
                bad = Some((seq + 1, "it does not follow from the line before it".to_owned()));
                break 'all;
            }
            (seq, hash) = (no, stored);
        }
    }
    let root = data_encoding::HEXLOWER.encode(&hash);
    Ok(Verdict { log: "audit".to_owned(), good: seq, root, bad })
}

/// Prints a line for each log; fails when one does not hold.
pub(super) async fn print(db: &Db, keys: &JournalKeys) -> Result<ExitCode, String> {
    let verdicts = verify_beside(db, Some(keys))
        .await
        .map_err(|failure| format!("cannot verify: {failure:?}"))?;
    let mut code = ExitCode::SUCCESS;
    for verdict in verdicts {
        let Verdict { log, good, root, bad } = verdict;
        match bad {
            None => say(&format!("{log}: {good} entries hold, root {root}")),
            Some((no, why)) => {
                say(&format!("{log}: entry {no} is bad: {why}; {good} before it hold"));
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
