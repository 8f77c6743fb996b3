//! A meeting as the offices run it in the app: drafted, looked over, noticed, locked, opened.

use std::io::Write as _;

use shared::api::Nothing;
use shared::api::vote::{
    ListObjections, ListRoll, ListTrustees, MeetingRevision, MeetingView, NewObjection,
    ObjectToRoll, ReviseMeeting, RollQuery,
};
use shared::domain::account::{Role, Scope};
use shared::domain::vote::{DeliveryChannel, Matter, MeetingStatus, TrusteeSeat};
use shared::sealed::{Seat, recovery_text};
use shared::value::DAY;
use tempfile::NamedTempFile;
use tests::assembly::{AGAINST, Assembly, FOR, RollRow};
use tests::browser::{Browser, DESK, NARROW, PHONE, Screen};
use tests::{Database, World};

const SCREENS: [Screen; 3] = [PHONE, NARROW, DESK];
const PASSPHRASE: &str = "石桥 乌篷 黄酒 腊梅 雨巷";

/// So many flats of 89.37 m², an owner each: `o1`, `o2` …
fn flats(count: usize) -> Vec<RollRow> {
    let flat = |n: usize| RollRow::flat("6", &(100 + n).to_string(), 8_937, &[&format!("o{n}")]);
    (1..=count).map(flat).collect()
}

/// A member of staff at their screen.
async fn staff(world: &World, role: Role) -> Browser {
    let scope = match role {
        Role::Cmy => Scope::Community { community: world.community },
        Role::Twn => Scope::Town { town: world.town },
        _ => Scope::Estate { estate: world.bare },
    };
    let browser = Browser::open(&world.server, PHONE).await;
    browser.sign_in_staff(world, role, scope).await;
    browser
}

