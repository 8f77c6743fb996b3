//! Threat L4: live streams; and changes that another server of the same database makes.

use std::collections::BTreeSet;
use std::time::Duration;

use backend::db::report::Told;
use backend::job::relay;
use backend::settings::Patience;
use shared::api::Nothing;
use shared::api::account::{EndGrant, EndSession};
use shared::api::inbox::{InboxQuery, ListInbox, Topic};
use shared::api::report::{Act, ActOnReport};
use shared::domain::account::Role;
use shared::domain::report::{CategoryCode, Event, Ticket};
use shared::value::MINUTE;
use tests::{Database, Server, Stream, World, eventually, on_both};

on_both!(threat_l4_an_account_has_three_streams, |world| {
    let owner = world.owner(0).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        open.push(owner.listen().await);
    }
    let refused = owner.ask_live().await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(world.owner(1).await.ask_live().await.status(), 200);
    open.pop();
    eventually("room for another stream", || async {
        (owner.ask_live().await.status() == 200).then_some(())
    })
    .await;
});

on_both!(a_stream_names_the_report_and_tells_nothing_of_it, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let mut stream = community.listen().await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(ticket));
    let told = serde_json::json!({ "topic": "REPORT", "ticket": ticket }).to_string();
    assert!(stream.raw.contains(&format!("data:{told}")), "{}", stream.raw);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l4_a_silent_stream_ends_with_its_session() {
    let patience = Patience { live: Duration::from_millis(200), ..Patience::default() };
    let world = World::with(Database::sqlite(), |settings| settings.patience = patience).await;
    let lost = world.owner(0).await;
    world.server.clock.advance(MINUTE);
    let other = world.owner(0).await;
    let (mut ended, mut goes_on) = (lost.listen().await, other.listen().await);
    let session = lost.me.as_ref().unwrap().session;
    other.call::<EndSession>(&(session,), &Nothing {}).await.unwrap();
    assert_eq!(ended.next().await, None);
    world.file(&other, "DECOR_ILLEGAL").await;
    assert!(goes_on.next().await.is_some());
    // The product looks often enough: at the latest after half a minute the stream is over.
    assert!(Patience::default().live < Duration::from_secs(30));
}

on_both!(threat_l4_whoever_lost_the_seat_hears_no_more, |world| {
    let (community, manager) = (world.staff(Role::Cmy).await, world.staff(Role::Pmm).await);
    let owner = world.owner(0).await;
    let mut stream = manager.listen().await;
    let heard = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(heard));
    // The stream itself looks only after twenty seconds: what stops it is the sending.
    let seat = manager.seat.unwrap();
    community.call::<EndGrant>(&(seat,), &Nothing {}).await.unwrap();
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    assert_eq!(stream.next_report().await, None);
});

on_both!(threat_l4_a_slow_reader_is_told_to_load_everything_again, |world| {
    let owner = world.owner(0).await;
    let mut stream = owner.listen().await;
    let audience = format!("A:{}", owner.me.as_ref().unwrap().account);
    for n in 0..500 {
        let watchers = BTreeSet::from([audience.clone()]);
        world.server.app.hub.publish(&Told {
            ticket: Some(Ticket::from_random(n)),
            inbox: BTreeSet::new(),
            watchers,
        });
    }
    let mut heard = 0;
    while stream.next().await.unwrap().topic != Topic::Reload {
        heard += 1;
    }
    assert!(heard < 100, "only so much waits: {heard}");
    // And the stream goes on.
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(ticket));
});

on_both!(threat_r1_the_companys_stream_is_silent_until_the_batch, |world| {
    let owner = world.owner(0).await;
    let company = world.staff(Role::Pms).await;
    world.server.advance(7 * MINUTE).await;
    let mut stream = company.listen().await;
    let hidden = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    let mut act = world.filled_act(&owner, Event::Add).await;
    act.note = Some("又搬来一车砖".to_owned());
    owner.call::<ActOnReport>(&(hidden,), &act).await.unwrap();
    // Life safety is told at once; what came before it would have been heard before it.
    let urgent = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(urgent));
    world.server.advance(8 * MINUTE).await;
    while stream.next_report().await.unwrap() != hidden {}
    assert!(world.see(&company, hidden).await.is_ok(), "what is told can be looked at");
    assert_eq!(stream.next().await.unwrap().topic, Topic::Inbox);
});

