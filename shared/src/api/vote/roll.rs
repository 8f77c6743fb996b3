//! The roll of a meeting, and objections to it.

use serde::{Deserialize, Serialize};

use crate::domain::report::PhotoId;
use crate::domain::vote::{DeliveryChannel, PartyId, Weight};
use crate::value::{Id, Page, Timestamp};

/// An objection to the roll.
#[derive(Debug)]
pub enum ObjectionOf {}
/// Names an objection.
pub type ObjectionId = Id<ObjectionOf>;

/// What the roll comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollSummary {
    /// Merkle root over its rows, hex.
    pub root: String,
    /// `A` and `N` of the whole estate.
    pub weight: Weight,
    /// How many owner parties.
    pub parties: u32,
    /// Whether it is frozen: from the opening on, and a transfer moves nothing any more.
    pub frozen: bool,
    /// Objections that wait for an answer; voting does not open before.
    pub open_objections: u32,
}

/// What to look for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollQuery {
    /// A building, or part of a unit's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// From the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A page of the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollPage {
    /// What it comes to.
    pub summary: RollSummary,
    /// The parties, in house order.
    pub page: Page<RollRow>,
}

/// One owner party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollRow {
    /// Which.
    pub party: PartyId,
    /// Its units as people say them.
    pub units: Vec<String>,
    /// Its owners as `张*`.
    pub owners: Vec<String>,
    /// Whether a developer stands behind it.
    pub developer: bool,
    /// What it weighs in matters of the whole estate.
    pub weight: Weight,
    /// Where its area comes from.
    pub sources: Vec<crate::domain::estate::roll::AreaSource>,
    /// Whether it is the reader's own.
    pub mine: bool,
    /// By which channels the notice was served on it, for who serves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub served: Vec<DeliveryChannel>,
    /// Whether its ballot is in, once the meeting is open; in small scopes as of the last midnight.
    pub voted: Option<bool>,
}

/// Records that the notice was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewDelivery {
    /// How.
    pub channel: DeliveryChannel,
    /// The door, already sent; needed there and nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoId>,
}

/// Objects to the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewObjection {
    /// Made by the client.
    pub id: ObjectionId,
    /// What is wrong, in the owner's words.
    pub words: String,
}

/// Answers an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectionAnswer {
    /// What was found and done.
    pub words: String,
    /// Whether it was right.
    pub upheld: bool,
}

/// Objections to the roll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectionList {
    /// The oldest first.
    pub objections: Vec<ObjectionView>,
}

/// One objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectionView {
    /// Which.
    pub id: ObjectionId,
    /// When.
    pub at: Timestamp,
    /// The objector's unit, for who answers.
    pub unit: Option<String>,
    /// What is wrong.
    pub words: String,
    /// What was found and done.
    pub answer: Option<String>,
    /// Whether it was right.
    pub upheld: Option<bool>,
    /// When it was answered.
    pub answered: Option<Timestamp>,
}
