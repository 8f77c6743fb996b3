//! The demo's people: who can sign in, and the names of everybody else. All are invented.

use shared::domain::account::Role;
use shared::value::Phone;

use crate::failure::Failure;

/// The password of every demo account of staff.
pub(super) const PASSWORD: &str = "linli-demo-2026";

/// Somebody to look at the app as.
#[derive(Clone, Copy, Debug)]
pub struct SignIn {
    /// The seat that shows the most.
    pub role: Role,
    /// What they are, in plain words.
    pub title: &'static str,
    /// The name.
    pub name: &'static str,
    /// The mobile number, of the range that the demo keeps for itself: 1990000xxxx.
    pub phone: &'static str,
    /// The password of staff; residents sign in by SMS code.
    pub password: Option<&'static str>,
    /// The department of an officer.
    pub dept: Option<&'static str>,
    /// What there is to see.
    pub see: &'static str,
}

const fn resident(
    role: Role,
    (title, name): (&'static str, &'static str),
    phone: &'static str,
    see: &'static str,
) -> SignIn {
    SignIn { role, title, name, phone, password: None, dept: None, see }
}

const fn staff(
    role: Role,
    (title, name): (&'static str, &'static str),
    phone: &'static str,
    see: &'static str,
) -> SignIn {
    SignIn { role, title, name, phone, password: Some(PASSWORD), dept: None, see }
}

const fn officer(
    dept: &'static str,
    (title, name): (&'static str, &'static str),
    phone: &'static str,
    see: &'static str,
) -> SignIn {
    let SignIn { role, title, name, phone, password, see, .. } =
        staff(Role::Dep, (title, name), phone, see);
    SignIn { role, title, name, phone, password, dept: Some(dept), see }
}

/// The owner whom the demo follows.
pub(super) const OWNER: &str = "19900000001";
/// A tenant, bound by the owner of the flat.
pub(super) const TENANT: &str = "19900000002";
/// The chair of the owners' committee, an owner too.
pub(super) const CHAIR: &str = "19900000012";

static SIGN_INS: [SignIn; 13] = [
    resident(
        Role::Own,
        ("业主", "张晓燕"),
        OWNER,
        "吹哨：一件等确认，一件在执法局，一件今早的消防通道",
    ),
    resident(Role::Occ, ("租客", "陈立"), TENANT, "租住的人能吹哨，不能表决"),
    staff(
        Role::Pms,
        ("物业值班", "王建国"),
        "19900000003",
        "安邻物业的待办：超时的、今天的、以后的",
    ),
    staff(Role::Pmm, ("物业项目经理", "周敏"), "19900000004", "安邻物业的待办、派人、员工"),
    staff(Role::Cmy, ("清溪社区", "俞小芳"), "19900000005", "社区接报、派单，两个小区，业主名册"),
    staff(Role::Twn, ("柯桥街道", "傅国良"), "19900000006", "街道复核、街道牵头的件，社区名录"),
    staff(Role::Dst, ("区专班办", "沈志平"), "19900000007", "最后一级：街道也超时的，街道要回避的"),
    staff(Role::Bur, ("区建设局", "金海燕"), "19900000008", "全区的件，日历和规则，街道和企业"),
    officer(
        "FIRE_RESCUE",
        ("消防救援大队", "何振华"),
        "19900000009",
        "消防通道、飞线充电，报到和办好",
    ),
    officer(
        "COMP_LAW_ENF",
        ("综合执法局", "马立峰"),
        "19900000010",
        "违建、装修、垃圾，立案和办好",
    ),
    officer("PUBLIC_SECURITY", ("公安分局", "高明"), "19900000011", "噪声、高空抛物、停车"),
    staff(Role::Chr, ("业委会主任", "沈伯康"), CHAIR, "公开的记录，看不到谁吹的哨"),
    staff(Role::Adm, ("技术管理员", "技术值守"), "19900000013", "发邀请，看不到业务"),
];

/// The accounts to look at the demo with: one for each role.
pub fn sign_ins() -> &'static [SignIn] {
    &SIGN_INS
}

/// Officers of further departments, who act in the history but need no sign-in of their own.
pub(super) const OFFICERS: [(&str, &str, &str); 8] = [
    ("MARKET_REG", "陆文娟", "19900000031"),
    ("CONSTRUCTION", "金海燕", "19900000008"),
    ("POWER_SUPPLY", "丁大伟", "19900000032"),
    ("TELECOM_TOWER", "宋佳", "19900000033"),
    ("DISCIPLINE_COMMISSION", "蒋文", "19900000034"),
    ("NATURAL_RESOURCES", "许波", "19900000035"),
    ("JUSTICE", "董宁", "19900000036"),
    ("CIVIL_AFFAIRS", "方丽", "19900000037"),
];

/// The company's people at 鉴水苑 beside those who sign in.
pub(super) const WORKERS: [(&str, &str); 2] =
    [("李师傅", "19900000041"), ("何阿姨", "19900000042")];
/// The company's people at 河埠家园.
pub(super) const FAR_WORKERS: [(&str, &str); 1] = [("吴永良", "19900000043")];
/// The other community's officer.
pub(super) const FAR_COMMUNITY: (&str, &str) = ("钟月琴", "19900000044");
/// The other town's officer.
pub(super) const FAR_TOWN: (&str, &str) = ("章建军", "19900000045");
/// Members of the committee beside the chair: they own flats of 鉴水苑.
pub(super) const MEMBERS: [(&str, &str); 2] =
    [("徐兰英", "19900000046"), ("孟庆生", "19900000047")];
/// The owner of the tenant's flat.
pub(super) const LANDLADY: (&str, &str) = ("罗美珍", "19900000048");

/// Surnames as common around here as in the estate.
pub(super) const SURNAMES: [&str; 48] = [
    "王", "陈", "沈", "张", "徐", "李", "金", "俞", "周", "朱", "胡", "董", "吴", "章", "杨", "钱",
    "何", "傅", "高", "孙", "赵", "马", "蒋", "韩", "鲁", "潘", "丁", "陆", "郑", "许", "罗", "宋",
    "谢", "冯", "茹", "祁", "倪", "邵", "骆", "范", "陶", "余", "叶", "童", "方", "唐", "洪",
    "欧阳",
];

/// Given names, of grandparents, parents and children.
pub(super) const GIVEN: [&str; 64] = [
    "建国", "国强", "志强", "伟明", "建华", "永良", "水根", "阿毛", "宝林", "伯良", "树根", "德兴",
    "秀英", "桂花", "美娟", "爱珍", "玉兰", "彩凤", "小琴", "丽萍", "雅芬", "红英", "月仙", "金妹",
    "伟", "强", "磊", "军", "勇", "杰", "斌", "涛", "鹏", "浩", "俊", "超", "芳", "娜", "静", "敏",
    "燕", "丽", "婷", "雪", "莉", "颖", "洁", "琳", "子涵", "雨桐", "一鸣", "晨曦", "思远", "佳怡",
    "欣悦", "嘉豪", "梓轩", "诗琪", "宇航", "铭泽", "海峰", "晓东", "春华", "秋月",
];

/// A demo number as the rules know numbers.
pub(super) fn phone(text: &str) -> Result<Phone, Failure> {
    Phone::parse(text).map_err(Failure::bug)
}

/// The number of the n-th invented owner: the range has room for 9,000 of them.
pub(super) fn owner_phone(n: u32) -> Result<Phone, Failure> {
    phone(&format!("1990000{:04}", 1000 + n % 9000))
}
