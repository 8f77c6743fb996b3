//! The owners' roll as a sheet: the empty template, and the export that reads back to itself.

use rust_xlsxwriter::{DataValidation, Format};
use shared::domain::estate::roll::{AreaSource, Column, Entry, Handover, UnitKind};

use super::write::{ExportError, Out, fill, new_workbook, write_csv, write_xlsx};

/// Rows of the template that are prepared for typing.
const PREPARED_ROWS: u32 = 10_000;

/// What joins several owners, and their phones, in one cell.
const JOINT: &str = "、";

/// The language of headings and words in a sheet. Either is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetLanguage {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl SheetLanguage {
    const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    const fn sheet_name(self) -> &'static str {
        self.pick("业主名册", "Owners")
    }

    fn headings(self) -> Vec<&'static str> {
        Column::ALL.iter().map(|column| self.pick(column.zh(), column.en())).collect()
    }

    /// The words that a column accepts, where it accepts only some.
    fn words(self, column: Column) -> Vec<&'static str> {
        match column {
            Column::Kind => {
                UnitKind::ALL.iter().map(|kind| self.pick(kind.zh(), kind.en())).collect()
            }
            Column::Handover => {
                Handover::ALL.iter().map(|state| self.pick(state.zh(), state.en())).collect()
            }
            Column::AreaSource => AreaSource::ALL
                .iter()
                .map(|source| self.pick(source.zh(), source.en()))
                .filter(|word| !word.is_empty())
                .collect(),
            _ => Vec::new(),
        }
    }

    const fn advice(self, column: Column) -> &'static str {
        match column {
            Column::Building => self.pick("例如 1幢、地下车库", "For example 1, or Garage"),
            Column::Stair => {
                self.pick("例如 1单元；没有的留空", "For example 1; empty if there is none")
            }
            Column::Room => {
                self.pick("例如 0101；车位填车位号", "For example 0101; for parking the space")
            }
            Column::Kind => self.pick("从列表中选择", "Choose from the list"),
            Column::Area => self.pick(
                "平方米，最多两位小数，例如 89.37",
                "Square metres, at most two decimals, such as 89.37",
            ),
            Column::AreaSource => {
                self.pick("从列表中选择，可以留空", "Choose from the list, or leave empty")
            }
            Column::Owner => self.pick(
                "几位产权人写在一格，用顿号“、”分隔；未售的填建设单位名称",
                "Several owners in one cell, separated by commas; for unsold units the developer",
            ),
            Column::Phone => self.pick(
                "11 位手机号，按产权人的顺序，用顿号“、”分隔；没有的留空",
                "11 digits, in the owners' order, separated by commas; empty if there is none",
            ),
            Column::Handover => self
                .pick("从列表中选择；留空表示已交付", "Choose from the list; empty is delivered"),
        }
    }
}

/// An empty roll to fill in: lists to choose from, text columns that keep `0101` and `1-2`, and a
/// second sheet that explains each column.
pub fn roll_template(language: SheetLanguage) -> Result<Vec<u8>, ExportError> {
    let mut workbook = new_workbook()?;
    let sheet = workbook.add_worksheet();
    fill(sheet, language.sheet_name(), &language.headings(), std::iter::empty())?;
    let as_text = Format::new().set_num_format("@");
    for (at, column) in (0_u16..).zip(Column::ALL) {
        sheet.set_column_width(at, 18)?;
        if *column != Column::Area {
            sheet.set_column_format(at, &as_text)?;
        }
        let words = language.words(*column);
        if !words.is_empty() {
            let list = DataValidation::new().allow_list_strings(&words)?;
            sheet.add_data_validation(1, at, PREPARED_ROWS, at, &list)?;
        }
    }
    let needs = |column: Column| {
        if column.required() {
            language.pick("必填", "required")
        } else {
            language.pick("选填", "optional")
        }
    };
    let rows = Column::ALL.iter().map(|column| {
        [language.pick(column.zh(), column.en()), needs(*column), language.advice(*column)]
            .map(|text| Out::Text(text.to_owned()))
            .to_vec()
    });
    let notes = workbook.add_worksheet();
    let title = language.pick("填写说明", "How to fill in");
    fill(notes, title, &[title], rows)?;
    notes.set_column_width(0, 20)?.set_column_width(2, 80)?;
    Ok(workbook.save_to_buffer()?)
}

/// The roll as .xlsx; read back, it makes no difference.
pub fn roll_export(language: SheetLanguage, entries: &[Entry]) -> Result<Vec<u8>, ExportError> {
    let rows = entries.iter().map(|entry| cells(language, entry));
    write_xlsx(language.sheet_name(), &language.headings(), rows)
}

/// The roll as .csv; read back, it makes no difference.
pub fn roll_export_csv(language: SheetLanguage, entries: &[Entry]) -> Result<Vec<u8>, ExportError> {
    write_csv(&language.headings(), entries.iter().map(|entry| cells(language, entry)))
}

