//! Texts of sign-in, seats, sessions and the home page.

use shared::domain::account::Role;

/// What sign-in, home and the page about oneself say.
pub struct AccountText {
    /// A field.
    pub phone: &'static str,
    /// A field.
    pub code: &'static str,
    /// Asks for a code.
    pub send_code: &'static str,
    /// When it may be asked for again.
    pub code_again_in: fn(i64) -> String,
    /// Asks again.
    pub code_again: &'static str,
    /// Told when it went out.
    pub code_sent: &'static str,
    /// The demo shows the code.
    pub demo_code: fn(&str) -> String,
    /// What is wrong with the number.
    pub phone_short: &'static str,
    /// What is wrong with the code.
    pub code_short: &'static str,
    /// Before the link.
    pub consent: &'static str,
    /// The link.
    pub consent_link: &'static str,
    /// It was not ticked.
    pub consent_needed: &'static str,
    /// Heading of the sheet.
    pub consent_title: &'static str,
    /// What the sheet says.
    pub consent_body: &'static str,
    /// Signs in.
    pub enter: &'static str,
    /// Offers elder mode at sign-in.
    pub elder_offer: &'static str,
    /// The pill.
    pub elder: &'static str,
    /// The pill in elder mode.
    pub elder_leave: &'static str,
    /// Under the form.
    pub no_face: &'static str,
    /// Before the link.
    pub staff_before: &'static str,
    /// The link.
    pub staff_link: &'static str,
    /// From the staff entrance.
    pub resident_link: &'static str,
    /// Heading.
    pub staff_title: &'static str,
    /// A field.
    pub password: &'static str,
    /// A field.
    pub totp: &'static str,
    /// Where it comes from.
    pub totp_hint: &'static str,
    /// What this device is called where the browser does not say.
    pub device: &'static str,
    /// The bell.
    pub notices: fn(i64) -> String,
    /// The greeting, by the hour.
    pub hello: fn(&str, i64) -> String,
    /// How many things wait for the reader.
    pub waits: fn(i64) -> String,
    /// Names the quick actions.
    pub quick: &'static str,
    /// A quick action.
    pub quick_report: &'static str,
    /// A quick action.
    pub quick_mine: &'static str,
    /// A quick action.
    pub quick_call: &'static str,
    /// Heading in elder mode.
    pub what_to_do: &'static str,
    /// Under the action in elder mode.
    pub report_hint: &'static str,
    /// Under the action in elder mode.
    pub mine_hint: &'static str,
    /// Heading of the seat sheet.
    pub seats: &'static str,
    /// Under the heading.
    pub seats_hint: &'static str,
    /// Nobody has bound a flat to the account yet.
    pub no_seat: &'static str,
    /// What to do.
    pub no_seat_why: &'static str,
    /// A staff seat without the second factor.
    pub second_factor: &'static str,
    /// Title.
    pub mine: &'static str,
    /// A row and a title.
    pub sessions: &'static str,
    /// On the page.
    pub sessions_hint: &'static str,
    /// A chip.
    pub this_device: &'static str,
    /// Signs another device out.
    pub end_session: &'static str,
    /// When it signed in.
    pub session_since: fn(&str) -> String,
    /// When it was last used.
    pub session_used: fn(&str) -> String,
    /// A choice.
    pub language: &'static str,
    /// A choice.
    pub text_size: &'static str,
    /// A size.
    pub size_0: &'static str,
    /// A size.
    pub size_1: &'static str,
    /// A size.
    pub size_2: &'static str,
    /// The button.
    pub sign_out: &'static str,
    /// Heading of the sheet.
    pub sign_out_sure: &'static str,
    /// Nothing would be lost.
    pub sign_out_plain: &'static str,
    /// How many drafts and unsent reports would be lost.
    pub sign_out_lost: fn(i64) -> String,
    /// Stays signed in.
    pub stay: &'static str,
    /// Title.
    pub inbox: &'static str,
    /// Heading.
    pub inbox_empty: &'static str,
    /// What will come here.
    pub inbox_empty_why: &'static str,
    /// Marks everything.
    pub inbox_read_all: &'static str,
    /// How many lines are unread.
    pub unread: fn(i64) -> String,
    /// Title.
    pub phones: &'static str,
    /// Whom 119 reaches.
    pub fire: &'static str,
    /// Whom 110 reaches.
    pub police: &'static str,
    /// Whom 120 reaches.
    pub ambulance: &'static str,
    /// Whom 96333 reaches.
    pub lift: &'static str,
    /// Heading.
    pub danger: &'static str,
    /// Heading.
    pub estate_phones: &'static str,
    /// Says what pressing does.
    pub call_number: fn(&str) -> String,
    /// Heading: sign-ins on devices that were not known.
    pub new_devices: &'static str,
    /// One's own account, on which device.
    pub new_device: fn(&str) -> String,
    /// A co-owner, and of which unit.
    pub co_owners_device: fn(&str, &str) -> String,
    /// What to do about one's own.
    pub not_you: &'static str,
    /// What to do about a co-owner's.
    pub ask_them: &'static str,
    /// The number had been silent for long.
    pub after_silence: &'static str,
    /// Tab and title: the staff's queue.
    pub queue: &'static str,
    /// How the queue stands: overdue, due today, all.
    pub tally: fn(i64, i64, i64) -> String,
    /// Tab and title: staff's notices.
    pub notices_title: &'static str,
    /// What will come there.
    pub staff_inbox_empty: &'static str,
    /// Tab and title: people and places.
    pub office: &'static str,
    /// What a role is called.
    pub role: fn(Role) -> &'static str,
}

