//! Everything that a recount needs, as JSON lines (`sealed-ballot.md` 11): written after the close,
//! grown by shares, totals and results, and checked line by line on any phone or computer.
//!
//! Each line is canonical JSON (RFC 8785) of an object with `kind`. They stand in this order: `head`,
//! every `matter`, every `roll` row, three `trustee`, six `lock`, `key`; then the journal from the
//! meeting's first entry to its last without a gap, as `ballot`, `checked` and `leaf`; then `invalid`,
//! `served`, `sum`, `share`, `total` and `withheld`, `result`, and `foot`.
//!
//! [`verify`] takes the journal's tree (size and root) from whoever has checked the signature of
//! [`Head::checkpoint`]; every entry's audit path leads to that root.

mod frozen;
mod intake;
mod journal;
mod read;
mod tally;
mod told;
mod verify;
mod write;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ballot::Ballot;
use super::context::{SumOf, read_weight, weight_word};
use super::encode::Point;
use super::proof::Proof;
use super::tally::{Sum, SumShare};
use super::trustee::{Lock, LockHalf, Seat};
use crate::domain::estate::EstateId;
use crate::domain::vote::{MatterId, MatterResult, MeetingId, PartyId, SumWeight, Withheld};
use crate::journal::{Digest, FrozenMatter, Hash, Tree, canonical, leaf_hash};

pub use read::head;
pub use verify::{MatterCount, Verified, verify};
pub use write::{Writer, results_digest, shares_digest, write};

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The journal's signed checkpoint, as it was published (C2SP tlog-checkpoint).
    pub checkpoint: String,
    /// The estate.
    pub community: EstateId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The tree that all audit paths lead to: the checkpoint's.
    pub tree: TreeHead,
    /// The protocol.
    pub v: String,
}

/// A tree by its size and root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeHead {
    /// Its root.
    pub root: Digest,
    /// How many entries.
    pub size: u64,
}

impl From<Tree> for TreeHead {
    fn from(tree: Tree) -> Self {
        Self { root: Digest::new(tree.root), size: tree.size }
    }
}

/// An entry of the journal as it is stored, whatever it says (ADR 0002).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryText {
    /// When, Unix ms.
    pub at: i64,
    /// What, with its `kind`.
    pub fact: Value,
    /// The commitment to its private content.
    pub private: Digest,
    /// Its place, from 1.
    pub seq: i64,
    /// The format: 1.
    pub v: u8,
}

impl EntryText {
    /// Reads the canonical bytes of a stored entry.
    pub fn parse(bytes: &str) -> Option<Self> {
        serde_json::from_str(bytes).ok()
    }

    /// Its leaf in the tree; none for numbers that the journal never holds.
    fn leaf(&self) -> Option<Hash> {
        Some(leaf_hash(&canonical(&serde_json::to_value(self).ok()?)?))
    }
}

/// An entry with the audit path to the head's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The entry.
    pub entry: EntryText,
    /// From its neighbour upwards.
    pub path: Vec<Digest>,
}

/// A ballot with the entry that records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastLine {
    /// It.
    pub ballot: Ballot,
    /// Its entry.
    #[serde(flatten)]
    pub leaf: Leaf,
}

/// A trustee's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrusteeLine {
    /// Of its secret.
    pub proof: Proof,
    /// E.
    pub public: Point,
    /// Which seat's.
    pub seat: Seat,
}

/// An item of a paper ballot that was marked twice: it is in clear and does not take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvalidLine {
    /// Of which matter.
    pub matter: MatterId,
    /// Whose.
    pub party: PartyId,
}

/// Names a sum of the bundle's own meeting and ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumName {
    /// Which box, from 0.
    #[serde(rename = "box")]
    pub index: usize,
    /// Of which matter.
    pub matter: MatterId,
    /// By what.
    #[serde(with = "weight")]
    pub weight: SumWeight,
}

impl From<&SumOf> for SumName {
    fn from(of: &SumOf) -> Self {
        Self { index: of.index, matter: of.matter, weight: of.weight }
    }
}

