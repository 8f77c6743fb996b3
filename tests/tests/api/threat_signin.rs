//! Codes by SMS over HTTP: guessed, pumped, used to find out who lives here (threats S1, S2, S3).

use std::sync::{Arc, Mutex};

use backend::db::Address;
use backend::db::account::{CodeAsk, request_code};
use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use reqwest::Response;
use serde_json::{Value, json};
use shared::api::account::{CodeSent, SignedIn};
use shared::value::{DAY, HOUR, MINUTE, Phone};
use tests::{Person, Server, World, on_both, phone};

/// The digits after the right ones: wrong, and as well formed.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn ask(server: &Server, number: &str) -> Response {
    let stranger = Person::stranger(server);
    stranger.send("POST", "/api/session/code", &json!({ "phone": number })).await
}

/// A challenge and its code, as the demo shows it.
async fn sent(server: &Server, number: &str) -> (String, String) {
    let answer = ask(server, number).await;
    assert_eq!(answer.status(), 202);
    let sent: CodeSent = answer.json().await.unwrap();
    (sent.challenge.to_string(), sent.demo_code.unwrap())
}

async fn enter(server: &Server, challenge: &str, code: &str) -> Response {
    let body = json!({ "challenge": challenge, "code": code, "device": "测试手机" });
    Person::stranger(server).send("POST", "/api/session", &body).await
}

