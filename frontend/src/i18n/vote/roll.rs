//! Texts of the roll of a meeting.

use shared::domain::estate::roll::AreaSource;

/// What the page of the roll says.
pub struct VoteRollText {
    /// The page's title.
    pub title: &'static str,
    /// The sums: parties, persons, area.
    pub sums: fn(&str, &str, &str) -> String,
    /// The roll no longer changes.
    pub frozen: &'static str,
    /// The roll may still be put right.
    pub open: &'static str,
    /// The roll's fingerprint.
    pub root: fn(&str) -> String,
    /// Label of the search.
    pub find: &'static str,
    /// Its example.
    pub find_hint: &'static str,
    /// Heading of my own parties.
    pub mine: &'static str,
    /// I am not on it.
    pub not_on_it: &'static str,
    /// And what to do.
    pub not_on_it_why: &'static str,
    /// Heading of all parties.
    pub all: &'static str,
    /// What a party weighs: area, persons.
    pub weight: fn(&str, &str) -> String,
    /// Where its area comes from.
    pub source: fn(AreaSource) -> &'static str,
    /// The developer's.
    pub developer: &'static str,
    /// Its ballot is in.
    pub voted: &'static str,
    /// Nothing was found.
    pub none: fn(&str) -> String,
    /// Opens the form.
    pub object: &'static str,
    /// Heading of the form.
    pub object_title: &'static str,
    /// Label of the words.
    pub words: &'static str,
    /// An example.
    pub words_hint: &'static str,
    /// Who answers, and by when.
    pub object_why: &'static str,
    /// Sends it.
    pub send: &'static str,
    /// It arrived.
    pub sent: &'static str,
    /// Heading of my objections.
    pub objections: &'static str,
    /// Waits for its answer.
    pub waits: &'static str,
    /// It was right.
    pub upheld: &'static str,
    /// It was not.
    pub dismissed: &'static str,
    /// The answer: when, what.
    pub answer: fn(&str, &str) -> String,
    /// Only owners see it.
    pub owners_only: &'static str,
}

/// Chinese.
pub(super) const ZH: VoteRollText = VoteRollText {
    title: "计票名册",
    sums: |parties, persons, area| format!("{parties} 户，{persons}，{area}"),
    frozen: "投票开始后名册已封存，买卖过户也不再变。",
    open: "有不对的现在提，投票开始前会答复；开始后名册封存，不再变。",
    root: |root| format!("名册指纹 {root}"),
    find: "查房号",
    find_hint: "幢或房号，如 6 幢 1102",
    mine: "您家",
    not_on_it: "名册上没找到您家",
    not_on_it_why: "先用房号查一查；确实没有，请提异议。",
    all: "全部",
    weight: |area, persons| format!("{area}，{persons}"),
    source: |source| match source {
        AreaSource::Registered => "按不动产登记",
        AreaSource::Surveyed => "按实测",
        AreaSource::Contract => "按合同",
        AreaSource::Unstated => "面积来源没写明",
    },
    developer: "开发商",
    voted: "已投",
    none: |find| format!("没有“{find}”"),
    object: "名册不对，提异议",
    object_title: "哪里不对？",
    words: "请写清楚房号和哪里不对",
    words_hint: "6 幢 1102 室房产证面积是 89.37 ㎡，名册上少了。",
    object_why: "召集人或社区会在投票开始前答复您。",
    send: "提交异议",
    sent: "收到了，答复后会通知您",
    objections: "您提的异议",
    waits: "等答复",
    upheld: "说得对，已改",
    dismissed: "没有采纳",
    answer: |when, words| format!("{when} 答复：{words}"),
    owners_only: "名册只给本小区业主看。",
};

/// English.
pub(super) const EN: VoteRollText = VoteRollText {
    title: "Roll of the vote",
    sums: |parties, persons, area| format!("{parties} parties, {persons}, {area}"),
    frozen: "Frozen since voting opened; a sale moves nothing any more.",
    open: "If something is wrong, say so now: it is answered before voting opens, and then the roll is frozen.",
    root: |root| format!("Fingerprint of the roll {root}"),
    find: "Find a flat",
    find_hint: "Building or flat, as 6-1102",
    mine: "Yours",
    not_on_it: "Your flat was not found on the roll",
    not_on_it_why: "Search for it first; if it is not there, object.",
    all: "All",
    weight: |area, persons| format!("{area}, {persons}"),
    source: |source| match source {
        AreaSource::Registered => "by the property register",
        AreaSource::Surveyed => "as surveyed",
        AreaSource::Contract => "by the contract",
        AreaSource::Unstated => "source of the area not stated",
    },
    developer: "Developer",
    voted: "Voted",
    none: |find| format!("Nothing like “{find}”"),
    object: "The roll is wrong: object",
    object_title: "What is wrong?",
    words: "Name the flat and what is wrong",
    words_hint: "6-1102: the certificate says 89.37 m², the roll less.",
    object_why: "The organiser or the community office answers before voting opens.",
    send: "Object",
    sent: "Received. You are told of the answer.",
    objections: "Your objections",
    waits: "Waiting for an answer",
    upheld: "Right, put right",
    dismissed: "Not upheld",
    answer: |when, words| format!("Answered {when}: {words}"),
    owners_only: "The roll is shown to owners of this estate only.",
};
