//! Threat R1: staff hunting the reporter read everything that they are given.

use data_encoding::BASE64URL_NOPAD;
use shared::api::Endpoint;
use shared::api::estate::{ExportRoll, SheetWish};
use shared::api::report::{ActOnReport, FileReport, QueuePart};
use shared::domain::account::Role;
use shared::domain::report::{Event, Ticket};
use shared::value::{HOUR, MINUTE};
use tests::{Person, World, on_both};

/// The moments at which a resident acted: seven minutes and some odd milliseconds past the hour.
const ODD: i64 = 7 * MINUTE + 12_345;

/// Every number of an answer, cursors opened as far as they can be.
fn numbers(text: &str) -> Vec<i64> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.filter_map(|number| number.parse().ok()).filter(|n| *n > 1_000_000_000_000).collect()
}

/// What a cursor says to whoever looks inside.
fn inside_cursors(text: &str) -> String {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    let opened = words.filter(|word| word.len() > 30).filter_map(|word| {
        BASE64URL_NOPAD
            .decode(word.as_bytes())
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    });
    opened.collect()
}

struct Hunted {
    tickets: Vec<Ticket>,
    secrets: Vec<String>,
    /// The confidential report, and the hour of its filing.
    confidential: (Ticket, i64),
}

/// A resident files, adds, reopens, withdraws: at odd moments, in categories that are no life-safety
/// matter.
async fn act_at_odd_moments(world: &World, owner: &Person) -> Hunted {
    let me = owner.me.as_ref().unwrap();
    let mut secrets = vec![
        "13800000000".to_owned(),
        "张晓燕".to_owned(),
        me.account.to_string(),
        owner.seat.unwrap().to_string(),
    ];
    let mut tickets = Vec::new();
    let moment = |world: &World| {
        let now = world.server.now();
        world.server.clock.set(now.floor_to(HOUR).plus(HOUR + ODD));
    };
    let mut hour = 0;
    for category in ["DECOR_ILLEGAL", "LAW_POLICY", "OCCUPY_PUBLIC", "COMMITTEE_CONDUCT"] {
        moment(world);
        hour = world.server.now().floor_to(HOUR).ms();
        let mut report = world.new_report(category);
        report.photos = vec![world.send_photo(owner).await];
        let view = owner.call::<FileReport>(&(), &report).await.unwrap();
        secrets.extend([report.id.to_string(), report.photos[0].to_string()]);
        tickets.push(view.card.ticket);
    }
    let confidential = (*tickets.last().unwrap(), hour);
    // Withdrawn before the company's batch was released.
    world.server.clock.set(world.server.now().floor_to(HOUR).plus(HOUR + 5 * MINUTE));
    let early = world.file(owner, "ILLEGAL_BUILD").await.card.ticket;
    tickets.push(early);
    world.server.clock.set(world.server.now().floor_to(HOUR).plus(ODD));
    world.act(owner, early, Event::Withdraw).await.unwrap();
    world.server.advance(15 * MINUTE).await;
    moment(world);
    let add = world.filled_act(owner, Event::Add).await;
    secrets.push(add.id.to_string());
    let add = shared::api::report::Act { note: Some("今天又来了".to_owned()), ..add };
    owner.call::<ActOnReport>(&(tickets[0],), &add).await.unwrap();
    let community = world.staff(Role::Cmy).await;
    world.act(&community, tickets[1], Event::HandleItself).await.unwrap();
    world.act(&community, tickets[1], Event::Resolve).await.unwrap();
    moment(world);
    world.act(owner, tickets[1], Event::Reopen).await.unwrap();
    moment(world);
    world.act(owner, tickets[2], Event::Withdraw).await.unwrap();
    // And last, so that nothing comes after it in an office's inbox.
    moment(world);
    let add = world.filled_act(owner, Event::Add).await;
    let add = shared::api::report::Act { note: Some("又来了一次".to_owned()), ..add };
    owner.call::<ActOnReport>(&(tickets[1],), &add).await.unwrap();
    tickets.push(world.file(owner, "LAW_POLICY").await.card.ticket);
    world.server.advance(HOUR - ODD).await;
    Hunted { tickets, secrets, confidential }
}

