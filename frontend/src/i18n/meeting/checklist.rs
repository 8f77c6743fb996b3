//! Texts of a draft's checklist.

use shared::domain::vote::FindingKind;

/// What the checklist says.
pub struct ChecklistText {
    /// Heading.
    pub title: &'static str,
    /// Nothing is.
    pub complete: &'static str,
    /// Something stands in the way.
    pub blocked: &'static str,
    /// Nothing stands in the way.
    pub warned: &'static str,
    /// A chip.
    pub must: &'static str,
    /// A chip.
    pub mind: &'static str,
    /// Where it is written.
    pub source: fn(&str) -> String,
    /// One line.
    pub finding: fn(FindingKind) -> &'static str,
}

/// Chinese.
pub(super) const ZH: ChecklistText = ChecklistText {
    title: "还差什么",
    complete: "要查的都查过了，没有缺的。",
    blocked: "写着“必须改”的改好，才能公告。",
    warned: "可以公告；下面几条请留意。",
    must: "必须改",
    mind: "留意",
    source: |source| format!("依据：{source}"),
    finding: finding_zh,
};

/// English.
pub(super) const EN: ChecklistText = ChecklistText {
    title: "What is missing",
    complete: "Everything that is checked is there.",
    blocked: "What is marked “must” stands in the way of the notice.",
    warned: "The notice may be given; please mind these.",
    must: "Must",
    mind: "Mind",
    source: |source| format!("Source: {source}"),
    finding: finding_en,
};

const fn finding_zh(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::NoMatter => "还没有要表决的事。",
        FindingKind::NoticeLate => {
            "公告到开始投票不满 15 天（当地另有规定的按当地）。把开始的日子往后移。"
        }
        FindingKind::Window => "投票时间太短或太长。默认最短 5 天，最长 60 天。",
        FindingKind::ParkingClause => "车位要计票，得写明依据的是议事规则哪一条。",
        FindingKind::Budget => "要花钱或筹钱，还没写金额。",
        FindingKind::CommitteeSize => "业委会要 5 到 11 人，单数。",
        FindingKind::ElectionKind => "选人只能放在“选举业委会”这一类，而且是全小区。",
        FindingKind::Candidates => "候选人要比名额多，至少多一人。资格审查后才进得来。",
        FindingKind::Scope => "写的范围里没有业主，请对照名册的幢号、单元号。",
        FindingKind::TransitionGroup => "换届小组期间，业委会不能发起选聘物业这类表决。",
        FindingKind::ContractEnds => "物业合同快到期了：续聘、选聘要在到期前 90 天决定。",
        FindingKind::SmallScope => "参加表决的不到 20 户，邻居也许猜得出谁怎么选。公告里会写明。",
        FindingKind::ByName => "住宅改经营要逐户实名征求意见，不用密封选票，单独开会。",
        FindingKind::Unknown => "有一处要再看看。",
    }
}

const fn finding_en(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::NoMatter => "There is nothing to decide on yet.",
        FindingKind::NoticeLate => {
            "Less than 15 days lie between notice and opening (or what the local rule says). Move the opening."
        }
        FindingKind::Window => "Voting is too short or too long; by default 5 to 60 days.",
        FindingKind::ParkingClause => {
            "Parking counts only by a clause of the rules of procedure; quote it."
        }
        FindingKind::Budget => "Money is spent or raised, and no amount is given.",
        FindingKind::CommitteeSize => "A committee has 5 to 11 members, an odd number.",
        FindingKind::ElectionKind => {
            "Seats are elected as “electing the committee”, by the whole estate."
        }
        FindingKind::Candidates => {
            "There must be more candidates than seats; they join after their review."
        }
        FindingKind::Scope => {
            "No owner lies in this scope; compare buildings and stairs with the roll."
        }
        FindingKind::TransitionGroup => {
            "While a transition group exists, the committee calls no vote on hiring and the like."
        }
        FindingKind::ContractEnds => {
            "The property company's contract ends soon: hiring and renewal are decided 90 days before."
        }
        FindingKind::SmallScope => {
            "Fewer than 20 parties decide: neighbours may work out who chose what. The notice says so."
        }
        FindingKind::ByName => {
            "A dwelling becomes a business only with every owner asked by name: unsealed, in a meeting of its own."
        }
        FindingKind::Unknown => "Something needs another look.",
    }
}
