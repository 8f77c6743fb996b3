//! Every endpoint, called by everybody: none is forgotten, because the table is the contract's own.

use serde_json::{Value, json};
use shared::api::{Access, Answer, EndpointInfo, Payload, table};
use shared::domain::account::{Role, Scope};
use shared::value::{DAY, Id, Timestamp};
use tests::{Person, on_both};

/// An id that nothing has.
fn nobody() -> String {
    Id::<()>::v7(Timestamp::from_ms(1), [9; 10]).to_string()
}

/// The path with its holes filled by what does not exist.
fn foreign_path(info: &EndpointInfo) -> String {
    let hole = match info.path {
        path if path.starts_with("/api/reports/") => "9999-9999".to_owned(),
        path if path.starts_with("/api/calendar/") => "2020-01-01".to_owned(),
        _ => nobody(),
    };
    info.path.replace("{}", &hole)
}

/// Sends whatever the operation takes, empty.
async fn call(person: &Person, info: &EndpointInfo, path: &str) -> (u16, String) {
    let response = match info.payload {
        Payload::Json | Payload::LongJson => {
            person.send(info.method.as_str(), path, &json!({})).await
        }
        Payload::Photo | Payload::Sheet => {
            person.request(info.method.as_str(), path).body(vec![1u8]).send().await.unwrap()
        }
    };
    let status = response.status().as_u16();
    if info.answer == Answer::Stream && status == 200 {
        return (status, String::new());
    }
    (status, response.text().await.unwrap())
}

on_both!(nobody_without_a_token_gets_past_the_door, |world| {
    let stranger = Person::stranger(&world.server);
    for info in table() {
        let (status, body) = call(&stranger, &info, &foreign_path(&info)).await;
        match info.access {
            Access::SignedIn | Access::Seated => assert_eq!(status, 401, "{}: {body}", info.name),
            Access::Anyone | Access::Cookie => {
                assert!((200..500).contains(&status), "{}", info.name)
            }
        }
    }
});

on_both!(every_role_gets_a_clear_problem_and_never_a_fault, |world| {
    let mut people = vec![("OWN".to_owned(), world.owner(0).await)];
    for role in [
        Role::Pms,
        Role::Pmm,
        Role::Com,
        Role::Chr,
        Role::Cmy,
        Role::Twn,
        Role::Bur,
        Role::Dst,
        Role::Adm,
    ] {
        people.push((role.to_string(), world.staff(role).await));
    }
    people.push(("DEP".to_owned(), world.officer("FIRE_RESCUE").await));
    for (role, person) in &people {
        for info in table().iter().filter(|info| info.name != "SignOut") {
            let (status, body) = call(person, info, &foreign_path(info)).await;
            assert!(status < 500, "{role} {}: {status} {body}", info.name);
            if status >= 400 {
                let problem: Value = serde_json::from_str(&body)
                    .unwrap_or_else(|_| panic!("{role} {}: {body}", info.name));
                assert!(
                    problem["code"].is_string() && problem["title"].is_string(),
                    "{role} {}",
                    info.name
                );
            }
            // Photos are made under their own id, and every date is a day of the calendar.
            let made =
                ["/api/photos/", "/api/calendar/"].iter().any(|path| info.path.starts_with(path));
            let named = info.path.contains("{}") && !made;
            assert!(
                !named || status >= 400,
                "{role} {} answers {status} for what does not exist",
                info.name
            );
        }
    }
});

on_both!(threat_w2_what_belongs_to_another_scope_answers_like_what_does_not_exist, |world| {
    let owner = world.owner(0).await;
    let ticket = world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket;
    let strangers = [
        world.far_owner().await,
        world.bare_owner().await,
        world.person(Role::Cmy, Scope::Community { community: world.far_community }).await,
        world
            .person(Role::Pmm, Scope::Contract { estate: world.far, contract: world.far_contract })
            .await,
        world.officer("MARKET_REG").await,
    ];
    for person in &strangers {
        // What anybody may read without signing in, a journal's public face, has no scope.
        let scoped = |info: &&EndpointInfo| info.access != Access::Anyone;
        for info in table().iter().filter(scoped).filter(|info| info.path.contains("{}")) {
            let own = match info.path {
                path if path.starts_with("/api/reports/") => ticket.to_string(),
                path if path.starts_with("/api/estates/") => world.estate.to_string(),
                _ => continue,
            };
            let real = call(person, info, &info.path.replace("{}", &own)).await;
            let missing = call(person, info, &foreign_path(info)).await;
            assert_eq!(real.0, missing.0, "{}: {} against {}", info.name, real.1, missing.1);
            assert!(real.0 >= 400, "{}", info.name);
        }
    }
});

on_both!(threat_s8_a_seat_that_is_over_acts_no_more, |world| {
    let phone = world.fresh_phone();
    let scope = Scope::Community { community: world.community };
    let until = world.server.now().plus(DAY / 4);
    let secret = world.grant(&phone, Role::Cmy, scope, Some(until)).await;
    let officer = world.sign_in_staff(&phone, secret).await;
    world.server.clock.set(until.plus(1));
    let late = world.sign_in_staff(&phone, secret).await.in_seat(officer.seat);
    for info in table().iter().filter(|info| info.access == Access::Seated) {
        let (status, body) = call(&late, info, &foreign_path(info)).await;
        let refused = matches!(status, 400 | 403 | 413 | 415 | 422);
        assert!(refused, "{}: {status} {body}", info.name);
    }
});

on_both!(an_address_that_does_not_parse_is_404_and_a_method_it_does_not_take_405, |world| {
    let bureau = world.staff(Role::Bur).await;
    for method in ["PUT", "DELETE"] {
        let answer = bureau.send(method, "/api/calendar/tomorrow", &json!({})).await;
        assert_eq!(answer.status(), 404, "{method}");
    }
    assert_eq!(bureau.send("DELETE", "/api/me", &json!({})).await.status(), 405);
});
