//! Estates: what stands where, whom to call, what the offices keep, and the owners' roll.

mod household;
mod office;
mod roll;

use serde::{Deserialize, Serialize};

use super::{Nothing, endpoints};
use crate::domain::estate::{CommunityId, CompanyId, ContractId, DutyPhone, EstateId, TownId};
use crate::value::{CalendarDay, Date};

pub use household::*;
pub use office::*;
pub use roll::*;

endpoints! {
    /// The estate: buildings, common places, duty phones, who serves it.
    GetEstate: Get "/api/estates/{}" (EstateId,), Seated, Nothing => EstateView;

    /// What lies below the seat's office: towns and companies, communities, or estates.
    GetOffice: Get "/api/office" (), Seated, Nothing => OfficeView;
    /// Adds a town.
    CreateTown: Post "/api/towns" (), Seated, NewTown => TownRow;
    /// Renames a town.
    RenameTown: Put "/api/towns/{}/name" (TownId,), Seated, NewName => Nothing;
    /// Adds a property company.
    CreateCompany: Post "/api/companies" (), Seated, NewCompany => CompanyRow;
    /// Renames a property company.
    RenameCompany: Put "/api/companies/{}/name" (CompanyId,), Seated, NewName => Nothing;
    /// Adds a community to the seat's town.
    CreateCommunity: Post "/api/communities" (), Seated, NewCommunity => CommunityRow;
    /// Renames a community.
    RenameCommunity: Put "/api/communities/{}/name" (CommunityId,), Seated, NewName => Nothing;
    /// Adds an estate to the seat's community.
    CreateEstate: Post "/api/estates" (), Seated, NewEstate => EstateRow;
    /// Renames an estate.
    RenameEstate: Put "/api/estates/{}/name" (EstateId,), Seated, NewName => Nothing;
    /// The estate as its offices see it: contracts, places, phones, the state of the roll.
    GetEstateOffice: Get "/api/estates/{}/office" (EstateId,), Seated, Nothing => EstateOffice;
    /// Adds a service contract; two of an estate never overlap.
    CreateContract: Post "/api/estates/{}/contracts" (EstateId,), Seated, NewContract => ContractRow;
    /// Ends a contract on another day; seats under it end with it.
    EndContract: Put "/api/estates/{}/contracts/{}/end" (EstateId, ContractId), Seated, ContractEnd => ContractRow;
    /// Replaces the list of common places.
    KeepPlaces: Put "/api/estates/{}/places" (EstateId,), Seated, PlaceList => PlaceList;
    /// Replaces the list of duty phones.
    KeepPhones: Put "/api/estates/{}/phones" (EstateId,), Seated, PhoneList => PhoneList;

    /// Days off and worked weekends of a year.
    ListCalendar: Get "/api/calendar" (), Seated, YearQuery => CalendarYear;
    /// Sets what a date is.
    SetDay: Put "/api/calendar/{}" (Date,), Seated, NewDay => CalendarDay;
    /// Lets a date follow its weekday again.
    RemoveDay: Delete "/api/calendar/{}" (Date,), Seated, Nothing => Nothing;
    /// The periods in force, their defaults, and what is to change.
    ListRules: Get "/api/rules" (), Seated, Nothing => RuleList;
    /// Sets a period from a day on; what began before keeps its own.
    SetRule: Post "/api/rules" (), Seated, NewRule => RuleList;

    /// Reads an owners' roll and says what it holds and would change. Nothing is stored.
    PreviewRoll: Post "/api/estates/{}/roll/preview" (EstateId,), Seated takes Sheet, Nothing => RollReading;
    /// Imports the roll that was looked at: all of it or nothing.
    ApplyRoll: Post "/api/estates/{}/roll" (EstateId,), Seated takes Sheet, RollConsent => RollApplied;
    /// Decides which phones of one name are one person.
    DecideName: Put "/api/estates/{}/roll/names" (EstateId,), Seated, NameDecision => Nothing;
    /// An empty roll to fill in, as .xlsx.
    GetRollTemplate: Get "/api/roll/template" (), Seated gives File, SheetWish => Nothing;
    /// The stored roll as .xlsx, with names and phones; the audit log keeps who took it.
    ExportRoll: Get "/api/estates/{}/roll" (EstateId,), Seated gives File, SheetWish => Nothing;

    /// The seat's unit and its household.
    GetMyUnit: Get "/api/unit" (), Seated, Nothing => MyUnit;
    /// Binds somebody to the seat's unit until a day.
    AddOccupant: Post "/api/unit/household" (), Seated, NewOccupant => Occupant;
    /// Takes somebody out of the household, at once.
    RemoveOccupant: Delete "/api/unit/household/{}" (OccupantId,), Seated, Nothing => Nothing;
}

impl super::PathArg for Date {
    fn text(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

/// What everybody of an estate may see of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EstateView {
    /// The estate.
    pub id: EstateId,
    /// Its name.
    pub name: String,
    /// Its community.
    pub community: String,
    /// Its town.
    pub town: String,
    /// The company that serves it, if one does.
    pub company: Option<String>,
    /// Its buildings, in house order.
    pub buildings: Vec<BuildingView>,
    /// Its common places.
    pub places: Vec<String>,
    /// Whom to call.
    pub phones: Vec<DutyPhone>,
}

/// One building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BuildingView {
    /// As on the roll.
    pub name: String,
    /// Its stairs, as on the roll.
    pub stairs: Vec<String>,
    /// The highest floor that the room numbers show.
    pub floors: u32,
}
