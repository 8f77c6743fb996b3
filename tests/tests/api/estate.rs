//! What the offices keep: `domain.md` 1 and 8, threats W2, S8.

use serde_json::json;
use shared::api::estate::{
    ContractEnd, CreateCommunity, CreateCompany, CreateContract, CreateEstate, CreateTown,
    EndContract, GetEstate, GetEstateOffice, GetOffice, KeepPhones, KeepPlaces, LIFT_RESCUE,
    ListCalendar, ListRules, NewCommunity, NewCompany, NewContract, NewDay, NewEstate, NewName,
    NewRule, NewTown, PhoneRow, PlaceRow, RemoveDay, RenameEstate, RenameTown, RuleList, SetDay,
    SetRule, YearQuery,
};
use shared::api::{Code, FieldRule, Nothing};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::{DutyPhone, TownId};
use shared::domain::report::{ClockKind, Event};
use shared::domain::vote::VOTE_DEFAULTS;
use shared::value::{DAY, Date, DayKind, HOUR};
use tests::{Person, World, on_both};

const CODE: &str = "91330100799655058B";

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

on_both!(each_level_makes_the_one_below_and_a_repeated_request_makes_it_once, |world| {
    let (bureau, town) = (world.staff(Role::Bur).await, world.staff(Role::Twn).await);
    let community = world.staff(Role::Cmy).await;
    let new = NewTown { id: world.id(), name: " 华舍街道 ".to_owned() };
    let made = bureau.call::<CreateTown>(&(), &new).await.unwrap();
    assert_eq!(made.name, "华舍街道");
    assert_eq!(bureau.call::<CreateTown>(&(), &new).await.unwrap(), made);
    let other = NewTown { name: "安昌街道".to_owned(), ..new.clone() };
    assert_eq!(bureau.call::<CreateTown>(&(), &other).await.unwrap_err().code, Code::IdTaken);
    let same_name = NewTown { id: world.id(), ..new };
    assert_eq!(bureau.call::<CreateTown>(&(), &same_name).await.unwrap_err().code, Code::NameTaken);

    let below = NewCommunity { id: world.id(), town: world.town, name: "双渎社区".to_owned() };
    let made = town.call::<CreateCommunity>(&(), &below).await.unwrap();
    assert_eq!(town.call::<CreateCommunity>(&(), &below).await.unwrap(), made);
    let below = NewEstate { id: world.id(), community: world.community, name: "新苑".to_owned() };
    let made = community.call::<CreateEstate>(&(), &below).await.unwrap();
    assert_eq!(community.call::<CreateEstate>(&(), &below).await.unwrap(), made);
    let rename = NewName { name: "新苑北区".to_owned() };
    community.call::<RenameEstate>(&(made.id,), &rename).await.unwrap();
    let office = community.call::<GetOffice>(&(), &Nothing {}).await.unwrap();
    let names: Vec<&str> = office.estates.iter().map(|row| row.name.as_str()).collect();
    assert_eq!((names.len(), names.contains(&"新苑北区")), (3, true));
    let served = office.estates.iter().find(|row| row.id == world.estate).unwrap();
    assert_eq!((served.units, served.company.as_deref()), (10, Some("清和物业")));
    assert_eq!(town.call::<GetOffice>(&(), &Nothing {}).await.unwrap().communities.len(), 2);
    let district = bureau.call::<GetOffice>(&(), &Nothing {}).await.unwrap();
    assert_eq!((district.towns.len(), district.companies.len()), (3, 1));
});

