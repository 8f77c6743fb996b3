//! Threat U1: the app of yesterday and the server of today, the app of today and the server of
//! tomorrow.

use serde_json::{Value, json};
use shared::api::account::Me;
use shared::api::inbox::{Change, Inbox, Topic};
use shared::api::report::{ActOnReport, FileReport, Queue, ReportView};
use shared::api::{BUILD_HEADER, Code, Endpoint, Problem};
use shared::domain::account::Role;
use shared::domain::report::{ClockKind, Event, Party, Status};
use tests::on_both;

on_both!(threat_u1_apps_of_two_builds_are_served_alike, |world| {
    let owner = world.owner(0).await;
    let mut tickets = Vec::new();
    for build in ["1a2b3c4d", "0f0e0d0c", ""] {
        let report =
            world.new_report(["DECOR_ILLEGAL", "ILLEGAL_BUILD", "LAW_POLICY"][tickets.len()]);
        let request = owner.request("POST", FileReport::INFO.path).json(&report);
        let answer = request.header(BUILD_HEADER, build).send().await.unwrap();
        assert_eq!(answer.status(), 201, "build {build}");
        let view: ReportView = answer.json().await.unwrap();
        // What one build has filed the other reads, and a repetition by it changes nothing.
        let again = owner.request("POST", FileReport::INFO.path).json(&report);
        let again = again.header(BUILD_HEADER, "ffffffff").send().await.unwrap();
        assert_eq!(again.json::<ReportView>().await.unwrap().card.ticket, view.card.ticket);
        tickets.push(view.card.ticket);
    }
    let mine = owner.request("GET", "/api/reports/mine").header(BUILD_HEADER, "00000000");
    let page: Value = mine.send().await.unwrap().json().await.unwrap();
    assert_eq!(page["items"].as_array().unwrap().len(), tickets.len());
});

on_both!(threat_u1_what_a_newer_server_says_can_still_be_read, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let path = format!("/api/reports/{ticket}");
    let answer = owner.request("GET", &path).send().await.unwrap();
    let mut newer: Value = answer.json().await.unwrap();
    newer["mediation"] = json!({ "level": 2 });
    newer["card"]["status"] = json!("MEDIATION");
    newer["card"]["clocks"][0]["kind"] = json!("MEDIATE");
    newer["card"]["lead"] = json!("MEDIATION_BOARD");
    newer["steps"][0]["event"] = json!("MEDIATE");
    newer["steps"][0]["from"] = json!("MEDIATION");
    newer["may"].as_array_mut().unwrap().push(json!("MEDIATE"));
    let view: ReportView = serde_json::from_value(newer).unwrap();
    assert_eq!(view.card.status, Status::Unknown);
    assert_eq!(view.card.clocks[0].kind, ClockKind::Unknown);
    assert_eq!(view.card.lead, Party::parse("MEDIATION_BOARD").unwrap());
    assert_eq!((view.steps[0].event, view.steps[0].from), (Event::Unknown, Some(Status::Unknown)));
    assert!(view.may.contains(&Event::Unknown) && view.may.contains(&Event::Add));
    assert_eq!(view.card.ticket, ticket, "what is known is there");
});

on_both!(threat_u1_lists_and_events_of_a_newer_server_can_still_be_read, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    let ask = async |path: &str| -> Value {
        community.request("GET", path).send().await.unwrap().json().await.unwrap()
    };
    let mut queue = ask("/api/queue?part=ALL").await;
    queue["counts"]["MEDIATED"] = json!(3);
    let queue: Queue = serde_json::from_value(queue).unwrap();
    assert_eq!(queue.page.items.len(), 1);
    let mut inbox = ask("/api/inbox").await;
    inbox["page"]["items"][0]["latest"]["event"] = json!("MEDIATE");
    inbox["page"]["items"][0]["latest"]["clock"] = json!("MEDIATE");
    let inbox: Inbox = serde_json::from_value(inbox).unwrap();
    assert_eq!(inbox.page.items[0].latest.event, Event::Unknown);
    let mut me = ask("/api/me").await;
    let seats = me["seats"].as_array_mut().unwrap();
    let mut newer = seats[0].clone();
    newer["seat"]["role"] = json!("AUD");
    seats.insert(0, newer.clone());
    newer["seat"]["scope"] = json!({ "kind": "engagement", "engagement": 7 });
    seats.push(newer);
    let me: Me = serde_json::from_value(me).unwrap();
    assert_eq!(me.seats.len(), 1, "a seat of a role that is not known yet is left out");
    assert_eq!(me.seats[0].seat.role, Role::Cmy);
    let change: Change = serde_json::from_value(json!({ "topic": "VOTE", "vote": 7 })).unwrap();
    assert_eq!(change.topic, Topic::Unknown);
    let problem = json!({
        "type": "/problems/report/mediated", "code": "report/mediated", "status": 409,
        "title": "正在调解。", "errors": [{ "pointer": "/level", "rule": "too-low" }]
    });
    let problem: Problem = serde_json::from_value(problem).unwrap();
    assert_eq!((problem.code, problem.title.as_str()), (Code::Unknown, "正在调解。"));
});

on_both!(threat_u1_a_word_that_this_server_does_not_know_is_not_taken_in, |world| {
    let owner = world.owner(0).await;
    let community = world.staff(Role::Cmy).await;
    let ticket = world.file(&owner, "DECOR_ILLEGAL").await.card.ticket;
    let path = ActOnReport::path(&(ticket,));
    for event in ["MEDIATE", "UNKNOWN"] {
        let act = json!({ "id": world.id::<()>(), "event": event });
        let answer = owner.send("POST", &path, &act).await;
        assert_eq!(answer.status(), 422, "{event}");
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.errors[0].pointer, "/event");
    }
    assert_eq!(world.see(&owner, ticket).await.unwrap().steps.len(), 1);
    for part in ["MEDIATED", "UNKNOWN"] {
        let answer = community.send("GET", "/api/queue", &json!({ "part": part })).await;
        assert_eq!(answer.status(), 422, "{part}");
    }
});
