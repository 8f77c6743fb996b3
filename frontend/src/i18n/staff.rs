//! Texts of the staff's queue, of a report as staff see it, and of invitations.

mod act;

use act::{
    act_en, act_why_en, act_why_zh, act_zh, note_en, note_example_en, note_example_zh, note_zh,
    recorded_en, recorded_zh,
};
use shared::api::report::QueuePart;
use shared::domain::report::{ClockKind, Event};

/// What staff read.
pub struct StaffText {
    /// A part of the queue.
    pub part: fn(QueuePart) -> &'static str,
    /// Heading: due after today.
    pub later: &'static str,
    /// Names the parts.
    pub parts: &'static str,
    /// Opens search and further parts.
    pub filter: &'static str,
    /// Names the search field.
    pub find: &'static str,
    /// What can be searched for.
    pub find_hint: &'static str,
    /// Names the suggestions under the field.
    pub find_as: &'static str,
    /// A suggestion: a place or a number.
    pub find_text: fn(&str) -> String,
    /// Takes the search back.
    pub find_clear: &'static str,
    /// Only one estate is shown; which.
    pub estate_only: fn(&str) -> String,
    /// Shows one estate only.
    pub estate_filter: fn(&str) -> String,
    /// Which estate is shown.
    pub estate_pick: &'static str,
    /// Shows every estate again.
    pub estate_all: &'static str,
    /// The part is empty.
    pub empty: fn(QueuePart) -> &'static str,
    /// What will come here.
    pub empty_why: &'static str,
    /// The search found nothing.
    pub nothing_found: &'static str,
    /// What to try.
    pub nothing_found_why: &'static str,
    /// On the desktop, before one is chosen.
    pub choose_one: &'static str,
    /// Which keys.
    pub choose_one_how: &'static str,
    /// After the keys J and K.
    pub keys_move: &'static str,
    /// After the key R.
    pub keys_act: &'static str,
    /// A chip.
    pub urgent: &'static str,
    /// A chip.
    pub urgent_long: &'static str,
    /// A chip.
    pub confidential: &'static str,
    /// A chip: assigned to the reader.
    pub mine: &'static str,
    /// By when what must be done.
    pub due: fn(&str, &str) -> String,
    /// By when what should have been done.
    pub was_due: fn(&str, &str) -> String,
    /// Until when a pause holds the clock at the latest.
    pub paused: fn(&str) -> String,
    /// Who filed it, as staff say it.
    pub reporter: &'static str,
    /// The state: done, waiting for the reporter.
    pub resolved: &'static str,
    /// The state: taken back.
    pub withdrawn: &'static str,
    /// Title before the report is there.
    pub case: &'static str,
    /// When it was filed.
    pub filed: fn(&str) -> String,
    /// A time to the hour: the day, and the hour.
    pub hour: fn(&str, i64) -> String,
    /// The demand of a clock, as a heading.
    pub duty: fn(ClockKind) -> &'static str,
    /// Heading.
    pub photos: &'static str,
    /// The reporter wrote nothing.
    pub no_words: &'static str,
    /// Heading: how the same thing at the same spot was put right before.
    pub earlier: &'static str,
    /// A fact.
    pub who_filed: &'static str,
    /// The name is not shown.
    pub hidden: &'static str,
    /// Shows the name.
    pub reveal: &'static str,
    /// Heading of the sheet.
    pub reveal_title: &'static str,
    /// What it means.
    pub reveal_note: &'static str,
    /// A field.
    pub reveal_reason: &'static str,
    /// An example.
    pub reveal_example: &'static str,
    /// After it was shown.
    pub revealed: &'static str,
    /// A fact.
    pub law: &'static str,
    /// A fact.
    pub estate: &'static str,
    /// A fact.
    pub lead: &'static str,
    /// A fact.
    pub co: &'static str,
    /// A fact.
    pub assignee: &'static str,
    /// A fact.
    pub together: &'static str,
    /// How many neighbours joined.
    pub followers: fn(i64) -> String,
    /// A fact.
    pub merged_into: &'static str,
    /// A fact.
    pub rating: &'static str,
    /// Speed, result, attitude.
    pub marks: fn(i64, i64, i64) -> String,
    /// Heading.
    pub history: &'static str,
    /// A chip.
    pub in_time: &'static str,
    /// A chip.
    pub too_late: &'static str,
    /// Who must act, by when.
    pub to_come: fn(&str, &str) -> String,
    /// The photos before.
    pub before: &'static str,
    /// The photos after.
    pub after: &'static str,
    /// What an action's button says.
    pub act: fn(Event) -> &'static str,
    /// The same where there is less room.
    pub act_short: fn(Event) -> &'static str,
    /// What an action brings about.
    pub act_why: fn(Event) -> &'static str,
    /// What to write for it.
    pub note: fn(Event) -> &'static str,
    /// An example of it.
    pub note_example: fn(Event) -> &'static str,
    /// May be left out.
    pub optional: fn(&str) -> String,
    /// A field.
    pub form_photos: &'static str,
    /// What of an action is still missing.
    pub photo_needed: &'static str,
    /// Whom an action names.
    pub dept: fn(Event) -> &'static str,
    /// Adds a helper.
    pub co_add: &'static str,
    /// A field.
    pub into: &'static str,
    /// What it takes.
    pub into_hint: &'static str,
    /// Before the open reports of the same place.
    pub into_alike: &'static str,
    /// A field.
    pub category: &'static str,
    /// Narrows the categories.
    pub category_find: &'static str,
    /// A field.
    pub colleague: &'static str,
    /// Photos are on their way: which, of how many.
    pub sending: fn(i64, i64) -> String,
    /// It is recorded.
    pub recorded: fn(Event) -> &'static str,
    /// What the seat may do is done as the reporter.
    pub as_reporter: &'static str,
    /// Nothing can be done now.
    pub nothing_to_do: &'static str,
    /// Leads to the staff entrance.
    pub go_sign_in: &'static str,
    /// What is wrong with the password.
    pub password_missing: &'static str,
    /// Title.
    pub invitation: &'static str,
    /// What it offers: name, role, place.
    pub invited: fn(&str, &str, &str) -> String,
    /// The number it was made for, and until when it holds.
    pub invited_until: fn(&str, &str) -> String,
    /// It cannot be taken up.
    pub invitation_failed: &'static str,
    /// Heading.
    pub secret_title: &'static str,
    /// What to do with it.
    pub secret_how: &'static str,
    /// Hands it to an authenticator on this device.
    pub secret_open: &'static str,
    /// Names the square to scan.
    pub secret_square: &'static str,
    /// The secret as text.
    pub secret_text: &'static str,
    /// A field.
    pub password_new: &'static str,
    /// What it takes.
    pub password_hint: &'static str,
    /// The account has one.
    pub password_present: &'static str,
    /// What is wrong with it.
    pub password_length: &'static str,
    /// The button.
    pub accept: &'static str,
}

