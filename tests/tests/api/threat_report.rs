//! What somebody might do to a report beyond their part: names on the public list, ratings and steps
//! without end, a company that judges itself.

use serde_json::json;
use shared::api::report::{
    Act, ActOnReport, FileReport, ListEstateReports, ListQueue, NewReport, PageQuery, QueuePart,
    QueueQuery, RateReport, Rating,
};
use shared::api::{Code, Problem};
use shared::domain::account::Role;
use shared::domain::estate::{COMMON_PLACE_ZH, Place};
use shared::domain::report::{CategoryCode, ClockKind, Event, Party, Status, Ticket, next_clock};
use shared::value::{DAY, HOUR};
use tests::{Person, World, on_both};

fn building(building: &str, stair: Option<&str>) -> Place {
    let stair = stair.map(str::to_owned);
    Place::Building { building: building.to_owned(), stair, spot: None }
}

fn common(name: &str) -> Place {
    Place::Common { name: name.to_owned() }
}

fn at(world: &World, place: Place) -> NewReport {
    NewReport { place, ..world.new_report("DECOR_ILLEGAL") }
}

async fn refused_at(world: &World, person: &Person, place: Place) -> (u16, Code, String) {
    let refused = person.call::<FileReport>(&(), &at(world, place)).await.unwrap_err();
    (refused.status, refused.code, refused.errors[0].pointer.clone())
}

on_both!(threat_r1_a_reports_building_is_one_of_the_estates, |world| {
    let community = world.staff(Role::Cmy).await;
    let told = "4 幢 501 室 沈伯康 13800001111 家";
    for (place, pointer) in [
        (building(told, None), "/place/building"),
        (building("7", None), "/place/building"),
        (building("6", Some("沈伯康")), "/place/stair"),
        (building("6", Some("3")), "/place/stair"),
    ] {
        let refused = refused_at(&world, &community, place).await;
        assert_eq!(refused, (422, Code::PlaceUnknown, pointer.to_owned()));
    }
    for place in [building("6", None), building("6", Some("2"))] {
        community.call::<FileReport>(&(), &at(&world, place)).await.unwrap();
    }
    // A correction is no way around it.
    let owner = world.owner(0).await;
    let filed = world.file(&owner, "DECOR_ILLEGAL").await;
    let correct = Act { place: Some(building(told, None)), ..Act::new(world.id(), Event::Correct) };
    let refused = owner.call::<ActOnReport>(&(filed.card.ticket,), &correct).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (422, Code::PlaceUnknown));
    assert_eq!(world.see(&owner, filed.card.ticket).await.unwrap().exact_place, filed.exact_place);
});

on_both!(threat_r1_an_estate_without_a_roll_takes_a_short_building, |world| {
    // Its community takes reports before it has imported a roll.
    let gone = world.bare;
    let emptied = world.server.app.db.write(move |conn| {
        use diesel::RunQueryDsl;
        for table in ["unit_owner", "unit"] {
            let delete = format!("DELETE FROM {table} WHERE estate_id = '{gone}'");
            diesel::sql_query(delete).execute(conn)?;
        }
        Ok(())
    });
    emptied.await.unwrap();
    let community = world.staff(Role::Cmy).await;
    let at = |place: Place| NewReport { estate: world.bare, ..at(&world, place) };
    for place in [building("12", Some("2")), building("4幢", Some("1单元"))] {
        community.call::<FileReport>(&(), &at(place)).await.unwrap();
    }
    for (place, pointer) in [
        (building("4幢501沈伯康", None), "/place/building"),
        (building("13800001111", None), "/place/building"),
        (building("4", Some("沈伯康")), "/place/stair"),
    ] {
        let refused = community.call::<FileReport>(&(), &at(place)).await.unwrap_err();
        assert_eq!((refused.status, refused.code), (422, Code::PlaceUnknown));
        assert_eq!(refused.errors[0].pointer, pointer);
    }
});

