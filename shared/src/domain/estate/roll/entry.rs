//! What a row of the roll means.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::value::{Area, Phone, word_enum};

word_enum! {
    /// What a unit is for. Whether parking counts in a vote is the estate's rule, not the unit's.
    UnitKind {
        /// 住宅.
        Flat = "FLAT",
        /// 车位, 车库.
        Parking = "PARKING",
        /// 商铺.
        Shop = "SHOP",
        /// 储藏室.
        Store = "STORE",
        /// 其他: offices and the like.
        Other = "OTHER",
    }
}

word_enum! {
    /// How far a unit has passed from the developer to an owner (最高法建筑物区分所有权解释 1, 9).
    Handover {
        /// 已交付: the owner votes.
        Delivered = "DELIVERED",
        /// 已售未交付: sold, the developer still votes.
        Undelivered = "UNDELIVERED",
        /// 未售: the developer's.
        Unsold = "UNSOLD",
    }
}

word_enum! {
    /// Where the area comes from, in the order the law prefers (最高法建筑物区分所有权解释 8).
    AreaSource {
        /// 登记: the property register.
        Registered = "REGISTERED",
        /// 实测: a survey.
        Surveyed = "SURVEYED",
        /// 合同: the purchase contract.
        Contract = "CONTRACT",
        /// The sheet does not say.
        Unstated = "UNSTATED",
    }
}

/// One unit and its owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// The sheet it stood in.
    pub sheet: String,
    /// Its row there, from 1.
    pub row: u32,
    /// Building, 幢.
    pub building: String,
    /// Stair, 单元; empty where the building has none.
    pub stair: String,
    /// Room or space, 室号.
    pub room: String,
    /// What it is for.
    pub kind: UnitKind,
    /// Floor area; always above zero.
    pub area: Area,
    /// Where the area comes from.
    pub area_source: AreaSource,
    /// The registered owners, at least one, in the sheet's order.
    pub owners: Vec<RollOwner>,
    /// Whether the owner already votes, or the developer still does.
    pub handover: Handover,
}

/// An owner as the roll knows one: a name and a phone together (`domain.md` 1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RollOwner {
    /// The name as registered.
    pub name: String,
    /// The mobile number, where the sheet gives one.
    pub phone: Option<Phone>,
}

/// What tells one unit of an estate from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnitKey {
    /// Building, 幢.
    pub building: String,
    /// Stair, 单元; may be empty.
    pub stair: String,
    /// Room or space, 室号.
    pub room: String,
    /// What it is for: flat 1 and parking space 1 of a building differ.
    pub kind: UnitKind,
}

/// An estate's roll without a fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Roll {
    /// Every unit, in the order of the sheets.
    pub entries: Vec<Entry>,
    /// Sheets that hold something but no roll's headings, such as instructions. The preview says
    /// that they were left out.
    pub skipped_sheets: Vec<String>,
}

impl Entry {
    /// What tells this unit from another.
    pub fn key(&self) -> UnitKey {
        UnitKey {
            building: self.building.clone(),
            stair: self.stair.clone(),
            room: self.room.clone(),
            kind: self.kind,
        }
    }

    /// Not yet sold: the developer's.
    pub fn unsold(&self) -> bool {
        self.handover == Handover::Unsold
    }

    /// The developer votes for it: not yet sold, or sold and not yet handed over.
    pub fn of_developer(&self) -> bool {
        matches!(self.handover, Handover::Unsold | Handover::Undelivered)
    }

    /// The same facts, wherever they stood and in whatever order the owners were listed.
    pub fn same_facts(&self, other: &Self) -> bool {
        let owners = |entry: &Self| entry.owners.iter().cloned().collect::<BTreeSet<_>>();
        self.key() == other.key()
            && self.area == other.area
            && self.area_source == other.area_source
            && self.handover == other.handover
            && owners(self) == owners(other)
    }
}

impl UnitKind {
    /// The word Chinese sheets use.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Flat => "住宅",
            Self::Parking => "车位",
            Self::Shop => "商铺",
            Self::Store => "储藏室",
            Self::Other => "其他",
        }
    }

    /// The word English sheets use.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Parking => "parking",
            Self::Shop => "shop",
            Self::Store => "store",
            Self::Other => "other",
        }
    }
}

impl Handover {
    /// The word Chinese sheets use.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Delivered => "已交付",
            Self::Undelivered => "已售未交付",
            Self::Unsold => "未售",
        }
    }

    /// The word English sheets use.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Unsold => "unsold",
        }
    }
}

impl AreaSource {
    /// The word Chinese sheets use; empty where the source is unstated.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Registered => "登记",
            Self::Surveyed => "实测",
            Self::Contract => "合同",
            Self::Unstated => "",
        }
    }

    /// The word English sheets use; empty where the source is unstated.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Surveyed => "surveyed",
            Self::Contract => "contract",
            Self::Unstated => "",
        }
    }
}
