//! The recount: every check of `sealed-ballot.md` 11, in its order; the first failure names line and
//! check.

use super::super::context::Poll;
use super::super::fault::{Check, Failure};
use super::super::tally::{SumShare, make_share};
use super::super::trustee::{MeetingKey, Seat, TrusteeKey};
use super::super::{Point, Sum};
use super::read::{failure, head, lines};
use super::{Head, Line, ShareLine, TreeHead, frozen, intake, journal, tally};
use crate::domain::vote::MatterResult;
use crate::journal::{Digest, Tree};

pub use super::tally::MatterCount;

/// A bundle of which everything holds.
#[derive(Debug)]
pub struct Verified {
    /// What it is about.
    pub head: Head,
    /// What all ballots are bound to.
    pub poll: Poll,
    /// The key and its locks.
    pub key: MeetingKey,
    /// E of each seat.
    pub trustees: [Point; 3],
    /// Each matter, as far as it is open.
    pub matters: Vec<MatterCount>,
    ballots: Vec<(Digest, i64)>,
    lines: usize,
}

impl Verified {
    /// How many ballots count.
    pub const fn ballots(&self) -> usize {
        self.ballots.len()
    }

    /// The results, once all matters are decided.
    pub fn results(&self) -> Option<Vec<&MatterResult>> {
        self.matters.iter().map(|matter| matter.result.as_ref()).collect()
    }

    /// Check 8: whether the ballot of a receipt is counted, at its place in the journal.
    pub fn check_receipt(&self, fingerprint: &Digest, seq: i64) -> Result<(), Failure> {
        if self.ballots.contains(&(*fingerprint, seq)) {
            Ok(())
        } else {
            Err(failure(self.lines, Check::Receipt, "one's own ballot is not counted"))
        }
    }

    /// The sums that are to be opened next.
    pub fn wanted(&self) -> impl Iterator<Item = &Sum> {
        self.matters.iter().flat_map(|matter| &matter.wanted)
    }

    /// What a trustee's own device shares, having recounted: both locks' shares of every sum that is
    /// wanted, and of nothing else. None with another seat's key.
    pub fn shares(&self, key: &TrusteeKey) -> Option<Vec<(&Sum, SumShare)>> {
        if key.public() != key.seat().of(&self.trustees) {
            return None;
        }
        let meeting = self.head.meeting;
        let locks: Option<Vec<_>> =
            key.seat().locks().map(|lock| key.lock(meeting, lock, &self.trustees)).collect();
        let locks = locks?;
        let mut shares = Vec::new();
        for sum in self.wanted() {
            for lock in &locks {
                shares.push((sum, make_share(lock, key.seat(), sum)?));
            }
        }
        Some(shares)
    }
}

impl ShareLine {
    /// A share as the bundle holds it, under the entry that records it.
    pub fn new(sum: &Sum, share: SumShare, seq: i64) -> Self {
        let SumShare { lock, point, proof, seat } = share;
        Self { lock, name: (&sum.of).into(), point, proof, seat, seq }
    }
}

/// Verifies a bundle. `tree` is that of its checkpoint ([`head`]), whose signature the caller has
/// verified and found consistent with the last that it saw. `progress` hears how many ballots of how
/// many are checked.
///
/// What is not open yet is no failure: [`Verified::wanted`] says what the trustees have to share.
pub fn verify(
    text: &str,
    tree: Tree,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Verified, Failure> {
    let head = head(text)?;
    let lines = lines(text)?;
    if lines.iter().skip(1).any(|(_, line)| matches!(line, Line::Head(_))) {
        return Err(failure(2, Check::Line, "a second head"));
    }
    if head.tree != TreeHead::from(tree) {
        return Err(failure(1, Check::Journal, "not the tree of the checkpoint"));
    }
    let shown = journal::entries(&lines, &head, tree)?;
    let window = journal::Window::of(&shown, lines.len())?;
    let ground = frozen::check(&lines, &head, &shown, window)?;
    let checked = journal::sort_out(&shown, window)?;
    let taken = intake::ballots(&lines, &shown, &ground, &checked, progress)?;
    let matters = tally::check(&lines, &shown, &ground, &taken)?;
    let trustees = trustees(&lines).ok_or(failure(lines.len(), Check::Key, "a seat is missing"))?;
    let ballots = taken.into_iter().map(|one| (one.fingerprint, one.seq)).collect();
    let (poll, key) = (ground.poll, ground.key);
    Ok(Verified { head, poll, key, trustees, matters, ballots, lines: lines.len() })
}

/// E of each seat, in the seats' order.
fn trustees(lines: &[(usize, Line)]) -> Option<[Point; 3]> {
    let of = |seat: Seat| {
        lines.iter().find_map(|(_, line)| match line {
            Line::Trustee(trustee) if trustee.seat == seat => Some(trustee.public),
            _ => None,
        })
    };
    Some([of(Seat::Committee)?, of(Seat::Community)?, of(Seat::Town)?])
}