/// What stands in a field.
async fn value(browser: &Browser, id: &str) -> String {
    let script = format!("document.getElementById('{id}')?.value ?? ''");
    browser.evaluate(&script).await.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_written_and_checked_and_nothing_typed_is_lost() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let browser = staff(&world, Role::Chr).await;
    browser.tap("表决").await;
    browser.see("还没有表决").await;
    browser.tap("起草一次表决").await;
    browser.see("公告满 15 天才能开始").await;
    browser.type_in("会议名称", "2026 年第二次业主大会会议").await;
    browser.choose("属于哪一类", "（五）使用建筑物及其附属设施的维修资金").await;
    browser.type_in("要表决的事", "同意大修 6 幢电梯吗？").await;
    browser.type_in("用大白话说", "电梯用了十五年，换主机和钢丝绳。").await;
    browser.holds(&include_str!("draft.js").replace("WORDS", "钢丝绳")).await;
    browser.reload().await;
    browser.holds("document.getElementById('matter-0-summary')?.value.includes('钢丝绳')").await;
    assert_eq!(value(&browser, "meeting-title").await, "2026 年第二次业主大会会议");

    browser.send_form().await;
    browser.see("标红的几处请再看看").await;
    browser.type_in("全文", "同意使用维修资金大修 6 幢电梯。").await;
    browser.send_form().await;
    browser.see("要花钱或筹钱，还没写金额").await;
    browser.see("依据：民法典 278").await;
    browser.type_in("金额（元）", "386,000.50").await;
    browser.send_form().await;
    browser.see_no_more("还没写金额").await;
    browser.see("参加表决的不到 20 户").await;

    let path = browser.path().await;
    let id = path.trim_start_matches("/meeting/").trim_end_matches("/edit").parse().unwrap();
    let chair = assembly.chair().await;
    let view = assembly.see(&chair, id).await.unwrap();
    let [matter] = view.draft.matters.as_slice() else { panic!("one matter") };
    assert_eq!(matter.kind, Matter::UseRepairFund);
    assert_eq!(matter.budget.map(shared::value::Fen::get), Some(38_600_050));

    browser.type_in("会议名称", "我写的名称").await;
    let mut draft = view.draft.clone();
    draft.title = "别人写的名称".to_owned();
    let revision = MeetingRevision { version: view.version, draft };
    chair.call::<ReviseMeeting>(&(id,), &revision).await.unwrap();
    browser.send_form().await;
    browser.see("刚才有人改过并保存了").await;
    assert_eq!(value(&browser, "meeting-title").await, "我写的名称");
    browser.tap("留我写的，保存时盖掉").await;
    browser.see_no_more("刚才有人改过并保存了").await;
    browser.send_form().await;
    browser
        .until("the title to be stored", async || {
            let stored = assembly.see(&chair, id).await.unwrap();
            (stored.draft.title == "我写的名称").then_some(())
        })
        .await;
    browser.pass_over("409").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_is_reviewed_noticed_served_and_its_objection_answered() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let draft = assembly.draft(vec![assembly.question(Matter::Other)]);
    let id = assembly.create(&draft).await.unwrap().id;
    let community = staff(&world, Role::Cmy).await;
    community.go(&format!("/meeting/{id}")).await;
    community.see("起草中。写好后请社区看").await;
    community.tap("看过了，可以公告").await;
    community.see("内容再有改动，要重新看").await;
    community.send_form().await;
    community.see("召集人可以公告").await;

    let chair = staff(&world, Role::Chr).await;
    chair.go(&format!("/meeting/{id}")).await;
    chair.tap("公告").await;
    chair.see("公告后一个字也不能改").await;
    chair.send_form().await;
    chair.see("正在公示，内容不能再改").await;
    chair.see("社区看过草案").await;

    let owner = assembly.owner("o1").await;
    let words = "面积少写了 2 平方米".to_owned();
    let objection = NewObjection { id: world.id(), words };
    owner.call::<ObjectToRoll>(&(id,), &objection).await.unwrap();
    community.go(&format!("/meeting/{id}/roll")).await;
    community.see("对名册的异议").await;
    community.tap("面积少写了 2 平方米").await;
    community.tap("发出答复").await;
    community.see("这里要填").await;
    community.tick("异议不成立").await;
    community.type_in("查到什么、怎么处理", "产权证上就是 89.37 平方米。").await;
    community.tap("发出答复").await;
    community.see("已答复").await;
    let list = owner.call::<ListObjections>(&(id,), &Nothing {}).await.unwrap();
    assert_eq!(list.objections[0].upheld, Some(false));

    community.tap("6 幢 1 单元 101 室").await;
    community.tap("记为上门送达").await;
    community.see("上门送达要有一张照片").await;
    community.tap("记为短信送达").await;
    community.see("已送达：短信").await;
    let officer = assembly.community().await;
    let roll = officer.call::<ListRoll>(&(id,), &RollQuery::default()).await.unwrap();
    assert_eq!(roll.page.items[0].served, [DeliveryChannel::Sms]);

    chair.reload().await;
    chair.tap("取消这次表决").await;
    chair.see("不能恢复").await;
    chair.send_form().await;
    chair.see("这里要填").await;
    chair.type_in("为什么取消", "方案要重新谈").await;
    chair.send_form().await;
    chair.see("已取消，没有投票").await;
    community.quit().await;
    chair.quit().await;
}

/// What the page hands out as a file is kept in the page.
async fn catch_files(browser: &Browser) {
    let script = "window.handed = []; const make = URL.createObjectURL.bind(URL); \
        URL.createObjectURL = (blob) => { blob.text().then((text) => handed.push(text)); return make(blob); }; 0";
    browser.evaluate(script).await;
}

/// The file that was handed out last.
async fn handed(browser: &Browser) -> String {
    browser
        .until("a file", async || {
            browser
                .evaluate("handed.at(-1) ?? ''")
                .await
                .as_str()
                .map(str::to_owned)
                .filter(|text| !text.is_empty())
        })
        .await
}

