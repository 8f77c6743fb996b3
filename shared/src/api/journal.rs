//! The estate's journal as anybody may check it: signed checkpoints, proofs, witnesses (ADR 0008).
//! Programs made by others read the same under `/tlog/`.

use serde::{Deserialize, Serialize};

use super::{Nothing, endpoints};
use crate::domain::estate::EstateId;
use crate::value::{Id, Timestamp};

/// Somebody's evidence that a journal was forked or rewritten.
#[derive(Debug)]
pub enum AlarmOf {}
/// Names an alarm.
pub type AlarmId = Id<AlarmOf>;

endpoints! {
    /// The journal's last signed checkpoint, the keys that check it, and its witnesses.
    GetJournal: Get "/api/estates/{}/journal" (EstateId,), Anyone, Nothing => JournalView;
    /// An entry's public bytes, and the proof that a signed checkpoint holds it (RFC 6962, 2.1.1).
    GetJournalEntry: Get "/api/estates/{}/journal/entry" (EstateId,), Anyone, EntryQuery => EntryProof;
    /// The proof that the journal goes on from an earlier size (RFC 6962, 2.1.2).
    GetJournalGrowth: Get "/api/estates/{}/journal/growth" (EstateId,), Anyone, GrowthQuery => GrowthProof;
    /// Sends the evidence of a fork to the town that guides the estate.
    RaiseAlarm: Post "/api/estates/{}/journal/alarms" (EstateId,), Seated, NewAlarm => Nothing;
    /// The alarms that were sent to the seat's town, the latest first.
    ListAlarms: Get "/api/journal/alarms" (), Seated, Nothing => AlarmList;
    /// The key with which the seat's office signs for what it has seen.
    GetWitness: Get "/api/witness" (), Seated, Nothing => WitnessView;
    /// Sets that key; the one before signs no more.
    KeepWitness: Put "/api/witness" (), Seated, NewWitness => WitnessView;
    /// Adds the seat's office's signature to a checkpoint of an estate below it.
    CosignJournal: Post "/api/estates/{}/journal/cosignatures" (EstateId,), Seated, Cosignature => Nothing;
}

/// How a journal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JournalView {
    /// The log's name: the first line of its checkpoints and the name of its key.
    pub origin: String,
    /// The last signed checkpoint with its witnesses' signatures, a C2SP signed note; absent before
    /// the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<String>,
    /// The last one that a witness has signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witnessed: Option<String>,
    /// The keys that have signed, the present one last.
    pub keys: Vec<LogKey>,
    /// The losses that were made public, the latest last.
    pub epochs: Vec<Epoch>,
    /// The keys of the witnesses.
    pub witnesses: Vec<Witness>,
}

/// A key that has signed for a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogKey {
    /// The vkey.
    pub vkey: String,
    /// The signed note by which the key before names it; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A loss that was made public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Epoch {
    /// The epoch that began, from 2.
    pub epoch: u32,
    /// The last size that was signed for in the epoch before.
    pub size: u64,
    /// Its root, hex.
    pub root: String,
}

/// A witness and its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Witness {
    /// Whether it is the town, else the community.
    pub is_town: bool,
    /// The vkey.
    pub vkey: String,
    /// Since when it signs.
    pub since: Timestamp,
}

/// Which entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryQuery {
    /// Its place, counted from 1.
    pub seq: u64,
    /// In the tree of this size; left out: of the last signed checkpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// An entry and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryProof {
    /// The entry's canonical bytes: its leaf hash is made of them.
    pub entry: String,
    /// Its place, counted from 1: the leaf's index is one less.
    pub seq: u64,
    /// The size of the tree that the proof is for.
    pub size: u64,
    /// The hashes from its neighbour upwards, hex.
    pub proof: Vec<String>,
}

/// Between which sizes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrowthQuery {
    /// The earlier size, at least 1.
    pub from: u64,
    /// The later one; left out: of the last signed checkpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
}

/// That a later tree begins with an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrowthProof {
    /// The earlier size.
    pub from: u64,
    /// The later one.
    pub to: u64,
    /// The hashes, hex.
    pub proof: Vec<String>,
}

/// What a phone saw: two signed notes of which one cannot go on from the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewAlarm {
    /// Names the alarm: sent twice it is one.
    pub id: AlarmId,
    /// The checkpoint that was kept.
    pub kept: String,
    /// The checkpoint that was served later.
    pub served: String,
    /// The proof that was served and does not hold, hex.
    pub proof: Vec<String>,
}

/// The alarms of a town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlarmList {
    /// The latest first, a hundred at most.
    pub alarms: Vec<Alarm>,
}

/// One alarm with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alarm {
    /// The estate.
    pub estate: EstateId,
    /// Its name.
    pub name: String,
    /// When it was sent.
    pub at: Timestamp,
    /// The checkpoint that was kept.
    pub kept: String,
    /// The checkpoint that was served later.
    pub served: String,
    /// The proof that was served, hex.
    pub proof: Vec<String>,
    /// Whether both checkpoints are signed by the log's own keys: then the server has said both.
    pub is_signed: bool,
}

/// A key to sign with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewWitness {
    /// The vkey of a C2SP cosignature key.
    pub vkey: String,
}

/// The seat's office as a witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WitnessView {
    /// Its key; absent before it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
}

/// A checkpoint that a witness has signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cosignature {
    /// The whole note: the log's own signature and the witness's.
    pub note: String,
}
