//! Who sees and does what: `domain.md` 1 and 3.4, threats R1, W2, W3, W9.

use serde_json::json;
use shared::api::report::{ListQueue, QueuePart, QueueQuery, RevealReason, RevealReporter};
use shared::api::{Code, FieldRule};
use shared::domain::account::{Role, Scope};
use shared::domain::report::Event;
use shared::value::DAY;
use tests::{Person, on_both};

fn queue_of(part: QueuePart) -> QueueQuery {
    QueueQuery { part, find: None, estate: None, cursor: None }
}

on_both!(check_1_1_an_owner_of_another_estate_finds_nothing, |world| {
    let (owner, far) = (world.owner(0).await, world.far_owner().await);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    assert_eq!(world.see(&far, ticket).await.unwrap_err().status, 404);
});

on_both!(check_1_4_the_company_finds_no_report_against_itself, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "PM_SERVICE").await.card.ticket;
    world.server.advance(DAY).await;
    let company = world.staff(Role::Pms).await;
    assert_eq!(world.see(&company, ticket).await.unwrap_err().status, 404);
    for part in QueuePart::ALL {
        let queue = company.call::<ListQueue>(&(), &queue_of(*part)).await.unwrap();
        assert!(queue.page.items.is_empty(), "{part}");
    }
});

on_both!(check_1_5_a_seat_past_its_date_is_refused_at_once, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let phone = world.fresh_phone();
    let scope = Scope::Community { community: world.community };
    let until = world.server.now().plus(DAY);
    let secret = world.grant(&phone, Role::Cmy, scope, Some(until)).await;
    let officer = world.sign_in_staff(&phone, secret).await;
    assert!(world.see(&officer, ticket).await.is_ok());
    world.server.clock.advance(10 * 60_000);
    assert!(world.see(&officer, ticket).await.is_ok());
    world.server.clock.set(until);
    let late = world.sign_in_staff(&phone, secret).await.in_seat(officer.seat);
    assert_eq!(world.see(&late, ticket).await.unwrap_err().status, 403);
});

on_both!(check_1_6_an_officer_finds_nothing_dispatched_to_another_department, |world| {
    let owner = world.owner(0).await;
    let (fire, market) = (world.officer("FIRE_RESCUE").await, world.officer("MARKET_REG").await);
    let ticket = world.file(&owner, "ELEVATOR").await.card.ticket;
    assert!(world.see(&market, ticket).await.is_ok());
    assert_eq!(world.see(&fire, ticket).await.unwrap_err().status, 404);
});

on_both!(check_3_6_the_reporters_name_is_in_no_answer_to_the_company, |world| {
    let owner = world.owner(0).await;
    let company = world.staff(Role::Pms).await;
    let account = owner.me.as_ref().unwrap().account.to_string();
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let paths = [
        format!("/api/reports/{ticket}"),
        "/api/queue?part=ALL".to_owned(),
        "/api/inbox".to_owned(),
    ];
    for path in paths {
        let answer = company.request("GET", &path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let text = answer.text().await.unwrap();
        for secret in ["张晓燕", "张*", "13800000000", "138****0000", account.as_str()] {
            assert!(!text.contains(secret), "{path} tells {secret}");
        }
    }
});

on_both!(check_3_10_misconduct_of_officials_is_hidden_from_community_and_town, |world| {
    let owner = world.owner(0).await;
    let (community, town) = (world.staff(Role::Cmy).await, world.staff(Role::Twn).await);
    let officer = world.officer("DISCIPLINE_COMMISSION").await;
    let ticket = world.file(&owner, "PUBLIC_OFFICIAL_MISCONDUCT").await.card.ticket;
    for accused in [&community, &town] {
        assert_eq!(world.see(accused, ticket).await.unwrap_err().status, 404);
        for part in QueuePart::ALL {
            let queue = accused.call::<ListQueue>(&(), &queue_of(*part)).await.unwrap();
            assert!(queue.page.items.is_empty(), "{part}");
        }
    }
    assert!(world.see(&officer, ticket).await.is_ok());
});

on_both!(threat_r1_the_company_gets_a_report_with_its_batch_and_sees_the_hour, |world| {
    let owner = world.owner(0).await;
    let company = world.staff(Role::Pms).await;
    world.server.clock.advance(7 * 60_000);
    let mine = world.file(&owner, "DECOR_ILLEGAL").await;
    let ticket = mine.card.ticket;
    assert_eq!(world.see(&company, ticket).await.unwrap_err().status, 404);
    let inbox =
        company.call::<shared::api::inbox::ListInbox>(&(), &Default::default()).await.unwrap();
    assert!(inbox.page.items.is_empty());
    world.server.advance(15 * 60_000).await;
    let seen = world.see(&company, ticket).await.unwrap();
    assert_eq!(seen.card.filed, mine.card.filed.floor_to(shared::value::HOUR));
    assert_eq!(seen.steps[0].at, seen.card.filed);
    assert_eq!(seen.id, None);
    let text = serde_json::to_string(&seen).unwrap();
    let exact = mine.card.filed.ms().to_string();
    assert!(!text.contains(&exact), "the exact time is told");
    assert!(!text.contains(mine.id.unwrap().as_str()), "the phone's id is told");
});

on_both!(check_8_1_nobodys_list_shows_a_whole_number, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let people = [
        world.staff(Role::Pmm).await,
        world.staff(Role::Cmy).await,
        world.staff(Role::Twn).await,
        world.staff(Role::Bur).await,
        world.staff(Role::Dst).await,
        world.officer("FIRE_RESCUE").await,
    ];
    for person in people {
        for path in
            ["/api/queue?part=ALL", "/api/queue?part=ELSEWHERE", "/api/inbox", "/api/grants"]
        {
            let text = person.request("GET", path).send().await.unwrap().text().await.unwrap();
            assert!(!text.contains("13800000000"), "{path} shows a number");
        }
        let text = person.request("GET", &format!("/api/reports/{ticket}")).send().await.unwrap();
        assert!(!text.text().await.unwrap().contains("13800000000"));
    }
});

