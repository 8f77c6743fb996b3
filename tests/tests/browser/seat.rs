//! What each seat begins with, and what is left when the last one ends.

use shared::api::Nothing;
use shared::api::account::{EndGrant, ListGrants};
use shared::domain::account::{Role, Scope};
use tests::browser::{Browser, DESK, PHONE};
use tests::{Database, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_committee_begins_with_its_estates_list_and_has_no_queue() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(2).await;
    world.file(&owner, "EV_WIRE_CHARGING").await;
    world.server.advance(shared::value::HOUR).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(&world, Role::Chr, Scope::Estate { estate: world.estate }).await;
    for address in ["/", "/staff"] {
        browser.go(address).await;
        browser.see("飞线充电").await;
        assert_eq!(browser.path().await, "/report/mine", "{address}");
        assert!(!browser.text().await.contains("没取到"));
    }
    browser.check_page("the committee's list").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_dismissed_sees_one_clear_page_with_the_way_out() {
    let world = World::new(Database::sqlite()).await;
    let manager = world.staff(Role::Pmm).await;
    let served = Scope::Contract { estate: world.estate, contract: world.contract };
    for screen in [PHONE, DESK] {
        let browser = Browser::open(&world.server, screen).await;
        browser.sign_in_staff(&world, Role::Pms, served.clone()).await;
        browser.see("待办").await;
        let grants = manager.call::<ListGrants>(&(), &Nothing {}).await.unwrap();
        for grant in grants.seats {
            manager.call::<EndGrant>(&(grant.seat.id,), &Nothing {}).await.unwrap();
        }
        browser.tap("超时").await;
        browser.see("您现在没有可用的身份，请联系管理员").await;
        assert!(!browser.text().await.contains("超时"), "no old counts");
        browser.pass_over("status of 403").await;
        browser.check_page("no seat").await;
        browser.tap("退出登录").await;
        browser.see("短信验证码").await;
        browser.quit().await;
    }
}
