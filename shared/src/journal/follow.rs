//! What a phone checks at each visit: that the log it is shown goes on from the one that it kept
//! (`threats.md` J1, J2, J3).

use serde::{Deserialize, Serialize};

use super::checkpoint::{Checkpoint, successor};
use super::leaf::Hash;
use super::note::{KeyKind, Note, VerifierKey};
use super::proof::is_consistent;

/// What is kept of a log: the key that is trusted and the last checkpoint that held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The vkey.
    pub vkey: String,
    /// The signed note.
    pub note: String,
}

/// What the server shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Its checkpoint, a signed note.
    pub note: &'a str,
    /// Its keys, the present one last: vkey, and the note by which the one before names it.
    pub keys: &'a [(String, Option<String>)],
    /// The proof that it goes on from what is kept; not asked for where that is as large.
    pub proof: &'a [Hash],
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It goes on: this is kept from now on.
    GoesOn(Followed),
    /// The operator says that entries were lost, and the log has another name. This is kept from now
    /// on; the one before is shown once more.
    Lost(Followed),
    /// It does not go on: what is kept and what is shown are the evidence.
    Forked,
    /// It is signed by a key that the known one has not named, or cannot be read.
    Unknown,
}

/// Compares what is shown with what is kept. The first time it is trusted.
pub fn follow(kept: Option<&Followed>, shown: &Shown<'_>) -> Step {
    let Some(note) = Note::parse(shown.note) else { return Step::Unknown };
    let Some(kept) = kept else { return first(&note, shown) };
    let known = VerifierKey::parse(&kept.vkey).zip(opened(&kept.note));
    let Some((mut key, before)) = known else { return first(&note, shown) };
    for named in shown.keys.iter().filter_map(|(_, named)| Note::parse(named.as_deref()?)) {
        // The same key has another name in another epoch of the same log.
        let name = named.text().lines().next().unwrap_or_default();
        let old = renamed(&key, name).filter(|_| base(name) == base(&before.origin));
        if let Some(next) = old.and_then(|old| successor(&named, &old)) {
            key = next;
        }
    }
    let Some(now) = Checkpoint::parse(note.text()) else { return Step::Unknown };
    let key = renamed(&key, &now.origin).filter(|key| note.is_signed_by(key));
    let Some(key) = key.filter(|_| base(&now.origin) == base(&before.origin)) else {
        return Step::Unknown;
    };
    let followed = Followed { vkey: key.to_string(), note: note.to_string() };
    if now.origin != before.origin {
        return if epoch(&now.origin) > epoch(&before.origin) {
            Step::Lost(followed)
        } else {
            Step::Forked
        };
    }
    let empty = before.tree.size == 0;
    if empty || is_consistent(before.tree, now.tree, shown.proof) {
        Step::GoesOn(followed)
    } else {
        Step::Forked
    }
}

/// The size that is kept: from there a proof is asked for.
pub fn size_of(kept: &Followed) -> Option<u64> {
    Some(opened(&kept.note)?.tree.size)
}

fn opened(note: &str) -> Option<Checkpoint> {
    Checkpoint::parse(Note::parse(note)?.text())
}

fn first(note: &Note, shown: &Shown<'_>) -> Step {
    let keys: Vec<_> = shown.keys.iter().filter_map(|(vkey, _)| VerifierKey::parse(vkey)).collect();
    let key = keys.iter().find(|key| Checkpoint::open(note, std::slice::from_ref(key)).is_some());
    match key {
        Some(key) => Step::GoesOn(Followed { vkey: key.to_string(), note: note.to_string() }),
        None => Step::Unknown,
    }
}

fn renamed(key: &VerifierKey, name: &str) -> Option<VerifierKey> {
    VerifierKey::new(name, KeyKind::Log, &key.public())
}

/// A log's name without its epoch.
fn base(origin: &str) -> &str {
    let second = origin.match_indices('/').nth(1).map(|(place, _)| place);
    second.and_then(|place| origin.get(..place)).unwrap_or(origin)
}

/// The epoch in a log's name: the first has none.
fn epoch(origin: &str) -> u32 {
    origin.split('/').nth(2).and_then(|epoch| epoch.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests;