fn cells(language: SheetLanguage, entry: &Entry) -> Vec<Out> {
    Column::ALL
        .iter()
        .map(|column| match column {
            Column::Building => text(&entry.building),
            Column::Stair => text(&entry.stair),
            Column::Room => text(&entry.room),
            Column::Kind => text(language.pick(entry.kind.zh(), entry.kind.en())),
            Column::Area => Out::Number { scaled: entry.area.hundredths(), decimals: 2 },
            Column::AreaSource => {
                text(language.pick(entry.area_source.zh(), entry.area_source.en()))
            }
            Column::Owner => {
                let names: Vec<&str> =
                    entry.owners.iter().map(|owner| owner.name.as_str()).collect();
                text(&names.join(JOINT))
            }
            Column::Phone => text(&phones(entry)),
            Column::Handover => text(language.pick(entry.handover.zh(), entry.handover.en())),
        })
        .collect()
}

/// The phones in the owners' order; nothing at all where no owner has one.
fn phones(entry: &Entry) -> String {
    let phones: Vec<&str> = entry
        .owners
        .iter()
        .map(|owner| owner.phone.as_ref().map_or("", |phone| phone.as_str()))
        .collect();
    if phones.iter().all(|phone| phone.is_empty()) { String::new() } else { phones.join(JOINT) }
}

fn text(text: &str) -> Out {
    if text.is_empty() { Out::Empty } else { Out::Text(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use shared::domain::estate::roll::{Cell, FaultCode, Roll, difference, read_roll};

    use super::super::read;
    use super::super::tests::{roll, sample, text};
    use super::*;

    /// A roll whose texts would all be formulas.
    fn dangerous() -> Roll {
        let file = "幢,单元,室号,用途,产权面积,产权人,手机号,交付状态\n\
            '=1+1,'@SUM(A1),'-101,住宅,89.37,\"甲、乙、丙\",、13800138000、,已售未交付\n\
            ＝2,+3,车位 1,车位,\"1,012.5\",建设单位（甲）,,未售\n\
            1幢,,0101,其他,0.05,John Smith,13900139000,\n";
        roll(file.as_bytes())
    }

    #[test]
    fn threat_w7_exports_hold_no_formula_when_reopened() {
        let entries = dangerous().entries;
        assert_eq!(entries[0].building, "=1+1");
        for language in [SheetLanguage::Zh, SheetLanguage::En] {
            for bytes in [
                roll_export(language, &entries).unwrap(),
                roll_export_csv(language, &entries).unwrap(),
            ] {
                let cells: Vec<_> = read(&bytes, "").unwrap()[0]
                    .rows
                    .iter()
                    .flat_map(|row| row.cells.clone())
                    .collect();
                assert!(cells.iter().all(|cell| !matches!(cell, Cell::Formula(_))));
                for start in ["'=1+1", "'@SUM(A1)", "'-101", "'+3"] {
                    assert!(cells.contains(&text(start)), "{start}");
                }
            }
        }
        let numbers = read(&roll_export(SheetLanguage::Zh, &entries).unwrap(), "").unwrap();
        assert_eq!(numbers[0].rows[1].cells[4], Cell::Number("89.37".to_owned()));

        let starts = ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"];
        let rows = || starts.iter().map(|start| vec![Out::Text(format!("{start}1"))]);
        let csv = String::from_utf8(write_csv(&["=h"], rows()).unwrap()).unwrap();
        assert_eq!(csv.matches('\'').count(), starts.len() + 1);
        let typed =
            write_csv(&["h"], std::iter::once(vec![Out::Number { scaled: -1250, decimals: 2 }]));
        assert_eq!(typed.unwrap(), "\u{feff}h\r\n-12.50\r\n".as_bytes());
    }

    #[test]
    fn an_export_read_back_makes_no_difference() {
        let mut rolls = vec![dangerous()];
        rolls.extend(sample("roll_3120.xlsx").map(|bytes| roll(&bytes)));
        assert_eq!(rolls[0].entries[0].area_source, AreaSource::Registered);
        for old in rolls {
            for language in [SheetLanguage::Zh, SheetLanguage::En] {
                for bytes in [
                    roll_export(language, &old.entries).unwrap(),
                    roll_export_csv(language, &old.entries).unwrap(),
                ] {
                    let change = difference(&old.entries, &roll(&bytes).entries);
                    assert!(change.is_empty(), "{change:?}");
                    assert_eq!(change.unchanged, old.entries.len());
                }
                let again = roll_export(language, &old.entries).unwrap();
                assert_eq!(again, roll_export(language, &old.entries).unwrap());
            }
        }
    }

    #[test]
    fn the_template_is_a_roll_that_only_lacks_units() {
        for language in [SheetLanguage::Zh, SheetLanguage::En] {
            let mut sheets = read(&roll_template(language).unwrap(), "").unwrap();
            let faults = read_roll(&sheets).unwrap_err();
            assert_eq!(
                faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
                [FaultCode::NoUnits]
            );
            let filled = read(&roll_export(language, &dangerous().entries).unwrap(), "").unwrap();
            sheets[0].rows.extend(filled[0].rows.iter().skip(1).cloned());
            let roll = read_roll(&sheets).unwrap();
            assert_eq!((roll.entries.len(), roll.skipped_sheets.len()), (3, 1));
        }
    }
}
