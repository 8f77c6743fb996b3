//! The owners' roll (计票名册, `domain.md` 2.2): from the cells of a sheet to units and owners.
//!
//! [`read_roll`] takes the cells as the server read them and answers with every fault at its place,
//! or with a [`Roll`]. Nothing here opens a file: the screen can check a sheet as the server does.

mod difference;
mod digest;
mod entry;
mod fault;
mod heading;
mod party;
mod read;
mod sheet;
mod text;
mod words;

pub use difference::{Change, Difference, difference};
pub use digest::{digest, unit_digest};
pub use entry::{AreaSource, Entry, Handover, Roll, RollOwner, UnitKey, UnitKind};
pub use fault::{Fault, FaultCode, Place};
pub use heading::Column;
pub use party::{NameClash, Party, SamePerson, Sighting, parties, same_names_different_phones};
pub use read::{FAULT_LIMIT, OWNER_LIMIT, read_roll};
pub use sheet::{Cell, RawRow, RawSheet, column_letters};
pub use text::starts_formula;

#[cfg(test)]
mod tests;