on_both!(threat_r1_no_answer_to_staff_tells_who_or_when, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let Hunted { tickets, secrets, confidential } = act_at_odd_moments(&world, &owner).await;
    // Enough of them that lists have a second page, and a cursor to it.
    let town = world.staff(Role::Twn).await;
    for _ in 0..31 {
        world.file(&town, "LAW_POLICY").await;
    }
    world.server.advance(15 * MINUTE).await;
    let hunters = [
        world.staff(Role::Pms).await,
        world.staff(Role::Pmm).await,
        world.staff(Role::Cmy).await,
        town,
        world.staff(Role::Bur).await,
        world.staff(Role::Dst).await,
        world.staff(Role::Com).await,
        neighbour,
    ];
    for hunter in &hunters {
        let role = hunter.me.as_ref().unwrap().seats[0].seat.role;
        let mut read = 0;
        let mut paths: Vec<String> = vec!["/api/inbox".to_owned(), "/api/reports/mine".to_owned()];
        paths.extend(QueuePart::ALL.iter().map(|part| format!("/api/queue?part={part}")));
        paths.push(format!("/api/estates/{}/reports", world.estate));
        paths.extend(tickets.iter().map(|ticket| format!("/api/reports/{ticket}")));
        assert!(hunter.refresh().await);
        for path in paths {
            let answer = hunter.request("GET", &path).send().await.unwrap();
            let status = answer.status().as_u16();
            assert!([200, 403, 404].contains(&status), "{role} {path} {status}");
            let text = answer.text().await.unwrap();
            let inside = inside_cursors(&text);
            read += tickets.iter().filter(|ticket| text.contains(ticket.as_str())).count();
            for secret in &secrets {
                let told = text.contains(secret.as_str()) || inside.contains(secret.as_str());
                assert!(!told, "{role} {path} tells {secret}");
            }
            for number in numbers(&text).into_iter().chain(numbers(&inside)) {
                assert_ne!(number.rem_euclid(HOUR), ODD, "{role} {path} tells the moment");
                let hour = path.contains(confidential.0.as_str()) && number == confidential.1;
                assert!(!hour, "{role} {path} tells the hour of a confidential report");
            }
        }
        // Only the committee and neighbours are told nothing of these reports by number.
        let blind = role.is_resident() || role == Role::Com;
        assert!(blind || read > 0, "{role} read nothing");
    }
});

on_both!(threat_r1_the_journal_tells_neither_who_nor_when, |world| {
    let owner = world.owner(0).await;
    let Hunted { secrets, .. } = act_at_odd_moments(&world, &owner).await;
    let estate = world.estate.to_string();
    let read =
        move |conn: &mut backend::db::Conn| backend::db::journal::rows(conn, &estate, 0, 1000);
    let rows = world.server.app.db.read(read).await.unwrap();
    assert!(rows.len() >= 9);
    for row in rows {
        for secret in &secrets {
            assert!(!row.bytes.contains(secret.as_str()), "{} tells {secret}", row.bytes);
        }
        for number in numbers(&row.bytes).into_iter().chain([row.at]) {
            assert_ne!(number.rem_euclid(HOUR), ODD, "{} tells the moment", row.bytes);
        }
    }
});

on_both!(threat_r1_live_events_name_the_ticket_and_nothing_else, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let mut stream = community.listen().await;
    let Hunted { tickets, secrets, .. } = act_at_odd_moments(&world, &owner).await;
    let last = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    while stream.next_report().await.unwrap() != last {}
    assert!(tickets.iter().any(|ticket| stream.raw.contains(ticket.as_str())));
    for secret in &secrets {
        assert!(!stream.raw.contains(secret.as_str()), "{} tells {secret}", stream.raw);
    }
    assert!(numbers(&stream.raw).is_empty(), "{}", stream.raw);
});

on_both!(threat_r1_exports_are_the_same_whoever_reported, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let wish = serde_json::to_value(SheetWish::default()).unwrap();
    let path = ExportRoll::path(&(world.estate,));
    let export = || async {
        assert!(community.refresh().await);
        let answer = community.send("GET", &path, &wish).await;
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap()
    };
    let before = cells(&export().await);
    let Hunted { tickets, .. } = act_at_odd_moments(&world, &owner).await;
    let after = cells(&export().await);
    assert!(before.contains("张晓燕"));
    assert_eq!(before, after);
    assert!(tickets.iter().all(|ticket| !after.contains(ticket.as_str())));
    for role in [Role::Pms, Role::Com, Role::Dst] {
        let refused = world.staff(role).await.send("GET", &path, &wish).await;
        assert!(refused.status().is_client_error(), "{role}");
    }
});

/// What a reader of the sheet sees.
fn cells(xlsx: &[u8]) -> String {
    let sheets = backend::sheet::read(xlsx, "").unwrap();
    format!("{sheets:?}")
}

on_both!(threat_r1_a_cursor_holds_a_reports_id_and_shows_it_to_nobody, |world| {
    let community = world.staff(Role::Cmy).await;
    let mut ids = Vec::new();
    for _ in 0..25 {
        let report = world.new_report("LAW_POLICY");
        community.call::<FileReport>(&(), &report).await.unwrap();
        ids.push(report.id.to_string());
    }
    for part in ["ALL", "ELSEWHERE"] {
        let reader = if part == "ALL" { community.clone() } else { world.staff(Role::Twn).await };
        let path = format!("/api/queue?part={part}");
        let answer = reader.request("GET", &path).send().await.unwrap();
        let queue: serde_json::Value = answer.json().await.unwrap();
        let cursor = queue["page"]["next"].as_str().expect("a second page");
        let inside = BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap();
        let inside = String::from_utf8_lossy(&inside);
        assert!(inside.len() > 40, "it holds something");
        assert!(!inside.contains(&world.server.now().ms().to_string()[..6]), "{inside}");
        assert!(ids.iter().all(|id| !inside.contains(id.as_str())), "{inside}");
    }
});
