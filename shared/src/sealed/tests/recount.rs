//! The recount of whole meetings: what was sealed is what is counted, and decides the same.

use proptest::prelude::*;

use super::super::bundle::*;
use super::super::*;
use super::meeting::{Meeting, Vote, election, question};
use super::tampering::found;
use super::world::nth;
use crate::domain::vote::{
    CandidateSum, Choice, Followed, Matter, MatterResult, Sums, VoteRules, Weight, Withheld,
    decide, elect, follow,
};
use crate::journal::Digest;

fn rules(min_group: u32, open_without_quorum: bool) -> VoteRules {
    VoteRules { min_group, open_without_quorum, ..VoteRules::default() }
}

pub(super) fn one(area: u64) -> Weight {
    Weight { area, persons: 1 }
}

pub(super) fn marks(choice: usize) -> Vec<bool> {
    vec![choice == 0, choice == 1]
}

/// Six parties; matter 1 of the estate, matter 2 of a building of three; five vote, one on paper with
/// an invalid item; one ballot was checked.
pub(super) fn small() -> Meeting {
    let rules = rules(0, false);
    let matters = vec![
        question(1, Matter::UseRepairFund, false, &rules, false),
        question(2, Matter::Rebuild, true, &rules, false),
    ];
    let rows = [90, 100, 110, 120, 130, 140]
        .map(|area| vec![Some(one(area * 100)), (area < 115).then(|| one(area * 100))]);
    let mut meeting = Meeting::open(matters, rows.to_vec());
    let votes: [Vote; 5] = [
        vec![Some(marks(0)), Some(marks(0))],
        vec![Some(marks(0)), Some(marks(1))],
        vec![Some(marks(1)), Some(marks(0))],
        vec![Some(marks(0)), Some(marks(2))],
        vec![Some(marks(2)), Some(marks(0))],
    ];
    meeting.check(Digest::of("a ballot that was checked"));
    for (n, vote) in (0..).zip(&votes) {
        meeting.cast(nth(n), vote);
        if n == 2 {
            meeting.other();
        }
    }
    meeting
}

pub(super) fn counted() -> Meeting {
    let mut meeting = small();
    meeting.close();
    meeting.open_by([Seat::Town, Seat::Committee]);
    meeting
}

#[test]
fn a_meeting_is_recounted_from_its_bundle() {
    let mut meeting = small();
    meeting.close();
    let verified = meeting.verify().unwrap();
    assert_eq!((verified.ballots(), verified.wanted().count(), verified.results()), (5, 4, None));
    meeting.open_by([Seat::Community, Seat::Town]);
    let verified = meeting.verify().unwrap();
    let results = verified.results().unwrap();
    let persons = |result: &MatterResult| result.boxes.iter().map(|total| total.persons).collect();
    let both: Vec<Vec<Option<u64>>> = results.into_iter().map(persons).collect();
    assert_eq!(both, [[Some(3), Some(1)], [Some(2), Some(1)]]);
    let area = verified.matters[0].totals[0].area;
    assert_eq!(area, Some(9_000 + 10_000 + 12_000));
    let (seq, ballot) = &meeting.ballots[3];
    assert_eq!(verified.check_receipt(&ballot.fingerprint(), *seq), Ok(()));
    let failure = verified.check_receipt(&ballot.fingerprint(), seq + 1).unwrap_err();
    assert_eq!(failure.check, Check::Receipt);
}

#[test]
fn progress_is_told_up_to_the_last_ballot() {
    let meeting = counted();
    let mut told = Vec::new();
    let mut progress = |done, of| told.push((done, of));
    verify(&meeting.bundle(), meeting.tree(), &mut progress).unwrap();
    assert_eq!(told.last(), Some(&(5, 5)));
}

#[test]
fn an_invalid_item_on_paper_does_not_take_part_and_the_rest_of_the_ballot_does() {
    let mut meeting = small();
    meeting.cast(nth(5), &vec![None, None]);
    meeting.close();
    meeting.open_by([Seat::Town, Seat::Committee]);
    let verified = meeting.verify().unwrap();
    assert_eq!(verified.ballots(), 6);
    assert_eq!(verified.matters[0].count.participating().persons, 5);
    // The same said of a ballot that holds the item, of an app ballot, and left unsaid.
    let mut wrong = meeting.lines();
    wrong.retain(|line| !matches!(line, Line::Invalid(_)));
    assert_eq!(found(&meeting, wrong).check, Check::Ballot);
    let mut wrong = meeting.lines();
    for line in &mut wrong {
        if let Line::Invalid(item) = line {
            item.party = nth(0);
        }
    }
    assert_eq!(found(&meeting, wrong).check, Check::Ballot);
}

/// Choices by the plain rule: the sums of a question.
fn plain(votes: &[(u64, usize)]) -> Sums {
    let mut sums = Sums::default();
    for (area, choice) in votes {
        if let Some(choice) = Choice::ALL.get(*choice) {
            sums.add(*choice, Weight { area: *area, persons: 1 });
        }
    }
    sums
}

