//! Sums, shares and totals.

use proptest::prelude::*;

use super::super::*;
use super::world::{Ceremony, nth};
use crate::domain::vote::{Channel, SumWeight};
use crate::journal::Digest;

/// Ballots that mark one box each, none or another, with their weights.
fn cast(world: &Ceremony, choices: &[usize]) -> Vec<Opened> {
    let boxes = world.poll.matters[0].shape.boxes();
    (0..)
        .zip(choices)
        .map(|(n, choice)| {
            let marks: Vec<bool> = (0..boxes).map(|at| at == *choice).collect();
            let ballot = world.ballot(nth(n), &[&marks]);
            open_ballot(&world.poll, (nth(n), Channel::App), &world.matters(), ballot).unwrap()
        })
        .collect()
}

fn sum_of(world: &Ceremony, ballots: &[Opened], index: usize, weights: &[u64]) -> Option<Sum> {
    let marks: Vec<Digest> = ballots.iter().map(|opened| opened.ballot.fingerprint()).collect();
    let of = SumOf {
        meeting: world.poll.meeting,
        matter: world.matter(0),
        index,
        weight: SumWeight::Area,
        ballots: ballots_digest(&marks),
    };
    let items =
        ballots.iter().map(|opened| opened.items[0].item.boxes()).zip(weights.iter().copied());
    sum(of, items)
}

#[test]
fn any_two_trustees_open_a_sum_in_any_order_and_one_alone_does_not() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let table = Table::new();
    let ballots = cast(&world, &[0, 0, 1, 2, 0]);
    let weights = [8_937, 10_000, 123, 77, 1_000_000_000];
    let sum = sum_of(&world, &ballots, 0, &weights).unwrap();
    for first in Seat::ALL {
        let alone = world.shares(first, &sum);
        assert_eq!(alone.len(), 2);
        let waiting = open_total(&table, &world.key, &sum, &alone, 1 << 40);
        assert_eq!(waiting, Err(Fault::WaitingTrustees));
        for second in Seat::ALL.into_iter().filter(|seat| *seat != first) {
            let shares = [alone.clone(), world.shares(second, &sum)].concat();
            let total = open_total(&table, &world.key, &sum, &shares, 2_000_000_000);
            assert_eq!(total, Ok(1_000_018_937));
            assert_eq!(check_total(&world.key, &sum, &shares, 1_000_018_937), Ok(()));
            let wrong = check_total(&world.key, &sum, &shares, 1_000_018_936);
            assert_eq!(wrong, Err(Fault::CannotOpen));
        }
    }
}

#[test]
fn a_share_counts_for_its_own_sum_and_lock_alone() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let ballots = cast(&world, &[0, 1, 2]);
    let sum = sum_of(&world, &ballots, 0, &[1, 2, 3]).unwrap();
    let share = world.shares(Seat::Committee, &sum)[0];
    assert_eq!(check_share(&world.key, &sum, &share), Ok(()));
    let broken = Err(Fault::ShareBroken);
    assert_eq!(Fault::ShareBroken.code(), "verify/failed");
    // One ballot passed off as the sum, another weight, another box, another lock, a forged D.
    let one = sum_of(&world, &ballots[..1], 0, &[1]).unwrap();
    assert_eq!(check_share(&world.key, &one, &share), broken);
    let persons = Sum { of: SumOf { weight: SumWeight::Persons, ..sum.of }, ..sum };
    assert_eq!(check_share(&world.key, &persons, &share), broken);
    let against = Sum { of: SumOf { index: 1, ..sum.of }, ..sum };
    assert_eq!(check_share(&world.key, &against, &share), broken);
    let moved = SumShare { lock: Lock::CommitteeTown, ..share };
    assert_eq!(check_share(&world.key, &sum, &moved), broken);
    let foreign = SumShare { seat: Seat::Town, ..share };
    assert_eq!(check_share(&world.key, &sum, &foreign), broken);
    let forged = SumShare { point: sum.b, ..share };
    assert_eq!(check_share(&world.key, &sum, &forged), broken);
    let table = Table::new();
    assert_eq!(open_total(&table, &world.key, &sum, &[forged], 9), broken.map(|()| 0));
}

#[test]
fn a_swapped_weight_or_a_dropped_ballot_changes_the_total() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let table = Table::new();
    let ballots = cast(&world, &[0, 1, 0]);
    let open = |ballots: &[Opened], weights: &[u64]| {
        let sum = sum_of(&world, ballots, 0, weights).unwrap();
        let shares = [Seat::Committee, Seat::Town].map(|seat| world.shares(seat, &sum)).concat();
        open_total(&table, &world.key, &sum, &shares, 1_000).unwrap()
    };
    assert_eq!(open(&ballots, &[5, 7, 11]), 16);
    assert_eq!(open(&ballots, &[7, 5, 11]), 18);
    assert_eq!(open(&ballots[..2], &[5, 7]), 5);
}

#[test]
fn a_sum_over_nothing_is_none() {
    let world = Ceremony::new(&[Shape::MOTION]);
    assert_eq!(sum_of(&world, &[], 0, &[]), None);
    let ballots = cast(&world, &[0]);
    assert_eq!(sum_of(&world, &ballots, 0, &[0]), None);
    assert_eq!(sum_of(&world, &ballots, 2, &[1]), None);
}

#[test]
fn the_table_finds_zero_its_edges_and_nothing_beyond_the_limit() {
    use curve25519_dalek::{RistrettoPoint, Scalar};
    let table = Table::new();
    let point = |number: u64| RistrettoPoint::mul_base(&Scalar::from(number));
    for number in [0, 1, (1 << 17) - 1, 1 << 17, (1 << 26) + 12_345, 10_000_000_000] {
        assert_eq!(table.log(&point(number), number), Some(number));
        if number > 0 {
            assert_eq!(table.log(&point(number), number - 1), None);
        }
    }
    assert_eq!(table.log(&-point(1), 1 << 20), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(12)))]
    #[test]
    fn what_is_sealed_and_added_is_what_was_chosen(
        votes in prop::collection::vec((0_usize..4, 0_u64..2_000_000), 1..20),
    ) {
        let world = Ceremony::new(&[Shape::new(3, 1).unwrap()]);
        let table = Table::new();
        let choices: Vec<usize> = votes.iter().map(|vote| vote.0).collect();
        let weights: Vec<u64> = votes.iter().map(|vote| vote.1).collect();
        let ballots = cast(&world, &choices);
        for index in 0..3 {
            let plain: u64 = votes.iter().filter(|vote| vote.0 == index).map(|vote| vote.1).sum();
            match sum_of(&world, &ballots, index, &weights) {
                None => prop_assert!(weights.iter().all(|weight| *weight == 0)),
                Some(sum) => {
                    let shares = [Seat::Community, Seat::Town].map(|seat| world.shares(seat, &sum));
                    let most = weights.iter().sum();
                    let total = open_total(&table, &world.key, &sum, &shares.concat(), most);
                    prop_assert_eq!(total, Ok(plain));
                }
            }
        }
    }
}
