//! What law and rules still miss in a draft, each with its article (issue of the notice; `domain.md`
//! 2.1 to 2.6).

use serde::{Deserialize, Serialize};

use super::{Matter, MatterScope};
use super::{
    MatterDraft, MatterId, MeetingDraft, Organiser, ParkingCount, VoteRules, is_committee_size,
};
use crate::value::{DAY, Date, Timestamp, word_enum};

word_enum! {
    /// What is missing, or is not as it must be.
    FindingKind {
        /// There is nothing to decide on.
        NoMatter = "NO_MATTER",
        /// Fifteen days must lie between notice and opening (PMR14, SX13).
        NoticeLate = "NOTICE_LATE",
        /// Voting lasts too short or too long.
        Window = "WINDOW",
        /// Parking counts otherwise than by default only by a clause of the rules of procedure (JI2).
        ParkingClause = "PARKING_CLAUSE",
        /// A matter that spends or raises money has no amount (Civil Code 278 (5), (6)).
        Budget = "BUDGET",
        /// A committee has 5 to 11 seats, an odd number (SX18).
        CommitteeSize = "COMMITTEE_SIZE",
        /// Seats are elected as M3 and nothing else is.
        ElectionKind = "ELECTION_KIND",
        /// More candidates than seats, by one at the least; they join after their review.
        Candidates = "CANDIDATES",
        /// Nobody lies in the scope.
        Scope = "SCOPE",
        /// While a 换届小组 exists the committee calls no vote on hiring and the like (SX24).
        TransitionGroup = "TRANSITION_GROUP",
        /// Hiring or renewal is decided 90 days before the contract ends (SX34).
        ContractEnds = "CONTRACT_ENDS",
        /// Fewer than twenty parties decide: neighbours may work out who chose what. The notice says
        /// so.
        SmallScope = "SMALL_SCOPE",
        /// The interested owners are asked by name (Civil Code 279): such a matter is not sealed and
        /// stands in a meeting of its own.
        ByName = "BY_NAME",
    } else Unknown
}

impl FindingKind {
    /// Whether the notice cannot be given as long as it is so; else it is a warning.
    pub const fn blocks(self) -> bool {
        !matches!(self, Self::SmallScope | Self::ContractEnds | Self::Unknown)
    }

    /// Where it is written.
    pub const fn source(self) -> &'static str {
        match self {
            Self::NoticeLate => "国务院《物业管理条例》14，《绍兴市物业管理条例》13",
            Self::Window => "《杭州市物业管理条例》20（参照）",
            Self::ParkingClause => "最高法建筑物区分所有权解释 2，议事规则",
            Self::NoMatter | Self::Scope | Self::Budget => "民法典 278",
            Self::CommitteeSize => "《绍兴市物业管理条例》18",
            Self::ElectionKind => "民法典 278 第一款第三项",
            Self::Candidates => "《绍兴市物业管理条例》13、24",
            Self::TransitionGroup => "《绍兴市物业管理条例》24",
            Self::ContractEnds => "《绍兴市物业管理条例》34",
            Self::ByName => "民法典 279",
            Self::SmallScope | Self::Unknown => "",
        }
    }
}

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Of which matter; none where it is the meeting's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
}

/// What the checklist must know beside the draft.
#[derive(Clone, Debug)]
pub struct DraftFacts<'a> {
    /// When the notice would be given.
    pub notice: Timestamp,
    /// The rules in force.
    pub rules: &'a VoteRules,
    /// How many parties lie in the scope of each matter, in order.
    pub parties: Vec<u32>,
    /// How many reviewed candidates stand for each matter, in order.
    pub candidates: Vec<u32>,
    /// Whether a 换届小组 exists.
    pub transition_group: bool,
    /// The last day of the property company's contract.
    pub contract_end: Option<Date>,
}

/// The fewest parties among which a choice is hidden well enough not to warn of it
/// (`sealed-ballot.md` 8).
pub const SMALL_SCOPE: u32 = 20;

/// Everything that law and rules still miss.
pub fn checklist(draft: &MeetingDraft, facts: &DraftFacts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |missing: bool, kind: FindingKind| {
        if missing {
            findings.push(Finding { kind, matter: None });
        }
    };
    let notice_days = draft.opens.date().days() - facts.notice.date().days();
    find(draft.matters.is_empty(), FindingKind::NoMatter);
    find(notice_days < facts.rules.notice_days, FindingKind::NoticeLate);
    let window = draft.closes.since(draft.opens);
    let allowed = facts.rules.window_min_days * DAY..=facts.rules.window_max_days * DAY;
    find(!allowed.contains(&window), FindingKind::Window);
    let counts_parking = draft.parking != ParkingCount::None;
    find(counts_parking && draft.parking_clause.is_none(), FindingKind::ParkingClause);
    let by_name = |matter: &MatterDraft| matter.kind == Matter::DwellingToBusiness;
    find(
        draft.matters.iter().any(by_name) && !draft.matters.iter().all(by_name),
        FindingKind::ByName,
    );
    for (index, matter) in draft.matters.iter().enumerate() {
        let parties = facts.parties.get(index).copied().unwrap_or(0);
        let candidates = facts.candidates.get(index).copied().unwrap_or(0);
        let of_matter = of_matter(draft, matter, facts, parties, candidates);
        findings
            .extend(of_matter.into_iter().map(|kind| Finding { kind, matter: Some(matter.id) }));
    }
    findings
}

fn of_matter(
    draft: &MeetingDraft,
    matter: &MatterDraft,
    facts: &DraftFacts<'_>,
    parties: u32,
    candidates: u32,
) -> Vec<FindingKind> {
    let mut found = Vec::new();
    let mut find = |missing: bool, kind: FindingKind| {
        if missing {
            found.push(kind);
        }
    };
    let spends = matches!(matter.kind, Matter::UseRepairFund | Matter::RaiseRepairFund);
    find(spends && matter.budget.is_none_or(|budget| budget.get() <= 0), FindingKind::Budget);
    find(matter.seats.is_some_and(|seats| !is_committee_size(seats)), FindingKind::CommitteeSize);
    let election = matter.is_election();
    let elects_whole = matches!(matter.scope, MatterScope::Estate {});
    find(
        election && (matter.kind != Matter::Committee || !elects_whole),
        FindingKind::ElectionKind,
    );
    find(matter.seats.is_some_and(|seats| candidates <= seats), FindingKind::Candidates);
    find(parties == 0, FindingKind::Scope);
    find((1..SMALL_SCOPE).contains(&parties), FindingKind::SmallScope);
    let hires = matter.kind == Matter::PropertyCompany;
    let by_committee = draft.organiser == Organiser::Committee;
    find(hires && by_committee && facts.transition_group, FindingKind::TransitionGroup);
    let decided = draft.closes.date();
    let ends_soon = |end: Date| end.days() - decided.days() < facts.rules.renewal_days;
    find(hires && facts.contract_end.is_some_and(ends_soon), FindingKind::ContractEnds);
    found
}

#[cfg(test)]
mod tests;
