//! The owners' assembly 业主大会: who counts, what a vote needs, what it came to (Civil Code 278;
//! `domain.md` 2).

mod committee;
mod election;
mod matter;
mod meeting;
mod petition;
mod proxy;
mod roll;
mod tally;

pub use committee::*;
pub use election::*;
pub use matter::*;
pub use meeting::*;
pub use petition::*;
pub use proxy::*;
pub use roll::*;
pub use tally::*;
