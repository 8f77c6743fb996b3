//! People and places: what each office keeps, an estate, its roll, calendar and rules, and my unit.

mod companies;
mod contracts;
mod estate;
mod form;
mod invite;
mod kept;
mod level;
mod overview;
mod people;
mod roll;
mod roll_clashes;
mod roll_faults;
mod roll_preview;
mod rules;
mod rules_calendar;
mod rules_vote;
mod unit;
mod unit_household;

pub use estate::OfficeEstate;
pub use overview::Office;
pub use roll::OfficeRoll;
pub use rules::OfficeRules;
pub use unit::Unit;
