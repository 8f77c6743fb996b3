//! Forged access tokens over HTTP (threat S7): whatever is wrong, the answer is the same 401.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::value::{MINUTE, Timestamp};
use tests::{Person, World, on_both};

/// The master secret that the tests' servers run with: everybody knows the demo's.
const MASTER: &[u8; 32] = b"linli demo: never for production";

/// The signing key made of a master secret, as the server makes it.
fn signing_key(master: &[u8; 32]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(master).unwrap();
    for part in [b"linli".as_slice(), b"token"] {
        mac.update(&u64::try_from(part.len()).unwrap().to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// A genuine token, taken apart.
struct Genuine {
    token: String,
    header: Header,
    claims: Value,
}

impl Genuine {
    fn of(person: &Person) -> Self {
        let token = person.token.lock().unwrap().clone().unwrap();
        let header = jsonwebtoken::decode_header(&token).unwrap();
        let payload = token.split('.').nth(1).unwrap();
        let payload = BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap();
        Self { token, header, claims: serde_json::from_slice(&payload).unwrap() }
    }

    /// Signed with our key, with another header.
    fn headed(&self, change: impl FnOnce(&mut Header)) -> String {
        let mut header = self.header.clone();
        change(&mut header);
        sign(&header, &self.claims, MASTER)
    }

    /// Signed with our key, with other claims.
    fn claiming(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = self.claims.clone();
        change(&mut claims);
        sign(&self.header, &claims, MASTER)
    }

    /// A header of one's own, with any signature.
    fn raw(&self, header: &Value, signature: &str) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}.{signature}", part(header), part(&self.claims))
    }
}

fn sign(header: &Header, claims: &Value, master: &[u8; 32]) -> String {
    encode(header, claims, &EncodingKey::from_secret(&signing_key(master))).unwrap()
}

async fn answer(world: &World, authorization: &str) -> (u16, Value) {
    let request = Person::stranger(&world.server).request("GET", "/api/me");
    let answer = request.header("authorization", authorization).send().await.unwrap();
    let status = answer.status().as_u16();
    let mut body: Value = answer.json().await.unwrap();
    // Each answer has its own id.
    body.as_object_mut().unwrap().remove("request");
    (status, body)
}

async fn is_taken(world: &World, token: &str) -> bool {
    answer(world, &format!("Bearer {token}")).await.0 == 200
}

/// Every forgery is refused, and all of them in the same words.
async fn all_refused(world: &World, forgeries: Vec<(String, String)>) {
    let refused = answer(world, "").await;
    assert_eq!((refused.0, refused.1["code"].as_str()), (401, Some("any/sign-in-required")));
    for (what, token) in forgeries {
        assert_eq!(answer(world, &format!("Bearer {token}")).await, refused, "{what}");
    }
}

fn named(what: &str, token: String) -> (String, String) {
    (what.to_owned(), token)
}

on_both!(threat_s7_the_tests_own_signature_is_the_servers, |world| {
    // Else every forgery below would be refused for the wrong reason.
    let genuine = Genuine::of(&world.owner(0).await);
    assert!(is_taken(&world, &genuine.token).await);
    assert!(is_taken(&world, &genuine.headed(|_| ())).await);
    assert!(is_taken(&world, &genuine.claiming(|_| ())).await);
});

on_both!(threat_s7_another_algorithm_key_or_kind_is_refused, |world| {
    let genuine = Genuine::of(&world.owner(0).await);
    let kid = genuine.header.kid.clone().unwrap();
    let mut forged = vec![
        named("HS384", genuine.headed(|header| header.alg = Algorithm::HS384)),
        named("HS512", genuine.headed(|header| header.alg = Algorithm::HS512)),
        named("an unknown kid", genuine.headed(|header| header.kid = Some("0".repeat(16)))),
        named("no kid", genuine.headed(|header| header.kid = None)),
        named("a path as kid", genuine.headed(|header| header.kid = Some("../../etc".to_owned()))),
        named("typ JWT", genuine.headed(|header| header.typ = Some("JWT".to_owned()))),
        named("typ of another token", genuine.headed(|header| header.typ = Some("rt+jwt".into()))),
        named("no typ", genuine.headed(|header| header.typ = None)),
        named("another key", sign(&genuine.header, &genuine.claims, &[7; 32])),
    ];
    let right = genuine.token.rsplit('.').next().unwrap();
    for alg in ["none", "None", "NONE", "", "RS256", "ES256", "EdDSA", "HS256"] {
        let header = json!({ "alg": alg, "typ": "at+jwt", "kid": kid });
        for signature in ["", "AAAA", right] {
            forged.push((format!("{alg} with {signature:?}"), genuine.raw(&header, signature)));
        }
    }
    // A key that the token brings along.
    let brought = json!({
        "alg": "HS256", "typ": "at+jwt", "kid": kid,
        "jwk": { "kty": "oct", "k": "AAAA" }, "jku": "https://evil.example/keys"
    });
    forged.push(named("a key of its own", genuine.raw(&brought, right)));
    all_refused(&world, forged).await;
});

on_both!(threat_s7_a_missing_or_wrong_claim_is_refused, |world| {
    let owner = world.owner(0).await;
    let neighbour = Genuine::of(&world.owner(1).await);
    let genuine = Genuine::of(&owner);
    let now = world.server.now().ms() / 1000;
    let mut forged = Vec::new();
    for claim in ["iss", "aud", "sub", "sid", "iat", "exp"] {
        let without = genuine.claiming(|claims| {
            claims.as_object_mut().unwrap().remove(claim).unwrap();
        });
        forged.push((format!("no {claim}"), without));
        forged.push((format!("null {claim}"), genuine.claiming(|c| c[claim] = Value::Null)));
        forged.push((format!("{claim} as a list"), genuine.claiming(|c| c[claim] = json!([1]))));
    }
    let wrong = [
        ("iss", json!("linli.evil")),
        ("iss", json!("")),
        ("aud", json!("linli-web")),
        ("aud", json!(["linli-api", "other"])),
        ("sub", neighbour.claims["sub"].clone()),
        ("sid", neighbour.claims["sid"].clone()),
        ("sid", json!(world.id::<()>())),
        ("sid", json!("' OR 1=1 --")),
        ("exp", json!(now - 5)),
        ("exp", json!(now + 901)),
        ("exp", json!(i64::MAX)),
        ("exp", json!("9999999999")),
        ("iat", json!(now + 6)),
        ("iat", json!(-1)),
    ];
    for (claim, value) in wrong {
        let what = format!("{claim} {value}");
        forged.push((what, genuine.claiming(|claims| claims[claim] = value)));
    }
    all_refused(&world, forged).await;
});

on_both!(threat_s7_a_token_dies_five_seconds_after_its_time, |world| {
    let genuine = Genuine::of(&world.owner(0).await);
    let exp = genuine.claims["exp"].as_i64().unwrap();
    assert_eq!(exp - genuine.claims["iat"].as_i64().unwrap(), 15 * MINUTE / 1000);
    world.server.clock.set(Timestamp::from_ms((exp + 5) * 1000 - 1));
    assert!(is_taken(&world, &genuine.token).await);
    world.server.clock.set(Timestamp::from_ms((exp + 5) * 1000));
    all_refused(&world, vec![named("five seconds late", genuine.token.clone())]).await;
});

on_both!(threat_s7_a_token_of_a_session_that_is_over_is_refused, |world| {
    let owner = world.owner(0).await;
    let genuine = Genuine::of(&owner);
    owner.send("POST", "/api/session/end", &json!({})).await;
    all_refused(&world, vec![named("signed out", genuine.token.clone())]).await;
    // From another device, for the device that was lost.
    world.server.clock.advance(MINUTE);
    let (lost, kept) = (world.owner(1).await, {
        world.server.clock.advance(MINUTE);
        world.owner(1).await
    });
    let session = lost.me.as_ref().unwrap().session;
    let ended = kept.send("DELETE", &format!("/api/me/sessions/{session}"), &json!({})).await;
    assert_eq!(ended.status(), 200);
    all_refused(&world, vec![named("signed out there", Genuine::of(&lost).token)]).await;
    assert!(is_taken(&world, &Genuine::of(&kept).token).await);
});

on_both!(threat_s7_a_token_counts_in_its_own_header_alone, |world| {
    let genuine = Genuine::of(&world.owner(0).await);
    let token = &genuine.token;
    let refused = answer(&world, "").await;
    for other in [
        format!("bearer {token}"),
        format!("Basic {token}"),
        token.clone(),
        format!("Bearer  {token}"),
        format!("Bearer {token}, Bearer {token}"),
        format!("Bearer {token}x"),
        format!("Bearer {}", token.replace('.', "..")),
        format!("Bearer {}", "x".repeat(4000)),
    ] {
        assert_eq!(answer(&world, &other).await, refused, "{other}");
    }
    let in_address = format!("/api/me?access_token={token}");
    let stranger = Person::stranger(&world.server);
    assert_eq!(stranger.request("GET", &in_address).send().await.unwrap().status(), 401);
    let in_cookie = stranger.request("GET", "/api/me").header("cookie", format!("linli={token}"));
    assert_eq!(in_cookie.send().await.unwrap().status(), 401);
});
