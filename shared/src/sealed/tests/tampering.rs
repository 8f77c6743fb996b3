//! Whatever is changed in a bundle or in the journal under it is found, on its line.

use super::super::bundle::*;
use super::super::*;
use super::meeting::Meeting;
use super::recount::{counted, marks, one, small};
use super::world::nth;
use crate::domain::vote::{MeetingEvent, MeetingStatus, VoteFact};

/// What verifying these lines, with a foot that fits, finds.
pub(super) fn found(meeting: &Meeting, lines: Vec<Line>) -> Failure {
    let text = write(&lines).unwrap();
    let failure = verify(&text, meeting.tree(), &mut |_, _| ()).map(|_| ()).unwrap_err();
    assert_eq!(Fault::from(failure.clone()).code(), "verify/failed");
    failure
}

/// The place of the `n`th line of a kind.
fn place(lines: &[Line], n: usize, kind: fn(&Line) -> bool) -> usize {
    lines.iter().enumerate().filter(|(_, line)| kind(line)).nth(n).unwrap().0
}

const BALLOT: fn(&Line) -> bool = |line| matches!(line, Line::Ballot(_));

fn ballot_of(line: &mut Line) -> &mut Ballot {
    match line {
        Line::Ballot(cast) => &mut cast.ballot,
        other => panic!("{other:?}"),
    }
}

#[test]
fn threat_v4_a_changed_row_of_the_roll_is_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 1, |line| matches!(line, Line::Roll(_)));
    let Line::Roll(row) = &mut lines[at] else { panic!() };
    row.weights[0] = Some(one(10_001));
    assert_eq!(found(&meeting, lines).check, Check::Frozen);
}

#[test]
fn a_changed_text_is_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let Line::Matter { frozen } = &mut lines[1] else { panic!() };
    frozen.matter.text.push('改');
    assert_eq!(found(&meeting, lines).check, Check::Frozen);
}

#[test]
fn a_changed_ciphertext_is_found_on_its_line_whatever_its_entry_says() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 2, BALLOT);
    ballot_of(&mut lines[at]).items[0].item[100] ^= 1;
    let failure = found(&meeting, lines);
    assert_eq!((failure.line, failure.check), (at + 1, Check::Ballot));

    // The server that also rewrites the journal's entry is found by the proof.
    let mut meeting = small();
    let (_, mut ballot) = meeting.ballots.pop().unwrap();
    meeting.journal.pop();
    let last = ballot.items[0].item.len() - 32;
    ballot.items[0].item[last] ^= 1;
    meeting.record(ballot);
    meeting.close();
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!((failure.check, failure.why), (Check::Ballot, "a proof does not hold"));
}

#[test]
fn a_dropped_ballot_is_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 3, BALLOT);
    let Line::Ballot(cast) = lines.remove(at) else { panic!() };
    assert_eq!(found(&meeting, lines.clone()).check, Check::Journal);
    // Its entry alone in its place.
    lines.insert(at, Line::Leaf(cast.leaf));
    let failure = found(&meeting, lines);
    assert_eq!((failure.line, failure.check), (at + 1, Check::Complete));
}

#[test]
fn an_added_ballot_without_an_entry_is_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(
        &lines,
        0,
        |line| matches!(line, Line::Leaf(leaf) if leaf.entry.fact["kind"] == "roll"),
    );
    let Line::Leaf(leaf) = lines[at].clone() else { panic!() };
    let ballot = meeting.seal(nth(5), &vec![Some(marks(0)), None]);
    lines[at] = Line::Ballot(CastLine { ballot, leaf });
    assert_eq!(found(&meeting, lines).check, Check::Complete);
}

#[test]
fn a_replayed_ballot_is_found() {
    // The same party again, under an entry of its own.
    let mut meeting = small();
    let again = meeting.seal(nth(0), &vec![Some(marks(1)), Some(marks(1))]);
    meeting.record(again);
    meeting.close();
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!((failure.check, failure.why), (Check::Ballot, "a second ballot of a party"));
    // Another party's ballot under one's own name.
    let mut meeting = small();
    let stolen = Ballot { party: nth(5), ..meeting.ballots[3].1.clone() };
    meeting.record(stolen);
    meeting.close();
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!((failure.check, failure.why), (Check::Ballot, "a copy of another ballot's item"));
}

