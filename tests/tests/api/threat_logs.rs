//! What never stands in a log or in an error (threat U4, `domain.md` 8): the real binary is given
//! everything, in requests that work and in requests that fail, and then read.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use backend::access::totp;
use backend::port::clock::{Clock, ManualClock, SystemClock};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use shared::api::{EndpointInfo, Method, Payload, table};
use shared::domain::account::{Role, Scope};
use shared::value::DAY;
use tests::{Database, Person, Program, Server, World, phone};

const PASSWORD: &str = "correct horse battery";
/// The master secret of the tests' servers; the demo may use it.
const DEMO_KEY: &str = "6c696e6c692064656d6f3a206e6576657220666f722070726f64756374696f6e";

const NAME: &str = "钟离望舒";
const WORDS: &str = "三楼晾衣竿挂着红围巾";
const STREET: &str = "藕舫弄七号";
/// A number of an identity card.
const CARD: &str = "330621199001011237";
const WRONG_PASSWORD: &str = "paper lantern seventeen";
/// As long as the secret of a link or a cookie.
const LINK: &str = "AAAAplantedAAAAsecretAAAAofAAAAaAAAAlinkAAA";
const DEVICE: &str = "planted-device-name";
const OTHER_PHONE: &str = "13955551234";
const OWN_PHONE: &str = "13800000000";
/// No kind that a body may have.
const KIND: &str = "application/x-planted";

const PLANTED: [&str; 10] =
    [NAME, WORDS, STREET, CARD, WRONG_PASSWORD, LINK, DEVICE, OTHER_PHONE, OWN_PHONE, KIND];

/// The binary on the ground of the tests, with the machine's own clock.
async fn stage(database: Database) -> (World, Program) {
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let mut server = Server::start_as(Arc::new(database), clock, |_| ()).await;
    server.stop().await;
    let mut world = World::on(server).await;
    let keys = world.server.database.folder.path().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let path = keys.join("master.key");
    std::fs::write(&path, DEMO_KEY).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let program = Program::serve(&world.server.database, &["--demo"]).await;
    world.server.address = program.address;
    (world, program)
}

async fn staff(world: &World, role: Role, scope: Scope) -> Person {
    let number = world.fresh_phone();
    let secret = world.grant(&number, role, scope, None).await;
    let code = totp::code(secret, SystemClock.now()).unwrap();
    Person::by_password(&world.server, &number, PASSWORD, &code).await.as_role(role)
}

/// Sends requests and looks at every refusal.
#[derive(Default)]
struct Reader {
    /// Tokens, cookies and signatures of the session, which must not stand in the log either.
    secrets: Mutex<Vec<String>>,
    refused: Mutex<Vec<u16>>,
}

impl Reader {
    async fn send(&self, request: RequestBuilder) -> (u16, String) {
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        if let Some(cookie) = answer.headers().get("set-cookie") {
            let value = cookie.to_str().unwrap().split(';').next().unwrap();
            self.keep(value.split_once('=').unwrap().1);
        }
        let body = answer.text().await.unwrap();
        if status >= 400 {
            self.refused.lock().unwrap().push(status);
            for planted in PLANTED {
                assert!(!body.contains(planted), "{status} tells {planted}: {body}");
            }
        }
        (status, body)
    }

