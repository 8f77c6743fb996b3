//! The roll's rules on small sheets. The sample rolls are read in the server's tests, which open
//! the files.

use proptest::prelude::*;

use super::*;

const HEADING: &str = "楼幢|单元|房号|专有部分面积(㎡)|用途|产权人|手机号|交付状态";
const ZHANG: &str = "1幢|1单元|0101|89.37|住宅|张三|13800138000|已交付";

fn row(number: usize, line: &str) -> RawRow {
    let cell = |text: &str| match text.strip_prefix("f:") {
        Some(formula) => Cell::Formula(formula.to_owned()),
        None => match (text.strip_prefix("n:"), text.strip_prefix("s:")) {
            (Some(number), _) => Cell::Number(number.to_owned()),
            (_, Some(special)) => Cell::Special(special.to_owned()),
            _ if text.is_empty() => Cell::Empty,
            _ => Cell::Text(text.to_owned()),
        },
    };
    let cells = line.split('|').map(cell).collect();
    RawRow { number: u32::try_from(number).unwrap(), cells }
}

fn sheet(lines: &[&str]) -> RawSheet {
    let rows = lines.iter().enumerate().map(|(at, line)| row(at + 1, line)).collect();
    RawSheet { name: "业主名册".to_owned(), rows }
}

fn read(lines: &[&str]) -> Result<Roll, Vec<Fault>> {
    read_roll(&[sheet(lines)])
}

/// The faults as `D5 area-missing`.
fn faults(lines: &[&str]) -> Vec<String> {
    let place = |fault: &Fault| {
        format!("{}{} {}", fault.column.as_deref().unwrap_or("-"), fault.row, fault.code)
    };
    read(lines).unwrap_err().iter().map(place).collect()
}

#[test]
fn title_rows_may_stand_before_the_heading_and_a_sum_after() {
    let roll = read(&[
        "柯桥示范小区业主名册",
        "",
        HEADING,
        ZHANG,
        HEADING,
        "1幢|1单元|0102|n:76.40000000000001|住宅|李四、王五|13900139000、13700137000|",
        "合计|||f:SUM(D4:D6)||||",
    ])
    .unwrap();
    let [first, second] = roll.entries.as_slice() else { panic!("{roll:?}") };
    assert_eq!((first.row, first.area.hundredths()), (4, 8937));
    assert_eq!((second.row, second.area.hundredths(), second.owners.len()), (6, 7640, 2));
    assert_eq!(second.handover, Handover::Delivered);
}

#[test]
fn columns_stand_in_any_order_and_in_english() {
    let roll = read(&[
        "Phone|Owner|Unit No.|Block|Kind|Contract area (m2)|Remarks",
        "n:1.3800138E10|John Smith|n:101|n:1|Flat|1,024.50 m2|s:2026-01-02",
    ])
    .unwrap();
    let [entry] = roll.entries.as_slice() else { panic!("{roll:?}") };
    assert_eq!(
        (entry.building.as_str(), entry.stair.as_str(), entry.room.as_str()),
        ("1", "", "101")
    );
    assert_eq!((entry.area.hundredths(), entry.area_source), (102_450, AreaSource::Contract));
    let [owner] = entry.owners.as_slice() else { panic!("{entry:?}") };
    assert_eq!(owner.name, "John Smith");
    assert_eq!(owner.phone.as_ref().map(crate::value::Phone::as_str), Some("13800138000"));
}

