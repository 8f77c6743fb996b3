//! A newer app: the old one says so, and loses nothing.

use std::io::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shared::domain::account::{Role, Scope};
use tests::browser::{Browser, PHONE};
use tests::{Database, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::offline::draft_is_kept;

/// Stands before the server, one request a connection. Once told so, it gives page and worker
/// another build's name: the same tree under two build ids.
struct Relay {
    address: SocketAddr,
    newer: Arc<AtomicBool>,
}

impl Relay {
    async fn start(server: SocketAddr, build: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let newer = Arc::new(AtomicBool::new(false));
        let (told, build) = (newer.clone(), build.to_owned());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (newer, build) = (told.load(Ordering::SeqCst), build.clone());
                tokio::spawn(
                    async move { relay(stream, server, newer.then_some(build)).await.ok() },
                );
            }
        });
        Self { address, newer }
    }
}

/// The name of the newer build, as long as the old one.
fn newer(build: &str) -> String {
    "0".repeat(build.len())
}

async fn relay(mut browser: TcpStream, server: SocketAddr, old: Option<String>) -> Result<()> {
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        if browser.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let end = request.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 2;
    let (head, rest) = request.split_at(end);
    let head = String::from_utf8_lossy(head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default();
    let old = old.filter(|_| path == "/sw.js" || !path.contains('.') && !path.starts_with("/api"));
    let kept = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let plain = old.is_some() && matches!(name.as_str(), "accept-encoding" | "if-none-match");
        name != "connection" && !plain
    };
    let head: Vec<&str> =
        head.split_terminator("\r\n").filter(kept).chain(["connection: close"]).collect();
    let mut server = TcpStream::connect(server).await?;
    server.write_all(format!("{}\r\n", head.join("\r\n")).as_bytes()).await?;
    server.write_all(rest).await?;
    let Some(old) = old else {
        return copy_bidirectional(&mut browser, &mut server).await.map(drop);
    };
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).replace(&old, &newer(&old));
    browser.write_all(answer.as_bytes()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_code_does_not_come_says_so_and_comes_at_the_next_try() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    let around = Scope::Community { community: world.community };
    browser.sign_in_staff(&world, Role::Cmy, around).await;
    browser.see("待办").await;
    browser.block(&["*.wasm"]).await;
    browser.tap("人和地方").await;
    browser.see("没连上").await;
    browser.check_page("a page that did not come").await;
    browser.screenshot("staff-part-missing").await;
    browser.block(&[]).await;
    browser.tap("再试一次").await;
    browser.see("鉴水苑").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_u2_an_old_app_says_that_a_newer_one_is_there_and_loses_no_draft() {
    let world = World::new(Database::sqlite()).await;
    let index = reqwest::get(world.server.url("/")).await.unwrap().text().await.unwrap();
    let build = index.split("data-build=\"").nth(1).unwrap().split('"').next().unwrap();
    let relay = Relay::start(world.server.address, build).await;
    let base = format!("http://{}", relay.address);
    let browser = Browser::open_at(&world.server, base, PHONE).await;
    browser.sign_in(&world, &tests::phone(8)).await;
    browser.shell_is_kept().await;
    browser.holds("!!navigator.serviceWorker.controller").await;
    browser.go("/report/new/EV_WIRE_CHARGING").await;
    browser.type_in("补一句", "新旧之间").await;
    draft_is_kept(&browser, "新旧之间").await;

    relay.newer.store(true, Ordering::SeqCst);
    // As when the page is looked at again after a while.
    browser
        .evaluate("navigator.serviceWorker.ready.then((ready) => ready.update()).then(() => 0)")
        .await;
    browser.see("有新版本").await;
    browser.check_page("an old app").await;
    browser.screenshot("resident-update").await;
    browser.tap("更新").await;
    browser.holds(&format!("document.documentElement.dataset.build === '{}'", newer(build))).await;
    browser.see("上次没写完的还在").await;
    assert_eq!(browser.evaluate("document.querySelector('#words').value").await, "新旧之间");
    browser.quit().await;
}
