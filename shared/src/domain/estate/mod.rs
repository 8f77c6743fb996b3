//! Estates: the scope tree, units, the owners' roll.

mod place;
pub mod roll;

pub use place::*;
