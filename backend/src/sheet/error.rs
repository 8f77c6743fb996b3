//! Why a file is refused as a whole. Faults of single cells are the domain's.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file could not be read as sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum SheetError {
    /// Neither .xlsx nor text.
    NotASheet,
    /// An .xls of before 2007, or a workbook with a password.
    OldOrEncrypted,
    /// More bytes than accepted.
    FileTooLarge {
        /// The most, in MiB.
        limit_mib: usize,
    },
    /// The container or its XML is broken, or its sizes are lies.
    Damaged,
    /// Unpacks to more than any roll needs: a bomb, or a workbook full of pictures.
    Inflated,
    /// More rows than accepted.
    TooManyRows {
        /// The most.
        limit: usize,
    },
    /// More columns than accepted.
    TooManyColumns {
        /// The row that has them, from 1.
        row: u32,
        /// The most.
        limit: usize,
    },
    /// A cell with more text than a spreadsheet allows.
    CellTooLong {
        /// Its row, from 1.
        row: u32,
    },
    /// A byte that belongs to no character, in UTF-8 as in GB18030.
    BrokenCharacter {
        /// Its row, from 1.
        row: u32,
    },
    /// A quotation mark that is opened and never closed.
    UnclosedQuote {
        /// The row that opens it, from 1.
        row: u32,
    },
    /// Reading took too long.
    TooSlow,
    /// Reading took too much memory.
    TooHeavy,
    /// The reader could not be started: our fault, not the file's.
    Unavailable,
}

impl SheetError {
    /// What is wrong and how to put it right, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NotASheet => {
                "文件不是 .xlsx 或 .csv 表格。请用表格软件另存为 .xlsx 后再上传。".to_owned()
            }
            Self::OldOrEncrypted => {
                "文件是旧版 .xls 表格，或设有密码。请取消密码，另存为 .xlsx 后再上传。".to_owned()
            }
            Self::FileTooLarge { limit_mib } => {
                format!("文件超过 {limit_mib} MiB。请删除图片和无关内容，或分成几个文件。")
            }
            Self::Damaged => "文件已损坏。请用表格软件打开，另存为新的 .xlsx 后再上传。".to_owned(),
            Self::Inflated => {
                "文件解压后过大。请只保留名册所在的工作表，删除图片，另存后再上传。".to_owned()
            }
            Self::TooManyRows { limit } => {
                format!("超过 {limit} 行。请分成几个文件，或改用 .csv。")
            }
            Self::TooManyColumns { row, limit } => {
                format!("第 {row} 行超过 {limit} 列。请删除多余的列。")
            }
            Self::CellTooLong { row } => format!("第 {row} 行有一个单元格的内容过长。请缩短。"),
            Self::BrokenCharacter { row } => {
                format!("第 {row} 行有损坏的字符。请更正这一行，或另存为 .xlsx 后再上传。")
            }
            Self::UnclosedQuote { row } => {
                format!("第 {row} 行的双引号没有成对。请更正这一行，或另存为 .xlsx 后再上传。")
            }
            Self::TooSlow => "读取文件用时过长。请删除无关内容，或分成几个文件。".to_owned(),
            Self::TooHeavy => "读取文件占用内存过多。请删除无关内容，或分成几个文件。".to_owned(),
            Self::Unavailable => "暂时无法读取文件。请稍后再试。".to_owned(),
        }
    }

    /// What is wrong and how to put it right, in English.
    pub fn en(&self) -> String {
        match self {
            Self::NotASheet => {
                "The file is neither .xlsx nor .csv. Save it as .xlsx and upload it again.".to_owned()
            }
            Self::OldOrEncrypted => {
                "The file is an old .xls or has a password. Remove the password and save it as .xlsx.".to_owned()
            }
            Self::FileTooLarge { limit_mib } => {
                format!("The file exceeds {limit_mib} MiB. Remove pictures, or split it into several files.")
            }
            Self::Damaged => {
                "The file is damaged. Open it in a spreadsheet program and save it as a new .xlsx.".to_owned()
            }
            Self::Inflated => {
                "The file unpacks to too much. Keep the roll's sheet only, remove pictures and save it again.".to_owned()
            }
            Self::TooManyRows { limit } => {
                format!("There are more than {limit} rows. Split the file, or use .csv.")
            }
            Self::TooManyColumns { row, limit } => {
                format!("Row {row} has more than {limit} columns. Remove the surplus columns.")
            }
            Self::CellTooLong { row } => format!("A cell of row {row} is too long. Shorten it."),
            Self::BrokenCharacter { row } => {
                format!("Row {row} has a broken character. Correct the row, or save the file as .xlsx.")
            }
            Self::UnclosedQuote { row } => {
                format!("Row {row} opens a quotation mark and never closes it. Correct the row, or save the file as .xlsx.")
            }
            Self::TooSlow => {
                "Reading the file took too long. Remove what is not needed, or split it.".to_owned()
            }
            Self::TooHeavy => {
                "Reading the file took too much memory. Remove what is not needed, or split it.".to_owned()
            }
            Self::Unavailable => "The file cannot be read at the moment. Try again later.".to_owned(),
        }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for SheetError {}
