//! Texts of the lists of reports.

use shared::domain::estate::COMMON_PLACE_ZH;

/// What the lists say.
pub struct ListText {
    /// Mine or the estate's, for screen readers.
    pub which: &'static str,
    /// Mine.
    pub mine: &'static str,
    /// The estate's public list.
    pub estate: &'static str,
    /// Heading of what waits on this phone.
    pub unsent: &'static str,
    /// Heading of what waits for me.
    pub for_me: &'static str,
    /// Heading of what runs.
    pub running: &'static str,
    /// Heading of what is over.
    pub over: &'static str,
    /// A month: year and month.
    pub month: fn(i64, i64) -> String,
    /// How many.
    pub count: fn(i64) -> String,
    /// How it ended, and when it was filed.
    pub ended: fn(&str, &str) -> String,
    /// I joined it.
    pub joined: &'static str,
    /// Nothing at all.
    pub empty: &'static str,
    /// And what to do.
    pub empty_why: &'static str,
    /// The action.
    pub empty_go: &'static str,
    /// The estate has none.
    pub estate_empty: &'static str,
    /// Whose the estate's list is.
    pub estate_hint: &'static str,
    /// A place that is not one of the estate's own names.
    pub common_place: &'static str,
    /// Where and which day.
    pub at: fn(&str, &str) -> String,
}

/// Chinese.
pub(super) const ZH: ListText = ListText {
    which: "看谁的",
    mine: "我的",
    estate: "小区的",
    unsent: "还在手机里",
    for_me: "等您说一声",
    running: "正在办的",
    over: "办完的",
    month: |year, month| format!("{year} 年 {month} 月"),
    count: |n| format!("{n} 件"),
    ended: |how, day| format!("{how}，{day}吹哨"),
    joined: "加入的",
    empty: "还没吹过哨",
    empty_why: "哪里不对劲，拍张照，说一声。",
    empty_go: "去吹哨",
    estate_empty: "小区里没有公开的吹哨",
    estate_hint: "只写类别、哪幢和进展，不写是谁、哪一户。",
    common_place: COMMON_PLACE_ZH,
    at: |place, day| format!("{place}，{day}"),
};

/// English.
pub(super) const EN: ListText = ListText {
    which: "Whose",
    mine: "Mine",
    estate: "The estate's",
    unsent: "Still on this phone",
    for_me: "Waiting for your word",
    running: "In progress",
    over: "Over",
    month: month_en,
    count: |n| n.to_string(),
    ended: |how, day| format!("{how}, reported {day}"),
    joined: "Joined",
    empty: "No reports yet",
    empty_why: "Something wrong? Take a photo and say so.",
    empty_go: "Report something",
    estate_empty: "No public reports in this estate",
    estate_hint: "Category, building and progress only; never who or which flat.",
    common_place: "Common place",
    at: |place, day| format!("{place}, {day}"),
};

impl ListText {
    /// A place of the public list.
    pub fn place<'a>(&self, place: &'a str) -> &'a str {
        if place == COMMON_PLACE_ZH { self.common_place } else { place }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_en(year: i64, month: i64) -> String {
    let index = usize::try_from(month - 1).unwrap_or_default();
    format!("{} {year}", MONTHS.get(index).copied().unwrap_or_default())
}
