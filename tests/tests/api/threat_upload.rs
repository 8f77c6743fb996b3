//! Threats of large bodies: memory, benches, counting, and what is left on the disk.

use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use backend::job::sweep;
use backend::port::blob::{ObjectName, Variant};
use bytes::Bytes;
use reqwest::StatusCode;
use serde_json::json;
use shared::api::estate::PreviewRoll;
use shared::api::report::PutPhoto;
use shared::api::{Code, Endpoint, Problem};
use shared::domain::account::{Role, Scope};
use shared::value::HOUR;
use tests::{Database, Person, World, eventually, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Sends the head of an upload and the beginning of its body, and waits with the rest.
async fn begun(world: &World, person: &Person, to: (&str, &str), first: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(world.server.address).await.unwrap();
    let (method, path) = to;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: linli\r\nConnection: close\r\n");
    if let Some(token) = person.token.lock().unwrap().as_ref() {
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    if let Some(seat) = &person.seat {
        head.push_str(&format!("Linli-Seat: {}\r\n", seat.as_str()));
    }
    let size = if method == "PUT" { 10 << 20 } else { 62 << 20 };
    head.push_str(&format!("Content-Length: {size}\r\n\r\n"));
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(first).await.unwrap();
    stream
}

/// The status with which an upload is answered though most of it has not been sent.
async fn answer(mut stream: TcpStream) -> u16 {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
    read.await.expect("the body is waited for").unwrap();
    String::from_utf8_lossy(&answer)[9..12].parse().unwrap()
}

on_both!(threat_l3_whoever_may_not_send_a_body_is_refused_before_it_is_read, |world| {
    let preview = PreviewRoll::path(&(world.estate,));
    let photo = PutPhoto::path(&(world.id(),));
    let owner = world.owner(0).await;
    let gone = world.owner(1).await;
    let community = Scope::Community { community: world.far_community };
    let people = [
        (owner.clone(), ("POST", preview.as_str()), 403),
        (world.far_owner().await, ("POST", &preview), 404),
        (world.person(Role::Cmy, community).await, ("POST", &preview), 404),
        (owner.clone().in_seat(None), ("POST", &preview), 403),
        (owner.in_seat(None), ("PUT", &photo), 403),
        (world.staff(Role::Adm).await, ("PUT", &photo), 403),
        (gone.clone(), ("PUT", &photo), 401),
        (gone.clone(), ("POST", &preview), 401),
    ];
    let left = gone.send("POST", "/api/session/end", &json!({})).await;
    assert!(left.status().is_success(), "{}", left.status());
    for (person, to, expected) in people {
        let stream = begun(&world, &person, to, b"").await;
        assert_eq!(answer(stream).await, expected, "{to:?}");
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_l3_an_account_has_two_large_bodies_in_memory() {
    let world = World::new(Database::sqlite()).await;
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let mut open = JoinSet::new();
    for _ in 0..3 {
        let path = PutPhoto::path(&(world.id(),));
        let mut stream = begun(&world, &owner, ("PUT", &path), b"\xff\xd8\xff").await;
        open.spawn(async move {
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            String::from_utf8_lossy(&answer).to_ascii_lowercase()
        });
    }
    // Two are let in and wait for their bytes; whichever came last is answered.
    let refused = tokio::time::timeout(Duration::from_secs(10), open.join_next()).await;
    let refused = refused.expect("one is refused").unwrap().unwrap();
    assert!(refused.starts_with("http/1.1 429"), "{refused}");
    assert!(refused.contains("retry-after: 5\r\n"), "{refused}");
    assert!(open.try_join_next().is_none(), "the others are still waited for");
    world.send_photo(&neighbour).await;
    open.shutdown().await;
    eventually("their room to be free again", || async {
        owner.put_photo(world.id(), World::photo()).await.ok()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_f3_a_workbook_is_cut_off_at_ten_mib_and_a_text_is_not() {
    let world = World::new(Database::sqlite()).await;
    let community = world.staff(Role::Cmy).await;
    let path = PreviewRoll::path(&(world.estate,));
    let mut file = vec![b'a'; (10 << 20) + (64 << 10)];
    let text = community.request("POST", &path).body(file.clone()).send().await.unwrap();
    assert_eq!(text.status(), 200);
    file[..4].copy_from_slice(b"PK\x03\x04");
    let workbook = begun(&world, &community, ("POST", &path), &file).await;
    assert_eq!(answer(workbook).await, 413);
}

/// A picture of a few kilobytes that takes long to prepare.
fn dear_png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::GrayImage::new(8000, 8000).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_f1_dear_photos_of_one_account_do_not_stop_the_others() {
    let world = World::with(Database::sqlite(), |settings| {
        settings.patience.bench = Duration::ZERO;
    })
    .await;
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let (dear, id) = (dear_png(), world.id());
    assert!(dear.len() < 1 << 20, "{}", dear.len());
    let sender = owner.clone();
    let first = tokio::spawn(async move { sender.put_photo(id, dear).await });
    let refused = eventually("the first to be at work", || async {
        let path = PutPhoto::path(&(world.id(),));
        let sent = owner.request("PUT", &path).body(World::photo()).send().await.unwrap();
        (!sent.status().is_success()).then_some(sent)
    })
    .await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "10");
    let problem: Problem = refused.json().await.unwrap();
    assert_eq!(problem.code, Code::Unavailable);
    neighbour.put_photo(world.id(), World::photo()).await.unwrap();
    assert!(!first.is_finished(), "the neighbour was served meanwhile");
    first.await.unwrap().unwrap();
}

on_both!(threat_l2_photos_that_arrive_at_once_are_counted_too, |world| {
    let owner = world.owner(0).await;
    for _ in 0..29 {
        world.send_photo(&owner).await;
    }
    let beside = world.server.beside().await;
    let elsewhere = owner.clone().at(&beside);
    let send = |person: Person| {
        let id = world.id();
        tokio::spawn(async move { person.put_photo(id, World::photo()).await })
    };
    let sent = [&owner, &elsewhere, &owner, &elsewhere].map(|person| send(person.clone()));
    let mut taken = 0;
    for sent in sent {
        match sent.await.unwrap() {
            Ok(_) => taken += 1,
            Err(problem) => assert!(problem.retry_at.is_some(), "{problem:?}"),
        }
    }
    assert_eq!(taken, 1);
});

on_both!(the_same_photo_sent_twice_at_once_is_one_photo, |world| {
    let owner = world.owner(0).await;
    for _ in 0..5 {
        let id = world.id();
        let (one, two) =
            tokio::join!(owner.put_photo(id, World::photo()), owner.put_photo(id, World::photo()));
        assert_eq!(one.unwrap().photo.large, two.unwrap().photo.large);
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_r1_the_counters_are_on_an_address_of_their_own_alone() {
    let world = World::new(Database::sqlite()).await;
    world.file(&world.owner(0).await, "DECOR_ILLEGAL").await;
    let public = reqwest::get(world.server.url("/metrics")).await.unwrap();
    let public = (public.status(), public.text().await.unwrap());
    assert!(!public.1.contains("linli_answers_total"), "{public:?}");
    assert!(!public.1.contains("FileReport"), "{public:?}");

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = backend::http::serve_metrics(&world.server.app, listener).unwrap();
    let ask = async |path: &str| {
        let answer = reqwest::get(format!("http://{}{path}", own.address)).await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    let (status, text) = ask("/metrics").await;
    let counted = "linli_answers_total{operation=\"FileReport\",status=\"201\"}";
    assert!(status == 200 && text.contains(counted), "{status} {text}");
    assert_eq!(ask("/api/me").await.0, 404, "the app is not there");
    own.stop().await;
}

/// Lets every stored file be as old as the server's clock says.
fn written_at(folder: &Path, at: SystemTime) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            written_at(&path, at);
        } else {
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(at).unwrap();
        }
    }
}

on_both!(a_photo_without_a_row_goes_after_a_day_and_one_with_a_row_stays, |world| {
    let app = &world.server.app;
    let owner = world.owner(0).await;
    let kept = owner.put_photo(world.id(), World::photo()).await.unwrap();
    let object = kept.photo.large.split('/').nth(2).unwrap();
    let kept = ObjectName::parse(object).unwrap();
    let loose = ObjectName::from_random([7; 16]);
    for variant in [Variant::Large, Variant::Thumb] {
        app.blobs.put(&loose, variant, Bytes::from_static(b"\xff\xd8")).await.unwrap();
    }
    let now = Duration::from_millis(world.server.now().ms().try_into().unwrap());
    written_at(&world.server.database.folder.path().join("photos"), UNIX_EPOCH + now);
    world.server.clock.advance(23 * HOUR);
    assert_eq!(sweep::run_once(app).await.unwrap(), 0, "its row may be on its way");
    assert!(app.blobs.get(&loose, Variant::Thumb).await.unwrap().is_some());
    world.server.clock.advance(2 * HOUR);
    assert_eq!(sweep::run_once(app).await.unwrap(), 1);
    for variant in [Variant::Large, Variant::Thumb] {
        assert_eq!(app.blobs.get(&loose, variant).await.unwrap(), None);
        assert!(app.blobs.get(&kept, variant).await.unwrap().is_some());
    }
    assert_eq!(sweep::run_once(app).await.unwrap(), 0);
});