/// Publishes the committee's key, made again of its recovery sheet; the key file.
async fn key_of_the_committee(browser: &Browser, world: &World) -> NamedTempFile {
    browser.go(&format!("/meeting/of/{}/key", world.bare)).await;
    browser.tap("用备用单重做钥匙文件").await;
    let sheet = recovery_text(Seat::Committee, &[0; 32]).to_string();
    browser.type_in("备用单上的字母", &sheet).await;
    browser.type_in("定一个口令", PASSPHRASE).await;
    browser.type_in("再写一遍", "另一个口令另一个口令").await;
    browser.send_form().await;
    browser.see("两遍不一样").await;
    browser.type_in("再写一遍", PASSPHRASE).await;
    catch_files(browser).await;
    browser.send_form().await;
    browser.see("先存好钥匙文件").await;
    browser.tap("公布这把钥匙").await;
    browser.see("先保存文件、打印备用单，再公布").await;
    browser.tap("保存钥匙文件").await;
    browser.tick("文件存好了，备用单打印好、封好了").await;
    browser.check_page("a key that was just made").await;
    browser.screenshot("meeting-key-made").await;
    browser.tap("公布这把钥匙").await;
    browser.see("这把钥匙已经公布").await;
    let mut file = NamedTempFile::with_suffix(".json").unwrap();
    file.write_all(handed(browser).await.as_bytes()).unwrap();
    file
}

/// Whether the page has sent its shares since it was loaded.
const SHARED: &str =
    "performance.getEntriesByType('resource').some((one) => one.name.endsWith('/shares'))";

