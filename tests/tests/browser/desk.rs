//! The desktop of staff: queue and report side by side, and the keyboard.

use shared::domain::account::{Role, Scope};
use tests::browser::{Browser, DESK};
use tests::{Database, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desktop_shows_queue_and_report_side_by_side_and_j_and_k_move_between_reports() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(5).await;
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    world.file(&owner, "EV_WIRE_CHARGING").await;
    let browser = Browser::open(&world.server, DESK).await;
    let served = Scope::Contract { estate: world.estate, contract: world.contract };
    browser.sign_in_staff(&world, Role::Pms, served).await;
    browser.see("从左边选一件").await;
    browser.check_page("the desktop's queue").await;

    browser.press("j").await;
    let queue = "document.querySelectorAll('.queue-list li').length === 2";
    let report = "!!document.querySelector('.page:not([inert]) .case-body')";
    browser.holds(queue).await;
    browser.holds(report).await;
    let first = browser.path().await;
    browser.press("j").await;
    browser.until("the next report", async || (browser.path().await != first).then_some(())).await;
    let second = browser.path().await;
    browser.holds(queue).await;
    browser.check_page("the desktop's report").await;
    browser.screenshot("staff-desktop").await;
    browser.press("k").await;
    browser
        .until("the report before", async || (browser.path().await == first).then_some(()))
        .await;
    assert_ne!(first, second);
    // R opens the form of what is next; keys typed there are words.
    browser.press("r").await;
    browser.holds("!!document.querySelector('#act-title')").await;
    browser.check_page("the desktop's form").await;
    browser.quit().await;
}