/// Chinese.
pub(super) static ZH: StaffText = StaffText {
    part: |part| match part {
        QueuePart::All => "全部",
        QueuePart::Overdue => "超时",
        QueuePart::Today => "今天到期",
        QueuePart::Urgent => "紧急",
        QueuePart::Mine => "我的",
        QueuePart::Elsewhere => "等别人",
        QueuePart::Done => "已办",
        QueuePart::Unknown => "其他",
    },
    later: "以后",
    parts: "按期限看",
    filter: "筛选",
    find: "搜待办",
    find_hint: "楼号、问题、单号",
    find_as: "找哪一种",
    find_text: |text| format!("地点、单号“{text}”"),
    find_clear: "不搜了",
    estate_only: |estate| format!("只看{estate}"),
    estate_filter: |estate| format!("只看{estate}的"),
    estate_pick: "只看一个小区",
    estate_all: "看全部小区",
    empty: |part| match part {
        QueuePart::All => "没有要您办的事",
        QueuePart::Overdue => "没有超时的",
        QueuePart::Today => "今天没有到期的",
        QueuePart::Urgent => "没有紧急的",
        QueuePart::Mine => "没有派给您的",
        QueuePart::Elsewhere => "没有在等别人的",
        QueuePart::Done | QueuePart::Unknown => "还没有办完的",
    },
    empty_why: "有新的会自己出现，不用刷新。",
    nothing_found: "没有找到",
    nothing_found_why: "换个词，或到“等别人”“已办”里再找。",
    choose_one: "从左边选一件",
    choose_one_how: "J、K 换一件，R 办这一件",
    keys_move: "换一件",
    keys_act: "办这件",
    urgent: "紧急",
    urgent_long: "紧急，人身安全",
    confidential: "保密",
    mine: "我的",
    due: |when, what| format!("{when} 前要{what}"),
    was_due: |when, what| format!("{when} 前该{what}"),
    paused: |when| format!("暂停中，最晚 {when} 接着算"),
    reporter: "吹哨人",
    resolved: "办好，等吹哨人确认",
    withdrawn: "吹哨人撤回了",
    case: "这一件",
    filed: |when| format!("{when} 吹哨"),
    hour: |day, hour| format!("{day} {hour} 点"),
    duty: |kind| match kind {
        ClockKind::OnSite => "物业到场",
        ClockKind::Answer => "物业答复",
        ClockKind::Dissuade => "物业劝阻",
        ClockKind::Accept => "社区接报",
        ClockKind::CheckIn => "报到",
        ClockKind::Resolve => "办好",
        ClockKind::Case => "结案",
        ClockKind::Review => "上级定下来",
        ClockKind::Confirm => "吹哨人确认",
        ClockKind::Pause | ClockKind::Unknown => "办理",
    },
    photos: "现场照片",
    no_words: "没有留文字。",
    earlier: "同一处，以前怎么办的",
    who_filed: "谁吹的哨",
    hidden: "不显示",
    reveal: "显示姓名",
    reveal_title: "要看吹哨人的姓名吗？",
    reveal_note: "您是谁、什么时候看、为什么看，都会记下来。",
    reveal_reason: "为什么要看",
    reveal_example: "比如：要约时间进屋查看",
    revealed: "已记下。请只用来办这一件。",
    law: "依据",
    estate: "小区",
    lead: "主办",
    co: "协办",
    assignee: "派给",
    together: "一起的",
    followers: |n| format!("{n} 位邻居"),
    merged_into: "并到",
    rating: "吹哨人评价",
    marks: |speed, result, attitude| {
        format!("快慢 {speed}，结果 {result}，态度 {attitude}（满分 5）")
    },
    history: "经过",
    in_time: "按时",
    too_late: "晚了",
    to_come: |when, who| format!("{when} 前，{who}"),
    before: "之前",
    after: "之后",
    act: act_zh,
    act_short: |event| match event {
        Event::Arrive => "我到了",
        Event::Dissuade => "记劝阻",
        event => act_zh(event),
    },
    act_why: act_why_zh,
    note: note_zh,
    note_example: note_example_zh,
    optional: |label| format!("{label}（可以不写）"),
    form_photos: "照片",
    photo_needed: "至少拍一张照片",
    dept: |event| match event {
        Event::Decline => "该由谁办",
        Event::AssignFinally => "指定谁主办",
        _ => "派给谁主办",
    },
    co_add: "再加一家协办",
    into: "并到哪一件（单号）",
    into_hint: "8 位数字，比如 3075-2216",
    into_alike: "同一处还没办完的：",
    category: "改成哪一类",
    category_find: "搜类别，比如：漏水",
    colleague: "派给谁",
    sending: |at, of| format!("正在传照片，第 {at} 张，共 {of} 张"),
    recorded: recorded_zh,
    as_reporter: "看我吹的这件",
    nothing_to_do: "现在没有要您办的。",
    go_sign_in: "去工作入口登录",
    password_missing: "请输入密码",
    invitation: "邀请",
    invited: |name, role, place| format!("{name}，请您到{place}，身份是{role}。"),
    invited_until: |phone, when| format!("只给手机号 {phone}，{when} 前接受有效。"),
    invitation_failed: "这个邀请打不开",
    secret_title: "先加到身份验证器",
    secret_how: "在手机的身份验证器里扫这个码，或点下面打开。以后登录要看它的 6 位数字。",
    secret_open: "在这台设备的验证器里打开",
    secret_square: "用身份验证器扫的二维码",
    secret_text: "扫不了，就手工输入这串字",
    password_new: "设一个密码",
    password_hint: "12 到 128 位，不要用常见的",
    password_present: "您原来的密码",
    password_length: "密码要 12 到 128 位",
    accept: "接受邀请",
};

