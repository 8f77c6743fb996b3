//! .xlsx to cells, one cell at a time: a table of all cells would let one far cell claim the
//! memory of every cell before it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use shared::domain::estate::roll::{Cell, RawRow, RawSheet};

use super::{CELL_CHARS, COLUMNS, SheetError, XLSX_ROWS};

/// The most bytes of text in all cells: one shared text may stand in every cell.
const TEXT_LIMIT: usize = 64 << 20;

/// Reads the visible worksheets of a container that the guard has passed.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<RawSheet>, SheetError> {
    // The parser trusts counts that the file states, and panics where they exceed any memory.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes))).unwrap_or(Err(SheetError::Damaged))
}

fn read_sheets(bytes: &[u8]) -> Result<Vec<RawSheet>, SheetError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damage)?;
    let sheets: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut budget = Budget { rows: XLSX_ROWS, text: TEXT_LIMIT };
    sheets.into_iter().map(|name| read_sheet(&mut workbook, name, &mut budget)).collect()
}

/// What the file may still hold.
struct Budget {
    rows: usize,
    text: usize,
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    budget: &mut Budget,
) -> Result<RawSheet, SheetError> {
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(damage)?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = reader.next_cell_with_formula().map_err(damage)? {
        let number = found.pos.0.saturating_add(1);
        let cell = cell_of(found.value, found.formula);
        let length = match &cell {
            Cell::Empty => continue,
            Cell::Text(text) | Cell::Number(text) | Cell::Formula(text) | Cell::Special(text) => {
                if text.len() > CELL_CHARS && text.chars().count() > CELL_CHARS {
                    return Err(SheetError::CellTooLong { row: number });
                }
                text.len()
            }
        };
        budget.text = budget.text.checked_sub(length).ok_or(SheetError::TooHeavy)?;
        let column = usize::try_from(found.pos.1).unwrap_or(usize::MAX);
        if column >= COLUMNS {
            return Err(SheetError::TooManyColumns { row: number, limit: COLUMNS });
        }
        if !rows.contains_key(&number) {
            let limit = SheetError::TooManyRows { limit: XLSX_ROWS };
            budget.rows = budget.rows.checked_sub(1).ok_or(limit)?;
        }
        let cells = rows.entry(number).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
    }
    let rows = rows.into_iter().map(|(number, cells)| RawRow { number, cells }).collect();
    Ok(RawSheet { name, rows })
}

fn cell_of(value: DataRef<'_>, formula: Option<String>) -> Cell {
    if let Some(formula) = formula {
        return Cell::Formula(formula);
    }
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number.to_string()),
        // Only carried on: the roll rounds the decimal text to what the spreadsheet shows.
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text.to_owned()),
        DataRef::Bool(truth) => Cell::Special(truth.to_string()),
        DataRef::DateTime(date) => Cell::Special(date.as_f64().to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Special(text),
        DataRef::Error(error) => Cell::Special(error.to_string()),
    }
}

fn text_cell(text: String) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn damage(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::OldOrEncrypted,
        _ => SheetError::Damaged,
    }
}
