//! A party's ballot: all its items in one canonical text, and the check of the phone that sealed it
//! (`sealed-ballot.md` 6).

use serde::{Deserialize, Serialize};

use super::batch::Claim;
use super::context::{Poll, PollMatter, channel_word, read_channel};
use super::encode::base64_bytes;
use super::fault::{Fault, Flaw};
use super::hash::VERSION;
use super::item::{Item, seal};
use crate::domain::estate::EstateId;
use crate::domain::vote::{Channel, MatterId, MeetingId, PartyId};
use crate::journal::{Digest, canonical};

/// The marks of one matter: which boxes are marked, in their order. None marked abstains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// Which boxes are marked.
    pub marks: Vec<bool>,
    /// Of which matter.
    pub matter: MatterId,
}

/// One matter of a ballot, encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotItem {
    /// Ciphertexts and proofs.
    #[serde(with = "base64_bytes")]
    pub item: Vec<u8>,
    /// Which.
    pub matter: MatterId,
}

/// A sealed ballot, one for each party and all its matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// How it came in.
    #[serde(with = "channel")]
    pub channel: Channel,
    /// The estate.
    pub community: EstateId,
    /// The items, in the meeting's order.
    pub items: Vec<BallotItem>,
    /// The meeting.
    pub meeting: MeetingId,
    /// Whose.
    pub party: PartyId,
    /// The protocol.
    pub v: String,
}

mod channel {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Channel, channel_word, read_channel};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(channel: &Channel, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(channel_word(*channel))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Channel, D::Error> {
        let word = std::borrow::Cow::<'de, str>::deserialize(from)?;
        read_channel(&word).ok_or_else(|| D::Error::custom("unknown channel"))
    }
}

impl Ballot {
    /// Its canonical text: what is stored, hashed and sent.
    pub fn json(&self) -> String {
        // Ids, words and base64url: nothing that canonical JSON refuses.
        serde_json::to_value(self).ok().and_then(|value| canonical(&value)).unwrap_or_default()
    }

    /// SHA-256 of its canonical text: its name on the receipt and in the journal.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(self.json())
    }

    /// Reads the canonical text; any other text of the same ballot is refused.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let ballot: Self = serde_json::from_str(text).map_err(|_| Flaw::Form)?;
        if ballot.v != VERSION || ballot.json() != text {
            return Err(Flaw::Form.into());
        }
        Ok(ballot)
    }
}

/// Seals a party's marks. The seed is 32 random bytes for this ballot alone, wiped after casting; the
/// same seed and marks give the same ballot.
pub fn seal_ballot(
    poll: &Poll,
    party: PartyId,
    channel: Channel,
    marks: &[Marks],
    seed: &[u8; 32],
) -> Result<Ballot, Fault> {
    let items: Result<Vec<BallotItem>, Fault> = marks
        .iter()
        .map(|Marks { matter, marks }| {
            let of = poll.matter(*matter).ok_or(Flaw::Items)?;
            let ctx = poll.context(of, party, channel);
            let item = seal(&ctx, &poll.key, of.shape, marks, seed)?;
            Ok(BallotItem { item, matter: *matter })
        })
        .collect();
    let Poll { community, meeting, .. } = *poll;
    Ok(Ballot { channel, community, items: items?, meeting, party, v: VERSION.to_owned() })
}

/// A ballot whose items were read and whose place is right.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The ballot.
    pub ballot: Ballot,
    /// Its items, read, with their contexts.
    pub items: Vec<OpenedItem>,
}

/// An item that was read.
#[derive(Clone, Debug)]
pub struct OpenedItem {
    /// Of which matter.
    pub matter: MatterId,
    /// Points and proofs.
    pub item: Item,
    /// What it is bound to.
    pub ctx: Digest,
}

impl OpenedItem {
    /// For checking.
    pub const fn claim(&self) -> Claim<'_> {
        Claim { item: &self.item, ctx: self.ctx }
    }
}

/// Reads a ballot that must be this party's, for these matters in this order. Whether the proofs hold
/// is not checked yet: [`check_ballot`], or [`super::first_broken`] over many.
pub fn open_ballot(
    poll: &Poll,
    (party, channel): (PartyId, Channel),
    matters: &[MatterId],
    ballot: Ballot,
) -> Result<Opened, Flaw> {
    let place = (ballot.community, ballot.meeting, ballot.party, ballot.channel);
    if place != (poll.community, poll.meeting, party, channel) {
        return Err(Flaw::Place);
    }
    if !ballot.items.iter().map(|item| &item.matter).eq(matters) {
        return Err(Flaw::Items);
    }
    let mut items = Vec::with_capacity(matters.len());
    let mut nonces = std::collections::BTreeSet::new();
    for BallotItem { item, matter } in &ballot.items {
        let of: &PollMatter = poll.matter(*matter).ok_or(Flaw::Items)?;
        let item = Item::parse(item, of.shape)?;
        if !item.nonces().all(|nonce| nonces.insert(nonce)) {
            return Err(Flaw::Repeated);
        }
        items.push(OpenedItem { matter: *matter, item, ctx: poll.context(of, party, channel) });
    }
    Ok(Opened { ballot, items })
}