mod weight {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{SumWeight, read_weight, weight_word};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(weight: &SumWeight, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(weight_word(*weight))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SumWeight, D::Error> {
        let word = std::borrow::Cow::<'de, str>::deserialize(from)?;
        read_weight(&word).ok_or_else(|| D::Error::custom("unknown weight"))
    }
}

/// A sum, still sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumLine {
    /// Σ w·B.
    pub b: Point,
    /// Hash over the fingerprints of its ballots, in order.
    pub ballots: Digest,
    /// Which.
    #[serde(flatten)]
    pub name: SumName,
    /// Σ w·R.
    pub r: Point,
}

impl From<&Sum> for SumLine {
    fn from(sum: &Sum) -> Self {
        Self { b: sum.b, ballots: sum.of.ballots, name: (&sum.of).into(), r: sum.r }
    }
}

/// A share of a sum, with the place of the entry that recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareLine {
    /// Of which lock.
    pub lock: Lock,
    /// Of which sum.
    #[serde(flatten)]
    pub name: SumName,
    /// D.
    pub point: Point,
    /// That it is the lock's.
    pub proof: Proof,
    /// By whom.
    pub seat: Seat,
    /// Its entry's place in the journal.
    pub seq: i64,
}

impl ShareLine {
    /// As it is checked.
    pub const fn share(&self) -> SumShare {
        SumShare { lock: self.lock, point: self.point, proof: self.proof, seat: self.seat }
    }
}

/// What a sum came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalLine {
    /// Of which sum.
    #[serde(flatten)]
    pub name: SumName,
    /// Persons, or 0.01 m².
    pub total: u64,
}

/// A sum that stays sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldLine {
    /// Which.
    #[serde(flatten)]
    pub name: SumName,
    /// Why.
    pub why: Withheld,
}

/// What became of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultLine {
    /// The lots of an election, in the order of the boxes; empty where none were drawn.
    pub lots: Vec<u32>,
    /// It.
    pub result: MatterResult,
}

/// The last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foot {
    /// How many lines stand before it.
    pub lines: usize,
    /// SHA-256 over them, line ends included.
    pub sha256: Digest,
}

/// One line of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// What it is about.
    Head(Head),
    /// A matter as it was frozen.
    Matter {
        /// It.
        frozen: FrozenMatter,
    },
    /// A row of the frozen roll.
    Roll(crate::journal::FrozenRow),
    /// A trustee's key.
    Trustee(TrusteeLine),
    /// A holder's half of a lock.
    Lock(LockHalf),
    /// The meeting's key.
    Key {
        /// K.
        key: Point,
    },
    /// An entry of the journal that is no ballot of this meeting.
    Leaf(Leaf),
    /// A ballot with its entry.
    Ballot(CastLine),
    /// The entry of a ballot that was checked, and is void.
    Checked(Leaf),
    /// An item that was marked twice.
    Invalid(InvalidLine),
    /// A party that was served, for 从多.
    Served {
        /// Which.
        party: PartyId,
    },
    /// A sum.
    Sum(SumLine),
    /// A share of it.
    Share(ShareLine),
    /// What it came to.
    Total(TotalLine),
    /// Why it stays sealed.
    Withheld(WithheldLine),
    /// What became of a matter.
    Result(ResultLine),
    /// The end.
    Foot(Foot),
}

impl Line {
    /// Its canonical text, without the line end; none for numbers beyond what JSON keeps exactly.
    pub fn text(&self) -> Option<String> {
        canonical(&serde_json::to_value(self).ok()?)
    }

    /// Its place among the kinds.
    const fn rank(&self) -> u8 {
        match self {
            Self::Head(_) => 0,
            Self::Matter { .. } => 1,
            Self::Roll(_) => 2,
            Self::Trustee(_) => 3,
            Self::Lock(_) => 4,
            Self::Key { .. } => 5,
            Self::Leaf(_) | Self::Ballot(_) | Self::Checked(_) => 6,
            Self::Invalid(_) => 7,
            Self::Served { .. } => 8,
            Self::Sum(_) => 9,
            Self::Share(_) => 10,
            Self::Total(_) | Self::Withheld(_) => 11,
            Self::Result(_) => 12,
            Self::Foot(_) => 13,
        }
    }
}
