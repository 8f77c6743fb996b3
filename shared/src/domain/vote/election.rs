//! Electing the committee 业主委员会 (`domain.md` 2.6).

use std::cmp::Reverse;

use super::{Weight, is_quorate};

/// The smallest and the largest committee; its size is odd (SX18).
const SIZES: std::ops::RangeInclusive<u32> = 5..=11;

/// Whether a committee may have so many seats.
pub fn is_committee_size(seats: u32) -> bool {
    SIZES.contains(&seats) && seats % 2 == 1
}

/// How many alternates a committee may have: half its size, rounded down (SX18).
pub const fn alternates_max(seats: u32) -> u32 {
    seats / 2
}

/// One candidate's votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateSum<C> {
    /// Who.
    pub candidate: C,
    /// What was cast for them.
    pub in_favour: Weight,
    /// The lot that was drawn and recorded, for when persons and area are equal; the lower comes
    /// first.
    pub lot: u32,
}

/// Who was elected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elected<C> {
    /// In the order of their rank.
    pub members: Vec<C>,
    /// The next of those who qualified, in the order in which they fill a seat.
    pub alternates: Vec<C>,
    /// Whether there is a committee: `elected >= 5` and more than half of the seats (HZ27); the rest
    /// by by-election.
    pub established: bool,
}

/// Each candidate needs the quorum and the ordinary majority of those who take part; they rank by
/// persons, then area, then the recorded lot.
pub fn elect<C: Clone>(
    seats: u32,
    candidates: &[CandidateSum<C>],
    participating: Weight,
    roll: Weight,
) -> Elected<C> {
    let carried = |sum: &&CandidateSum<C>| {
        let more = |part: u64, whole: u64| 2 * u128::from(part) > u128::from(whole);
        more(sum.in_favour.area, participating.area)
            && more(sum.in_favour.persons, participating.persons)
    };
    let mut qualified: Vec<&CandidateSum<C>> = if is_quorate(participating, roll) {
        candidates.iter().filter(carried).collect()
    } else {
        Vec::new()
    };
    qualified.sort_by_key(|sum| (Reverse((sum.in_favour.persons, sum.in_favour.area)), sum.lot));
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let mut names = qualified.into_iter().map(|sum| sum.candidate.clone());
    let members: Vec<C> = names.by_ref().take(count(seats)).collect();
    let alternates = names.take(count(alternates_max(seats))).collect();
    let established = members.len() >= 5 && 2 * members.len() > count(seats);
    Elected { members, alternates, established }
}