#[test]
fn every_fault_is_named_at_its_cell_and_not_only_the_first() {
    assert_eq!(
        faults(&[
            HEADING,
            "|1单元||-12|飞机||138|已售",
            ZHANG,
            "１幢|1单元|0101|89.375|住宅|李四、王五|1380013|",
            "1幢|1单元|0103|一百|住宅|f:HYPERLINK(\"http://x\")|13900139000、13700137000|",
            "1幢|1单元|s:2026-01-02||车位|李 四 光|13900139000|",
            "1幢|1单元|0105|0|住宅|李四、李四|13900139000、13900139000|",
            "1幢|1单元|0106|99999999999|住宅|a\u{202e}b||",
        ]),
        [
            "A2 building-missing",
            "C2 room-missing",
            "D2 area-not-positive",
            "E2 kind-unknown",
            "F2 owner-missing",
            "G2 phone-invalid",
            "H2 status-unknown",
            "D4 area-too-precise",
            "G4 phone-invalid",
            "G4 phones-fewer",
            "-4 unit-repeated",
            "D5 area-unreadable",
            "F5 formula",
            "F5 owners-fewer",
            "C6 not-text",
            "D6 area-missing",
            "F6 owner-unclear",
            "D7 area-not-positive",
            "F7 owner-repeated",
            "D8 area-too-large",
            "F8 forbidden-characters",
        ]
    );
}

#[test]
fn a_repeated_unit_names_where_it_stood_first() {
    let again = read(&[HEADING, ZHANG, ZHANG]).unwrap_err();
    let [fault] = again.as_slice() else { panic!("{again:?}") };
    assert_eq!(fault.first, Some(Place { sheet: "业主名册".to_owned(), row: 2 }));
    assert_eq!(fault.given, "1幢 1单元 0101");
}

#[test]
fn a_heading_lacks_or_repeats_a_column() {
    assert_eq!(
        faults(&["楼幢|房号|业主|建筑面积|合同面积", "1幢|101|张三|90|90"]),
        ["E1 column-twice", "-1 column-missing", "-1 column-missing"]
    );
    assert_eq!(faults(&["甲|乙|丙", "1|2|3"]), ["-1 heading-missing"]);
    assert_eq!(faults(&[]), ["-1 heading-missing"]);
    assert_eq!(faults(&["名册", HEADING, "|||"]), ["-2 no-units"]);
    assert!(read_roll(&[]).is_err());
}

#[test]
fn a_sheet_of_instructions_is_left_out_and_named() {
    let mut notes = sheet(&["请逐行填写"]);
    notes.name = "说明".to_owned();
    let roll = read_roll(&[notes, sheet(&[HEADING, ZHANG])]).unwrap();
    assert_eq!((roll.skipped_sheets, roll.entries.len()), (vec!["说明".to_owned()], 1));
}

#[test]
fn owners_and_phones_are_parted_by_every_usual_sign() {
    for (owners, phones, expected) in [
        ("张三,李四", "13800138000,13900139000", ["13800138000", "13900139000"]),
        ("张三；李四", "13800138000;139 0013 9000", ["13800138000", "13900139000"]),
        ("张三/李四", "13800138000 13900139000", ["13800138000", "13900139000"]),
        ("张 三\n李四、", "+86 138-0013-8000\n13900139000", ["13800138000", "13900139000"]),
        ("张三、李四", "、１３９００１３９０００", ["", "13900139000"]),
        ("张三、李四", "", ["", ""]),
    ] {
        let line = ZHANG.replace("张三", owners).replace("13800138000", phones);
        let roll = read(&[HEADING, &line]).unwrap();
        let told: Vec<_> = roll.entries[0]
            .owners
            .iter()
            .map(|owner| {
                (owner.name.as_str(), owner.phone.as_ref().map_or("", |phone| phone.as_str()))
            })
            .collect();
        assert_eq!(told, [("张三", expected[0]), ("李四", expected[1])], "{owners} {phones}");
    }
}

#[test]
fn the_exports_apostrophe_is_taken_off_again() {
    let roll = read(&[HEADING, &ZHANG.replace("0101", "'-101")]).unwrap();
    assert_eq!(roll.entries[0].room, "-101");
}

#[test]
fn the_list_of_faults_ends_somewhere() {
    let lines = vec!["1幢||||||"; FAULT_LIMIT];
    let all = read(&[&[HEADING], lines.as_slice()].concat()).unwrap_err();
    assert_eq!(all.len(), FAULT_LIMIT + 1);
    assert_eq!(all.last().map(|fault| fault.code), Some(FaultCode::MoreFaults));
}