on_both!(threat_r1_the_public_list_names_a_place_only_as_the_estate_does, |world| {
    let owner = world.owner(0).await;
    for name in ["东门", "6 幢 501 沈伯康家门口"] {
        owner.call::<FileReport>(&(), &at(&world, common(name))).await.unwrap();
    }
    let page = PageQuery { cursor: None };
    let neighbour = world.owner(1).await;
    let list = neighbour.call::<ListEstateReports>(&(world.estate,), &page).await.unwrap();
    let mut places: Vec<&str> = list.items.iter().map(|report| report.place.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["东门", COMMON_PLACE_ZH]);
});

on_both!(threat_w4_a_place_is_one_line_that_can_be_seen, |world| {
    let owner = world.owner(0).await;
    for hidden in ["东\n门", "东\u{2028}门", "东\u{7}门", "\u{200b}", "\u{200d}\u{3164}"] {
        let spot = |spot: &str| Place::Building {
            building: "6".to_owned(),
            stair: None,
            spot: Some(spot.to_owned()),
        };
        for (place, pointer) in [
            (building(hidden, None), "/place/building"),
            (building("6", Some(hidden)), "/place/stair"),
            (spot(hidden), "/place/spot"),
            (common(hidden), "/place/name"),
        ] {
            let refused = refused_at(&world, &owner, place).await;
            assert_eq!(refused, (422, Code::Invalid, pointer.to_owned()), "{hidden:?}");
        }
    }
});

async fn try_event(world: &World, person: &Person, ticket: Ticket, event: Event) -> Problem {
    let act = world.filled_act(person, event).await;
    person.call::<ActOnReport>(&(ticket,), &act).await.unwrap_err()
}

on_both!(threat_l2_what_has_an_endpoint_of_its_own_or_a_clock_is_not_recorded_by_hand, |world| {
    let owner = world.owner(0).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    world.act(&fire, ticket, Event::CheckIn).await.unwrap();
    let before = world.act(&fire, ticket, Event::Resolve).await.unwrap().steps.len();
    let path = format!("/api/reports/{ticket}/events");
    for event in [
        Event::Rate,
        Event::File,
        Event::Join,
        Event::Absorb,
        Event::Silence,
        Event::Remind,
        Event::Overdue,
        Event::DissuasionExpired,
    ] {
        let act = json!({ "id": world.id::<()>(), "event": event, "note": "好得很" });
        let answer = owner.send("POST", &path, &act).await;
        assert_eq!(answer.status(), 422, "{event}");
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.errors[0].pointer, "/event", "{event}");
    }
    assert_eq!(world.see(&owner, ticket).await.unwrap().steps.len(), before);
    let marks = Rating { speed: 4, result: 5, attitude: 5 };
    owner.call::<RateReport>(&(ticket,), &marks).await.unwrap();
});

on_both!(a_reporter_changes_the_category_before_a_dispatch_and_not_after, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let other = |person: &Person, ticket: Ticket| {
        let category = Some(CategoryCode::parse("NOISE_SOCIAL").unwrap());
        let act = Act { category, ..Act::new(world.id(), Event::Reclassify) };
        let person = person.clone();
        async move { person.call::<ActOnReport>(&(ticket,), &act).await }
    };
    let filed = world.file(&owner, "COMMON_REVENUE").await;
    let ticket = filed.card.ticket;
    assert!(filed.may.contains(&Event::Reclassify));
    world.act(&community, ticket, Event::Dispatch).await.unwrap();
    let law = world.officer("COMP_LAW_ENF").await;
    world.act(&law, ticket, Event::Decline).await.unwrap();
    let seen = world.see(&owner, ticket).await.unwrap();
    assert_eq!(seen.card.status, Status::CommunityPending);
    assert!(!seen.may.contains(&Event::Reclassify));
    let refused = other(&owner, ticket).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (409, Code::IllegalTransition));
    other(&community, ticket).await.unwrap();
});