/// Opens the key with its file.
async fn unlock(browser: &Browser, file: &NamedTempFile) {
    browser.attach(file.path()).await;
    browser.type_in("口令", "不是这个口令不是这个口令").await;
    browser.send_form().await;
    browser.see("口令不对，可再试或用备用单").await;
    browser.type_in("口令", PASSPHRASE).await;
    browser.send_form().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trustee_locks_a_meeting_and_opens_its_sums_after_the_close() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let phone = world.fresh_phone();
    let scope = Scope::Estate { estate: world.bare };
    let secret = world.grant(&phone, Role::Chr, scope, None).await;
    let browser = Browser::open(&world.server, PHONE).await;
    browser.enter_as_staff(&world, &phone, secret).await;
    let file = key_of_the_committee(&browser, &world).await;
    let view = assembly.noticed(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    for seat in [Seat::Community, Seat::Town] {
        assembly.put_locks(seat, &view).await.unwrap();
    }
    browser.go(&format!("/meeting/{}/ceremony", view.id)).await;
    browser.see("缺一位，投票就不能开始").await;
    browser.tick("我看过全文和名册了").await;
    unlock(&browser, &file).await;
    browser.see("钥匙已配齐").await;
    let locked = assembly.see(&assembly.town().await, view.id).await.unwrap();
    assert!(locked.key.is_some());

    world.server.advance(view.draft.opens.since(world.server.now())).await;
    for (name, marks) in [("o1", FOR), ("o2", FOR), ("o3", FOR), ("o4", AGAINST)] {
        assembly.vote(view.id, name, &marks).await.unwrap();
    }
    assembly.close(view.id).await;
    browser.enter_as_staff(&world, &phone, secret).await;
    let town = assembly.town().await;
    for _ in 0..3 {
        if assembly.see(&town, view.id).await.unwrap().status == MeetingStatus::Tallied {
            break;
        }
        assembly.put_shares(Seat::Town, view.id).await.unwrap();
        // What the town has shared is signed before anybody counts it.
        assembly.bundle(&town, view.id).await;
        browser.go(&format!("/meeting/{}/ceremony", view.id)).await;
        browser.see("任意两位保管人先后开票就够").await;
        unlock(&browser, &file).await;
        browser.holds(SHARED).await;
    }
    let view = assembly.see(&town, view.id).await.unwrap();
    assert_eq!(view.status, MeetingStatus::Tallied);
    browser.go(&format!("/meeting/{}", view.id)).await;
    browser.tap("公布结果").await;
    browser.send_form().await;
    browser.see("已公布，决定生效").await;
    // The clock went on for weeks: the access token was renewed meanwhile.
    browser.pass_over("401").await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_key_is_made_in_the_browser_and_only_its_public_half_leaves_it() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let browser = staff(&world, Role::Twn).await;
    browser.go(&format!("/meeting/of/{}/key", world.bare)).await;
    browser.see("这个席位已有别人公布的钥匙").await;
    browser.type_in("定一个口令", "太短").await;
    browser.send_form().await;
    browser.see("太短了，至少 12 个字").await;
    browser.type_in("定一个口令", PASSPHRASE).await;
    browser.type_in("再写一遍", PASSPHRASE).await;
    catch_files(&browser).await;
    browser.send_form().await;
    browser.tap("保存钥匙文件").await;
    browser.tick("文件存好了，备用单打印好、封好了").await;
    browser.tap("公布这把钥匙").await;
    browser.see("这把钥匙已经公布").await;
    let file = handed(&browser).await;
    let key = shared::sealed::open_key_file(&file, PASSPHRASE).unwrap();
    let town = assembly.town().await;
    let list = town.call::<ListTrustees>(&(world.bare,), &Nothing {}).await.unwrap();
    let held = list.trustees.iter().find(|of| of.seat == TrusteeSeat::Town).unwrap();
    assert_eq!((held.point.clone(), held.mine), (key.public().text(), false));
    browser.quit().await;
}

/// A draft, a meeting on notice, an open one, a published one.
async fn meetings(world: &World, assembly: &Assembly<'_>) -> [MeetingView; 3] {
    let draft = assembly.draft(vec![
        assembly.question(Matter::CommonParts),
        assembly.question(Matter::UseRepairFund),
    ]);
    let open = assembly.opened(&draft).await;
    for name in ["o1", "o2", "o3"] {
        assembly.vote(open.id, name, &FOR).await.unwrap();
    }
    let mut draft = assembly.draft(vec![assembly.question(Matter::Rebuild)]);
    draft.title = "在公示的会议".to_owned();
    let noticed = assembly.noticed(&draft).await;
    let mut draft = assembly.draft(vec![assembly.question(Matter::UseRepairFund)]);
    draft.title = "草案".to_owned();
    draft.opens = world.server.now().plus(DAY);
    draft.matters[0].budget = None;
    let drafted = assembly.create(&draft).await.unwrap();
    let owner = assembly.owner("o1").await;
    let objection = NewObjection { id: world.id(), words: "少了一间储藏室".to_owned() };
    owner.call::<ObjectToRoll>(&(noticed.id,), &objection).await.unwrap();
    [drafted, noticed, open]
}

/// Every page that a seat opens.
async fn check_pages(
    world: &World,
    browser: &Browser,
    [draft, noticed, open]: &[MeetingView; 3],
    manner: &str,
) {
    let at = |id: &MeetingView, below: &str| format!("/meeting/{}{below}", id.id);
    let list = format!("/meeting/of/{}", world.bare);
    let pages = [
        ("list", list.clone()),
        ("key", format!("{list}/key")),
        ("draft", at(draft, "")),
        ("edit", at(draft, "/edit")),
        ("noticed", at(noticed, "")),
        ("roll", at(noticed, "/roll")),
        ("ceremony", at(noticed, "/ceremony")),
        ("open", at(open, "")),
        ("sheet", at(open, "/sheet")),
        ("locked", at(open, "/ceremony")),
    ];
    let pages: Vec<(&str, &str)> =
        pages.iter().map(|(name, path)| (*name, path.as_str())).collect();
    browser.check_pages(&pages, &SCREENS, manner).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_a_meeting_is_accessible_and_fits_every_screen() {
    let world = World::new(Database::sqlite()).await;
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let meetings = meetings(&world, &assembly).await;
    let browser = staff(&world, Role::Chr).await;
    check_pages(&world, &browser, &meetings, "meeting-zh").await;
    browser.go("/mine").await;
    browser.tap("English").await;
    browser.see("Text size").await;
    check_pages(&world, &browser, &meetings, "meeting-en").await;
    browser.go("/mine").await;
    browser.tap("Elder mode").await;
    browser.see("Leave elder mode").await;
    check_pages(&world, &browser, &meetings, "meeting-elder").await;
    browser.quit().await;
}
