//! Estates: what stands where, what the offices keep, and the owners' roll.

mod by;
mod calendar;
mod contract;
mod household;
mod kept;
mod office;
mod roll;
mod roll_write;
mod rules;
mod tree;
mod view;

pub use by::By;
pub use calendar::{days, remove_day, set_day, store_calendar};
pub use contract::{CheckedContract, create_contract, end_contract};
pub use household::{CheckedOccupant, add_occupant, my_unit, remove_occupant};
pub use kept::{keep_phones, keep_places};
pub use office::{estate_office, office};
pub use roll::{Stored, decide_name, decisions, find_estate, same_persons, stored, take_roll};
pub use roll_write::{Imported, import, import_by_operator};
pub use rules::{CheckedRule, rules, set_rule};
pub use tree::{
    CheckedCompany, community_town, create_community, create_company, create_estate, create_town,
    rename_community, rename_company, rename_estate, rename_town,
};
pub use view::view;
