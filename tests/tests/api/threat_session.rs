//! The refresh cookie and the session's life over HTTP (threat S6, `domain.md` 8).

use reqwest::Response;
use serde_json::{Value, json};
use shared::api::account::SignedIn;
use shared::domain::account::{Role, Scope};
use shared::value::{DAY, HOUR, MINUTE};
use tests::{Person, Server, on_both, phone};

/// A browser that shows its cookie by hand, so that an old one can be shown again.
#[derive(Clone)]
struct Browser {
    http: reqwest::Client,
    address: String,
    origin: String,
}

/// What a sign-in or a refresh gives.
struct Held {
    /// The whole `Set-Cookie`.
    line: String,
    /// `name=value`.
    cookie: String,
    token: String,
}

async fn held(answer: Response) -> Held {
    assert_eq!(answer.status(), 200);
    let line = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = line.split(';').next().unwrap().to_owned();
    let session: SignedIn = answer.json().await.unwrap();
    Held { line, cookie, token: session.access_token }
}

impl Browser {
    fn of(server: &Server, origin: Option<&str>) -> Self {
        let address = format!("http://{}", server.address);
        let origin = origin.map_or_else(|| address.clone(), str::to_owned);
        Self { http: reqwest::Client::new(), address, origin }
    }

    async fn post(&self, path: &str, cookie: Option<&str>, body: &Value) -> Response {
        let mut request = self.http.post(format!("{}{path}", self.address)).json(body);
        request = request.header("origin", &self.origin);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        request.send().await.unwrap()
    }

    async fn sign_in(&self, number: &str) -> Held {
        let sent = self.post("/api/session/code", None, &json!({ "phone": number })).await;
        let sent: Value = sent.json().await.unwrap();
        let body = json!({
            "challenge": sent["challenge"], "code": sent["demo_code"], "device": "测试手机"
        });
        held(self.post("/api/session", None, &body).await).await
    }

    async fn refresh(&self, cookie: &str) -> Response {
        self.post("/api/session/refresh", Some(cookie), &json!({})).await
    }

    async fn me(&self, token: &str) -> u16 {
        let request = self.http.get(format!("{}/api/me", self.address)).bearer_auth(token);
        request.send().await.unwrap().status().as_u16()
    }
}

on_both!(threat_s6_two_refreshes_at_once_get_the_same_successor, |world| {
    let browser = Browser::of(&world.server, None);
    let first = browser.sign_in(&phone(0)).await;
    let (one, two) = tokio::join!(browser.refresh(&first.cookie), browser.refresh(&first.cookie));
    let (one, two) = (held(one).await, held(two).await);
    assert_eq!(one.cookie, two.cookie);
    assert_ne!(one.cookie, first.cookie);
    assert_eq!(browser.me(&one.token).await, 200);
    assert_eq!(browser.refresh(&one.cookie).await.status(), 200);
});

on_both!(threat_s6_a_used_token_shown_again_ends_the_whole_family, |world| {
    let browser = Browser::of(&world.server, None);
    let first = browser.sign_in(&phone(0)).await;
    let second = held(browser.refresh(&first.cookie).await).await;
    let third = held(browser.refresh(&second.cookie).await).await;
    // The thief shows what the owner's phone has used up; nobody can tell who of them is who.
    let stolen = browser.refresh(&first.cookie).await;
    assert_eq!(stolen.status(), 401);
    assert!(!stolen.headers().contains_key("set-cookie"));
    for cookie in [&first.cookie, &second.cookie, &third.cookie] {
        assert_eq!(browser.refresh(cookie).await.status(), 401);
    }
    // Access tokens of the family die with it, at once.
    for token in [&first.token, &second.token, &third.token] {
        assert_eq!(browser.me(token).await, 401);
    }
    // Another device of the same person stays.
    world.server.clock.advance(MINUTE);
    let other = browser.sign_in(&phone(0)).await;
    assert_eq!(browser.me(&other.token).await, 200);
    assert_eq!(browser.refresh(&first.cookie).await.status(), 401);
    assert_eq!(browser.refresh(&other.cookie).await.status(), 200);
});

on_both!(threat_s6_an_answer_that_was_lost_is_given_again_for_thirty_seconds, |world| {
    let browser = Browser::of(&world.server, None);
    let first = browser.sign_in(&phone(0)).await;
    let lost = held(browser.refresh(&first.cookie).await).await;
    world.server.clock.advance(30_000);
    let again = held(browser.refresh(&first.cookie).await).await;
    assert_eq!(again.cookie, lost.cookie);
    world.server.clock.advance(1);
    assert_eq!(browser.refresh(&first.cookie).await.status(), 401);
    assert_eq!(browser.refresh(&again.cookie).await.status(), 401, "the family is dead");
});

on_both!(threat_s6_the_cookie_is_bound_to_the_host_and_out_of_reach, |world| {
    let origin = "https://linli.example";
    let production = |settings: &mut backend::settings::Settings| {
        settings.public_url = Some(origin.to_owned());
    };
    let (database, clock) = (world.server.database.clone(), world.server.clock.clone());
    let server = Server::start_as(database, clock, production).await;
    let browser = Browser::of(&server, Some(origin));
    let signed_in = browser.sign_in(&phone(0)).await;
    let (value, rest) = signed_in.line.split_once("; ").unwrap();
    let token = value.strip_prefix("__Host-linli=").unwrap();
    // 256 bits in Base64.
    assert_eq!(token.len(), 43);
    assert_eq!(rest, "Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict");
    let plain = format!("linli={token}");
    assert_eq!(browser.refresh(&plain).await.status(), 401, "another name is no cookie of ours");
    let doubled = format!("{0}; {0}", signed_in.cookie);
    assert_eq!(browser.refresh(&doubled).await.status(), 401, "two of a name are somebody's trick");
    let answer = browser.refresh(&signed_in.cookie).await;
    assert_eq!(
        answer.headers()["strict-transport-security"],
        "max-age=31536000; includeSubDomains"
    );
    let next = held(answer).await;
    let end = browser.post("/api/session/end", Some(&next.cookie), &json!({})).await;
    assert_eq!(
        end.headers()["set-cookie"],
        "__Host-linli=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict"
    );
    assert_eq!(browser.refresh(&next.cookie).await.status(), 401);
    assert_eq!(browser.me(&next.token).await, 401);
});

