//! Texts of a matter: what is decided, by whom, and what it needs.

use shared::domain::vote::{Majority, Matter};

/// What a matter's cards say.
pub struct MatterText {
    /// Names the matter's place among several: which, of how many.
    pub nth: fn(i64, i64) -> String,
    /// What the law calls it.
    pub kind: fn(Matter) -> &'static str,
    /// Opens the full text.
    pub full: &'static str,
    /// The same after the notice.
    pub full_frozen: &'static str,
    /// The frozen text's hash.
    pub hash: fn(&str) -> String,
    /// Who decides: the whole estate.
    pub estate: &'static str,
    /// Who decides: these buildings.
    pub buildings: fn(&str) -> String,
    /// Who decides: a stair.
    pub stair: fn(&str) -> String,
    /// Who decides: so many listed units.
    pub units: fn(i64) -> String,
    /// Joins names.
    pub comma: &'static str,
    /// Heading of the turnout.
    pub quorum: &'static str,
    /// Over the line.
    pub two_thirds: &'static str,
    /// An arch.
    pub area: &'static str,
    /// An arch.
    pub persons: &'static str,
    /// The arches as a sentence: area, persons.
    pub arch: fn(&str, &str) -> String,
    /// What area misses.
    pub area_missing: &'static str,
    /// What persons miss.
    pub persons_missing: &'static str,
    /// Nothing is missing.
    pub reached: &'static str,
    /// Who could and who did: area, persons, area taking part, persons taking part.
    pub turnout: fn(&str, &str, &str, &str) -> String,
    /// Who could, before voting begins: area, persons.
    pub roll: fn(&str, &str) -> String,
    /// As of when turnout is counted in small scopes.
    pub as_of: fn(&str) -> String,
    /// Opens the turnout by building.
    pub by_building: &'static str,
    /// A building's row: persons taking part, of.
    pub building: fn(&str, &str) -> String,
    /// Heading of the majority.
    pub majority_asked: fn(Majority) -> &'static str,
    /// The majority in plain words.
    pub majority: fn(Majority) -> &'static str,
    /// Where it is written.
    pub article: fn(Matter) -> &'static str,
    /// How names are elected: seats.
    pub election: fn(i64) -> String,
    /// Heading of the candidates.
    pub candidates: fn(i64) -> String,
    /// Heading of the cost.
    pub cost: &'static str,
    /// What it costs: amount.
    pub budget: fn(&str) -> String,
    /// My share: amount, my area.
    pub cost_share: fn(&str, &str) -> String,
    /// It falls on the fund, by area.
    pub cost_why: &'static str,
    /// Fewer than twenty parties decide.
    pub small: fn(i64) -> String,
}

/// Chinese.
pub(super) const ZH: MatterText = MatterText {
    nth: |n, of| format!("第 {n} 件，共 {of} 件"),
    kind: |kind| match kind {
        Matter::RulesOfProcedure => "业主大会议事规则",
        Matter::Covenant => "管理规约",
        Matter::Committee => "选举业委会或更换成员",
        Matter::PropertyCompany => "选聘、解聘物业",
        Matter::UseRepairFund => "使用维修资金",
        Matter::RaiseRepairFund => "筹集维修资金",
        Matter::Rebuild => "改建、重建",
        Matter::CommonParts => "改变共有部分用途或用来经营",
        Matter::Other => "其他重大事项",
        Matter::DwellingToBusiness => "住宅改经营",
        Matter::Unknown => "其他事项",
    },
    full: "看全文",
    full_frozen: "公示后一个字没改，看全文",
    hash: |hash| format!("全文指纹 {hash}"),
    estate: "全小区业主表决",
    buildings: |names| format!("{names}业主表决"),
    stair: |stair| format!("{stair}业主表决"),
    units: |n| format!("名单上的 {n} 套房表决"),
    comma: "、",
    quorum: "参加的人够了吗？",
    two_thirds: "三分之二",
    area: "面积",
    persons: "人数",
    arch: |area, persons| format!("参加的面积 {area}，参加的人数 {persons}，两样都要到三分之二"),
    area_missing: "面积还差",
    persons_missing: "人数还差",
    reached: "够了",
    turnout: |area, persons, came_area, came| {
        format!(
            "一共 {area}、{persons}。已参加 {came_area}、{came}。两样都满三分之二，这次表决才算数。"
        )
    },
    roll: |area, persons| {
        format!("一共 {area}、{persons}。参加的面积和人数都满三分之二，这次表决才算数。")
    },
    as_of: |time| format!("人少，只数到{time}，免得看出是谁刚投的。"),
    by_building: "看各幢参加了多少",
    building: |came, of| format!("{came} / {of}"),
    majority_asked: |majority| match majority {
        Majority::Ordinary => "同意的过一半吗？",
        Majority::Special => "同意的够四分之三吗？",
        Majority::Unanimous => "都同意吗？",
    },
    majority: |majority| match majority {
        Majority::Ordinary => "参加的里面，同意的面积和人数都要超过一半。弃权也算参加。",
        Majority::Special => {
            "这是特别事项：参加的里面，同意的面积和人数都要满四分之三。弃权也算参加。"
        }
        Majority::Unanimous => "要相关的业主全部同意，有一户不同意就不行。",
    },
    article: |kind| match kind {
        Matter::DwellingToBusiness => "依据：民法典第 279 条",
        _ => "依据：民法典第 278 条",
    },
    election: |seats| {
        format!(
            "选 {seats} 人，最多勾 {seats} 个名字。参加的里面，同意某人的面积和人数都超过一半，才算选上。"
        )
    },
    candidates: |n| format!("候选人 {n} 位"),
    cost: "您家要出多少",
    budget: |amount| format!("一共 {amount} 元"),
    cost_share: |amount, area| format!("按您家 {area} 算，摊到 {amount} 元"),
    cost_why: "按面积分摊估算，动用维修资金时从您家账户里列支。",
    small: |n| format!("只有 {n} 户表决，邻居也许猜得出您选了什么。"),
};

