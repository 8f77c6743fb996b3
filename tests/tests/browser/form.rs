//! The forms of staff: Back, Escape and R, and two people at the same report.

use shared::domain::account::{Role, Scope};
use shared::domain::report::{Event, Ticket};
use tests::browser::{Browser, DESK, PHONE, Screen};
use tests::{Database, World};

/// What the one field for words holds.
const TYPED: &str = "document.querySelector('#act-note')?.value";
/// No form is open, on the page or over it.
const CLOSED: &str = "location.search === '' && !document.querySelector('#act-note')";

/// A report that waits for the community, and one of it with its queue before it.
async fn at_the_community(world: &World, screen: Screen, owner: u32) -> (Browser, Ticket) {
    let owner = world.owner(owner).await;
    let ticket = world.file(&owner, "PM_SERVICE").await.card.ticket;
    let browser = Browser::open(&world.server, screen).await;
    let around = Scope::Community { community: world.community };
    browser.sign_in_staff(world, Role::Cmy, around).await;
    browser.see("待办").await;
    (browser, ticket)
}

async fn is_overtaken(world: &World, browser: &Browser, ticket: Ticket) {
    let colleague = world.staff(Role::Cmy).await;
    world.act(&colleague, ticket, Event::Dispatch).await.unwrap();
    browser.see("这件刚由别人办了这一步；您写的还在").await;
    assert_eq!(browser.evaluate(TYPED).await, "请先看楼顶");
    browser.check_page("a form that was overtaken").await;
    browser.tap("关上").await;
    browser.holds(CLOSED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_a_colleague_overtakes_keeps_its_words_and_says_so() {
    let world = World::new(Database::sqlite()).await;
    for (screen, owner) in [(DESK, 3), (PHONE, 4)] {
        let (browser, ticket) = at_the_community(&world, screen, owner).await;
        browser.go(&format!("/staff/{ticket}?act=DISPATCH")).await;
        browser.holds("!!document.querySelector('#act-note')").await;
        browser.type_in("说明", "请先看楼顶").await;
        is_overtaken(&world, &browser, ticket).await;
        assert_eq!(browser.path().await, format!("/staff/{ticket}"));
        browser.quit().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_closes_an_open_form_and_the_report_stays() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = at_the_community(&world, PHONE, 3).await;
    let report = format!("/staff/{ticket}");
    browser.go(&report).await;
    browser.tap("派单").await;
    browser.holds("location.search === '?act=DISPATCH'").await;
    browser.type_in("说明", "请先看楼顶").await;
    browser.back().await;
    browser.holds(CLOSED).await;
    assert_eq!(browser.path().await, report);
    // Closing it goes the same way, so that the next Back leaves the report, with its words kept.
    browser.tap("派单").await;
    browser.holds(&format!("{TYPED} === '请先看楼顶'")).await;
    browser.tap("先不").await;
    browser.holds(CLOSED).await;
    assert_eq!(browser.path().await, report);
    browser.back().await;
    browser
        .until("the page before", async || (browser.path().await == "/staff").then_some(()))
        .await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_desktop_r_begins_in_the_first_field_and_escape_closes_the_form() {
    let world = World::new(Database::sqlite()).await;
    let (browser, ticket) = at_the_community(&world, DESK, 3).await;
    browser.go(&format!("/staff/{ticket}")).await;
    browser.holds("!!document.querySelector('.case-bar button')").await;
    browser.press("r").await;
    browser.holds("document.activeElement === document.querySelector('section.act select')").await;
    browser.type_in("说明", "请先看楼顶").await;
    browser.press("\u{e00c}").await;
    browser.holds(CLOSED).await;
    assert_eq!(browser.path().await, format!("/staff/{ticket}"));
    // Once more: what was typed is there, and R itself is typed nowhere.
    browser.press("r").await;
    browser.holds(&format!("{TYPED} === '请先看楼顶'")).await;
    browser.quit().await;
}