on_both!(a_reveal_needs_a_reason_and_leaves_a_line_in_the_audit_log, |world| {
    let owner = world.owner(0).await;
    let community = world.staff(Role::Cmy).await;
    let bureau = world.staff(Role::Bur).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let asked = |reason: &str| RevealReason { reason: reason.to_owned() };
    let problem = community.call::<RevealReporter>(&(ticket,), &asked(" ")).await.err().unwrap();
    assert_eq!((problem.status, problem.errors[0].rule), (422, FieldRule::Required));
    let revealed =
        community.call::<RevealReporter>(&(ticket,), &asked("要上门核实情况")).await.unwrap();
    assert_eq!((revealed.name.as_str(), revealed.phone.as_str()), ("张晓燕", "13800000000"));
    let refused = bureau.call::<RevealReporter>(&(ticket,), &asked("要上门核实情况")).await;
    assert_eq!(refused.err().unwrap().status, 403);
    let rows = world
        .server
        .app
        .db
        .read(|conn| backend::db::journal::audit_rows(conn, 0, 100))
        .await
        .unwrap();
    let reveals = rows.iter().filter(|(_, bytes, _)| bytes.contains("reveal-reporter")).count();
    assert_eq!(reveals, 1);
});

on_both!(threat_w3_fields_that_are_not_in_the_contract_are_refused, |world| {
    let owner = world.owner(0).await;
    for field in ["role", "status", "estate_id", "reporter_id"] {
        let mut body = serde_json::to_value(world.new_report("DECOR_ILLEGAL")).unwrap();
        body[field] = json!("ADM");
        let answer = owner.send("POST", "/api/reports", &body).await;
        assert_eq!(answer.status(), 422, "{field}");
        let problem: shared::api::Problem = answer.json().await.unwrap();
        assert_eq!(problem.errors[0].pointer, format!("/{field}"));
    }
});

on_both!(threat_w9_an_edited_cursor_is_refused, |world| {
    let community = world.staff(Role::Cmy).await;
    for _ in 0..25 {
        world.file(&community, "LAW_POLICY").await;
    }
    let first = community.call::<ListQueue>(&(), &queue_of(QueuePart::All)).await.unwrap();
    let cursor = first.page.next.clone().expect("more than a page");
    let next = |cursor: String, part| QueueQuery { cursor: Some(cursor), ..queue_of(part) };
    let rest =
        community.call::<ListQueue>(&(), &next(cursor.clone(), QueuePart::All)).await.unwrap();
    let mut tickets: Vec<_> =
        first.page.items.iter().chain(&rest.page.items).map(|item| item.card.ticket).collect();
    tickets.sort();
    tickets.dedup();
    assert_eq!((tickets.len(), rest.page.next), (25, None));
    let mut edited = cursor.clone();
    let last = if edited.ends_with('A') { "B" } else { "A" };
    edited.replace_range(edited.len() - 1.., last);
    for (cursor, part) in [(edited, QueuePart::All), (cursor, QueuePart::Elsewhere)] {
        let problem = community.call::<ListQueue>(&(), &next(cursor, part)).await.unwrap_err();
        assert_eq!((problem.status, problem.code), (400, Code::Unreadable));
    }
});

on_both!(an_accused_owner_still_sees_their_own_report, |world| {
    // An owner who also works for the company reports against it: as an owner they see it.
    let phone = tests_phone(3);
    let scope = Scope::Contract { estate: world.estate, contract: world.contract };
    let secret = world.grant(&phone, Role::Pms, scope, None).await;
    let owner = Person::by_code(&world.server, &phone).await.as_role(Role::Own);
    let ticket = world.file(&owner, "PM_SERVICE").await.card.ticket;
    assert!(world.see(&owner, ticket).await.is_ok());
    let staff = world.sign_in_staff(&phone, secret).await.as_role(Role::Pms);
    assert_eq!(world.see(&staff, ticket).await.unwrap_err().status, 404);
    let acted = world.act(&staff, ticket, Event::Remark).await.unwrap_err();
    assert_eq!(acted.status, 404);
});

fn tests_phone(n: u32) -> String {
    format!("138000{n:05}")
}
