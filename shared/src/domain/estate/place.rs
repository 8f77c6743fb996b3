//! The scope tree and what stands in an estate.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::value::{Id, text_value, word_enum};

/// 镇街.
#[derive(Debug)]
pub enum Town {}
/// 社区(村居).
#[derive(Debug)]
pub enum Community {}
/// 小区, 物业管理区域.
#[derive(Debug)]
pub enum Estate {}
/// A flat, shop, parking space or store.
#[derive(Debug)]
pub enum Unit {}
/// 物业服务企业.
#[derive(Debug)]
pub enum Company {}
/// 物业服务合同.
#[derive(Debug)]
pub enum Contract {}
/// 公共部位: a named common place of an estate.
#[derive(Debug)]
pub enum CommonPlaceOf {}

/// Names a town.
pub type TownId = Id<Town>;
/// Names a community.
pub type CommunityId = Id<Community>;
/// Names an estate.
pub type EstateId = Id<Estate>;
/// Names a unit.
pub type UnitId = Id<Unit>;
/// Names a property company.
pub type CompanyId = Id<Company>;
/// Names a service contract.
pub type ContractId = Id<Contract>;
/// Names a common place.
pub type CommonPlaceId = Id<CommonPlaceOf>;

/// The code of a department in `data/departments.tsv`: `FIRE_RESCUE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct DeptCode(String);

text_value!(DeptCode);

impl DeptCode {
    /// Reads a code: 2 to 40 capitals, digits and underscores.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        if is_code(text) { Ok(Self(text.to_owned())) } else { Err(CodeError) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for DeptCode {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DeptCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z][A-Z0-9_]{1,39}$" })
    }
}

impl crate::api::PathArg for DeptCode {
    fn text(&self) -> String {
        self.0.clone()
    }
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

/// The text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeError;

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a code of capitals, digits and underscores")
    }
}

impl std::error::Error for CodeError {}

/// Whether a text is a code: 2 to 40 capitals, digits and underscores, the first a capital.
pub(crate) fn is_code(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// An estate and its ancestors in the scope tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EstateNode {
    /// The estate.
    pub estate: EstateId,
    /// Its community.
    pub community: CommunityId,
    /// Its town.
    pub town: TownId,
}

word_enum! {
    /// What a unit is.
    UnitKind {
        /// 住宅.
        Flat = "FLAT",
        /// 车位.
        Parking = "PARKING",
        /// 商铺.
        Shop = "SHOP",
        /// 储藏间.
        Store = "STORE",
        /// Anything else on the roll.
        Other = "OTHER",
    }
}

/// Where in an estate something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Place {
    /// 楼里: in or on a building.
    Building {
        /// `6 幢` is `6`; as on the roll.
        building: String,
        /// 单元, as on the roll.
        #[serde(default)]
        stair: Option<String>,
        /// Floor or part: `11`, `楼顶`, `楼道`, `地下室`.
        #[serde(default)]
        spot: Option<String>,
    },
    /// 楼外公共地方: a common place of the estate's list, or in the reporter's words.
    Common {
        /// The place's name.
        name: String,
    },
}

/// 公共部位: how the public list names a common place that is not one of the estate's own names.
pub const COMMON_PLACE_ZH: &str = "公共部位";

/// The longest name of a building or stair where no roll says which there are, in characters.
const UNLISTED_MAX: usize = 8;

/// Whether a text may name a building or a stair in an estate whose roll names none yet: a number or
/// letter with the word for it, and no room for a person (`domain.md` 3.4: never unit or persons).
pub fn is_unlisted_building(text: &str) -> bool {
    let fits = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '幢' | '号' | '栋' | '座' | '单' | '元')
    };
    !text.is_empty() && text.chars().count() <= UNLISTED_MAX && text.chars().all(fits)
}

/// The longest building, stair, spot or place name, in characters.
pub const PLACE_TEXT_MAX: usize = 40;

impl Place {
    /// As people say it: `6 幢 2 单元 楼顶`.
    pub fn label_zh(&self) -> String {
        match self {
            Self::Building { building, stair, spot } => {
                let mut label = with_word(building, "幢");
                if let Some(stair) = stair {
                    label.push(' ');
                    label.push_str(&with_word(stair, "单元"));
                }
                if let Some(spot) = spot {
                    label.push(' ');
                    let is_number = spot.bytes().all(|b| b.is_ascii_digit());
                    label.push_str(&if is_number { with_word(spot, "楼") } else { spot.clone() });
                }
                label
            }
            Self::Common { name } => name.clone(),
        }
    }

    /// What the public list shows: the building, never the stair or floor, and a common place only by
    /// a name that the estate gave it, never in the reporter's words (`domain.md` 3.4: never unit or
    /// persons). `named`: the estate's common places.
    pub fn public_label_zh(&self, named: &[String]) -> String {
        match self {
            Self::Building { building, .. } => with_word(building, "幢"),
            Self::Common { name } if named.contains(name) => name.clone(),
            Self::Common { .. } => COMMON_PLACE_ZH.to_owned(),
        }
    }

    /// Whether two reports may be about the same thing: same building and stair, or same place.
    pub fn same_spot(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Building { building: a, stair: x, .. },
                Self::Building { building: b, stair: y, .. },
            ) => a == b && (x == y || x.is_none() || y.is_none()),
            (Self::Common { name: a }, Self::Common { name: b }) => a == b,
            _ => false,
        }
    }
}

/// `6` becomes `6 幢`; `北楼` stays.
fn with_word(text: &str, word: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain { format!("{text} {word}") } else { text.to_owned() }
}

/// 值班电话: whom to call, and when somebody answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DutyPhone {
    /// Whom one reaches: `物业值班`.
    pub label: String,
    /// The number as dialled: `0575-8412 3300`, `96333`.
    pub number: String,
    /// When: `24 小时`, `8:30–17:30`.
    pub hours: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_people_say_it_and_the_public_sees_the_building() {
        let place = Place::Building {
            building: "6".into(),
            stair: Some("2".into()),
            spot: Some("楼顶".into()),
        };
        assert_eq!(place.label_zh(), "6 幢 2 单元 楼顶");
        assert_eq!(place.public_label_zh(&[]), "6 幢");
    }

    #[test]
    fn the_public_sees_the_estates_names_and_never_the_reporters_words() {
        let named = ["东门".to_owned()];
        let at = |name: &str| Place::Common { name: name.to_owned() }.public_label_zh(&named);
        assert_eq!(at("东门"), "东门");
        assert_eq!(at("501 沈伯康家门口"), COMMON_PLACE_ZH);
    }

    #[test]
    fn without_a_roll_a_building_is_a_number_and_no_story() {
        for text in ["6", "12-A", "4幢", "3号", "2单元", "B座"] {
            assert!(is_unlisted_building(text), "{text}");
        }
        for text in ["", "4 幢 501 室 沈伯康 13800001111 家", "沈伯康", "13800001111"] {
            assert!(!is_unlisted_building(text), "{text}");
        }
    }
}
