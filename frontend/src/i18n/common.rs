//! Texts on every page.

/// What every page says.
pub struct CommonText {
    /// The app's name.
    pub app: &'static str,
    /// What it is for.
    pub slogan: &'static str,
    /// The back button.
    pub back: &'static str,
    /// Closes a sheet or viewer.
    pub close: &'static str,
    /// Leaves things as they are.
    pub cancel: &'static str,
    /// Further actions.
    pub more: &'static str,
    /// Asks once more.
    pub retry: &'static str,
    /// Saved.
    pub all_done: &'static str,
    /// Names the bottom bar.
    pub main_menu: &'static str,
    /// Bottom bar.
    pub tab_home: &'static str,
    /// Bottom bar.
    pub tab_report: &'static str,
    /// Bottom bar.
    pub tab_vote: &'static str,
    /// Bottom bar.
    pub tab_mine: &'static str,
    /// Bottom bar in elder mode.
    pub tab_phones: &'static str,
    /// For screen readers, while bones show.
    pub loading: &'static str,
    /// On a button whose action runs.
    pub busy: &'static str,
    /// Banner: no network, and how old this is.
    pub offline_age: fn(&str) -> String,
    /// Banner: no network.
    pub offline: &'static str,
    /// Banner: the server was not reached, and how old this is.
    pub stale_age: fn(&str) -> String,
    /// Banner: a newer app waits.
    pub update: &'static str,
    /// Takes the newer app.
    pub update_now: &'static str,
    /// Heading of an unknown address.
    pub not_found: &'static str,
    /// What to do about it.
    pub not_found_why: &'static str,
    /// Leads home.
    pub go_home: &'static str,
    /// Nothing reached the server.
    pub network_failure: &'static str,
    /// Heading of a failure.
    pub failed: &'static str,
    /// Reference to name when asking us.
    pub reference: fn(&str) -> String,
    /// When it may be tried again.
    pub retry_at: fn(&str) -> String,
    /// Too often; when it may be tried again.
    pub too_many: fn(&str) -> String,
    /// More of a list.
    pub next_page: &'static str,
    /// What and where, who and when.
    pub pair: fn(&str, &str) -> String,
    /// Nothing chosen yet.
    pub choose: &'static str,
    /// May be left out.
    pub optional: &'static str,
    /// Names a photo.
    pub photo_nth: fn(i64) -> String,
    /// Takes a photo out.
    pub photo_remove: fn(i64) -> String,
    /// Moves a photo one place forward.
    pub photo_earlier: fn(i64) -> String,
    /// Moves a photo one place back.
    pub photo_later: fn(i64) -> String,
    /// Takes or picks a photo.
    pub photo_add: &'static str,
    /// Takes or picks another.
    pub photo_again: &'static str,
    /// In the viewer.
    pub photo_previous: &'static str,
    /// In the viewer.
    pub photo_following: &'static str,
    /// Where in the viewer.
    pub photo_of: fn(i64, i64) -> String,
    /// How many, and what is taken out.
    pub photo_limit: fn(i64) -> String,
    /// The badge: this phone recomputed it.
    pub verified: &'static str,
    /// Waits for the network.
    pub queued: &'static str,
    /// The server refused it.
    pub refused: &'static str,
    /// Where the browser sends by itself.
    pub sends_itself: &'static str,
    /// Where it does not.
    pub sends_when_open: &'static str,
    /// The phone has no room or refuses storage.
    pub not_kept: &'static str,
    /// By when.
    pub by: fn(&str) -> String,
    /// How long is left.
    pub left: fn(&str) -> String,
    /// How long overdue.
    pub late: fn(&str) -> String,
    /// In a ring, over the span.
    pub left_word: &'static str,
    /// In a ring, over the span.
    pub late_word: &'static str,
    /// The clock stands still.
    pub paused_word: &'static str,
    /// A span.
    pub minutes: fn(i64) -> String,
    /// A span.
    pub hours: fn(i64) -> String,
    /// A span.
    pub days: fn(i64) -> String,
    /// A day.
    pub today: &'static str,
    /// A day.
    pub tomorrow: &'static str,
    /// A day.
    pub yesterday: &'static str,
    /// A day of next week.
    pub next_week: fn(&str) -> String,
    /// Rule: must be given.
    pub required: &'static str,
    /// Rule.
    pub too_long: &'static str,
    /// Rule.
    pub malformed: &'static str,
    /// Rule.
    pub unknown: &'static str,
    /// Rule.
    pub unexpected: &'static str,
    /// Rule.
    pub out_of_range: &'static str,
}

