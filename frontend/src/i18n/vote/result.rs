//! Texts of what a vote came to.

use shared::domain::vote::{Choice, Majority, Outcome, Withheld};

/// What the page of the result says.
pub struct ResultText {
    /// The page's title.
    pub title: &'static str,
    /// A decision, in large.
    pub verdict: fn(Outcome) -> &'static str,
    /// When it ended, who decided.
    pub under: fn(&str, &str) -> String,
    /// The line was reached.
    pub reached: &'static str,
    /// It was not.
    pub not_reached: &'static str,
    /// Arithmetic of the quorum: whole, two thirds, who came.
    pub quorum: fn(&str, &str, &str) -> String,
    /// A quorum's bar as a sentence: what, share.
    pub quorum_bar: fn(&str, &str) -> String,
    /// Over a bar of choices: what.
    pub in_favour: fn(&str) -> String,
    /// Arithmetic of the majority: majority, whole, line.
    pub line: fn(Majority, &str, &str) -> String,
    /// The rest of it: for, against, abstained.
    pub parts: fn(&str, &str, &str) -> String,
    /// A choice.
    pub choice: fn(Choice) -> &'static str,
    /// What the dashed line is.
    pub key_line: &'static str,
    /// Why sums stay sealed.
    pub withheld: fn(Withheld) -> &'static str,
    /// Area of a box that stays sealed.
    pub sealed: &'static str,
    /// Heading of the election.
    pub elected: &'static str,
    /// Seats and how many were filled.
    pub seats: fn(i64, i64) -> String,
    /// Whether there is a committee.
    pub established: fn(bool) -> &'static str,
    /// Heading of the alternates.
    pub alternates: &'static str,
    /// Heading of who was not elected.
    pub others: &'static str,
    /// Who agreed: persons, area.
    pub votes: fn(&str, &str) -> String,
    /// Without 从多.
    pub without_follow: &'static str,
    /// With 从多.
    pub with_follow: &'static str,
    /// Whom the silent follow: persons, area, choice.
    pub followed: fn(&str, &str, &str) -> String,
    /// The silent follow nobody.
    pub not_followed: &'static str,
    /// Which of both holds.
    pub holds: &'static str,
    /// It was counted, not yet published: by when.
    pub to_publish: fn(&str) -> String,
    /// It was published.
    pub published: fn(&str) -> String,
    /// The decisions no longer hold: what, when, why.
    pub void: fn(&str, &str) -> String,
    /// Leads to the recount.
    pub recount: &'static str,
    /// What it does.
    pub recount_why: &'static str,
    /// Leads to the meeting.
    pub texts: &'static str,
    /// Leads to the announcement.
    pub print: &'static str,
    /// What to do against it.
    pub object: &'static str,
    /// In words.
    pub object_how: &'static str,
    /// There is no result yet.
    pub none: &'static str,
    /// And when there will be.
    pub none_why: &'static str,
    /// Title of the announcement.
    pub notice: fn(&str) -> String,
    /// Prints.
    pub print_now: &'static str,
    /// Over the announcement's numbers.
    pub columns: [&'static str; 3],
    /// Rows of the announcement: all on the roll, who took part.
    pub rows: [&'static str; 2],
    /// The decision, in the announcement.
    pub decision: fn(&str) -> String,
    /// How everybody can count again.
    pub notice_recount: &'static str,
}

/// Chinese.
pub(super) const ZH: ResultText = ResultText {
    title: "表决结果",
    verdict: |outcome| match outcome {
        Outcome::Passed => "通过",
        Outcome::Rejected => "没通过",
        Outcome::QuorumNotMet => "没成，参加的不够",
        Outcome::Unknown => "请更新后再看",
    },
    under: |time, who| format!("{time}截止，{who}"),
    reached: "够了",
    not_reached: "没够",
    quorum: |whole, line, came| format!("{whole} 的三分之二是 {line}，参加了 {came}。"),
    quorum_bar: |what, share| format!("参加的{what} {share}，线在三分之二"),
    in_favour: |what| format!("{what}，同意"),
    line: |majority, whole, line| match majority {
        Majority::Ordinary => format!("{whole} 的一半是 {line}，"),
        Majority::Special => format!("{whole} 的四分之三是 {line}，"),
        Majority::Unanimous => format!("要全部 {whole} 都同意，"),
    },
    parts: |favour, against, abstained| {
        format!("同意 {favour}，反对 {against}，弃权 {abstained}。")
    },
    choice: |choice| match choice {
        Choice::For => "同意",
        Choice::Against => "反对",
        Choice::Abstain => "弃权",
    },
    key_line: "虚线：要过的线",
    withheld: |why| match why {
        Withheld::NoQuorum => "参加的不到三分之二，票不打开，谁也不知道同意、反对各多少。",
        Withheld::Few => "人数太少，不公布面积，以免认出邻居；结果不受影响。",
        Withheld::Unknown => "有一部分没有公布。",
    },
    sealed: "不公布",
    elected: "选出的人",
    seats: |filled, seats| format!("{seats} 个席位，选出 {filled} 人"),
    established: |established| {
        if established {
            "业委会成立。"
        } else {
            "人数不够，业委会没有成立，要另行补选。"
        }
    },
    alternates: "候补",
    others: "没有选上",
    votes: |persons, area| format!("{persons}、{area}同意"),
    without_follow: "只算投了票的",
    with_follow: "算上“从多”",
    followed: |persons, area, choice| format!("收到选票没投的 {persons}、{area}，算给“{choice}”。"),
    not_followed: "条件没满足，没投的不算给任何一边。",
    holds: "以此为准",
    to_publish: |by| format!("已计票，{by}要公布。"),
    published: |day| format!("{day}公布"),
    void: |what, when| format!("这些决定已不作数：{when}{what}。"),
    recount: "在这台手机上再算一遍",
    recount_why: "下载全部密封的票，自己验、自己加",
    texts: "表决的内容和过程",
    print: "公告，打印用",
    object: "有异议怎么办",
    object_how: "先在这台手机上再算一遍。程序或结果不对，可以向社区、镇街反映；决定侵害您权益的，知道之日起一年内可以请法院撤销（民法典第 280 条）。",
    none: "还没有结果",
    none_why: "投票截止、两位保管人开票以后，结果就在这里。",
    notice: |estate| format!("{estate}业主大会表决结果公告"),
    print_now: "打印",
    columns: ["面积（㎡）", "人数", "占比（面积 / 人数）"],
    rows: ["名册", "参加"],
    decision: |word| format!("结果：{word}"),
    notice_recount: "每位业主都可以在“邻里”里下载全部密封的票和名册，在自己的手机上再算一遍。",
};

/// English.
pub(super) const EN: ResultText = ResultText {
    title: "Result",
    verdict: |outcome| match outcome {
        Outcome::Passed => "Passed",
        Outcome::Rejected => "Rejected",
        Outcome::QuorumNotMet => "Too few took part",
        Outcome::Unknown => "Please update the app",
    },
    under: |time, who| format!("Ended {time}. {who}"),
    reached: "enough",
    not_reached: "not enough",
    quorum: |whole, line, came| format!("Two thirds of {whole} are {line}; {came} took part."),
    quorum_bar: |what, share| format!("{share} of the {what} took part; the line is at two thirds"),
    in_favour: |what| format!("In favour, by {what}"),
    line: |majority, whole, line| match majority {
        Majority::Ordinary => format!("Half of {whole} is {line}: "),
        Majority::Special => format!("Three quarters of {whole} are {line}: "),
        Majority::Unanimous => format!("All {whole} must agree: "),
    },
    parts: |favour, against, abstained| {
        format!("{favour} in favour, {against} against, {abstained} abstained.")
    },
    choice: |choice| match choice {
        Choice::For => "In favour",
        Choice::Against => "Against",
        Choice::Abstain => "Abstained",
    },
    key_line: "Dashed: the line to pass",
    withheld: |why| match why {
        Withheld::NoQuorum => {
            "Too few took part: the ballots stay sealed, and nobody knows how many were in favour or against."
        }
        Withheld::Few => {
            "So few that their area would name neighbours: it stays sealed. The result does not need it."
        }
        Withheld::Unknown => "Some sums stay sealed.",
    },
    sealed: "sealed",
    elected: "Elected",
    seats: |filled, seats| format!("{filled} elected for {seats} seats"),
    established: |established| {
        if established {
            "The committee is established."
        } else {
            "Too few for a committee; a by-election follows."
        }
    },
    alternates: "Alternates",
    others: "Not elected",
    votes: |persons, area| format!("{persons}, {area} in favour"),
    without_follow: "Ballots alone",
    with_follow: "With silence following the majority",
    followed: |persons, area, choice| {
        format!("{persons} and {area} were served and are silent: added to “{choice}”.")
    },
    not_followed: "The conditions are not met: silence is added to neither side.",
    holds: "This one holds",
    to_publish: |by| format!("Counted; to be published {by}."),
    published: |day| format!("published {day}"),
    void: |what, when| format!("These decisions no longer hold: {what} {when}."),
    recount: "Count again on this phone",
    recount_why: "Downloads all sealed ballots, checks and adds them up itself",
    texts: "What was decided on, and how",
    print: "Announcement, to print",
    object: "If you object",
    object_how: "First count again on this phone. If procedure or result is wrong, tell the community office or the town; a decision that infringes your rights can be annulled by a court within one year of your knowing of it (Civil Code, article 280).",
    none: "No result yet",
    none_why: "Once voting has ended and two trustees have opened the totals, it is here.",
    notice: |estate| format!("{estate}: result of the owners' vote"),
    print_now: "Print",
    columns: ["Area (m²)", "Persons", "Share (area / persons)"],
    rows: ["Roll", "Took part"],
    decision: |word| format!("Result: {word}"),
    notice_recount: "Every owner can download all sealed ballots and the roll in Linli and count again on a phone of their own.",
};
