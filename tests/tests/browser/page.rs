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
    browser.check_pages(&pages, &[PHONE, NARROW], manner).await;
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
    check_every_page(&browser, &ticket, "resident-zh").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_elder_mode_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = resident(&world, 3).await;
    browser.tap("长辈版").await;
    browser.see("要做什么").await;
    check_every_page(&browser, &ticket, "resident-elder").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_english_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = resident(&world, 4).await;
    browser.tap("我的").await;
    browser.tap("English").await;
    browser.see("Text size").await;
    check_every_page(&browser, &ticket, "resident-en").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_entrances_are_accessible_and_fit_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    let pages = [("signin", "/signin"), ("signin-staff", "/signin/staff")];
    browser.check_pages(&pages, &[PHONE, NARROW], "zh").await;
    browser.quit().await;
}