/// Chinese.
pub(super) const ZH: CommonText = CommonText {
    app: "邻里",
    slogan: "小区的事，自己看得见，自己说了算。",
    back: "返回",
    close: "关上",
    cancel: "先不",
    more: "更多",
    retry: "再试一次",
    all_done: "好了",
    main_menu: "主菜单",
    tab_home: "首页",
    tab_report: "吹哨",
    tab_vote: "表决",
    tab_mine: "我的",
    tab_phones: "打电话",
    loading: "正在取",
    busy: "正在办",
    offline_age: |time| format!("看到的是{time} 的内容"),
    offline: "现在没有网。您写的先存在这台手机里。",
    stale_age: |time| format!("没取到最新的，看到的是{time} 的内容"),
    update: "有新版本，点一下就好，填的都还在。",
    update_now: "更新",
    not_found: "没有这一页",
    not_found_why: "地址可能抄错了，回首页再找。",
    go_home: "回首页",
    network_failure: "没连上。请看看网络，再试一次；您填的都还在。",
    failed: "没取到",
    reference: |id| format!("反映问题时报这个号：{id}"),
    retry_at: |time| format!("{time} 以后再试。"),
    too_many: |time| format!("试得太多了，{time} 以后再试；急事请打社区电话。"),
    next_page: "再看一些",
    pair: |a, b| format!("{a}，{b}"),
    choose: "选",
    optional: "可以不写",
    photo_nth: |n| format!("第 {n} 张照片"),
    photo_remove: |n| format!("删掉第 {n} 张"),
    photo_earlier: |n| format!("第 {n} 张往前移"),
    photo_later: |n| format!("第 {n} 张往后移"),
    photo_add: "拍照片",
    photo_again: "再拍一张",
    photo_previous: "上一张",
    photo_following: "下一张",
    photo_of: |at, of| format!("{at} / {of}"),
    photo_limit: |n| format!("最多 {n} 张，定位会自动去掉"),
    verified: "本机已核对",
    queued: "等网络",
    refused: "没发成",
    sends_itself: "存好了，有网就自动发出",
    sends_when_open: "存好了，下次打开就发出",
    not_kept: "手机存不下了，先别关这一页。腾点空间再试。",
    by: |when| format!("{when} 前"),
    left: |span| format!("还有 {span}"),
    late: |span| format!("超时 {span}"),
    left_word: "还有",
    late_word: "超时",
    paused_word: "暂停",
    minutes: |n| format!("{n} 分"),
    hours: |n| format!("{n} 小时"),
    days: |n| format!("{n} 天"),
    today: "今天",
    tomorrow: "明天",
    yesterday: "昨天",
    next_week: |day| format!("下{day}"),
    required: "这里要填",
    too_long: "太长了，短一点",
    malformed: "这里不对，看一下再改",
    unknown: "没有这一项，重新选",
    unexpected: "这里不用填",
    out_of_range: "超出范围了",
};

/// English.
pub(super) const EN: CommonText = CommonText {
    app: "Linli",
    slogan: "See what happens in your estate, and have your say.",
    back: "Back",
    close: "Close",
    cancel: "Not now",
    more: "More",
    retry: "Try again",
    all_done: "Done",
    main_menu: "Main menu",
    tab_home: "Home",
    tab_report: "Report",
    tab_vote: "Votes",
    tab_mine: "Me",
    tab_phones: "Call",
    loading: "Loading",
    busy: "Working",
    offline_age: |time| format!("This is from {time}"),
    offline: "No network. What you write is kept on this phone.",
    stale_age: |time| format!("The latest did not load. This is from {time}"),
    update: "A new version is ready. What you typed is kept.",
    update_now: "Update",
    not_found: "There is no such page",
    not_found_why: "The address may be mistyped. Look again from home.",
    go_home: "Home",
    network_failure: "No connection. Check the network and try again; your entries are safe.",
    failed: "This did not load",
    reference: |id| format!("If you ask us, name this number: {id}"),
    retry_at: |time| format!("Try again after {time}."),
    too_many: |time| {
        format!("Too many tries. Try again after {time}; in an emergency, call the community.")
    },
    next_page: "Show more",
    pair: |a, b| format!("{a}, {b}"),
    choose: "Choose",
    optional: "Optional",
    photo_nth: |n| format!("Photo {n}"),
    photo_remove: |n| format!("Remove photo {n}"),
    photo_earlier: |n| format!("Move photo {n} earlier"),
    photo_later: |n| format!("Move photo {n} later"),
    photo_add: "Add photo",
    photo_again: "Another",
    photo_previous: "Previous",
    photo_following: "Next",
    photo_of: |at, of| format!("{at} of {of}"),
    photo_limit: |n| format!("Up to {n}; the location is removed"),
    verified: "Checked on this phone",
    queued: "Waiting for network",
    refused: "Not sent",
    sends_itself: "Saved. Sends itself when online.",
    sends_when_open: "Saved. Sends when you next open this.",
    not_kept: "The phone could not keep it. Leave this page open, make room, and try again.",
    by: |when| format!("by {when}"),
    left: |span| format!("{span} left"),
    late: |span| format!("{span} late"),
    left_word: "left",
    late_word: "late",
    paused_word: "paused",
    minutes: |n| format!("{n} min"),
    hours: |n| format!("{n} h"),
    days: |n| if n == 1 { "1 day".to_owned() } else { format!("{n} days") },
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    next_week: |day| format!("next {day}"),
    required: "This is needed",
    too_long: "Too long; make it shorter",
    malformed: "Not right yet; please look again",
    unknown: "There is no such entry; choose again",
    unexpected: "Leave this empty",
    out_of_range: "Outside the range",
};
