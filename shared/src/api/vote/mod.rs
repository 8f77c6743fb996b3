//! The owners' assembly: meetings, the roll, ballots, trustees, results.

use serde::{Deserialize, Serialize};

use super::account::CodeSent;
use super::report::PageQuery;
use super::{Nothing, endpoints};
use crate::domain::estate::EstateId;
use crate::domain::vote::{
    Finding, MatterId, MatterResult, MatterScope, MeetingDraft, MeetingEvent, MeetingId,
    MeetingStatus, Organiser, PartyId, Weight,
};
use crate::value::{Page, Timestamp};

mod ballot;
mod draft;
mod roll;
mod trustee;

pub use ballot::*;
pub use draft::*;
pub use roll::*;
pub use trustee::*;

endpoints! {
    /// The estate's meetings, the latest first; drafts only for who works on them.
    ListMeetings: Get "/api/estates/{}/meetings" (EstateId,), Seated, PageQuery => Page<MeetingCard>;
    /// Begins a draft. Repeating it answers with what is stored.
    CreateMeeting: Post "/api/estates/{}/meetings" (EstateId,), Seated takes LongJson, NewMeeting => MeetingView;
    /// One meeting, as the seat may see it.
    GetMeeting: Get "/api/meetings/{}" (MeetingId,), Seated, Nothing => MeetingView;
    /// Replaces the draft; after the notice nothing changes any more.
    ReviseMeeting: Put "/api/meetings/{}" (MeetingId,), Seated takes LongJson, MeetingRevision => MeetingView;
    /// Records a step of the meeting's course.
    ActOnMeeting: Post "/api/meetings/{}/events" (MeetingId,), Seated, MeetingAct => MeetingView;

    /// The roll of a meeting: owner parties with their weight, names masked.
    ListRoll: Get "/api/meetings/{}/roll" (MeetingId,), Seated, RollQuery => RollPage;
    /// Objects to the roll.
    ObjectToRoll: Post "/api/meetings/{}/objections" (MeetingId,), Seated, NewObjection => ObjectionList;
    /// Objections to the roll: one's own, or all for who answers them.
    ListObjections: Get "/api/meetings/{}/objections" (MeetingId,), Seated, Nothing => ObjectionList;
    /// Answers an objection.
    AnswerObjection: Put "/api/meetings/{}/objections/{}/answer" (MeetingId, ObjectionId), Seated, ObjectionAnswer => ObjectionList;

    /// Records that the notice was served on a party: confirmed by an owner of it, or by who serves.
    RecordDelivery: Post "/api/meetings/{}/parties/{}/deliveries" (MeetingId, PartyId), Seated, NewDelivery => Nothing;

    /// Announces a sealed ballot by its fingerprint, before it is cast or checked.
    SendFingerprint: Put "/api/meetings/{}/parties/{}/fingerprint" (MeetingId, PartyId), Seated, BallotMark => Nothing;
    /// Says that an announced ballot was opened to check the phone: it can never be cast.
    MarkChecked: Post "/api/meetings/{}/parties/{}/checked" (MeetingId, PartyId), Seated, BallotMark => Nothing;
    /// Sends the SMS code that confirms one announced ballot.
    RequestCastCode: Post "/api/meetings/{}/parties/{}/code" (MeetingId, PartyId), Seated, BallotMark => CodeSent;
    /// Casts a party's ballot, once.
    CastBallot: Post "/api/meetings/{}/parties/{}/ballot" (MeetingId, PartyId), Seated, Cast => Receipt;
    /// The receipt of a party that one acts for.
    GetReceipt: Get "/api/meetings/{}/parties/{}/ballot" (MeetingId, PartyId), Seated, Nothing => Receipt;

    /// The trustees' public keys of an estate.
    ListTrustees: Get "/api/estates/{}/trustees" (EstateId,), Seated, Nothing => TrusteeList;
    /// Publishes the seat's key, once for each person and term.
    PutTrustee: Put "/api/estates/{}/trustees" (EstateId,), Seated, NewTrustee => TrusteeList;
    /// Where the ceremony of a meeting stands, and what is asked of this trustee.
    GetCeremony: Get "/api/meetings/{}/ceremony" (MeetingId,), Seated, Nothing => Ceremony;
    /// Makes the seat's two locks of a meeting.
    PutLocks: Put "/api/meetings/{}/locks" (MeetingId,), Seated, LockList => Ceremony;
    /// Shares sums after the close.
    PutShares: Put "/api/meetings/{}/shares" (MeetingId,), Seated, ShareList => Ceremony;

    /// Everything a recount needs, as JSON lines, from the close on.
    GetBundle: Get "/api/meetings/{}/bundle" (MeetingId,), Seated gives File, Nothing => Nothing;
}

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingCard {
    /// Which.
    pub id: MeetingId,
    /// One line.
    pub title: String,
    /// Who calls it.
    pub organiser: Organiser,
    /// Where it stands.
    pub status: MeetingStatus,
    /// When voting begins.
    pub opens: Timestamp,
    /// When it ends.
    pub closes: Timestamp,
    /// The titles of its matters, with what became of them.
    pub matters: Vec<MatterCard>,
    /// Turnout while it is open.
    pub turnout: Option<Turnout>,
    /// How many parties the reader votes for, and how many of them have cast.
    pub mine: Option<MyVotes>,
}

