//! What a meeting of the assembly freezes before anybody votes, and the hashes by which the journal
//! and every sealed ballot name it (`sealed-ballot.md` 5 and 11).

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::leaf::{Hash, hex};
use super::{canonical, leaf_hash, root};
use crate::domain::estate::EstateId;
use crate::domain::vote::{
    CandidateId, Choice, Clause, Majority, MatterDraft, MatterScope, MeetingId, PartyId, VoteRules,
    Weight,
};

/// A SHA-256 that travels as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(Hash);

impl Digest {
    /// Of bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Of a hash that is known already.
    pub const fn new(hash: Hash) -> Self {
        Self(hash)
    }

    /// The hash.
    pub const fn bytes(&self) -> &Hash {
        &self.0
    }

    /// Reads 64 lower-case hex digits; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let nibble = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
        let mut hash = [0; 32];
        let (pairs, _) = digits.as_chunks::<2>();
        for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
            *byte = (nibble(*high)? << 4) | nibble(*low)?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not 64 hex digits"))
    }
}

/// One box of a matter: FOR, AGAINST or a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotOption {
    /// `FOR`, `AGAINST`, or the candidate's id.
    pub id: String,
    /// As the ballot says it: the candidate's name.
    pub label: String,
}

/// A matter as it is frozen with the notice: whatever is changed in it changes its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenMatter {
    /// The estate.
    pub community: EstateId,
    /// 从多: the clause by which those who were served and are silent follow; none, and they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Clause>,
    /// How many boxes may be marked: one, or the seats of an election.
    pub limit: u32,
    /// The majority that it needs.
    pub majority: Majority,
    /// As it was noticed.
    pub matter: MatterDraft,
    /// The meeting.
    pub meeting: MeetingId,
    /// Groups below this size keep their area closed ([`VoteRules::min_group`]).
    pub min_group: u32,
    /// Whether sums are opened without a quorum ([`VoteRules::open_without_quorum`]).
    pub open_without_quorum: bool,
    /// The boxes, in order.
    pub options: Vec<BallotOption>,
}

impl FrozenMatter {
    /// Freezes a matter. `candidates` are those who stand, in the ballot's order, with their names;
    /// none for a question, which is answered FOR or AGAINST.
    pub fn new(
        (community, meeting): (EstateId, MeetingId),
        matter: MatterDraft,
        follow: Option<Clause>,
        rules: &VoteRules,
        candidates: &[(CandidateId, String)],
    ) -> Self {
        let options = if matter.is_election() {
            let option = |(id, name): &(CandidateId, String)| BallotOption {
                id: id.to_string(),
                label: name.clone(),
            };
            candidates.iter().map(option).collect()
        } else {
            let option = |(choice, label): (Choice, &str)| BallotOption {
                id: choice.as_str().to_owned(),
                label: label.to_owned(),
            };
            [(Choice::For, "同意"), (Choice::Against, "反对")].map(option).into()
        };
        Self {
            community,
            follow,
            limit: matter.seats.unwrap_or(1),
            majority: matter.majority(),
            matter,
            meeting,
            min_group: rules.min_group,
            open_without_quorum: rules.open_without_quorum,
            options,
        }
    }

    /// Its canonical bytes; none where a number in it is beyond what JSON keeps exactly.
    pub fn bytes(&self) -> Option<String> {
        canonical(&serde_json::to_value(self).ok()?)
    }

    /// SHA-256 of its canonical bytes.
    pub fn digest(&self) -> Option<Digest> {
        self.bytes().map(Digest::of)
    }

    /// The candidates in the order of the boxes; none for a question.
    pub fn candidates(&self) -> Option<Vec<CandidateId>> {
        self.matter.seats?;
        self.options.iter().map(|option| CandidateId::parse(&option.id).ok()).collect()
    }
}

/// What the trustees confirm to have looked over: SHA-256 over the canonical list of the hashes of
/// all matters, in order.
pub fn texts_digest(texts: &[Digest]) -> Digest {
    let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    Digest::of(format!("[{}]", quoted.join(",")))
}

/// The different scopes of a meeting's matters, in the order in which they first come: a row of the
/// roll has a weight for each.
pub fn scopes(matters: &[FrozenMatter]) -> Vec<&MatterScope> {
    let mut scopes: Vec<&MatterScope> = Vec::new();
    for matter in matters {
        if !scopes.contains(&&matter.matter.scope) {
            scopes.push(&matter.matter.scope);
        }
    }
    scopes
}

/// One party of the frozen roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenRow {
    /// Which.
    pub party: PartyId,
    /// What it weighs in each scope ([`scopes`]); none where nothing of its lies in it.
    pub weights: Vec<Option<Weight>>,
}

impl FrozenRow {
    /// Its leaf in the roll's tree; none where an area is beyond what JSON keeps exactly.
    pub fn leaf(&self) -> Option<Hash> {
        Some(leaf_hash(&canonical(&serde_json::to_value(self).ok()?)?))
    }
}

/// The roll as it is frozen: rows in ascending order of their parties, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenRoll {
    rows: Vec<FrozenRow>,
}

impl FrozenRoll {
    /// Sorts the rows; none where a party stands there twice.
    pub fn new(mut rows: Vec<FrozenRow>) -> Option<Self> {
        rows.sort_by_key(|row| row.party);
        let once = rows.windows(2).all(|pair| matches!(pair, [a, b] if a.party < b.party));
        once.then_some(Self { rows })
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[FrozenRow] {
        &self.rows
    }

    /// Each row's leaf, in order; the audit path of one is [`super::inclusion`] over them.
    pub fn leaves(&self) -> Option<Vec<Hash>> {
        self.rows.iter().map(FrozenRow::leaf).collect()
    }

    /// The Merkle root over the rows (RFC 6962): the hash by which everything names this roll.
    pub fn root(&self) -> Option<Digest> {
        self.leaves().map(|leaves| Digest(root(&leaves)))
    }

    /// What a party weighs in a scope.
    pub fn weight(&self, party: PartyId, scope: usize) -> Option<Weight> {
        let at = self.rows.binary_search_by_key(&party, |row| row.party).ok()?;
        *self.rows.get(at)?.weights.get(scope)?
    }

    /// `A` and `N` of a scope.
    pub fn whole(&self, scope: usize) -> Weight {
        let weights = self.rows.iter().filter_map(|row| *row.weights.get(scope)?);
        weights.fold(Weight::default(), Weight::plus)
    }
}

#[cfg(test)]
mod tests;