/// Chinese.
pub(super) static ZH: AccountText = AccountText {
    phone: "手机号",
    code: "短信验证码",
    send_code: "获取验证码",
    code_again_in: |n| format!("{n} 秒后可重发"),
    code_again: "重新获取",
    code_sent: "验证码发出了，5 分钟内有效。",
    demo_code: |code| format!("演示用验证码：{code}"),
    phone_short: "手机号是 11 位，再看一下",
    code_short: "验证码是 6 位数字",
    consent: "我看过并同意 ",
    consent_link: "用了哪些信息、做什么用",
    consent_needed: "请先看一看，再打勾",
    consent_title: "用了哪些信息、做什么用",
    consent_body: "只用手机号登录，用名册上的姓名和房号确认您是这里的业主或家人。吹哨时，照片里的定位和拍摄信息会去掉；物业、业委会和被反映的人看不到您是谁。不刷脸，不要身份证照片，不给别人打广告。您随时可以退出登录。",
    enter: "进入邻里",
    elder_offer: "字太小？用长辈版",
    elder: "长辈版",
    elder_leave: "退出长辈版",
    no_face: "不刷脸，不要身份证照片。",
    staff_before: "工作人员请走 ",
    staff_link: "工作入口",
    resident_link: "居民入口",
    staff_title: "工作入口",
    password: "密码",
    totp: "动态码",
    totp_hint: "身份验证器上的 6 位数字",
    device: "手机浏览器",
    notices: |n| if n == 0 { "通知".to_owned() } else { format!("通知，{n} 条未读") },
    hello: hello_zh,
    waits: |n| match n {
        0 => "没有要您办的事。".to_owned(),
        1 => "有一件事，等您拿主意。".to_owned(),
        _ => format!("有 {n} 件事，等您拿主意。"),
    },
    quick: "常用",
    quick_report: "拍照吹哨",
    quick_mine: "我的吹哨",
    quick_call: "打电话",
    what_to_do: "要做什么",
    report_hint: "哪里不对劲，拍下来",
    mine_hint: "看看办到哪一步了",
    seats: "换个身份",
    seats_hint: "您在每个地方的身份，分开看、分开办。",
    no_seat: "还没有找到您家",
    no_seat_why: "名册上没有这个号码。请联系社区登记，或让业主添加您。",
    second_factor: "这个身份要从工作入口登录",
    mine: "我的",
    sessions: "登录的设备",
    sessions_hint: "不认识的设备，马上让它退出，再告诉社区。",
    this_device: "这台",
    end_session: "让它退出",
    session_since: |day| format!("{day}登录"),
    session_used: |day| format!("最近用过：{day}"),
    language: "语言",
    text_size: "字的大小",
    size_0: "标准",
    size_1: "大",
    size_2: "很大",
    sign_out: "退出登录",
    sign_out_sure: "退出登录吗？",
    sign_out_plain: "这台手机上存的内容会清掉，下次用手机号再进来。",
    sign_out_lost: |n| format!("还有 {n} 件没写完或没发出，退出就没有了。"),
    stay: "留下",
    inbox: "通知",
    inbox_empty: "还没有通知",
    inbox_empty_why: "您吹的哨有进展，会在这里告诉您。",
    inbox_read_all: "全部已读",
    unread: |n| format!("{n} 条未读"),
    phones: "打电话",
    fire: "火警",
    police: "报警",
    ambulance: "急救",
    lift: "电梯困人",
    danger: "人有危险，先打电话",
    estate_phones: "小区的电话",
    call_number: |who| format!("打给{who}"),
    new_devices: "新设备登录",
    new_device: |device| format!("您的账号在“{device}”登录了"),
    co_owners_device: |name, unit| format!("{unit}的共有业主{name}在新设备上登录了"),
    not_you: "不是您本人？点这里让它退出，再告诉社区。",
    ask_them: "觉得不对，请问一下本人。",
    after_silence: "这个号码 180 天没有用过。",
    queue: "待办",
    tally: |late, today, all| format!("{late} 超时，{today} 今天到期，全部 {all}"),
    notices_title: "消息",
    staff_inbox_empty: "派给您的、快到期的、超时的，会在这里告诉您。",
    office: "人和地方",
    role: role_zh,
};

