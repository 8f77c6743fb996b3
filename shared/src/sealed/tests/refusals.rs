//! What the trial refused (`sealed-ballot.md` 14), each with the code that people are told.

use super::super::*;
use super::vectors::vectors;
use super::world::{Ceremony, FROZEN, nth, unhex};
use crate::domain::vote::Channel;
use crate::journal::Digest;

/// Whether an item of so many bytes passes either verifier; both must agree.
fn passes(bytes: &[u8], shape: Shape, ctx: Digest, key: &Point) -> bool {
    let Ok(item) = Item::parse(bytes, shape) else { return false };
    let claim = Claim { item: &item, ctx };
    let single = claim.holds(key);
    assert_eq!(all_hold(&[claim], key), single);
    single
}

#[test]
fn a_single_changed_bit_is_refused_by_both_verifiers() {
    let vectors = vectors();
    let (ctx, key) = (Digest::parse(&vectors.ctx).unwrap(), Point::from_hex(&vectors.key).unwrap());
    let vector = &vectors.items[0];
    let bytes = data_encoding::HEXLOWER.decode(vector.item.as_bytes()).unwrap();
    assert!(passes(&bytes, vector.shape(), ctx, &key));
    for at in 0..256 {
        let mut changed = bytes.clone();
        // 37 and 800 have no common factor: the bits are spread over every field.
        changed[at * 37 % bytes.len()] ^= 1 << (at % 8);
        assert!(!passes(&changed, vector.shape(), ctx, &key), "{at}");
    }
}

#[test]
fn another_context_limit_key_or_order_of_the_boxes_is_refused() {
    let vectors = vectors();
    let (ctx, key) = (Digest::parse(&vectors.ctx).unwrap(), Point::from_hex(&vectors.key).unwrap());
    let vector = &vectors.items[2];
    let bytes = data_encoding::HEXLOWER.decode(vector.item.as_bytes()).unwrap();
    assert!(passes(&bytes, vector.shape(), ctx, &key));
    assert!(!passes(&bytes, vector.shape(), Digest::of("another"), &key));
    let other = Point::from_hex("74a824484bff6edb0bbbe4316160d9327f22951ba05a133068e523c625378d7f");
    assert!(!passes(&bytes, vector.shape(), ctx, &other.unwrap()));
    for limit in [1, 3, 4] {
        let shape = Shape::new(4, limit).unwrap();
        assert_eq!(Item::parse(&bytes, shape).err(), Some(Flaw::Length), "{limit}");
    }
    let mut swapped = bytes.clone();
    swapped[..128].rotate_left(64);
    assert!(!passes(&swapped, vector.shape(), ctx, &key));
}

#[test]
fn six_marks_of_five_cannot_be_sealed_and_cannot_be_proven() {
    let vectors = vectors();
    let (ctx, key) = (Digest::parse(&vectors.ctx).unwrap(), Point::from_hex(&vectors.key).unwrap());
    let marks = [true, true, true, true, true, true, false];
    let five = Shape::new(7, 5).unwrap();
    assert_eq!(seal(&ctx, &key, five, &marks, &[1; 32]), Err(Flaw::Marks));
    assert_eq!(seal(&ctx, &key, five, &marks[..6], &[1; 32]), Err(Flaw::Marks));
    // Sealed for six, and the seventh branch of the sum's proof left out.
    let six = Shape::new(7, 6).unwrap();
    let bytes = seal(&ctx, &key, six, &marks, &[1; 32]).unwrap();
    let boxes = 64 * 7 + 7 * 224;
    let (first, sum) = bytes.split_at(boxes);
    let (commitments, rest) = sum.split_at(64 * 7);
    let (challenges, responses) = rest.split_at(32 * 6);
    let cut = [first, &commitments[..64 * 6], &challenges[..32 * 5], &responses[..32 * 6]].concat();
    assert_eq!(cut.len(), five.bytes());
    assert!(!passes(&cut, five, ctx, &key));
}

