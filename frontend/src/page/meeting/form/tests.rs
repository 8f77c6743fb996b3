use super::*;

#[test]
fn an_amount_is_read_to_the_fen_and_nothing_else() {
    for (typed, fen) in [("386000", 38_600_000), ("386,000.5", 38_600_050), ("0.05", 5)] {
        assert_eq!(yuan(typed), Some(Fen::new(fen)), "{typed}");
    }
    for typed in ["", ".5", "1.234", "-3", "12万", "99999999999999999999"] {
        assert_eq!(yuan(typed), None, "{typed}");
    }
    assert_eq!(plain_yuan(Fen::new(38_600_050)), "386000.50");
}

#[test]
fn a_list_of_buildings_is_read_as_people_write_it() {
    assert_eq!(names("1、2，3 , 2；十幢"), ["1", "2", "3", "十幢"]);
    assert!(names(" 、 ").is_empty());
}

#[test]
fn what_is_stored_reads_back_as_it_was() {
    let earliest = Date::parse("2026-12-08").unwrap();
    let at = |day, hour| Timestamp::local(earliest.plus_days(day), TimeOfDay::new(hour, 30));
    let matter = MatterDraft {
        id: shared::value::Id::v7(Timestamp::from_ms(1), [1; 10]),
        kind: Matter::UseRepairFund,
        title: "修电梯".to_owned(),
        summary: "两台".to_owned(),
        text: "全文".to_owned(),
        scope: MatterScope::Stair { building: "3".to_owned(), stair: "2".to_owned() },
        budget: Some(Fen::new(12_345)),
        seats: None,
    };
    let draft = MeetingDraft {
        title: "表决".to_owned(),
        organiser: Organiser::Committee,
        opens: at(0, 9),
        closes: at(15, 21),
        parking: ParkingCount::AreaOnly,
        parking_clause: Some(Clause { text: "第八条".to_owned(), adopted: earliest }),
        follow: None,
        matters: vec![matter],
    };
    let id = shared::value::Id::v7(Timestamp::from_ms(2), [2; 10]);
    assert_eq!(Form::of(id, 3, &draft).read(), Ok(draft));
}

#[test]
fn a_day_that_cannot_be_read_is_named() {
    let id = shared::value::Id::v7(Timestamp::from_ms(2), [2; 10]);
    let mut form = Form {
        id,
        version: None,
        title: String::new(),
        organiser: Organiser::Committee,
        opens: (String::new(), "09:00".to_owned()),
        closes: ("2026-12-20".to_owned(), "25:00".to_owned()),
        parking: ParkingCount::None,
        parking_clause: ClauseForm::default(),
        follow: true,
        follow_clause: ClauseForm::default(),
        matters: Vec::new(),
    };
    let named = |form: &Form| -> Vec<String> {
        form.read().unwrap_err().into_iter().map(|error| error.pointer).collect()
    };
    assert_eq!(named(&form), ["/draft/opens", "/draft/closes", "/draft/follow/adopted"]);
    form.follow = false;
    assert_eq!(named(&form), ["/draft/opens", "/draft/closes"]);
}
