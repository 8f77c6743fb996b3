//! What a meeting writes into the estate's journal: all that a recount needs, and no choice.

use serde::{Deserialize, Serialize};

use super::{MatterId, MeetingEvent, MeetingId, MeetingStatus};

/// One entry of a meeting. Hashes, points and fingerprints are lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum VoteFact {
    /// A step of its course: notice, opening, closing and so on.
    Step {
        /// Which.
        meeting: MeetingId,
        /// What happened.
        event: MeetingEvent,
        /// The state after.
        status: MeetingStatus,
    },
    /// The text of a matter, frozen with the notice.
    Text {
        /// Of which meeting.
        meeting: MeetingId,
        /// Which.
        matter: MatterId,
        /// Hash of the frozen matter.
        hash: String,
    },
    /// The roll: with the notice for everybody to look at, at the opening for good.
    Roll {
        /// Of which meeting.
        meeting: MeetingId,
        /// Merkle root over its rows.
        root: String,
        /// How many parties.
        parties: u32,
    },
    /// The key under which ballots are sealed.
    Key {
        /// Of which meeting.
        meeting: MeetingId,
        /// K.
        key: String,
    },
    /// A ballot was cast. Who cast it stands in the participation list.
    Cast {
        /// In which meeting.
        meeting: MeetingId,
        /// The ballot's.
        fingerprint: String,
    },
    /// A ballot was opened by whoever sealed it, to check the phone: it is void.
    Checked {
        /// In which meeting.
        meeting: MeetingId,
        /// The ballot's.
        fingerprint: String,
    },
    /// A trustee's shares of sums.
    Share {
        /// Of which meeting.
        meeting: MeetingId,
        /// Hash of what was shared.
        hash: String,
    },
    /// What it came to.
    Result {
        /// Of which meeting.
        meeting: MeetingId,
        /// Hash of the canonical results.
        hash: String,
    },
}
