//! Texts of the list of meetings, for those who call and oversee them.

/// What the list says.
pub struct MeetingsText {
    /// The page's title.
    pub title: &'static str,
    /// Begins a draft.
    pub begin: &'static str,
    /// There are no meetings.
    pub empty: &'static str,
    /// What would bring one.
    pub empty_why: &'static str,
    /// What one may do oneself.
    pub empty_drafts: &'static str,
    /// Heading.
    pub drafts: &'static str,
    /// Heading.
    pub running: &'static str,
    /// Heading.
    pub counting: &'static str,
    /// Heading.
    pub past: &'static str,
    /// From when to when.
    pub window: fn(&str, &str) -> String,
    /// Leads to the seat's key.
    pub key: &'static str,
    /// What it is for.
    pub key_sub: &'static str,
}

/// Chinese.
pub(super) const ZH: MeetingsText = MeetingsText {
    title: "表决",
    begin: "起草一次表决",
    empty: "还没有表决",
    empty_why: "业委会起草以后，这里就看得到。",
    empty_drafts: "先起草，社区看过，再公告；公告满 15 天才能投票。",
    drafts: "起草中",
    running: "公示和投票中",
    counting: "已截止",
    past: "以前的",
    window: |from, to| format!("{from} 到 {to}"),
    key: "我保管的钥匙",
    key_sub: "一届做一次，开票要用",
};

/// English.
pub(super) const EN: MeetingsText = MeetingsText {
    title: "Votes",
    begin: "Draft a meeting",
    empty: "No meetings yet",
    empty_why: "They are listed here as soon as the committee drafts one.",
    empty_drafts: "Draft one first; the community office looks it over, then comes the notice, 15 days before voting.",
    drafts: "Being drafted",
    running: "On notice and open",
    counting: "Closed",
    past: "Past",
    window: |from, to| format!("{from} to {to}"),
    key: "The key I keep",
    key_sub: "Made once a term, needed for the count",
};
