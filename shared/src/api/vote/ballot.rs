//! Casting: announced by its fingerprint, confirmed by a code, receipted.

use serde::{Deserialize, Serialize};

use crate::api::account::ChallengeId;
use crate::domain::vote::{Channel, MatterId, PartyId, Weight};
use crate::value::{Timestamp, word_enum};

word_enum! {
    /// By what right somebody votes for a party.
    Standing {
        /// One of its registered owners.
        Owner = "OWNER",
        /// By a written proxy for this meeting (PMR12).
        Agent = "AGENT",
    } else Unknown
}

/// A party that the reader votes for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyParty {
    /// Which.
    pub party: PartyId,
    /// Its units as people say them.
    pub units: Vec<String>,
    /// By what right.
    pub standing: Standing,
    /// Whether others own with the reader: who casts first binds all.
    pub shared: bool,
    /// Whether an owner of it has confirmed the notice.
    pub served: bool,
    /// What it weighs, matter by matter; matters outside its scope are left out.
    pub weights: Vec<PartyWeight>,
    /// When and how its ballot came in.
    pub cast: Option<CastMark>,
}

/// What a party weighs in one matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartyWeight {
    /// Which.
    pub matter: MatterId,
    /// Area and person.
    pub weight: Weight,
}

/// When and how a ballot came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CastMark {
    /// When.
    pub at: Timestamp,
    /// How.
    pub channel: Channel,
}

/// Names a sealed ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BallotMark {
    /// SHA-256 of the ballot, 64 hex digits.
    pub fingerprint: String,
}

/// Casts a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cast {
    /// The sealed ballot, canonical JSON (`sealed-ballot.md` 6).
    pub ballot: String,
    /// Whose code.
    pub challenge: ChallengeId,
    /// The code.
    pub code: String,
}

/// That a ballot is in: presence, never the choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// Whose.
    pub party: PartyId,
    /// SHA-256 of the ballot, hex.
    pub fingerprint: String,
    /// Its place in the estate's journal, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// How.
    pub channel: Channel,
}
