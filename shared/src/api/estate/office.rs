//! What the offices keep: the scope tree, contracts, common places, duty phones, calendar, rules.

use serde::{Deserialize, Serialize};

use crate::domain::account::Role;
use crate::domain::estate::{
    CommonPlaceId, CommunityId, CompanyId, ContractId, DutyPhone, EstateId, TownId,
};
use crate::value::{CalendarDay, Date, DayKind, Id, Timestamp};

/// A duty phone of an estate.
#[derive(Debug)]
pub enum DutyPhoneOf {}
/// Names a duty phone.
pub type DutyPhoneId = Id<DutyPhoneOf>;

/// The longest name of a place in the tree, in characters.
pub const NAME_MAX: usize = 40;
/// The longest name of a company, in characters.
pub const COMPANY_NAME_MAX: usize = 80;
/// The most children one place of the tree has, and the most companies: lists are whole.
pub const CHILDREN_MAX: u32 = 1000;
/// The most common places, and the most duty phones, of an estate.
pub const KEPT_MAX: usize = 200;
/// 96333, the province's lift rescue line: offered for people shut in a lift.
pub const LIFT_RESCUE: &str = "96333";

/// What lies below an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeView {
    /// Whose office it is.
    pub role: Role,
    /// The district's towns, for its offices.
    pub towns: Vec<TownRow>,
    /// The companies: for the district's offices, and for communities, who make contracts with them.
    pub companies: Vec<CompanyRow>,
    /// The town's communities, or the community itself.
    pub communities: Vec<CommunityRow>,
    /// Their estates.
    pub estates: Vec<EstateRow>,
}

/// A town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TownRow {
    /// The town.
    pub id: TownId,
    /// Its name.
    pub name: String,
    /// How many communities it has.
    pub communities: u32,
}

/// A property company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompanyRow {
    /// The company.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its unified social credit code.
    pub credit_code: String,
}

/// A community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommunityRow {
    /// The community.
    pub id: CommunityId,
    /// Its town.
    pub town: TownId,
    /// Its name.
    pub name: String,
}

/// An estate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EstateRow {
    /// The estate.
    pub id: EstateId,
    /// Its community.
    pub community: CommunityId,
    /// Its name.
    pub name: String,
    /// How many units its roll has.
    pub units: u32,
    /// The company under the contract in force.
    pub company: Option<String>,
}

/// A new town.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewTown {
    /// Made by the client.
    pub id: TownId,
    /// Its name.
    pub name: String,
}

/// A new property company.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewCompany {
    /// Made by the client.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its unified social credit code, as typed.
    pub credit_code: String,
}

/// A new community.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewCommunity {
    /// Made by the client.
    pub id: CommunityId,
    /// Its town.
    pub town: TownId,
    /// Its name.
    pub name: String,
}

/// A new estate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewEstate {
    /// Made by the client.
    pub id: EstateId,
    /// Its community.
    pub community: CommunityId,
    /// Its name.
    pub name: String,
}

/// A new name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewName {
    /// The name.
    pub name: String,
}

/// An estate as its offices see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EstateOffice {
    /// The estate.
    pub id: EstateId,
    /// Its name.
    pub name: String,
    /// Its community.
    pub community: String,
    /// Every contract, the latest first.
    pub contracts: Vec<ContractRow>,
    /// Its common places.
    pub places: PlaceList,
    /// Whom to call.
    pub phones: PhoneList,
    /// How many units its roll has.
    pub units: u32,
    /// When the roll was last imported.
    pub roll_at: Option<Timestamp>,
}

/// A service contract: both days are inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractRow {
    /// The contract.
    pub id: ContractId,
    /// The company.
    pub company: CompanyId,
    /// Its name.
    pub company_name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A new service contract: both days are inside. Two contracts of one estate never overlap.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewContract {
    /// Made by the client.
    pub id: ContractId,
    /// With whom.
    pub company: CompanyId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// When a contract ends instead. Yesterday ends it at once, and with it the seats of the staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractEnd {
    /// The last day.
    pub on: Date,
}

/// An estate's common places, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceList {
    /// What the list was when it was read; a list changed since is 409.
    pub version: String,
    /// The places.
    pub places: Vec<PlaceRow>,
}

/// One common place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceRow {
    /// Made by the client.
    pub id: CommonPlaceId,
    /// As people call it: `北门`.
    pub name: String,
}

/// An estate's duty phones, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhoneList {
    /// What the list was when it was read; a list changed since is 409.
    pub version: String,
    /// The phones.
    pub phones: Vec<PhoneRow>,
}

/// One duty phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhoneRow {
    /// Made by the client.
    pub id: DutyPhoneId,
    /// Whom one reaches, under which number, when.
    #[serde(flatten)]
    pub phone: DutyPhone,
}

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YearQuery {
    /// The year, 1900 to 9999.
    pub year: i64,
}

/// The listed days of a year; every other day follows its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarYear {
    /// In order.
    pub days: Vec<CalendarDay>,
}

/// What a date is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewDay {
    /// Off, or a weekend day that is worked.
    pub kind: DayKind,
    /// The holiday's name.
    pub name: String,
}

/// Every rule the authority may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleList {
    /// The rules: first the table of `domain.md` 3.3, then those of single categories.
    pub rules: Vec<RuleRow>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleRow {
    /// `report.P2.ANSWER`, or with a category `report.P2.ANSWER.DECOR_ILLEGAL`.
    pub key: String,
    /// In force: `4h`, `5WD`.
    pub value: String,
    /// Where that comes from.
    pub source: String,
    /// Since when; none for the default.
    pub since: Option<Timestamp>,
    /// What the app ships with; none for a single category.
    pub default: Option<String>,
    /// Changes that are set and do not hold yet, the next first.
    pub coming: Vec<RuleChange>,
}

/// A change of a rule that does not hold yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleChange {
    /// The value then.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// From when.
    pub from: Date,
}

/// Sets a rule. What began before keeps the value it began under.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewRule {
    /// Which.
    pub key: String,
    /// The period: `30min`, `4h`, `1d`, `5WD`.
    pub value: String,
    /// The document that sets it.
    pub source: String,
    /// From which day; today means from now on.
    pub from: Date,
}