/// English.
pub(super) const EN: MatterText = MatterText {
    nth: |n, of| format!("Matter {n} of {of}"),
    kind: |kind| match kind {
        Matter::RulesOfProcedure => "Rules of procedure",
        Matter::Covenant => "Management covenant",
        Matter::Committee => "Electing or replacing the committee",
        Matter::PropertyCompany => "Hiring or dismissing the property company",
        Matter::UseRepairFund => "Using the repair fund",
        Matter::RaiseRepairFund => "Raising the repair fund",
        Matter::Rebuild => "Rebuilding",
        Matter::CommonParts => "Changing the use of common parts",
        Matter::Other => "Other major matter",
        Matter::DwellingToBusiness => "Dwelling to business",
        Matter::Unknown => "Other matter",
    },
    full: "Full text",
    full_frozen: "Not a word changed since the notice: full text",
    hash: |hash| format!("Fingerprint of the text {hash}"),
    estate: "All owners of the estate decide",
    buildings: |names| format!("The owners of {names} decide"),
    stair: |stair| format!("The owners of {stair} decide"),
    units: |n| format!("The owners of {n} listed units decide"),
    comma: ", ",
    quorum: "Do enough owners take part?",
    two_thirds: "two thirds",
    area: "area",
    persons: "persons",
    arch: |area, persons| {
        format!(
            "{area} of the area and {persons} of the persons take part; both must reach two thirds"
        )
    },
    area_missing: "Area missing",
    persons_missing: "Persons missing",
    reached: "Enough",
    turnout: |area, persons, came_area, came| {
        format!(
            "{area} and {persons} in all; {came_area} and {came} have taken part. The vote counts once both reach two thirds."
        )
    },
    roll: |area, persons| {
        format!("{area} and {persons} in all. The vote counts once two thirds of both take part.")
    },
    as_of: |time| {
        format!(
            "So few decide that this is counted up to {time} only: nobody shall see who just voted."
        )
    },
    by_building: "Turnout by building",
    building: |came, of| format!("{came} of {of}"),
    majority_asked: |majority| match majority {
        Majority::Ordinary => "Are more than half in favour?",
        Majority::Special => "Are three quarters in favour?",
        Majority::Unanimous => "Are all in favour?",
    },
    majority: |majority| match majority {
        Majority::Ordinary => {
            "Of those who take part, more than half must be in favour, by area and by persons. Abstaining is taking part."
        }
        Majority::Special => {
            "A special matter: of those who take part, three quarters must be in favour, by area and by persons. Abstaining is taking part."
        }
        Majority::Unanimous => {
            "Every owner concerned must agree; one who does not is enough to stop it."
        }
    },
    article: |kind| match kind {
        Matter::DwellingToBusiness => "Civil Code, article 279",
        _ => "Civil Code, article 278",
    },
    election: |seats| {
        format!(
            "{seats} seats: mark up to {seats} names. Elected is who has more than half of those who take part, by area and by persons."
        )
    },
    candidates: |n| format!("{n} candidates"),
    cost: "What it costs you",
    budget: |amount| format!("{amount} yuan in all"),
    cost_share: |amount, area| format!("Your {area} bear {amount} yuan of it"),
    cost_why: "Estimated by area; what the repair fund pays comes from your own account in it.",
    small: |n| format!("Only {n} parties decide: neighbours may work out what you chose."),
};
