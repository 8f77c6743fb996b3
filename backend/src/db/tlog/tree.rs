//! The tree over a journal, read by tiles: the leaves' own rows, and above them the roots over 256
//! each.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::domain::estate::EstateId;
use shared::journal::{
    HEIGHT, Hash, Tile, TileKind, Tree, WIDTH, bundle, leaf_hash, root, root_from,
};

use super::super::schema::{journal, journal_tile};
use super::super::{Conn, per_database};
use super::{count_of, hash_of, size_of};
use crate::failure::Failure;

/// How many full tiles one transaction makes at most.
const TILES: u64 = 64;

/// Why the stored tree gives no hash.
#[derive(Debug)]
pub enum Flaw {
    /// The database could not be read.
    Failure(Failure),
    /// An entry's bytes do not give its hash, or it is missing (`threats.md` J4).
    Entry(u64),
}

impl From<Failure> for Flaw {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<diesel::result::Error> for Flaw {
    #[track_caller]
    fn from(error: diesel::result::Error) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Flaw> for Failure {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Failure(failure) => failure,
            Flaw::Entry(seq) => Self::bug(format!("entry {seq} of a journal does not hold")),
        }
    }
}

/// The stored tree of one estate's journal, as far as it was read.
pub struct Stored<'c> {
    conn: &'c mut Conn,
    key: String,
    /// Whether leaves are hashed anew from their bytes, as before signing (`threats.md` J4).
    anew: bool,
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
    /// How many leaves' rows were read.
    pub read: usize,
}

impl<'c> Stored<'c> {
    /// By the stored hashes, to answer.
    pub fn new(conn: &'c mut Conn, of: EstateId) -> Self {
        Self { conn, key: of.to_string(), anew: false, tiles: BTreeMap::new(), read: 0 }
    }

    /// By the stored bytes, to sign.
    pub fn anew(conn: &'c mut Conn, of: EstateId) -> Self {
        Self { anew: true, ..Self::new(conn, of) }
    }

    /// The tree over so many first entries.
    pub fn tree(&mut self, size: u64) -> Result<Tree, Flaw> {
        let root = root_from(size, &mut |level, place| self.complete(level, place))?;
        Ok(Tree { size, root })
    }

    /// The hash of a complete subtree.
    pub fn complete(&mut self, level: u8, place: u64) -> Result<Hash, Flaw> {
        let (above, within) = (level / HEIGHT, level % HEIGHT);
        let start = place << within;
        let (of, at) = (start / WIDTH, start % WIDTH);
        let hashes = self.hashes(above, of)?;
        let at = usize::try_from(at).map_err(Failure::bug)?;
        let part = hashes.get(at..at + (1 << within));
        match part {
            Some(part) => Ok(root(part)),
            None if above == 0 => Err(Flaw::Entry(of * WIDTH + size_of_usize(hashes.len()) + 1)),
            None => Err(Failure::bug(format!("tile {above}/{of} is not there")).into()),
        }
    }

    /// The root over a whole tile.
    fn over_tile(&mut self, level: u8, of: u64) -> Result<Hash, Flaw> {
        let hashes = self.hashes(level, of)?;
        match hashes.len() {
            256 => Ok(root(hashes)),
            few if level == 0 => Err(Flaw::Entry(of * WIDTH + size_of_usize(few) + 1)),
            _ => Err(Failure::bug(format!("tile {level}/{of} is not whole")).into()),
        }
    }

    /// What is stored of one tile, in order.
    fn hashes(&mut self, level: u8, of: u64) -> Result<&[Hash], Flaw> {
        if !self.tiles.contains_key(&(level, of)) {
            let hashes = if level == 0 { self.leaves(of)? } else { self.roots(level, of)? };
            self.tiles.insert((level, of), hashes);
        }
        Ok(self.tiles.get(&(level, of)).map_or(&[], Vec::as_slice))
    }

    fn leaves(&mut self, of: u64) -> Result<Vec<Hash>, Flaw> {
        let rows = rows(self.conn, &self.key, of * WIDTH, 256, self.anew)?;
        self.read += rows.len();
        let mut hashes = Vec::with_capacity(rows.len());
        for ((seq, bytes, stored), expected) in rows.into_iter().zip(of * WIDTH + 1..) {
            let hash = hash_of(&stored)?;
            let kept = bytes.is_none_or(|bytes| leaf_hash(&bytes) == hash);
            if size_of(seq) != expected || !kept {
                return Err(Flaw::Entry(expected));
            }
            hashes.push(hash);
        }
        Ok(hashes)
    }

    fn roots(&mut self, level: u8, of: u64) -> Result<Vec<Hash>, Flaw> {
        let first = count_of(of * WIDTH)?;
        let rows = journal_tile::table
            .filter(journal_tile::estate_id.eq(&self.key))
            .filter(journal_tile::level.eq(i64::from(level)))
            .filter(journal_tile::place.ge(first).and(journal_tile::place.lt(first + 256)))
            .order(journal_tile::place)
            .select((journal_tile::place, journal_tile::hash));
        let rows: Vec<(i64, Vec<u8>)> = rows.load(self.conn)?;
        let mut hashes = Vec::with_capacity(rows.len());
        for ((place, hash), expected) in rows.into_iter().zip(first..) {
            if place != expected {
                return Err(Failure::bug(format!("tile {level}/{expected} is not there")).into());
            }
            hashes.push(hash_of(&hash)?);
        }
        Ok(hashes)
    }
}