fn sealed(votes: &[(u64, usize)], kind: Matter, rules: &VoteRules, follows: bool) -> MatterResult {
    let matter = question(1, kind, false, rules, follows);
    let rows = votes.iter().map(|(area, _)| vec![Some(one(*area))]).collect();
    let mut meeting = Meeting::open(vec![matter], rows);
    for (n, (_, choice)) in (0..).zip(votes) {
        if *choice < 3 {
            meeting.cast(nth(n), &vec![Some(marks(*choice))]);
        }
        meeting.served.push(nth(n));
    }
    meeting.close();
    meeting.open_by([Seat::Community, Seat::Committee]);
    let verified = meeting.verify().unwrap();
    verified.results().unwrap()[0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(24)))]
    #[test]
    fn the_sealed_tally_is_the_plain_one_and_decides_the_same(
        votes in prop::collection::vec((1_u64..10_000_000, 0_usize..5), 1..14),
        special in any::<bool>(),
        hides in any::<bool>(),
        follows in any::<bool>(),
    ) {
        let kind = if special { Matter::RaiseRepairFund } else { Matter::UseRepairFund };
        let rules = rules(if hides { 3 } else { 0 }, !hides);
        let result = sealed(&votes, kind, &rules, follows);
        let (sums, majority) = (plain(&votes), kind.majority());
        let whole = votes.iter().fold(Weight::default(), |sum, (area, _)| {
            sum.plus(Weight { area: *area, persons: 1 })
        });
        prop_assert_eq!(result.roll, whole);
        prop_assert_eq!(result.participating, sums.participating());
        prop_assert_eq!(result.outcome, decide(majority, &sums, whole));
        let silent = votes.iter().filter(|vote| vote.1 >= 3).fold(Weight::default(), |sum, (area, _)| {
            sum.plus(Weight { area: *area, persons: 1 })
        });
        let followed = (follows && !special).then(|| {
            let with = follow(majority, &sums, silent, whole);
            let leads = if sums.in_favour.persons > sums.against.persons { Choice::For } else { Choice::Against };
            Followed {
                choice: with.as_ref().map(|_| leads),
                silent,
                outcome: decide(majority, &with.unwrap_or(sums), whole),
            }
        });
        prop_assert_eq!(result.followed, followed);
        for (total, weight) in result.boxes.iter().zip([sums.in_favour, sums.against]) {
            prop_assert!(total.persons.is_none_or(|persons| persons == weight.persons));
            prop_assert!(total.area.is_none_or(|area| area == weight.area));
            prop_assert!(hides || (total.persons.is_some() && total.area.is_some()));
        }
    }

    #[test]
    fn a_sealed_election_elects_whom_the_plain_count_elects(
        ballots in prop::collection::vec((1_u64..100_000, prop::collection::vec(any::<bool>(), 7)), 1..10),
        hides in any::<bool>(),
    ) {
        let rules = rules(if hides { 3 } else { 0 }, !hides);
        let rows = ballots.iter().map(|(area, _)| vec![Some(one(*area))]).collect();
        let matter = election(1, 5, 7, &rules);
        let candidates = matter.candidates().unwrap();
        let mut meeting = Meeting::open(vec![matter], rows);
        let mut sums = vec![Weight::default(); 7];
        let mut whole = Weight::default();
        for (n, (area, marks)) in (0..).zip(&ballots) {
            // Five at the most: the first five.
            let marked = marks.iter().scan(0, |used, mark| {
                *used += i32::from(*mark);
                Some(*mark && *used <= 5)
            });
            let marks: Vec<bool> = marked.collect();
            let weight = Weight { area: *area, persons: 1 };
            whole = whole.plus(weight);
            for (sum, _) in sums.iter_mut().zip(&marks).filter(|(_, marked)| **marked) {
                *sum = sum.plus(weight);
            }
            meeting.cast(nth(n), &vec![Some(marks)]);
        }
        meeting.close();
        meeting.open_by([Seat::Town, Seat::Community]);
        let verified = meeting.verify().unwrap();
        let elected = verified.results().unwrap()[0].elected.clone().unwrap();
        let sums: Vec<CandidateSum<_>> = (0..).zip(candidates.iter().zip(sums)).map(|(lot, (candidate, in_favour))| {
            CandidateSum { candidate: *candidate, in_favour, lot }
        }).collect();
        let plain = elect(5, &sums, whole, whole);
        prop_assert_eq!(elected.members, plain.members);
        prop_assert_eq!(elected.alternates, plain.alternates);
        prop_assert_eq!(elected.established, plain.established);
    }
}

#[test]
fn without_a_quorum_nothing_is_opened() {
    let votes = [(100, 0), (100, 1), (100, 3), (100, 3)];
    let result = sealed(&votes, Matter::UseRepairFund, &rules(0, false), false);
    assert_eq!(result.withheld, Some(Withheld::NoQuorum));
    assert!(result.boxes.iter().all(|total| total.persons.is_none() && total.area.is_none()));
}

#[test]
fn the_area_of_one_dissenter_stays_closed_where_the_result_does_not_need_it() {
    let votes = [(100, 0), (110, 0), (120, 0), (130, 0), (140, 1)];
    let closed = sealed(&votes, Matter::UseRepairFund, &rules(3, false), false);
    assert_eq!(closed.withheld, Some(Withheld::Few));
    let areas: Vec<Option<u64>> = closed.boxes.iter().map(|total| total.area).collect();
    assert_eq!(areas, [None, None]);
    // A large dissenter could turn it: FOR's area is opened, AGAINST's stays closed.
    let votes = [(100, 0), (110, 0), (120, 0), (130, 0), (470, 1)];
    let needed = sealed(&votes, Matter::UseRepairFund, &rules(3, false), false);
    let areas: Vec<Option<u64>> = needed.boxes.iter().map(|total| total.area).collect();
    assert_eq!(areas, [Some(460), None]);
    assert_eq!(sealed(&votes, Matter::UseRepairFund, &rules(0, false), false).withheld, None);
}
