//! Estates: what stands where, whom to call, and the owners' roll.

use serde::{Deserialize, Serialize};

use super::{Nothing, endpoints};
use crate::domain::estate::{DutyPhone, EstateId};

endpoints! {
    /// The estate: buildings, common places, duty phones, who serves it.
    GetEstate: Get "/api/estates/{}" (EstateId,), Seated, Nothing => EstateView;
}

/// What everybody of an estate may see of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EstateView {
    /// The estate.
    pub id: EstateId,
    /// Its name.
    pub name: String,
    /// Its community.
    pub community: String,
    /// Its town.
    pub town: String,
    /// The company that serves it, if one does.
    pub company: Option<String>,
    /// Its buildings, in house order.
    pub buildings: Vec<BuildingView>,
    /// Its common places.
    pub places: Vec<String>,
    /// Whom to call.
    pub phones: Vec<DutyPhone>,
}

/// One building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BuildingView {
    /// As on the roll.
    pub name: String,
    /// Its stairs, as on the roll.
    pub stairs: Vec<String>,
    /// The highest floor that the room numbers show.
    pub floors: u32,
}
