//! What is kept of the journals' checkpoints (ADR 0008): subtrees, keys, epochs, signed notes and
//! their witnesses.

mod alarm;
mod tree;
mod witness;

use diesel::prelude::*;
use shared::domain::estate::EstateId;
use shared::journal::{Fact, Hash, KeyKind, Note, Tree, VerifierKey, origin};
use shared::value::Timestamp;

use super::schema::{checkpoint, estate, journal_epoch, journal_key};
use super::{Conn, journal, per_database};
use crate::failure::Failure;

pub use alarm::{AlarmRow, alarms, keep_alarm};
pub use tree::{Flaw, Stored, grow, tile, tiles};
pub use witness::{WitnessRow, cosign, keep_witness, witness_of, witnesses};
use witness::{cosignatures, last_cosigned};

/// One key that has signed for an estate's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Counted from 1.
    pub no: i64,
    /// The public key.
    pub public: Hash,
    /// The note by which the key before names it; the first has none.
    pub note: Option<String>,
}

/// A checkpoint as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// In which epoch.
    pub epoch: u32,
    /// How many entries it speaks for.
    pub size: u64,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub at: Timestamp,
}

/// The end of one epoch: what had been signed for last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochRow {
    /// The epoch that began.
    pub epoch: u32,
    /// What the epoch before ended with.
    pub before: Tree,
}

/// How an estate's log stands.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// The estate.
    pub estate: EstateId,
    /// How many entries its journal has.
    pub head: u64,
    /// The keys, the one that signs last.
    pub keys: Vec<KeyRow>,
    /// The epochs that began after losses.
    pub epochs: Vec<EpochRow>,
    /// The last checkpoint of this epoch.
    pub last: Option<Signed>,
}

impl LogRow {
    /// The epoch that runs.
    pub fn epoch(&self) -> u32 {
        self.epochs.last().map_or(1, |row| row.epoch)
    }

    /// Its name.
    pub fn origin(&self) -> String {
        origin(self.estate, self.epoch())
    }

    /// What checks the signatures of an epoch: every key that has signed, the current one last.
    pub fn verifiers(&self, epoch: u32) -> Vec<VerifierKey> {
        let name = origin(self.estate, epoch);
        let keys = self.keys.iter();
        keys.filter_map(|key| VerifierKey::new(&name, KeyKind::Log, &key.public)).collect()
    }
}

