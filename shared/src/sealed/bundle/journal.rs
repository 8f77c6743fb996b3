//! Check 1 and 5: the meeting's entries in the journal, in their order, and no cast ballot left out.

use serde_json::Value;

use super::super::fault::{Check, Failure};
use super::read::failure;
use super::{Head, Leaf, Line};
use crate::domain::vote::{MeetingEvent, MeetingId, VoteFact};
use crate::journal::{Digest, Fact, Tree, is_included};

/// One entry of the journal that the bundle shows.
pub(super) struct Shown<'a> {
    pub(super) line: usize,
    pub(super) seq: i64,
    /// What it says of this meeting; none for anything else of the estate.
    pub(super) fact: Option<VoteFact>,
    pub(super) kind: ShownAs<'a>,
}

/// What the bundle says that an entry is.
pub(super) enum ShownAs<'a> {
    Ballot(&'a super::CastLine),
    Checked,
    Other,
}

/// The entries of the bundle, each in the tree, one after the other without a gap.
pub(super) fn entries<'a>(
    lines: &'a [(usize, Line)],
    head: &Head,
    tree: Tree,
) -> Result<Vec<Shown<'a>>, Failure> {
    let mut shown: Vec<Shown<'a>> = Vec::new();
    let mut last_at = i64::MIN;
    for (line, content) in lines {
        let (leaf, kind) = match content {
            Line::Ballot(cast) => (&cast.leaf, ShownAs::Ballot(cast)),
            Line::Checked(leaf) => (leaf, ShownAs::Checked),
            Line::Leaf(leaf) => (leaf, ShownAs::Other),
            _ => continue,
        };
        let broken = |why| Err(failure(*line, Check::Journal, why));
        let Leaf { entry, .. } = leaf;
        if !is_in(leaf, tree) {
            return broken("the entry is not in the journal");
        }
        if shown.last().is_some_and(|before| before.seq.checked_add(1) != Some(entry.seq)) {
            return broken("an entry before it is left out");
        }
        if entry.at < last_at {
            return broken("earlier than the entry before it");
        }
        last_at = entry.at;
        let fact = fact_of(&entry.fact, head.meeting)
            .map_err(|why| failure(*line, Check::Journal, why))?;
        shown.push(Shown { line: *line, seq: entry.seq, fact, kind });
    }
    let ours = |shown: Option<&Shown<'_>>| shown.is_some_and(|shown| shown.fact.is_some());
    if !ours(shown.first()) || !ours(shown.last()) {
        let line = shown.last().map_or(lines.len(), |shown| shown.line);
        return Err(failure(
            line,
            Check::Journal,
            "not from the meeting's first entry to its last",
        ));
    }
    Ok(shown)
}

fn is_in(leaf: &Leaf, tree: Tree) -> bool {
    let index = leaf.entry.seq.checked_sub(1).and_then(|index| u64::try_from(index).ok());
    let path: Vec<_> = leaf.path.iter().map(|hash| *hash.bytes()).collect();
    leaf.entry
        .leaf()
        .zip(index)
        .is_some_and(|(leaf, index)| is_included(leaf, index, tree.size, &path, tree.root))
}

/// What an entry says of a meeting; none where it is not this one's.
fn fact_of(value: &Value, meeting: MeetingId) -> Result<Option<VoteFact>, &'static str> {
    if value.get("kind").and_then(Value::as_str) != Some("vote") {
        return Ok(None);
    }
    match serde_json::from_value::<Fact>(value.clone()) {
        Ok(Fact::Vote { fact }) => Ok((fact_meeting(&fact) == meeting).then_some(fact)),
        _ => Err("an entry of a vote that cannot be read"),
    }
}

const fn fact_meeting(fact: &VoteFact) -> MeetingId {
    match fact {
        VoteFact::Step { meeting, .. }
        | VoteFact::Text { meeting, .. }
        | VoteFact::Roll { meeting, .. }
        | VoteFact::Key { meeting, .. }
        | VoteFact::Cast { meeting, .. }
        | VoteFact::Checked { meeting, .. }
        | VoteFact::Share { meeting, .. }
        | VoteFact::Result { meeting, .. } => *meeting,
    }
}

/// The places of the entries between which ballots count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) open: i64,
    pub(super) close: i64,
}

impl Window {
    /// One notice, one opening, one close after it.
    pub(super) fn of(shown: &[Shown<'_>], last: usize) -> Result<Self, Failure> {
        let place = |wanted: MeetingEvent, missing, twice| {
            let mut steps = shown.iter().filter(|shown| {
                matches!(&shown.fact, Some(VoteFact::Step { event, .. }) if *event == wanted)
            });
            let Some(step) = steps.next() else {
                return Err(failure(last, Check::Journal, missing));
            };
            match steps.next() {
                None => Ok((step.line, step.seq)),
                Some(again) => Err(failure(again.line, Check::Journal, twice)),
            }
        };
        place(MeetingEvent::Notice, "never noticed", "noticed twice")?;
        let (_, open) = place(MeetingEvent::Open, "never opened", "opened twice")?;
        let (line, close) = place(MeetingEvent::Close, "never closed", "closed twice")?;
        if open < close {
            Ok(Self { open, close })
        } else {
            Err(failure(line, Check::Journal, "closed before it opened"))
        }
    }

    /// Whether an entry lies between opening and close.
    pub(super) const fn holds(self, seq: i64) -> bool {
        self.open < seq && seq < self.close
    }
}

/// The fingerprints of ballots that were checked and are void. Every entry of a cast ballot must be
/// a ballot line, and within the window; the order of shares and results is looked at too.
pub(super) fn sort_out(shown: &[Shown<'_>], window: Window) -> Result<Vec<Digest>, Failure> {
    let mut checked = Vec::new();
    let mut shared_after_result = false;
    for one in shown {
        let broken = |check, why| Err(failure(one.line, check, why));
        match (&one.fact, &one.kind) {
            (Some(VoteFact::Cast { fingerprint, .. }), ShownAs::Ballot(cast)) => {
                if *fingerprint != cast.ballot.fingerprint().to_string() {
                    return broken(Check::Ballot, "not the ballot of its entry");
                }
                if !window.holds(one.seq) {
                    return broken(Check::Ballot, "not between opening and close");
                }
            }
            (Some(VoteFact::Cast { .. }), _) => {
                return broken(Check::Complete, "a cast ballot is left out");
            }
            (_, ShownAs::Ballot(_)) => {
                return broken(Check::Complete, "a ballot that was never cast");
            }
            (Some(VoteFact::Checked { fingerprint, .. }), ShownAs::Checked) => {
                let Some(fingerprint) = Digest::parse(fingerprint) else {
                    return broken(Check::Journal, "no fingerprint");
                };
                checked.push(fingerprint);
            }
            (Some(VoteFact::Checked { .. }), _) | (_, ShownAs::Checked) => {
                return broken(Check::Complete, "a check that is not shown as one");
            }
            (Some(VoteFact::Share { .. }), _) if one.seq < window.close => {
                return broken(Check::Journal, "shared before the close");
            }
            (Some(VoteFact::Share { .. }), _) if shared_after_result => {
                return broken(Check::Journal, "shared after the result");
            }
            (Some(VoteFact::Result { .. }), _) => shared_after_result = true,
            _ => {}
        }
    }
    Ok(checked)
}
