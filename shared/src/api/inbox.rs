//! The in-app inbox, and the live stream that says what changed.

use serde::{Deserialize, Serialize};

use super::{Nothing, endpoints};
use crate::domain::report::{CategoryCode, ClockKind, Event, Status, Ticket};
use crate::domain::vote::{MeetingId, MeetingNewsKind};
use crate::value::{Id, Page, Timestamp, word_enum};

/// A notice in somebody's inbox.
#[derive(Debug)]
pub enum NoticeOf {}
/// Names a notice.
pub type NoticeId = Id<NoticeOf>;

endpoints! {
    /// The inbox of the seat: one line for each report, the latest first.
    ListInbox: Get "/api/inbox" (), Seated, InboxQuery => Inbox;
    /// Marks what was told of one report, or everything, as read.
    ReadInbox: Post "/api/inbox/read" (), Seated, InboxRead => Nothing;
    /// Server-sent events: names what changed, so that the page asks again. Carries no content.
    Live: Get "/api/live" (), Seated gives Stream, Nothing => Change;
}

/// Where to read on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxQuery {
    /// From the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inbox {
    /// How many groups hold something unread.
    pub unread: u32,
    /// The groups.
    pub page: Page<InboxGroup>,
    /// New devices of this account and of co-owners of its units, the latest first; on the first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<DeviceNotice>,
    /// What was told of meetings of the assembly, the latest of each, the latest first; on the first
    /// page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingNotice>,
}

/// What was told last of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingNotice {
    /// Which.
    pub meeting: MeetingId,
    /// Its title.
    pub title: String,
    /// What.
    pub kind: MeetingNewsKind,
    /// When.
    pub at: Timestamp,
    /// Whether it is unread.
    pub unread: bool,
}

/// Somebody signed in on a device that the account did not have before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceNotice {
    /// When.
    pub at: Timestamp,
    /// The masked name of the co-owner who signed in; absent for one's own account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// The unit that both own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the device called itself; told to its own account only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Whether the number had been silent for 180 days.
    pub silent: bool,
    /// Whether it is unread.
    pub unread: bool,
}

/// What was told of one report: the latest line, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxGroup {
    /// The report.
    pub ticket: Ticket,
    /// Its category.
    pub category: CategoryCode,
    /// Where.
    pub place: String,
    /// The latest line.
    pub latest: Line,
    /// How many lines are unread.
    pub unread: u32,
    /// How many lines there are.
    pub count: u32,
}

/// One line: what happened. The words are the screen's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
    /// The state it led to.
    pub status: Status,
    /// The clock it is about, for reminders and lateness.
    pub clock: Option<ClockKind>,
}

/// What to mark as read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxRead {
    /// Of this report; absent means everything, new devices too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Ticket>,
}

word_enum! {
    /// What changed.
    Topic {
        /// A report that the seat may see: `ticket` says which.
        Report = "REPORT",
        /// The seat's inbox.
        Inbox = "INBOX",
        /// More than can be said: ask for everything again.
        Reload = "RELOAD",
    } else Unknown
}

/// One server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What changed.
    pub topic: Topic,
    /// Which report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Ticket>,
}