fn size_of_usize(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

type LeafRow = (i64, Option<String>, Vec<u8>);

/// Rows of leaves after a place: number, bytes where they are wanted, hash.
fn rows(
    conn: &mut Conn,
    key: &str,
    after: u64,
    most: i64,
    bytes: bool,
) -> Result<Vec<LeafRow>, Failure> {
    let after = count_of(after)?;
    let rows = journal::table
        .filter(journal::estate_id.eq(key))
        .filter(journal::seq.gt(after).and(journal::seq.le(after.saturating_add(most))))
        .order(journal::seq);
    if bytes {
        let rows = rows.select((journal::seq, journal::bytes, journal::hash));
        let rows: Vec<(i64, String, Vec<u8>)> = rows.load(conn)?;
        return Ok(rows.into_iter().map(|(seq, bytes, hash)| (seq, Some(bytes), hash)).collect());
    }
    let rows = rows.select((journal::seq, journal::hash));
    let rows: Vec<(i64, Vec<u8>)> = rows.load(conn)?;
    Ok(rows.into_iter().map(|(seq, hash)| (seq, None, hash)).collect())
}

/// Makes the tiles that so many entries fill, at most [`TILES`] of a level at once. Whether more are
/// to be made.
pub fn grow(conn: &mut Conn, of: EstateId, head: u64) -> Result<bool, Flaw> {
    let (mut below, mut more) = (head, false);
    for level in 1..=HEIGHT {
        let full = below / WIDTH;
        let stored = made(conn, of, level)?;
        let until = full.min(stored + TILES);
        more |= until < full;
        let mut tree = Stored::anew(conn, of);
        for place in stored..until {
            let hash = tree.over_tile(level - 1, place)?;
            insert(tree.conn, of, level, place, &hash)?;
            tree.tiles.clear();
        }
        below = until;
    }
    Ok(more)
}

/// How many tiles a level has.
fn made(conn: &mut Conn, of: EstateId, level: u8) -> Result<u64, Failure> {
    let last = journal_tile::table
        .filter(journal_tile::estate_id.eq(of.as_str()))
        .filter(journal_tile::level.eq(i64::from(level)))
        .order(journal_tile::place.desc())
        .select(journal_tile::place);
    Ok(last.first::<i64>(conn).optional()?.map_or(0, |last| size_of(last) + 1))
}

/// Another server that makes the same tile makes the same hash.
fn insert(
    conn: &mut Conn,
    of: EstateId,
    level: u8,
    place: u64,
    hash: &Hash,
) -> Result<(), Failure> {
    let place = count_of(place)?;
    per_database!(conn, |c| diesel::insert_into(journal_tile::table)
        .values((
            journal_tile::estate_id.eq(of.as_str()),
            journal_tile::level.eq(i64::from(level)),
            journal_tile::place.eq(place),
            journal_tile::hash.eq(hash.as_slice()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Every tile of an estate's tree above the leaves: level, place, hash.
pub fn tiles(conn: &mut Conn, of: EstateId) -> Result<Vec<(u8, u64, Hash)>, Failure> {
    let rows = journal_tile::table
        .filter(journal_tile::estate_id.eq(of.as_str()))
        .order((journal_tile::level, journal_tile::place))
        .select((journal_tile::level, journal_tile::place, journal_tile::hash));
    let rows: Vec<(i64, i64, Vec<u8>)> = rows.load(conn)?;
    let row = |(level, place, hash): (i64, i64, Vec<u8>)| {
        Ok((u8::try_from(level).map_err(Failure::bug)?, size_of(place), hash_of(&hash)?))
    };
    rows.into_iter().map(row).collect()
}

/// The bytes of a tile: hashes one after the other, or a bundle of entries. The caller has seen that
/// a signed checkpoint covers it.
pub fn tile(conn: &mut Conn, of: EstateId, tile: Tile) -> Result<Vec<u8>, Failure> {
    let width = usize::from(tile.width);
    match tile.kind {
        TileKind::Hashes(level) => {
            let mut tree = Stored::new(conn, of);
            let hashes = tree.hashes(level, tile.index)?.get(..width);
            let hashes = hashes.ok_or_else(|| Failure::bug("a tile that is not there"))?;
            Ok(hashes.concat())
        }
        TileKind::Entries => {
            let after = count_of(tile.index.saturating_mul(WIDTH))?;
            let rows = super::journal::rows(conn, of.as_str(), after, i64::from(tile.width))?;
            if rows.len() != width {
                return Err(Failure::bug("entries that are not there"));
            }
            let entries = rows.iter().map(|row| row.bytes.as_bytes());
            bundle(entries).ok_or_else(|| Failure::bug("an entry longer than a bundle can say"))
        }
    }
}
