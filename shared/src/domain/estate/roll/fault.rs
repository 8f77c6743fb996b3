//! What is wrong with a sheet, where, and how a person puts it right.

use serde::{Deserialize, Serialize};

use crate::value::word_enum;

/// How much of a cell a fault repeats, in characters.
const GIVEN_LIMIT: usize = 40;

/// One fault of a sheet, at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fault {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column's letters, `D`; none where the whole row or sheet is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub code: FaultCode,
    /// What stood there, cut to 40 characters; for a missing column its heading.
    pub given: String,
    /// Where the unit stood first, when it stands twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Place>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
}

impl Fault {
    /// A fault that quotes what stood there.
    pub(super) fn new(place: &Place, column: Option<usize>, code: FaultCode, given: &str) -> Self {
        Self {
            sheet: place.sheet.clone(),
            row: place.row,
            column: column.map(super::column_letters),
            code,
            given: given.chars().take(GIVEN_LIMIT).collect(),
            first: None,
        }
    }
}

word_enum! {
    /// What is wrong with a cell, a row or a sheet.
    FaultCode {
        /// No row of any sheet is a heading.
        HeadingMissing = "heading-missing",
        /// The heading lacks a column that a roll needs.
        ColumnMissing = "column-missing",
        /// Two columns bear the same meaning.
        ColumnTwice = "column-twice",
        /// A heading without a unit below.
        NoUnits = "no-units",
        /// No building.
        BuildingMissing = "building-missing",
        /// No room or space number.
        RoomMissing = "room-missing",
        /// The kind is empty or no known word.
        KindUnknown = "kind-unknown",
        /// No area.
        AreaMissing = "area-missing",
        /// The area is no number.
        AreaUnreadable = "area-unreadable",
        /// The area is zero or below.
        AreaNotPositive = "area-not-positive",
        /// The area has more than two decimals.
        AreaTooPrecise = "area-too-precise",
        /// The area is beyond any building.
        AreaTooLarge = "area-too-large",
        /// The source of the area is no known word.
        AreaSourceUnknown = "area-source-unknown",
        /// No owner.
        OwnerMissing = "owner-missing",
        /// Blanks inside a Chinese name: one owner or several?
        OwnerUnclear = "owner-unclear",
        /// The same owner twice in one unit.
        OwnerRepeated = "owner-repeated",
        /// More owners than a unit can have here.
        OwnersTooMany = "owners-too-many",
        /// Fewer phones than owners.
        PhonesFewer = "phones-fewer",
        /// Fewer owners than phones.
        OwnersFewer = "owners-fewer",
        /// No mobile number.
        PhoneInvalid = "phone-invalid",
        /// The handover status is no known word.
        StatusUnknown = "status-unknown",
        /// The unit stands in the sheet twice.
        UnitRepeated = "unit-repeated",
        /// A formula instead of a value.
        Formula = "formula",
        /// A date, a truth value or an error value.
        NotText = "not-text",
        /// A text longer than the field takes.
        TooLong = "too-long",
        /// Control characters, or characters that change the reading direction.
        ForbiddenCharacters = "forbidden-characters",
        /// The list of faults was cut here.
        MoreFaults = "more-faults",
    }
}

