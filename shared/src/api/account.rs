//! Sign-in, sessions, seats.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Nothing, endpoints};
use crate::domain::account::{AccountId, Role, Scope, Seat, SeatId, SessionId};
use crate::value::{Id, Timestamp};

/// A challenge: one code sent to one phone.
#[derive(Debug)]
pub enum ChallengeOf {}
/// Names a challenge.
pub type ChallengeId = Id<ChallengeOf>;
/// An invitation to a staff seat.
#[derive(Debug)]
pub enum InvitationOf {}
/// Names an invitation.
pub type InvitationId = Id<InvitationOf>;

endpoints! {
    /// Sends a sign-in code by SMS. The answer is the same whether the number is known or not.
    RequestCode: Post "/api/session/code" (), Anyone, CodeRequest => CodeSent;
    /// Signs a resident in with the code.
    SignIn: Post "/api/session" (), Anyone, CodeSignIn => SignedIn;
    /// Signs staff in with password and one-time code.
    SignInStaff: Post "/api/session/staff" (), Anyone, StaffSignIn => SignedIn;
    /// Rotates the refresh cookie and answers with a fresh access token.
    RefreshSession: Post "/api/session/refresh" (), Cookie, Nothing => SignedIn;
    /// Ends this session and clears the cookie.
    SignOut: Post "/api/session/end" (), Cookie, Nothing => Nothing;
    /// The account and its seats.
    GetMe: Get "/api/me" (), SignedIn, Nothing => Me;
    /// The account's devices.
    ListSessions: Get "/api/me/sessions" (), SignedIn, Nothing => SessionList;
    /// Signs another device out.
    EndSession: Delete "/api/me/sessions/{}" (SessionId,), SignedIn, Nothing => Nothing;
    /// What an invitation offers, by its secret.
    OpenInvitation: Post "/api/invitations/open" (), Anyone, InvitationSecret => InvitationView;
    /// Takes an invitation up: sets the password and proves the one-time code.
    AcceptInvitation: Post "/api/invitations/accept" (), Anyone, InvitationAnswer => SignedIn;
    /// Invites somebody to a seat one level below.
    Invite: Post "/api/invitations" (), Seated, NewInvitation => Invited;
    /// Takes an invitation back that nobody has taken up; its link is dead at once.
    WithdrawInvitation: Delete "/api/invitations/{}" (InvitationId,), Seated, Nothing => Nothing;
    /// The seats and open invitations that this seat has granted.
    ListGrants: Get "/api/grants" (), Seated, Nothing => GrantList;
    /// Ends a seat that this seat may grant.
    EndGrant: Delete "/api/grants/{}" (SeatId,), Seated, Nothing => GrantEnded;
}

/// Asks for a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeRequest {
    /// The number as typed.
    pub phone: String,
}

/// A code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSent {
    /// Send it back with the code.
    pub challenge: ChallengeId,
    /// When the code dies.
    pub expires: Timestamp,
    /// When another may be asked for.
    pub again: Timestamp,
    /// The code itself: only where the demo shows it on the screen, never in production.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo_code: Option<String>,
}

/// Signs in with a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSignIn {
    /// From [`CodeSent`].
    pub challenge: ChallengeId,
    /// Six digits.
    pub code: String,
    /// What the device calls itself, for the list of sessions.
    pub device: String,
}

/// Signs staff in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffSignIn {
    /// The number as typed.
    pub phone: String,
    /// The password.
    pub password: String,
    /// Six digits of the authenticator.
    pub totp: String,
    /// What the device calls itself.
    pub device: String,
}

impl std::fmt::Debug for StaffSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffSignIn")
    }
}

/// A session is open.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedIn {
    /// For the `Authorization: Bearer` header; keep it in memory only.
    pub access_token: String,
    /// When the token dies.
    pub expires: Timestamp,
    /// Who is signed in.
    pub me: Me,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// Reads a list and leaves out what only a newer app understands (`threats.md` U1).
fn known<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Item<T> {
        Known(T),
        Newer(IgnoredAny),
    }
    let items = Vec::<Item<T>>::deserialize(from)?.into_iter();
    Ok(items
        .filter_map(|item| match item {
            Item::Known(item) => Some(item),
            Item::Newer(_) => None,
        })
        .collect())
}

/// The account and its seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The account.
    pub account: AccountId,
    /// This session.
    pub session: SessionId,
    /// One's own name.
    pub name: String,
    /// `138****5678`.
    pub phone: String,
    /// Whether this session has passed the second factor: staff seats need it.
    pub second_factor: bool,
    /// The seats in force. An app that does not know a seat's role yet goes on with the others.
    #[serde(deserialize_with = "known")]
    pub seats: Vec<SeatView>,
    /// Whether this server shows invented data.
    pub demo: bool,
}

/// A seat with the names around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeatView {
    /// The seat.
    pub seat: Seat,
    /// Where: `鉴水苑`, `清溪社区`, `区消防救援大队`.
    pub place: String,
    /// More closely, for residents: `6 幢 2 单元 1102 室`.
    pub unit: Option<String>,
    /// The employer, for property staff.
    pub company: Option<String>,
}

/// The account's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionList {
    /// The open ones, the latest used first.
    pub sessions: Vec<SessionView>,
}

/// One device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    /// The session.
    pub id: SessionId,
    /// What the device called itself.
    pub device: String,
    /// When it signed in.
    pub since: Timestamp,
    /// When it was last used, to the day.
    pub used: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The secret of an invitation's link.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationSecret {
    /// From the link.
    pub secret: String,
}

/// What an invitation offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationView {
    /// The role.
    pub role: Role,
    /// Where.
    pub place: String,
    /// Whom it invites.
    pub name: String,
    /// Their number, masked.
    pub phone: String,
    /// Until when it may be taken up.
    pub expires: Timestamp,
    /// The authenticator's secret in Base32, for an account without one.
    pub totp_secret: Option<String>,
    /// The same as an `otpauth:` address.
    pub totp_uri: Option<String>,
}

/// Takes an invitation up.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationAnswer {
    /// From the link.
    pub secret: String,
    /// The new password, or the present one of an account that has one.
    pub password: String,
    /// Six digits of the authenticator.
    pub totp: String,
    /// What the device calls itself.
    pub device: String,
}

/// Invites somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewInvitation {
    /// Made by the client.
    pub id: InvitationId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Their name.
    pub name: String,
    /// Their number as typed.
    pub phone: String,
    /// When the seat ends, if it is to end.
    pub until: Option<Timestamp>,
}

/// An invitation was made; the link is shown once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invited {
    /// The secret of the link `/invitation/<secret>`.
    pub secret: String,
    /// Until when it may be taken up.
    pub expires: Timestamp,
}

/// What a seat has granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrantList {
    /// Seats in force.
    pub seats: Vec<GrantView>,
    /// Invitations not yet taken up.
    pub invitations: Vec<OpenInvitationView>,
}

/// A seat in force, as the granting level sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrantView {
    /// The seat.
    pub seat: Seat,
    /// Who holds it.
    pub name: String,
    /// Masked.
    pub phone: String,
    /// Where.
    pub place: String,
}

/// A seat has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrantEnded {
    /// How many open reports were the person's task and are nobody's now.
    #[serde(default)]
    pub freed: u32,
}

/// An invitation not yet taken up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenInvitationView {
    /// The invitation.
    pub id: InvitationId,
    /// The role.
    pub role: Role,
    /// Whom it invites.
    pub name: String,
    /// Where.
    pub place: String,
    /// Until when.
    pub expires: Timestamp,
}
