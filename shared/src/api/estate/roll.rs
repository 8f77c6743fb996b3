//! The owners' roll: looked at, imported, exported.

use serde::{Deserialize, Serialize};

use crate::domain::estate::roll::{Entry, FaultCode, Handover, Place, UnitKey, UnitKind};
use crate::value::{Area, Phone};

/// How many faults an answer lists; the rest is counted.
pub const FAULTS_LISTED: usize = 500;
/// How many names to decide on an answer lists; the rest is counted.
pub const CLASHES_LISTED: usize = 1000;
/// How many units of each kind of difference an answer shows.
pub const SAMPLES: usize = 20;

/// What an uploaded file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RollReading {
    /// The file could not be read as a spreadsheet.
    Unreadable {
        /// What is wrong and how to put it right, in the caller's language.
        text: String,
    },
    /// A spreadsheet with faults: nothing of it can be imported.
    Faulty {
        /// The faults, in the sheet's order, at most [`FAULTS_LISTED`].
        faults: Vec<FaultView>,
        /// How many there are in all.
        total: u32,
    },
    /// A roll.
    Ready {
        /// What it holds and what it would change.
        roll: Box<RollPreview>,
    },
}

/// One fault, at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FaultView {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column's letters; none where the whole row or sheet is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub code: FaultCode,
    /// What stood there.
    pub given: String,
    /// Where the unit stood first, when it stands twice.
    pub first: Option<Place>,
    /// What is wrong and how to put it right, in the caller's language.
    pub text: String,
}

/// What a roll holds and what it would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollPreview {
    /// Names this roll over the stored one: send it back with the same file to import it.
    pub digest: String,
    /// Units and area by kind.
    pub kinds: Vec<KindCount>,
    /// How many units in all.
    pub units: u32,
    /// How many owner parties there are: voting persons, all units counted.
    pub parties: u32,
    /// The same among flats alone.
    pub flat_parties: u32,
    /// How many units are not yet handed over.
    pub of_developer: u32,
    /// Sheets that were left out because they hold no roll.
    pub skipped_sheets: Vec<String>,
    /// Names that stand with different phones, at most [`CLASHES_LISTED`].
    pub clashes: Vec<ClashView>,
    /// How many of them there are in all.
    pub clashes_total: u32,
    /// How many units are new, changed, gone, the same.
    pub change: RollChange,
    /// Some new units.
    pub added: Vec<UnitKey>,
    /// Some changed units.
    pub changed: Vec<UnitChange>,
    /// Some units that are gone.
    pub removed: Vec<UnitKey>,
}

/// Units of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KindCount {
    /// Which.
    pub kind: UnitKind,
    /// How many.
    pub units: u32,
    /// Their area.
    pub area: Area,
}

/// How many units an import touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollChange {
    /// New ones.
    pub added: u32,
    /// Changed ones.
    pub changed: u32,
    /// Those the new roll lacks.
    pub removed: u32,
    /// Those that stay as they are.
    pub unchanged: u32,
}

/// A unit whose row differs. Names and phones are masked: the stored ones are not the file's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnitChange {
    /// Which.
    pub unit: UnitKey,
    /// As stored.
    pub before: UnitFacts,
    /// As in the file.
    pub after: UnitFacts,
}

/// A unit's row, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnitFacts {
    /// Floor area.
    pub area: Area,
    /// Whether it is handed over.
    pub handover: Handover,
    /// `张* 138****5678`, in the sheet's order.
    pub owners: Vec<String>,
}

impl UnitFacts {
    /// From a row of a roll.
    pub fn of(entry: &Entry) -> Self {
        let owner = |owner: &crate::domain::estate::roll::RollOwner| {
            let name = crate::domain::account::masked_name(&owner.name);
            owner.phone.as_ref().map_or(name.clone(), |phone| format!("{name} {}", phone.masked()))
        };
        Self {
            area: entry.area,
            handover: entry.handover,
            owners: entry.owners.iter().map(owner).collect(),
        }
    }
}

/// A name that stands in the file with different phones. The phones are the file's own, in full: who
/// decides compares them with the deeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClashView {
    /// The name.
    pub name: String,
    /// Each phone, and where it stands.
    pub sightings: Vec<SightingView>,
    /// Whether somebody has decided on all these phones.
    pub decided: bool,
    /// The phones decided to be one person.
    pub same: Vec<Option<Phone>>,
}

/// Where a name stands with one phone, or with none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SightingView {
    /// The phone.
    pub phone: Option<Phone>,
    /// The first units where it does.
    pub units: Vec<UnitKey>,
    /// In how many units in all.
    pub total: u32,
}

/// Imports what was looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollConsent {
    /// From [`RollPreview::digest`].
    pub digest: String,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollApplied {
    /// How many units the roll holds now.
    pub units: u32,
    /// What was changed; nothing, when the same file comes again.
    pub change: RollChange,
}

/// Decides which phones of one name belong to one person; the others are different persons. It holds
/// for later imports too, until a phone comes that was not decided on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameDecision {
    /// The name.
    pub name: String,
    /// Every phone decided on; `null` for the rows without one.
    pub phones: Vec<Option<Phone>>,
    /// Those of one person; empty when all are different.
    pub same: Vec<Option<Phone>>,
}

/// How a sheet is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetWish {
    /// With English headings and words, instead of Chinese.
    #[serde(default)]
    pub english: bool,
}
