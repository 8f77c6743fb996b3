//! What was signed for, compared with what is stored.

use std::collections::BTreeMap;

use shared::domain::estate::EstateId;
use shared::journal::{Checkpoint, Frontier, Hash, Note, Tree, root};

use crate::access::journal_key::JournalKeys;
use crate::db::Db;
use crate::db::tlog::{self, LogRow, Signed};
use crate::failure::Failure;

const BATCH: i64 = 1000;

/// The checkpoints and tiles of one journal, held against its leaves as they come.
#[derive(Default)]
pub(super) struct Promises {
    frontier: Frontier,
    /// The roots that were signed for, by size.
    signed: BTreeMap<u64, Vec<Hash>>,
    /// The largest size that held.
    held: u64,
    /// The stored tiles above the leaves.
    tiles: BTreeMap<(u8, u64), Hash>,
    /// The leaves, and above them what full tiles make of them, from the last full tile on.
    levels: Vec<Vec<Hash>>,
    /// How many tiles of each level were made.
    made: Vec<u64>,
    /// A checkpoint that bears no signature of the journal's keys.
    unsigned: Option<u64>,
}

impl Promises {
    /// Everything that was signed for an estate: what is stored, and what lies beside the key.
    pub(super) async fn load(
        db: &Db,
        keys: Option<&JournalKeys>,
        estate: EstateId,
    ) -> Result<Self, Failure> {
        let mut promises = Self::default();
        let read = move |conn: &mut crate::db::Conn| {
            Ok((tlog::log(conn, estate)?, tlog::tiles(conn, estate)?))
        };
        let (log, tiles) = db.read(read).await?;
        promises.tiles =
            tiles.into_iter().map(|(level, place, hash)| ((level, place), hash)).collect();
        let mut after = (0, -1);
        loop {
            let next =
                move |conn: &mut crate::db::Conn| tlog::checkpoints(conn, estate, after, BATCH);
            let signed = db.read(next).await?;
            let Some(last) = signed.last() else { break };
            after = (last.epoch, i64::try_from(last.size).map_err(Failure::bug)?);
            for signed in &signed {
                promises.expect(&log, signed);
            }
        }
        let floor = keys.map(|keys| keys.floor(estate)).transpose().map_err(Failure::bug)?;
        if let Some(floor) = floor.flatten().filter(|floor| floor.origin == log.origin()) {
            promises.signed.entry(floor.tree.size).or_default().push(floor.tree.root);
        }
        Ok(promises)
    }

    fn expect(&mut self, log: &LogRow, signed: &Signed) {
        let keys = log.verifiers(signed.epoch);
        let opened = Note::parse(&signed.note).and_then(|note| Checkpoint::open(&note, &keys));
        match opened.filter(|checkpoint| checkpoint.tree.size == signed.size) {
            Some(Checkpoint { tree, .. }) => {
                self.signed.entry(tree.size).or_default().push(tree.root);
            }
            None => self.unsigned = self.unsigned.or(Some(signed.size)),
        }
    }

    /// The tree so far.
    pub(super) fn tree(&self) -> Tree {
        self.frontier.tree()
    }

    /// Adds a leaf: the first entry that may be at fault, and why, where a promise is broken.
    pub(super) fn push(&mut self, leaf: Hash) -> Option<(i64, String)> {
        self.frontier.push(leaf);
        if let Some(tile) = self.raise(leaf, 0) {
            return Some(tile);
        }
        let Tree { size, root } = self.tree();
        let signed = self.signed.get(&size)?;
        if signed.iter().all(|signed| *signed == root) {
            self.held = size;
            return None;
        }
        let why = format!("entries {} to {size} are not those that were signed for", self.held + 1);
        Some((number(self.held + 1), why))
    }

    /// Puts a hash on its level, and on the next when a tile is full.
    fn raise(&mut self, hash: Hash, level: usize) -> Option<(i64, String)> {
        if self.levels.len() <= level {
            self.levels.push(Vec::new());
            self.made.push(0);
        }
        let open = self.levels.get_mut(level)?;
        open.push(hash);
        if open.len() < 256 {
            return None;
        }
        let above = root(open);
        open.clear();
        let place = self.made.get_mut(level)?;
        let of = *place;
        *place += 1;
        let stored = self.tiles.get(&(u8::try_from(level + 1).ok()?, of));
        if stored.is_some_and(|stored| *stored != above) {
            let size = self.frontier.size();
            let why = format!("tile {}/{of} is not what its entries make", level + 1);
            return Some((number(size), why));
        }
        self.raise(above, level + 1)
    }

    /// What was promised and did not come: checkpoints beyond the last entry, or without signature.
    pub(super) fn broken(&self) -> Option<(i64, String)> {
        let size = self.frontier.size();
        if let Some((promised, _)) = self.signed.range(size + 1..).next_back() {
            return Some((number(size + 1), format!("{promised} entries were signed for")));
        }
        let of = self.unsigned?;
        Some((
            number(of),
            format!("the checkpoint over {of} entries bears no signature of its key"),
        ))
    }
}

fn number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