/// English.
pub(super) static EN: AccountText = AccountText {
    phone: "Mobile number",
    code: "Code from the SMS",
    send_code: "Send code",
    code_again_in: |n| format!("Again in {n} s"),
    code_again: "Send again",
    code_sent: "The code is on its way; it holds for 5 minutes.",
    demo_code: |code| format!("Demo code: {code}"),
    phone_short: "A mobile number has 11 digits; please look again",
    code_short: "The code has 6 digits",
    consent: "I have read and agree to ",
    consent_link: "which information is used, and for what",
    consent_needed: "Please read it and tick the box",
    consent_title: "Which information is used, and for what",
    consent_body: "Your mobile number signs you in; the name and flat on the owners' roll confirm that you belong here. Photos lose their location and camera data. The property company, the committee and whoever is reported never see who you are. No face scan, no ID photo, no advertising. You can sign out at any time.",
    enter: "Enter",
    elder_offer: "Text too small? Elder mode",
    elder: "Elder mode",
    elder_leave: "Leave elder mode",
    no_face: "No face scan, no photo of your ID.",
    staff_before: "Staff: use the ",
    staff_link: "staff entrance",
    resident_link: "Residents",
    staff_title: "Staff entrance",
    password: "Password",
    totp: "One-time code",
    totp_hint: "Six digits from your authenticator",
    device: "Phone browser",
    notices: |n| if n == 0 { "Notices".to_owned() } else { format!("Notices, {n} unread") },
    hello: hello_en,
    waits: |n| match n {
        0 => "Nothing is waiting for you.".to_owned(),
        1 => "One decision is waiting for you.".to_owned(),
        _ => format!("{n} decisions are waiting for you."),
    },
    quick: "Often used",
    quick_report: "Report",
    quick_mine: "My reports",
    quick_call: "Call",
    what_to_do: "What would you like to do",
    report_hint: "Something wrong? Take a photo",
    mine_hint: "See how far it has come",
    seats: "Switch role",
    seats_hint: "Each role has its own view and its own tasks.",
    no_seat: "Your home is not found yet",
    no_seat_why: "This number is on no owners' roll. Ask the community office, or an owner of the flat, to add you.",
    second_factor: "This role needs the staff entrance",
    mine: "Me",
    sessions: "Signed-in devices",
    sessions_hint: "Sign out any device you do not know, then tell the community office.",
    this_device: "This one",
    end_session: "Sign it out",
    session_since: |day| format!("Signed in {day}"),
    session_used: |day| format!("Last used {day}"),
    language: "Language",
    text_size: "Text size",
    size_0: "Standard",
    size_1: "Large",
    size_2: "Very large",
    sign_out: "Sign out",
    sign_out_sure: "Sign out?",
    sign_out_plain: "What this phone keeps is cleared. Sign in again with your number.",
    sign_out_lost: |n| {
        if n == 1 {
            "One draft or unsent report would be lost.".to_owned()
        } else {
            format!("{n} drafts or unsent reports would be lost.")
        }
    },
    stay: "Stay",
    inbox: "Notices",
    inbox_empty: "No notices yet",
    inbox_empty_why: "Progress on your reports will be told here.",
    inbox_read_all: "Mark all read",
    unread: |n| format!("{n} unread"),
    phones: "Call",
    fire: "Fire",
    police: "Police",
    ambulance: "Ambulance",
    lift: "Shut in a lift",
    danger: "In danger, call first",
    estate_phones: "Phones of the estate",
    call_number: |who| format!("Call {who}"),
    new_devices: "Sign-ins on new devices",
    new_device: |device| format!("Your account signed in on “{device}”"),
    co_owners_device: |name, unit| format!("{name}, co-owner of {unit}, signed in on a new device"),
    not_you: "Not you? Sign it out here, and tell the community office.",
    ask_them: "If that seems wrong, ask them.",
    after_silence: "The number had not been used for 180 days.",
    queue: "Queue",
    tally: |late, today, all| format!("{late} overdue, {today} due today, {all} in all"),
    notices_title: "Notices",
    staff_inbox_empty: "What is assigned to you, due soon or overdue is told here.",
    office: "People and places",
    role: role_en,
};