/// A matter in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterCard {
    /// One line.
    pub title: String,
    /// What became of it.
    pub result: Option<MatterResult>,
}

/// How far the reader's own votes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyVotes {
    /// Parties that the reader votes for.
    pub parties: u32,
    /// Of them, those whose ballot is in.
    pub cast: u32,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingView {
    /// Which.
    pub id: MeetingId,
    /// Its estate.
    pub estate: EstateId,
    /// The estate's name.
    pub estate_name: String,
    /// Where it stands.
    pub status: MeetingStatus,
    /// Counts the changes: sent back with every change.
    pub version: u32,
    /// What its organiser has written.
    pub draft: MeetingDraft,
    /// What was done, the oldest first.
    pub steps: Vec<MeetingStep>,
    /// What the seat may do now.
    pub events: Vec<MeetingEvent>,
    /// What law and rules still miss, for who works on the draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Each matter with who decides on it, in the draft's order.
    pub matters: Vec<MatterView>,
    /// The roll, from the notice on.
    pub roll: Option<RollSummary>,
    /// The key under which ballots are sealed.
    pub key: Option<KeySheet>,
    /// Turnout, from the opening on.
    pub turnout: Option<Turnout>,
    /// The parties that the reader votes for.
    pub mine: Vec<MyParty>,
    /// Until when the result must be made public.
    pub publish_by: Option<Timestamp>,
    /// What it came to, from the count on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<MatterResult>,
}

/// One step of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingStep {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: MeetingEvent,
    /// Who, as an office; none for what time does.
    pub by: Option<crate::domain::account::Role>,
    /// Words, reason, order.
    pub note: Option<String>,
    /// Until when an order is to be followed.
    pub deadline: Option<Timestamp>,
}

/// A matter with who decides on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterView {
    /// Which.
    pub id: MatterId,
    /// Who decides.
    pub scope: MatterScope,
    /// `A` and `N`, from the notice on.
    pub roll: Option<Weight>,
    /// Who has taken part, from the opening on.
    pub turnout: Option<Weight>,
    /// Hash of the frozen text, hex, from the notice on.
    pub text_hash: Option<String>,
    /// The candidates in the ballot's order, for an election.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidateView>,
}

/// How many have voted: no more is known before the close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Turnout {
    /// As of when; in small scopes the last midnight (`threats.md` V5).
    pub at: Timestamp,
    /// `A` and `N` of the whole roll.
    pub roll: Weight,
    /// Who has taken part.
    pub participating: Weight,
    /// The same by building, in house order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buildings: Vec<BuildingTurnout>,
}

/// Turnout of one building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BuildingTurnout {
    /// As on the roll.
    pub building: String,
    /// Who could.
    pub roll: Weight,
    /// Who has.
    pub participating: Weight,
}
