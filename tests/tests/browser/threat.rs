//! Threats that only a browser can show (`threats.md`).

use shared::api::report::{ListMyReports, PageQuery};
use tests::browser::{Browser, CODE_PAUSE_MS, PHONE};
use tests::{Database, World};

/// What somebody may write who means to run code on a neighbour's screen.
const PAYLOADS: [&str; 6] = [
    "<script>window.struck = 1</script>",
    "<img src=x onerror=\"window.struck = 1\">",
    "<svg onload=\"window.struck = 1\"><a xlink:href=\"javascript:window.struck=1\">x</a></svg>",
    "\"><iframe srcdoc=\"<script>parent.struck = 1</script>\"></iframe>",
    "javascript:window.struck=1//{{constructor.constructor('window.struck=1')()}}",
    "<math><mtext><style><img src=x onerror=window.struck=1></style></mtext></math>",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_w4_markup_typed_as_words_is_shown_as_text() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(6)).await;
    let words = PAYLOADS.join("\n");
    browser.go("/report/new/EV_WIRE_CHARGING").await;
    browser.type_in("补一句", &words).await;
    browser.tap("吹哨").await;
    browser.see("说的是什么").await;
    for payload in PAYLOADS {
        browser.see(payload).await;
    }
    browser.check_page("a report full of markup").await;
    assert_eq!(browser.evaluate("typeof struck").await, "undefined");
    let planted = "document.querySelectorAll('#app iframe, #app script, #app math, #app img[onerror]').length";
    assert_eq!(browser.evaluate(planted).await, 0);
    browser.quit().await;

    let company =
        shared::domain::account::Scope::Contract { estate: world.estate, contract: world.contract };
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(&world, shared::domain::account::Role::Pms, company).await;
    browser.tap("飞线充电").await;
    browser.see(PAYLOADS[0]).await;
    assert_eq!(browser.evaluate("typeof struck").await, "undefined");
    assert_eq!(browser.evaluate(planted).await, 0);
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_w4_words_that_turn_the_reading_direction_are_refused_and_stay_in_the_form() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(7)).await;
    browser.go("/report/new/EV_WIRE_CHARGING").await;
    browser.type_in("补一句", "飞线\u{202e}充电").await;
    browser.tap("吹哨").await;
    browser.see("没发成，要您看一下").await;
    browser.check_page("a refused report").await;
    browser.tap("改一改再发").await;
    browser
        .until("the words in the form", async || {
            let words = browser.evaluate("document.querySelector('#words')?.value ?? ''").await;
            words.as_str()?.contains("飞线").then_some(())
        })
        .await;
    // Taking it back is no sending.
    let sent = "performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/api/reports')).length";
    assert_eq!(browser.evaluate(sent).await, 1);
    browser.quit().await;
    world.server.clock.advance(CODE_PAUSE_MS);
    let owner = world.owner(7).await;
    let mine = owner.call::<ListMyReports>(&(), &PageQuery::default()).await.unwrap();
    assert!(mine.items.is_empty());
}
