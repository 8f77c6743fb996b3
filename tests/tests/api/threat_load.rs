//! Threats L1 to L3: silent connections, floods, and everything that is one too long.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use backend::settings::Patience;
use reqwest::{Response, StatusCode};
use serde_json::json;
use shared::api::report::{FileReport, NewReport, PutPhoto};
use shared::api::{Code, Endpoint, FieldRule, Problem};
use shared::domain::account::Role;
use shared::domain::estate::Place;
use tests::{Database, Person, World, eventually, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A connection from another address of this machine.
async fn from_address(address: [u8; 4], server: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((IpAddr::from(address), 0).into()).unwrap();
    socket.connect(server).await.unwrap()
}

/// Whether the server has closed the connection, saying nothing or a refusal.
async fn ends(mut stream: TcpStream) -> bool {
    let mut rest = Vec::new();
    let read = stream.read_to_end(&mut rest);
    // A connection reset is closed too.
    tokio::time::timeout(Duration::from_secs(10), read).await.is_ok()
}

fn is_open(stream: &TcpStream) -> bool {
    let waits = stream.try_read(&mut [0]).map_err(|error| error.kind());
    waits == Err(std::io::ErrorKind::WouldBlock)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l1_five_hundred_silent_sockets_keep_nobody_out_and_are_closed() {
    let patience = Patience { head: Duration::from_secs(3), ..Patience::default() };
    let world = World::with(Database::sqlite(), |settings| settings.patience = patience).await;
    let owner = world.owner(0).await;
    let began = Instant::now();
    let mut silent = Vec::new();
    for n in 0..500u16 {
        let mut stream = from_address([127, 0, 1, (n % 5) as u8], world.server.address).await;
        if n % 2 == 0 {
            stream.write_all(b"GET /api/me HTTP/1.1\r\nHost: linli\r\nX-Slow: ").await.unwrap();
        }
        silent.push(stream);
    }
    assert_eq!(owner.request("GET", "/api/me").send().await.unwrap().status(), 200);
    assert!(began.elapsed() < patience.head, "the machine is too slow to prove anything");
    assert!(silent.iter().all(is_open), "they were there while the owner was served");
    for stream in silent {
        assert!(ends(stream).await, "a silent connection stays");
    }
    assert!(began.elapsed() >= patience.head);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l1_an_address_has_two_hundred_connections() {
    let world = World::new(Database::sqlite()).await;
    let mut open = Vec::new();
    for _ in 0..200 {
        open.push(from_address([127, 0, 2, 1], world.server.address).await);
    }
    assert!(ends(from_address([127, 0, 2, 1], world.server.address).await).await);
    assert!(open.iter().all(is_open));
    assert!(is_served(from_address([127, 0, 2, 2], world.server.address).await).await);
    open.truncate(150);
    eventually("room for another connection", || async {
        let another = from_address([127, 0, 2, 1], world.server.address).await;
        is_served(another).await.then_some(())
    })
    .await;
}

async fn is_served(mut stream: TcpStream) -> bool {
    let asked =
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: linli\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let _ = asked.await;
    // What was refused may be reset.
    let _ = stream.read_to_end(&mut answer).await;
    answer.starts_with(b"HTTP/1.1 200")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l1_a_body_that_stops_is_given_up() {
    let patience = Patience { body: Duration::from_secs(1), ..Patience::default() };
    let world = World::with(Database::sqlite(), |settings| settings.patience = patience).await;
    let mut stream = TcpStream::connect(world.server.address).await.unwrap();
    let head = "POST /api/session/code HTTP/1.1\r\nHost: linli\r\nConnection: close\r\n\
        Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"phone\":";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
    read.await.expect("the half body is waited for").unwrap();
    assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 400"));
}

/// A 429 says when to come again, in the header and in the problem.
async fn assert_refused(answer: Response) {
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    let after = answer.headers()["retry-after"].to_str().unwrap().to_owned();
    assert!(after.parse::<u64>().unwrap() >= 1, "{after}");
    let problem: Problem = answer.json().await.unwrap();
    assert!(problem.retry_at.is_some());
}

/// How many requests are served before one is refused.
async fn served_before_refusal<F: Future<Output = Response>>(ask: impl Fn(usize) -> F) -> usize {
    for n in 0..1000 {
        let answer = ask(n).await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            assert_refused(answer).await;
            return n;
        }
    }
    panic!("a thousand requests were served");
}

async fn forwarded(stranger: &Person, addresses: &[&str]) -> Response {
    let mut request = stranger.request("GET", "/api/me");
    for address in addresses {
        request = request.header("x-forwarded-for", *address);
    }
    request.send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l2_a_forged_address_changes_nothing() {
    let world = World::new(Database::sqlite()).await;
    let stranger = Person::stranger(&world.server);
    let served = served_before_refusal(|n| {
        let stranger = stranger.clone();
        async move { forwarded(&stranger, &[&format!("203.0.{}.{}", n / 250, n % 250)]).await }
    });
    // Two a second come back while the test runs.
    let served = served.await;
    assert!((600..800).contains(&served), "{served}");
    let ask = |_| async { forwarded(&stranger, &["198.51.100.7"]).await };
    assert!(served_before_refusal(ask).await < 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l2_a_listed_proxy_is_believed_for_what_it_saw_itself() {
    let proxies = ["127.0.0.1", "10.0.0.9"].map(|address| address.parse().unwrap()).to_vec();
    let world = World::with(Database::sqlite(), |settings| settings.proxies = proxies).await;
    let stranger = Person::stranger(&world.server);
    let flooder = "203.0.113.9";
    let flood = |_| async { forwarded(&stranger, &[flooder]).await };
    let served = served_before_refusal(flood).await;
    assert!((600..800).contains(&served), "{served}");
    // Before the proxy's own word anybody may have written anything, in its line or in another; a
    // second listed proxy adds the first.
    for forged in [
        &["198.51.100.1, 203.0.113.9"][..],
        &["198.51.100.1", flooder],
        &["198.51.100.1, 203.0.113.9, 10.0.0.9"],
    ] {
        let ask = |_| async { forwarded(&stranger, forged).await };
        assert!(served_before_refusal(ask).await < 50, "{forged:?}");
    }
    assert_eq!(forwarded(&stranger, &["203.0.113.10"]).await.status(), StatusCode::UNAUTHORIZED);
}

/// Asks without a token, from an address of this machine.
async fn asked_from(address: [u8; 4], server: SocketAddr, forwarded: &str) -> Response {
    let client = reqwest::Client::builder().local_address(IpAddr::from(address)).build().unwrap();
    let request = client.get(format!("http://127.0.0.1:{}/api/me", server.port()));
    request.header("x-forwarded-for", forwarded).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l2_on_a_listener_for_both_families_ipv4_callers_count_one_by_one() {
    let proxies = vec!["127.0.3.9".parse().unwrap()];
    let world = World::with(Database::sqlite(), |settings| settings.proxies = proxies).await;
    let listener = tokio::net::TcpListener::bind("[::]:0").await.unwrap();
    let both = backend::http::serve(&world.server.app, listener).unwrap();
    // Two of their own, and two whom a listed proxy names.
    for (flooder, other) in [
        (([127, 0, 3, 1], "-"), ([127, 0, 3, 2], "-")),
        (([127, 0, 3, 9], "203.0.113.9"), ([127, 0, 3, 9], "203.0.113.10")),
    ] {
        let ask = |_| asked_from(flooder.0, both.address, flooder.1);
        let served = served_before_refusal(ask).await;
        assert!((600..900).contains(&served), "{served}");
        let answer = asked_from(other.0, both.address, other.1).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    both.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l2_an_account_has_three_hundred_requests_in_five_minutes() {
    let world = World::new(Database::sqlite()).await;
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let ask = |_| async { owner.request("GET", "/api/me/sessions").send().await.unwrap() };
    let served = served_before_refusal(ask).await;
    assert!((298..400).contains(&served), "{served}");
    let ask = |_| async { owner.ask_live().await };
    assert!(served_before_refusal(ask).await < 50);
    let other = neighbour.request("GET", "/api/me").send().await.unwrap();
    assert_eq!(other.status(), 200);
}

on_both!(threat_l2_a_resident_files_ten_reports_a_day_and_staff_are_exempt, |world| {
    let (owner, community) = (world.owner(0).await, world.staff(Role::Cmy).await);
    let report = |n: u32| NewReport {
        place: Place::Common { name: format!("第 {n} 处") },
        ..world.new_report("DECOR_ILLEGAL")
    };
    for n in 0..10 {
        owner.call::<FileReport>(&(), &report(n)).await.unwrap();
    }
    let refused = owner.request("POST", "/api/reports").json(&report(10)).send().await.unwrap();
    assert_refused(refused).await;
    for n in 0..11 {
        community.call::<FileReport>(&(), &report(n)).await.unwrap();
    }
    world.server.clock.advance(14 * shared::value::HOUR);
    owner.call::<FileReport>(&(), &report(10)).await.unwrap();
});

on_both!(threat_l2_a_resident_files_two_alike_reports_a_day, |world| {
    let owner = world.owner(0).await;
    for _ in 0..2 {
        world.file(&owner, "DECOR_ILLEGAL").await;
    }
    let third = world.new_report("DECOR_ILLEGAL");
    let refused = owner.request("POST", "/api/reports").json(&third).send().await.unwrap();
    assert_refused(refused).await;
    world.file(&owner, "ILLEGAL_BUILD").await;
});

on_both!(threat_l2_an_account_sends_thirty_photos_in_half_an_hour, |world| {
    let owner = world.owner(0).await;
    for _ in 0..30 {
        world.send_photo(&owner).await;
    }
    let path = PutPhoto::path(&(world.id(),));
    let refused = owner.request("PUT", &path).body(World::photo()).send().await.unwrap();
    assert_refused(refused).await;
    world.server.clock.advance(31 * shared::value::MINUTE);
    world.send_photo(&owner).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l3_a_json_body_has_64_kib() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(0).await;
    for (size, expected) in [(64 << 10, 201), ((64 << 10) + 1, 413)] {
        // JSON may end in spaces.
        let mut body = serde_json::to_vec(&world.new_report("DECOR_ILLEGAL")).unwrap();
        body.resize(size, b' ');
        let request = owner.request("POST", "/api/reports").body(body);
        let answer = request.header("content-type", "application/json").send().await.unwrap();
        assert_eq!(answer.status(), expected, "{size} bytes");
    }
}

/// What the server answers to a head of exactly this content.
async fn answer_to(world: &World, address: &str, headers: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(world.server.address).await.unwrap();
    let head = format!("GET {address} HTTP/1.1\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    (answer[9..12].parse().unwrap(), answer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l3_an_address_has_4_kib_and_headers_8_kib() {
    let world = World::new(Database::sqlite()).await;
    let close = "Host: linli\r\nConnection: close\r\n";
    for (size, expected) in [(4096, 200), (4097, 414)] {
        let address = format!("/healthz?{}", "a".repeat(size - "/healthz?".len()));
        let (status, answer) = answer_to(&world, &address, close).await;
        assert_eq!(status, expected, "{size} bytes");
        assert_eq!(answer.contains("any/address-too-long"), expected == 414);
    }
    for (size, expected) in [(8192, 200), (8193, 431)] {
        let pad = size - close.len() - "X-Pad: \r\n".len();
        let headers = format!("{close}X-Pad: {}\r\n", "a".repeat(pad));
        let (status, answer) = answer_to(&world, "/healthz", &headers).await;
        assert_eq!(status, expected, "{size} bytes");
        assert_eq!(answer.contains("any/headers-too-large"), expected == 431);
    }
    for size in [20 << 10, 200 << 10] {
        let headers = format!("{close}X-Pad: {}\r\n", "a".repeat(size));
        let mut stream = TcpStream::connect(world.server.address).await.unwrap();
        let head = format!("GET /healthz HTTP/1.1\r\n{headers}\r\n");
        // The server may hang up before the end.
        let _ = stream.write_all(head.as_bytes()).await;
        assert!(ends(stream).await, "{size} bytes");
    }
}

on_both!(threat_l3_words_have_2000_signs_and_a_report_nine_photos, |world| {
    let owner = world.owner(0).await;
    for (signs, taken) in [(2000, true), (2001, false)] {
        let mut report = world.new_report("DECOR_ILLEGAL");
        report.words = Some("哨".repeat(signs));
        let answer = owner.call::<FileReport>(&(), &report).await;
        assert_eq!(answer.is_ok(), taken, "{signs}");
        if let Err(problem) = answer {
            assert_eq!(problem.errors[0].pointer, "/words");
            assert_eq!((problem.status, problem.errors[0].rule), (422, FieldRule::TooLong));
        }
    }
    let mut photos = Vec::new();
    for _ in 0..10 {
        photos.push(world.send_photo(&owner).await);
    }
    let mut report = world.new_report("ILLEGAL_BUILD");
    report.photos = photos.clone();
    let problem = owner.call::<FileReport>(&(), &report).await.unwrap_err();
    assert_eq!((problem.status, problem.errors[0].pointer.as_str()), (422, "/photos"));
    report.photos.pop();
    assert_eq!(owner.call::<FileReport>(&(), &report).await.unwrap().photos.len(), 9);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l3_a_photo_has_15_mib() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(0).await;
    for (size, expected) in [(15 << 20, Code::PhotoKind), ((15 << 20) + 1, Code::TooLarge)] {
        let problem = owner.put_photo(world.id(), vec![7; size]).await.unwrap_err();
        assert_eq!(problem.code, expected, "{size} bytes");
    }
}

on_both!(threat_l3_nobody_asks_for_a_longer_page, |world| {
    let community = world.staff(Role::Cmy).await;
    for _ in 0..shared::value::PAGE_LIMIT + 1 {
        world.file(&community, "LAW_POLICY").await;
    }
    for path in ["/api/queue", "/api/inbox"] {
        let mut query = json!({ "part": "ALL" });
        if path == "/api/inbox" {
            query = json!({});
        }
        let page: serde_json::Value =
            community.send("GET", path, &query).await.json().await.unwrap();
        let items = page["page"]["items"].as_array().unwrap().len();
        assert!(items <= shared::value::PAGE_LIMIT as usize, "{path}: {items}");
        query["limit"] = json!(101);
        assert_eq!(community.send("GET", path, &query).await.status(), 422, "{path}");
    }
});
