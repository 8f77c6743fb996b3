//! Key files, paper ballots and opening one ballot under an order.

use super::super::*;
use super::world::{Ceremony, nth};
use crate::domain::vote::Channel;
use crate::journal::Digest;

#[test]
fn a_key_file_opens_with_its_passphrase_alone_and_unchanged() {
    let seed = [5; 32];
    let file = write_key_file(Seat::Community, &seed, "竹影 横斜 42", &[1; 16], &[2; 24]).unwrap();
    let key = open_key_file(&file, "竹影 横斜 42").unwrap();
    let same = TrusteeKey::from_seed(Seat::Community, &seed).unwrap();
    assert_eq!((key.seat(), key.public()), (Seat::Community, same.public()));
    let wrong = |file: &str, passphrase: &str| open_key_file(file, passphrase).unwrap_err();
    assert_eq!(wrong(&file, "竹影 横斜 43"), Fault::WrongPassphrase);
    assert_eq!(wrong(&file, "").code(), "vote/wrong-passphrase");
    let moved = file.replacen("\"seat\":1", "\"seat\":2", 1);
    assert_eq!(wrong(&moved, "竹影 横斜 42"), Fault::WrongPassphrase);
    let weaker = file.replacen("\"passes\":3", "\"passes\":1", 1);
    assert_eq!(wrong(&weaker, "竹影 横斜 42"), Fault::KeyFileBroken);
    let hungry = file.replacen("65536", "4194304", 1);
    assert_eq!(wrong(&hungry, "竹影 横斜 42"), Fault::KeyFileBroken);
    assert_eq!(wrong("{}", ""), Fault::KeyFileBroken);
    assert!(!format!("{key:?}").contains("secret"));
}

#[test]
fn a_recovery_sheet_is_read_however_it_is_typed_and_a_slip_is_noticed() {
    let seed = [0xa5; 32];
    let text = recovery_text(Seat::Town, &seed);
    assert_eq!(text.split(' ').map(str::len).collect::<Vec<_>>(), [4; 15]);
    let typed = text.to_lowercase().replace(' ', "-").replace('o', "0").replace('i', "1");
    let (seat, read) = read_recovery(&typed).unwrap();
    assert_eq!((seat, *read), (Seat::Town, seed));
    for at in [0, 7, 30, 73] {
        let mut slip: Vec<char> = text.chars().collect();
        slip[at] = if slip[at] == 'Q' { 'R' } else { 'Q' };
        let slip: String = slip.into_iter().collect();
        assert_eq!(read_recovery(&slip).unwrap_err(), Fault::KeyFileBroken, "{at}");
    }
    assert_eq!(read_recovery("").unwrap_err(), Fault::KeyFileBroken);
}

#[test]
fn the_second_device_seals_the_same_ballot_or_the_entry_is_blocked() {
    let world = Ceremony::new(&[Shape::MOTION]);
    let (poll, party, pairing) = (&world.poll, nth(4), [8; 32]);
    let wrapped = wrap_seed(poll, party, &pairing, &[3; 24], &[6; 32]).unwrap();
    let seed = unwrap_seed(poll, party, &pairing, &wrapped).unwrap();
    let keyed = |marks: [bool; 2], seed: &[u8; 32]| {
        let marks = [Marks { marks: marks.to_vec(), matter: world.matter(0) }];
        seal_ballot(poll, party, Channel::Paper, &marks, seed).unwrap().fingerprint()
    };
    let first = keyed([true, false], &[6; 32]);
    assert_eq!(compare_keyings(&first, &keyed([true, false], &seed)), Ok(()));
    let fault = compare_keyings(&first, &keyed([false, true], &seed)).unwrap_err();
    assert_eq!(fault.code(), "vote/paper-differs");
    // Another pairing key, another party, a cut text.
    assert!(unwrap_seed(poll, party, &[9; 32], &wrapped).is_err());
    assert!(unwrap_seed(poll, nth(5), &pairing, &wrapped).is_err());
    assert!(unwrap_seed(poll, party, &pairing, &wrapped[..40]).is_err());
    assert!(unwrap_seed(poll, party, &pairing, &[]).is_err());
}

/// Both shares of each of two seats under an order, as the reader decrypts them.
fn shares(world: &Ceremony, seats: [Seat; 2], order: &Digest, points: &[Point]) -> Vec<OrderShare> {
    let reader = ReaderKey::from_seed(&[77; 32]).unwrap();
    let mut shares = Vec::new();
    for seat in seats {
        for lock in seat.locks() {
            let key = seat.of(&world.keys).lock(world.poll.meeting, lock, &world.trustees).unwrap();
            let share = make_order_share(&key, seat, order, points).unwrap();
            let sealed = seal_order_share(reader.public(), order, &share, &[seat.number(); 32]);
            let sealed = sealed.unwrap();
            assert_eq!(reader.open(order, &sealed), Ok(share.clone()));
            let other = ReaderKey::from_seed(&[78; 32]).unwrap();
            assert_eq!(other.open(order, &sealed), Err(Fault::ShareBroken));
            assert_eq!(reader.open(&Digest::of("other"), &sealed), Err(Fault::ShareBroken));
            shares.push(share);
        }
    }
    shares
}

#[test]
fn two_trustees_open_one_ballot_and_its_scan_under_an_order_and_one_does_not() {
    let world = Ceremony::new(&[Shape::MOTION, Shape::new(4, 2).unwrap()]);
    let (party, order) = (nth(6), Digest::of("镇街〔2026〕12号"));
    let ballot = world.ballot(party, &[&[false, true], &[true, false, false, true]]);
    let of = (party, Channel::App);
    let ballot = open_ballot(&world.poll, of, &world.matters(), ballot).unwrap();
    let scan = seal_scan(&world.poll, party, b"scan of the paper", &[4; 32]).unwrap();
    let points = order_points(&ballot, Some(&scan)).unwrap();
    let both = shares(&world, [Seat::Committee, Seat::Community], &order, &points);
    let open = |order: &Digest, shares: &[OrderShare]| {
        open_ordered(&world.key, order, &ballot, Some(&scan), shares)
    };
    let opened = open(&order, &both).unwrap();
    let marks: Vec<Vec<bool>> = opened.marks.into_iter().map(|of| of.marks).collect();
    assert_eq!(marks, [vec![false, true], vec![true, false, false, true]]);
    assert_eq!(opened.scan.unwrap().as_slice(), b"scan of the paper");
    assert_eq!(open(&order, &both[..2]).unwrap_err(), Fault::WaitingTrustees);
    assert_eq!(open(&Digest::of("other"), &both).unwrap_err(), Fault::ShareBroken);
    let mut forged = both.clone();
    forged[0].points[0] = world.poll.key;
    assert_eq!(open(&order, &forged).unwrap_err(), Fault::ShareBroken);
    let mut short = both;
    short[0].points.pop();
    assert_eq!(open(&order, &short).unwrap_err(), Fault::ShareBroken);
}
