//! Deadlines: what happens when nobody acts, after any restart (`domain.md` 3.3).

use shared::api::inbox::ListInbox;
use shared::domain::account::Role;
use shared::domain::report::{ClockKind, Event, Party, Status};
use shared::value::{DAY, HOUR, MINUTE};
use tests::{Person, World, on_both};

async fn told(person: &Person) -> Vec<(Event, Option<ClockKind>)> {
    let inbox = person.call::<ListInbox>(&(), &Default::default()).await.unwrap();
    inbox.page.items.iter().map(|group| (group.latest.event, group.latest.clock)).collect()
}

on_both!(check_3_3_past_dissuasion_the_ticket_is_the_communitys_without_any_act, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.server.advance(DAY).await;
    assert_eq!(world.see(&owner, ticket).await.unwrap().card.status, Status::Dissuading);
    world.server.advance(16 * MINUTE).await;
    let view = world.see(&owner, ticket).await.unwrap();
    assert_eq!(view.card.status, Status::CommunityPending);
    let last = view.steps.last().unwrap();
    assert_eq!((last.event, &last.by), (Event::DissuasionExpired, &Party::Timer));
});

on_both!(a_restart_loses_no_deadline, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.server.clock.advance(3 * DAY);
    let World { server, .. } = world;
    let server = server.restart().await;
    assert!(server.advance(0).await > 0);
    let owner = Person::by_code(&server, "13800000000").await;
    let view =
        owner.call::<shared::api::report::GetReport>(&(ticket,), &shared::api::Nothing {}).await;
    assert_eq!(view.unwrap().card.status, Status::CommunityPending);
    assert_eq!(server.advance(0).await, 0, "what is done is not done again");
});

on_both!(seven_days_of_silence_close_it, |world| {
    let owner = world.owner(0).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    world.act(&fire, ticket, Event::CheckIn).await.unwrap();
    world.act(&fire, ticket, Event::Resolve).await.unwrap();
    world.server.advance(7 * DAY).await;
    assert_eq!(world.see(&owner, ticket).await.unwrap().card.status, Status::Resolved);
    world.server.advance(MINUTE).await;
    assert_eq!(world.see(&owner, ticket).await.unwrap().card.status, Status::Closed);
});

on_both!(a_reminder_at_eighty_percent_then_lateness_one_level_up, |world| {
    let owner = world.owner(0).await;
    let (company, community) = (world.staff(Role::Pms).await, world.staff(Role::Cmy).await);
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    world.act(&community, ticket, Event::Acknowledge).await.unwrap();
    world.server.advance(23 * MINUTE).await;
    assert_eq!(told(&company).await, [(Event::File, None)]);
    world.server.advance(2 * MINUTE).await;
    assert_eq!(told(&company).await, [(Event::Remind, Some(ClockKind::OnSite))]);
    world.server.advance(6 * MINUTE).await;
    for person in [&company, &community, &owner] {
        assert_eq!(told(person).await, [(Event::Overdue, Some(ClockKind::OnSite))]);
    }
    world.server.advance(HOUR).await;
    let view = world.see(&company, ticket).await.unwrap();
    let on_site = view.card.clocks.iter().find(|clock| clock.kind == ClockKind::OnSite).unwrap();
    assert!(on_site.runs() && on_site.is_late(world.server.now()));
});

