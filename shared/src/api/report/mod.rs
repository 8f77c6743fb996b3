//! Reports: filing, reading, acting, rating.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Nothing, endpoints};
use crate::domain::account::SeatId;
use crate::domain::estate::{DeptCode, EstateId, Place};
use crate::domain::report::words::CategoryWords;
use crate::domain::report::{
    Category, CategoryCode, Clock, ClockKind, Department, Event, Party, Period, PhotoId, ReportId,
    Severity, Status, Ticket,
};
use crate::policy::Standing;
use crate::value::{Calendar, Page, Timestamp, word_enum};

mod act;
mod file;

pub use act::{Act, Need, Needs, Rating, needs};
pub use file::{NewReport, field_rule};

endpoints! {
    /// The categories with their words, and the departments.
    ListCategories: Get "/api/categories" (), SignedIn, Nothing => CategoryList;
    /// Sends one photo. Repeating it with the same bytes changes nothing.
    PutPhoto: Put "/api/photos/{}" (PhotoId,), Seated takes Photo, PhotoClaim => PhotoTaken;
    /// Files a report 吹哨. Repeating it with the same content answers with what is stored.
    FileReport: Post "/api/reports" (), Seated, NewReport => ReportView;
    /// A neighbour's open report that may be the same: offered before sending.
    FindAlike: Get "/api/estates/{}/alike" (EstateId,), Seated, AlikeQuery => AlikeList;
    /// The reports that the account filed or joined.
    ListMyReports: Get "/api/reports/mine" (), Seated, PageQuery => Page<ReportCard>;
    /// The estate's public list: category, building, status.
    ListEstateReports: Get "/api/estates/{}/reports" (EstateId,), Seated, PageQuery => Page<PublicReport>;
    /// The seat's queue: overdue first.
    ListQueue: Get "/api/queue" (), Seated, QueueQuery => Queue;
    /// One report, as the seat may see it.
    GetReport: Get "/api/reports/{}" (Ticket,), Seated, Nothing => ReportView;
    /// How the last reports of the same kind at the same spot ended: for who works a queue.
    ListEarlier: Get "/api/reports/{}/earlier" (Ticket,), Seated, Nothing => EarlierList;
    /// Records an event of a report. Repeating it with the same id changes nothing.
    ActOnReport: Post "/api/reports/{}/events" (Ticket,), Seated, Act => ReportView;
    /// Joins a neighbour's open report.
    JoinReport: Post "/api/reports/{}/followers" (Ticket,), Seated, Nothing => ReportView;
    /// Rates how it was handled; once, within 15 days of 办好.
    RateReport: Put "/api/reports/{}/rating" (Ticket,), Seated, Rating => ReportView;
    /// Reveals the reporter's name and phone, with a reason that is logged.
    RevealReporter: Post "/api/reports/{}/reveal" (Ticket,), Seated, RevealReason => Revealed;
    /// The company's people to whom a report can be assigned.
    ListColleagues: Get "/api/colleagues" (), Seated, Nothing => ColleagueList;
}

/// The most photos of a report, and of one step.
pub const PHOTOS_MAX: usize = 9;
/// The longest free text, in characters (`threats.md` L3).
pub const WORDS_MAX: usize = 2000;

/// The categories with their words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryList {
    /// The version of the routing table in force.
    pub version: String,
    /// The categories, in the table's order.
    pub categories: Vec<CategoryView>,
    /// The departments, to name a lead.
    pub departments: Vec<Department>,
    /// Days off and worked weekends: with them the phone computes the deadlines again.
    pub calendar: Calendar,
}

/// One category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryView {
    /// Where it goes.
    pub category: Category,
    /// How people call it.
    pub words: CategoryWords,
    /// How long each party has.
    pub periods: BTreeMap<ClockKind, Period>,
}

/// What the phone claims of a photo. Travels in the query; the bytes are the body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhotoClaim {
    /// SHA-256 of the original before it was shrunk, 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sha256: Option<String>,
}

/// The photo is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhotoTaken {
    /// Its id.
    pub id: PhotoId,
    /// How to see it.
    pub photo: PhotoView,
}

/// A photo as shown: addresses that hold for ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhotoView {
    /// At most 320 px.
    pub thumb: String,
    /// At most 1600 px.
    pub large: String,
    /// Of the large one, in pixels.
    pub width: u32,
    /// Of the large one, in pixels.
    pub height: u32,
}

/// What may be the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlikeQuery {
    /// The category.
    pub category: CategoryCode,
    /// The building, for a place in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// The stair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stair: Option<String>,
    /// The common place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Open reports of neighbours that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlikeList {
    /// The latest first, at most three; without photo, words or count (`domain.md` 3.4).
    pub reports: Vec<PublicReport>,
}

/// A report as neighbours see it: category, building, status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicReport {
    /// To join it.
    pub ticket: Ticket,
    /// What.
    pub category: CategoryCode,
    /// `6 幢`: never stair or floor.
    pub place: String,
    /// Where it stands.
    pub status: Status,
    /// The day it was filed, as its first instant.
    pub day: Timestamp,
    /// Whether the account already follows or filed it.
    pub mine: bool,
}

