//! Texts of a meeting's draft.

use shared::domain::vote::{Matter, ParkingCount};

/// What the form says.
pub struct DraftText {
    /// The page's title.
    pub title: &'static str,
    /// The seat calls no meeting.
    pub not_yours: &'static str,
    /// Who does.
    pub not_yours_why: &'static str,
    /// The draft cannot be changed.
    pub frozen: &'static str,
    /// Why.
    pub frozen_why: &'static str,
    /// A field.
    pub name: &'static str,
    /// An example.
    pub name_example: &'static str,
    /// A choice.
    pub organiser: &'static str,
    /// A field.
    pub opens: &'static str,
    /// A field.
    pub opens_time: &'static str,
    /// A field.
    pub closes: &'static str,
    /// A field.
    pub closes_time: &'static str,
    /// The earliest opening.
    pub earliest: fn(&str) -> String,
    /// How long voting lasts.
    pub window_hint: &'static str,
    /// Heading.
    pub rules: &'static str,
    /// A choice.
    pub parking: &'static str,
    /// How parking counts.
    pub parking_is: fn(ParkingCount) -> &'static str,
    /// A field.
    pub clause: &'static str,
    /// An example.
    pub clause_example: &'static str,
    /// A field.
    pub adopted: &'static str,
    /// A box to tick.
    pub follow: &'static str,
    /// What courts say.
    pub follow_warning: &'static str,
    /// A choice.
    pub kind_label: &'static str,
    /// The kinds in the words of the law.
    pub kind: fn(Matter) -> &'static str,
    /// The unanimous kind.
    pub by_name: &'static str,
    /// A box to tick.
    pub election: &'static str,
    /// A field.
    pub seats: &'static str,
    /// What the law asks.
    pub seats_hint: &'static str,
    /// A field.
    pub matter_title: &'static str,
    /// An example.
    pub matter_title_example: &'static str,
    /// A field.
    pub summary: &'static str,
    /// What it is for.
    pub summary_hint: &'static str,
    /// A field.
    pub full: &'static str,
    /// What it is for.
    pub full_hint: &'static str,
    /// A field.
    pub budget: &'static str,
    /// When it is needed.
    pub budget_hint: &'static str,
    /// A choice.
    pub scope: &'static str,
    /// A scope.
    pub scope_estate: &'static str,
    /// A scope.
    pub scope_buildings: &'static str,
    /// A scope.
    pub scope_stair: &'static str,
    /// A field.
    pub building: &'static str,
    /// A field.
    pub buildings: &'static str,
    /// How a list is written.
    pub buildings_hint: &'static str,
    /// A field.
    pub stair: &'static str,
    /// Adds a matter.
    pub matter_add: &'static str,
    /// Moves a matter up.
    pub earlier: &'static str,
    /// Takes a matter out.
    pub remove: &'static str,
    /// Saves.
    pub save: &'static str,
    /// It was saved.
    pub saved: &'static str,
    /// Leads to the meeting.
    pub leave: &'static str,
    /// Nothing typed is lost.
    pub kept: &'static str,
    /// Which version was checked.
    pub checked_saved: &'static str,
    /// Nothing was checked yet.
    pub checked_later: &'static str,
    /// Some fields are wrong.
    pub look_again: &'static str,
    /// Somebody else has saved.
    pub overtaken: &'static str,
    /// Nothing was overwritten.
    pub overtaken_why: &'static str,
    /// Takes what is stored.
    pub take_theirs: &'static str,
    /// Keeps one's own.
    pub keep_mine: &'static str,
}

