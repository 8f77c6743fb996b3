//! The owners' roll: real files of four programs, one with faults, and what an import changes.

use shared::api::estate::{
    ApplyRoll, DecideName, ExportRoll, GetEstateOffice, GetMyUnit, GetRollTemplate, NameDecision,
    PreviewRoll, RollApplied, RollChange, RollConsent, RollPreview, RollReading,
};
use shared::api::{Code, Endpoint, Nothing};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::EstateId;
use shared::domain::estate::roll::UnitKind;
use shared::value::HOUR;
use tests::{Person, World, on_both, real_files};

/// A small roll as .csv: owners of flats of building 1.
pub(crate) fn sheet(rows: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let mut text = "幢,单元,室号,用途,面积,产权人,手机号\n".to_owned();
    for (room, area, owner, phone) in rows {
        text.push_str(&format!("1,1,{room},住宅,{area},{owner},{phone}\n"));
    }
    text.into_bytes()
}

async fn look(person: &Person, estate: EstateId, file: &[u8]) -> RollReading {
    person.upload::<PreviewRoll>(&(estate,), &Nothing {}, file.to_vec()).await.unwrap()
}

async fn preview(person: &Person, estate: EstateId, file: &[u8]) -> RollPreview {
    match look(person, estate, file).await {
        RollReading::Ready { roll } => *roll,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn import(person: &Person, estate: EstateId, file: &[u8]) -> RollApplied {
    let consent = RollConsent { digest: preview(person, estate, file).await.digest };
    person.upload::<ApplyRoll>(&(estate,), &consent, file.to_vec()).await.unwrap()
}

fn change(added: u32, changed: u32, removed: u32, unchanged: u32) -> RollChange {
    RollChange { added, changed, removed, unchanged }
}

on_both!(the_same_roll_from_four_programs_is_imported_once, |world| {
    let Some(folder) = real_files("rolls") else { return };
    let community = world.staff(Role::Cmy).await;
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let first = read("roll_3120.xlsx");
    let seen = preview(&community, world.bare, &first).await;
    assert_eq!((seen.units, seen.flat_parties, seen.parties), (3120, 2720, 2747));
    let area = |kind| seen.kinds.iter().find(|count| count.kind == kind).unwrap().area.to_string();
    assert_eq!(
        (area(UnitKind::Flat), area(UnitKind::Parking)),
        ("325196.01".into(), "1500.00".into())
    );
    assert_eq!(seen.clashes_total, 152);
    assert_eq!(seen.change, change(3120, 0, 1, 0));
    let began = std::time::Instant::now();
    let done = import(&community, world.bare, &first).await;
    eprintln!("3120 units looked at and imported in {} ms", began.elapsed().as_millis());
    assert!(began.elapsed().as_secs() < 30, "an import must take seconds");
    assert_eq!((done.units, done.change), (3120, change(3120, 0, 1, 0)));
    for name in [
        "roll_3120.xlsx",
        "roll_3120_libreoffice.xlsx",
        "roll_3120_gb18030.csv",
        "roll_3120_utf8_bom_en.csv",
    ] {
        let again = import(&community, world.bare, &read(name)).await;
        assert_eq!(again.change, change(0, 0, 0, 3120), "{name}");
    }
    let office = community.call::<GetEstateOffice>(&(world.bare,), &Nothing {}).await.unwrap();
    assert!(office.units == 3120 && office.roll_at.is_some());
});

on_both!(every_fault_is_named_at_its_cell_and_nothing_is_imported, |world| {
    let Some(folder) = real_files("rolls") else { return };
    let community = world.staff(Role::Cmy).await;
    let file = std::fs::read(folder.join("roll_faulty.xlsx")).unwrap();
    let RollReading::Faulty { faults, total } = look(&community, world.bare, &file).await else {
        panic!("a faulty roll must be refused");
    };
    let found: Vec<(u32, &str)> =
        faults.iter().map(|fault| (fault.row, fault.column.as_deref().unwrap_or(""))).collect();
    for place in [
        (5, "D"),
        (9, "D"),
        (13, ""),
        (22, "G"),
        (27, "F"),
        (32, "D"),
        (42, "E"),
        (47, "A"),
        (52, "F"),
    ] {
        assert!(found.contains(&place), "{place:?} is missing in {found:?}");
    }
    assert!(!found.iter().any(|(row, _)| *row == 33));
    assert_eq!(usize::try_from(total).unwrap(), faults.len());
    assert!(faults.iter().all(|fault| fault.text.ends_with('。')));
    let consent = RollConsent { digest: "x".to_owned() };
    let refused = community.upload::<ApplyRoll>(&(world.bare,), &consent, file).await.unwrap_err();
    assert_eq!(refused.code, Code::RollFaulty);
    let office = community.call::<GetEstateOffice>(&(world.bare,), &Nothing {}).await.unwrap();
    assert_eq!((office.units, office.roll_at), (1, None));
});

on_both!(threat_f4_a_file_that_cannot_be_read_says_where, |world| {
    let community = world.staff(Role::Cmy).await;
    let broken = b"\xe5\xb9\xa2,\xe5\xae\xa4\xe5\x8f\xb7\n1,\xff\xff\n".to_vec();
    let RollReading::Unreadable { text } = look(&community, world.bare, &broken).await else {
        panic!("a broken byte must be refused");
    };
    assert!(text.contains("第 2 行"), "{text}");
    let picture = World::photo();
    assert!(matches!(look(&community, world.bare, &picture).await, RollReading::Unreadable { .. }));
    let consent = RollConsent { digest: "x".to_owned() };
    let refused =
        community.upload::<ApplyRoll>(&(world.bare,), &consent, picture).await.unwrap_err();
    assert_eq!(refused.code, Code::SheetUnreadable);
});

on_both!(a_changed_roll_moves_units_owners_and_seats_at_once, |world| {
    let community = world.staff(Role::Cmy).await;
    let (wang, li) = (world.fresh_phone(), world.fresh_phone());
    let rows = [
        ("101", "89.37", "王芳", wang.as_str()),
        ("102", "100", "李强", li.as_str()),
        ("103", "70", "赵敏", ""),
    ];
    let done = import(&community, world.bare, &sheet(&rows)).await;
    // 6 幢 2 单元 101 of the world goes: nothing hangs on it.
    assert_eq!(done.change, change(3, 0, 1, 0));
    let seller = Person::by_code(&world.server, &wang).await;
    let unit = seller.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    assert_eq!(unit.owners, ["王*"]);
    let buyer = Person::by_code(&world.server, &li).await;

    let sold = [
        ("101", "89.37", "李强", li.as_str()),
        ("102", "100.5", "李强", li.as_str()),
        ("104", "70", "孙丽", ""),
    ];
    let seen = preview(&community, world.bare, &sheet(&sold)).await;
    assert_eq!(seen.change, change(1, 2, 1, 0));
    let shown = serde_json::to_string(&seen.changed).unwrap();
    assert!(!shown.contains("王芳") && !shown.contains(&wang), "{shown}");
    let done = import(&community, world.bare, &sheet(&sold)).await;
    assert_eq!((done.units, done.change), (3, change(1, 2, 1, 0)));
    assert_eq!(seller.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap_err().status, 403);
    let again = buyer.call::<shared::api::account::GetMe>(&(), &Nothing {}).await.unwrap();
    let owned: Vec<_> = again.seats.iter().filter(|view| view.seat.role == Role::Own).collect();
    assert_eq!(owned.len(), 2);
    // The unit that stayed kept its id.
    let kept = owned.iter().find(|view| match &view.seat.scope {
        Scope::Unit { unit: id, .. } => *id == unit.id,
        _ => false,
    });
    let buyer = buyer.in_seat(kept.map(|view| view.seat.id));
    assert_eq!(buyer.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().id, unit.id);
});

on_both!(what_was_not_looked_at_is_not_imported, |world| {
    let community = world.staff(Role::Cmy).await;
    let one = sheet(&[("101", "89.37", "王芳", "")]);
    let two = sheet(&[("101", "89.38", "王芳", "")]);
    let consent = RollConsent { digest: preview(&community, world.bare, &one).await.digest };
    let path = (world.bare,);
    let other_file = community.upload::<ApplyRoll>(&path, &consent, two.clone()).await.unwrap_err();
    assert_eq!(other_file.code, Code::RollChanged);
    import(&community, world.bare, &two).await;
    let other_roll = community.upload::<ApplyRoll>(&path, &consent, one).await.unwrap_err();
    assert_eq!(other_roll.code, Code::RollChanged);
    // A repeated request is answered.
    let stale = RollConsent { digest: "stale".to_owned() };
    let again = community.upload::<ApplyRoll>(&path, &stale, two).await.unwrap();
    assert_eq!(again.change, change(0, 0, 0, 1));
});

on_both!(one_name_with_two_phones_is_decided_once, |world| {
    let community = world.staff(Role::Cmy).await;
    let (a, b) = (world.fresh_phone(), world.fresh_phone());
    let file = sheet(&[("101", "80", "王芳", &a), ("102", "90", "王芳", &b)]);
    let seen = preview(&community, world.bare, &file).await;
    assert_eq!((seen.clashes.len(), seen.clashes[0].decided, seen.parties), (1, false, 2));
    let phones: Vec<_> =
        seen.clashes[0].sightings.iter().map(|sighting| sighting.phone.clone()).collect();
    let same =
        NameDecision { name: "王芳".to_owned(), phones: phones.clone(), same: phones.clone() };
    community.call::<DecideName>(&(world.bare,), &same).await.unwrap();
    let seen = preview(&community, world.bare, &file).await;
    assert_eq!((seen.clashes[0].decided, seen.parties), (true, 1));
    let foreign = NameDecision { same: vec![None, None], ..same.clone() };
    assert_eq!(
        community.call::<DecideName>(&(world.bare,), &foreign).await.unwrap_err().status,
        422
    );
    let different = NameDecision { same: Vec::new(), ..same };
    community.call::<DecideName>(&(world.bare,), &different).await.unwrap();
    let seen = preview(&community, world.bare, &file).await;
    assert_eq!((seen.clashes[0].decided, seen.parties), (true, 2));
});

on_both!(threat_w2_only_the_estates_community_touches_its_roll, |world| {
    let file = sheet(&[("101", "89.37", "王芳", "")]);
    let scope = Scope::Community { community: world.far_community };
    let far = world.person(Role::Cmy, scope).await;
    let consent = RollConsent { digest: "x".to_owned() };
    let path = (world.estate,);
    let looked = far.upload::<PreviewRoll>(&path, &Nothing {}, file.clone()).await.unwrap_err();
    let applied = far.upload::<ApplyRoll>(&path, &consent, file.clone()).await.unwrap_err();
    assert_eq!((looked.status, applied.status), (404, 404));
    let export = ExportRoll::path(&path);
    assert_eq!(far.send("GET", &export, &serde_json::json!({})).await.status(), 404);
    for role in [Role::Twn, Role::Bur, Role::Pmm, Role::Chr] {
        let person = world.staff(role).await;
        let refused =
            person.upload::<PreviewRoll>(&path, &Nothing {}, file.clone()).await.unwrap_err();
        let export = person.send("GET", &export, &serde_json::json!({})).await;
        assert_eq!((refused.status, export.status().as_u16()), (403, 403), "{role}");
    }
});

on_both!(threat_s8_a_seat_past_its_end_imports_nothing, |world| {
    let phone = world.fresh_phone();
    let until = world.server.now().plus(HOUR);
    let scope = Scope::Community { community: world.community };
    let secret = world.grant(&phone, Role::Cmy, scope, Some(until)).await;
    let officer = world.sign_in_staff(&phone, secret).await;
    let file = sheet(&[("101", "89.37", "王芳", "")]);
    preview(&officer, world.bare, &file).await;
    world.server.clock.set(until);
    let late = world.sign_in_staff(&phone, secret).await.in_seat(officer.seat);
    let refused = late.upload::<PreviewRoll>(&(world.bare,), &Nothing {}, file).await.unwrap_err();
    assert_eq!(refused.status, 403);
});

on_both!(an_exported_roll_reads_back_to_itself, |world| {
    let community = world.staff(Role::Cmy).await;
    let answer =
        community.send("GET", &ExportRoll::path(&(world.estate,)), &serde_json::json!({})).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["content-disposition"].to_str().unwrap().contains("roll.xlsx"));
    let file = answer.bytes().await.unwrap().to_vec();
    let seen = preview(&community, world.estate, &file).await;
    assert_eq!(seen.change, change(0, 0, 0, 10));
    let english = serde_json::json!({ "english": true });
    let template = community.send("GET", &GetRollTemplate::path(&()), &english).await;
    assert_eq!(template.status(), 200);
    let empty = look(&community, world.estate, &template.bytes().await.unwrap()).await;
    assert!(matches!(empty, RollReading::Faulty { .. }));
    let owner = world.owner(0).await;
    assert_eq!(owner.send("GET", &GetRollTemplate::path(&()), &english).await.status(), 403);
});
