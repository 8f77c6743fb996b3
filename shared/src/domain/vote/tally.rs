//! What a vote came to: exact, in integers, the same on the server and on every phone
//! (`domain.md` 2.3 and 2.4).

use serde::{Deserialize, Serialize};

use super::Majority;
use crate::value::word_enum;

word_enum! {
    /// What a valid ballot says of a matter. A blank item on a returned paper ballot abstains; a
    /// double-marked one is invalid and does not take part.
    Choice {
        /// 同意.
        For = "FOR",
        /// 反对.
        Against = "AGAINST",
        /// 弃权.
        Abstain = "ABSTAIN",
    }
}

word_enum! {
    /// What was decided.
    Outcome {
        /// 通过.
        Passed = "PASSED",
        /// 未通过.
        Rejected = "REJECTED",
        /// 未达到法定人数.
        QuorumNotMet = "QUORUM_NOT_MET",
    } else Unknown
}

/// An area and a number of persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weight {
    /// 0.01 m².
    pub area: u64,
    /// Owner parties.
    pub persons: u64,
}

impl Weight {
    /// Both sums; they saturate far beyond any roll, whose sums are checked.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            area: self.area.saturating_add(other.area),
            persons: self.persons.saturating_add(other.persons),
        }
    }

    /// Whether both are at least `numerator / denominator` of the whole's: 以上.
    fn reaches(self, numerator: u128, denominator: u128, whole: Self) -> bool {
        let reaches =
            |part: u64, whole: u64| denominator * u128::from(part) >= numerator * u128::from(whole);
        reaches(self.area, whole.area) && reaches(self.persons, whole.persons)
    }

    /// Whether both are more than half of the whole's: 过半数.
    fn exceeds_half(self, whole: Self) -> bool {
        let exceeds = |part: u64, whole: u64| 2 * u128::from(part) > u128::from(whole);
        exceeds(self.area, whole.area) && exceeds(self.persons, whole.persons)
    }

    /// Whether both are more than another's.
    const fn leads(self, other: Self) -> bool {
        self.area > other.area && self.persons > other.persons
    }
}

/// The valid ballots of one matter, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sums {
    /// 同意.
    pub in_favour: Weight,
    /// 反对.
    pub against: Weight,
    /// 弃权.
    pub abstained: Weight,
}

impl Sums {
    /// Adds one ballot.
    pub fn add(&mut self, choice: Choice, weight: Weight) {
        let sum = match choice {
            Choice::For => &mut self.in_favour,
            Choice::Against => &mut self.against,
            Choice::Abstain => &mut self.abstained,
        };
        *sum = sum.plus(weight);
    }

    /// Everybody who takes part.
    pub const fn participating(&self) -> Weight {
        self.in_favour.plus(self.against).plus(self.abstained)
    }
}

/// Whether two thirds or more take part, by area and by persons (Civil Code 278 (2)).
pub fn is_quorate(participating: Weight, roll: Weight) -> bool {
    participating.reaches(2, 3, roll)
}

/// Whether the majority is there among those who take part. Unanimity is the whole roll's, whether
/// they take part or not (JI11).
fn is_carried(majority: Majority, sums: &Sums, roll: Weight) -> bool {
    let participating = sums.participating();
    match majority {
        Majority::Ordinary => sums.in_favour.exceeds_half(participating),
        Majority::Special => sums.in_favour.reaches(3, 4, participating),
        Majority::Unanimous => sums.in_favour == roll,
    }
}

/// The decision on one matter (`domain.md` 2.3).
pub fn decide(majority: Majority, sums: &Sums, roll: Weight) -> Outcome {
    if !is_quorate(sums.participating(), roll) {
        Outcome::QuorumNotMet
    } else if is_carried(majority, sums, roll) {
        Outcome::Passed
    } else {
        Outcome::Rejected
    }
}

/// 从多: those who were served and are silent, added to the choice that leads (`domain.md` 2.4). The
/// caller has seen to the clause, the notice and the proofs of service: (a), (b), (c).
///
/// None where it does not apply: (d) the matter is not ordinary, (e) neither choice leads strictly in
/// area and in persons, or (f) its own ballots are not more than half of the whole roll's (ZJ10).
pub fn follow(majority: Majority, sums: &Sums, silent: Weight, roll: Weight) -> Option<Sums> {
    if majority != Majority::Ordinary {
        return None;
    }
    let choice = if sums.in_favour.leads(sums.against) {
        (Choice::For, sums.in_favour)
    } else if sums.against.leads(sums.in_favour) {
        (Choice::Against, sums.against)
    } else {
        return None;
    };
    let (choice, own) = choice;
    own.exceeds_half(roll).then(|| {
        let mut followed = *sums;
        followed.add(choice, silent);
        followed
    })
}

/// A share in hundredths of a per cent, for display, rounded down: 66.66 %, never 66.67 %.
pub fn share(part: u64, whole: u64) -> u64 {
    let share = u128::from(part) * 10_000 / u128::from(whole.max(1));
    u64::try_from(share).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
