//! The trustees' ceremony: keys, locks, shares (`sealed-ballot.md` 3, 4, 8). Points and scalars are
//! base64url without padding.

use serde::{Deserialize, Serialize};

use crate::domain::vote::{MatterId, SumWeight, TrusteeSeat};
use crate::value::Timestamp;

/// A trustee's public key of an estate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrusteeView {
    /// Which seat.
    pub seat: TrusteeSeat,
    /// E.
    pub point: String,
    /// Proof of knowledge of its secret.
    pub proof: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is the reader's own.
    pub mine: bool,
}

/// The trustees of an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrusteeList {
    /// At most one for each seat.
    pub trustees: Vec<TrusteeView>,
    /// The seat that the reader may hold.
    pub seat: Option<TrusteeSeat>,
}

/// Publishes a trustee's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewTrustee {
    /// E.
    pub point: String,
    /// Proof of knowledge.
    pub proof: String,
}

/// One holder's half of a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LockHalf {
    /// The two seats' numbers, the lower first.
    pub lock: (u8, u8),
    /// S.
    pub point: String,
    /// Proof of knowledge.
    pub proof: String,
}

/// A seat's two locks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LockList {
    /// Both.
    pub locks: Vec<LockHalf>,
}

/// A lock half with its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LockView {
    /// Who made it.
    pub holder: TrusteeSeat,
    /// It.
    #[serde(flatten)]
    pub half: LockHalf,
}

/// A sum to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SumWanted {
    /// Of which matter.
    pub matter: MatterId,
    /// Which box, from 0.
    pub index: u32,
    /// By what.
    pub weight: SumWeight,
}

/// One share of one sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// Of which matter.
    pub matter: MatterId,
    /// Which box, from 0.
    pub index: u32,
    /// By what.
    pub weight: SumWeight,
    /// With which lock.
    pub lock: (u8, u8),
    /// D.
    pub point: String,
    /// Its proof.
    pub proof: String,
}

/// A trustee's shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareList {
    /// All that were asked for.
    pub shares: Vec<Share>,
}

/// The key of a meeting, as it hangs on the notice board: 钥匙确认单.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeySheet {
    /// K.
    pub key: String,
    /// K as twenty digits.
    pub digits: String,
    /// The trustees' keys as twenty digits each, in the order of their seats.
    pub trustees: Vec<String>,
}

/// Where the ceremony of a meeting stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ceremony {
    /// The trustees whose keys are used.
    pub trustees: Vec<TrusteeView>,
    /// The halves that are there.
    pub locks: Vec<LockView>,
    /// A lock whose halves differ: its holders make new ones.
    pub mismatch: Option<(u8, u8)>,
    /// K, once all six halves agree.
    pub key: Option<KeySheet>,
    /// The seat that the reader holds.
    pub seat: Option<TrusteeSeat>,
    /// What is to be opened now; empty before the close, and when all is.
    pub wanted: Vec<SumWanted>,
    /// Who has shared what is wanted.
    pub shared: Vec<TrusteeSeat>,
}