on_both!(threat_w2_another_offices_places_answer_like_missing_ones, |world| {
    let community = world.staff(Role::Cmy).await;
    let (far, missing) = (world.far, world.id());
    let name = NewName { name: "改名".to_owned() };
    let read = Nothing {};
    for id in [far, missing] {
        let office = community.call::<GetEstateOffice>(&(id,), &read).await.unwrap_err();
        let renamed = community.call::<RenameEstate>(&(id,), &name).await.unwrap_err();
        assert_eq!((office.status, renamed.status), (404, 404));
    }
    let new =
        NewEstate { id: world.id(), community: world.far_community, name: "别处".to_owned() };
    assert_eq!(community.call::<CreateEstate>(&(), &new).await.unwrap_err().status, 404);
    let town = world.staff(Role::Twn).await;
    let far_town: TownId = world.id();
    let new = NewCommunity { id: world.id(), town: far_town, name: "别处".to_owned() };
    assert_eq!(town.call::<CreateCommunity>(&(), &new).await.unwrap_err().status, 404);
});

on_both!(who_keeps_nothing_is_refused, |world| {
    let (owner, company) = (world.owner(0).await, world.staff(Role::Pmm).await);
    let town = NewTown { id: world.id(), name: "华舍街道".to_owned() };
    for person in [&owner, &company] {
        let refused = person.call::<CreateTown>(&(), &town).await.unwrap_err();
        let office = person.call::<GetOffice>(&(), &Nothing {}).await.unwrap_err();
        let rules = person.call::<ListRules>(&(), &Nothing {}).await.unwrap_err();
        let estate =
            person.call::<GetEstateOffice>(&(world.estate,), &Nothing {}).await.unwrap_err();
        assert_eq!(
            (refused.status, office.status, rules.status, estate.status),
            (403, 403, 403, 403)
        );
    }
    let community = world.staff(Role::Cmy).await;
    let name = NewName { name: "改名".to_owned() };
    let renamed = community.call::<RenameTown>(&(world.town,), &name).await.unwrap_err();
    assert_eq!(renamed.status, 403);
    let stranger = Person::stranger(&world.server);
    assert_eq!(stranger.call::<GetOffice>(&(), &Nothing {}).await.unwrap_err().status, 401);
});

on_both!(a_company_has_a_code_that_checks, |world| {
    let bureau = world.staff(Role::Dst).await;
    let new = |code: &str| NewCompany {
        id: world.id(),
        name: "和居物业".into(),
        credit_code: code.into(),
    };
    for code in ["91330100799655058A", "9133", ""] {
        let refused = bureau.call::<CreateCompany>(&(), &new(code)).await.unwrap_err();
        let field = &refused.errors[0];
        assert_eq!((field.pointer.as_str(), field.rule), ("/credit_code", FieldRule::Malformed));
    }
    let made = bureau.call::<CreateCompany>(&(), &new(&CODE.to_lowercase())).await.unwrap();
    assert_eq!(made.credit_code, CODE);
});

on_both!(two_contracts_of_an_estate_never_overlap, |world| {
    let (bureau, community) = (world.staff(Role::Bur).await, world.staff(Role::Cmy).await);
    let new = NewCompany { id: world.id(), name: "和居物业".into(), credit_code: CODE.into() };
    let company = bureau.call::<CreateCompany>(&(), &new).await.unwrap().id;
    let contract = |from: &str, to: &str| {
        let (from, to) = (date(from), date(to));
        NewContract { id: world.id(), company, from, to }
    };
    let path = (world.bare,);
    let first = contract("2026-11-01", "2026-12-31");
    let made = community.call::<CreateContract>(&path, &first).await.unwrap();
    assert_eq!(community.call::<CreateContract>(&path, &first).await.unwrap(), made);
    for (from, to) in
        [("2026-12-31", "2027-12-31"), ("2026-10-01", "2026-11-01"), ("2026-11-10", "2026-11-11")]
    {
        let refused =
            community.call::<CreateContract>(&path, &contract(from, to)).await.unwrap_err();
        assert_eq!(refused.code, Code::ContractOverlap, "{from} {to}");
    }
    let next = contract("2027-01-01", "2027-12-31");
    community.call::<CreateContract>(&path, &next).await.unwrap();
    let backwards = contract("2029-01-02", "2029-01-01");
    assert_eq!(
        community.call::<CreateContract>(&path, &backwards).await.unwrap_err().code,
        Code::Invalid
    );
});

