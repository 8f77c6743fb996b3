//! What page and worker say to each other.

use serde::{Deserialize, Serialize};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MatterId, MeetingId, PartyId};

/// What the page asks of the worker.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Seals a party's ballot with fresh randomness, which the worker keeps: [`Answer::Sealed`].
    Seal(SealAsk),
    /// Hands out what the last ballot was sealed with, so that another device can seal it again:
    /// [`Answer::Sheet`]. That ballot is void from then on.
    Open {},
    /// Wipes what the last ballot was sealed with: [`Answer::Done`].
    Forget {},
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
        /// Lines checked.
        done: u32,
        /// Lines in all.
        of: u32,
    },
    /// It was refused.
    Refused {
        /// The stable code under which people are told (`sealed-ballot.md` 12).
        code: String,
        /// What, in a few English words.
        why: String,
    },
}
