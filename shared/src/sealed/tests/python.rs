//! A second implementation, `tests/python`, written from the specification and RFC 9496 with Python's
//! standard library alone, comes to the same.

use std::io::Write;
use std::process::{Command, Stdio};

use super::super::Seat;
use super::super::bundle::{Line, write};
use super::meeting::{Meeting, election, question};
use super::recount::{counted, marks, one, small};
use super::world::nth;
use crate::domain::vote::{Matter, VoteRules};

/// What it prints of the vectors and a bundle; its complaint where something does not hold.
fn second(bundle: &str) -> Result<String, String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut python = Command::new("python3");
    python.arg("-B").arg(format!("{root}/tests/python/verify_vote.py"));
    python.arg(format!("{root}/data/ballot_vectors.json"));
    python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = python.spawn().expect("python3: sudo apt-get install python3");
    running.stdin.take().unwrap().write_all(bundle.as_bytes()).unwrap();
    let done = running.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if done.status.success() { Ok(text(done.stdout)) } else { Err(text(done.stderr)) }
}

/// Both implementations count the same ballots and come to the same results, byte for byte.
fn agree(meeting: &Meeting) {
    let verified = meeting.verify().unwrap();
    let results = serde_json::to_value(verified.results()).unwrap();
    let results = crate::journal::canonical(&results).unwrap();
    let expected = format!("vectors 3\nballots {}\nresults {results}\n", verified.ballots());
    assert_eq!(second(&meeting.bundle()), Ok(expected));
}

#[test]
fn a_second_implementation_agrees_on_vectors_questions_and_paper() {
    agree(&counted());
    let mut meeting = small();
    meeting.cast(nth(5), &vec![None, None]);
    meeting.close();
    agree(&meeting);
    meeting.open_by([Seat::Community, Seat::Town]);
    agree(&meeting);
}

#[test]
fn a_second_implementation_agrees_on_what_stays_sealed_and_on_who_follows() {
    let rules = VoteRules::default();
    let matters = vec![
        question(1, Matter::UseRepairFund, false, &rules, true),
        question(2, Matter::RaiseRepairFund, false, &rules, false),
        election(3, 5, 6, &rules),
    ];
    let rows = (0..9).map(|n| vec![Some(one(9_000 + 371 * n))]).collect();
    let mut meeting = Meeting::open(matters, rows);
    for n in 0..7 {
        let names = (0..6).map(|at| at != n % 5 && at < 5).collect();
        let choice = usize::from(n == 3);
        meeting.cast(nth(n), &vec![Some(marks(choice)), Some(marks(choice)), Some(names)]);
    }
    meeting.served = vec![nth(2), nth(8)];
    meeting.close();
    meeting.open_by([Seat::Town, Seat::Committee]);
    agree(&meeting);
}

#[test]
fn a_second_implementation_finds_what_the_first_finds() {
    let meeting = counted();
    let spoil: [fn(&mut Line); 6] = [
        |line| {
            if let Line::Roll(row) = line {
                row.weights[0] = Some(one(1))
            }
        },
        |line| {
            if let Line::Ballot(cast) = line {
                cast.ballot.items[0].item[9] ^= 1
            }
        },
        |line| {
            if let Line::Ballot(cast) = line {
                cast.leaf.entry.at += 1
            }
        },
        |line| {
            if let Line::Sum(sum) = line {
                std::mem::swap(&mut sum.r, &mut sum.b)
            }
        },
        |line| {
            if let Line::Total(total) = line {
                total.total += 1
            }
        },
        |line| {
            if let Line::Result(of) = line {
                of.result.boxes[0].area = None
            }
        },
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut lines = meeting.lines();
        lines.iter_mut().for_each(spoil);
        let complaint = second(&write(&lines).unwrap()).unwrap_err();
        assert!(complaint.contains("protocol.Broken"), "{number}: {complaint}");
    }
    let mut lines = meeting.lines();
    let at = lines.iter().position(|line| matches!(line, Line::Ballot(_))).unwrap();
    lines.remove(at);
    assert!(second(&write(&lines).unwrap()).unwrap_err().contains("an entry is left out"));
}
