//! Filing, the main path, and the acceptance checks of `domain.md` 3.

use shared::api::account::EndGrant;
use shared::api::report::{
    Act, ActOnReport, AlikeQuery, FileReport, FindAlike, JoinReport, ListEarlier, ListQueue,
    NewReport, QueuePart, QueueQuery, RateReport, Rating,
};
use shared::api::{Code, Nothing};
use shared::domain::account::Role;
use shared::domain::estate::Place;
use shared::domain::report::{CategoryCode, Event, Party, Status};
use tests::on_both;

on_both!(check_3_1_every_category_is_filed_with_its_lead_and_first_state, |world| {
    let rulebook = world.server.app.rulebook();
    for category in rulebook.routing().unwrap().categories() {
        // Staff seats have no daily limit.
        let filer =
            if category.excludes(Role::Cmy) { continue } else { world.staff(Role::Cmy).await };
        let view = world.file(&filer, category.code.as_str()).await;
        let first = shared::domain::report::Course::begin(category, true);
        assert_eq!(view.card.lead, category.lead_party(), "{}", category.code);
        assert_eq!(view.card.status, first.status, "{}", category.code);
    }
    let owner = world.owner(0).await;
    let view = world.file(&owner, "PUBLIC_OFFICIAL_MISCONDUCT").await;
    assert_eq!(view.card.lead, Party::parse("DISCIPLINE_COMMISSION").unwrap());
    assert_eq!(view.card.status, Status::Dispatched);
});

on_both!(check_3_2_a_blocked_fire_lane_tells_company_community_and_fire_brigade_at_once, |world| {
    let owner = world.owner(0).await;
    let people = [
        world.staff(Role::Pms).await,
        world.staff(Role::Cmy).await,
        world.officer("FIRE_RESCUE").await,
    ];
    let view = world.file(&owner, "FIRE_LANE_BLOCKED").await;
    for person in people {
        let inbox =
            person.call::<shared::api::inbox::ListInbox>(&(), &Default::default()).await.unwrap();
        let tickets: Vec<_> = inbox.page.items.iter().map(|group| group.ticket).collect();
        assert_eq!((inbox.unread, tickets), (1, vec![view.card.ticket]));
        assert!(world.see(&person, view.card.ticket).await.is_ok());
    }
});

on_both!(the_main_path_from_the_whistle_to_the_rating, |world| {
    let owner = world.owner(0).await;
    let (company, fire) = (world.staff(Role::Pms).await, world.officer("FIRE_RESCUE").await);
    let mut new = world.new_report("FIRE_LANE_BLOCKED");
    new.photos = vec![world.send_photo(&owner).await];
    let filed = owner.call::<FileReport>(&(), &new).await.unwrap();
    let ticket = filed.card.ticket;
    assert_eq!((filed.id, filed.photos.len()), (Some(new.id), 1));

    world.act(&company, ticket, Event::Arrive).await.unwrap();
    world.act(&fire, ticket, Event::CheckIn).await.unwrap();
    world.act(&fire, ticket, Event::Resolve).await.unwrap();
    let reopened = world.act(&owner, ticket, Event::Reopen).await.unwrap();
    assert_eq!(reopened.card.status, Status::DeptOnCase);
    world.act(&fire, ticket, Event::Resolve).await.unwrap();
    world.act(&owner, ticket, Event::Confirm).await.unwrap();
    let marks = Rating { speed: 4, result: 5, attitude: 5 };
    let rated = owner.call::<RateReport>(&(ticket,), &marks).await.unwrap();
    assert_eq!((rated.card.status, rated.rating), (Status::Closed, Some(marks)));

    let verdicts = backend::command::verify(&world.server.app.db).await.unwrap();
    let journal = verdicts.iter().find(|v| v.log.ends_with(world.estate.as_str())).unwrap();
    assert_eq!((journal.good, &journal.bad), (8, &None));
});

on_both!(a_repeated_report_is_the_same_report_and_another_content_is_refused, |world| {
    let owner = world.owner(0).await;
    let new = world.new_report("DECOR_ILLEGAL");
    let first = owner.call::<FileReport>(&(), &new).await.unwrap();
    let again = owner.call::<FileReport>(&(), &new).await.unwrap();
    assert_eq!(first.card.ticket, again.card.ticket);
    assert_eq!(again.steps.len(), 1);
    let mut other = new.clone();
    other.words = Some("另一件事".to_owned());
    assert_eq!(owner.call::<FileReport>(&(), &other).await.unwrap_err().code, Code::IdTaken);
    let neighbour = world.owner(1).await;
    assert_eq!(neighbour.call::<FileReport>(&(), &new).await.unwrap_err().code, Code::IdTaken);
});

