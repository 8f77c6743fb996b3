//! Whom a category accuses, who has declined, who only helps: what they do not come to
//! (`domain.md` 3.4 and its trap 9; threat R1).

use serde_json::json;
use shared::api::report::{
    Act, ActOnReport, AlikeQuery, FindAlike, JoinReport, ListEstateReports, ListMyReports,
    PageQuery, RevealReason, RevealReporter,
};
use shared::api::{Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::DeptCode;
use shared::domain::report::{CategoryCode, Event, Status, Ticket};
use shared::value::MINUTE;
use tests::{Person, World, on_both, phone};

fn dept(code: &str) -> DeptCode {
    DeptCode::parse(code).unwrap()
}

async fn reveal(person: &Person, ticket: Ticket) -> Result<(), Problem> {
    let reason = RevealReason { reason: "核实现场情况".to_owned() };
    person.call::<RevealReporter>(&(ticket,), &reason).await.map(drop)
}

async fn act(person: &Person, ticket: Ticket, act: Act) -> Result<Status, Problem> {
    person.call::<ActOnReport>(&(ticket,), &act).await.map(|view| view.card.status)
}

async fn listed(world: &World, person: &Person) -> Vec<Ticket> {
    let path = (world.estate,);
    let page = person.call::<ListEstateReports>(&path, &PageQuery::default()).await.unwrap();
    page.items.iter().map(|report| report.ticket).collect()
}

on_both!(threat_r1_who_has_declined_sees_neither_the_report_nor_who_filed_it, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let officer = world.officer("COMP_LAW_ENF").await;
    let ticket = world.file(&owner, "LAW_POLICY").await.card.ticket;
    world.act(&community, ticket, Event::Dispatch).await.unwrap();
    reveal(&officer, ticket).await.unwrap();
    let declined = world.act(&officer, ticket, Event::Decline).await.unwrap();
    assert_eq!(declined.card.status, Status::CommunityPending, "they see what they have done");
    assert!(declined.may.is_empty());
    assert_eq!(world.see(&officer, ticket).await.unwrap_err().status, 404);
    assert_eq!(reveal(&officer, ticket).await.unwrap_err().status, 404);
    let inbox = officer.request("GET", "/api/inbox").send().await.unwrap().text().await.unwrap();
    assert!(!inbox.contains(ticket.as_str()), "{inbox}");
});

on_both!(threat_r1_a_confidential_reporter_is_hidden_from_who_only_helps, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let (lead, helper) = (world.officer("MARKET_REG").await, world.officer("COMP_LAW_ENF").await);
    for (category, may) in [("FEE_ILLEGAL", false), ("LAW_POLICY", true)] {
        let ticket = world.file(&owner, category).await.card.ticket;
        let dispatch = Act {
            dept: Some(dept("MARKET_REG")),
            co: vec![dept("COMP_LAW_ENF")],
            ..Act::new(world.id(), Event::Dispatch)
        };
        act(&community, ticket, dispatch).await.unwrap();
        assert_eq!(reveal(&helper, ticket).await.is_ok(), may, "{category}");
        assert_eq!(world.see(&helper, ticket).await.unwrap().reporter.is_some(), may);
        reveal(&lead, ticket).await.unwrap();
        for event in [Event::CheckIn, Event::Resolve] {
            world.act(&lead, ticket, event).await.unwrap();
        }
        // Once it is done, whoever handled it is still the only one.
        assert_eq!(reveal(&helper, ticket).await.is_ok(), may, "{category}");
        assert_eq!(reveal(&community, ticket).await.is_ok(), may, "{category}");
        reveal(&lead, ticket).await.unwrap();
    }
});

on_both!(check_1_4_the_accused_come_to_no_report_by_their_own_flat, |world| {
    let owner = world.owner(0).await;
    world.grant(&phone(1), Role::Chr, Scope::Estate { estate: world.estate }, None).await;
    let staff = Scope::Contract { estate: world.estate, contract: world.contract };
    world.grant(&phone(2), Role::Pms, staff, None).await;
    let ticket = world.file(&owner, "MAINT_FUND").await.card.ticket;
    world.server.advance(16 * MINUTE).await;
    let alike = AlikeQuery {
        category: CategoryCode::parse("MAINT_FUND").unwrap(),
        building: Some("6".to_owned()),
        stair: Some("2".to_owned()),
        name: None,
    };
    for (n, accused) in [(1, true), (2, true), (3, false)] {
        let neighbour = world.owner(n).await.as_role(Role::Own);
        assert_eq!(listed(&world, &neighbour).await.is_empty(), accused, "{n}");
        let found = neighbour.call::<FindAlike>(&(world.estate,), &alike).await.unwrap();
        assert_eq!(found.reports.is_empty(), accused, "{n}");
        let joined = neighbour.call::<JoinReport>(&(ticket,), &Nothing {}).await;
        assert_eq!(joined.map_err(|problem| problem.status).err(), accused.then_some(404), "{n}");
        assert_eq!(world.see(&neighbour, ticket).await.is_err(), accused, "{n}");
    }
    // Who follows it and is elected later loses it.
    world.grant(&phone(3), Role::Com, Scope::Estate { estate: world.estate }, None).await;
    world.server.clock.advance(2 * MINUTE);
    let elected = world.owner(3).await.as_role(Role::Own);
    assert_eq!(world.see(&elected, ticket).await.unwrap_err().status, 404);
    let mine = elected.call::<ListMyReports>(&(), &PageQuery::default()).await.unwrap();
    assert!(mine.items.is_empty());
});