on_both!(a_contract_that_ends_takes_its_staff_along, |world| {
    let (community, company) = (world.staff(Role::Cmy).await, world.staff(Role::Pmm).await);
    assert!(company.call::<GetEstate>(&(world.estate,), &Nothing {}).await.is_ok());
    let path = (world.estate, world.contract);
    let too_early = ContractEnd { on: date("2026-11-21") };
    assert_eq!(
        community.call::<EndContract>(&path, &too_early).await.unwrap_err().code,
        Code::Invalid
    );
    let end = ContractEnd { on: date("2026-11-22") };
    let ended = community.call::<EndContract>(&path, &end).await.unwrap();
    assert_eq!(ended.to, end.on);
    assert_eq!(community.call::<EndContract>(&path, &end).await.unwrap(), ended);
    let refused = company.call::<GetEstate>(&(world.estate,), &Nothing {}).await.unwrap_err();
    assert_eq!(refused.status, 403);
});

on_both!(places_and_phones_are_kept_in_order_and_an_old_list_overwrites_nothing, |world| {
    let community = world.staff(Role::Cmy).await;
    let path = (world.estate,);
    let office = community.call::<GetEstateOffice>(&path, &Nothing {}).await.unwrap();
    let mut list = office.places.clone();
    list.places.reverse();
    list.places.push(PlaceRow { id: world.id(), name: "南门".to_owned() });
    let kept = community.call::<KeepPlaces>(&path, &list).await.unwrap();
    assert_eq!(kept.places, list.places);
    // The same request again is answered; an old list with something else is not.
    assert_eq!(community.call::<KeepPlaces>(&path, &list).await.unwrap(), kept);
    list.places.truncate(1);
    assert_eq!(community.call::<KeepPlaces>(&path, &list).await.unwrap_err().code, Code::Conflict);
    list.version = kept.version;
    list.places.push(PlaceRow { id: world.id(), ..list.places[0].clone() });
    assert_eq!(community.call::<KeepPlaces>(&path, &list).await.unwrap_err().code, Code::NameTaken);

    let mut phones = office.phones;
    let phone = DutyPhone {
        label: "电梯困人".to_owned(),
        number: LIFT_RESCUE.to_owned(),
        hours: "24 小时".to_owned(),
    };
    phones.phones.insert(0, PhoneRow { id: world.id(), phone: phone.clone() });
    community.call::<KeepPhones>(&path, &phones).await.unwrap();
    let owner = world.owner(0).await;
    let seen = owner.call::<GetEstate>(&path, &Nothing {}).await.unwrap();
    assert_eq!((seen.phones[0].clone(), seen.places[0].as_str()), (phone, "地下车库"));
    assert_eq!(owner.call::<KeepPhones>(&path, &phones).await.unwrap_err().status, 403);
    phones.phones[0].phone.number = "拨打".to_owned();
    let refused = community.call::<KeepPhones>(&path, &phones).await.unwrap_err();
    assert_eq!(refused.errors[0].pointer, "/phones/0/number");
});