/// Chinese.
pub(super) const ZH: DraftText = DraftText {
    title: "起草表决",
    not_yours: "这个身份不能起草",
    not_yours_why: "由业委会起草；筹备组、换届小组由镇街起草。",
    frozen: "现在不能改",
    frozen_why: "社区看过的要先退回草案；公告以后一个字也不能改。",
    name: "会议名称",
    name_example: "比如：2026 年第二次业主大会会议",
    organiser: "谁召集",
    opens: "开始投票",
    opens_time: "几点开始",
    closes: "投票截止",
    closes_time: "几点截止",
    earliest: |day| format!("公告满 15 天才能开始：今天公告，最早 {day}。"),
    window_hint: "投票一般 5 到 60 天，当地另有规定的按当地。",
    rules: "怎么计票",
    parking: "车位怎么算",
    parking_is: parking_zh,
    clause: "依据议事规则哪一条",
    clause_example: "条号和原文",
    adopted: "议事规则哪天通过",
    follow: "没投的跟多数走（从多）",
    follow_warning: "各地法院看法不一：有的认可，有的判决因此撤销。只有议事规则写明、而且选票送达了的，才算。结果会把加与不加都列出来。",
    kind_label: "属于哪一类",
    kind: kind_zh,
    by_name: "要有利害关系的业主一致同意，逐户实名征求。",
    election: "选人：候选人资格审查后列在选票上",
    seats: "选几个人",
    seats_hint: "5 到 11 人，单数",
    matter_title: "要表决的事",
    matter_title_example: "比如：同意动用维修资金更换 3 号电梯吗？",
    summary: "用大白话说",
    summary_hint: "印在选票上。要花多少、谁出、不同意会怎样，都说清楚。",
    full: "全文",
    full_hint: "表决的就是这段文字，公告以后一个字也不能改。",
    budget: "金额（元）",
    budget_hint: "要花钱的事填，没有就空着",
    scope: "谁来表决",
    scope_estate: "全小区",
    scope_buildings: "几幢楼",
    scope_stair: "一个单元",
    building: "幢号",
    buildings: "哪几幢",
    buildings_hint: "和名册写得一样，用顿号或空格隔开，比如：1、2、3",
    stair: "单元号",
    matter_add: "再加一件事",
    earlier: "往前移",
    remove: "去掉这件",
    save: "保存并检查",
    saved: "保存好了",
    leave: "看这次表决",
    kept: "没保存的也留在这台设备上，关了页面还在。",
    checked_saved: "检查的是上次保存的内容。",
    checked_later: "保存以后，这里列出法规要求还差什么。",
    look_again: "标红的几处请再看看。",
    overtaken: "刚才有人改过并保存了",
    overtaken_why: "您写的还在下面，没有丢，也没有盖掉别人的。要用哪一份？",
    take_theirs: "用已保存的，放弃我写的",
    keep_mine: "留我写的，保存时盖掉",
};

/// English.
pub(super) const EN: DraftText = DraftText {
    title: "Draft a meeting",
    not_yours: "This role drafts no meeting",
    not_yours_why: "The committee does; for preparatory and transition groups the town.",
    frozen: "It cannot be changed now",
    frozen_why: "What was looked over is first sent back; after the notice nothing changes.",
    name: "Title of the meeting",
    name_example: "For example: Second owners' meeting 2026",
    organiser: "Who calls it",
    opens: "Voting begins",
    opens_time: "Begins at",
    closes: "Voting ends",
    closes_time: "Ends at",
    earliest: |day| {
        format!(
            "15 days lie between notice and opening: with a notice today, {day} at the earliest."
        )
    },
    window_hint: "Voting usually lasts 5 to 60 days; local rules may differ.",
    rules: "How votes count",
    parking: "How parking counts",
    parking_is: parking_en,
    clause: "By which clause of the rules of procedure",
    clause_example: "Number and wording",
    adopted: "When the rules were adopted",
    follow: "Silence follows the majority",
    follow_warning: "Courts differ: some accept it, some have annulled decisions for it. It counts only with a clause in the rules of procedure, for those who were served. The result shows both counts.",
    kind_label: "What the law calls it",
    kind: kind_en,
    by_name: "Every owner concerned must agree, and is asked by name.",
    election: "Elect names: candidates join the ballot after their review",
    seats: "Seats",
    seats_hint: "5 to 11, an odd number",
    matter_title: "The question",
    matter_title_example: "For example: Use the repair fund to replace lift 3?",
    summary: "In plain words",
    summary_hint: "Stands on the ballot: what it costs, who pays, what happens otherwise.",
    full: "Full text",
    full_hint: "This is what is decided on; after the notice not a word changes.",
    budget: "Amount in yuan",
    budget_hint: "Only where money is spent",
    scope: "Who decides",
    scope_estate: "The whole estate",
    scope_buildings: "Some buildings",
    scope_stair: "One stair",
    building: "Building",
    buildings: "Which buildings",
    buildings_hint: "As on the roll, separated by commas or spaces: 1, 2, 3",
    stair: "Stair",
    matter_add: "Add a matter",
    earlier: "Move up",
    remove: "Remove",
    save: "Save and check",
    saved: "Saved",
    leave: "See the meeting",
    kept: "What is not saved yet stays on this device.",
    checked_saved: "The checks are of what was saved last.",
    checked_later: "After saving, what law and rules still miss is listed here.",
    look_again: "Please look again at the fields marked.",
    overtaken: "Somebody else has saved in between",
    overtaken_why: "What you wrote is below; nothing was lost or overwritten. Which one shall stand?",
    take_theirs: "Take theirs, drop mine",
    keep_mine: "Keep mine, replace theirs on saving",
};