/// Where to read on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageQuery {
    /// From the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportCard {
    /// Its number.
    pub ticket: Ticket,
    /// What.
    pub category: CategoryCode,
    /// Where, in words.
    pub place: String,
    /// Where it stands.
    pub status: Status,
    /// How urgent.
    pub severity: Severity,
    /// When it was filed, as finely as the seat may know.
    pub filed: Timestamp,
    /// Who leads.
    pub lead: Party,
    /// Its clocks, met and running.
    pub clocks: Vec<Clock>,
    /// How the seat stands to it.
    pub standing: Standing,
    /// The name of the company's person who has it, for the company.
    pub assignee: Option<String>,
    /// Whether it is assigned to the acting account.
    pub assigned_to_me: bool,
}

word_enum! {
    /// Which part of a queue.
    QueuePart {
        /// Everything that waits for this seat.
        All = "ALL",
        /// A clock of this seat's party has passed.
        Overdue = "OVERDUE",
        /// A clock of this seat's party ends today.
        Today = "TODAY",
        /// Life safety.
        Urgent = "URGENT",
        /// Assigned to the acting account.
        Mine = "MINE",
        /// Waits for somebody else.
        Elsewhere = "ELSEWHERE",
        /// Over.
        Done = "DONE",
    } else Unknown
}

/// Filters of a queue; they stand in the page's address too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueQuery {
    /// Which part.
    pub part: QueuePart,
    /// Ticket number, building or common place, or a category code that the screen found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// Of this estate only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estate: Option<EstateId>,
    /// From the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A queue page with the counts of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// How many each part holds.
    pub counts: BTreeMap<QueuePart, u32>,
    /// The items: by the seat's own next deadline.
    pub page: Page<QueueItem>,
}

/// One line of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueItem {
    /// The report.
    pub card: ReportCard,
    /// The estate's name.
    pub estate: String,
    /// The clock of this seat's party that ends first.
    pub clock: Option<Clock>,
}

/// One report, as the seat may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportView {
    /// What the list shows of it.
    pub card: ReportCard,
    /// The phone's id, for its reporter only.
    pub id: Option<ReportId>,
    /// The estate.
    pub estate: EstateId,
    /// Its name.
    pub estate_name: String,
    /// Where, as it was given.
    pub exact_place: Place,
    /// In the reporter's words.
    pub words: Option<String>,
    /// The reporter's photos.
    pub photos: Vec<PhotoView>,
    /// Who helps.
    pub co: Vec<DeptCode>,
    /// What happened, in order.
    pub steps: Vec<StepView>,
    /// What this seat may do now.
    pub may: Vec<Event>,
    /// The reporter, masked, where the seat may see that much.
    pub reporter: Option<PersonView>,
    /// Whether the seat may reveal the reporter with a reason.
    pub may_reveal: bool,
    /// How many neighbours joined: for those who handle it.
    pub followers: Option<u32>,
    /// What the reporter thought of it.
    pub rating: Option<Rating>,
    /// Until when the reporter may rate.
    pub rate_until: Option<Timestamp>,
    /// Until when the reporter may correct.
    pub correct_until: Option<Timestamp>,
    /// Where it goes on.
    pub merged_into: Option<Ticket>,
    /// The law behind it.
    pub legal: Option<String>,
    /// Whether the reporter is hidden from all but the handling officer.
    pub confidential: bool,
}

/// Reports of the same kind at the same spot that were brought to 办好.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierList {
    /// The latest first, at most three.
    pub reports: Vec<EarlierReport>,
}

/// How one of them ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierReport {
    /// Its number.
    pub ticket: Ticket,
    /// When it was brought to 办好.
    pub resolved: Timestamp,
    /// By whom.
    pub by: Party,
    /// What they did, in their words.
    pub result: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepView {
    /// When, as finely as the seat may know.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// Who.
    pub by: Party,
    /// The name of who did it, for staff acts.
    pub name: Option<String>,
    /// The state before; none for the filing.
    pub from: Option<Status>,
    /// The state after.
    pub to: Status,
    /// What they wrote.
    pub note: Option<String>,
    /// Whom it names: the lead of a dispatch, who instead of a decline.
    pub dept: Option<DeptCode>,
    /// The category after it.
    pub category: CategoryCode,
    /// The clock it is about, for reminders and lateness.
    pub clock: Option<ClockKind>,
    /// Their photos.
    pub photos: Vec<PhotoView>,
}

/// A person, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonView {
    /// `张*`.
    pub name: String,
    /// `138****5678`.
    pub phone: String,
}

/// Why the reporter must be known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RevealReason {
    /// In words; logged with who asked.
    pub reason: String,
}

/// The reporter in full; this answer is logged.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revealed {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: String,
}

/// The company's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ColleagueList {
    /// Those with a seat under the same contract.
    pub colleagues: Vec<Colleague>,
}

/// One of the company's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleague {
    /// Their seat.
    pub seat: SeatId,
    /// Their name.
    pub name: String,
}
