//! Without a network: nothing is lost, nothing goes twice.

use std::time::Duration;

use shared::api::report::{ListMyReports, PageQuery};
use tests::browser::{Browser, CODE_PAUSE_MS, PHONE};
use tests::{Database, Person, World};

/// The outbox tries again after thirty seconds.
const NEXT_TRY: Duration = Duration::from_secs(50);

/// A photo as phones take them; a small one where the folder of real files is missing.
fn phone_photo(folder: &std::path::Path) -> std::path::PathBuf {
    if let Some(photos) = tests::real_files("photos") {
        return photos.join("phone_nokia.jpg");
    }
    let path = folder.join("phone.jpg");
    std::fs::write(&path, World::photo()).unwrap();
    path
}

/// From home to the form of a blocked fire lane.
async fn begin_fire_lane(browser: &Browser) {
    browser.tap("拍照吹哨").await;
    browser.see("哪里不对劲？").await;
    browser.tap("消防通道被堵").await;
    browser.tap("没到这一步，继续吹哨").await;
    browser.see("拍下来").await;
}

/// Waits until the phone keeps a draft with these words.
pub(crate) async fn draft_is_kept(browser: &Browser, words: &str) {
    let script = include_str!("draft.js").replace("WORDS", words);
    browser.holds(&script).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_filed_without_a_network_survives_a_killed_tab_and_arrives_once_with_its_photo() {
    let mut world = World::new(Database::sqlite()).await;
    let folder = tempfile::tempdir().unwrap();
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(0)).await;
    browser.check_page("home").await;
    browser.shell_is_kept().await;
    begin_fire_lane(&browser).await;
    browser.attach(&phone_photo(folder.path())).await;
    browser.see("再拍一张").await;
    browser.type_in("补一句", "两辆车挡在消防通道上").await;
    browser.check_page("new report").await;
    browser.screenshot("resident-new").await;

    world.server.stop().await;
    browser.tap("吹哨").await;
    browser.see("存好了").await;
    browser.screenshot("resident-kept").await;
    browser.kill_tab().await;
    browser.go("/").await;
    browser.see("等网络").await;
    browser.screenshot("resident-home-offline").await;

    world.server.resume().await;
    browser.see_within("前到场", NEXT_TRY).await;
    browser.quit().await;

    world.server.clock.advance(CODE_PAUSE_MS);
    let owner = Person::by_code(&world.server, &tests::phone(0)).await;
    let mine = owner.call::<ListMyReports>(&(), &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
    let report = world.see(&owner, mine.items[0].ticket).await.unwrap();
    assert_eq!(report.photos.len(), 1);
    assert_eq!(report.words.as_deref(), Some("两辆车挡在消防通道上"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_with_its_photo_survives_a_killed_tab() {
    let world = World::new(Database::sqlite()).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("photo.jpg");
    std::fs::write(&photo, World::photo()).unwrap();
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(1)).await;
    begin_fire_lane(&browser).await;
    browser.attach(&photo).await;
    browser.see("再拍一张").await;
    browser.type_in("补一句", "写到一半").await;
    draft_is_kept(&browser, "写到一半").await;
    browser.kill_tab().await;
    browser.go("/report").await;
    browser.tap("有一条没写完的").await;
    browser.see("上次没写完的还在").await;
    browser.see("再拍一张").await;
    assert_eq!(browser.evaluate("document.querySelector('#words').value").await, "写到一半");
    browser.check_page("a restored draft").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_server_the_app_opens_and_the_last_answers_are_readable_with_their_age() {
    let mut world = World::new(Database::sqlite()).await;
    let owner = world.owner(2).await;
    let report = world.file(&owner, "FIRE_LANE_BLOCKED").await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(2)).await;
    browser.shell_is_kept().await;
    browser.tap("消防通道被堵").await;
    browser.see("走到哪一步").await;
    browser.see("面包车停在通道口").await;
    world.server.stop().await;
    browser.kill_tab().await;
    let page = format!("/report/{}", report.card.ticket);
    browser.go(&page).await;
    browser.see("面包车停在通道口").await;
    browser.see("没取到最新的，看到的是").await;
    browser.check_page("an old answer").await;
    browser.screenshot("resident-old-answer").await;
    world.server.resume().await;
    browser.tap("再试一次").await;
    browser.see_no_more("没取到最新的").await;
    browser.quit().await;
}