impl FaultCode {
    /// What is wrong and how to put it right, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::HeadingMissing => {
                "没有找到表头。请在表中保留一行表头，写明幢、单元、室号、用途、面积、产权人、手机号。"
            }
            Self::ColumnMissing => "表头缺少这一列。请补上这一列的表头和内容。",
            Self::ColumnTwice => "这一列与前面的列含义相同。请只保留一列。",
            Self::NoUnits => "表头下面没有房屋。请填写房屋后再导入。",
            Self::BuildingMissing => {
                "没有填写幢号。请填写；合并的单元格请先取消合并，并在每一行填写。"
            }
            Self::RoomMissing => "没有填写室号。请填写；车位请填车位号。",
            Self::KindUnknown => "用途没有填写或无法识别。请填写住宅、车位、商铺、储藏室或其他。",
            Self::AreaMissing => "没有填写面积。请按不动产登记的面积填写，单位为平方米。",
            Self::AreaUnreadable => "面积不是数字。请用阿拉伯数字填写，单位为平方米，例如 89.37。",
            Self::AreaNotPositive => "面积必须大于零。请按不动产登记的面积更正。",
            Self::AreaTooPrecise => "面积多于两位小数。请按不动产登记的面积填写，最多两位小数。",
            Self::AreaTooLarge => "面积过大。请检查小数点和单位，单位为平方米。",
            Self::AreaSourceUnknown => "面积来源无法识别。请填写登记、实测或合同，也可以留空。",
            Self::OwnerMissing => "没有填写产权人。请填写；未售的房屋请填写建设单位的名称。",
            Self::OwnerUnclear => {
                "姓名中有空格，无法判断是一人还是几人。请去掉空格；几位产权人之间请用顿号“、”分隔。"
            }
            Self::OwnerRepeated => {
                "同一位产权人在这一户出现了两次。请只保留一次；确为同名的两人，请填写各自的手机号。"
            }
            Self::OwnersTooMany => "这一户的产权人过多。请检查是否有几户写在了一行。",
            Self::PhonesFewer => {
                "手机号比产权人少。请按产权人的顺序逐一填写，用顿号“、”分隔；都没有手机号的请全部留空。"
            }
            Self::OwnersFewer => "产权人比手机号少。请补上产权人，或者每位产权人只保留一个手机号。",
            Self::PhoneInvalid => {
                "不是有效的手机号。请填写 11 位手机号；没有手机号的请留空，不要填固定电话。"
            }
            Self::StatusUnknown => {
                "交付状态无法识别。请填写已交付、已售未交付或未售，也可以留空，留空表示已交付。"
            }
            Self::UnitRepeated => {
                "这一户在表中出现了两次。请只保留一行；几位产权人请写在同一行，用顿号“、”分隔。"
            }
            Self::Formula => "单元格里是公式。请复制后用“选择性粘贴”只粘贴数值。",
            Self::NotText => "单元格里是日期、逻辑值或错误值。请把这一列设为文本格式，再重新填写。",
            Self::TooLong => "内容过长。请只填写这一列要求的内容，其余写到备注列。",
            Self::ForbiddenCharacters => "含有看不见的控制字符。请删除后手工重新输入。",
            Self::MoreFaults => "错误太多，后面的没有列出。请先更正以上错误，再导入一次。",
        }
    }

    /// What is wrong and how to put it right, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::HeadingMissing => {
                "No heading row was found. Keep one row that names building, stair, room, kind, area, owner and phone."
            }
            Self::ColumnMissing => {
                "The heading lacks this column. Add the column with its contents."
            }
            Self::ColumnTwice => {
                "This column means the same as an earlier one. Keep only one of them."
            }
            Self::NoUnits => {
                "There is no unit below the heading. Fill in the units and import again."
            }
            Self::BuildingMissing => {
                "The building is missing. Fill it in; unmerge merged cells and repeat the building in each row."
            }
            Self::RoomMissing => {
                "The room is missing. Fill it in; for parking, give the number of the space."
            }
            Self::KindUnknown => {
                "The kind is empty or unknown. Write flat, parking, shop, store or other."
            }
            Self::AreaMissing => "The area is missing. Give the registered area in square metres.",
            Self::AreaUnreadable => {
                "The area is not a number. Write it in digits, in square metres, for example 89.37."
            }
            Self::AreaNotPositive => "The area must be above zero. Give the registered area.",
            Self::AreaTooPrecise => {
                "The area has more than two decimals. Give the registered area, with at most two."
            }
            Self::AreaTooLarge => {
                "The area is too large. Check the decimal point and the unit, which is the square metre."
            }
            Self::AreaSourceUnknown => {
                "The source of the area is unknown. Write registered, surveyed or contract, or leave it empty."
            }
            Self::OwnerMissing => {
                "The owner is missing. Fill it in; for an unsold unit, give the developer's name."
            }
            Self::OwnerUnclear => {
                "A blank in the name leaves open whether it is one owner or several. Remove it, or put a comma between owners."
            }
            Self::OwnerRepeated => {
                "The same owner stands twice in this unit. Keep one; for two people of one name, give each their phone."
            }
            Self::OwnersTooMany => {
                "This unit has too many owners. Check whether several units stand in one row."
            }
            Self::PhonesFewer => {
                "There are fewer phones than owners. Give them in the owners' order, separated by commas, or leave all empty."
            }
            Self::OwnersFewer => {
                "There are fewer owners than phones. Add the owner, or keep one phone for each owner."
            }
            Self::PhoneInvalid => {
                "This is not a mobile number. Give its 11 digits, or leave it empty; landlines cannot be used."
            }
            Self::StatusUnknown => {
                "The status is unknown. Write delivered, undelivered or unsold, or leave it empty for delivered."
            }
            Self::UnitRepeated => {
                "This unit stands in the sheet twice. Keep one row; put several owners into it, separated by commas."
            }
            Self::Formula => "The cell holds a formula. Copy it and paste its value only.",
            Self::NotText => {
                "The cell holds a date, a truth value or an error. Set the column to text and fill it in again."
            }
            Self::TooLong => {
                "The text is too long. Give only what the column asks for; put the rest into a remarks column."
            }
            Self::ForbiddenCharacters => {
                "The cell contains invisible control characters. Delete them and type the text again."
            }
            Self::MoreFaults => {
                "There are too many faults; the rest is not listed. Correct these and import again."
            }
        }
    }
}
