//! What an organiser writes: the meeting, its matters, who decides on each.

use serde::{Deserialize, Serialize};

use super::{Majority, Matter, ParkingCount};
use crate::domain::estate::UnitId;
use crate::value::{Date, Fen, Id, Timestamp, word_enum};

/// 业主大会会议.
#[derive(Debug)]
pub enum MeetingOf {}
/// 表决事项.
#[derive(Debug)]
pub enum MatterOf {}
/// 业主户: who votes as one person.
#[derive(Debug)]
pub enum PartyOf {}
/// 候选人.
#[derive(Debug)]
pub enum CandidateOf {}

/// Names a meeting.
pub type MeetingId = Id<MeetingOf>;
/// Names a matter of a meeting.
pub type MatterId = Id<MatterOf>;
/// Names an owner party on the roll of a meeting.
pub type PartyId = Id<PartyOf>;
/// Names a candidate of an election.
pub type CandidateId = Id<CandidateOf>;

word_enum! {
    /// Who calls a meeting (`domain.md` 2.5).
    Organiser {
        /// 业主委员会.
        Committee = "COMMITTEE",
        /// 首次业主大会会议筹备组, led by the town's representative (SX11-16).
        Preparatory = "PREPARATORY",
        /// 物业管理委员会, where there is no committee.
        Management = "MANAGEMENT",
        /// 换届小组, formed by the town (SX24).
        Transition = "TRANSITION",
    } else Unknown
}

/// Who decides on a matter: only the owners of what it concerns (建设部令165 22-23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MatterScope {
    /// The whole estate.
    Estate {},
    /// Whole buildings.
    Buildings {
        /// As on the roll.
        buildings: Vec<String>,
    },
    /// One stair of a building.
    Stair {
        /// As on the roll.
        building: String,
        /// As on the roll.
        stair: String,
    },
    /// Listed units.
    Units {
        /// Which.
        units: Vec<UnitId>,
    },
}

impl MatterScope {
    /// Whether a unit lies in it.
    pub fn contains(&self, unit: UnitId, building: &str, stair: &str) -> bool {
        match self {
            Self::Estate {} => true,
            Self::Buildings { buildings } => buildings.iter().any(|of| of == building),
            Self::Stair { building: of, stair: at } => of == building && at == stair,
            Self::Units { units } => units.contains(&unit),
        }
    }
}

/// A clause of the rules of procedure 议事规则 that the assembly has adopted: what a deviation from
/// the default rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clause {
    /// Its number and wording.
    pub text: String,
    /// When the assembly adopted the rules.
    pub adopted: Date,
}

/// One matter as its organiser writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterDraft {
    /// Made by the client.
    pub id: MatterId,
    /// What the law calls it.
    pub kind: Matter,
    /// One line, as a question where it can be one.
    pub title: String,
    /// In plain words, for the ballot.
    pub summary: String,
    /// The full text that is decided on.
    pub text: String,
    /// Who decides.
    pub scope: MatterScope,
    /// What it costs, where it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Fen>,
    /// Seats of the committee, for an election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
}

impl MatterDraft {
    /// Whether names are elected, rather than a question answered.
    pub const fn is_election(&self) -> bool {
        self.seats.is_some()
    }

    /// The majority that the law asks for.
    pub const fn majority(&self) -> Majority {
        self.kind.majority()
    }
}

/// A meeting as its organiser writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingDraft {
    /// One line.
    pub title: String,
    /// Who calls it.
    pub organiser: Organiser,
    /// When voting begins.
    pub opens: Timestamp,
    /// When it ends.
    pub closes: Timestamp,
    /// How parking spaces count.
    pub parking: ParkingCount,
    /// The clause on which another way to count parking rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parking_clause: Option<Clause>,
    /// 从多: the clause by which those who were served and are silent follow the majority; none, and
    /// they do not (`domain.md` 2.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow: Option<Clause>,
    /// What is decided, in order.
    pub matters: Vec<MatterDraft>,
}