/// English.
pub(super) static EN: StaffText = StaffText {
    part: |part| match part {
        QueuePart::All => "All",
        QueuePart::Overdue => "Overdue",
        QueuePart::Today => "Due today",
        QueuePart::Urgent => "Urgent",
        QueuePart::Mine => "Mine",
        QueuePart::Elsewhere => "With others",
        QueuePart::Done => "Done",
        QueuePart::Unknown => "Others",
    },
    later: "Later",
    parts: "By deadline",
    filter: "Filter",
    find: "Search the queue",
    find_hint: "Building, problem, number",
    find_as: "Search for",
    find_text: |text| format!("Place or number “{text}”"),
    find_clear: "End the search",
    estate_only: |estate| format!("{estate} only"),
    estate_filter: |estate| format!("Show {estate} only"),
    estate_pick: "One estate only",
    estate_all: "Show every estate",
    empty: |part| match part {
        QueuePart::All => "Nothing is waiting for you",
        QueuePart::Overdue => "Nothing is overdue",
        QueuePart::Today => "Nothing is due today",
        QueuePart::Urgent => "Nothing is urgent",
        QueuePart::Mine => "Nothing is assigned to you",
        QueuePart::Elsewhere => "Nothing waits for others",
        QueuePart::Done | QueuePart::Unknown => "Nothing is closed yet",
    },
    empty_why: "New ones appear by themselves.",
    nothing_found: "Nothing found",
    nothing_found_why: "Try another word, or look under With others and Done.",
    choose_one: "Choose one on the left",
    choose_one_how: "J and K move, R acts",
    keys_move: "move",
    keys_act: "act",
    urgent: "Urgent",
    urgent_long: "Urgent, life safety",
    confidential: "Confidential",
    mine: "Mine",
    due: |when, what| format!("To {what} by {when}"),
    was_due: |when, what| format!("Was to {what} by {when}"),
    paused: |when| format!("Paused, until {when} at the latest"),
    reporter: "the reporter",
    resolved: "Done, waiting for the reporter",
    withdrawn: "Taken back by the reporter",
    case: "Report",
    filed: |when| format!("Reported {when}"),
    hour: |day, hour| format!("{day}, about {hour}:00"),
    duty: |kind| match kind {
        ClockKind::OnSite => "Company on site",
        ClockKind::Answer => "Company answers",
        ClockKind::Dissuade => "Company dissuades",
        ClockKind::Accept => "Community takes it up",
        ClockKind::CheckIn => "Check-in",
        ClockKind::Resolve => "Done",
        ClockKind::Case => "Case decided",
        ClockKind::Review => "Review decides",
        ClockKind::Confirm => "Reporter confirms",
        ClockKind::Pause | ClockKind::Unknown => "Next step",
    },
    photos: "Photos of the place",
    no_words: "No words were left.",
    earlier: "Same place: what was done before",
    who_filed: "Reported by",
    hidden: "Not shown",
    reveal: "Show the name",
    reveal_title: "Show the reporter's name?",
    reveal_note: "Who looked, when and why is recorded.",
    reveal_reason: "Why you need it",
    reveal_example: "For example: to arrange a visit to the flat",
    revealed: "Recorded. Use it for this report only.",
    law: "Legal basis",
    estate: "Estate",
    lead: "Lead",
    co: "Helping",
    assignee: "Assigned to",
    together: "Joined by",
    followers: |n| if n == 1 { "1 neighbour".to_owned() } else { format!("{n} neighbours") },
    merged_into: "Merged into",
    rating: "Reporter's rating",
    marks: |speed, result, attitude| {
        format!("Speed {speed}, result {result}, manner {attitude} (of 5)")
    },
    history: "Course",
    in_time: "In time",
    too_late: "Late",
    to_come: |when, who| format!("By {when}, {who}"),
    before: "Before",
    after: "After",
    act: act_en,
    act_short: |event| match event {
        Event::Dissuade => "Dissuaded",
        event => act_en(event),
    },
    act_why: act_why_en,
    note: note_en,
    note_example: note_example_en,
    optional: |label| format!("{label} (optional)"),
    form_photos: "Photos",
    photo_needed: "Add at least one photo",
    dept: |event| match event {
        Event::Decline => "Who should handle it",
        Event::AssignFinally => "Who is to lead",
        _ => "Who leads",
    },
    co_add: "Add a helper",
    into: "Merge into (number)",
    into_hint: "8 digits, such as 3075-2216",
    into_alike: "Open at the same place:",
    category: "New category",
    category_find: "Search, such as: leak",
    colleague: "Assign to",
    sending: |at, of| format!("Sending photo {at} of {of}"),
    recorded: recorded_en,
    as_reporter: "See it as its reporter",
    nothing_to_do: "Nothing for you to do now.",
    go_sign_in: "To the staff entrance",
    password_missing: "Please type the password",
    invitation: "Invitation",
    invited: |name, role, place| format!("{name}, you are invited to {place} as: {role}."),
    invited_until: |phone, when| format!("For the number {phone} only; accept by {when}."),
    invitation_failed: "This invitation cannot be opened",
    secret_title: "First add it to your authenticator",
    secret_how: "Scan this with the authenticator on your phone, or open it below. Each sign-in asks for its six digits.",
    secret_open: "Open the authenticator on this device",
    secret_square: "QR code for the authenticator",
    secret_text: "If you cannot scan, type this",
    password_new: "Choose a password",
    password_hint: "12 to 128 characters, not a common one",
    password_present: "Your present password",
    password_length: "Use 12 to 128 characters",
    accept: "Accept the invitation",
};
