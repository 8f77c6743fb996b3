//! What may be opened (`sealed-ballot.md` 8 and 10).

use proptest::prelude::*;

use super::super::{Count, Election, Impossible};
use super::world::nth;
use crate::domain::vote::{BoxTotal, Majority, Outcome, SumWeight, Weight, Withheld};

fn weights(areas: &[u64]) -> Vec<Weight> {
    areas.iter().map(|area| Weight { area: *area, persons: 1 }).collect()
}

fn count(areas: &[u64], min_group: u64) -> Count {
    let weights = weights(areas);
    let roll = weights.iter().copied().fold(Weight::default(), Weight::plus);
    Count {
        matter: nth(1),
        majority: Majority::Ordinary,
        roll,
        weights,
        silent: None,
        min_group,
        open_without_quorum: false,
        election: None,
    }
}

fn total(persons: u64, area: Option<u64>) -> BoxTotal {
    BoxTotal { persons: Some(persons), area }
}

#[test]
fn persons_are_opened_first_then_the_areas() {
    let count = count(&[10; 9], 3);
    let closed = count.unopened();
    let persons = vec![(0, SumWeight::Persons), (1, SumWeight::Persons)];
    assert_eq!(count.wanted(&closed), Ok(persons));
    let half = [total(4, None), BoxTotal::default()];
    assert_eq!(count.wanted(&half), Ok(vec![(1, SumWeight::Persons)]));
    // Three groups of three: nobody is named.
    let areas = vec![(0, SumWeight::Area), (1, SumWeight::Area)];
    assert_eq!(count.wanted(&[total(3, None), total(3, None)]), Ok(areas));
    let open = [total(3, Some(30)), total(3, Some(30))];
    assert_eq!(count.wanted(&open), Ok(Vec::new()));
    assert_eq!(count.result(&closed), Ok(None));
}

#[test]
fn one_or_two_who_abstain_close_the_areas_too_and_none_does_not() {
    let count = count(&[10; 9], 3);
    assert_eq!(count.wanted(&[total(8, None), total(0, None)]), Ok(Vec::new()));
    assert_eq!(count.wanted(&[total(9, None), total(0, None)]).unwrap().len(), 2);
    let result = count.result(&[total(8, None), total(0, None)]).unwrap().unwrap();
    assert_eq!((result.withheld, result.outcome), (Some(Withheld::Few), Outcome::Passed));
}

/// 从多 hangs on whether AGAINST has more than half of the whole area: its area is opened, and FOR's
/// is not.
#[test]
fn the_area_of_who_leads_is_opened_where_following_hangs_on_it() {
    let mut count = count(&[10, 10, 10, 10, 25], 3);
    count.roll = Weight { area: 85, persons: 6 };
    count.silent = Some(Weight { area: 20, persons: 1 });
    let closed = [total(1, None), total(4, None)];
    assert_eq!(count.wanted(&closed), Ok(vec![(1, SumWeight::Area)]));
    let open = [total(1, None), total(4, Some(55))];
    assert_eq!(count.wanted(&open), Ok(Vec::new()));
    let followed = count.result(&open).unwrap().unwrap().followed.unwrap();
    assert_eq!(followed.outcome, Outcome::Rejected);
    let without = Count { silent: None, ..count };
    assert_eq!(without.wanted(&closed), Ok(Vec::new()));
}

/// A party that owns nothing but parking has area and is no person: a group of nobody may still have
/// its area, which would be told apart.
#[test]
fn parking_alone_is_no_group_to_be_told_apart() {
    let mut count = count(&[100, 100, 100], 3);
    count.weights.push(Weight { area: 12, persons: 0 });
    count.roll.area += 12;
    assert_eq!(count.wanted(&[total(3, None), total(0, None)]), Ok(Vec::new()));
    count.min_group = 0;
    assert_eq!(count.wanted(&[total(3, None), total(0, None)]).unwrap().len(), 2);
}

