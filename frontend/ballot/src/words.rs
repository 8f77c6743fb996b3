//! What page and worker say to each other.

use serde::{Deserialize, Serialize};
use shared::api::vote::{LockHalf, Share};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MatterId, MatterResult, MeetingId, PartyId, TrusteeSeat};

/// What the page asks of the worker.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Seals a party's ballot with fresh randomness, which the worker keeps: [`Answer::Sealed`].
    Seal(SealAsk),
    /// Hands out what the last ballot was sealed with, so that another device can seal it again:
    /// [`Answer::Sheet`]. That ballot is void from then on.
    Open {},
    /// Wipes what the last ballot was sealed with, and a trustee's key: [`Answer::Done`].
    Forget {},
    /// Counts the bundle beside it again: [`Answer::Counted`] or [`Answer::Broken`].
    Recount(RecountAsk),
    /// Makes a trustee's key, which the worker keeps: [`Answer::KeyMade`].
    MakeKey {
        /// The estate.
        community: EstateId,
        /// Which seat.
        seat: TrusteeSeat,
        /// What the key file is kept under.
        passphrase: String,
    },
    /// Opens a key file: [`Answer::KeyOpen`].
    OpenKey {
        /// The file's text.
        file: String,
        /// What it is kept under.
        passphrase: String,
    },
    /// Makes a new key file of the recovery sheet: [`Answer::KeyMade`].
    RecoverKey {
        /// The estate.
        community: EstateId,
        /// The sheet's letters.
        recovery: String,
        /// What the new file is kept under.
        passphrase: String,
    },
    /// Makes the open key's two locks of a meeting: [`Answer::Locks`].
    Lock(MeetingAsk),
    /// Counts the bundle beside it again and shares the sums that are wanted, with the open key:
    /// [`Answer::Shares`] or [`Answer::Broken`].
    Share(RecountAsk),
}

/// A meeting whose locks are made.
#[derive(Debug, Serialize, Deserialize)]
pub struct MeetingAsk {
    /// The estate.
    pub community: EstateId,
    /// The meeting.
    pub meeting: MeetingId,
    /// E of the three seats, in their order, base64url.
    pub trustees: Vec<String>,
    /// Root of the frozen roll, hex.
    pub roll: String,
    /// Hashes of the frozen matters, in order, hex.
    pub texts: Vec<String>,
}

/// What a bundle is held against.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecountAsk {
    /// The estate.
    pub community: EstateId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The keys that have signed the journal, the present one last.
    pub keys: Vec<LogKey>,
    /// The key that this phone trusts, if it has seen one.
    pub trusted: Option<String>,
    /// The checkpoint that this phone verified last.
    pub kept: Option<String>,
    /// The proof that the bundle's checkpoint and the kept one are of one journal, hex.
    pub growth: Vec<String>,
    /// The receipts that this phone keeps of the meeting.
    pub receipts: Vec<MyReceipt>,
    /// The results as they were published; empty before.
    pub results: Vec<MatterResult>,
}

/// A key that has signed a journal, with the note by which the one before names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogKey {
    /// The vkey.
    pub vkey: String,
    /// The note; none for the first.
    pub note: Option<String>,
}

/// A receipt of one's own.
#[derive(Debug, Serialize, Deserialize)]
pub struct MyReceipt {
    /// Of which ballot, hex.
    pub fingerprint: String,
    /// Its place in the journal.
    pub seq: i64,
}

/// A ballot to seal.
#[derive(Debug, Serialize, Deserialize)]
pub struct SealAsk {
    /// The estate.
    pub community: EstateId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Whose ballot.
    pub party: PartyId,
    /// K, base64url.
    pub key: String,
    /// K as the key sheet has it; the worker computes it again and compares.
    pub digits: String,
    /// Root of the frozen roll, hex.
    pub roll: String,
    /// The matters that the party decides on, in the meeting's order.
    pub questions: Vec<Question>,
}

/// One matter with what was chosen.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// Which.
    pub matter: MatterId,
    /// Hash of the frozen matter, hex.
    pub text: String,
    /// How many boxes may be marked.
    pub limit: u32,
    /// Which boxes are marked, in order; none marked abstains.
    pub marks: Vec<bool>,
}

/// The worker's word.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It listens.
    Ready {},
    /// A ballot is sealed.
    Sealed {
        /// Its canonical text, to be cast as it is.
        ballot: String,
        /// SHA-256 of it, hex.
        fingerprint: String,
    },
    /// What a ballot was sealed with, for another device: canonical JSON.
    Sheet {
        /// It.
        sheet: String,
    },
    /// It is done.
    Done {},
    /// How far a count has come.
    Progress {
        /// Ballots checked.
        done: u32,
        /// Ballots in all.
        of: u32,
    },
    /// Everything in the bundle holds.
    Counted {
        /// How many ballots count.
        ballots: u32,
        /// How many parties are on the roll.
        parties: u32,
        /// Whether what was published is what was counted; none where either is still to come.
        same: Option<bool>,
        /// Whether every receipt's ballot is counted; none without a receipt.
        mine: Option<bool>,
        /// The checkpoint, to be kept.
        checkpoint: String,
        /// The key that signed it, to be trusted.
        vkey: String,
    },
    /// The first thing in the bundle that does not hold.
    Broken {
        /// Its line, from 1.
        line: u32,
        /// Which check.
        check: String,
        /// What, in a few English words.
        why: String,
    },
    /// A trustee's key is made.
    KeyMade {
        /// The key file.
        file: String,
        /// The recovery sheet's letters.
        recovery: String,
        /// E, base64url.
        point: String,
        /// Proof of its secret, base64url.
        proof: String,
    },
    /// A trustee's key is open.
    KeyOpen {
        /// Which seat's.
        seat: TrusteeSeat,
        /// E, base64url.
        point: String,
    },
    /// A trustee's locks.
    Locks {
        /// Both.
        locks: Vec<LockHalf>,
    },
    /// A trustee's shares.
    Shares {
        /// Of every sum that is wanted, with both locks.
        shares: Vec<Share>,
    },
    /// It was refused.
    Refused {
        /// The stable code under which people are told (`sealed-ballot.md` 12).
        code: String,
        /// What, in a few English words.
        why: String,
    },
}
