use shared::domain::vote::{Channel, TrusteeSeat};
use shared::journal::texts_digest;
use shared::sealed::{CheckSheet, Frozen, LockHalf, Point, Seat, check_ballot, verify_locks};
use shared::value::{Id, Timestamp};

use super::seal::poll;
use super::*;
use crate::{MeetingAsk, Question, RecountAsk, SealAsk};

fn id<T>(n: u8) -> Id<T> {
    Id::v7(Timestamp::from_ms(1), [n; 10])
}

fn key() -> Point {
    *shared::sealed::TrusteeKey::from_seed(Seat::Town, &[7; 32]).unwrap().public()
}

fn ask(marks: [bool; 2]) -> SealAsk {
    let question = Question {
        matter: id(4),
        text: Digest::of("text").to_string(),
        limit: 1,
        marks: marks.to_vec(),
    };
    SealAsk {
        community: id(1),
        meeting: id(2),
        party: id(3),
        key: key().text(),
        digits: key().digits(),
        roll: Digest::of("roll").to_string(),
        questions: vec![question],
    }
}

fn engine() -> Engine {
    Engine::new(|seed| {
        seed.fill(9);
        true
    })
}

fn say(engine: &mut Engine, ask: &Ask) -> Answer {
    engine.hear(&serde_json::to_string(ask).unwrap(), None, &mut |_, _| ())
}

fn code_of(answer: &Answer) -> &str {
    match answer {
        Answer::Refused { code, .. } => code,
        other => panic!("{other:?} is no refusal"),
    }
}

#[test]
fn what_is_sealed_here_is_what_the_server_takes() {
    let mut engine = engine();
    let Answer::Sealed { ballot, fingerprint } = say(&mut engine, &Ask::Seal(ask([true, false])))
    else {
        panic!("not sealed");
    };
    let announced = Digest::parse(&fingerprint).unwrap();
    let poll = poll(&ask([true, false])).ok().unwrap();
    let of = (id(3), Channel::App);
    assert!(check_ballot(&poll, of, &[id(4)], &ballot, &announced).is_ok());
}

#[test]
fn an_opened_ballot_says_what_was_chosen_and_is_handed_out_once() {
    let mut engine = engine();
    let Answer::Sealed { fingerprint, .. } = say(&mut engine, &Ask::Seal(ask([false, true])))
    else {
        panic!("not sealed");
    };
    let Answer::Sheet { sheet } = say(&mut engine, &Ask::Open {}) else { panic!("not opened") };
    let sheet = CheckSheet::parse(&sheet).unwrap();
    let marks: Vec<_> = sheet.matters.iter().map(|of| of.marks.clone()).collect();
    assert_eq!(marks, [[false, true]]);
    assert!(sheet.check(&Digest::parse(&fingerprint).unwrap()).is_ok());
    assert_eq!(code_of(&say(&mut engine, &Ask::Open {})), "vote/checked-ballot");
}

#[test]
fn what_was_forgotten_cannot_be_opened() {
    let mut engine = engine();
    say(&mut engine, &Ask::Seal(ask([true, false])));
    assert_eq!(say(&mut engine, &Ask::Forget {}), Answer::Done {});
    assert_eq!(code_of(&say(&mut engine, &Ask::Open {})), "vote/checked-ballot");
}

#[test]
fn a_key_that_is_not_the_one_on_the_notice_board_seals_nothing() {
    let digits = SealAsk { digits: "0000 0000".to_owned(), ..ask([true, false]) };
    let other = TrusteeKey::from_seed(Seat::Town, &[8; 32]).unwrap();
    let swapped = SealAsk { key: other.public().text(), ..ask([true, false]) };
    let nothing = SealAsk { key: String::new(), ..ask([true, false]) };
    for ask in [digits, swapped, nothing] {
        assert_eq!(code_of(&say(&mut engine(), &Ask::Seal(ask))), "vote/key-changed");
    }
}

#[test]
fn what_cannot_be_sealed_is_refused_in_words_and_nothing_panics() {
    let roll = SealAsk { roll: "odd".to_owned(), ..ask([true, false]) };
    let none = SealAsk { questions: Vec::new(), ..ask([true, false]) };
    for ask in [ask([true, true]), roll, none] {
        assert_eq!(code_of(&say(&mut engine(), &Ask::Seal(ask))), "vote/ballot-broken");
    }
    let mut silent = Engine::new(|_| false);
    let answer = say(&mut silent, &Ask::Seal(ask([true, false])));
    assert_eq!(code_of(&answer), "any/internal", "without randomness nothing is sealed");
    for text in ["", "{}", "[1]", "{\"seal\":{}}"] {
        assert_eq!(code_of(&engine().hear(text, None, &mut |_, _| ())), "any/unreadable");
    }
}

