//! Which column holds what: the heading row, in Chinese or English, in any order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AreaSource, Cell, Fault, FaultCode, Place, RawRow, RawSheet, text};

/// Rows at the top of a sheet among which the heading is looked for: titles, notes and empty rows
/// stand before it.
const SEARCHED_ROWS: usize = 50;

/// Columns that a row must name to be the heading.
const ENOUGH_COLUMNS: usize = 3;

/// What a column of the roll means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Column {
    /// 幢.
    Building,
    /// 单元.
    Stair,
    /// 室号.
    Room,
    /// 用途.
    Kind,
    /// 专有部分面积, in square metres.
    Area,
    /// 面积来源.
    AreaSource,
    /// 产权人, several joined by 、.
    Owner,
    /// 手机号, in the owners' order.
    Phone,
    /// 交付状态.
    Handover,
}

impl Column {
    /// Every column, in the order of template and export.
    pub const ALL: &'static [Self] = &[
        Self::Building,
        Self::Stair,
        Self::Room,
        Self::Kind,
        Self::Area,
        Self::AreaSource,
        Self::Owner,
        Self::Phone,
        Self::Handover,
    ];

    /// The heading in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Building => "幢",
            Self::Stair => "单元",
            Self::Room => "室号",
            Self::Kind => "用途",
            Self::Area => "专有部分面积(㎡)",
            Self::AreaSource => "面积来源",
            Self::Owner => "产权人",
            Self::Phone => "手机号",
            Self::Handover => "交付状态",
        }
    }

    /// The heading in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Stair => "stair",
            Self::Room => "room",
            Self::Kind => "kind",
            Self::Area => "area (m2)",
            Self::AreaSource => "area source",
            Self::Owner => "owner",
            Self::Phone => "phone",
            Self::Handover => "status",
        }
    }

    /// Whether a roll makes no sense without it. A missing stair is none, a missing status is
    /// delivered, a missing source is unstated; a missing kind could be anything.
    pub const fn required(self) -> bool {
        !matches!(self, Self::Stair | Self::AreaSource | Self::Handover)
    }

    /// The headings people use, folded as [`heading_word`] does.
    const fn words(self) -> &'static str {
        match self {
            Self::Building => {
                "幢 幢号 楼幢 楼幢号 栋 栋号 楼栋 楼栋号 楼号 楼 楼宇 楼宇号 座 座号 \
                 号楼 幢座 building buildingno buildingnumber block blockno tower bldg"
            }
            Self::Stair => "单元 单元号 梯 梯号 stair stairno staircase stairwell entrance",
            Self::Room => {
                "室 室号 房号 房间 房间号 房室号 户号 门牌 门牌号 房屋编号 房屋号 \
                 车位号 车位编号 商铺号 室号车位号 房号车位号 unit unitno unitnumber \
                 room roomno roomnumber flat flatno flatnumber apartment apartmentno \
                 space spaceno"
            }
            Self::Kind => {
                "用途 类型 类别 种类 性质 房屋类型 房屋用途 房屋性质 规划用途 设计用途 \
                 物业类型 单元类型 kind type use usage unittype unitkind propertytype"
            }
            Self::Area => {
                "面积 建筑面积 专有部分面积 专有面积 房屋面积 房屋建筑面积 产权面积 \
                 证载面积 登记面积 不动产登记面积 实测面积 测绘面积 实测建筑面积 \
                 合同面积 合同建筑面积 买卖合同面积 area floorarea grossarea \
                 exclusivearea registeredarea surveyedarea contractarea"
            }
            Self::AreaSource => "面积来源 面积依据 areasource sourceofarea",
            Self::Owner => {
                "产权人 产权人姓名 业主 业主姓名 业主名称 姓名 所有权人 权利人 \
                 权利人姓名 不动产权利人 房主 户主 owner owners ownername ownernames \
                 ownersname name names"
            }
            Self::Phone => {
                "手机 手机号 手机号码 电话 电话号码 移动电话 联系电话 联系手机 联系方式 \
                 业主电话 业主手机 业主手机号 产权人电话 产权人手机 phone phones \
                 phoneno phonenumber phonenumbers mobile mobiles mobileno mobilenumber \
                 mobilephone tel telephone"
            }
            Self::Handover => {
                "交付状态 交付 交付情况 交房状态 房屋状态 销售状态 状态 status handover \
                 handoverstatus delivery deliverystatus"
            }
        }
    }

    fn named(heading: &str) -> Option<Self> {
        let word = heading_word(heading);
        let find = |word: &str| {
            Self::ALL
                .iter()
                .copied()
                .find(|column| column.words().split(' ').any(|known| known == word))
        };
        find(&word).or_else(|| {
            ["m2", "m²", "sqm", "㎡", "平方米", "平米"]
                .iter()
                .find_map(|unit| word.strip_suffix(unit))
                .and_then(find)
                .filter(|column| *column == Self::Area)
        })
    }
}

/// A heading without case, blanks, bracketed units and marks: `* 面积（㎡）` is `面积`.
fn heading_word(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut word = String::new();
    for c in text::fold_word(heading).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            '_' | '-' | '.' | '/' | ':' | '*' | '、' | '#' | '\'' => {}
            _ if depth == 0 => word.push(c),
            _ => {}
        }
    }
    word
}