#[test]
fn totals_that_cannot_be_are_refused() {
    let count = count(&[10; 4], 3);
    for totals in [
        vec![total(5, None), total(0, None)],
        vec![total(3, None), total(2, None)],
        vec![total(2, Some(41)), total(0, None)],
        vec![total(2, Some(30)), total(2, Some(20))],
        vec![total(1, None)],
    ] {
        assert_eq!(count.wanted(&totals), Err(Impossible), "{totals:?}");
        assert!(count.result(&totals).is_err());
    }
}

fn contest(areas: &[u64], candidates: u64, min_group: u64) -> Count {
    let candidates = (0..candidates).map(nth).collect();
    let election = Some(Election { seats: 5, candidates, lots: Vec::new() });
    Count { election, ..count(areas, min_group) }
}

#[test]
fn a_candidate_whom_one_or_two_marked_or_left_out_keeps_the_area_closed_but_for_a_tie() {
    let count = contest(&[10; 10], 4, 3);
    let wanted = |persons: [u64; 4]| {
        let totals = persons.map(|persons| total(persons, None));
        let wanted = count.wanted(&totals).unwrap();
        wanted.into_iter().map(|(at, _)| at).collect::<Vec<_>>()
    };
    assert_eq!(wanted([9, 7, 2, 1]), [1]);
    // Two with equal persons who are both elected: their rank hangs on the area.
    assert_eq!(wanted([9, 9, 2, 1]), [0, 1]);
    // Two with equal persons of whom neither is elected: it does not.
    assert_eq!(wanted([9, 2, 2, 1]), Vec::<usize>::new());
}

#[test]
fn equal_persons_and_area_are_decided_by_the_lot() {
    let mut count = contest(&[10; 10], 6, 0);
    let totals = vec![total(8, Some(80)); 6];
    let members = |count: &Count| count.result(&totals).unwrap().unwrap().elected.unwrap().members;
    assert_eq!(members(&count), [0, 1, 2, 3, 4].map(nth));
    count.election.as_mut().unwrap().lots = vec![6, 5, 4, 3, 2, 1];
    assert_eq!(members(&count), [5, 4, 3, 2, 1].map(nth));
}

proptest! {
    /// Whatever the hidden areas are, the result told without them is the one that they give.
    #[test]
    fn what_stays_closed_changes_nothing(
        votes in prop::collection::vec((1_u64..1_000, 0_usize..3, any::<bool>()), 1..9),
        silent in (0_u64..2_000, 0_u64..4),
        absent in (0_u64..2_000, 0_u64..4),
        follows in any::<bool>(),
        special in any::<bool>(),
    ) {
        let mut hidden = count(&[], 3);
        hidden.weights = votes.iter().map(|(area, _, person)| {
            Weight { area: *area, persons: u64::from(*person) }
        }).collect();
        let silent = Weight { area: silent.0, persons: silent.1 };
        let absent = Weight { area: absent.0, persons: absent.1 };
        hidden.roll = hidden.participating().plus(silent).plus(absent);
        prop_assume!(hidden.roll.persons > 0);
        hidden.majority = if special { Majority::Special } else { Majority::Ordinary };
        hidden.silent = (follows && !special).then_some(silent);
        let of = |choice: usize| votes.iter().zip(&hidden.weights).filter(move |(vote, _)| vote.1 == choice)
            .fold(Weight::default(), |sum, (_, weight)| sum.plus(*weight));
        let known = [of(0), of(1)];
        let mut totals = hidden.unopened();
        loop {
            let wanted = hidden.wanted(&totals).unwrap();
            if wanted.is_empty() {
                break;
            }
            for (at, weight) in wanted {
                match weight {
                    SumWeight::Area => totals[at].area = Some(known[at].area),
                    _ => totals[at].persons = Some(known[at].persons),
                }
            }
        }
        let told = hidden.result(&totals).unwrap().unwrap();
        let open = Count { min_group: 0, open_without_quorum: true, ..hidden };
        let all = known.map(|weight| total(weight.persons, Some(weight.area)));
        let plain = open.result(&all).unwrap().unwrap();
        prop_assert_eq!(told.outcome, plain.outcome);
        prop_assert_eq!(told.followed, plain.followed);
    }
}
