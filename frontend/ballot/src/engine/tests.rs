use shared::sealed::{Seat, TrusteeKey, check_ballot};
use shared::value::{Id, Timestamp};

use super::*;
use crate::Question;

fn id<T>(n: u8) -> Id<T> {
    Id::v7(Timestamp::from_ms(1), [n; 10])
}

fn key() -> Point {
    *TrusteeKey::from_seed(Seat::Town, &[7; 32]).unwrap().public()
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
        *seed = [9; 32];
        true
    })
}

fn say(engine: &mut Engine, ask: &Ask) -> Answer {
    engine.hear(&serde_json::to_string(ask).unwrap())
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
    let poll = poll(&ask([true, false])).unwrap().unwrap();
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
    assert_eq!(code_of(&answer), "vote/ballot-broken", "without randomness nothing is sealed");
    for text in ["", "{}", "[1]", "{\"seal\":{}}"] {
        assert_eq!(code_of(&engine().hear(text)), "any/unreadable");
    }
}