on_both!(threat_r1_the_accused_company_hears_nothing_of_a_release, |world| {
    let (owner, company) = (world.owner(0).await, world.staff(Role::Pms).await);
    world.server.advance(7 * MINUTE).await;
    let mut stream = company.listen().await;
    let against = world.file(&owner, "PM_SERVICE").await.card.ticket;
    world.server.advance(30 * MINUTE).await;
    let urgent = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(urgent));
    assert!(!stream.raw.contains(against.as_str()));
});

on_both!(threat_r1_a_report_that_turns_against_the_company_is_gone_from_its_inbox, |world| {
    let (owner, company) = (world.owner(0).await, world.staff(Role::Pms).await);
    world.server.advance(7 * MINUTE).await;
    let mut stream = company.listen().await;
    let filed = world.file(&owner, "OCCUPY_PUBLIC").await.card.ticket;
    let mut turn = Act::new(world.id(), Event::Reclassify);
    turn.category = Some(CategoryCode::parse("PM_SERVICE").unwrap());
    owner.call::<ActOnReport>(&(filed,), &turn).await.unwrap();
    world.server.advance(30 * MINUTE).await;
    let urgent = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    assert_eq!(stream.next_report().await, Some(urgent));
    assert!(!stream.raw.contains(filed.as_str()));
    let inbox = company.call::<ListInbox>(&(), &InboxQuery::default()).await.unwrap();
    let told: Vec<Ticket> = inbox.page.items.iter().map(|group| group.ticket).collect();
    assert_eq!(told, [urgent]);
});

/// A change of no report, for whoever has the name.
fn sign(ticket: u32, audience: &str) -> Option<Told> {
    let watchers = BTreeSet::from([audience.to_owned()]);
    Some(Told { ticket: Some(Ticket::from_random(ticket)), inbox: BTreeSet::new(), watchers })
}

/// Gives signs on one server until they are heard on a stream of another.
async fn until_heard(from: &Server, stream: &mut Stream, audience: &str) {
    for _ in 0..100 {
        from.app.tell(sign(1, audience));
        let heard = tokio::time::timeout(Duration::from_millis(100), stream.next_report());
        if heard.await.is_ok() {
            return;
        }
    }
    panic!("the servers do not hear each other");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_on_one_server_reaches_a_reader_on_another_on_postgres() {
    let world = World::new(Database::postgres()).await;
    let second = world.server.beside().await;
    let relays = [&world.server, &second].map(|s| tokio::spawn(relay::run(s.app.clone())));
    let owner = world.owner(0).await;
    let community = world.staff(Role::Cmy).await.at(&second);
    let (mut near, mut there) = (owner.listen().await, community.listen().await);
    let (resident, office) =
        (format!("A:{}", owner.me.as_ref().unwrap().account), format!("C:{}", world.community));
    until_heard(&world.server, &mut there, &office).await;
    until_heard(&second, &mut near, &resident).await;

    let filed = world.file(&owner, "LAW_POLICY").await.card.ticket;
    while there.next_report().await.unwrap() != filed {}
    // The first server's own words come back to it before the sign, and are not told again.
    second.app.tell(sign(2, &resident));
    let mut told = 0;
    while let heard = near.next_report().await.unwrap()
        && heard != Ticket::from_random(2)
    {
        told += u32::from(heard == filed);
    }
    assert_eq!(told, 1);

    world.act(&community, filed, Event::HandleItself).await.unwrap();
    while near.next_report().await.unwrap() != filed {}
    relays.iter().for_each(tokio::task::JoinHandle::abort);
}

#[test]
fn many_listeners_are_told_in_messages_that_postgres_takes() {
    let names = |n: usize| (0..n).map(|n| format!("A:{n:036}")).collect::<BTreeSet<_>>();
    let told =
        Told { ticket: Some(Ticket::from_random(7)), inbox: names(300), watchers: names(1000) };
    let parts = told.parts();
    let (mut inbox, mut watchers) = (BTreeSet::new(), BTreeSet::new());
    for part in parts {
        assert!(serde_json::to_string(&part).unwrap().len() < 7900);
        inbox.extend(part.inbox);
        watchers.extend(part.watchers);
    }
    assert_eq!((inbox, watchers), (told.inbox, told.watchers));
}
