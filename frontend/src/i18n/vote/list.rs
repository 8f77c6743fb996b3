//! Texts of the list of meetings.

use shared::domain::vote::{MeetingStatus, Outcome};

/// What the list says.
pub struct VotesText {
    /// The page's title.
    pub title: &'static str,
    /// Names a meeting by its only matter and how many more there are.
    pub and_more: fn(&str, i64) -> String,
    /// None of my parties has voted.
    pub not_cast: &'static str,
    /// All of my parties have voted.
    pub cast: &'static str,
    /// Some of my parties have voted: cast, all.
    pub cast_some: fn(i64, i64) -> String,
    /// The reader does not vote here.
    pub not_mine: &'static str,
    /// What the quorum still misses: persons, area.
    pub missing: fn(&str, &str) -> String,
    /// Two parts of [`Self::missing`] joined, where only one is missing.
    pub missing_persons: fn(&str) -> String,
    /// Only area is missing.
    pub missing_area: fn(&str) -> String,
    /// The quorum is met.
    pub enough: &'static str,
    /// Leads to a meeting in which one still votes.
    pub go_vote: &'static str,
    /// Leads to a meeting.
    pub go: &'static str,
    /// Heading of what is noticed.
    pub noticed: &'static str,
    /// When voting begins.
    pub opens: fn(&str) -> String,
    /// Heading of drafts, for who works on them.
    pub drafts: &'static str,
    /// Heading of what waits for the count.
    pub counting: &'static str,
    /// Voting has ended; when.
    pub closed: fn(&str) -> String,
    /// Heading of what has a result.
    pub past: &'static str,
    /// A meeting that was called off.
    pub cancelled: &'static str,
    /// How many matters passed: passed, all.
    pub passed_of: fn(i64, i64) -> String,
    /// A decision.
    pub outcome: fn(Outcome) -> &'static str,
    /// A committee was elected: members, alternates.
    pub elected: fn(i64, i64) -> String,
    /// An election that filled no committee.
    pub not_elected: &'static str,
    /// An election, as a chip.
    pub elected_word: &'static str,
    /// Where a meeting stands.
    pub status: fn(MeetingStatus) -> &'static str,
    /// There are no meetings.
    pub empty: &'static str,
    /// And what would bring one.
    pub empty_why: &'static str,
    /// The seat belongs to no estate.
    pub no_estate: &'static str,
    /// And what it would show.
    pub no_estate_why: &'static str,
    /// A sum of persons.
    pub persons: fn(&str) -> String,
    /// An area.
    pub area: fn(&str) -> String,
}

/// Chinese.
pub(super) const ZH: VotesText = VotesText {
    title: "表决",
    and_more: |title, more| format!("{title} 等 {} 件事", more + 1),
    not_cast: "您还没投",
    cast: "您已经投了",
    cast_some: |cast, all| format!("您的 {all} 张票投了 {cast} 张"),
    not_mine: "这次没有您的票",
    missing: |persons, area| format!("满三分之二才算数，还差 {persons}、{area}"),
    missing_persons: |persons| format!("面积够了，人数还差 {persons}"),
    missing_area: |area| format!("人数够了，面积还差 {area}"),
    enough: "参加的已满三分之二，这次算数",
    go_vote: "看内容，去投票",
    go: "看内容",
    noticed: "正在公示，还没开始投",
    opens: |day| format!("{day}开始投，现在可以提意见"),
    drafts: "还在起草",
    counting: "已截止，等计票",
    closed: |day| format!("{day}截止"),
    past: "已经有结果",
    cancelled: "没有开成",
    passed_of: |passed, all| format!("{all} 件事，通过 {passed} 件"),
    outcome: |outcome| match outcome {
        Outcome::Passed => "通过",
        Outcome::Rejected => "没通过",
        Outcome::QuorumNotMet => "没成",
        Outcome::Unknown => "看结果",
    },
    elected: |members, alternates| format!("选出 {members} 人，候补 {alternates} 人"),
    not_elected: "没有选成",
    elected_word: "选出",
    status: |status| match status {
        MeetingStatus::Draft => "起草中",
        MeetingStatus::Reviewed => "社区看过",
        MeetingStatus::Noticed => "公示中",
        MeetingStatus::Open => "投票中",
        MeetingStatus::Closed => "等开票",
        MeetingStatus::Tallied => "已计票",
        MeetingStatus::Published => "已公布",
        MeetingStatus::Cancelled => "已取消",
        MeetingStatus::CorrectionOrdered => "责令改正",
        MeetingStatus::Corrected => "已改正",
        MeetingStatus::Revoked => "已被撤销",
        MeetingStatus::Annulled => "法院已撤销",
        MeetingStatus::Unknown => "看进展",
    },
    empty: "还没有要表决的事",
    empty_why: "业委会一公告，这里就看得到，也会通知您。",
    no_estate: "这个身份不在小区里",
    no_estate_why: "换成业主身份，就能看到小区的表决。",
    persons: |n| format!("{n} 人"),
    area: |n| format!("{n} ㎡"),
};

/// English.
pub(super) const EN: VotesText = VotesText {
    title: "Votes",
    and_more: |title, more| format!("{title} and {more} more"),
    not_cast: "You have not voted yet",
    cast: "You have voted",
    cast_some: |cast, all| format!("{cast} of your {all} ballots are in"),
    not_mine: "No ballot of yours in this one",
    missing: |persons, area| format!("Counts from two thirds on; {persons} and {area} missing"),
    missing_persons: |persons| format!("Area is enough; {persons} missing"),
    missing_area: |area| format!("Persons are enough; {area} missing"),
    enough: "Two thirds take part: it counts",
    go_vote: "Read and vote",
    go: "Read",
    noticed: "On notice, voting has not begun",
    opens: |day| format!("Voting begins {day}; objections are welcome now"),
    drafts: "Being drafted",
    counting: "Ended, waiting for the count",
    closed: |day| format!("ended {day}"),
    past: "Decided",
    cancelled: "Called off",
    passed_of: |passed, all| format!("{passed} of {all} matters passed"),
    outcome: |outcome| match outcome {
        Outcome::Passed => "Passed",
        Outcome::Rejected => "Rejected",
        Outcome::QuorumNotMet => "No quorum",
        Outcome::Unknown => "See result",
    },
    elected: |members, alternates| format!("{members} elected, {alternates} alternates"),
    not_elected: "No committee was elected",
    elected_word: "Elected",
    status: |status| match status {
        MeetingStatus::Draft => "Draft",
        MeetingStatus::Reviewed => "Looked over",
        MeetingStatus::Noticed => "On notice",
        MeetingStatus::Open => "Voting open",
        MeetingStatus::Closed => "To be counted",
        MeetingStatus::Tallied => "Counted",
        MeetingStatus::Published => "Published",
        MeetingStatus::Cancelled => "Called off",
        MeetingStatus::CorrectionOrdered => "Correction ordered",
        MeetingStatus::Corrected => "Corrected",
        MeetingStatus::Revoked => "Revoked",
        MeetingStatus::Annulled => "Annulled",
        MeetingStatus::Unknown => "See progress",
    },
    empty: "Nothing to vote on yet",
    empty_why: "As soon as the committee gives notice, it is here, and you are told.",
    no_estate: "This role has no estate",
    no_estate_why: "Choose your owner's role to see the estate's votes.",
    persons: |n| if n == "1" { "1 person".to_owned() } else { format!("{n} persons") },
    area: |n| format!("{n} m²"),
};