/// A count of rows as a size of trees. Negative counts do not exist.
pub(super) fn size_of(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// A size as the database counts.
pub(super) fn count_of(size: u64) -> Result<i64, Failure> {
    i64::try_from(size).map_err(Failure::bug)
}

fn epoch_of(stored: i64) -> Result<u32, Failure> {
    u32::try_from(stored).map_err(Failure::bug)
}

pub(super) fn hash_of(stored: &[u8]) -> Result<Hash, Failure> {
    stored.try_into().map_err(|_| Failure::bug("a stored hash that is cut"))
}

/// How an estate's log stands; 404 without such an estate.
pub fn log(conn: &mut Conn, of: EstateId) -> Result<LogRow, Failure> {
    let key = of.as_str();
    estate::table.find(key).select(estate::id).first::<String>(conn)?;
    let head = journal::head(conn, key)?;
    let keys = journal_key::table
        .filter(journal_key::estate_id.eq(key))
        .order(journal_key::no)
        .select((journal_key::no, journal_key::public, journal_key::note))
        .load::<(i64, Vec<u8>, Option<String>)>(conn)?;
    let keys = keys
        .into_iter()
        .map(|(no, public, note)| Ok(KeyRow { no, public: hash_of(&public)?, note }));
    let epochs = journal_epoch::table
        .filter(journal_epoch::estate_id.eq(key))
        .order(journal_epoch::epoch)
        .select((journal_epoch::epoch, journal_epoch::size, journal_epoch::root))
        .load::<(i64, i64, Vec<u8>)>(conn)?;
    let epochs = epochs.into_iter().map(|(epoch, size, root)| {
        let before = Tree { size: size_of(size), root: hash_of(&root)? };
        Ok(EpochRow { epoch: epoch_of(epoch)?, before })
    });
    let keys = keys.collect::<Result<_, Failure>>()?;
    let epochs = epochs.collect::<Result<_, Failure>>()?;
    let mut log = LogRow { estate: of, head: size_of(head), keys, epochs, last: None };
    log.last = last(conn, key, log.epoch())?;
    Ok(log)
}

fn last(conn: &mut Conn, key: &str, epoch: u32) -> Result<Option<Signed>, Failure> {
    let rows = checkpoint::table
        .filter(checkpoint::estate_id.eq(key).and(checkpoint::epoch.eq(i64::from(epoch))))
        .order(checkpoint::size.desc())
        .select((checkpoint::epoch, checkpoint::size, checkpoint::note, checkpoint::at));
    let row = rows.first::<(i64, i64, String, i64)>(conn).optional()?;
    row.map(signed).transpose()
}

fn signed((epoch, size, note, at): (i64, i64, String, i64)) -> Result<Signed, Failure> {
    Ok(Signed { epoch: epoch_of(epoch)?, size: size_of(size), note, at: Timestamp::from_ms(at) })
}

/// Signed checkpoints of an estate after a place, epoch by epoch.
pub fn checkpoints(
    conn: &mut Conn,
    of: EstateId,
    after: (u32, i64),
    limit: i64,
) -> Result<Vec<Signed>, Failure> {
    let epoch = i64::from(after.0);
    let later = checkpoint::epoch
        .gt(epoch)
        .or(checkpoint::epoch.eq(epoch).and(checkpoint::size.gt(after.1)));
    let rows = checkpoint::table
        .filter(checkpoint::estate_id.eq(of.as_str()).and(later))
        .order((checkpoint::epoch, checkpoint::size))
        .limit(limit)
        .select((checkpoint::epoch, checkpoint::size, checkpoint::note, checkpoint::at));
    rows.load(conn)?.into_iter().map(signed).collect()
}

/// One estate as the job looks at it: entries, what was signed last and when.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The estate.
    pub estate: EstateId,
    /// How many entries it has.
    pub head: u64,
    /// The largest size that was signed in its epoch, and when.
    pub signed: Option<(u64, Timestamp)>,
}

/// Every estate, by three questions however many there are.
pub fn looks(conn: &mut Conn) -> Result<Vec<Look>, Failure> {
    use std::collections::BTreeMap;
    let heads: BTreeMap<String, i64> = journal::heads(conn)?.into_iter().collect();
    let sizes = checkpoint::table
        .group_by((checkpoint::estate_id, checkpoint::epoch))
        .order((checkpoint::estate_id, checkpoint::epoch))
        .select((
            checkpoint::estate_id,
            diesel::dsl::max(checkpoint::size),
            diesel::dsl::max(checkpoint::at),
        ))
        .load::<(String, Option<i64>, Option<i64>)>(conn)?;
    // In order: of several epochs the last one stays.
    let signed: BTreeMap<String, _> =
        sizes.into_iter().map(|(key, size, at)| (key, size.zip(at))).collect();
    let estates: Vec<EstateId> = estate::table.select(estate::id).order(estate::id).load(conn)?;
    let look = |of: EstateId| Look {
        estate: of,
        head: size_of(heads.get(of.as_str()).copied().unwrap_or(0)),
        signed: signed
            .get(of.as_str())
            .copied()
            .flatten()
            .map(|(size, at)| (size_of(size), Timestamp::from_ms(at))),
    };
    Ok(estates.into_iter().map(look).collect())
}

/// Whether any key has ever signed here: then no new first key may take its place.
pub fn has_keys(conn: &mut Conn) -> Result<bool, Failure> {
    Ok(journal_key::table.select(journal_key::no).first::<i64>(conn).optional()?.is_some())
}

