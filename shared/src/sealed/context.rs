//! What each proof is bound to, so that it holds for nothing else (`sealed-ballot.md` 5).
//!
//! The texts are JCS by construction: their members are ids, hex digits, words and integers, which
//! nothing can escape, in the order of their names.

use std::fmt::Write;

use super::encode::Point;
use super::hash::VERSION;
use super::trustee::{Lock, Seat};
use crate::domain::estate::EstateId;
use crate::domain::vote::{Channel, MatterId, MeetingId, PartyId, SumWeight};
use crate::journal::Digest;

/// How the protocol writes a ballot's channel.
pub(super) const fn channel_word(channel: Channel) -> &'static str {
    match channel {
        Channel::App => "app",
        Channel::Paper => "paper",
        Channel::Unknown => "unknown",
    }
}

/// Reads a channel as the protocol writes it.
pub(super) fn read_channel(word: &str) -> Option<Channel> {
    Channel::ALL.iter().copied().find(|channel| channel_word(*channel) == word)
}

/// How the protocol writes what a sum adds.
pub(super) const fn weight_word(weight: SumWeight) -> &'static str {
    match weight {
        SumWeight::Persons => "persons",
        SumWeight::Area => "area",
        SumWeight::Unknown => "unknown",
    }
}

/// Reads what a sum adds, as the protocol writes it.
pub(super) fn read_weight(word: &str) -> Option<SumWeight> {
    SumWeight::ALL.iter().copied().find(|weight| weight_word(*weight) == word)
}

/// How many boxes an item has, and how many of them may be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    boxes: u8,
    limit: u8,
}

impl Shape {
    /// FOR and AGAINST, of which one may be marked.
    pub const MOTION: Self = Self { boxes: 2, limit: 1 };

    /// None without a box or a mark, with more marks than boxes, or with more than 99 boxes.
    pub fn new(boxes: usize, limit: usize) -> Option<Self> {
        let fits = (1..=99).contains(&boxes) && (1..=boxes).contains(&limit);
        let (boxes, limit) = (u8::try_from(boxes).ok()?, u8::try_from(limit).ok()?);
        fits.then_some(Self { boxes, limit })
    }

    /// How many boxes.
    pub fn boxes(self) -> usize {
        self.boxes.into()
    }

    /// How many marks at the most.
    pub fn limit(self) -> usize {
        self.limit.into()
    }

    /// How many bytes an item has, whatever is marked.
    pub fn bytes(self) -> usize {
        32 * (9 * self.boxes() + 4 * self.limit() + 3)
    }

    /// Both as they are hashed: 32 bits each, little endian.
    pub(super) fn encoded(self) -> [[u8; 4]; 2] {
        [u32::from(self.boxes).to_le_bytes(), u32::from(self.limit).to_le_bytes()]
    }
}

/// A matter as a ballot knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollMatter {
    /// Which.
    pub matter: MatterId,
    /// Hash of the frozen matter.
    pub text: Digest,
    /// Its boxes.
    pub shape: Shape,
}

/// What all ballots of a meeting have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The estate.
    pub community: EstateId,
    /// The meeting.
    pub meeting: MeetingId,
    /// K.
    pub key: Point,
    /// Root of the frozen roll.
    pub roll: Digest,
    /// The matters, in order.
    pub matters: Vec<PollMatter>,
}

impl Poll {
    /// A matter by its id.
    pub fn matter(&self, id: MatterId) -> Option<&PollMatter> {
        self.matters.iter().find(|matter| matter.matter == id)
    }

    /// The context of one item, hashed.
    pub fn context(&self, matter: &PollMatter, party: PartyId, channel: Channel) -> Digest {
        let Self { community, meeting, key, roll, .. } = self;
        let (key, channel) = (key.hex(), channel_word(channel));
        let PollMatter { matter, text, .. } = matter;
        Digest::of(format!(
            "{{\"channel\":\"{channel}\",\"community\":\"{community}\",\"key\":\"{key}\",\
             \"matter\":\"{matter}\",\"meeting\":\"{meeting}\",\"party\":\"{party}\",\
             \"roll\":\"{roll}\",\"text\":\"{text}\",\"v\":\"{VERSION}\"}}"
        ))
    }
}

/// What a trustee's proof of knowledge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pledge {
    /// The seat's key, once for each person and term.
    Seat,
    /// The seat's key again, shortly before a meeting closes.
    Presence {
        /// Which meeting.
        meeting: MeetingId,
    },
    /// A half of a lock, with the texts and the roll that its holder has looked over.
    Lock {
        /// Of which meeting.
        meeting: MeetingId,
        /// Which.
        lock: Lock,
        /// Root of the frozen roll.
        roll: Digest,
        /// Hash over the hashes of the matters (`journal::texts_digest`).
        text: Digest,
    },
}

impl Pledge {
    /// The context of the proof, as it is hashed.
    pub(super) fn context(self, community: EstateId, seat: Seat) -> String {
        let mut json = format!("{{\"community\":\"{community}\"");
        let seat = seat.number();
        // Writing into a string does not fail.
        let _ = match self {
            Self::Seat => write!(json, ",\"seat\":{seat}"),
            Self::Presence { meeting } => {
                write!(json, ",\"meeting\":\"{meeting}\",\"seat\":{seat}")
            }
            Self::Lock { meeting, lock, roll, text } => {
                let (low, high) = lock.seats();
                let (low, high) = (low.number(), high.number());
                write!(
                    json,
                    ",\"lock\":[{low},{high}],\"meeting\":\"{meeting}\",\"roll\":\"{roll}\",\
                     \"seat\":{seat},\"text\":\"{text}\""
                )
            }
        };
        json + &format!(",\"v\":\"{VERSION}\"}}")
    }
}

/// Names a sum: the ballots that it adds belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumOf {
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Of which matter.
    pub matter: MatterId,
    /// Which box, from 0.
    pub index: usize,
    /// By what.
    pub weight: SumWeight,
    /// Hash over the fingerprints of its ballots, in the journal's order ([`ballots_digest`]).
    pub ballots: Digest,
}

impl SumOf {
    /// The context of a share of it, as it is hashed.
    pub(super) fn context(&self) -> String {
        let Self { meeting, matter, index, weight, ballots } = self;
        let weight = weight_word(*weight);
        format!(
            "{{\"ballots\":\"{ballots}\",\"box\":{index},\"matter\":\"{matter}\",\
             \"meeting\":\"{meeting}\",\"v\":\"{VERSION}\",\"weight\":\"{weight}\"}}"
        )
    }
}

/// SHA-256 over the fingerprints one after the other, 32 bytes each.
pub fn ballots_digest<'a>(fingerprints: impl IntoIterator<Item = &'a Digest>) -> Digest {
    let bytes: Vec<u8> = fingerprints.into_iter().flat_map(|one| *one.bytes()).collect();
    Digest::of(&bytes)
}
