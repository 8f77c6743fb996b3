//! The assembly on the phone: an owner reads, votes, keeps the receipt, and counts again.

use shared::domain::vote::{Matter, MatterDraft, MeetingEvent, MeetingStatus};
use tests::assembly::{AGAINST, Assembly, FOR, RollRow};
use tests::browser::{Browser, NARROW, PHONE};
use tests::{Database, World};

/// More than may send a code in one minute: the owners' messages have to wait a minute each.
const MINUTE_MS: i64 = 61_000;

/// So many flats of 89.37 m², an owner each: `o1`, `o2` …
fn flats(count: usize) -> Vec<RollRow> {
    let flat = |n: usize| RollRow::flat("6", &(100 + n).to_string(), 8_937, &[&format!("o{n}")]);
    (1..=count).map(flat).collect()
}

/// One matter that needs three quarters, and one with a budget.
fn matters(assembly: &Assembly<'_>) -> Vec<MatterDraft> {
    vec![
        assembly.question(Matter::CommonParts),
        MatterDraft {
            title: "两部电梯大修".to_owned(),
            ..assembly.question(Matter::UseRepairFund)
        },
    ]
}

/// An owner's phone, signed in.
async fn phone(world: &World, assembly: &Assembly<'_>, name: &str) -> Browser {
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(world, &assembly.phones[name]).await;
    browser
}

/// Chooses on both matters, and looks everything over.
async fn choose(browser: &Browser) {
    browser.tap("去投票").await;
    browser.see("第 1 步，共 4 步").await;
    browser.tap("下一件").await;
    browser.see("先选一个，再往下走").await;
    browser.tick("同意").await;
    browser.tap("下一件").await;
    browser.see("第 2 步，共 4 步").await;
    browser.tick("弃权").await;
    browser.tap("下一步，核对").await;
    browser.see("这张票的指纹").await;
}

/// Confirms by the code on the screen, and casts.
async fn confirm(world: &World, browser: &Browser) {
    browser.tap("下一步，短信确认").await;
    world.server.clock.advance(MINUTE_MS);
    browser.tap("发短信验证码").await;
    let code = browser.until("the demo's code", async || {
        let text = browser.text().await;
        let (_, rest) = text.split_once("演示用验证码：")?;
        rest.get(..6).map(str::to_owned)
    });
    let code = code.await;
    browser.type_in("短信验证码", &code).await;
    browser.send_form().await;
    browser.see("您已经投票了").await;
}

