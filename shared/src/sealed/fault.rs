//! What goes wrong, in the words that people are told (`sealed-ballot.md` 12).

use std::fmt;

use super::trustee::Lock;

/// Why something sealed is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The ballot is not one that counts here.
    Broken(Flaw),
    /// The key is not the one that was announced.
    KeyChanged,
    /// The ballot was opened to check the phone: it is void.
    Checked,
    /// The halves of a lock differ: its two holders make new secrets.
    LockMismatch(Lock),
    /// A half of a lock, or a trustee's key, is not what its proof says.
    LockBroken(Lock),
    /// The passphrase does not open the key file.
    WrongPassphrase,
    /// The text is no key file and no recovery sheet.
    KeyFileBroken,
    /// Fewer locks are open than the sum needs.
    WaitingTrustees,
    /// A share does not belong to its sum.
    ShareBroken,
    /// What two trustees have opened is no number that the roll allows.
    CannotOpen,
    /// The two who keyed in the paper disagree.
    PaperDiffers,
    /// The sum may not be opened: it would tell a neighbour's choice.
    Withheld,
    /// A recount found something.
    Failed(Failure),
}

/// What is wrong with a ballot or one of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Not canonical JSON of a ballot.
    Form,
    /// Of another community, meeting, party or channel.
    Place,
    /// Not the items that this party decides on, in their order.
    Items,
    /// An item of another length than its matter asks for.
    Length,
    /// Bytes that are no group element, or R is the identity.
    Point,
    /// A number that is not below the group's order.
    Scalar,
    /// A proof does not hold: for these choices, or for this context, limit or key.
    Proof,
    /// More marks than the limit, or another number of boxes.
    Marks,
    /// Not the ballot that was announced.
    Fingerprint,
    /// An R that another box has: one of them is a copy.
    Repeated,
}

/// What a recount checks, in its order (`sealed-ballot.md` 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// A line is canonical JSON of a known kind, in its place.
    Line,
    /// The foot counts and hashes what stands before it.
    Foot,
    /// 1: every entry is in the journal, none left out, in their order.
    Journal,
    /// 2: roll, scopes and texts are those that were frozen.
    Frozen,
    /// 3: the trustees' proofs and locks make the key.
    Key,
    /// 4: each ballot is one that counts.
    Ballot,
    /// 5: every cast ballot is there and nothing else.
    Complete,
    /// 6: sums, shares and totals.
    Tally,
    /// 7: the rule, what was opened, the result.
    Result,
    /// 8: one's own receipt.
    Receipt,
}

impl Check {
    /// Its word in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Foot => "foot",
            Self::Journal => "journal",
            Self::Frozen => "frozen",
            Self::Key => "key",
            Self::Ballot => "ballot",
            Self::Complete => "complete",
            Self::Tally => "tally",
            Self::Result => "result",
            Self::Receipt => "receipt",
        }
    }
}

/// The first thing that a recount found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the bundle, from 1; the last where something is missing.
    pub line: usize,
    /// Which check.
    pub check: Check,
    /// What, in a few English words.
    pub why: &'static str,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.check.as_str(), self.why)
    }
}

impl Fault {
    /// The stable code under which people are told.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Broken(_) => "vote/ballot-broken",
            Self::KeyChanged => "vote/key-changed",
            Self::Checked => "vote/checked-ballot",
            Self::LockMismatch(_) | Self::LockBroken(_) => "vote/lock-mismatch",
            Self::WrongPassphrase | Self::KeyFileBroken => "vote/wrong-passphrase",
            Self::WaitingTrustees => "vote/waiting-trustees",
            Self::CannotOpen => "vote/cannot-open",
            Self::PaperDiffers => "vote/paper-differs",
            Self::Withheld => "vote/area-withheld",
            Self::ShareBroken | Self::Failed(_) => "verify/failed",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(flaw) => write!(f, "the ballot is broken: {flaw:?}"),
            Self::LockMismatch(lock) | Self::LockBroken(lock) => {
                write!(f, "lock {} does not fit", lock.number())
            }
            Self::Failed(failure) => failure.fmt(f),
            other => f.write_str(other.code()),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        Self::Broken(flaw)
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