#[test]
fn every_fault_says_in_both_languages_what_to_do() {
    for code in FaultCode::ALL {
        assert!(code.zh().ends_with('。') && code.zh().matches('。').count() >= 2, "{code}");
        assert!(code.en().ends_with('.') && code.en().matches(". ").count() >= 1, "{code}");
    }
    let json = serde_json::to_string(&FaultCode::AreaTooPrecise).unwrap();
    assert_eq!(json, "\"area-too-precise\"");
}

#[test]
fn units_of_an_identical_owner_set_are_one_party() {
    let roll = read(&[
        HEADING,
        "1幢|1单元|0101|100|住宅|张三、李四|13800138000、13900139000|",
        "1幢|1单元|0102|80|住宅|张三|13800138000|",
        "1幢|1单元|0103|120|住宅|李四，张三|13900139000，13800138000|",
        "1幢|1单元|0104|60|住宅|张三|13700137000|",
        "地库||B1|12.5|车位|王五||",
    ])
    .unwrap();
    let of = |kind: UnitKind| roll.entries.iter().filter(move |entry| entry.kind == kind);
    let flats = parties(of(UnitKind::Flat), &[]);
    assert_eq!(
        flats.iter().map(|party| party.area.hundredths()).collect::<Vec<_>>(),
        [22_000, 8_000, 6_000]
    );
    assert_eq!(parties(&roll.entries, &[]).len(), 4);

    let clashes = same_names_different_phones(&roll);
    let [clash] = clashes.as_slice() else { panic!("{clashes:?}") };
    assert_eq!((clash.name.as_str(), clash.sightings.len()), ("张三", 2));
    let phones = clash.sightings.iter().map(|sighting| sighting.phone.clone()).collect();
    let one = SamePerson { name: clash.name.clone(), phones };
    assert_eq!(parties(of(UnitKind::Flat), &[one]).len(), 2);
}

#[test]
fn what_a_developer_has_not_handed_over_is_one_party() {
    let lines = [
        HEADING,
        "1幢||101|100|住宅|甲置业||未售",
        "1幢||102|100|住宅|甲置业|13800138000|未售",
        "1幢||103|100|住宅|张三|13900139000|已售未交付",
        "1幢||104|100|住宅|甲置业|13800138000|已交付",
    ];
    let developers = |lines: &[&str]| {
        let all = parties(&read(lines).unwrap().entries, &[]);
        (all.len(), all.iter().filter(|party| party.developer).count())
    };
    assert_eq!(developers(&lines), (2, 1));
    let two = [lines.as_slice(), &["2幢||101|100|住宅|乙置业||未售"]].concat();
    assert_eq!(developers(&two), (4, 3));
}

#[test]
fn the_same_roll_again_makes_no_difference() {
    let old = read(&[HEADING, ZHANG, "1幢||102|80|住宅|李四、王五||"]).unwrap().entries;
    let moved = read(&["名册", HEADING, "1幢||102|80|住宅|王五、李四||", ZHANG]).unwrap().entries;
    let same = difference(&old, &moved);
    assert!(same.is_empty());
    assert_eq!(same.unchanged, 2);

    let new = read(&[HEADING, &ZHANG.replace("89.37", "89.38"), "1幢||103|80|住宅|李四||"]);
    let change = difference(&old, &new.unwrap().entries);
    assert_eq!((change.added.len(), change.changed.len(), change.removed.len()), (1, 1, 1));
    assert_eq!(change.changed[0].after.area.hundredths(), 8938);
    assert_eq!(change.removed[0].room, "102");
}

proptest! {
    #[test]
    fn no_cell_makes_the_reader_panic(cells in prop::collection::vec("\\PC{0,30}", 8), stored in "[-+0-9eE.]{0,12}") {
        let mut typed = row(2, "");
        typed.cells = cells.into_iter().map(Cell::Text).collect();
        let mut numbers = row(3, "");
        numbers.cells = vec![Cell::Number(stored); 8];
        let mut raw = sheet(&[HEADING]);
        raw.rows.extend([typed, numbers]);
        for fault in read_roll(&[raw]).err().unwrap_or_default() {
            prop_assert!(fault.given.chars().count() <= 40);
        }
    }
}
