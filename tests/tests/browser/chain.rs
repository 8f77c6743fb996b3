//! One blocked fire lane, from the imported roll over the whistle without a network to the rating:
//! each in their own browser, live.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use shared::domain::account::{Role, Scope};
use shared::domain::estate::DeptCode;
use tests::browser::{Browser, DESK, PHONE, Screen};
use tests::{Database, World, real_files};

/// The outbox tries again after thirty seconds.
const NEXT_TRY: Duration = Duration::from_secs(50);

/// An owner's roll of 3,120 units and the number of an owner of one flat on it.
struct Roll {
    file: PathBuf,
    phone: String,
}

/// The real spreadsheet; one with as many rows where the folder of real files is missing.
fn roll(folder: &Path) -> Roll {
    if let Some(rolls) = real_files("rolls") {
        return Roll { file: rolls.join("roll_3120.xlsx"), phone: "19993379156".to_owned() };
    }
    let mut rows = "幢,单元,室号,用途,面积,产权人,手机号\n".to_owned();
    for n in 0..3120 {
        let (building, room) = (n / 60 + 1, n % 60 + 101);
        writeln!(rows, "{building},1,{room},住宅,89.37,业主{n},139{n:08}").unwrap();
    }
    let file = folder.join("roll.csv");
    std::fs::write(&file, rows).unwrap();
    Roll { file, phone: "13900000001".to_owned() }
}

/// A photo as phones take them; a small one where the folder of real files is missing.
fn phone_photo(folder: &Path) -> PathBuf {
    if let Some(photos) = real_files("photos") {
        return photos.join("phone_nokia.jpg");
    }
    let path = folder.join("phone.jpg");
    std::fs::write(&path, World::photo()).unwrap();
    path
}

/// Somebody of staff, signed in.
async fn on_duty(world: &World, screen: Screen, role: Role, scope: Scope) -> Browser {
    let browser = Browser::open(&world.server, screen).await;
    browser.sign_in_staff(world, role, scope).await;
    browser
}

/// The community office looks at the spreadsheet and imports it.
async fn import(community: &Browser, world: &World, roll: &Roll) {
    community.go(&format!("/office/estate/{}/roll", world.estate)).await;
    community.see("先核对").await;
    community.attach(&roll.file).await;
    community.see("文件里有").await;
    community.check_page("the roll's preview").await;
    community.screenshot("community-roll-preview").await;
    // The few units of before all go: that is asked once more.
    community.tap("导入 3,120 户，移走").await;
    community.see("是不是选错小区了").await;
    community.tap("导入 3,120 户，移走").await;
    community.see("名册上现在有 3,120 户").await;
    community.go("/staff").await;
    community.see("待办").await;
}

/// A blocked fire lane in the basement, where the network ends.
async fn whistle_offline(resident: &Browser, world: &mut World, photo: &Path) {
    resident.shell_is_kept().await;
    resident.tap("拍照吹哨").await;
    resident.tap("消防通道被堵").await;
    resident.tap("没到这一步，继续吹哨").await;
    resident.see("拍下来").await;
    world.server.stop().await;
    resident.attach(photo).await;
    resident.see("再拍一张").await;
    resident.tap("楼外公共地方").await;
    resident.choose("地方", "地下车库").await;
    resident.type_in("补一句", "面包车停在通道口").await;
    resident.screenshot("resident-new-offline").await;
    resident.tap("吹哨").await;
    resident.see("存好了").await;
    resident.screenshot("resident-kept-offline").await;
}

/// The brigade says it is done, with a photo.
async fn resolve(brigade: &Browser, photo: &Path, result: &str) {
    brigade.tap("办好了").await;
    brigade.type_in("结果", result).await;
    brigade.attach(photo).await;
    brigade.see("再拍一张").await;
    brigade.send_form().await;
    brigade.see("记下了，等吹哨人确认").await;
    brigade.see(result).await;
}

/// The decision on the first answer, and the rating of the second.
async fn rate(resident: &Browser) {
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
}

/// The same page in large letters, and in English.
async fn in_other_manners(resident: &Browser, page: &str) {
    resident.go("/mine").await;
    resident.tap("长辈版").await;
    resident.go(page).await;
    resident.see("您评过了").await;
    resident.screenshot("resident-rated-elder").await;
    resident.go("/mine").await;
    resident.tap("退出长辈版").await;
    resident.tap("English").await;
    resident.go(page).await;
    resident.see("You have rated it").await;
    resident.screenshot("resident-rated-en").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_fire_lane_goes_live_through_company_community_and_brigade_until_it_is_rated() {
    let mut world = World::new(Database::sqlite()).await;
    let folder = tempfile::tempdir().unwrap();
    let (roll, photo) = (roll(folder.path()), phone_photo(folder.path()));
    let around = Scope::Community { community: world.community };
    let community = on_duty(&world, DESK, Role::Cmy, around).await;
    import(&community, &world, &roll).await;
    let served = Scope::Contract { estate: world.estate, contract: world.contract };
    let company = on_duty(&world, PHONE, Role::Pms, served).await;
    let dept = DeptCode::parse("FIRE_RESCUE").unwrap();
    let brigade = on_duty(&world, PHONE, Role::Dep, Scope::Dept { dept }).await;
    let resident = Browser::open(&world.server, PHONE).await;
    resident.sign_in(&world, &roll.phone).await;
    resident.screenshot("resident-home").await;

    whistle_offline(&resident, &mut world, &photo).await;
    world.server.resume().await;
    resident.see_within("走到哪一步", NEXT_TRY).await;
    resident.screenshot("resident-sent").await;

    // Nobody loads anything again: each sees it come, and each acts.
    company.see_within("消防通道被堵", NEXT_TRY).await;
    company.check_page("the company's queue").await;
    company.screenshot("company-queue").await;
    company.tap("我到了").await;
    company.send_form().await;
    company.see("记下了").await;
    company.check_page("the company's report").await;
    company.screenshot("company-report").await;
    company.quit().await;

    community.see_within("消防通道被堵", NEXT_TRY).await;
    community.tap("消防通道被堵").await;
    community.tap("收到").await;
    community.send_form().await;
    community.see("记下了").await;
    community.check_page("the community's report").await;
    community.screenshot("community-report-desktop").await;
    community.quit().await;

    resident.see("物业到场").await;
    let page = resident.path().await;
    resident.check_page("the resident's report").await;
    resident.screenshot("resident-report").await;

    brigade.see_within("消防通道被堵", NEXT_TRY).await;
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
    brigade.screenshot("brigade-reopened").await;
    resolve(&brigade, &photo, "装了地桩").await;
    let staffs = brigade.path().await;
    brigade.go("/mine").await;
    brigade.tap("English").await;
    brigade.go(&staffs).await;
    brigade.see("Fire").await;
    brigade.screenshot("brigade-resolved-en").await;
    brigade.quit().await;

    rate(&resident).await;
    in_other_manners(&resident, &page).await;
    resident.quit().await;
}