on_both!(threat_w2_nothing_is_merged_into_what_is_confidential_or_out_of_reach, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let community = world.staff(Role::Cmy).await;
    let mut refusals = Vec::new();
    for category in ["COMMON_REVENUE", "PUBLIC_OFFICIAL_MISCONDUCT"] {
        let target = world.file(&owner, category).await.card.ticket;
        let own = world.file(&neighbour, "LAW_POLICY").await.card.ticket;
        let merge = Act { into: Some(target), ..Act::new(world.id(), Event::Merge) };
        let refused = act(&community, own, merge).await.unwrap_err();
        refusals.push((refused.status, refused.errors));
        assert_eq!(world.see(&neighbour, target).await.unwrap_err().status, 404, "{category}");
    }
    let own = world.file(&neighbour, "TRAINING").await.card.ticket;
    let nothing = Ticket::parse("0000-0000").unwrap();
    let merge = Act { into: Some(nothing), ..Act::new(world.id(), Event::Merge) };
    let missing = act(&community, own, merge).await.unwrap_err();
    refusals.push((missing.status, missing.errors));
    assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "all alike: {refusals:?}");
    // And what hides its reporter goes into nothing.
    let open = world.file(&owner, "LAW_POLICY").await.card.ticket;
    let hidden = world.file(&neighbour, "COMMON_REVENUE").await.card.ticket;
    let merge = Act { into: Some(open), ..Act::new(world.id(), Event::Merge) };
    assert_eq!(act(&community, hidden, merge).await.unwrap_err().status, 422);
});

on_both!(threat_r1_the_public_list_waits_for_the_batch_and_is_not_the_companys, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let committee = world.staff(Role::Com).await;
    world.server.clock.advance(MINUTE);
    let (hour, fire) = (world.file(&owner, "DECOR_ILLEGAL").await, "FIRE_LANE_BLOCKED");
    let urgent = world.file(&owner, fire).await.card.ticket;
    let against = world.file(&owner, "COMMITTEE_CONDUCT").await.card.ticket;
    assert_eq!(listed(&world, &neighbour).await, [urgent]);
    world.server.advance(15 * MINUTE).await;
    let mut seen = listed(&world, &neighbour).await;
    seen.sort_unstable();
    let mut expected = vec![hour.card.ticket, urgent];
    expected.sort_unstable();
    assert_eq!(seen, expected);
    assert!(!listed(&world, &committee).await.contains(&against));
    let company = world.staff(Role::Pmm).await;
    let path = format!("/api/estates/{}/reports", world.estate);
    assert_eq!(company.send("GET", &path, &json!({})).await.status(), 403);
});

on_both!(whom_a_category_accuses_neither_leads_nor_helps, |world| {
    let (owner, district) = (world.owner(0).await, world.staff(Role::Dst).await);
    let officer = world.officer("DISCIPLINE_COMMISSION").await;
    let ticket = world.file(&owner, "PUBLIC_OFFICIAL_MISCONDUCT").await.card.ticket;
    let declined = world.act(&officer, ticket, Event::Decline).await.unwrap();
    assert_eq!(declined.card.status, Status::Review);
    for (lead, co) in [("TOWN", vec![]), ("COMMUNITY", vec![]), ("MARKET_REG", vec![dept("TOWN")])]
    {
        let assign =
            Act { dept: Some(dept(lead)), co, ..Act::new(world.id(), Event::AssignFinally) };
        let refused = act(&district, ticket, assign).await.unwrap_err();
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/dept"), "{lead}");
    }
});

on_both!(a_committee_member_who_reports_stands_in_no_step_by_name, |world| {
    let (chair, community) = (world.staff(Role::Chr).await, world.staff(Role::Cmy).await);
    let ticket = world.file(&chair, "FEE_ILLEGAL").await.card.ticket;
    let seen = world.see(&community, ticket).await;
    let text = serde_json::to_string(&seen.unwrap()).unwrap();
    assert!(!text.contains("王建国"), "{text}");
});

on_both!(what_is_late_stays_late_through_a_pause_and_a_new_category, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let ticket = world.file(&owner, "LAW_POLICY").await.card.ticket;
    let due = world.see(&community, ticket).await.unwrap().card.clocks[0].due;
    world.server.clock.set(due.plus(-MINUTE));
    let community = world.staff(Role::Cmy).await;
    let same = Act {
        category: CategoryCode::parse("LAW_POLICY").ok(),
        ..Act::new(world.id(), Event::Reclassify)
    };
    assert_eq!(act(&community, ticket, same).await.unwrap_err().status, 422, "no new category");
    world.server.advance(2 * MINUTE).await;
    let other = Act {
        category: CategoryCode::parse("TRAINING").ok(),
        ..Act::new(world.id(), Event::Reclassify)
    };
    act(&community, ticket, other).await.unwrap();
    let clocks = world.see(&community, ticket).await.unwrap().card.clocks;
    assert!(clocks.iter().any(|clock| clock.runs() && clock.is_late(world.server.now())));

    world.act(&community, ticket, Event::HandleItself).await.unwrap();
    let clock = world.see(&community, ticket).await.unwrap().card.clocks.pop().unwrap();
    world.server.advance(clock.due.since(world.server.now()) + MINUTE).await;
    let community = world.staff(Role::Cmy).await;
    let view = world.see(&community, ticket).await.unwrap();
    assert!(!view.may.contains(&Event::Pause));
    assert_eq!(world.act(&community, ticket, Event::Pause).await.unwrap_err().status, 409);
});
