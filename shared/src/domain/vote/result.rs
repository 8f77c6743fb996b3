//! What a meeting came to, as it is shown, stored and computed again on every phone.

use serde::{Deserialize, Serialize};

use super::{CandidateId, Choice, Majority, MatterId, Outcome, Weight};
use crate::value::word_enum;

word_enum! {
    /// Why sums stay sealed (`sealed-ballot.md` 8).
    Withheld {
        /// The quorum was not met: nothing is opened.
        NoQuorum = "NO_QUORUM",
        /// So few chose the same that their area would name them; the result does not need it.
        Few = "FEW",
    } else Unknown
}

/// The sum of one box: FOR or AGAINST, or one candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoxTotal {
    /// Owner parties; none where it stays sealed.
    pub persons: Option<u64>,
    /// 0.01 m²; none where it stays sealed.
    pub area: Option<u64>,
}

/// 从多: the result with those added who were served and are silent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Followed {
    /// Which choice they follow; none where the conditions are not met.
    pub choice: Option<Choice>,
    /// Who was served and is silent.
    pub silent: Weight,
    /// The decision with them.
    pub outcome: Outcome,
}

/// Who was elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElectedList {
    /// In the order of their rank.
    pub members: Vec<CandidateId>,
    /// In the order in which they fill a seat.
    pub alternates: Vec<CandidateId>,
    /// Whether there is a committee.
    pub established: bool,
}

/// What became of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterResult {
    /// Which.
    pub matter: MatterId,
    /// What it needed.
    pub majority: Majority,
    /// `A` and `N`.
    pub roll: Weight,
    /// Who took part.
    pub participating: Weight,
    /// Of FOR and AGAINST, or of each candidate in the ballot's order; ABSTAIN is the rest.
    pub boxes: Vec<BoxTotal>,
    /// Why sums stay sealed, where they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// The decision, without 从多.
    pub outcome: Outcome,
    /// With 从多, where the estate has turned it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<Followed>,
    /// Of an election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elected: Option<ElectedList>,
}

impl MatterResult {
    /// What holds: with 从多 where it applies, else without.
    pub fn decision(&self) -> Outcome {
        self.followed.as_ref().map_or(self.outcome, |followed| followed.outcome)
    }
}