const fn parking_zh(count: ParkingCount) -> &'static str {
    match count {
        ParkingCount::None => "车位不计票（默认）",
        ParkingCount::AreaOnly => "车位算面积，不算人数",
        ParkingCount::AreaAndPerson => "车位算面积，只有车位的也算一人",
    }
}

const fn parking_en(count: ParkingCount) -> &'static str {
    match count {
        ParkingCount::None => "Parking does not count (default)",
        ParkingCount::AreaOnly => "Parking counts by area, not by persons",
        ParkingCount::AreaAndPerson => {
            "Parking counts by area; who owns only parking is a person too"
        }
    }
}

const fn kind_zh(kind: Matter) -> &'static str {
    match kind {
        Matter::RulesOfProcedure => "（一）制定和修改业主大会议事规则",
        Matter::Covenant => "（二）制定和修改管理规约",
        Matter::Committee => "（三）选举业主委员会或者更换业主委员会成员",
        Matter::PropertyCompany => "（四）选聘和解聘物业服务企业或者其他管理人",
        Matter::UseRepairFund => "（五）使用建筑物及其附属设施的维修资金",
        Matter::RaiseRepairFund => "（六）筹集建筑物及其附属设施的维修资金",
        Matter::Rebuild => "（七）改建、重建建筑物及其附属设施",
        Matter::CommonParts => "（八）改变共有部分的用途或者利用共有部分从事经营活动",
        Matter::Other => "（九）有关共有和共同管理权利的其他重大事项",
        Matter::DwellingToBusiness => "第 279 条：将住宅改变为经营性用房",
        Matter::Unknown => "其他",
    }
}

const fn kind_en(kind: Matter) -> &'static str {
    match kind {
        Matter::RulesOfProcedure => "(1) Making and changing the rules of procedure",
        Matter::Covenant => "(2) Making and changing the management covenant",
        Matter::Committee => "(3) Electing the owners' committee or replacing members",
        Matter::PropertyCompany => {
            "(4) Hiring and dismissing the property company or another manager"
        }
        Matter::UseRepairFund => "(5) Using the repair fund",
        Matter::RaiseRepairFund => "(6) Raising the repair fund",
        Matter::Rebuild => "(7) Altering or rebuilding buildings and their facilities",
        Matter::CommonParts => "(8) Changing the use of common parts, or doing business with them",
        Matter::Other => "(9) Other major matters of common property and its management",
        Matter::DwellingToBusiness => "Article 279: turning a dwelling into business premises",
        Matter::Unknown => "Other",
    }
}