    async fn json(&self, person: &Person, method: &str, path: &str, body: Value) -> (u16, Value) {
        let (status, text) = self.send(person.request(method, path).json(&body)).await;
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    async fn must(&self, person: &Person, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.json(person, method, path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }

    fn keep(&self, secret: &str) {
        if secret.len() > 8 {
            self.secrets.lock().unwrap().push(secret.to_owned());
        }
    }

    /// The log is there, and nothing that was planted is in it.
    fn check(&self, said: &str, routes: &[&str]) {
        assert!(said.matches("answered").count() > 20, "the log is too short: {said}");
        for route in routes {
            assert!(said.contains(route), "the log does not name {route}");
        }
        let secrets = self.secrets.lock().unwrap();
        let planted = PLANTED.iter().copied().chain(secrets.iter().map(String::as_str));
        for planted in planted {
            let line = said.lines().find(|line| line.contains(planted));
            assert!(line.is_none(), "{planted} stands in the log: {line:?}");
        }
    }
}

/// A resident who does everything there is to do.
async fn resident(world: &World, reader: &Reader) -> (Person, String) {
    let stranger = Person::stranger(&world.server);
    let sent =
        reader.must(&stranger, "POST", "/api/session/code", json!({ "phone": phone(0) })).await;
    let mut entry = json!({ "challenge": sent["challenge"], "code": CARD, "device": DEVICE });
    assert_eq!(reader.json(&stranger, "POST", "/api/session", entry.clone()).await.0, 422);
    entry["code"] = sent["demo_code"].clone();
    let session = reader.must(&stranger, "POST", "/api/session", entry).await;
    reader.keep(session["access_token"].as_str().unwrap());
    let owner = stranger.signed_in(serde_json::from_value(session).unwrap());

    let photo = world.id::<()>().to_string();
    let put = owner.request("PUT", &format!("/api/photos/{photo}")).body(World::photo());
    let (status, taken) = reader.send(put).await;
    assert_eq!(status, 201, "{taken}");
    let taken: Value = serde_json::from_str(&taken).unwrap();
    let link = taken["photo"]["thumb"].as_str().unwrap().to_owned();
    reader.keep(link.split("&s=").nth(1).unwrap());
    assert_eq!(reader.send(owner.request("GET", &link)).await.0, 200);
    let mut report = json!(world.new_report("FIRE_LANE_BLOCKED"));
    report["words"] = json!(format!("{WORDS} {CARD}"));
    report["place"]["spot"] = json!(STREET);
    report["photos"] = json!([photo]);
    let filed = reader.must(&owner, "POST", "/api/reports", report).await;
    let ticket = filed["ticket"].as_str().or(filed["card"]["ticket"].as_str()).unwrap().to_owned();
    let until = SystemClock.now().plus(90 * DAY).date();
    let occupant =
        json!({ "id": world.id::<()>(), "name": NAME, "phone": OTHER_PHONE, "until": until });
    reader.must(&owner, "POST", "/api/unit/household", occupant).await;
    for path in ["/api/unit", "/api/me", "/api/me/sessions", "/api/inbox", "/api/me/reports"] {
        reader.send(owner.request("GET", path)).await;
    }
    let refreshed = reader.must(&owner, "POST", "/api/session/refresh", json!({})).await;
    reader.keep(refreshed["access_token"].as_str().unwrap());
    *owner.token.lock().unwrap() = refreshed["access_token"].as_str().map(str::to_owned);
    (owner, ticket)
}

/// Staff who search, reveal, import and invite.
async fn offices(world: &World, reader: &Reader, ticket: &str) {
    let stranger = Person::stranger(&world.server);
    let entry =
        json!({ "phone": OTHER_PHONE, "password": WRONG_PASSWORD, "totp": CARD, "device": DEVICE });
    assert_eq!(reader.json(&stranger, "POST", "/api/session/staff", entry).await.0, 401);
    let scope = Scope::Community { community: world.community };
    let community = staff(world, Role::Cmy, scope).await;
    reader.keep(community.token.lock().unwrap().as_deref().unwrap());
    let find = [("part", "ALL"), ("find", NAME)];
    assert_eq!(reader.send(community.request("GET", "/api/queue").query(&find)).await.0, 200);
    let reveal = format!("/api/reports/{ticket}/reveal");
    reader.must(&community, "POST", &reveal, json!({ "reason": format!("{NAME} {CARD}") })).await;
    let roll = |area: &str| {
        let head = "幢,单元,室号,用途,面积,产权人,手机号\n";
        format!(
            "{head}1,1,101,住宅,{area},{NAME},{OTHER_PHONE}\n{STREET},1,102,住宅,{area},{NAME},{CARD}\n"
        )
    };
    let preview = format!("/api/estates/{}/roll/preview", world.bare);
    for area in ["89.37", CARD] {
        let request = community.request("POST", &preview).body(roll(area));
        assert_eq!(reader.send(request).await.0, 200);
    }
    let apply = format!("/api/estates/{}/roll", world.bare);
    let request = community.request("POST", &apply).query(&[("digest", CARD)]).body(roll("1"));
    assert!(reader.send(request).await.0 >= 400);
    let invitation = json!({
        "id": world.id::<()>(), "role": "PMM", "name": NAME, "phone": OTHER_PHONE, "until": null,
        "scope": Scope::Contract { estate: world.estate, contract: world.contract }
    });
    let invited = reader.must(&community, "POST", "/api/invitations", invitation).await;
    let secret = invited["secret"].as_str().unwrap();
    reader.keep(secret);
    let open = json!({ "secret": secret });
    let offer = reader.must(&stranger, "POST", "/api/invitations/open", open).await;
    reader.keep(offer["totp_secret"].as_str().unwrap());
    let mut answer =
        json!({ "secret": LINK, "password": WRONG_PASSWORD, "totp": "1", "device": DEVICE });
    assert_eq!(
        reader.json(&stranger, "POST", "/api/invitations/accept", answer.clone()).await.0,
        404
    );
    answer["secret"] = json!(secret);
    assert_eq!(reader.json(&stranger, "POST", "/api/invitations/accept", answer).await.0, 401);
}

/// Requests that fail in every way the door knows.
async fn failing(owner: &Person, reader: &Reader) {
    let long = WORDS.repeat(500);
    let report = |words: Value| json!({ "id": CARD, "words": words, "place": STREET, NAME: CARD });
    for body in
        [json!(CARD), json!([NAME]), report(json!(WORDS)), report(json!(long)), json!({ CARD: 1 })]
    {
        assert!(reader.json(owner, "POST", "/api/reports", body).await.0 >= 400);
    }
    let broken = format!("{{\"words\": \"{WORDS}\", \"phone\": {CARD}");
    for (kind, body) in [("application/json", broken.clone()), (KIND, broken)] {
        let request = owner.request("POST", "/api/reports").header("content-type", kind);
        assert!(reader.send(request.body(body)).await.0 >= 400);
    }
    for path in [
        format!("/api/reports/{CARD}"),
        format!("/api/{CARD}/{OTHER_PHONE}"),
        format!("/{CARD}"),
        format!("/media/{CARD}/thumb?e=1&s={LINK}"),
        format!("/api/queue?part={CARD}&{OTHER_PHONE}={WORDS}"),
        format!("/api/me?token={LINK}"),
    ] {
        reader.send(owner.request("GET", &path)).await;
    }
    for (name, value) in [
        ("authorization", format!("Bearer {LINK}")),
        ("authorization", format!("Bearer {CARD}.{LINK}.{CARD}")),
        ("linli-seat", CARD.to_owned()),
        ("cookie", format!("linli={LINK}")),
        ("x-request-id", CARD.to_owned()),
        ("user-agent", DEVICE.to_owned()),
        ("referer", format!("https://linli.example/{CARD}")),
    ] {
        let mut stranger = owner.clone();
        stranger.token = Arc::default();
        stranger.seat = None;
        reader.send(stranger.request("GET", "/api/queue").header(name, &value)).await;
        let refresh = stranger.request("POST", "/api/session/refresh").header(name, value);
        reader.send(refresh.json(&json!({ CARD: CARD }))).await;
    }
}

/// A fault of our own: a column that the code counts on is gone.
async fn faulty(world: &World, owner: &Person, reader: &Reader) {
    let broken = world.server.app.db.write(|conn| {
        use diesel::RunQueryDsl;
        diesel::sql_query("ALTER TABLE report RENAME COLUMN words TO gone").execute(conn)?;
        Ok(())
    });
    broken.await.unwrap();
    let mut report = json!(world.new_report("ELEVATOR"));
    report["words"] = json!(format!("{WORDS} {CARD} {OTHER_PHONE}"));
    report["place"]["spot"] = json!(STREET);
    let (status, problem) = reader.json(owner, "POST", "/api/reports", report).await;
    assert_eq!((status, problem["code"].as_str()), (500, Some("any/internal")));
}

async fn logs_hold_nothing(database: Database) {
    let (world, program) = stage(database).await;
    let reader = Reader::default();
    let (owner, ticket) = resident(&world, &reader).await;
    offices(&world, &reader, &ticket).await;
    failing(&owner, &reader).await;
    faulty(&world, &owner, &reader).await;
    assert!(reader.refused.lock().unwrap().len() > 25);
    let said = program.stop();
    reader.keep(PASSWORD);
    reader.keep(&ticket);
    let routes = ["/api/session/code", "/api/reports/{}/reveal", "/api/invitations/open", "fault"];
    reader.check(&said, &routes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_u4_nothing_planted_stands_in_the_logs_sqlite() {
    logs_hold_nothing(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_u4_nothing_planted_stands_in_the_logs_postgres() {
    logs_hold_nothing(Database::postgres()).await;
}

/// Every operation, with the number of an identity card in every place that somebody may type into.
async fn errors_hold_no_card(database: Database) {
    let (world, program) = stage(database).await;
    let reader = Reader::default();
    let owner = Person::by_code(&world.server, &phone(0)).await;
    let people = [
        owner,
        staff(&world, Role::Cmy, Scope::Community { community: world.community }).await,
        staff(&world, Role::Bur, Scope::District).await,
    ];
    let fields = ["id", "name", "phone", "words", "reason", "note", "code", "device", "secret"];
    let mut known = serde_json::Map::new();
    for field in fields {
        known.insert(field.to_owned(), json!(CARD));
    }
    let bodies = [
        format!("{{\"{CARD}\": \"{CARD}\"}}"),
        format!("{{\"name\": {CARD}, \"phone\": [\"{CARD}\"]}}"),
        format!("{{\"phone\": \"{CARD}"),
        Value::Object(known).to_string(),
    ];
    for person in &people {
        for info in table().into_iter().filter(|info| !matches!(info.name, "Live" | "SignOut")) {
            // A path that does not parse is refused at the door; the other one goes further in.
            let near = info.path.replacen("{}", world.estate.as_str(), 1).replace("{}", CARD);
            for path in BTreeSet::from([info.path.replace("{}", CARD), near]) {
                let bodyless = matches!(info.method, Method::Get | Method::Delete);
                for body in &bodies[..if bodyless { 1 } else { bodies.len() }] {
                    reader.send(planted(person, &info, &path, body)).await;
                }
            }
        }
    }
    assert!(reader.refused.lock().unwrap().len() > 200);
    reader.check(&program.stop(), &["/api/estates/{}/roll", "/api/session/staff"]);
}

fn planted(person: &Person, info: &EndpointInfo, path: &str, body: &str) -> RequestBuilder {
    let request = person.request(info.method.as_str(), path).query(&[(CARD, CARD)]);
    let json = matches!(info.payload, Payload::Json | Payload::LongJson);
    let kind = if json { "application/json" } else { "application/octet-stream" };
    match info.method {
        Method::Get | Method::Delete => request,
        _ => request.header("content-type", kind).body(body.to_owned()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_8_9_no_error_and_no_log_tells_the_number_of_an_identity_card_sqlite() {
    errors_hold_no_card(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_8_9_no_error_and_no_log_tells_the_number_of_an_identity_card_postgres() {
    errors_hold_no_card(Database::postgres()).await;
}