on_both!(the_authority_sets_days_and_deadlines_follow_at_once, |world| {
    let (bureau, owner) = (world.staff(Role::Bur).await, world.owner(0).await);
    // P3 is answered within one working day: tomorrow, unless tomorrow is off.
    let answer = |view: &shared::api::report::ReportView| {
        let clock = view.card.clocks.iter().find(|clock| clock.kind == ClockKind::Answer);
        clock.map(|clock| clock.due.date())
    };
    let before = world.file(&owner, "GREEN_DAMAGE").await;
    let day = NewDay { kind: DayKind::Off, name: "临时放假".to_owned() };
    let tomorrow = date("2026-11-24");
    bureau.call::<SetDay>(&(tomorrow,), &day).await.unwrap();
    let after = world.file(&owner, "GREEN_DAMAGE").await;
    assert_eq!(answer(&before), Some(tomorrow));
    assert_eq!(answer(&after), Some(date("2026-11-25")));
    let year = YearQuery { year: 2026 };
    let days = bureau.call::<ListCalendar>(&(), &year).await.unwrap().days;
    assert!(days.iter().any(|listed| listed.date == tomorrow && !listed.provisional));
    for _ in 0..2 {
        bureau.call::<RemoveDay>(&(tomorrow,), &Nothing {}).await.unwrap();
    }
    let worked_weekday = NewDay { kind: DayKind::Work, name: "调休".to_owned() };
    assert_eq!(bureau.call::<SetDay>(&(tomorrow,), &worked_weekday).await.unwrap_err().status, 422);
    let community = world.staff(Role::Cmy).await;
    assert_eq!(community.call::<SetDay>(&(tomorrow,), &day).await.unwrap_err().status, 403);
    let no_date = bureau.send("PUT", "/api/calendar/2026-02-30", &json!(day)).await;
    assert_eq!(no_date.status(), 404);
});

on_both!(a_day_taken_away_stays_away_when_the_server_starts_again, |world| {
    let bureau = world.staff(Role::Bur).await;
    let holiday = date("2027-01-01");
    bureau.call::<RemoveDay>(&(holiday,), &Nothing {}).await.unwrap();
    let World { server, .. } = world;
    let server = server.restart().await;
    let calendar = server.app.rulebook().calendar.clone();
    assert!(calendar.is_working_day(holiday));
    assert!(!calendar.is_working_day(date("2026-10-02")));
});

on_both!(a_day_that_has_passed_stays_what_it_was_and_no_clock_over_it_changes, |world| {
    let owner = world.owner(0).await;
    // P3 is answered within one working day: by Tuesday 10:00, and it is a day late.
    let filed = world.file(&owner, "GREEN_DAMAGE").await;
    world.server.clock.advance(2 * DAY);
    let (bureau, company) = (world.staff(Role::Bur).await, world.staff(Role::Pms).await);
    world.act(&company, filed.card.ticket, Event::Answer).await.unwrap();
    let clocks = world.see(&owner, filed.card.ticket).await.unwrap().card.clocks;
    let day = NewDay { kind: DayKind::Off, name: "补记放假".to_owned() };
    for past in ["2026-11-24", "2026-11-23", "2026-10-01", "1999-12-31"] {
        let set = bureau.call::<SetDay>(&(date(past),), &day).await.unwrap_err();
        assert_eq!((set.status, set.errors[0].pointer.as_str()), (422, "/date"), "{past}");
        let gone = bureau.call::<RemoveDay>(&(date(past),), &Nothing {}).await.unwrap_err();
        assert_eq!((gone.status, gone.errors[0].pointer.as_str()), (422, "/date"), "{past}");
    }
    bureau.call::<SetDay>(&(date("2026-11-25"),), &day).await.unwrap();
    let after = world.see(&owner, filed.card.ticket).await.unwrap().card.clocks;
    assert_eq!(after[0], clocks[0]);
});

