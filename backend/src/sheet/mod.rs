//! Sheets that people bring and take: .xlsx and .csv to cells and back.
//!
//! What is brought is read in a child process with limits (`threats.md` F3): [`read_isolated`] is
//! the only way in for bytes from outside, [`read`] is what the child does.

mod csv;
mod encoding;
mod error;
mod guard;
mod isolated;
mod roll;
mod write;
mod xlsx;

#[cfg(test)]
mod tests;

use shared::domain::estate::roll::RawSheet;

pub use error::SheetError;
pub use isolated::{CHILD_COMMAND, child_main, read_isolated};
pub use roll::{SheetLanguage, roll_export, roll_export_csv, roll_template};
pub use write::{ExportError, Out, write_csv, write_xlsx};

/// The most bytes of an .xlsx file.
pub const XLSX_LIMIT: usize = 10 << 20;

/// The most bytes of a .csv file.
pub const CSV_LIMIT: usize = 64 << 20;

/// The most rows of an .xlsx file that hold anything, all sheets together.
pub const XLSX_ROWS: usize = 50_000;

/// The most rows of a .csv file.
pub const CSV_ROWS: usize = 500_000;

/// The most columns of a sheet.
pub const COLUMNS: usize = 64;

/// The most characters of a cell: Excel's own limit.
pub const CELL_CHARS: usize = 32_767;

/// Reads the cells of an .xlsx or .csv file; its first bytes decide which it is, never its name.
/// `csv_name` names the one sheet of a .csv file.
///
/// The parser of .xlsx may ask for any amount of memory: call this in the child only.
pub fn read(bytes: &[u8], csv_name: &str) -> Result<Vec<RawSheet>, SheetError> {
    match Form::of(bytes)? {
        Form::Xlsx => {
            guard::check(bytes)?;
            xlsx::read(bytes)
        }
        Form::Csv => {
            let text = encoding::decode(bytes)?;
            let rows = csv::parse(&text)?;
            Ok(vec![RawSheet { name: csv_name.to_owned(), rows }])
        }
    }
}

/// The most bytes that a file with these first bytes may have: known while it still arrives.
pub fn size_limit(first: &[u8]) -> usize {
    if is_zip(first) { XLSX_LIMIT } else { CSV_LIMIT }
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Xlsx,
    Csv,
}

impl Form {
    /// What the file is by its first bytes, and whether it is small enough.
    fn of(bytes: &[u8]) -> Result<Self, SheetError> {
        const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        let form = if is_zip(bytes) { Self::Xlsx } else { Self::Csv };
        let limit = size_limit(bytes);
        if bytes.len() > limit {
            return Err(SheetError::FileTooLarge { limit_mib: limit >> 20 });
        }
        if form == Self::Xlsx {
            return Ok(form);
        }
        if bytes.starts_with(OLE) {
            return Err(SheetError::OldOrEncrypted);
        }
        // Property systems export web pages under spreadsheet names.
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        if first == Some(&b'<') || bytes.starts_with(b"%PDF") || bytes.contains(&0) {
            return Err(SheetError::NotASheet);
        }
        Ok(form)
    }
}