fn made(engine: &mut Engine, seat: TrusteeSeat) -> (String, String, String) {
    let ask = Ask::MakeKey { community: id(1), seat, passphrase: "open sesame 12".to_owned() };
    match say(engine, &ask) {
        Answer::KeyMade { file, recovery, point, .. } => (file, recovery, point),
        other => panic!("{other:?} is no key"),
    }
}

#[test]
fn a_trustees_file_and_sheet_both_lead_back_to_the_key() {
    let mut engine = engine();
    let (file, recovery, point) = made(&mut engine, TrusteeSeat::Town);
    let open =
        |passphrase: &str| Ask::OpenKey { file: file.clone(), passphrase: passphrase.to_owned() };
    let opened = say(&mut engine, &open("open sesame 12"));
    assert_eq!(opened, Answer::KeyOpen { seat: TrusteeSeat::Town, point: point.clone() });
    assert_eq!(code_of(&say(&mut engine, &open("open sesame 13"))), "vote/wrong-passphrase");
    let again =
        Ask::RecoverKey { community: id(1), recovery, passphrase: "another 123".to_owned() };
    match say(&mut engine, &again) {
        Answer::KeyMade { point: same, .. } => assert_eq!(same, point),
        other => panic!("{other:?} is no key"),
    }
}

/// Engines of the three seats, each with a key of its own, and their points.
fn seats() -> ([Engine; 3], Vec<String>) {
    let draws: [Draw; 3] = [
        |bytes| {
            bytes.fill(1);
            true
        },
        |bytes| {
            bytes.fill(2);
            true
        },
        |bytes| {
            bytes.fill(3);
            true
        },
    ];
    let mut engines = draws.map(Engine::new);
    let made = engines.iter_mut().zip(TrusteeSeat::ALL).map(|(of, seat)| made(of, *seat).2);
    let points = made.collect();
    (engines, points)
}

#[test]
fn three_devices_lock_a_meeting_and_their_halves_make_one_key() {
    let (mut engines, trustees) = seats();
    let (roll, text) = (Digest::of("roll"), Digest::of("text"));
    let ask = || MeetingAsk {
        community: id(1),
        meeting: id(2),
        trustees: trustees.clone(),
        roll: roll.to_string(),
        texts: vec![text.to_string()],
    };
    let mut halves: Vec<LockHalf> = Vec::new();
    for (engine, seat) in engines.iter_mut().zip(Seat::ALL) {
        let Answer::Locks { locks } = say(engine, &Ask::Lock(ask())) else { panic!("no locks") };
        halves.extend(locks.iter().map(|half| {
            LockHalf {
                lock: seat
                    .locks()
                    .find(|lock| {
                        let (low, high) = lock.seats();
                        (low.number(), high.number()) == half.lock
                    })
                    .unwrap(),
                seat,
                point: Point::parse(&half.point).unwrap(),
                proof: shared::sealed::Proof::parse(&half.proof).unwrap(),
            }
        }));
    }
    let frozen = Frozen { roll, text: texts_digest(&[text]) };
    assert!(verify_locks(id(1), id(2), frozen, &halves).is_ok());
    let [first, ..] = &mut engines;
    let foreign = MeetingAsk { trustees: trustees.iter().rev().cloned().collect(), ..ask() };
    assert_eq!(code_of(&say(first, &Ask::Lock(foreign))), "vote/key-changed");
    say(first, &Ask::Forget {});
    let refused = say(first, &Ask::Lock(MeetingAsk { trustees: Vec::new(), ..ask() }));
    assert_eq!(code_of(&refused), "vote/wrong-passphrase", "a forgotten key locks nothing");
}

#[test]
fn what_is_no_bundle_names_its_first_line() {
    let ask = RecountAsk {
        community: id(1),
        meeting: id(2),
        keys: Vec::new(),
        trusted: None,
        kept: None,
        growth: Vec::new(),
        receipts: Vec::new(),
        results: Vec::new(),
    };
    let text = serde_json::to_string(&Ask::Recount(ask)).unwrap();
    for bundle in [None, Some(""), Some("{}\n"), Some("no json")] {
        let answer = engine().hear(&text, bundle, &mut |_, _| ());
        assert!(matches!(answer, Answer::Broken { line: 1, .. }), "{answer:?}");
    }
}
