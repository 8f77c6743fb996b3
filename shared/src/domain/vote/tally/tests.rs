//! The worked cases of `domain.md` 2.7, from `data/tally_cases.json`, and what holds for every vote.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::super::{
    CandidateSum, Holder, Matter, Motion, ParkingCount, Roll, RollFault, RollUnit, elect,
    is_committee_size, is_petition_carried, needs_transition_group,
};
use super::*;
use crate::value::Area;

#[derive(Deserialize)]
struct Case {
    rule: String,
    parking: String,
    units: Vec<Unit>,
    ballots: Vec<Ballot>,
    follow_delivered: Option<Vec<String>>,
    expect: Value,
}

#[derive(Deserialize)]
struct Unit {
    area: i64,
    owners: BTreeSet<String>,
    dev: Option<String>,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct Ballot {
    party: String,
    choice: String,
}

fn cases(id: &str) -> Vec<Value> {
    let all: Vec<Value> =
        serde_json::from_str(include_str!("../../../../../data/tally_cases.json")).unwrap();
    all.into_iter().filter(|case| case["id"] == id).collect()
}

/// The roll of a case, and each party's weight by the name that ballots give it: `h+w`.
fn roll_of(case: &Case) -> (Roll<String>, BTreeMap<String, Weight>) {
    let units: Vec<RollUnit<String>> = case
        .units
        .iter()
        .map(|unit| RollUnit {
            area: Area::from_hundredths(unit.area),
            holder: match &unit.dev {
                Some(developer) => Holder::Developer(developer.clone()),
                None => Holder::Owners(unit.owners.clone()),
            },
            parking: unit.kind == "PARKING",
        })
        .collect();
    let roll = Roll::of(&units, ParkingCount::parse(&case.parking).unwrap()).unwrap();
    let named = roll.parties().iter().map(|party| {
        let name = match &party.holder {
            Holder::Owners(owners) => owners.iter().cloned().collect::<Vec<_>>().join("+"),
            Holder::Developer(developer) => format!("DEV:{developer}"),
        };
        (name, Weight { area: party.area, persons: party.persons.into() })
    });
    let named = named.collect();
    (roll, named)
}

fn check(id: &str) {
    let mut found = cases(id);
    let case: Case = serde_json::from_value(found.remove(0)).unwrap();
    let (roll, weights) = roll_of(&case);
    let whole = Weight { area: roll.area(), persons: roll.persons().into() };
    let mut sums = Sums::default();
    let mut voted = BTreeSet::new();
    for ballot in &case.ballots {
        // A double-marked ballot does not take part.
        if let Ok(choice) = Choice::parse(&ballot.choice) {
            sums.add(choice, weights[&ballot.party]);
            voted.insert(&ballot.party);
        }
    }
    let majority = Majority::parse(&case.rule).unwrap();
    let served = case.follow_delivered.iter().flatten().filter(|party| !voted.contains(party));
    let silent = served.fold(Weight::default(), |sum, party| sum.plus(weights[party]));
    let followed =
        case.follow_delivered.as_ref().and_then(|_| follow(majority, &sums, silent, whole));
    let counted = followed.unwrap_or(sums);
    let part = counted.participating();
    let told = serde_json::json!({
        "A": whole.area, "N": whole.persons,
        "part_area": part.area, "part_n": part.persons,
        "for_area": counted.in_favour.area, "for_n": counted.in_favour.persons,
        "against_area": counted.against.area, "against_n": counted.against.persons,
        "abstain_area": counted.abstained.area, "abstain_n": counted.abstained.persons,
        "quorum": is_quorate(part, whole),
        "follow_applied": followed.is_some(),
        "result": decide(majority, &counted, whole).as_str(),
    });
    assert_eq!(told, case.expect, "{id}");
}

macro_rules! tally_cases {
    ($($name:ident $id:literal,)+) => { $(#[test] fn $name() { check($id); })+ };
}

tally_cases! {
    tc01_quorum_exactly_two_thirds_and_a_simple_majority "TC01",
    tc02_one_below_the_quorum "TC02",
    tc03_half_is_no_majority "TC03",
    tc04_abstaining_takes_part "TC04",
    tc05_three_quarters_exactly "TC05",
    tc06_one_below_three_quarters "TC06",
    tc07_a_silent_developer_denies_the_quorum_by_area "TC07",
    tc08_a_developer_against_wins_by_area_alone "TC08",
    tc09_three_units_of_one_owner_are_one_person "TC09",
    tc10a_a_couple_is_one_person_and_either_alone_another "TC10a",
    tc10b_area_and_persons_of_who_takes_part "TC10b",
    tc11a_two_thirds_of_an_odd_area_are_not_reached "TC11a",
    tc11b_one_hundredth_more_reaches_them "TC11b",
    tc12a_the_silent_count_for_nothing "TC12a",
    tc12b_the_served_and_silent_follow_the_majority "TC12b",
    tc13_the_floor_of_half_the_roll_is_not_reached "TC13",
    tc14_a_special_matter_is_never_followed "TC14",
    tc15_an_invalid_ballot_does_not_take_part "TC15",
    tc16_a_building_decides_by_itself "TC16",
    tc17a_parking_counts_for_nothing "TC17a",
    tc17b_parking_counts_by_area "TC17b",
    tc18_a_large_owner_who_abstains "TC18",
    tc18b_exactly_half_of_the_area_is_no_majority "TC18b",
    tc19_area_alone_does_not_carry "TC19",
}

#[test]
fn tc20_five_seats_a_tie_by_area_and_half_is_not_elected() {
    let case = cases("TC20").remove(0);
    let number = |value: &Value| value.as_u64().unwrap();
    let input = &case["input"];
    let weight = |area: &str, persons: &str, of: &Value| Weight {
        area: number(&of[area]),
        persons: number(&of[persons]),
    };
    let candidates: Vec<CandidateSum<String>> = input["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| CandidateSum {
            candidate: one["id"].as_str().unwrap().to_owned(),
            in_favour: weight("for_area", "for_n", one),
            lot: 0,
        })
        .collect();
    let seats = u32::try_from(number(&input["seats"])).unwrap();
    let participating = weight("part_area", "part_n", input);
    let elected = elect(seats, &candidates, participating, weight("A", "N", input));
    assert_eq!(serde_json::json!(elected.members), case["expect"]["elected"]);
    assert_eq!(serde_json::json!(elected.alternates), case["expect"]["alternates"]);
    assert!(elected.established && is_committee_size(seats) && !is_committee_size(6));
    assert!(
        elect(seats, &candidates, Weight { area: 1, persons: 1 }, weight("A", "N", input))
            .members
            .is_empty()
    );
}

#[test]
fn tc21_half_of_the_seats_meet_and_half_of_the_seats_carry() {
    for case in cases("TC21") {
        let number = |name: &str| u32::try_from(case["input"][name].as_u64().unwrap()).unwrap();
        let motion =
            Motion { seats: number("seats"), present: number("present"), yes: number("yes") };
        assert_eq!(motion.is_valid_meeting(), case["expect"]["valid_meeting"], "{motion:?}");
        assert_eq!(motion.is_carried(), case["expect"]["carried"], "{motion:?}");
    }
    assert!(needs_transition_group(5, 2) && !needs_transition_group(5, 3));
}

#[test]
fn tc22_a_fifth_of_the_persons_carries_a_petition() {
    for case in cases("TC22") {
        let number = |name: &str| u32::try_from(case["input"][name].as_u64().unwrap()).unwrap();
        assert_eq!(is_petition_carried(number("signers"), number("N")), case["expect"]);
    }
    assert!(!is_petition_carried(0, 0));
}

#[test]
fn check_2_16_the_same_ballots_use_the_repair_fund_and_do_not_raise_it() {
    let weight = |n: u64| Weight { area: 10_000 * n, persons: n };
    let sums = Sums { in_favour: weight(31), against: weight(29), abstained: Weight::default() };
    let decided = |matter: Matter| decide(matter.majority(), &sums, weight(90));
    assert_eq!(decided(Matter::UseRepairFund), Outcome::Passed);
    assert_eq!(decided(Matter::RaiseRepairFund), Outcome::Rejected);
}

#[test]
fn check_2_17_one_owner_against_denies_a_business_in_a_dwelling() {
    let weight = |n: u64| Weight { area: 10_000 * n, persons: n };
    let majority = Matter::DwellingToBusiness.majority();
    let sums = |against| Sums {
        in_favour: weight(10 - against),
        against: weight(against),
        abstained: Weight::default(),
    };
    assert_eq!(decide(majority, &sums(0), weight(10)), Outcome::Passed);
    assert_eq!(decide(majority, &sums(1), weight(10)), Outcome::Rejected);
}

#[test]
fn a_roll_without_area_or_persons_is_none() {
    let unit = |area, parking| RollUnit {
        area: Area::from_hundredths(area),
        holder: Holder::Owners(BTreeSet::from(["o1"])),
        parking,
    };
    let of = |units: &[RollUnit<&'static str>], parking| {
        Roll::of(units, parking).map(|roll| roll.persons())
    };
    assert_eq!(of(&[], ParkingCount::None), Err(RollFault::Empty));
    assert_eq!(of(&[unit(0, false)], ParkingCount::None), Err(RollFault::Empty));
    assert_eq!(of(&[unit(-1, false)], ParkingCount::None), Err(RollFault::Area));
    let mut unheld = unit(1, false);
    unheld.holder = Holder::Owners(BTreeSet::new());
    assert_eq!(of(&[unheld], ParkingCount::None), Err(RollFault::Unheld));
    let parking = [unit(1_250, true)];
    assert_eq!(of(&parking, ParkingCount::None), Err(RollFault::Empty));
    assert_eq!(of(&parking, ParkingCount::AreaOnly), Err(RollFault::Empty));
    assert_eq!(of(&parking, ParkingCount::AreaAndPerson), Ok(1));
}

#[test]
fn a_share_is_rounded_down() {
    assert_eq!(share(2, 3), 6_666);
    assert_eq!(share(3, 3), 10_000);
    assert_eq!(share(1, 0), 10_000);
}

proptest! {
    #[test]
    fn more_in_favour_never_turns_a_passed_matter_down(
        votes in prop::collection::vec((1_u64..1_000_000, 0..3_usize), 1..60),
        special in any::<bool>(),
    ) {
        let majority = if special { Majority::Special } else { Majority::Ordinary };
        let whole = votes.iter().fold(Weight::default(), |sum, (area, _)| {
            sum.plus(Weight { area: *area, persons: 1 })
        });
        let sums_of = |votes: &[(u64, usize)]| {
            let mut sums = Sums::default();
            for (area, choice) in votes {
                sums.add(Choice::ALL[*choice], Weight { area: *area, persons: 1 });
            }
            sums
        };
        let before = decide(majority, &sums_of(&votes), whole);
        let mut reversed = votes.clone();
        reversed.reverse();
        prop_assert_eq!(before, decide(majority, &sums_of(&reversed), whole));
        for index in 0..votes.len() {
            let mut better = votes.clone();
            better[index].1 = 0;
            let after = decide(majority, &sums_of(&better), whole);
            prop_assert!(before != Outcome::Passed || after == Outcome::Passed);
        }
    }
}