/// What the phone keeps is another than what the server says now: zeros in place of so many
/// characters at the end of what a pattern finds. Then it counts again.
async fn is_found(browser: &Browser, kept: &str, pattern: &str, zeros: usize) {
    let script = format!(
        "for (const key of Object.keys(localStorage).filter((one) => one.startsWith('{kept}'))) {{ \
         const zeros = (found) => found.slice(0, -{zeros}) + '0'.repeat({zeros}); \
         localStorage.setItem(key, localStorage.getItem(key).replace(/{pattern}/, zeros)); }}"
    );
    browser.evaluate(&script).await;
    browser.tap("再算一遍").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_votes_on_the_phone_and_the_phone_counts_it_again() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(matters(&assembly))).await;
    let browser = phone(&world, &assembly, "o1").await;
    browser.tap("表决").await;
    browser.see("您还没投").await;
    browser.tap("看内容，去投票").await;
    browser.see("截止前，谁也看不到").await;
    choose(&browser).await;
    confirm(&world, &browser).await;
    assert!(!browser.text().await.contains("同意"), "the receipt does not show the choice");

    let o1 = assembly.owner("o1").await;
    let mine = assembly.see(&o1, view.id).await.unwrap().mine.remove(0);
    assert!(mine.cast.is_some());
    for (name, marks) in [("o2", FOR), ("o3", FOR), ("o4", AGAINST)] {
        assembly.vote(view.id, name, &marks).await.unwrap();
    }
    assembly.close(view.id).await;
    let view = assembly.tally(view.id).await;
    assembly.act(&assembly.chair().await, view.id, MeetingEvent::Publish).await.unwrap();
    assembly.bundle(&o1, view.id).await;
    browser.go(&format!("/vote/{}/result", view.id)).await;
    browser.see("两部电梯大修").await;
    browser.tap("在这台手机上再算一遍").await;
    browser.tap("开始算").await;
    browser.see("本机算过，结果一样").await;
    browser.see("4 张票、4 户名册都对得上").await;
    browser.see("您的票在里面").await;
    browser.check_page("a recount that agrees").await;
    is_found(&browser, "linli-receipts-", "fingerprint\":\"[0-9a-f]{64}", 64).await;
    browser.see("您的票不在里面").await;
    // The root that the phone keeps of the journal is another than the server's.
    is_found(&browser, "linli-journal-", "\\\\n[A-Za-z0-9+\\/]{43}", 5).await;
    browser.see("第 1 行没通过：和小区公开记录对不上").await;
    browser.check_page("a recount that found something").await;
    // The clock went on for weeks: the access token was renewed meanwhile.
    browser.pass_over("401").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ballot_that_was_opened_to_check_the_phone_can_never_be_cast() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(matters(&assembly))).await;
    let browser = phone(&world, &assembly, "o1").await;
    browser.go(&format!("/vote/{}", view.id)).await;
    choose(&browser).await;
    browser.tap("验一验这台手机").await;
    browser.tap("拆开来验，这张票作废").await;
    browser.see("这张票只用来检验，已作废").await;
    let script = "document.querySelector('.page:not([inert]) .check-text').textContent";
    let sheet = browser.evaluate(script).await;
    let sheet = shared::sealed::CheckSheet::parse(sheet.as_str().unwrap()).unwrap();
    let marks: Vec<_> = sheet.matters.iter().map(|of| of.marks.clone()).collect();
    assert_eq!(marks, [FOR.to_vec(), vec![false, false]], "it says what was chosen");
    let script = "document.querySelector('.page:not([inert]) .hash').textContent";
    let announced = browser.evaluate(script).await;
    let announced = shared::journal::Digest::parse(announced.as_str().unwrap()).unwrap();
    sheet.check(&announced).expect("the phone sealed what it says");
    browser.check_page("an opened ballot").await;
    browser.tap("重新投").await;
    browser.see("第 1 步，共 4 步").await;
    browser.tick("反对").await;
    browser.tap("下一件").await;
    browser.tick("同意").await;
    browser.tap("下一步，核对").await;
    browser.see("这张票的指纹").await;
    confirm(&world, &browser).await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_chosen_is_there_after_the_tab_died_and_nothing_was_cast() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(matters(&assembly))).await;
    let browser = phone(&world, &assembly, "o1").await;
    browser.go(&format!("/vote/{}", view.id)).await;
    choose(&browser).await;
    browser.reload().await;
    browser.see("这张票的指纹").await;
    browser.see("弃权").await;
    let o1 = assembly.owner("o1").await;
    let seen = assembly.see(&o1, view.id).await.unwrap();
    assert_eq!((seen.status, seen.mine[0].cast), (MeetingStatus::Open, None));
    confirm(&world, &browser).await;
    browser.go(&format!("/vote/{}/cast/{}/1", view.id, seen.mine[0].party)).await;
    browser.see("以第一次为准").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_a_vote_is_accessible_and_fits_the_narrowest_screen() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(matters(&assembly))).await;
    let browser = phone(&world, &assembly, "o1").await;
    let o1 = assembly.owner("o1").await;
    let party = assembly.see(&o1, view.id).await.unwrap().mine.remove(0).party;
    let at = |rest: &str| format!("/vote/{}{rest}", view.id);
    let pages = [
        ("votes", "/vote".to_owned()),
        ("meeting", at("")),
        ("roll", at("/roll")),
        ("choose", at(&format!("/cast/{party}/1"))),
    ];
    let pages: Vec<(&str, &str)> =
        pages.iter().map(|(name, path)| (*name, path.as_str())).collect();
    browser.check_pages(&pages, &[PHONE, NARROW], "vote-zh").await;
    browser.go("/").await;
    browser.tap("长辈版").await;
    browser.see("要做什么").await;
    browser.check_pages(&pages, &[PHONE, NARROW], "vote-elder").await;
    browser.quit().await;
}