/// What the server checks before it stores a ballot: canonical, announced under this fingerprint, for
/// this party and exactly these matters, every proof holding, no R twice in it.
///
/// The server itself sees to the window, that the party has not voted, that the ballot was not
/// checked, and that no R of [`Item::nonces`] was stored before.
pub fn check_ballot(
    poll: &Poll,
    of: (PartyId, Channel),
    matters: &[MatterId],
    text: &str,
    announced: &Digest,
) -> Result<Opened, Fault> {
    let ballot = Ballot::parse(text)?;
    if Digest::of(text) != *announced {
        return Err(Flaw::Fingerprint.into());
    }
    let opened = open_ballot(poll, of, matters, ballot)?;
    if opened.items.iter().all(|item| item.claim().holds(&poll.key)) {
        Ok(opened)
    } else {
        Err(Flaw::Proof.into())
    }
}

/// Everything from which another device seals a ballot again: shown as a QR code, after which that
/// ballot is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckSheet {
    /// How it would have come in.
    #[serde(with = "channel")]
    pub channel: Channel,
    /// The estate.
    pub community: EstateId,
    /// K, to be compared with the key sheet.
    pub key: super::Point,
    /// What the ballot is said to choose.
    pub matters: Vec<CheckMatter>,
    /// The meeting.
    pub meeting: MeetingId,
    /// Whose.
    pub party: PartyId,
    /// Root of the frozen roll.
    pub roll: Digest,
    /// What it was sealed with.
    #[serde(with = "base64_bytes")]
    pub seed: Vec<u8>,
    /// The protocol.
    pub v: String,
}

/// One matter of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckMatter {
    /// How many boxes may be marked.
    pub limit: usize,
    /// Which boxes are marked.
    pub marks: Vec<bool>,
    /// Which matter.
    pub matter: MatterId,
    /// Hash of the frozen matter.
    pub text: Digest,
}

impl CheckSheet {
    /// For a ballot that is to be checked instead of cast.
    pub fn new(
        poll: &Poll,
        party: PartyId,
        channel: Channel,
        marks: &[Marks],
        seed: &[u8; 32],
    ) -> Result<Self, Fault> {
        let matters: Result<Vec<CheckMatter>, Flaw> = marks
            .iter()
            .map(|Marks { matter, marks }| {
                let of = poll.matter(*matter).ok_or(Flaw::Items)?;
                let (limit, marks) = (of.shape.limit(), marks.clone());
                Ok(CheckMatter { limit, marks, matter: *matter, text: of.text })
            })
            .collect();
        let Poll { community, meeting, key, roll, .. } = *poll;
        let (matters, seed, v) = (matters?, seed.to_vec(), VERSION.to_owned());
        Ok(Self { channel, community, key, matters, meeting, party, roll, seed, v })
    }

    /// The text of the QR code.
    pub fn json(&self) -> String {
        serde_json::to_value(self).ok().and_then(|value| canonical(&value)).unwrap_or_default()
    }

    /// Reads the text of a QR code.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let sheet: Self = serde_json::from_str(text).map_err(|_| Flaw::Form)?;
        if sheet.v == VERSION { Ok(sheet) } else { Err(Flaw::Form.into()) }
    }

    /// Seals again what the sheet says.
    pub fn reseal(&self) -> Result<Ballot, Fault> {
        let seed = self.seed.as_slice().try_into().map_err(|_| Flaw::Form)?;
        let matters: Option<Vec<PollMatter>> = self
            .matters
            .iter()
            .map(|of| {
                let shape = super::Shape::new(of.marks.len(), of.limit)?;
                Some(PollMatter { matter: of.matter, text: of.text, shape })
            })
            .collect();
        let Self { community, meeting, key, roll, .. } = *self;
        let matters = matters.ok_or(Flaw::Marks)?;
        let poll = Poll { community, meeting, key, roll, matters };
        let marks: Vec<Marks> = self
            .matters
            .iter()
            .map(|of| Marks { marks: of.marks.clone(), matter: of.matter })
            .collect();
        seal_ballot(&poll, self.party, self.channel, &marks, seed)
    }

    /// Whether the phone sealed what it says: the same ballot comes out under the fingerprint that
    /// was announced before.
    pub fn check(&self, announced: &Digest) -> Result<(), Fault> {
        let honest = self.reseal()?.fingerprint() == *announced;
        if honest { Ok(()) } else { Err(Flaw::Fingerprint.into()) }
    }
}
