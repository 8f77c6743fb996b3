//! Check 2 and 3: matters and roll as the journal froze them, and the key that the locks make.

use super::super::context::{Poll, PollMatter, Shape};
use super::super::fault::{Check, Failure, Fault};
use super::super::trustee::{Frozen, LockHalf, MeetingKey, Seat, check_trustee, verify_locks};
use super::super::{Pledge, Point};
use super::journal::{Shown, Window};
use super::read::failure;
use super::{Head, Line};
use crate::domain::vote::{Choice, Majority, VoteFact, Weight};
use crate::journal::{Digest, FrozenMatter, FrozenRoll, FrozenRow, scopes, texts_digest};

/// What was frozen, with each matter's hash and its scope's place on the roll's rows.
pub(super) struct Ground {
    pub(super) matters: Vec<GroundMatter>,
    pub(super) roll: FrozenRoll,
    pub(super) poll: Poll,
    pub(super) key: MeetingKey,
}

pub(super) struct GroundMatter {
    pub(super) frozen: FrozenMatter,
    pub(super) scope: usize,
    pub(super) of_poll: PollMatter,
}

/// The largest sum of areas that JSON keeps exactly.
const SAFE: u64 = (1 << 53) - 1;

pub(super) fn check(
    lines: &[(usize, Line)],
    head: &Head,
    shown: &[Shown<'_>],
    window: Window,
) -> Result<Ground, Failure> {
    let matters = matters(lines, head)?;
    let roll = roll(lines, &matters)?;
    let last = lines.len();
    let root = roll.root().ok_or(failure(last, Check::Frozen, "a roll without a root"))?;
    check_entries(shown, window, &matters, root, last)?;
    let key = key(lines, head, &matters, root)?;
    check_key_entry(shown, window, key.key(), last)?;
    let of_poll = matters.iter().map(|matter| matter.of_poll).collect();
    let Head { community, meeting, .. } = *head;
    let poll = Poll { community, meeting, key: *key.key(), roll: root, matters: of_poll };
    Ok(Ground { matters, roll, poll, key })
}

fn matters(lines: &[(usize, Line)], head: &Head) -> Result<Vec<GroundMatter>, Failure> {
    let mut found: Vec<(usize, FrozenMatter, PollMatter)> = Vec::new();
    for (line, content) in lines {
        let Line::Matter { frozen } = content else { continue };
        let broken = |why| failure(*line, Check::Frozen, why);
        if (frozen.community, frozen.meeting) != (head.community, head.meeting) {
            return Err(broken("a matter of another meeting"));
        }
        if found.iter().any(|(_, other, _)| other.matter.id == frozen.matter.id) {
            return Err(broken("the same matter twice"));
        }
        let shape = shape(frozen).ok_or_else(|| broken("boxes, limit or majority do not fit"))?;
        let text = frozen.digest().ok_or_else(|| broken("a matter without a hash"))?;
        found.push((*line, frozen.clone(), PollMatter { matter: frozen.matter.id, text, shape }));
    }
    if found.is_empty() {
        return Err(failure(1, Check::Frozen, "no matter"));
    }
    let frozen: Vec<FrozenMatter> = found.iter().map(|(_, frozen, _)| frozen.clone()).collect();
    let scopes = scopes(&frozen);
    let with_scope = found.into_iter().map(|(line, frozen, of_poll)| {
        let scope = scopes.iter().position(|scope| **scope == frozen.matter.scope);
        let scope = scope.ok_or(failure(line, Check::Frozen, "a matter without a scope"))?;
        Ok(GroundMatter { frozen, scope, of_poll })
    });
    with_scope.collect()
}

/// FOR and AGAINST with one mark, or candidates with as many as there are seats; a majority that can
/// be sealed.
fn shape(frozen: &FrozenMatter) -> Option<Shape> {
    let limit = usize::try_from(frozen.limit).ok()?;
    let rules =
        frozen.majority == frozen.matter.majority() && frozen.majority != Majority::Unanimous;
    let options = if frozen.candidates().is_some() {
        frozen.matter.seats == Some(frozen.limit)
    } else {
        let ids = frozen.options.iter().map(|option| option.id.as_str());
        let question = ids.eq([Choice::For.as_str(), Choice::Against.as_str()]);
        frozen.matter.seats.is_none() && limit == 1 && question
    };
    (rules && options).then(|| Shape::new(frozen.options.len(), limit))?
}

fn roll(lines: &[(usize, Line)], matters: &[GroundMatter]) -> Result<FrozenRoll, Failure> {
    let width = matters.iter().map(|matter| matter.scope + 1).max().unwrap_or(0);
    let mut rows: Vec<FrozenRow> = Vec::new();
    let mut last = 1;
    for (line, content) in lines {
        let Line::Roll(row) = content else { continue };
        let broken = |why| Err(failure(*line, Check::Frozen, why));
        if rows.last().is_some_and(|before| before.party >= row.party) {
            return broken("the roll's rows are not in order, each once");
        }
        if row.weights.len() != width || row.weights.iter().flatten().any(|one| one.persons > 1) {
            return broken("the row's weights do not fit the scopes");
        }
        last = *line;
        rows.push(row.clone());
    }
    let roll = FrozenRoll::new(rows).ok_or(failure(last, Check::Frozen, "a party twice"))?;
    let countable = |whole: Weight| whole.persons > 0 && (1..=SAFE).contains(&whole.area);
    if (0..width).all(|scope| countable(roll.whole(scope))) {
        Ok(roll)
    } else {
        Err(failure(last, Check::Frozen, "a scope without parties, or too large to count"))
    }
}

/// Texts and roll stand in the journal before the opening, and nothing else of their kind after.
fn check_entries(
    shown: &[Shown<'_>],
    window: Window,
    matters: &[GroundMatter],
    root: Digest,
    last: usize,
) -> Result<(), Failure> {
    let mut known = vec![false; matters.len()];
    let mut roll_before = None;
    for one in shown {
        let broken = |why| Err(failure(one.line, Check::Frozen, why));
        match &one.fact {
            Some(VoteFact::Text { matter, hash, .. }) => {
                let of = matters.iter().position(|of| of.of_poll.matter == *matter);
                let matches = |of: &usize| {
                    matters.get(*of).is_some_and(|of| of.of_poll.text.to_string() == *hash)
                };
                match of.filter(matches).and_then(|of| known.get_mut(of)) {
                    Some(known) => *known |= one.seq < window.open,
                    None => return broken("another text of a matter, or of no matter here"),
                }
            }
            Some(VoteFact::Roll { root: other, .. }) if one.seq < window.open => {
                roll_before = Some((one.line, other));
            }
            Some(VoteFact::Roll { root: other, .. }) if *other != root.to_string() => {
                return broken("the roll changed after the opening");
            }
            _ => {}
        }
    }
    if !known.iter().all(|known| *known) {
        return Err(failure(
            last,
            Check::Frozen,
            "a text is not in the journal before the opening",
        ));
    }
    match roll_before {
        Some((_, other)) if *other == root.to_string() => Ok(()),
        Some((line, _)) => Err(failure(line, Check::Frozen, "not the roll of the bundle")),
        None => Err(failure(last, Check::Frozen, "no roll in the journal before the opening")),
    }
}

fn key(
    lines: &[(usize, Line)],
    head: &Head,
    matters: &[GroundMatter],
    roll: Digest,
) -> Result<MeetingKey, Failure> {
    let mut seats: Vec<Seat> = Vec::new();
    let mut halves: Vec<LockHalf> = Vec::new();
    let mut keys: Vec<(usize, Point)> = Vec::new();
    let texts: Vec<Digest> = matters.iter().map(|matter| matter.of_poll.text).collect();
    let frozen = Frozen { roll, text: texts_digest(&texts) };
    let Head { community, meeting, .. } = *head;
    for (line, content) in lines {
        let broken = |why| Err(failure(*line, Check::Key, why));
        match content {
            Line::Trustee(of) => {
                if seats.contains(&of.seat) {
                    return broken("the same seat twice");
                }
                if !check_trustee(community, of.seat, &of.public, Pledge::Seat, &of.proof) {
                    return broken("the trustee's proof does not hold");
                }
                seats.push(of.seat);
            }
            Line::Lock(half) => {
                let twice = |other: &LockHalf| (other.lock, other.seat) == (half.lock, half.seat);
                if halves.iter().any(twice) {
                    return broken("the same half of a lock twice");
                }
                if half.check(community, meeting, frozen).is_err() {
                    return broken("the lock's proof does not hold");
                }
                halves.push(*half);
            }
            Line::Key { key } => keys.push((*line, *key)),
            _ => {}
        }
    }
    let (line, key) = match (keys.as_slice(), seats.len()) {
        ([key], 3) => *key,
        _ => return Err(failure(lines.len(), Check::Key, "not three trustees and one key")),
    };
    let made = verify_locks(community, meeting, frozen, &halves).map_err(|fault| match fault {
        Fault::LockMismatch(_) => failure(line, Check::Key, "the halves of a lock differ"),
        _ => failure(line, Check::Key, "a half of a lock is missing"),
    })?;
    if *made.key() == key { Ok(made) } else { Err(failure(line, Check::Key, "not the locks' key")) }
}

/// The key stands in the journal before the opening, and no other after.
fn check_key_entry(
    shown: &[Shown<'_>],
    window: Window,
    key: &Point,
    last: usize,
) -> Result<(), Failure> {
    let mut before = None;
    for one in shown {
        let Some(VoteFact::Key { key: other, .. }) = &one.fact else { continue };
        let same = *other == key.hex();
        if one.seq < window.open {
            before = Some((one.line, same));
        } else if !same {
            return Err(failure(one.line, Check::Key, "the key changed after the opening"));
        }
    }
    match before {
        Some((_, true)) => Ok(()),
        Some((line, false)) => Err(failure(line, Check::Key, "not the key of the bundle")),
        None => Err(failure(last, Check::Key, "no key in the journal before the opening")),
    }
}
