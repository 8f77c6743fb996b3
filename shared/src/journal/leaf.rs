//! Leaves and the tree over them (RFC 6962, section 2.1).

use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::canonical;
use crate::domain::report::{CategoryCode, Event, Severity, Status, Ticket};
use crate::domain::vote::VoteFact;
use crate::value::Timestamp;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The public face of one event: what anybody of the estate may know. No name, no account, no free
/// text: those enter as a salted commitment (`threats.md` J6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// A step of a report.
    Report {
        /// Which.
        ticket: Ticket,
        /// What happened.
        event: Event,
        /// The state after.
        status: Status,
        /// The category after; left out where the reporter is to stay hidden from all but the
        /// handling officer.
        #[serde(skip_serializing_if = "Option::is_none")]
        category: Option<CategoryCode>,
        /// How urgent.
        severity: Severity,
        /// Who acted, as an office (`Party::code`), never a person; left out likewise.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// The owners' roll was imported.
    Roll {
        /// How many units it now holds.
        units: u32,
        /// SHA-256 over its canonical rows, hex.
        digest: String,
    },
    /// Something of a meeting of the assembly.
    Vote {
        /// What.
        fact: VoteFact,
    },
    /// The key that signs the journal's checkpoints is followed by another (`threats.md` J3).
    JournalKey {
        /// The signed note that names both, as text.
        note: String,
    },
    /// Entries that were signed for are gone, and a new epoch begins (`threats.md` J2).
    JournalEpoch {
        /// Which, counted from 2.
        epoch: u32,
        /// How many entries were lost.
        lost: u64,
        /// The last size that was signed before.
        size: u64,
        /// The root that was signed for it, hex.
        root: String,
    },
}

/// One entry of an estate's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, counted from 1 without gaps.
    pub seq: i64,
    /// When, as finely as the public may know; never earlier than the entry before.
    pub at: Timestamp,
    /// The public face.
    pub fact: Fact,
    /// The commitment to the private content.
    pub private: Hash,
}

impl Entry {
    /// The canonical bytes that are hashed and stored.
    pub fn bytes(&self) -> Option<String> {
        let fact = serde_json::to_value(&self.fact).ok()?;
        canonical(&json!({
            "at": self.at.ms(),
            "fact": fact,
            "private": hex(&self.private),
            "seq": self.seq,
            "v": 1,
        }))
    }
}

/// The commitment to private content: SHA-256 of the salt and the content. Erasing salt and content
/// erases what it says, and the journal still adds up.
pub fn commitment(salt: &Hash, content: &str) -> Hash {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(content.as_bytes());
    hash.finalize().into()
}

/// RFC 6962: a leaf is hashed with a zero byte before it.
pub fn leaf_hash(bytes: &str) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(bytes.as_bytes());
    hash.finalize().into()
}

/// RFC 6962: the root over leaf hashes in order.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = split(leaves);
            node(&root(left), &root(right))
        }
    }
}

/// RFC 6962: a node is hashed with a one byte before its two children.
pub(super) fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// Two leaves or more in two: the first half has the largest power of two below their number.
pub(super) fn split(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves.split_at(leaves.len().next_power_of_two() / 2)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unhex(text: &str) -> Hash {
        let mut hash = [0; 32];
        for (i, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap();
        }
        hash
    }

    /// The test vectors of Certificate Transparency's reference tree: the empty tree, and the tree
    /// over the empty leaf.
    #[test]
    fn the_tree_is_rfc_6962s() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(root(&[]), unhex(empty));
        let one = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(root(&[leaf_hash("")]), unhex(one));
    }

    #[test]
    fn the_root_changes_with_any_leaf_and_with_their_order() {
        let leaves: Vec<Hash> = ["a", "b", "c", "d", "e"].map(leaf_hash).to_vec();
        let whole = root(&leaves);
        for index in 0..leaves.len() {
            let mut changed = leaves.clone();
            changed[index][0] ^= 1;
            assert_ne!(root(&changed), whole);
        }
        let mut swapped = leaves.clone();
        swapped.swap(1, 3);
        assert_ne!(root(&swapped), whole);
    }

    /// ADR 0002's vector: it must never change.
    #[test]
    fn an_entrys_bytes_are_settled() {
        let entry = Entry {
            seq: 1,
            at: Timestamp::from_ms(1_795_390_200_000),
            fact: Fact::Report {
                ticket: Ticket::parse("3075-2216").unwrap(),
                event: Event::File,
                status: Status::Dispatched,
                category: CategoryCode::parse("FIRE_LANE_BLOCKED").ok(),
                severity: Severity::P1,
                by: Some("REPORTER".to_owned()),
            },
            private: commitment(&[7; 32], "{}"),
        };
        let bytes = entry.bytes().unwrap();
        insta::assert_snapshot!("journal_entry", format!("{bytes}\n{}", hex(&leaf_hash(&bytes))));
    }
}