on_both!(a_repeated_act_changes_nothing, |world| {
    let owner = world.owner(0).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let act = Act::new(world.id(), Event::CheckIn);
    for _ in 0..3 {
        let view = fire.call::<ActOnReport>(&(ticket,), &act).await.unwrap();
        assert_eq!((view.card.status, view.steps.len()), (Status::DeptOnCase, 2));
    }
    let other = Act { note: Some("别的".to_owned()), ..act };
    assert_eq!(fire.call::<ActOnReport>(&(ticket,), &other).await.unwrap_err().code, Code::IdTaken);
});

on_both!(check_3_4_a_department_resolves_only_after_check_in, |world| {
    let owner = world.owner(0).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let problem = world.act(&fire, ticket, Event::Resolve).await.unwrap_err();
    assert_eq!((problem.status, problem.code), (409, Code::IllegalTransition));
    assert_eq!(problem.state, Some(Status::Dispatched));
});

on_both!(check_3_5_a_second_decline_puts_it_before_the_town, |world| {
    let owner = world.owner(0).await;
    let (community, town) = (world.staff(Role::Cmy).await, world.staff(Role::Twn).await);
    let (company, law) = (world.staff(Role::Pms).await, world.officer("COMP_LAW_ENF").await);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.server.advance(16 * 60_000).await;
    world.act(&company, ticket, Event::Escalate).await.unwrap();
    for expected in [Status::CommunityPending, Status::Review] {
        world.act(&community, ticket, Event::Dispatch).await.unwrap();
        let view = world.act(&law, ticket, Event::Decline).await.unwrap();
        assert_eq!(view.card.status, expected);
    }
    let assigned = world.act(&town, ticket, Event::AssignFinally).await.unwrap();
    assert_eq!(assigned.card.status, Status::Dispatched);
    let declined = world.act(&law, ticket, Event::Decline).await.unwrap_err();
    assert_eq!(declined.code, Code::IllegalTransition);
});

on_both!(check_3_8_the_third_reopening_puts_it_before_the_town, |world| {
    let owner = world.owner(0).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    world.act(&fire, ticket, Event::CheckIn).await.unwrap();
    for expected in [Status::DeptOnCase, Status::DeptOnCase, Status::Review] {
        world.act(&fire, ticket, Event::Resolve).await.unwrap();
        assert_eq!(world.act(&owner, ticket, Event::Reopen).await.unwrap().card.status, expected);
    }
});

on_both!(check_3_9_a_merged_reports_follower_receives_the_result, |world| {
    let (owner, neighbour, third) =
        (world.owner(0).await, world.owner(1).await, world.owner(2).await);
    let community = world.staff(Role::Cmy).await;
    let first = world.file(&owner, "COMMITTEE_CONDUCT").await;
    assert!(first.confidential);
    let kept = world.file(&owner, "LAW_POLICY").await.card.ticket;
    let merged = world.file(&neighbour, "LAW_POLICY").await.card.ticket;
    third.call::<JoinReport>(&(merged,), &Nothing {}).await.unwrap();
    let act = Act { into: Some(kept), ..Act::new(world.id(), Event::Merge) };
    let view = community.call::<ActOnReport>(&(merged,), &act).await.unwrap();
    assert_eq!((view.card.status, view.merged_into), (Status::Merged, Some(kept)));
    world.act(&community, kept, Event::HandleItself).await.unwrap();
    world.act(&community, kept, Event::Resolve).await.unwrap();
    for resident in [&neighbour, &third] {
        let seen = world.see(resident, kept).await.unwrap();
        assert_eq!(seen.card.status, Status::Resolved);
        let inbox =
            resident.call::<shared::api::inbox::ListInbox>(&(), &Default::default()).await.unwrap();
        let told = inbox.page.items.iter().find(|group| group.ticket == kept).unwrap();
        assert_eq!(told.latest.event, Event::Resolve);
    }
});

on_both!(check_3_11_without_a_company_illegal_decoration_starts_at_the_community, |world| {
    let owner = world.bare_owner().await;
    let mut new = world.new_report("DECOR_ILLEGAL");
    new.estate = world.bare;
    let view = owner.call::<FileReport>(&(), &new).await.unwrap();
    assert_eq!(view.card.status, Status::CommunityPending);
    assert!(view.card.clocks.iter().all(|clock| clock.party != Party::Company));
});

on_both!(check_3_12_a_life_safety_report_cannot_be_withdrawn, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let problem = world.act(&owner, ticket, Event::Withdraw).await.unwrap_err();
    assert_eq!((problem.status, problem.code), (409, Code::IllegalTransition));
    let decor = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    let view = world.act(&owner, decor, Event::Withdraw).await.unwrap();
    assert_eq!(view.card.status, Status::Withdrawn);
});

