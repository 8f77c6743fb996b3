//! Tiles: the tree in files of 256 hashes or entries, as programs made by others read it (C2SP
//! tlog-tiles).

use std::fmt;

/// How many hashes or entries a full tile holds; also how many levels of the tree, as a power of two.
pub const WIDTH: u64 = 256;
/// How many levels of the tree one level of tiles spans.
pub const HEIGHT: u8 = 8;
/// The longest entry in bytes: what a bundle can say.
pub const LONGEST: usize = 65_535;
/// The highest level of tiles that a path can name.
const TOP: u8 = 63;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Hashes of a level of tiles: 0 holds the leaves, 1 the roots over 256 of them each.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// One tile by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its place on its level, from 0.
    pub index: u64,
    /// How many it holds: 256, or fewer at the right edge.
    pub width: u16,
}

impl Tile {
    /// Reads what follows `tile/`: `0/x001/x234/067`, `entries/000.p/5`.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok().filter(|level| *level <= TOP)?),
        };
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, width.parse().ok().filter(|w| (1..256).contains(w))?),
            None => (rest, 256),
        };
        let mut index = 0_u64;
        for part in place.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { kind, index, width };
        // One form only: the other ways to write a number are not the same path.
        (tile.to_string() == path).then_some(tile)
    }

    /// The first of what it holds, counted on its level.
    pub const fn start(&self) -> Option<u64> {
        self.index.checked_mul(WIDTH)
    }

    /// Whether a log of a size has it, in full or up to its width.
    pub fn is_in(&self, size: u64) -> bool {
        let level = match self.kind {
            TileKind::Entries => 0,
            TileKind::Hashes(level) => u32::from(level) * u32::from(HEIGHT),
        };
        let complete = size.checked_shr(level).unwrap_or(0);
        let end = self.start().and_then(|start| start.checked_add(u64::from(self.width)));
        end.is_some_and(|end| end <= complete)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Entries => f.write_str("entries")?,
            TileKind::Hashes(level) => write!(f, "{level}")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().enumerate().rev() {
            let sign = if place == 0 { "" } else { "x" };
            write!(f, "/{sign}{group:03}")?;
        }
        if self.width < 256 { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// Entries as one file: each with its length in two bytes, the higher first, before it. None where
/// one is longer than that can say.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend(u16::try_from(entry.len()).ok()?.to_be_bytes());
        bytes.extend(entry);
    }
    Some(bytes)
}

/// The entries of such a file; none where it is cut.
pub fn unbundle(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bytes = rest;
    }
    bytes.is_empty().then_some(entries)
}

#[cfg(test)]
mod tests;
