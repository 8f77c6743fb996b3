//! .csv to cells.
//!
//! Written here because the `csv` crate passes over empty lines and so loses the row numbers that a
//! person sees, and because it takes a quotation mark that is never closed for one huge cell.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

use shared::domain::estate::roll::{Cell, RawRow};

use super::{CELL_CHARS, COLUMNS, CSV_ROWS, SheetError};

/// Rows from which the delimiter is guessed.
const GUESSED_ROWS: usize = 100;

/// What spreadsheets show where a formula failed.
const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"];

/// Splits a text into rows and cells (RFC 4180, any line ending, delimiter guessed).
pub(super) fn parse(text: &str) -> Result<Vec<RawRow>, SheetError> {
    let mut table = Table { delimiter: delimiter(text), number: 1, ..Table::default() };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if table.quoted {
            table.inside(c, &mut chars)?;
        } else {
            table.outside(c, &mut chars)?;
        }
    }
    table.finish()
}

/// The sign that stands equally often in most rows: comma, semicolon or tab. A name may hold any
/// of them, but not in every row.
fn delimiter(text: &str) -> char {
    let mut best = ((0, 0), ',');
    for sign in [',', ';', '\t'] {
        let agreed = agreement(text, sign);
        if agreed > best.0 {
            best = (agreed, sign);
        }
    }
    best.1
}

/// In how many rows the sign stands equally often, and how often that is.
fn agreement(text: &str, sign: char) -> (usize, usize) {
    let mut equal: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut quoted, mut count, mut n_rows) = (false, 0, 0);
    for c in text.chars().chain(['\n']) {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => {
                if count > 0 {
                    *equal.entry(count).or_default() += 1;
                }
                count = 0;
                n_rows += 1;
                if n_rows == GUESSED_ROWS {
                    break;
                }
            }
            _ if c == sign && !quoted => count += 1,
            _ => {}
        }
    }
    equal.into_iter().map(|(count, n_rows)| (n_rows, count)).max().unwrap_or_default()
}

#[derive(Default)]
struct Table {
    delimiter: char,
    rows: Vec<RawRow>,
    number: u32,
    cells: Vec<Cell>,
    field: String,
    /// Cells since the last one that held something.
    n_empty: usize,
    quoted: bool,
    /// The field began with a quotation mark that is closed again.
    was_quoted: bool,
    opened: u32,
}

impl Table {
    fn inside(&mut self, c: char, chars: &mut Peekable<Chars<'_>>) -> Result<(), SheetError> {
        if c != '"' || chars.next_if_eq(&'"').is_some() {
            return self.push(c);
        }
        self.quoted = false;
        self.was_quoted = true;
        Ok(())
    }

    fn outside(&mut self, c: char, chars: &mut Peekable<Chars<'_>>) -> Result<(), SheetError> {
        match c {
            '"' if self.field.is_empty() && !self.was_quoted => {
                self.quoted = true;
                self.opened = self.number;
                Ok(())
            }
            '\r' => {
                chars.next_if_eq(&'\n');
                self.end_row()
            }
            '\n' => self.end_row(),
            _ if c == self.delimiter => self.end_cell(),
            _ => self.push(c),
        }
    }

    fn push(&mut self, c: char) -> Result<(), SheetError> {
        self.field.push(c);
        // Bytes bound characters cheaply; the exact count is taken at the cell's end.
        if self.field.len() <= CELL_CHARS * 4 {
            Ok(())
        } else if self.quoted {
            Err(SheetError::UnclosedQuote { row: self.opened })
        } else {
            Err(SheetError::CellTooLong { row: self.number })
        }
    }

    fn end_cell(&mut self) -> Result<(), SheetError> {
        let cell = cell_of(&self.field);
        self.was_quoted = false;
        if cell == Cell::Empty {
            self.field.clear();
            self.n_empty = self.n_empty.saturating_add(1);
            return Ok(());
        }
        if self.field.len() > CELL_CHARS && self.field.chars().count() > CELL_CHARS {
            return Err(SheetError::CellTooLong { row: self.number });
        }
        self.field.clear();
        let width = self.cells.len().saturating_add(self.n_empty);
        if width >= COLUMNS {
            return Err(SheetError::TooManyColumns { row: self.number, limit: COLUMNS });
        }
        self.cells.resize(width, Cell::Empty);
        self.cells.push(cell);
        self.n_empty = 0;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        self.end_cell()?;
        self.n_empty = 0;
        if !self.cells.is_empty() {
            if self.rows.len() >= CSV_ROWS {
                return Err(SheetError::TooManyRows { limit: CSV_ROWS });
            }
            let next = Vec::with_capacity(self.cells.len());
            let cells = std::mem::replace(&mut self.cells, next);
            self.rows.push(RawRow { number: self.number, cells });
        }
        self.number = self.number.saturating_add(1);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<RawRow>, SheetError> {
        if self.quoted {
            return Err(SheetError::UnclosedQuote { row: self.opened });
        }
        self.end_row()?;
        Ok(self.rows)
    }
}

/// What a spreadsheet would make of the field, numbers apart: those stay text, as typed.
fn cell_of(field: &str) -> Cell {
    if field.trim().is_empty() {
        return Cell::Empty;
    }
    if let Some(formula) = field.strip_prefix('=') {
        // ="0101" is how exports keep the zero before a number.
        let text = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        return match text {
            Some(text) if !text.contains('"') => Cell::Text(text.to_owned()),
            _ => Cell::Formula(formula.to_owned()),
        };
    }
    if ERRORS.contains(&field.trim()) {
        return Cell::Special(field.trim().to_owned());
    }
    Cell::Text(field.to_owned())
}