on_both!(what_the_report_does_not_offer_the_server_does_not_take, |world| {
    let owner = world.owner(0).await;
    let people = [
        owner.clone(),
        world.staff(Role::Pms).await,
        world.staff(Role::Cmy).await,
        world.officer("FIRE_RESCUE").await,
    ];
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    world.act(&people[1], ticket, Event::Arrive).await.unwrap();
    world.act(&people[2], ticket, Event::Acknowledge).await.unwrap();
    for person in &people {
        let may = world.see(person, ticket).await.unwrap().may;
        for event in [Event::Arrive, Event::Acknowledge, Event::Reopen, Event::Withdraw] {
            assert!(!may.contains(&event), "{event}");
            let refused = try_event(&world, person, ticket, event).await;
            assert!(matches!(refused.status, 403 | 409), "{event}: {refused:?}");
        }
    }
});

on_both!(threat_l2_one_account_adds_to_one_report_twenty_times_a_day, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    let other = world.file(&owner, "GREEN_DAMAGE").await.card.ticket;
    let add = |event: Event| {
        let note = Some("又来了".to_owned());
        Act { note, ..Act::new(world.id(), event) }
    };
    for (person, event) in [(&owner, Event::Add), (&community, Event::Remark)] {
        let mut last = add(event);
        for _ in 0..20 {
            last = add(event);
            person.call::<ActOnReport>(&(ticket,), &last).await.unwrap();
        }
        let refused = person.call::<ActOnReport>(&(ticket,), &add(event)).await.unwrap_err();
        assert_eq!((refused.status, refused.code), (429, Code::TooManySteps));
        let midnight = refused.retry_at.unwrap();
        assert_eq!(midnight.date(), world.server.now().plus(DAY).date());
        // The last one, sent again, is no addition.
        person.call::<ActOnReport>(&(ticket,), &last).await.unwrap();
    }
    owner.call::<ActOnReport>(&(other,), &add(Event::Add)).await.unwrap();
    world.server.clock.advance(DAY);
    owner.call::<ActOnReport>(&(ticket,), &add(Event::Add)).await.unwrap();
});

on_both!(a_report_of_the_company_is_confirmed_by_the_community_and_rated_by_nobody, |world| {
    let (company, colleague) = (world.staff(Role::Pms).await, world.staff(Role::Pmm).await);
    let community = world.staff(Role::Cmy).await;
    let ticket = world.file(&company, "DECOR_ILLEGAL").await.card.ticket;
    let silent = world.file(&company, "DECOR_ILLEGAL").await.card.ticket;
    world.server.advance(2 * HOUR).await;
    world.act(&colleague, silent, Event::Corrected).await.unwrap();
    let done = world.act(&colleague, ticket, Event::Corrected).await.unwrap();
    assert_eq!(done.card.status, Status::Resolved);
    for person in [&company, &colleague] {
        let view = world.see(person, ticket).await.unwrap();
        assert!(!view.may.iter().any(|event| matches!(event, Event::Confirm | Event::Rate)));
        assert_eq!(try_event(&world, person, ticket, Event::Confirm).await.status, 403);
        let marks = Rating { speed: 5, result: 5, attitude: 5 };
        let refused = person.call::<RateReport>(&(ticket,), &marks).await.unwrap_err();
        assert_eq!(refused.status, 403);
    }
    let seen = world.see(&community, ticket).await.unwrap();
    assert!(seen.may.contains(&Event::Confirm));
    let waits = next_clock(&seen.card.clocks).map(|clock| (clock.kind, clock.party.clone()));
    assert_eq!(waits, Some((ClockKind::Confirm, Party::Community)));
    // It stands in the queue of whoever must act.
    let query = QueueQuery { part: QueuePart::All, find: None, estate: None, cursor: None };
    let queue = community.call::<ListQueue>(&(), &query).await.unwrap();
    assert!(queue.page.items.iter().any(|item| item.card.ticket == ticket));
    let closed = world.act(&community, ticket, Event::Confirm).await.unwrap();
    assert_eq!(closed.card.status, Status::Closed);

    world.server.advance(8 * DAY).await;
    let community = world.staff(Role::Cmy).await;
    assert_eq!(world.see(&community, silent).await.unwrap().card.status, Status::Closed);
});
