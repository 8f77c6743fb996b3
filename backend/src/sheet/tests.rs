//! Files in, cells and rolls out: small files made here, and the sample rolls where they are.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use shared::domain::estate::roll::{
    Cell, Entry, FaultCode, Roll, UnitKind, difference, parties, read_roll,
    same_names_different_phones,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// A zip of these parts.
pub(super) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet named 名册 with these rows of XML.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    workbook_of(&sheet, "<sst/>")
}

pub(super) fn workbook_of(sheet: &str, strings: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns:r="{RELATIONS}"><sheets><sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let package = format!(
        r#"<Relationships><Relationship Id="r0" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    packed(&[
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A workbook with a cell of every type.
pub(super) fn small_workbook() -> Vec<u8> {
    let sheet = concat!(
        "<worksheet><sheetData>",
        r#"<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>𠮷田</t></is></c></row>"#,
        r#"<row r="5"><c r="A5"><v>0.30000000000000004</v></c><c r="B5"><f>1+1</f><v>2</v></c>"#,
        r#"<c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#REF!</v></c><c r="E5" t="d"><v>2026-01-02</v></c>"#,
        r#"<c r="F5" t="inlineStr"><is><t>  </t></is></c></row>"#,
        "</sheetData></worksheet>"
    );
    workbook_of(sheet, "<sst><si><t>楼幢</t></si></sst>")
}

pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn csv_rows(bytes: &[u8]) -> Vec<(u32, Vec<Cell>)> {
    let sheets = read(bytes, "名册.csv").unwrap();
    assert_eq!(sheets.len(), 1);
    sheets[0].rows.iter().map(|row| (row.number, row.cells.clone())).collect()
}

pub(super) fn sample(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/rolls"));
    if !folder.is_dir() {
        println!("the sample rolls are not beside the project: {name} not read");
        return None;
    }
    Some(std::fs::read(folder.join(name)).unwrap())
}

pub(super) fn roll(bytes: &[u8]) -> Roll {
    read_roll(&read(bytes, "CSV").unwrap()).unwrap()
}

fn m2(entries: &[Entry], kind: UnitKind) -> (usize, i64) {
    let of = entries.iter().filter(|entry| entry.kind == kind);
    (of.clone().count(), of.map(|entry| entry.area.hundredths()).sum())
}

#[test]
fn four_files_of_one_roll_read_the_same() {
    let mut first: Option<Roll> = None;
    for name in [
        "roll_3120.xlsx",
        "roll_3120_libreoffice.xlsx",
        "roll_3120_gb18030.csv",
        "roll_3120_utf8_bom_en.csv",
    ] {
        let Some(bytes) = sample(name) else { return };
        let roll = roll(&bytes);
        let flats = || roll.entries.iter().filter(|entry| entry.kind == UnitKind::Flat);
        assert_eq!(m2(&roll.entries, UnitKind::Flat), (3000, 32_519_601), "{name}");
        assert_eq!(m2(&roll.entries, UnitKind::Parking), (120, 150_000), "{name}");
        assert_eq!(parties(flats(), &[]).len(), 2720, "{name}");
        assert_eq!(parties(&roll.entries, &[]).len(), 2747, "{name}");
        assert_eq!(same_names_different_phones(&roll).len(), 152, "{name}");
        assert_eq!(roll.entries.iter().filter(|entry| entry.unsold()).count(), 50, "{name}");
        assert!(roll.entries.iter().any(|entry| entry.owners[0].name == "𠮷田一"), "{name}");
        if let Some(first) = &first {
            let change = difference(&first.entries, &roll.entries);
            assert!(change.is_empty() && change.unchanged == 3120, "{name}");
        } else {
            first = Some(roll);
        }
    }
}

#[test]
fn the_faulty_roll_names_every_fault_and_nothing_else() {
    let Some(bytes) = sample("roll_faulty.xlsx") else { return };
    let faults = read_roll(&read(&bytes, "").unwrap()).unwrap_err();
    let told: Vec<_> =
        faults.iter().map(|fault| (fault.column.as_deref(), fault.row, fault.code)).collect();
    assert_eq!(
        told,
        [
            (Some("D"), 5, FaultCode::AreaNotPositive),
            (Some("D"), 9, FaultCode::AreaUnreadable),
            (None, 13, FaultCode::UnitRepeated),
            (Some("G"), 22, FaultCode::PhoneInvalid),
            (Some("G"), 22, FaultCode::PhonesFewer),
            (Some("F"), 27, FaultCode::OwnerMissing),
            (Some("D"), 32, FaultCode::AreaTooPrecise),
            (Some("E"), 42, FaultCode::KindUnknown),
            (Some("A"), 47, FaultCode::BuildingMissing),
            (Some("F"), 52, FaultCode::Formula),
            (Some("F"), 52, FaultCode::OwnersFewer),
        ]
    );
    assert!(faults.iter().all(|fault| fault.sheet == "Sheet1"));
    assert_eq!(faults[2].first.as_ref().map(|place| place.row), Some(12));
    assert_eq!(faults[9].given, "=HYPERLINK(\"http://x\",\"点我\")");
}

#[test]
fn a_workbook_gives_cells_of_every_type_at_their_rows() {
    let sheets = read(&small_workbook(), "").unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].name, "名册");
    let rows: Vec<_> = sheets[0].rows.iter().map(|row| (row.number, row.cells.clone())).collect();
    let special = |text: &str| Cell::Special(text.to_owned());
    assert_eq!(
        rows,
        [
            (3, vec![text("楼幢"), Cell::Empty, text("𠮷田")]),
            (
                5,
                vec![
                    Cell::Number("0.30000000000000004".to_owned()),
                    Cell::Formula("1+1".to_owned()),
                    special("true"),
                    special("#REF!"),
                    special("2026-01-02"),
                ]
            ),
        ]
    );
}