/// Keeps the key that signs first for an estate; where there is one already, nothing changes.
pub fn first_key(
    conn: &mut Conn,
    of: EstateId,
    public: &Hash,
    at: Timestamp,
) -> Result<(), Failure> {
    per_database!(conn, |c| diesel::insert_into(journal_key::table)
        .values((
            journal_key::estate_id.eq(of.as_str()),
            journal_key::no.eq(1i64),
            journal_key::public.eq(public.as_slice()),
            journal_key::at.eq(at.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Keeps the key that follows, with the note of the one before, and says so in the journal.
pub fn next_key(conn: &mut Conn, of: EstateId, key: &KeyRow, at: Timestamp) -> Result<(), Failure> {
    let note = key.note.clone().ok_or_else(|| Failure::bug("a key that nobody named"))?;
    journal::append(conn, of, at, Fact::JournalKey { note: note.clone() }, "{}")?;
    diesel::insert_into(journal_key::table)
        .values((
            journal_key::estate_id.eq(of.as_str()),
            journal_key::no.eq(key.no),
            journal_key::public.eq(key.public.as_slice()),
            journal_key::note.eq(note),
            journal_key::at.eq(at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Opens an epoch after a loss, and says so in the journal.
pub fn next_epoch(
    conn: &mut Conn,
    of: EstateId,
    row: EpochRow,
    lost: u64,
    at: Timestamp,
) -> Result<(), Failure> {
    let EpochRow { epoch, before } = row;
    let root = data_encoding::HEXLOWER.encode(&before.root);
    let fact = Fact::JournalEpoch { epoch, lost, size: before.size, root };
    journal::append(conn, of, at, fact, "{}")?;
    diesel::insert_into(journal_epoch::table)
        .values((
            journal_epoch::estate_id.eq(of.as_str()),
            journal_epoch::epoch.eq(i64::from(epoch)),
            journal_epoch::size.eq(count_of(before.size)?),
            journal_epoch::root.eq(before.root.as_slice()),
            journal_epoch::at.eq(at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Keeps a checkpoint that was signed; the same again changes nothing.
pub fn keep(conn: &mut Conn, of: EstateId, signed: &Signed) -> Result<(), Failure> {
    let size = count_of(signed.size)?;
    per_database!(conn, |c| diesel::insert_into(checkpoint::table)
        .values((
            checkpoint::estate_id.eq(of.as_str()),
            checkpoint::epoch.eq(i64::from(signed.epoch)),
            checkpoint::size.eq(size),
            checkpoint::note.eq(signed.note.as_str()),
            checkpoint::at.eq(signed.at.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The last checkpoint with the signatures of its witnesses; none before the first.
pub fn published(conn: &mut Conn, log: &LogRow) -> Result<Option<Note>, Failure> {
    let Some(last) = &log.last else { return Ok(None) };
    with_witnesses(conn, log.estate, last).map(Some)
}

/// The last checkpoint that a witness has signed for, with the signatures.
pub fn witnessed(conn: &mut Conn, log: &LogRow) -> Result<Option<Note>, Failure> {
    let Some(size) = last_cosigned(conn, log.estate, log.epoch())? else { return Ok(None) };
    let row = checkpoint::table
        .find((log.estate.as_str(), i64::from(log.epoch()), size))
        .select((checkpoint::epoch, checkpoint::size, checkpoint::note, checkpoint::at))
        .first(conn)?;
    with_witnesses(conn, log.estate, &signed(row)?).map(Some)
}

fn with_witnesses(conn: &mut Conn, of: EstateId, signed: &Signed) -> Result<Note, Failure> {
    let note = Note::parse(&signed.note);
    let mut note = note.ok_or_else(|| Failure::bug("a checkpoint that is no note"))?;
    for line in cosignatures(conn, of, signed.epoch, signed.size)? {
        note.add(line);
    }
    Ok(note)
}

/// The estates that have a log.
pub fn logs(conn: &mut Conn) -> Result<Vec<EstateId>, Failure> {
    let estates = journal_key::table.select(journal_key::estate_id).distinct();
    let mut estates: Vec<EstateId> = estates.load(conn)?;
    estates.sort_unstable();
    Ok(estates)
}