#[test]
fn a_ballot_of_nobody_on_the_roll_is_found() {
    let mut meeting = small();
    let foreign = Ballot { party: nth(77), ..meeting.ballots[3].1.clone() };
    meeting.record(foreign);
    meeting.close();
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!((failure.check, failure.why), (Check::Ballot, "the party is not on the roll"));
}

#[test]
fn threat_v2_a_ballot_after_the_close_or_before_the_opening_is_found() {
    let mut meeting = small();
    meeting.close();
    meeting.cast(nth(5), &vec![Some(marks(0)), Some(marks(0))]);
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!((failure.check, failure.why), (Check::Ballot, "not between opening and close"));
}

#[test]
fn a_checked_ballot_does_not_count() {
    let mut meeting = small();
    let void = meeting.ballots[1].1.fingerprint();
    meeting.check(void);
    meeting.close();
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!(
        (failure.check, failure.why),
        (Check::Ballot, "the ballot was checked, and is void")
    );
}

#[test]
fn a_rewritten_entry_a_missing_one_and_another_tree_are_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 0, BALLOT);
    let Line::Ballot(cast) = &mut lines[at] else { panic!() };
    cast.leaf.entry.at += 1;
    assert_eq!(found(&meeting, lines).check, Check::Journal);

    let mut lines = meeting.lines();
    let at = place(&lines, 4, |line| matches!(line, Line::Leaf(_)));
    lines.remove(at);
    assert_eq!(found(&meeting, lines).check, Check::Journal);

    let mut other = meeting.tree();
    other.root[0] ^= 1;
    let failure = verify(&meeting.bundle(), other, &mut |_, _| ()).map(|_| ()).unwrap_err();
    assert_eq!((failure.line, failure.check), (1, Check::Journal));
}

#[test]
fn a_key_text_or_roll_that_changes_after_the_opening_is_found() {
    let meeting = || small();
    let id = meeting().poll.meeting;
    let matter = meeting().frozen[0].matter.id;
    let hash = || "ab".repeat(32);
    let facts = [
        (VoteFact::Key { meeting: id, key: hash() }, Check::Key),
        (VoteFact::Roll { meeting: id, root: hash(), parties: 6 }, Check::Frozen),
        (VoteFact::Text { meeting: id, matter, hash: hash() }, Check::Frozen),
    ];
    for (fact, check) in facts {
        let mut meeting = meeting();
        meeting.tell(fact);
        meeting.close();
        assert_eq!(meeting.verify().map(|_| ()).unwrap_err().check, check);
    }
    let mut meeting = small();
    meeting.step(MeetingEvent::Open, MeetingStatus::Open);
    meeting.close();
    assert_eq!(meeting.verify().map(|_| ()).unwrap_err().why, "opened twice");
}

#[test]
fn a_changed_key_half_or_trustee_is_found() {
    let meeting = counted();
    let kinds: [fn(&Line) -> bool; 3] = [
        |line| matches!(line, Line::Trustee(_)),
        |line| matches!(line, Line::Lock(_)),
        |line| matches!(line, Line::Key { .. }),
    ];
    for kind in kinds {
        let mut lines = meeting.lines();
        let at = place(&lines, 0, kind);
        let other = *meeting.keys[2].public();
        match &mut lines[at] {
            Line::Trustee(of) => of.public = other,
            Line::Lock(half) => half.point = other,
            Line::Key { key } => *key = other,
            line => panic!("{line:?}"),
        }
        let failure = found(&meeting, lines);
        assert_eq!((failure.line, failure.check), (at + 1, Check::Key));
        let mut lines = meeting.lines();
        lines.remove(at);
        assert_eq!(found(&meeting, lines).check, Check::Key);
    }
}

