//! The first visit of a slow phone in a bad network, in real Chromium: until the sign-in page can be used, against a static page
//! that loads as many bytes in as many files and computes nothing.

use std::net::{Ipv4Addr, SocketAddr};

use tests::browser::{Browser, PHONE};
use tests::figures::{Figure, Target};
use tests::{Database, Server};
use tokio::net::TcpListener;
use warp::Filter;

use crate::Pace;

/// What the reader waits for: the field for the number.
const APP: &str = "input[type=tel]";
/// The static page's field, which appears with the last byte.
const PAGE: &str = "form:not([hidden]) input";

pub fn measure(pace: Pace) -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(both(pace))
}

async fn both(pace: Pace) -> Vec<Figure> {
    let server = Server::start(Database::sqlite(), |_| ()).await;
    let (mut ours, mut limit, mut bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..pace.loads {
        let browser = Browser::open(&server, PHONE).await;
        browser.slow_down().await;
        ours.push(browser.ms_until_usable("/", APP).await / 1000.0);
        let loaded = browser.loaded().await;
        bytes = loaded.iter().sum();
        browser.quit().await;

        let page = serve(&loaded[1..]).await;
        let browser = Browser::open_at(&server, format!("http://{page}"), PHONE).await;
        browser.slow_down().await;
        limit.push(browser.ms_until_usable("/", PAGE).await / 1000.0);
        browser.quit().await;
    }
    let what = format!("first load until usable ({} KB)", bytes.div_ceil(1000));
    let first = Figure::of_rounds(&what, "s", &ours, &limit, "static page, same bytes");
    vec![first.should(Target::AtMost(3.0))]
}

/// Serves a page that loads files of these lengths at once, and shows its form when the last is there.
async fn serve(files: &[u64]) -> SocketAddr {
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>邻里</title>\
         <link rel=\"icon\" href=\"data:,\"><form hidden><label>手机号 <input></label></form><script>\
         Promise.all({files:?}.map((length) => fetch(`/bytes/${{length}}`).then((one) => one.arrayBuffer())))\
         .then(() => {{ document.querySelector('form').hidden = false; }})</script>"
    );
    let bytes = warp::path!("bytes" / usize).map(|length| {
        let mut bytes = vec![0; length];
        getrandom::fill(&mut bytes).unwrap();
        warp::http::Response::new(bytes)
    });
    let page = warp::path::end().map(move || warp::reply::html(page.clone()));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(warp::serve(page.or(bytes)).incoming(listener).run());
    address
}