#[test]
fn an_identity_a_point_off_the_group_and_a_number_too_large_are_refused() {
    let vectors = vectors();
    let vector = &vectors.items[0];
    let bytes = data_encoding::HEXLOWER.decode(vector.item.as_bytes()).unwrap();
    let with = |at: usize, field: [u8; 32]| {
        let mut changed = bytes.clone();
        changed[at..at + 32].copy_from_slice(&field);
        Item::parse(&changed, vector.shape()).err()
    };
    assert_eq!(with(0, [0; 32]), Some(Flaw::Point));
    assert_eq!(with(32, [0xff; 32]), Some(Flaw::Point));
    assert_eq!(with(32, unhex(&("01".to_owned() + &"00".repeat(31)))), Some(Flaw::Point));
    // The order itself, where a response stands.
    let order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    assert_eq!(with(bytes.len() - 32, order), Some(Flaw::Scalar));
    assert_eq!(Item::parse(&bytes[1..], vector.shape()).err(), Some(Flaw::Length));
}

#[test]
fn one_broken_item_among_hundreds_is_named() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let ballots: Vec<Opened> = (0..300)
        .map(|n| {
            let ballot = world.ballot(nth(n), &[&[n % 3 == 0, n % 3 == 1]]);
            let party = (ballot.party, Channel::App);
            open_ballot(&world.poll, party, &world.matters(), ballot).unwrap()
        })
        .collect();
    let mut claims: Vec<Claim<'_>> = ballots.iter().map(|ballot| ballot.items[0].claim()).collect();
    assert_eq!(first_broken(&claims, &world.poll.key), None);
    claims[277].ctx = claims[276].ctx;
    assert_eq!(first_broken(&claims, &world.poll.key), Some(277));
}

#[test]
fn a_ballot_counts_only_as_it_was_announced_in_its_place_and_whole() {
    let world = Ceremony::new(&[Shape::MOTION, Shape::new(4, 2).unwrap()]);
    let ballot = world.ballot(nth(1), &[&[true, false], &[true, false, true, false]]);
    let (text, mark) = (ballot.json(), ballot.fingerprint());
    let check = |poll: &Poll, party, channel, matters: &[_], text: &str, mark: &Digest| {
        let checked = check_ballot(poll, (party, channel), matters, text, mark);
        checked.map(|_| ()).map_err(|fault| {
            assert_eq!(fault.code(), "vote/ballot-broken");
            match fault {
                Fault::Broken(flaw) => flaw,
                other => panic!("{other}"),
            }
        })
    };
    let all = world.matters();
    let poll = &world.poll;
    assert_eq!(check(poll, nth(1), Channel::App, &all, &text, &mark), Ok(()));
    let other = Digest::of("another");
    assert_eq!(check(poll, nth(1), Channel::App, &all, &text, &other), Err(Flaw::Fingerprint));
    assert_eq!(check(poll, nth(2), Channel::App, &all, &text, &mark), Err(Flaw::Place));
    assert_eq!(check(poll, nth(1), Channel::Paper, &all, &text, &mark), Err(Flaw::Place));
    assert_eq!(check(poll, nth(1), Channel::App, &all[..1], &text, &mark), Err(Flaw::Items));
    let spaced = text.replacen(',', ", ", 1);
    let of_spaced = Digest::of(&spaced);
    assert_eq!(check(poll, nth(1), Channel::App, &all, &spaced, &of_spaced), Err(Flaw::Form));
    let padded = text.replacen("\",\"matter", "=\",\"matter", 1);
    let of_padded = Digest::of(&padded);
    assert_eq!(check(poll, nth(1), Channel::App, &all, &padded, &of_padded), Err(Flaw::Form));
    let later = text.replace(VERSION, "linli.vote.v2");
    let of_later = Digest::of(&later);
    assert_eq!(check(poll, nth(1), Channel::App, &all, &later, &of_later), Err(Flaw::Form));
    let mut moved = poll.clone();
    moved.matters[0].text = other;
    assert_eq!(check(&moved, nth(1), Channel::App, &all, &text, &mark), Err(Flaw::Proof));
}

#[test]
fn one_matters_item_does_not_count_for_another_nor_one_partys_for_another() {
    let world = Ceremony::new(&[Shape::MOTION, Shape::MOTION]);
    let ballot = world.ballot(nth(1), &[&[true, false], &[false, true]]);
    let all = world.matters();
    let broken = |ballot: &Ballot| {
        let of = (ballot.party, Channel::App);
        let mark = ballot.fingerprint();
        check_ballot(&world.poll, of, &all, &ballot.json(), &mark).map(|_| ()).unwrap_err()
    };
    let mut swapped = ballot.clone();
    swapped.items[0].item = ballot.items[1].item.clone();
    assert_eq!(broken(&swapped), Flaw::Repeated.into());
    swapped.items[1].item = ballot.items[0].item.clone();
    assert_eq!(broken(&swapped), Flaw::Proof.into());
    let stolen = Ballot { party: nth(2), ..ballot };
    assert_eq!(broken(&stolen), Flaw::Proof.into());
}

