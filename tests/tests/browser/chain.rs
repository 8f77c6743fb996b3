//! One blocked fire lane from the whistle to the rating, each in their own browser, live.

use std::path::{Path, PathBuf};

use shared::api::report::FileReport;
use shared::domain::account::{Role, Scope};
use shared::domain::estate::DeptCode;
use tests::browser::{Browser, PHONE};
use tests::{Database, World};

/// A photo as a file, as the album has it.
fn photo(folder: &Path) -> PathBuf {
    let path = folder.join("photo.jpg");
    std::fs::write(&path, World::photo()).unwrap();
    path
}

/// Somebody of staff on the phone, with their queue open.
async fn on_duty(world: &World, role: Role, scope: Scope) -> Browser {
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(world, role, scope).await;
    browser.see("待办").await;
    browser
}

/// The brigade says it is done, with a photo.
async fn resolve(brigade: &Browser, photo: &Path, result: &str) {
    brigade.tap("办好了").await;
    brigade.type_in("结果", result).await;
    brigade.attach(photo).await;
    brigade.see("再拍一张").await;
    brigade.send_form().await;
    brigade.see("记下了，等吹哨人确认").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_fire_lane_goes_live_through_company_community_and_brigade_until_it_is_rated() {
    let world = World::new(Database::sqlite()).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = photo(folder.path());
    let served = Scope::Contract { estate: world.estate, contract: world.contract };
    let company = on_duty(&world, Role::Pms, served).await;
    let around = Scope::Community { community: world.community };
    let community = on_duty(&world, Role::Cmy, around).await;
    let dept = DeptCode::parse("FIRE_RESCUE").unwrap();
    let brigade = on_duty(&world, Role::Dep, Scope::Dept { dept }).await;
    let resident = Browser::open(&world.server, PHONE).await;
    let owner = world.owner(1).await;
    resident.sign_in(&world, &tests::phone(1)).await;

    let mut report = world.new_report("FIRE_LANE_BLOCKED");
    report.photos = vec![world.send_photo(&owner).await];
    let filed = owner.call::<FileReport>(&(), &report).await.unwrap();
    let page = format!("/report/{}", filed.card.ticket);

    // Nobody loads anything again: each sees it come, and each acts.
    company.see("消防通道被堵").await;
    company.check_page("the company's queue").await;
    company.screenshot("company-queue").await;
    company.tap("我到了").await;
    company.send_form().await;
    company.see("记下了").await;
    company.check_page("the company's report").await;
    company.quit().await;

    community.see("消防通道被堵").await;
    community.tap("收到").await;
    community.send_form().await;
    community.see("记下了").await;
    community.check_page("the community's report").await;
    community.screenshot("community-report").await;
    community.quit().await;

    resident.see("消防通道被堵").await;
    resident.go(&page).await;
    resident.see("物业到场").await;
    resident.check_page("the resident's report").await;
    resident.screenshot("resident-report").await;

    brigade.see("消防通道被堵").await;
    brigade.tap("报到").await;
    brigade.send_form().await;
    brigade.see("记下了").await;
    brigade.check_page("the brigade's report").await;
    resident.see("部门报到").await;
    resolve(&brigade, &photo, "车已拖走").await;

    resident.see("车已拖走").await;
    resident.check_page("the decision").await;
    resident.screenshot("resident-decide").await;
    resident.tap("没好，退回重办").await;
    resident.type_in("还差什么", "又停回来了").await;
    resident.tap("退回重办").await;
    resident.see("退回了").await;

    brigade.see("又停回来了").await;
    resolve(&brigade, &photo, "装了地桩").await;
    brigade.screenshot("brigade-resolved").await;
    brigade.quit().await;

    resident.see("装了地桩").await;
    resident.tap("好了，可以办结").await;
    resident.see("这次办得怎么样").await;
    resident.check_page("the rating").await;
    resident.mark("快慢", "很好").await;
    resident.mark("结果", "好").await;
    resident.mark("态度", "很好").await;
    resident.tap("交评价").await;
    resident.see("您评过了").await;
    resident.check_page("the closed report").await;
    resident.screenshot("resident-rated").await;
    resident.quit().await;
}