async fn code_of(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

/// Refused: what exactly was wrong is not said, only that the last try is gone.
async fn is_wrong(answer: Response) -> bool {
    let (status, code) = code_of(answer).await;
    status == 422 && matches!(code.as_str(), "account/code-wrong" | "account/code-spent")
}

fn seconds(answer: &Response) -> i64 {
    answer.headers()["retry-after"].to_str().unwrap().parse().unwrap()
}

on_both!(threat_s1_of_fifty_guesses_at_once_each_counts_and_the_code_is_dead, |world| {
    let (challenge, code) = sent(&world.server, &phone(0)).await;
    let guesses: Vec<_> = (1..=50)
        .map(|n| {
            let guess = format!("{:06}", (code.parse::<u32>().unwrap() + n) % 1_000_000);
            let (stranger, challenge) = (Person::stranger(&world.server), challenge.clone());
            tokio::spawn(async move {
                let body = json!({ "challenge": challenge, "code": guess, "device": "x" });
                code_of(stranger.send("POST", "/api/session", &body).await).await
            })
        })
        .collect();
    for guess in guesses {
        let (status, code) = guess.await.unwrap();
        // Under such a rush a database may ask to come again: that is no try either.
        let refused =
            matches!(code.as_str(), "account/code-wrong" | "account/code-spent") || status == 503;
        assert!(refused, "{status} {code}");
    }
    let dead = code_of(enter(&world.server, &challenge, &code).await).await;
    assert_eq!(dead, (422, "account/code-spent".to_owned()));
    // Five of them were wrong tries; the others came too late to be any.
    assert_eq!(wrong_tries(&world).await, 5);
});

/// How many wrong tries are counted against numbers.
async fn wrong_tries(world: &World) -> i64 {
    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let counted = world.server.app.db.read(|conn| {
        let sum = "SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS n FROM tally \
                   WHERE kind = 'code-wrong' AND window_start > 0";
        let rows: Vec<Row> = sql_query(sum).load(conn)?;
        Ok(rows[0].n)
    });
    counted.await.unwrap()
}

on_both!(threat_s1_a_right_sixth_try_a_foreign_and_a_used_challenge_all_fail, |world| {
    let server = &world.server;
    let (challenge, code) = sent(server, &phone(0)).await;
    for _ in 0..5 {
        assert!(is_wrong(enter(server, &challenge, &wrong(&code)).await).await);
    }
    assert!(is_wrong(enter(server, &challenge, &code).await).await, "the right sixth try");

    let (mine, my_code) = sent(server, &phone(1)).await;
    let (theirs, their_code) = sent(server, &phone(2)).await;
    assert!(is_wrong(enter(server, &theirs, &my_code).await).await, "a foreign challenge");
    let nobody = world.id::<()>().to_string();
    assert!(is_wrong(enter(server, &nobody, &their_code).await).await, "an unknown challenge");
    assert_eq!(enter(server, &mine, &my_code).await.status(), 200);
    assert!(is_wrong(enter(server, &mine, &my_code).await).await, "a used challenge");
    server.clock.advance(5 * MINUTE);
    assert!(is_wrong(enter(server, &theirs, &their_code).await).await, "an old challenge");
});

on_both!(threat_s1_four_wrong_tries_leave_the_fifth, |world| {
    let (challenge, code) = sent(&world.server, &phone(0)).await;
    for _ in 0..4 {
        assert!(is_wrong(enter(&world.server, &challenge, &wrong(&code)).await).await);
    }
    assert_eq!(enter(&world.server, &challenge, &code).await.status(), 200);
});

on_both!(threat_s1_ten_wrong_tries_pause_sending_for_an_hour_and_twenty_for_two, |world| {
    let server = &world.server;
    let mut pauses = Vec::new();
    for _ in 0..4 {
        let (challenge, code) = sent(server, &phone(0)).await;
        for _ in 0..5 {
            assert!(is_wrong(enter(server, &challenge, &wrong(&code)).await).await);
        }
        server.clock.advance(MINUTE);
        let answer = ask(server, &phone(0)).await;
        if answer.status() == 429 {
            pauses.push(seconds(&answer));
            server.clock.advance(seconds(&answer) * 1000);
        } else {
            server.clock.advance(MINUTE);
        }
    }
    assert_eq!(pauses, [59 * 60, 119 * 60]);
    // Nobody else's number is paused.
    assert_eq!(ask(server, &phone(1)).await.status(), 202);
});

on_both!(threat_s2_the_sixth_code_in_an_hour_is_refused_whichever_server_is_asked, |world| {
    let clock = &world.server.clock;
    // A second SQLite server is refused the folder (threat K4), so one is all there is; on PostgreSQL
    // two servers take turns and count together.
    let second = match &world.server.app.settings.database {
        Address::Postgres(_) => Some(world.server.beside().await),
        Address::Sqlite(_) => None,
    };
    let server = |n: i64| second.as_ref().filter(|_| n % 2 == 1).unwrap_or(&world.server);
    for n in 0..5 {
        assert_eq!(ask(server(n), &phone(0)).await.status(), 202, "{n}");
        let hasty = ask(server(n + 1), &phone(0)).await;
        // One a minute; after the fifth the hour counts.
        let wait = if n < 4 { 60 } else { 56 * 60 };
        assert_eq!((hasty.status().as_u16(), seconds(&hasty)), (429, wait), "{n}");
        clock.advance(MINUTE);
    }
    for n in 5..7 {
        let sixth = ask(server(n), &phone(0)).await;
        assert_eq!((sixth.status().as_u16(), seconds(&sixth)), (429, 55 * 60), "{n}");
        assert_eq!(code_of(sixth).await.1, "any/too-many");
    }
    clock.advance(55 * MINUTE);
    for n in 7..12 {
        assert_eq!(ask(server(n), &phone(0)).await.status(), 202, "{n}");
        clock.advance(13 * MINUTE);
    }
    // Ten in a day are enough, however far apart.
    let eleventh = ask(server(12), &phone(0)).await;
    assert_eq!(eleventh.status(), 429);
    assert!((20 * HOUR / 1000..DAY / 1000).contains(&seconds(&eleventh)));
});

on_both!(threat_s2_only_mobile_numbers_of_the_mainland_are_sent_to, |world| {
    let foreign = [
        "+85291234567",
        "+12025550123",
        "0085291234567",
        "057584120000",
        "10086",
        "12345678901",
        "138000000001",
        "",
        "１３８０００００００１x",
    ];
    for number in foreign {
        let answer = ask(&world.server, number).await;
        assert_eq!(code_of(answer).await, (422, "account/phone-invalid".to_owned()), "{number}");
    }
    for own in ["+86 138 0000 0001", "13800000002"] {
        assert_eq!(ask(&world.server, own).await.status(), 202, "{own}");
    }
});

on_both!(threat_s2_one_address_gets_sixty_codes_an_hour, |world| {
    for n in 0..60 {
        assert_eq!(ask(&world.server, &phone(2000 + n)).await.status(), 202, "{n}");
    }
    let full = ask(&world.server, &phone(2060)).await;
    assert_eq!((full.status().as_u16(), seconds(&full)), (429, 3600));
    // No proxy is listed, so nobody names another address than the connection's.
    let forged = Person::stranger(&world.server)
        .request("POST", "/api/session/code")
        .header("x-forwarded-for", "203.0.113.9")
        .json(&json!({ "phone": phone(2061) }));
    assert_eq!(forged.send().await.unwrap().status(), 429);
    world.server.clock.advance(HOUR);
    assert_eq!(ask(&world.server, &phone(2060)).await.status(), 202);
});

on_both!(threat_s2_the_days_budget_is_counted_across_numbers, |world| {
    let small = |settings: &mut backend::settings::Settings| settings.sms_daily = 3;
    let server =
        Server::start_as(world.server.database.clone(), world.server.clock.clone(), small).await;
    for n in 0..3 {
        assert_eq!(ask(&server, &phone(n)).await.status(), 202);
    }
    let spent = ask(&server, &phone(3)).await;
    // Ten in the morning: midnight is fourteen hours away.
    assert_eq!((spent.status().as_u16(), seconds(&spent)), (429, 14 * 3600));
    server.clock.advance(14 * HOUR);
    assert_eq!(ask(&server, &phone(3)).await.status(), 202);
});

/// The shape of an answer: its status, its headers' names, its members and the length of each text.
async fn shape(answer: Response) -> (u16, Vec<String>, usize, Vec<String>) {
    let status = answer.status().as_u16();
    let mut headers: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
    headers.sort();
    let body = answer.text().await.unwrap();
    let value: Value = serde_json::from_str(&body).unwrap();
    (status, headers, body.len(), value.as_object().unwrap().keys().cloned().collect())
}

on_both!(threat_s3_a_known_and_an_unknown_number_get_the_same_answer, |world| {
    let (known, unknown) = (phone(0), phone(9999));
    // Known well: with an account, an owner's seat and a session.
    drop(world.owner(0).await);
    world.server.clock.advance(MINUTE);
    assert_eq!(
        shape(ask(&world.server, &known).await).await,
        shape(ask(&world.server, &unknown).await).await
    );
    let hasty = shape(ask(&world.server, &known).await).await;
    assert_eq!(hasty.0, 429);
    assert_eq!(hasty, shape(ask(&world.server, &unknown).await).await);
    // A wrong code says as little.
    world.server.clock.advance(MINUTE);
    let (mine, code) = sent(&world.server, &known).await;
    let (theirs, other) = sent(&world.server, &unknown).await;
    assert_eq!(
        shape(enter(&world.server, &mine, &wrong(&code)).await).await,
        shape(enter(&world.server, &theirs, &wrong(&other)).await).await
    );
});

on_both!(threat_s3_a_known_and_an_unknown_number_cost_the_same_queries, |world| {
    drop(world.owner(0).await);
    world.server.clock.advance(HOUR);
    let known = queries(&world, &phone(0)).await;
    let unknown = queries(&world, &phone(9999)).await;
    assert!(known.len() > 5, "{known:?}");
    assert_eq!(known, unknown);
});

/// The statements that asking for a code takes, without their values.
async fn queries(world: &World, number: &str) -> Vec<String> {
    let ask = CodeAsk {
        phone: Phone::parse(number).unwrap(),
        about: String::new(),
        peer: [127, 0, 0, 1].into(),
        now: world.server.now(),
        budget: 5000,
        screen: true,
    };
    let keys = world.server.app.keys.clone();
    let asked = world.server.app.db.write(move |conn| {
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = seen.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                let text = query.to_string();
                heard.lock().unwrap().push(text.split("-- binds").next().unwrap().to_owned());
            }
        });
        let done = request_code(conn, &keys, &ask);
        conn.set_instrumentation(None::<fn(InstrumentationEvent<'_>)>);
        done?;
        let seen = seen.lock().unwrap().clone();
        Ok(seen)
    });
    asked.await.unwrap()
}

on_both!(threat_s3_only_who_holds_the_number_learns_that_it_is_on_no_roll, |world| {
    let (challenge, code) = sent(&world.server, &phone(9999)).await;
    let answer = enter(&world.server, &challenge, &code).await;
    assert_eq!(code_of(answer).await, (403, "account/not-on-roll".to_owned()));
    let (challenge, code) = sent(&world.server, &phone(0)).await;
    let signed_in: SignedIn = enter(&world.server, &challenge, &code).await.json().await.unwrap();
    assert_eq!(signed_in.me.phone, "138****0000");
});
