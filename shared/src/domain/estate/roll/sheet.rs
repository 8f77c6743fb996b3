//! The cells of a sheet, as stored, before anything is understood.

use serde::{Deserialize, Serialize};

/// One sheet of a workbook, or a whole .csv file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RawSheet {
    /// The name on the sheet's tab.
    pub name: String,
    /// The rows that hold anything, in order. Empty rows may be left out.
    pub rows: Vec<RawRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RawRow {
    /// The row's number as the spreadsheet shows it: the first is 1.
    pub number: u32,
    /// The cells from column A on. Empty cells at the end may be left out.
    pub cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number, as its decimal text. A spreadsheet stores a binary fraction, so `76.4` may arrive
    /// as `76.40000000000001`.
    Number(String),
    /// A formula, whatever its last result was.
    Formula(String),
    /// A date, a truth value or an error value, as text. Often a room `1-2` that the spreadsheet
    /// took for the second of January.
    Special(String),
}

impl RawRow {
    /// The cell in a column (0 is A); a column past the end is empty.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// A column's letters as the spreadsheet shows them: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}