/// The source that the heading of the area column already names.
fn source_named(heading: &str) -> AreaSource {
    let word = heading_word(heading);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["产权面积", "证载", "登记", "registered"]) {
        AreaSource::Registered
    } else if has(&["实测", "测绘", "surveyed"]) {
        AreaSource::Surveyed
    } else if has(&["合同", "contract"]) {
        AreaSource::Contract
    } else {
        AreaSource::Unstated
    }
}

/// The heading of one sheet.
pub(super) struct Heading {
    /// Where the heading stands.
    pub(super) place: Place,
    /// How many of the sheet's rows end with the heading.
    pub(super) rows_above: usize,
    /// The source that the area's heading names.
    pub(super) area_source: AreaSource,
    columns: BTreeMap<Column, usize>,
}

impl Heading {
    /// The first row that names enough columns, with the faults of that row; none where the sheet
    /// holds no roll.
    pub(super) fn find(sheet: &RawSheet) -> Option<(Self, Vec<Fault>)> {
        let mut rows = sheet.rows.iter().take(SEARCHED_ROWS).enumerate();
        let (index, row) = rows.find(|(_, row)| Self::is_heading(row))?;
        let place = Place { sheet: sheet.name.clone(), row: row.number };
        let mut columns = BTreeMap::new();
        let mut faults = Vec::new();
        let mut area_source = AreaSource::Unstated;
        for (at, column, heading) in named_cells(row) {
            if let std::collections::btree_map::Entry::Vacant(free) = columns.entry(column) {
                free.insert(at);
                if column == Column::Area {
                    area_source = source_named(heading);
                }
            } else {
                faults.push(Fault::new(&place, Some(at), FaultCode::ColumnTwice, heading));
            }
        }
        let required = Column::ALL.iter().filter(|column| column.required());
        for column in required.filter(|column| !columns.contains_key(column)) {
            let names = format!("{} {}", column.zh(), column.en());
            faults.push(Fault::new(&place, None, FaultCode::ColumnMissing, &names));
        }
        Some((Self { place, rows_above: index + 1, area_source, columns }, faults))
    }

    /// Whether the row names the columns of a roll.
    fn is_heading(row: &RawRow) -> bool {
        let mut named: Vec<Column> = named_cells(row).map(|(_, column, _)| column).collect();
        named.sort_unstable();
        named.dedup();
        named.len() >= ENOUGH_COLUMNS
            && (named.contains(&Column::Room) || named.contains(&Column::Owner))
    }

    /// Whether the row is this heading again, as at the top of a new page.
    pub(super) fn repeated_by(&self, row: &RawRow) -> bool {
        self.columns.iter().all(|(column, index)| match row.cell(*index) {
            Cell::Text(text) => Column::named(text) == Some(*column),
            _ => false,
        })
    }

    /// Where a column stands in the sheet.
    pub(super) fn index(&self, column: Column) -> Option<usize> {
        self.columns.get(&column).copied()
    }

    /// The cell of a column; empty where the sheet lacks the column.
    pub(super) fn cell<'r>(&self, row: &'r RawRow, column: Column) -> &'r Cell {
        self.index(column).map_or(&Cell::Empty, |index| row.cell(index))
    }

    /// Whether none of the roll's columns holds anything.
    pub(super) fn is_blank(&self, row: &RawRow) -> bool {
        self.columns.values().all(|index| match row.cell(*index) {
            Cell::Empty => true,
            Cell::Text(text) => text::fold(text).is_empty(),
            _ => false,
        })
    }
}

fn named_cells(row: &RawRow) -> impl Iterator<Item = (usize, Column, &str)> {
    row.cells.iter().enumerate().filter_map(|(at, cell)| match cell {
        Cell::Text(text) => Column::named(text).map(|column| (at, column, text.as_str())),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::column_letters;
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages_with_units_and_marks() {
        for (heading, column) in [
            ("楼幢", Column::Building),
            ("* 专有部分面积（㎡）", Column::Area),
            ("面积㎡", Column::Area),
            ("area_m2", Column::Area),
            ("Floor Area [sqm]", Column::Area),
            ("专有部分\n面积", Column::Area),
            ("手机号码", Column::Phone),
            ("Unit No.", Column::Room),
            ("业主姓名", Column::Owner),
        ] {
            assert_eq!(Column::named(heading), Some(column), "{heading}");
        }
        for heading in ["序号", "备注", "套内面积", "身份证号", "", "(㎡)", "住宅"] {
            assert_eq!(Column::named(heading), None, "{heading}");
        }
        for column in Column::ALL {
            assert_eq!(Column::named(column.zh()), Some(*column));
            assert_eq!(Column::named(column.en()), Some(*column));
        }
    }

    #[test]
    fn no_word_names_two_columns() {
        let mut words: Vec<_> =
            Column::ALL.iter().flat_map(|column| column.words().split(' ')).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn the_heading_of_the_area_may_name_its_source() {
        assert_eq!(source_named("产权面积"), AreaSource::Registered);
        assert_eq!(source_named("实测建筑面积(㎡)"), AreaSource::Surveyed);
        assert_eq!(source_named("Contract area"), AreaSource::Contract);
        assert_eq!(source_named("专有部分面积"), AreaSource::Unstated);
    }

    #[test]
    fn columns_are_lettered_as_the_spreadsheet_does() {
        let letters: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
