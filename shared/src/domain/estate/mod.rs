//! Estates: the scope tree, units, the owners' roll.

mod company;
mod place;
pub mod roll;

pub use company::*;
pub use place::*;