#[test]
fn a_check_of_the_phone_finds_a_ballot_that_says_something_else() {
    let world = Ceremony::new(&[Shape::MOTION, Shape::new(3, 2).unwrap()]);
    let marks = [
        Marks { marks: vec![true, false], matter: world.matter(0) },
        Marks { marks: vec![false, true, true], matter: world.matter(1) },
    ];
    let seal = |marks: &[Marks]| {
        seal_ballot(&world.poll, nth(5), Channel::App, marks, &[3; 32]).unwrap().fingerprint()
    };
    let sheet = CheckSheet::new(&world.poll, nth(5), Channel::App, &marks, &[3; 32]).unwrap();
    let read = CheckSheet::parse(&sheet.json()).unwrap();
    assert_eq!(read.check(&seal(&marks)), Ok(()));
    let mut turned = marks.clone();
    turned[0].marks = vec![false, true];
    assert_eq!(read.check(&seal(&turned)), Err(Flaw::Fingerprint.into()));
    assert_eq!(CheckSheet::parse("{}"), Err(Flaw::Form.into()));
}

#[test]
fn a_lock_whose_halves_differ_is_named_and_a_missing_one_is_waited_for() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let (community, meeting) = (world.poll.community, world.poll.meeting);
    let verify = |halves: &[LockHalf]| verify_locks(community, meeting, FROZEN, halves);
    assert_eq!(verify(&world.halves[..5]), Err(Fault::WaitingTrustees));

    // The town takes another secret: its two locks no longer agree with the other holders'.
    let town = TrusteeKey::from_seed(Seat::Town, &[99; 32]).unwrap();
    let mut halves = world.halves.clone();
    for half in halves.iter_mut().filter(|half| half.seat == Seat::Town) {
        let lock = town.lock(meeting, half.lock, &world.trustees).unwrap();
        *half = lock.half(community, meeting, FROZEN);
    }
    let fault = verify(&halves).unwrap_err();
    assert_eq!(fault, Fault::LockMismatch(Lock::CommitteeTown));
    assert_eq!(fault.code(), "vote/lock-mismatch");
}

#[test]
fn a_proof_moved_to_another_seat_lock_meeting_roll_or_text_is_refused() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let (community, meeting) = (world.poll.community, world.poll.meeting);
    let half = world.halves[0];
    let check = |half: LockHalf| half.check(community, meeting, FROZEN);
    assert_eq!(check(half), Ok(()));
    let broken = |lock| Err(Fault::LockBroken(lock));
    assert_eq!(check(LockHalf { seat: Seat::Community, ..half }), broken(half.lock));
    assert_eq!(check(LockHalf { seat: Seat::Town, ..half }), broken(half.lock));
    let moved = LockHalf { lock: Lock::CommitteeTown, ..half };
    assert_eq!(check(moved), broken(Lock::CommitteeTown));
    assert_eq!(half.check(community, nth(7), FROZEN), broken(half.lock));
    let roll = Frozen { roll: Digest::of("another"), ..FROZEN };
    assert_eq!(half.check(community, meeting, roll), broken(half.lock));
    let text = Frozen { text: Digest::of("another"), ..FROZEN };
    assert_eq!(half.check(community, meeting, text), broken(half.lock));

    let [key, ..] = &world.keys;
    let proof = key.prove(community, Pledge::Seat);
    let holds = |seat, pledge| check_trustee(community, seat, key.public(), pledge, &proof);
    assert!(holds(Seat::Committee, Pledge::Seat));
    assert!(!holds(Seat::Town, Pledge::Seat));
    assert!(!holds(Seat::Committee, Pledge::Presence { meeting }));
}

#[test]
fn the_key_sheets_digits_are_twenty_and_differ_between_points() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let digits = world.trustees.map(|point| point.digits());
    for text in &digits {
        assert_eq!(text.chars().filter(char::is_ascii_digit).count(), 20, "{text}");
        assert_eq!(text.split(' ').map(str::len).collect::<Vec<_>>(), [5; 4]);
    }
    assert!(digits[0] != digits[1] && digits[1] != digits[2]);
}