on_both!(threat_s6_the_database_holds_no_token_that_works, |world| {
    let browser = Browser::of(&world.server, None);
    let cookie = browser.sign_in(&phone(0)).await.cookie;
    let token = cookie.strip_prefix("linli=").unwrap().to_owned();
    let hashes = world.server.app.db.read(|conn| {
        use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Binary};
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Binary)]
            hash: Vec<u8>,
        }
        let rows: Vec<Row> = sql_query("SELECT hash FROM refresh").load(conn)?;
        Ok(rows.into_iter().map(|row| row.hash).collect::<Vec<_>>())
    });
    let bytes = backend::access::secret::read(&token).unwrap();
    let hashes = hashes.await.unwrap();
    assert_eq!(hashes, [backend::access::secret::hash(&bytes)]);
    assert_ne!(hashes[0], bytes);
});

on_both!(
    check_8_10_a_residents_session_ends_after_30_idle_days_and_after_180_in_any_case,
    |world| {
        let browser = Browser::of(&world.server, None);
        let idle = browser.sign_in(&phone(0)).await;
        let mut used = browser.sign_in(&phone(1)).await;
        world.server.clock.advance(30 * DAY - 1);
        used = held(browser.refresh(&used.cookie).await).await;
        world.server.clock.advance(1);
        assert_eq!(browser.refresh(&idle.cookie).await.status(), 401);
        for _ in 0..7 {
            world.server.clock.advance(20 * DAY);
            used = held(browser.refresh(&used.cookie).await).await;
        }
        // Day 170: what the browser keeps ends with the session.
        assert!(used.line.contains("Max-Age=864000;"), "{}", used.line);
        world.server.clock.advance(10 * DAY - 1);
        used = held(browser.refresh(&used.cookie).await).await;
        world.server.clock.advance(1);
        assert_eq!(browser.refresh(&used.cookie).await.status(), 401);
        assert_eq!(browser.me(&used.token).await, 401);
    }
);

on_both!(
    check_8_10_a_staff_session_ends_after_12_idle_hours_and_after_7_days_in_any_case,
    |world| {
        let officer = world.staff(Role::Cmy).await;
        world.server.clock.advance(12 * HOUR - 1);
        assert!(officer.refresh().await);
        world.server.clock.advance(12 * HOUR);
        assert!(!officer.refresh().await, "idle for twelve hours");
        let officer = world.staff(Role::Cmy).await;
        for _ in 0..14 {
            world.server.clock.advance(12 * HOUR - 1);
            assert!(officer.refresh().await);
        }
        world.server.clock.advance(14);
        assert!(!officer.refresh().await, "a week old");
    }
);

on_both!(check_8_10_who_somebody_is_can_be_proven_without_a_face, |world| {
    // Residents prove the number, staff know a password and hold an authenticator: nothing more is
    // asked for, and no operation takes a face or a finger.
    let owner = world.owner(0).await;
    let scope = Scope::Unit { estate: world.estate, unit: world.flat };
    assert_eq!(owner.me.as_ref().unwrap().seats[0].seat.scope, scope);
    let officer = world.staff(Role::Cmy).await;
    assert!(officer.me.as_ref().unwrap().second_factor);
    let mut contract = shared::api::openapi();
    // A ballot's fingerprint is a hash, and stands in the assembly's operations alone.
    contract["paths"].as_object_mut().unwrap().retain(|path, _| !path.contains("/meetings/"));
    for ballots in ["BallotMark", "Receipt"] {
        let schema = contract["components"]["schemas"].as_object_mut().unwrap().remove(ballots);
        assert!(schema.unwrap().to_string().contains("SHA-256 of the ballot"));
    }
    let contract = contract.to_string().to_lowercase();
    for word in ["biometric", "facial", "fingerprint", "人脸", "指纹"] {
        assert!(!contract.contains(word), "the contract speaks of {word}");
    }
});

on_both!(check_8_10_failed_sign_ins_are_limited_for_residents_and_staff, |world| {
    let stranger = Person::stranger(&world.server);
    let number = phone(0);
    let mut tries = 0;
    // Whoever guesses codes stops being sent any, long before a chance of one in ten thousand.
    loop {
        let sent = stranger.send("POST", "/api/session/code", &json!({ "phone": number })).await;
        if sent.status() == 429 {
            break;
        }
        let sent: Value = sent.json().await.unwrap();
        let right: u32 = sent["demo_code"].as_str().unwrap().parse().unwrap();
        for n in 1..=6 {
            let code = format!("{:06}", (right + n) % 1_000_000);
            let body = json!({ "challenge": sent["challenge"], "code": code, "device": "x" });
            assert_eq!(stranger.send("POST", "/api/session", &body).await.status(), 422);
            tries += u32::from(n <= 5);
        }
        world.server.clock.advance(MINUTE);
    }
    assert_eq!(tries, 10);
    let body = json!({ "phone": number, "password": "x".repeat(12), "totp": "1", "device": "x" });
    let mut statuses = Vec::new();
    for _ in 0..11 {
        let answer = stranger.send("POST", "/api/session/staff", &body).await;
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [[401; 10].as_slice(), &[429]].concat());
});
