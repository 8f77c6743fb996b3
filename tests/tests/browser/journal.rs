//! Threat J1 as an owner meets it: a journal that does not go on.

use backend::db::{Conn, journal};
use backend::tlog::{Outcome, sign};
use diesel::connection::SimpleConnection;
use shared::api::Nothing;
use shared::api::journal::ListAlarms;
use shared::domain::account::{Role, Scope};
use shared::journal::{Fact, leaf_hash};
use tests::browser::{Browser, PHONE};
use tests::{Database, World};

async fn append(world: &World, count: u32) {
    let (estate, at) = (world.estate, world.server.now());
    let work = move |conn: &mut Conn| {
        for n in 0..count {
            let fact = Fact::Roll { units: n, digest: "00".repeat(32) };
            journal::append(conn, estate, at, fact, "{}")?;
        }
        Ok(())
    };
    world.server.app.db.write(work).await.unwrap();
    let signed = sign(&world.server.app, world.estate).await.unwrap();
    assert!(matches!(signed, Outcome::Signed(_)), "{signed:?}");
}

/// Another history under the same key: an entry is rewritten, and what was signed is forgotten.
async fn fork(world: &World) {
    let estate = world.estate.to_string();
    let work = move |conn: &mut Conn| {
        let row = journal::rows(conn, &estate, 1, 1)?.pop().unwrap();
        let bytes = row.bytes.replace("\"digest\":\"00", "\"digest\":\"11");
        let hash = data_encoding::HEXLOWER.encode(&leaf_hash(&bytes));
        let statements = format!(
            "DROP TRIGGER journal_no_update; DROP TRIGGER checkpoint_no_delete; \
             DELETE FROM checkpoint; \
             UPDATE journal SET bytes = '{bytes}', hash = x'{hash}' WHERE seq = 2"
        );
        match conn {
            Conn::Sqlite(c) => c.batch_execute(&statements)?,
            Conn::Postgres(_) => panic!("this world stands on SQLite"),
        }
        Ok(())
    };
    world.server.app.db.write(work).await.unwrap();
    let folder = world.server.database.folder.path().join("keys/journal");
    std::fs::remove_file(folder.join(format!("{}.signed", world.estate))).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_j1_a_forked_journal_shows_the_red_page_and_the_town_gets_the_evidence() {
    let world = World::new(Database::sqlite()).await;
    append(&world, 3).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(5)).await;
    browser.go("/journal").await;
    browser.see("核对无误").await;
    browser.see("共 3 条记录").await;
    browser.check_page("a journal that holds").await;
    append(&world, 2).await;
    browser.reload().await;
    browser.see("共 5 条记录").await;

    fork(&world).await;
    append(&world, 1).await;
    // Whatever one came for.
    browser.go("/phones").await;
    browser.see("存证对不上").await;
    browser.see("证据已经留在这部手机上").await;
    browser.check_page("a journal that does not hold").await;
    browser.screenshot("journal-forked").await;
    browser.tap("发给镇街").await;
    browser.see("已经发给镇街").await;
    browser.reload().await;
    browser.see("已经发给镇街").await;
    // Once the town has it, the phone goes on with its day.
    browser.go("/phones").await;
    browser.see("急救").await;
    browser.settle().await;
    assert_eq!(browser.path().await, "/phones");
    browser.quit().await;

    let town = world.staff(Role::Twn).await;
    let alarms = town.call::<ListAlarms>(&(), &Nothing {}).await.unwrap().alarms;
    assert!(matches!(alarms.as_slice(), [alarm] if alarm.is_signed), "{alarms:?}");
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(&world, Role::Twn, Scope::Town { town: world.town }).await;
    browser.go("/journal").await;
    browser.see("两份摘要都是服务器自己的签名").await;
    browser.check_page("a town's alarms").await;
    browser.quit().await;
}