on_both!(a_neighbours_open_report_is_offered_and_joined, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let ticket = world.file(&owner, "OCCUPY_PUBLIC").await.card.ticket;
    let query = AlikeQuery {
        category: CategoryCode::parse("OCCUPY_PUBLIC").unwrap(),
        building: Some("6".to_owned()),
        stair: Some("2".to_owned()),
        name: None,
    };
    let alike = neighbour.call::<FindAlike>(&(world.estate,), &query).await.unwrap();
    assert_eq!(alike.reports.len(), 1);
    assert_eq!((alike.reports[0].ticket, alike.reports[0].place.as_str()), (ticket, "6 幢"));
    let joined = neighbour.call::<JoinReport>(&(ticket,), &Nothing {}).await.unwrap();
    assert_eq!(joined.card.standing, shared::policy::Standing::Follower);
    assert_eq!(joined.reporter, None);
    // Followers add, and never decide.
    world.act(&neighbour, ticket, Event::Confirm).await.unwrap_err();
    let mut act = Act::new(world.id(), Event::Add);
    act.note = Some("今天又堆了两箱".to_owned());
    neighbour.call::<ActOnReport>(&(ticket,), &act).await.unwrap();
});

on_both!(a_neighbours_words_are_shown_as_a_neighbours, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let community = world.staff(Role::Cmy).await;
    let ticket = world.file(&owner, "OCCUPY_PUBLIC").await.card.ticket;
    neighbour.call::<JoinReport>(&(ticket,), &Nothing {}).await.unwrap();
    let add = Act { note: Some("今天又堆了".to_owned()), ..Act::new(world.id(), Event::Add) };
    neighbour.call::<ActOnReport>(&(ticket,), &add).await.unwrap();
    let add = Act { note: Some("我也看见了".to_owned()), ..Act::new(world.id(), Event::Add) };
    owner.call::<ActOnReport>(&(ticket,), &add).await.unwrap();
    for person in [&owner, &neighbour, &community] {
        let steps = world.see(person, ticket).await.unwrap().steps;
        let by: Vec<_> = steps.iter().map(|step| (step.event, step.by.clone())).collect();
        let expected = [
            (Event::File, Party::Reporter),
            (Event::Join, Party::Follower),
            (Event::Add, Party::Follower),
            (Event::Add, Party::Reporter),
        ];
        assert_eq!(by, expected);
        assert!(steps.iter().all(|step| step.name.is_none()), "residents have no names");
    }
});

on_both!(the_property_authoritys_remark_is_its_own, |world| {
    let (owner, bureau) = (world.owner(0).await, world.staff(Role::Bur).await);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.act(&bureau, ticket, Event::Remark).await.unwrap();
    let step = world.see(&owner, ticket).await.unwrap().steps.pop().unwrap();
    assert_eq!(step.by, Party::parse("CONSTRUCTION").unwrap());
});

on_both!(what_an_act_lacks_is_named_field_by_field, |world| {
    let owner = world.owner(0).await;
    let company = world.staff(Role::Pms).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let act = Act::new(world.id(), Event::Corrected);
    let problem = company.call::<ActOnReport>(&(ticket,), &act).await.unwrap_err();
    let pointers: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!((problem.status, pointers), (422, vec!["/note", "/photos"]));
});

on_both!(staff_see_how_the_same_thing_at_the_same_spot_was_put_right_before, |world| {
    let fire = world.officer("FIRE_RESCUE").await;
    let (company, community) = (world.staff(Role::Pms).await, world.staff(Role::Cmy).await);
    let mut tickets = Vec::new();
    let stair = Some("2".to_owned());
    let here = Place::Building { building: "6".to_owned(), stair, spot: None };
    let there = Place::Common { name: "东门".to_owned() };
    for (n, place) in [(0, here.clone()), (1, there), (2, here)] {
        let new = NewReport { place, ..world.new_report("FIRE_LANE_BLOCKED") };
        let owner = world.owner(n).await;
        tickets.push(owner.call::<FileReport>(&(), &new).await.unwrap().card.ticket);
        world.server.advance(shared::value::MINUTE).await;
    }
    for ticket in &tickets[..2] {
        world.act(&fire, *ticket, Event::CheckIn).await.unwrap();
        world.act(&fire, *ticket, Event::Resolve).await.unwrap();
    }
    for person in [&company, &community, &fire] {
        let earlier = person.call::<ListEarlier>(&(tickets[2],), &Nothing {}).await.unwrap();
        let [only] = &earlier.reports[..] else { panic!("{earlier:?}") };
        assert_eq!((only.ticket, only.result.as_str()), (tickets[0], "按要求办理，已拍照"));
    }
    let first = community.call::<ListEarlier>(&(tickets[0],), &Nothing {}).await.unwrap();
    assert!(first.reports.is_empty(), "nothing came before it");
    let owner = world.owner(2).await;
    let resident = owner.call::<ListEarlier>(&(tickets[2],), &Nothing {}).await;
    assert_eq!(resident.unwrap_err().status, 403);
    let stranger = world.officer("MARKET_REG").await;
    let other = stranger.call::<ListEarlier>(&(tickets[2],), &Nothing {}).await;
    assert_eq!(other.unwrap_err().status, 404);
});