#[test]
fn a_forged_share_a_wrong_total_and_a_missing_share_are_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 0, |line| matches!(line, Line::Total(_)));
    let Line::Total(total) = &mut lines[at] else { panic!() };
    total.total += 1;
    let failure = found(&meeting, lines);
    assert_eq!((failure.line, failure.check), (at + 1, Check::Tally));

    let mut lines = meeting.lines();
    let at = place(&lines, 0, |line| matches!(line, Line::Share(_)));
    let removed = lines.remove(at);
    assert_eq!(found(&meeting, lines.clone()).check, Check::Complete);
    let Line::Share(mut share) = removed else { panic!() };
    share.point = meeting.poll.key;
    lines.insert(at, Line::Share(share));
    assert_eq!(found(&meeting, lines).check, Check::Complete);

    let mut lines = meeting.lines();
    let at = place(&lines, 0, |line| matches!(line, Line::Sum(_)));
    let Line::Sum(sum) = &mut lines[at] else { panic!() };
    std::mem::swap(&mut sum.r, &mut sum.b);
    let failure = found(&meeting, lines);
    assert_eq!((failure.line, failure.check), (at + 1, Check::Tally));
}

/// A server and two trustees that forge a share, entry and all, are found by the proof.
#[test]
fn a_forged_share_under_its_own_entry_is_found() {
    let mut meeting = small();
    meeting.close();
    let verified = meeting.verify().unwrap();
    meeting.tail.extend(verified.wanted().map(|sum| Line::Sum(sum.into())));
    let shares = verified.shares(&meeting.keys[0]).unwrap();
    let lines = |seq| -> Vec<ShareLine> {
        let forged = shares.iter().map(|(sum, share)| {
            ShareLine::new(sum, SumShare { point: meeting.poll.key, ..*share }, seq)
        });
        forged.collect()
    };
    let (hash, forged) = (shares_digest(&lines(0)).unwrap().to_string(), lines);
    let seq = i64::try_from(meeting.journal.len()).unwrap() + 1;
    let forged: Vec<Line> = forged(seq).into_iter().map(Line::Share).collect();
    meeting.tell(VoteFact::Share { meeting: meeting.poll.meeting, hash });
    meeting.tail.extend(forged);
    let failure = meeting.verify().map(|_| ()).unwrap_err();
    assert_eq!(
        (failure.check, failure.why),
        (Check::Tally, "a share that does not belong to its sum")
    );
}

#[test]
fn a_changed_result_and_one_left_out_are_found() {
    let meeting = counted();
    let mut lines = meeting.lines();
    let at = place(&lines, 0, |line| matches!(line, Line::Result(_)));
    let Line::Result(of) = &mut lines[at] else { panic!() };
    of.result.boxes[0].area = Some(1);
    assert_eq!(found(&meeting, lines).check, Check::Result);
    let mut lines = meeting.lines();
    lines.retain(|line| !matches!(line, Line::Result(_)));
    assert_eq!(found(&meeting, lines).check, Check::Result);
}

#[test]
fn the_foot_counts_and_hashes_and_nothing_follows_it() {
    let meeting = counted();
    let text = meeting.bundle();
    let check = |text: &str| verify(text, meeting.tree(), &mut |_, _| ()).map(|_| ()).unwrap_err();
    let changed = text.replacen("\"checkpoint\":\"\"", "\"checkpoint\":\"x\"", 1);
    assert_eq!(check(&changed).check, Check::Foot);
    assert_eq!(check(text.trim_end()).check, Check::Line);
    assert_eq!(check(&(text.clone() + "\n")).check, Check::Foot);
    let cut: Vec<&str> = text.lines().take(20).collect();
    assert_eq!(check(&(cut.join("\n") + "\n")).check, Check::Foot);
    for (line, changed) in
        [("\"kind\":\"head\"", "\"kind\":\"heads\""), ("linli.vote.v1", "linli.vote.v9")]
    {
        assert_eq!(check(&text.replacen(line, changed, 1)).line, 1);
    }
    assert_eq!(check("").check, Check::Line);
}