#[test]
fn csv_rows_keep_the_numbers_a_person_sees() {
    let rows =
        csv_rows(b"title\r\n\r\n\"a\nb\",\"say \"\"hi\"\"\",\r\n,,\nlast,,=1+1\r=\"0101\",#REF!");
    assert_eq!(
        rows,
        [
            (1, vec![text("title")]),
            (3, vec![text("a\nb"), text("say \"hi\"")]),
            (5, vec![text("last"), Cell::Empty, Cell::Formula("1+1".to_owned())]),
            (6, vec![text("0101"), Cell::Special("#REF!".to_owned())]),
        ]
    );
}

#[test]
fn commas_semicolons_and_tabs_part_cells() {
    for sign in [",", ";", "\t"] {
        let file = ["楼幢", "单元", "室号\n1", "\"1,2;3\t4\"", "3"].join(sign);
        assert_eq!(csv_rows(file.as_bytes())[1].1[1], text("1,2;3\t4"), "{sign:?}");
    }
    let names = "a,b\nx;y;z;;,1\n";
    assert_eq!(csv_rows(names.as_bytes())[1].1, [text("x;y;z;;"), text("1")]);
    assert_eq!(csv_rows("一列\n值".as_bytes()), [(1, vec![text("一列")]), (2, vec![text("值")])]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_names_its_row() {
    assert_eq!(read(b"a,b\nc,\"d\ne,f\n", ""), Err(SheetError::UnclosedQuote { row: 2 }));
    let long = format!("a\nb,\"{}", "x\n".repeat(100_000));
    assert_eq!(read(long.as_bytes(), ""), Err(SheetError::UnclosedQuote { row: 2 }));
}

#[test]
fn threat_f4_names_of_four_bytes_survive_in_both_encodings() {
    let file = "业主,室号\n𠮷田㛃𬘭,101\n";
    let (gb18030, _, unmappable) = encoding_rs::GB18030.encode(file);
    assert!(!unmappable && std::str::from_utf8(&gb18030).is_err());
    let marked = [b"\xef\xbb\xbf", file.as_bytes()].concat();
    for bytes in [file.as_bytes(), &marked, &gb18030] {
        assert_eq!(
            csv_rows(bytes),
            [(1, vec![text("业主"), text("室号")]), (2, vec![text("𠮷田㛃𬘭"), text("101")]),]
        );
    }
}

#[test]
fn threat_f4_a_broken_byte_names_its_row() {
    let file = "业主,室号\r\n\"张\n三\",101\r\n李四,102\r\n王五,103\r\n";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(file);
    let marked = [b"\xef\xbb\xbf", file.as_bytes()].concat();
    for bytes in [file.as_bytes(), &marked, &gb18030] {
        let at = bytes.windows(3).position(|three| three == b"102").unwrap();
        let mut broken = bytes.to_vec();
        broken[at - 1] = 0xff;
        assert_eq!(read(&broken, ""), Err(SheetError::BrokenCharacter { row: 3 }));
        let cut = &bytes[..at - 2];
        assert_eq!(read(cut, ""), Err(SheetError::BrokenCharacter { row: 3 }));
    }
}

#[test]
fn threat_f3_what_is_no_sheet_is_refused_by_its_first_bytes() {
    for (bytes, error) in [
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"[..], SheetError::OldOrEncrypted),
        (b"%PDF-1.7", SheetError::NotASheet),
        (b" <html><table>", SheetError::NotASheet),
        (b"\xff\xfea\0,\0b\0", SheetError::NotASheet),
        (b"PK\x03\x04 and no more", SheetError::Damaged),
    ] {
        assert_eq!(read(bytes, "roll.xlsx"), Err(error));
    }
    assert_eq!(read(&packed(&[("a.txt", b"no workbook")]), ""), Err(SheetError::Damaged));
}

#[test]
fn threat_f3_sizes_rows_and_columns_end_somewhere() {
    let mut large = vec![b'a'; CSV_LIMIT + 1];
    assert_eq!(read(&large, ""), Err(SheetError::FileTooLarge { limit_mib: 64 }));
    large.truncate(XLSX_LIMIT + 1);
    large[..4].copy_from_slice(b"PK\x03\x04");
    assert_eq!(read(&large, ""), Err(SheetError::FileTooLarge { limit_mib: 10 }));

    let rows = "a\n".repeat(CSV_ROWS);
    assert!(read(rows.as_bytes(), "").is_ok());
    let rows = format!("{rows}a");
    assert_eq!(read(rows.as_bytes(), ""), Err(SheetError::TooManyRows { limit: CSV_ROWS }));
    let wide = format!("a\n{}b", ",".repeat(COLUMNS));
    let too_wide = SheetError::TooManyColumns { row: 2, limit: COLUMNS };
    assert_eq!(read(wide.as_bytes(), ""), Err(too_wide.clone()));
    // Empty cells beyond, as spreadsheets leave them, do no harm.
    let trailing = format!("a\nb{}\n", ",".repeat(100_000));
    assert!(read(trailing.as_bytes(), "").is_ok());
    let long = "字".repeat(CELL_CHARS + 1);
    assert_eq!(read(long.as_bytes(), ""), Err(SheetError::CellTooLong { row: 1 }));

    let rows: Vec<_> = (0..XLSX_ROWS).map(|n| format!("<row><c><v>{n}</v></c></row>")).collect();
    let rows = rows.concat();
    assert!(read(&workbook(&rows), "").is_ok());
    let too_many = SheetError::TooManyRows { limit: XLSX_ROWS };
    assert_eq!(read(&workbook(&format!("{rows}<row><c><v>1</v></c></row>")), ""), Err(too_many));
    let wide = r#"<row r="2"><c r="BM2"><v>1</v></c></row>"#;
    assert_eq!(read(&workbook(wide), ""), Err(too_wide));
    let far = r#"<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"/></row>"#;
    assert_eq!(read(&workbook(far), "").unwrap()[0].rows[0].number, 1_048_576);
}

#[test]
fn threat_f3_bombs_are_counted_while_they_inflate() {
    let bomb = vec![b' '; 2 << 20];
    assert_eq!(read(&packed(&[("xl/workbook.xml", &bomb)]), ""), Err(SheetError::Inflated));

    let many: Vec<_> = (0..201).map(|n| n.to_string()).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(read(&packed(&many), ""), Err(SheetError::Inflated));
}

#[test]
fn threat_f3_sizes_that_lie_do_not_pass() {
    const SIZE: usize = 50_123;
    let mut sheet = "<worksheet><sheetData></sheetData></worksheet>".to_owned();
    sheet.push_str(&" ".repeat(SIZE - sheet.len()));
    let honest = workbook_of(&sheet, "<sst></sst>");
    assert!(read(&honest, "").is_ok());
    let written = u32::try_from(SIZE).unwrap().to_le_bytes();
    for claim in [1_u32, 50_122, 50_124, 0x7fff_ffff] {
        let mut lying = honest.clone();
        let places: Vec<_> =
            (0..lying.len() - 4).filter(|at| lying[*at..at + 4] == written).collect();
        assert_eq!(places.len(), 2, "the part's own header and the directory");
        for at in places {
            lying[at..at + 4].copy_from_slice(&claim.to_le_bytes());
        }
        let refused = if claim > 100 << 20 { SheetError::Inflated } else { SheetError::Damaged };
        assert_eq!(read(&lying, ""), Err(refused), "{claim}");
    }
}

#[test]
fn threat_f3_counts_that_lie_do_not_panic() {
    let strings = format!(r#"<sst uniqueCount="{}"></sst>"#, u64::MAX);
    let sheet = "<worksheet><sheetData></sheetData></worksheet>";
    assert_eq!(read(&workbook_of(sheet, &strings), ""), Err(SheetError::Damaged));
    let missing = r#"<row><c t="s"><v>7</v></c></row>"#;
    assert_eq!(read(&workbook(missing), ""), Err(SheetError::Damaged));
}

#[test]
fn threat_f3_one_shared_text_does_not_fill_the_memory() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let row = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(COLUMNS));
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(100));
    assert_eq!(read(&workbook_of(&sheet, &strings), ""), Err(SheetError::TooHeavy));
}

#[test]
fn every_refusal_says_in_both_languages_what_to_do() {
    let row = 7;
    for error in [
        SheetError::NotASheet,
        SheetError::FileTooLarge { limit_mib: 10 },
        SheetError::TooManyColumns { row, limit: COLUMNS },
        SheetError::BrokenCharacter { row },
    ] {
        assert!(error.zh().matches('。').count() >= 2, "{error:?}");
        assert!(error.en().matches(". ").count() >= 1, "{error:?}");
    }
    assert!(SheetError::BrokenCharacter { row }.zh().contains("第 7 行"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = read(&bytes, "");
        let _ = read(&[b"PK\x03\x04", bytes.as_slice()].concat(), "");
    }

    #[test]
    fn any_text_comes_back_from_csv(text in "[a-z\",;\n\r\t字 ]{0,40}") {
        let bytes = write_csv(&["a", "b"], std::iter::once(vec![Out::Text(format!("x{text}")), Out::Empty])).unwrap();
        let sheets = read(&bytes, "").unwrap();
        let cells = &sheets[0].rows[1].cells;
        proptest::prop_assert_eq!(&cells[0], &Cell::Text(format!("x{text}")));
    }
}
