//! Every page of a resident, in both languages and in elder mode, on a phone and on the narrowest
//! screen: axe-core finds nothing, and nothing scrolls sideways.

use tests::browser::{Browser, NARROW, PHONE};
use tests::{Database, World};

/// Home, choosing, writing, one report, the list, and what lies around them.
async fn check_every_page(browser: &Browser, ticket: &str, manner: &str) {
    let report = format!("/report/{ticket}");
    let pages = [
        ("home", "/"),
        ("pick", "/report"),
        ("all", "/report/all"),
        ("new", "/report/new/FIRE_LANE_BLOCKED"),
        ("report", &report),
        ("mine", "/report/mine"),
        ("phones", "/phones"),
        ("me", "/mine"),
        ("inbox", "/inbox"),
    ];
    for (name, path) in pages {
        browser.resize(PHONE).await;
        browser.go(path).await;
        browser.holds("!!document.querySelector('.page:not([inert]) main')").await;
        browser.check_page(name).await;
        browser.screenshot(&format!("page-{name}-{manner}")).await;
        browser.resize(NARROW).await;
        browser.check_page(name).await;
    }
    browser.resize(PHONE).await;
}

/// A resident with one report, and its number.
async fn resident(world: &World, n: u32) -> (Browser, String) {
    let owner = world.owner(n).await;
    let report = world.file(&owner, "FIRE_LANE_BLOCKED").await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(world, &tests::phone(n)).await;
    (browser, report.card.ticket.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_a_resident_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = resident(&world, 2).await;
    check_every_page(&browser, &ticket, "zh").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_elder_mode_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = resident(&world, 3).await;
    browser.tap("长辈版").await;
    browser.see("要做什么").await;
    check_every_page(&browser, &ticket, "elder").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_english_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = resident(&world, 4).await;
    browser.tap("我的").await;
    browser.tap("English").await;
    browser.see("Text size").await;
    check_every_page(&browser, &ticket, "en").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_entrances_are_accessible_and_fit_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    for path in ["/signin", "/signin/staff"] {
        browser.resize(PHONE).await;
        browser.go(path).await;
        browser.see("进入邻里").await;
        browser.check_page(path).await;
        browser.resize(NARROW).await;
        browser.check_page(path).await;
    }
    browser.quit().await;
}
