//! Other sites, the pages' policy, and the addresses of photos (threats W1, W5, W6).

use reqwest::{Method as HttpMethod, Response};
use serde_json::{Value, json};
use shared::api::account::{GetMe, ListSessions};
use shared::api::report::PhotoView;
use shared::api::{Access, Method, Nothing, Payload, table};
use shared::value::MINUTE;
use tests::{Person, World, on_both};

const FOREIGN: [&str; 6] = [
    "https://evil.example",
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1.evil.example",
    "file://",
];

/// A request with another origin than the page's own.
fn from(request: reqwest::RequestBuilder, origin: Option<&str>) -> reqwest::RequestBuilder {
    let (client, built) = request.build_split();
    let mut request = built.unwrap();
    request.headers_mut().remove("origin");
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    reqwest::RequestBuilder::from_parts(client, request)
}

async fn is_foreign(answer: Response) {
    assert!(!answer.headers().contains_key("set-cookie"));
    assert_eq!(answer.status(), 403);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "any/foreign-origin");
}

on_both!(threat_w1_another_site_can_neither_refresh_nor_end_a_session, |world| {
    let owner = world.owner(0).await;
    // The owner's browser on another site: the cookie goes along, the token does not.
    let mut lured = owner.clone();
    lured.token = std::sync::Arc::default();
    for path in ["/api/session/refresh", "/api/session/end"] {
        for origin in FOREIGN.map(Some).into_iter().chain([None]) {
            let request = from(lured.request("POST", path), origin);
            is_foreign(request.json(&json!({})).send().await.unwrap()).await;
        }
        // What a form of another site can send without asking: no JSON.
        let own = format!("http://{}", world.server.address);
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            let form = from(lured.request("POST", path), Some(&own));
            let form = form.header("content-type", kind).body("{}");
            is_foreign(form.send().await.unwrap()).await;
        }
        let bare = from(lured.request("POST", path), Some(&own)).body("{}");
        is_foreign(bare.send().await.unwrap()).await;
    }
    // Nothing has changed: the session lives, the cookie is neither rotated nor gone.
    owner.call::<GetMe>(&(), &Nothing {}).await.unwrap();
    assert_eq!(owner.call::<ListSessions>(&(), &Nothing {}).await.unwrap().sessions.len(), 1);
    assert!(owner.refresh().await);
    assert_eq!(rotations(&world).await, 1);
});

/// How often a refresh token was replaced.
async fn rotations(world: &World) -> i64 {
    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let counted = world.server.app.db.read(|conn| {
        let count = "SELECT count(*) AS n FROM refresh WHERE replaced IS NOT NULL";
        let rows: Vec<Row> = sql_query(count).load(conn)?;
        Ok(rows[0].n)
    });
    counted.await.unwrap()
}

on_both!(threat_w1_the_cookie_speaks_for_nothing_but_the_session, |world| {
    let owner = world.owner(0).await;
    *owner.token.lock().unwrap() = None;
    for info in table() {
        if !matches!(info.access, Access::SignedIn | Access::Seated) {
            continue;
        }
        let path = info.path.replace("{}", world.id::<()>().as_str());
        let status = owner.send(info.method.as_str(), &path, &json!({})).await.status().as_u16();
        // Days and tickets in the path do not parse.
        assert!(status == 401 || status == 404, "{}: {status}", info.name);
    }
});

on_both!(threat_w1_no_answer_lets_another_site_read_it, |world| {
    let owner = world.owner(0).await;
    let mut paths: Vec<(HttpMethod, String)> = Vec::new();
    for info in table().into_iter().filter(|info| info.payload == Payload::Json) {
        let method = HttpMethod::from_bytes(info.method.as_str().as_bytes()).unwrap();
        let path = info.path.replace("{}", world.id::<()>().as_str());
        // A stream has no end; ending the session comes last of all by itself.
        if info.name != "Live" && info.name != "SignOut" && info.method != Method::Delete {
            paths.push((method, path.clone()));
        }
        paths.push((HttpMethod::OPTIONS, path));
    }
    for path in ["/", "/signin", "/healthz", "/nowhere", "/media/a/b?e=1&s=x", "/api/openapi.json"]
    {
        paths.push((HttpMethod::GET, path.to_owned()));
        paths.push((HttpMethod::OPTIONS, path.to_owned()));
    }
    for (method, path) in paths {
        let request = owner.request(method.as_str(), &path);
        let answer = from(request, Some("https://evil.example"))
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization")
            .json(&json!({}))
            .send()
            .await
            .unwrap();
        let named = answer.headers().keys().any(|name| name.as_str().starts_with("access-control"));
        assert!(!named, "{method} {path}");
        if method == HttpMethod::OPTIONS {
            assert!(answer.status().is_client_error(), "{path}: {}", answer.status());
        }
    }
});

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types linli";

