//! Cells to .xlsx and .csv, so that no text is ever taken for a formula (`threats.md` W7).

use std::fmt;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use shared::domain::estate::roll::starts_formula;

/// Numbers of fewer digits are exact in a spreadsheet; longer ones are written as text.
const EXACT: u64 = 1_000_000_000_000_000;

/// A cell to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// A text; an apostrophe is put before one that could be a formula.
    Text(String),
    /// A number as an integer with its last digits after the point: 8937 and 2 are 89.37.
    Number {
        /// All digits.
        scaled: i64,
        /// How many of them are decimals.
        decimals: u8,
    },
    /// Nothing.
    Empty,
}

/// A sheet that cannot be written: more rows or longer texts than the format takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError(String);

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the sheet cannot be written: {}", self.0)
    }
}

impl std::error::Error for ExportError {}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Writes a workbook of one sheet: the headings, frozen, then the rows. The same cells make the
/// same bytes.
pub fn write_xlsx(
    sheet_name: &str,
    headings: &[&str],
    rows: impl Iterator<Item = Vec<Out>>,
) -> Result<Vec<u8>, ExportError> {
    let mut workbook = new_workbook()?;
    fill(workbook.add_worksheet(), sheet_name, headings, rows)?;
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook that does not tell when it was made.
pub(super) fn new_workbook() -> Result<Workbook, ExportError> {
    let mut workbook = Workbook::new();
    let undated = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&undated));
    Ok(workbook)
}

/// Writes headings and rows into a sheet.
pub(super) fn fill(
    sheet: &mut Worksheet,
    name: &str,
    headings: &[&str],
    rows: impl Iterator<Item = Vec<Out>>,
) -> Result<(), ExportError> {
    sheet.set_name(name)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, guarded(heading), &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, row, column, &cell)?;
        }
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Out) -> Result<(), ExportError> {
    match cell {
        Out::Empty => {}
        Out::Text(text) => {
            // As text, so that what looks like a date or a number stays as it is when edited.
            let as_text = Format::new().set_num_format("@");
            sheet.write_string_with_format(row, column, guarded(text), &as_text)?;
        }
        Out::Number { scaled, decimals } => {
            let text = decimal(*scaled, *decimals);
            match text.parse::<f64>() {
                Ok(number) if scaled.unsigned_abs() < EXACT => {
                    let shown = "0".repeat(usize::from(*decimals));
                    let shown =
                        if shown.is_empty() { "0".to_owned() } else { format!("0.{shown}") };
                    let format = Format::new().set_num_format(shown);
                    sheet.write_number_with_format(row, column, number, &format)?;
                }
                _ => {
                    sheet.write_string(row, column, guarded(&text))?;
                }
            }
        }
    }
    Ok(())
}

/// Writes a .csv that Chinese Excel opens rightly: UTF-8 with a byte order mark, lines ended by
/// CR LF.
pub fn write_csv(
    headings: &[&str],
    rows: impl Iterator<Item = Vec<Out>>,
) -> Result<Vec<u8>, ExportError> {
    let fault = |error: csv::Error| ExportError(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(headings.iter().map(|heading| guarded(heading))).map_err(fault)?;
    for cells in rows {
        let fields = cells.iter().map(|cell| match cell {
            Out::Empty => String::new(),
            Out::Text(text) => guarded(text),
            Out::Number { scaled, decimals } => decimal(*scaled, *decimals),
        });
        writer.write_record(fields).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| ExportError(error.to_string()))
}

fn guarded(text: &str) -> String {
    if starts_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The number's decimal text: 8937 with two decimals is `89.37`.
fn decimal(scaled: i64, decimals: u8) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let decimals = usize::from(decimals);
    let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = decimals + 1);
    match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
        Some((whole, fraction)) if decimals > 0 => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_number_keeps_every_digit() {
        for (scaled, decimals, text) in [
            (8937, 2, "89.37"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (0, 2, "0.00"),
            (42, 0, "42"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(scaled, decimals), text);
        }
    }
}
