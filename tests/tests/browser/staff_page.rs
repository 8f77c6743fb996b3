//! Every page of staff, in both languages and in elder mode, on a phone, on the narrowest screen and
//! on a desktop: axe-core finds nothing, and nothing scrolls sideways.

use shared::domain::account::{Role, Scope};
use tests::browser::{Browser, DESK, NARROW, PHONE, Screen};
use tests::{Database, World};

const SCREENS: [Screen; 3] = [PHONE, NARROW, DESK];

/// The community's queue, a report in it, the office and what hangs below it.
async fn check_every_page(world: &World, browser: &Browser, manner: &str) {
    let owner = world.owner(1).await;
    let report = format!("/staff/{}", world.file(&owner, "FIRE_LANE_BLOCKED").await.card.ticket);
    let estate = format!("/office/estate/{}", world.estate);
    let roll = format!("{estate}/roll");
    let pages = [
        ("queue", "/staff"),
        ("filtered", "/staff?part=ELSEWHERE"),
        ("report", &report),
        ("office", "/office"),
        ("estate", &estate),
        ("roll", &roll),
        ("inbox", "/inbox"),
        ("me", "/mine"),
        ("sessions", "/mine/sessions"),
    ];
    browser.check_pages(&pages, &SCREENS, manner).await;
}

async fn community(world: &World) -> Browser {
    let browser = Browser::open(&world.server, PHONE).await;
    let around = Scope::Community { community: world.community };
    browser.sign_in_staff(world, Role::Cmy, around).await;
    browser.see("待办").await;
    browser
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_community_is_accessible_and_fits_every_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = community(&world).await;
    check_every_page(&world, &browser, "community-zh").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_community_in_english_is_accessible_and_fits_every_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = community(&world).await;
    browser.go("/mine").await;
    browser.tap("English").await;
    browser.see("Text size").await;
    check_every_page(&world, &browser, "community-en").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_community_in_elder_mode_is_accessible_and_fits_every_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = community(&world).await;
    browser.go("/mine").await;
    browser.tap("长辈版").await;
    browser.see("退出长辈版").await;
    check_every_page(&world, &browser, "community-elder").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_districts_office_and_rules_are_accessible_and_fit_every_screen() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(&world, Role::Bur, Scope::District).await;
    let pages = [("district", "/office"), ("rules", "/office/rules")];
    browser.check_pages(&pages, &SCREENS, "bureau-zh").await;
    browser.quit().await;
}