on_both!(threat_w5_every_page_and_answer_carries_the_policy, |world| {
    let owner = world.owner(0).await;
    for path in ["/", "/signin", "/report/new", "/staff", "/api/me", "/api/nowhere", "/sw.js"] {
        let request = owner.request("GET", path).header("accept", "text/html");
        let answer = request.send().await.unwrap();
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert_eq!(header("content-security-policy"), CSP, "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.headers().get_all("content-security-policy").iter().count(), 1);
    }
});

/// Fetches an address as an `<img>` does: without a token.
async fn fetch(world: &World, path: &str) -> Response {
    reqwest::get(world.server.url(path)).await.unwrap()
}

async fn photo_of(world: &World, person: &Person) -> PhotoView {
    person.put_photo(world.id(), World::photo()).await.unwrap().photo
}

on_both!(threat_w6_a_photo_comes_as_a_picture_and_nothing_else, |world| {
    let owner = world.owner(0).await;
    let photo = photo_of(&world, &owner).await;
    for path in [&photo.thumb, &photo.large] {
        let answer = fetch(&world, path).await;
        assert_eq!(answer.status(), 200);
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert_eq!(header("content-type"), "image/jpeg");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(header("content-disposition"), "inline; filename=\"photo.jpg\"");
        assert!(header("cache-control").starts_with("private"));
        assert!(answer.bytes().await.unwrap().starts_with(&[0xff, 0xd8, 0xff]));
    }
    // The name is ours, not the phone's, and tells no time.
    let object = photo.thumb.split('/').nth(2).unwrap();
    assert!(object.len() == 32 && object.bytes().all(|byte| byte.is_ascii_hexdigit()));
});

/// Nothing is there, and nothing is said.
async fn is_missing(world: &World, what: &str, path: &str) {
    let answer = fetch(world, path).await;
    assert!(matches!(answer.status().as_u16(), 400 | 404), "{what}: {}", answer.status());
    assert_ne!(answer.headers().get("content-type").map(|kind| kind == "image/jpeg"), Some(true));
    assert!(!answer.bytes().await.unwrap().starts_with(&[0xff, 0xd8]), "{what}");
}

on_both!(threat_w6_a_changed_a_swapped_and_an_expired_address_show_nothing, |world| {
    let owner = world.owner(0).await;
    let (one, two) = (photo_of(&world, &owner).await, photo_of(&world, &owner).await);
    let parts = |path: &str| {
        let (place, query) = path.split_once('?').unwrap();
        let (e, s) = query.split_once('&').unwrap();
        let object = place.split('/').nth(2).unwrap();
        (object.to_owned(), e.to_owned(), s.to_owned())
    };
    let (object, e, s) = parts(&one.thumb);
    let (other, _, others) = parts(&two.thumb);
    let (_, _, larges) = parts(&one.large);
    let later: i64 = e.strip_prefix("e=").unwrap().parse::<i64>().unwrap() + 60_000;
    let flipped = format!("{}{}", &s[..s.len() - 1], if s.ends_with('A') { "E" } else { "A" });
    let changed = [
        ("a later end", format!("/media/{object}/thumb?e={later}&{s}")),
        ("another signature", format!("/media/{object}/thumb?{e}&{flipped}")),
        ("no signature", format!("/media/{object}/thumb?{e}&s=")),
        ("nothing to check", format!("/media/{object}/thumb")),
        ("another photo's address", format!("/media/{other}/thumb?{e}&{s}")),
        ("another photo's signature", format!("/media/{object}/thumb?{e}&{others}")),
        ("the small one's for the large one", format!("/media/{object}/large?{e}&{s}")),
        ("the large one's for the small one", format!("/media/{object}/thumb?{e}&{larges}")),
        ("another size", format!("/media/{object}/original?{e}&{s}")),
        ("a way out", format!("/media/..%2f..%2fkeys/thumb?{e}&{s}")),
        ("an upper-case name", format!("/media/{}/thumb?{e}&{s}", object.to_uppercase())),
        ("two ends", format!("/media/{object}/thumb?{e}&{s}&e={later}")),
    ];
    for (what, path) in &changed {
        if *path != one.thumb {
            is_missing(&world, what, path).await;
        }
    }
    assert_eq!(fetch(&world, &one.thumb).await.status(), 200, "the real one still shows");
    // Ten minutes at most; in its last moment it shows.
    world.server.clock.set(shared::value::Timestamp::from_ms(later - 60_001));
    assert_eq!(fetch(&world, &one.thumb).await.status(), 200);
    world.server.clock.advance(1);
    is_missing(&world, "expired", &one.thumb).await;
    assert!(photo_of(&world, &owner).await.thumb != one.thumb);
});

on_both!(threat_w6_an_address_holds_for_ten_minutes_at_most, |world| {
    let owner = world.owner(0).await;
    for minutes in 0..11 {
        let photo = photo_of(&world, &owner).await;
        let (_, query) = photo.thumb.split_once("?e=").unwrap();
        let end: i64 = query.split('&').next().unwrap().parse().unwrap();
        let holds = end - world.server.now().ms();
        assert!((5 * MINUTE..=10 * MINUTE).contains(&holds), "{minutes}: {holds}");
        world.server.clock.advance(MINUTE);
    }
});