on_both!(a_pause_is_told_with_its_reason_and_holds_the_clock_for_thirty_days, |world| {
    let owner = world.owner(0).await;
    let (company, community) = (world.staff(Role::Pms).await, world.staff(Role::Cmy).await);
    let (town, officer) = (world.staff(Role::Twn).await, world.officer("COMP_LAW_ENF").await);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.server.advance(16 * MINUTE).await;
    world.act(&company, ticket, Event::Escalate).await.unwrap();
    world.act(&community, ticket, Event::Dispatch).await.unwrap();
    assert_eq!(world.act(&officer, ticket, Event::Pause).await.unwrap_err().status, 409);
    let running = world.act(&officer, ticket, Event::CheckIn).await.unwrap().card.clocks;
    let plain = running.iter().rfind(|clock| clock.kind == ClockKind::Resolve).unwrap().due;
    assert_eq!(world.act(&community, ticket, Event::Pause).await.unwrap_err().status, 403);
    let silent = shared::api::report::Act::new(world.id(), Event::Pause);
    let silent = officer.call::<shared::api::report::ActOnReport>(&(ticket,), &silent).await;
    assert_eq!(silent.unwrap_err().status, 422, "a pause needs a reason");

    world.server.advance(HOUR).await;
    world.act(&officer, ticket, Event::Pause).await.unwrap();
    let seen = world.see(&owner, ticket).await.unwrap();
    let step = seen.steps.last().unwrap();
    assert_eq!((step.event, step.note.as_deref()), (Event::Pause, Some("按要求办理，已拍照")));
    let clock = seen.card.clocks.iter().find(|clock| clock.runs()).unwrap();
    assert_eq!(clock.due, plain.plus(30 * DAY));
    assert!(clock.paused_at(world.server.now()).is_some());
    for person in [&owner, &town] {
        assert_eq!(told(person).await.first(), Some(&(Event::Pause, None)));
    }

    assert_eq!(world.server.advance(29 * DAY).await, 0, "what stands still falls due for nobody");
    // A month later others are on duty.
    let officer = world.officer("COMP_LAW_ENF").await;
    let resumed = world.act(&officer, ticket, Event::Resume).await.unwrap();
    let clock = resumed.card.clocks.iter().find(|clock| clock.runs()).unwrap();
    assert!(clock.due > plain.plus(29 * DAY) && clock.due < plain.plus(29 * DAY + HOUR));
    let left = clock.left(world.server.now());
    world.server.advance(left).await;
    assert_eq!(world.server.advance(MINUTE).await, 1, "one more minute, and it is late");
    let town = world.staff(Role::Twn).await;
    assert_eq!(told(&town).await.first(), Some(&(Event::Overdue, Some(ClockKind::Resolve))));
});

on_both!(the_reporter_corrects_within_half_an_hour, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    let mut act = shared::api::report::Act::new(world.id(), Event::Reclassify);
    act.category = shared::domain::report::CategoryCode::parse("FIRE_LANE_BLOCKED").ok();
    let corrected = owner.call::<shared::api::report::ActOnReport>(&(ticket,), &act).await.unwrap();
    assert_eq!(corrected.card.status, Status::Dispatched);
    assert_eq!(corrected.card.lead, Party::parse("FIRE_RESCUE").unwrap());
    let other = world.file(&owner, "ILLEGAL_BUILD").await.card.ticket;
    world.server.advance(31 * MINUTE).await;
    act.id = world.id();
    let late = owner.call::<shared::api::report::ActOnReport>(&(other,), &act).await;
    assert_eq!(late.unwrap_err().status, 403);
});

on_both!(a_report_that_turns_out_to_be_life_safety_waits_for_no_batch, |world| {
    let (owner, company) = (world.owner(0).await, world.staff(Role::Pms).await);
    world.server.clock.advance(2 * MINUTE);
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    assert_eq!(world.see(&company, ticket).await.unwrap_err().status, 404);
    let mut stream = company.listen().await;
    let mut act = shared::api::report::Act::new(world.id(), Event::Reclassify);
    act.category = shared::domain::report::CategoryCode::parse("FIRE_LANE_BLOCKED").ok();
    owner.call::<shared::api::report::ActOnReport>(&(ticket,), &act).await.unwrap();
    assert_eq!(stream.next_report().await, Some(ticket));
    assert_eq!(world.see(&company, ticket).await.unwrap().card.ticket, ticket);
    assert_eq!(told(&company).await.len(), 1);
});

on_both!(a_tampered_journal_names_its_first_bad_entry, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    world.act(&owner, ticket, Event::Withdraw).await.unwrap();
    let refused = world.server.app.db.write(|conn| {
        use diesel::RunQueryDsl;
        diesel::sql_query("UPDATE journal SET bytes = '{}' WHERE seq = 1").execute(conn)?;
        Ok(())
    });
    assert!(refused.await.is_err(), "the trigger refuses");
    let drop_it = match world.server.app.settings.database {
        backend::db::Address::Sqlite(_) => "DROP TRIGGER journal_no_update",
        backend::db::Address::Postgres(_) => "DROP TRIGGER journal_append_only ON journal",
    };
    world
        .server
        .app
        .db
        .write(move |conn| {
            use diesel::RunQueryDsl;
            diesel::sql_query(drop_it).execute(conn)?;
            diesel::sql_query(
                "UPDATE journal SET bytes = replace(bytes, 'WITHDRAW', 'CONFIRM') WHERE seq = 2",
            )
            .execute(conn)?;
            Ok(())
        })
        .await
        .unwrap();
    let verdicts = backend::command::verify(&world.server.app.db).await.unwrap();
    let bad = verdicts.iter().find_map(|verdict| verdict.bad.clone()).unwrap();
    assert_eq!(bad, (2, "its bytes do not give its hash".to_owned()));
});
