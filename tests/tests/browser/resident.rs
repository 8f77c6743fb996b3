//! What residents meet on the way: wrong codes, two windows, too many photos, another category.

use std::path::PathBuf;

use tests::browser::{Browser, PHONE};
use tests::{Database, World};

/// How often this page load asked for each address of the server.
const ASKED: &str = "(() => { const times = {}; \
    for (const one of performance.getEntriesByType('resource')) { \
        const path = new URL(one.name).pathname; \
        if (path.startsWith('/api/') && !/live|refresh/.test(path)) times[path] = (times[path] || 0) + 1; } \
    return times; })()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_load_asks_each_question_once_however_many_parts_of_it_want_to_know() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(8).await;
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(8)).await;
    browser.go("/report/all").await;
    browser.see("全部类别").await;
    browser.settle().await;
    let asked = browser.evaluate(ASKED).await;
    let asked = asked.as_object().unwrap();
    assert!(asked.contains_key("/api/categories"), "{asked:?}");
    assert!(asked.values().all(|times| *times == 1), "{asked:?}");
    browser.quit().await;
}

/// The server asks to be left alone for two seconds, whatever it is asked.
const TOO_MANY: &str = "(() => { window.asked = 0; window.really = window.fetch; \
    window.fetch = (request, how) => { \
        const url = request.url || String(request); \
        if (!url.includes('/api/inbox')) return window.really(request, how); \
        window.asked += 1; \
        const problem = { type: '/problems/any/too-many', code: 'any/too-many', status: 429, title: 'x', \
            retry_at: new Date(Date.now() + 2000).toISOString().replace('Z', '+00:00') }; \
        return Promise.resolve(new Response(JSON.stringify(problem), \
            { status: 429, headers: { 'content-type': 'application/problem+json' } })); }; })()";

/// Everything on the screen is asked for anew, and the page has had its turn.
const ANEW: &str = "(dispatchEvent(new Event('online')), \
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_too_many_requests_nothing_is_asked_until_the_time_that_the_server_named() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(9)).await;
    browser.settle().await;
    browser.evaluate(TOO_MANY).await;
    // What was answered a moment ago serves for that moment; then the server is asked.
    browser.holds("(dispatchEvent(new Event('online')), window.asked === 1)").await;
    for _ in 0..5 {
        browser.evaluate(ANEW).await;
    }
    assert_eq!(browser.evaluate("window.asked").await, 1);
    // Then by itself, once.
    browser.holds("window.asked === 2").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_died_of_wrong_tries_is_not_shown_as_one_that_holds() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.go("/").await;
    browser.type_in("手机号", &tests::phone(10)).await;
    browser.tick("我看过并同意").await;
    browser.tap("获取验证码").await;
    browser.see("演示用验证码").await;
    browser.see("5 分钟内有效").await;
    let code =
        browser.evaluate("document.querySelector('.demo').innerText.match(/\\d{6}/)[0]").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    browser.type_in("短信验证码", wrong).await;
    for tries in 1..=5 {
        browser.tap("进入邻里").await;
        browser
            .holds(&format!(
                "performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/api/session')).length === {tries} \
                 && !!document.querySelector('.gate-form [role=alert]') && !document.querySelector('[aria-busy=true]')"
            ))
            .await;
    }
    browser.see("错了 5 次，这个码作废了").await;
    browser.see("以后可以再要一个").await;
    browser.see_no_more("5 分钟内有效").await;
    browser.see_no_more("演示用验证码").await;
    browser.check_page("a dead code").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_words_are_kept_when_the_page_is_loaded_anew_at_once() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(1)).await;
    browser.go("/report/new/DOG").await;
    browser.see("拍下来").await;
    // Typed and left in one breath: no pause in which it could have been kept.
    let leave = "(() => { const field = document.querySelector('#words'); \
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, '大狗没拴绳'); \
        field.dispatchEvent(new InputEvent('input', { bubbles: true })); \
        setTimeout(() => location.reload(), 0); })()";
    browser.evaluate(leave).await;
    browser.see("上次没写完的还在").await;
    assert_eq!(words(&browser).await, "大狗没拴绳");
    // Thrown away only after asking.
    browser.tap("重新写").await;
    browser.see("照片和话都会删掉").await;
    assert_eq!(words(&browser).await, "大狗没拴绳");
    browser.tap("删掉重写").await;
    browser.see_no_more("照片和话都会删掉").await;
    assert_eq!(words(&browser).await, "");
    browser.quit().await;
}

async fn words(browser: &Browser) -> serde_json::Value {
    browser.evaluate("document.querySelector('#words')?.value").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_windows_that_write_at_the_same_time_keep_a_draft_each() {
    let world = World::new(Database::sqlite()).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(2)).await;
    browser.go("/report/new/DOG").await;
    browser.type_in("补一句", "东门的狗").await;
    crate::offline::draft_is_kept(&browser, "东门的狗").await;
    browser.another_tab().await;
    browser.go("/report/new/DOG").await;
    browser.see("另一个窗口里还写着一条").await;
    assert_eq!(words(&browser).await, "");
    browser.type_in("补一句", "西门的狗").await;
    crate::offline::draft_is_kept(&browser, "西门的狗").await;
    crate::offline::draft_is_kept(&browser, "东门的狗").await;
    browser.reload().await;
    browser.see("上次没写完的还在").await;
    assert_eq!(words(&browser).await, "西门的狗");
    browser.to_tab(0).await;
    browser.reload().await;
    browser.see("上次没写完的还在").await;
    assert_eq!(words(&browser).await, "东门的狗");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_that_find_no_room_or_cannot_be_read_are_named() {
    let world = World::new(Database::sqlite()).await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let photo = |n: usize| file(&format!("{n}.jpg"), &World::photo());
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(3)).await;
    browser.go("/report/new/DOG").await;
    browser.attach(&photo(0)).await;
    browser.see("再拍一张").await;
    browser.attach(&file("IMG_1.HEIC", b"no photo")).await;
    browser.see("“IMG_1.HEIC”是 HEIC 照片，这里打不开").await;
    browser.see("兼容性最佳").await;
    browser.attach(&file("broken.jpg", b"no photo")).await;
    browser.see("“broken.jpg”打不开").await;
    browser.attach_all(&(1..=10).map(photo).collect::<Vec<_>>()).await;
    browser.see("只留了前 9 张，还有 2 张没放进来").await;
    assert_eq!(browser.evaluate("document.querySelectorAll('img.shot').length").await, 9);
    browser.check_page("too many photos").await;
    // Whoever goes by keys stays where they were.
    browser.tap("第 9 张往前移").await;
    let focused = "document.activeElement.getAttribute('aria-label')";
    browser.holds(&format!("{focused} === '第 8 张往前移'")).await;
    browser.tap("删掉第 9 张").await;
    browser.holds(&format!("{focused} === '删掉第 8 张'")).await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_category_is_chosen_from_those_in_sight_before_it_can_be_sent() {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(4).await;
    let report = world.file(&owner, "DOG").await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in(&world, &tests::phone(4)).await;
    browser.go(&format!("/report/{}", report.card.ticket)).await;
    browser.tap("别的").await;
    browser.tap("换一类").await;
    browser.see("常见的").await;
    let send = "[...document.querySelectorAll('dialog[open] button')].find((one) => one.innerText.trim() === '换成这一类').disabled";
    assert_eq!(browser.evaluate(send).await, true);
    browser.check_page("another category").await;
    browser.tap("乱停车").await;
    browser.holds(&format!("!({send})")).await;
    browser.tap("换成这一类").await;
    browser.see("换好了").await;
    browser.quit().await;
}