on_both!(photos_of_somebody_else_or_used_twice_are_refused, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let foreign = world.send_photo(&neighbour).await;
    let mut new = world.new_report("DECOR_ILLEGAL");
    new.photos = vec![foreign];
    assert_eq!(owner.call::<FileReport>(&(), &new).await.unwrap_err().code, Code::PhotoMissing);
    let own = world.send_photo(&owner).await;
    new.photos = vec![own];
    owner.call::<FileReport>(&(), &new).await.unwrap();
    let mut second = world.new_report("ILLEGAL_BUILD");
    second.photos = vec![own];
    assert_eq!(owner.call::<FileReport>(&(), &second).await.unwrap_err().code, Code::PhotoMissing);
});

on_both!(the_counts_of_a_queue_are_those_of_its_parts, |world| {
    let company = world.staff(Role::Pmm).await;
    let mut filed = Vec::new();
    for (owner, category) in [
        (0, "FIRE_LANE_BLOCKED"),
        (1, "FIRE_LANE_BLOCKED"),
        (2, "DECOR_ILLEGAL"),
        (3, "DECOR_ILLEGAL"),
        (4, "DECOR_ILLEGAL"),
    ] {
        let owner = world.owner(owner).await;
        filed.push((world.file(&owner, category).await.card.ticket, owner));
    }
    // The batch is released, and the time on site of the two P1 passes.
    world.server.advance(45 * shared::value::MINUTE).await;
    let assign = Act { assignee: company.seat, ..Act::new(world.id(), Event::Assign) };
    company.call::<ActOnReport>(&(filed[3].0,), &assign).await.unwrap();
    world.act(&filed[4].1, filed[4].0, Event::Withdraw).await.unwrap();
    world.act(&company, filed[0].0, Event::Arrive).await.unwrap();
    // It is nobody's in the other estate.
    let far = NewReport { estate: world.far, ..world.new_report("DECOR_ILLEGAL") };
    world.far_owner().await.call::<FileReport>(&(), &far).await.unwrap();

    let expected = [
        (QueuePart::All, 3),
        (QueuePart::Overdue, 1),
        (QueuePart::Today, 2),
        (QueuePart::Urgent, 1),
        (QueuePart::Mine, 1),
        (QueuePart::Elsewhere, 1),
    ];
    for (part, count) in expected {
        let query = QueueQuery { part, find: None, estate: None, cursor: None };
        let queue = company.call::<ListQueue>(&(), &query).await.unwrap();
        assert_eq!(
            (queue.counts[&part], queue.page.items.len()),
            (count, count as usize),
            "{part}"
        );
    }
});

on_both!(the_tasks_of_whoever_is_dismissed_are_nobodys_again, |world| {
    let (manager, guard) = (world.staff(Role::Pmm).await, world.staff(Role::Pms).await);
    let (open, over) = (world.owner(0).await, world.owner(1).await);
    let mut tickets = Vec::new();
    for owner in [&open, &over] {
        tickets.push(world.file(owner, "DECOR_ILLEGAL").await.card.ticket);
    }
    world.server.advance(20 * shared::value::MINUTE).await;
    let manager = manager.at(&world.server);
    for ticket in &tickets {
        let assign = Act { assignee: guard.seat, ..Act::new(world.id(), Event::Assign) };
        manager.call::<ActOnReport>(&(*ticket,), &assign).await.unwrap();
    }
    world.act(&over, tickets[1], Event::Withdraw).await.unwrap();
    assert!(world.see(&manager, tickets[0]).await.unwrap().card.assignee.is_some());

    let ended = manager.call::<EndGrant>(&(guard.seat.unwrap(),), &Nothing {}).await.unwrap();
    assert_eq!(ended.freed, 1, "what is over stays as it was");
    assert_eq!(world.see(&manager, tickets[0]).await.unwrap().card.assignee, None);
    assert!(world.see(&manager, tickets[1]).await.unwrap().card.assignee.is_some());
    let again = manager.call::<EndGrant>(&(guard.seat.unwrap(),), &Nothing {}).await.unwrap();
    assert_eq!(again.freed, 0);
});