on_both!(a_rule_holds_from_its_day_and_never_for_what_has_begun, |world| {
    let (bureau, owner) = (world.staff(Role::Bur).await, world.owner(0).await);
    let rule = |value: &str, from: &str| NewRule {
        key: "report.P1.ACCEPT".to_owned(),
        value: value.to_owned(),
        source: "区建设局〔2026〕12 号".to_owned(),
        from: date(from),
    };
    let accept = |view: &shared::api::report::ReportView| {
        let clock = view.card.clocks.iter().find(|clock| clock.kind == ClockKind::Accept).unwrap();
        clock.due.since(clock.start)
    };
    let before = world.file(&owner, "FIRE_LANE_BLOCKED").await;
    assert_eq!(accept(&before), HOUR);
    bureau.call::<SetRule>(&(), &rule("2h", "2026-11-23")).await.unwrap();
    world.server.clock.advance(1000);
    let after = world.file(&owner, "FIRE_LANE_BLOCKED").await;
    assert_eq!(accept(&after), 2 * HOUR);
    let kept = world.see(&owner, before.card.ticket).await.unwrap();
    assert_eq!(accept(&kept), HOUR);

    let list = bureau.call::<SetRule>(&(), &rule("3h", "2026-12-01")).await.unwrap();
    let row = list.rules.iter().find(|row| row.key == "report.P1.ACCEPT").unwrap();
    assert_eq!((row.value.as_str(), row.default.as_deref()), ("2h", Some("1h")));
    assert_eq!((row.coming[0].value.as_str(), row.coming[0].from), ("3h", date("2026-12-01")));
    for (wrong, pointer) in [
        (rule("2h", "2026-11-22"), "/from"),
        (rule("soon", "2026-11-24"), "/value"),
        (NewRule { source: " ".to_owned(), ..rule("2h", "2026-11-24") }, "/source"),
        (NewRule { key: "report.P9.ACCEPT".to_owned(), ..rule("2h", "2026-11-24") }, "/key"),
    ] {
        let refused = bureau.call::<SetRule>(&(), &wrong).await.unwrap_err();
        assert_eq!(refused.errors[0].pointer, pointer);
    }
});

on_both!(the_rules_for_votes_are_listed_and_set_as_whole_numbers, |world| {
    let bureau = world.staff(Role::Bur).await;
    let rule = |key: &str, value: &str| NewRule {
        key: key.to_owned(),
        value: value.to_owned(),
        source: "区建设局〔2026〕12 号".to_owned(),
        from: date("2026-11-23"),
    };
    let votes = |list: &RuleList| -> Vec<(String, String)> {
        let of_votes = list.rules.iter().filter(|row| row.key.starts_with("vote."));
        of_votes.map(|row| (row.key.clone(), row.value.clone())).collect()
    };
    let mut expected: Vec<(String, String)> = VOTE_DEFAULTS
        .iter()
        .map(|(key, value, _)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let before = bureau.call::<ListRules>(&(), &Nothing {}).await.unwrap();
    assert_eq!(votes(&before), expected);

    let after = bureau.call::<SetRule>(&(), &rule("vote.NOTICE_DAYS", " 020 ")).await.unwrap();
    expected[0].1 = "20".to_owned();
    assert_eq!(votes(&after), expected);
    let row = after.rules.iter().find(|row| row.key == "vote.NOTICE_DAYS").unwrap();
    assert_eq!(
        (row.default.as_deref(), row.source.as_str()),
        (Some("15"), "区建设局〔2026〕12 号")
    );
    for (key, value, pointer) in [
        ("vote.NOTICE_DAYS", "15d", "/value"),
        ("vote.NOTICE_DAYS", "366", "/value"),
        ("vote.OPEN_WITHOUT_QUORUM", "2", "/value"),
        ("vote.QUORUM", "2", "/key"),
    ] {
        let refused = bureau.call::<SetRule>(&(), &rule(key, value)).await.unwrap_err();
        assert_eq!(refused.errors[0].pointer, pointer, "{key} {value}");
    }
});

on_both!(threat_s8_a_seat_past_its_end_keeps_nothing, |world| {
    let phone = world.fresh_phone();
    let until = world.server.now().plus(HOUR);
    let scope = Scope::Community { community: world.community };
    let secret = world.grant(&phone, Role::Cmy, scope, Some(until)).await;
    let officer = world.sign_in_staff(&phone, secret).await;
    assert!(officer.call::<GetOffice>(&(), &Nothing {}).await.is_ok());
    world.server.clock.set(until);
    let late = world.sign_in_staff(&phone, secret).await.in_seat(officer.seat);
    let new = NewEstate { id: world.id(), community: world.community, name: "新苑".to_owned() };
    assert_eq!(late.call::<CreateEstate>(&(), &new).await.unwrap_err().status, 403);
});