fn hello_zh(name: &str, hour: i64) -> String {
    let time = match hour {
        0..=4 | 22.. => "夜深了",
        5..=10 => "早上好",
        11..=12 => "中午好",
        13..=17 => "下午好",
        _ => "晚上好",
    };
    format!("{name}，{time}")
}

fn hello_en(name: &str, hour: i64) -> String {
    let time = match hour {
        5..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    };
    format!("{time}, {name}")
}

const fn role_zh(role: Role) -> &'static str {
    match role {
        Role::Own => "业主",
        Role::Occ => "家人或租客",
        Role::Pms => "物业员工",
        Role::Pmm => "物业项目经理",
        Role::Com => "业委会委员",
        Role::Chr => "业委会主任",
        Role::Cmy => "社区",
        Role::Twn => "镇街",
        Role::Bur => "区建设局",
        Role::Dst => "区专班办",
        Role::Dep => "区级部门",
        Role::Adm => "技术管理",
    }
}

const fn role_en(role: Role) -> &'static str {
    match role {
        Role::Own => "Owner",
        Role::Occ => "Household member or tenant",
        Role::Pms => "Property staff",
        Role::Pmm => "Property manager",
        Role::Com => "Committee member",
        Role::Chr => "Committee chair",
        Role::Cmy => "Community office",
        Role::Twn => "Town",
        Role::Bur => "Construction bureau",
        Role::Dst => "District office",
        Role::Dep => "District department",
        Role::Adm => "Administrator",
    }
}
