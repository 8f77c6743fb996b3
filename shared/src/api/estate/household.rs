//! My unit, and who lives in it.

use serde::{Deserialize, Serialize};

use crate::domain::estate::UnitId;
use crate::domain::estate::roll::{Handover, UnitKind};
use crate::value::{Area, Date, Id};

/// Somebody bound to a unit, or invited to it.
#[derive(Debug)]
pub enum OccupantOf {}
/// Names somebody bound to a unit: the id of the invitation or of the seat.
pub type OccupantId = Id<OccupantOf>;

/// The longest that a household member is bound at once, in days: five years.
pub const BOUND_MAX_DAYS: i64 = 5 * 366;

/// The unit of an owner's or occupant's seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyUnit {
    /// The unit.
    pub id: UnitId,
    /// Its estate.
    pub estate: String,
    /// The community.
    pub community: String,
    /// As people say it: `6 幢 2 单元 1102 室`.
    pub label: String,
    /// What it is for.
    pub kind: UnitKind,
    /// Floor area.
    pub area: Area,
    /// Whether it is handed over.
    pub handover: Handover,
    /// The registered owners, as `张*`.
    pub owners: Vec<String>,
    /// The household, for an owner; an occupant sees none.
    pub household: Vec<Occupant>,
    /// Whether the seat may add to it and take from it.
    pub may_keep: bool,
}

/// Somebody of the household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Occupant {
    /// Names the binding.
    pub id: OccupantId,
    /// The name the owner gave.
    pub name: String,
    /// Masked.
    pub phone: String,
    /// The last day.
    pub until: Date,
    /// Whether they have signed in; until then they are only invited.
    pub bound: bool,
}

/// Binds somebody to the seat's unit until a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewOccupant {
    /// Made by the client.
    pub id: OccupantId,
    /// Their name.
    pub name: String,
    /// Their number as typed.
    pub phone: String,
    /// The last day.
    pub until: Date,
}
