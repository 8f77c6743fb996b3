//! A checkpoint: what a log says of itself at a size (C2SP tlog-checkpoint). It travels as the text
//! of a signed note.

use std::fmt;

use data_encoding::BASE64;

use super::note::{Note, SignerKey, VerifierKey};
use super::proof::Tree;

/// The size and root of a log, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the first line.
    pub origin: String,
    /// How many entries, and their root.
    pub tree: Tree,
    /// Further lines; ours has none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Of a log, without further lines.
    pub fn new(origin: &str, tree: Tree) -> Self {
        Self { origin: origin.to_owned(), tree, extensions: Vec::new() }
    }

    /// Reads the text of a note: origin, size in decimal, root in base64, further lines, none empty.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n').map(str::to_owned);
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let root = BASE64.decode(root.as_bytes()).ok()?.try_into().ok()?;
        let tree = Tree { size: size.parse().ok()?, root };
        let checkpoint = Self { origin, tree, extensions: lines.collect() };
        let lines = [&checkpoint.origin].into_iter().chain(&checkpoint.extensions);
        let filled = lines.into_iter().all(|line| !line.is_empty());
        (filled && checkpoint.to_string() == text).then_some(checkpoint)
    }

    /// Reads a note that one of a log's keys has signed; the origin is the key's name.
    pub fn open(note: &Note, keys: &[VerifierKey]) -> Option<Self> {
        let key = keys.iter().find(|key| note.is_signed_by(key))?;
        Self::parse(note.text()).filter(|checkpoint| checkpoint.origin == key.name())
    }

    /// Signs it with the log's key.
    pub fn sign(&self, key: &SignerKey) -> Option<Note> {
        Note::sign(&self.to_string(), key, 0)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tree { size, root } = self.tree;
        write!(f, "{}\n{size}\n{}\n", self.origin, BASE64.encode(&root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The name of an estate's log: its origin and its key's name. After entries were lost a new epoch
/// begins under another name, so that nobody takes it for the log that went on (`threats.md` J2).
pub fn origin(estate: crate::domain::estate::EstateId, epoch: u32) -> String {
    match epoch {
        0 | 1 => format!("linli/{estate}"),
        later => format!("linli/{estate}/{later}"),
    }
}

/// The text by which a log's key names the one that follows it (`threats.md` J3).
pub fn succession(old: &VerifierKey, new: &VerifierKey) -> String {
    format!("{}\nsucceeded by\n{new}\n", old.name())
}

/// The key that follows a known one, if the note says so and the known one has signed it.
pub fn successor(note: &Note, old: &VerifierKey) -> Option<VerifierKey> {
    let line = note.text().lines().nth(2)?;
    let new = VerifierKey::parse(line)?;
    let same_log = new.name() == old.name() && new.kind() == old.kind();
    let whole = same_log && note.text() == succession(old, &new) && note.is_signed_by(old);
    whole.then_some(new)
}

#[cfg(test)]
mod tests;
