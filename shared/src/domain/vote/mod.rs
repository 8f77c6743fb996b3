//! The owners' assembly 业主大会: who counts, what a vote needs, what it came to (Civil Code 278;
//! `domain.md` 2).

mod checklist;
mod committee;
mod draft;
mod election;
mod fact;
mod matter;
mod meeting;
mod meeting_roll;
mod petition;
mod proxy;
mod result;
mod roll;
mod rules;
mod seal;
mod tally;

pub use checklist::*;
pub use committee::*;
pub use draft::*;
pub use election::*;
pub use fact::*;
pub use matter::*;
pub use meeting::*;
pub use meeting_roll::*;
pub use petition::*;
pub use proxy::*;
pub use result::*;
pub use roll::*;
pub use rules::*;
pub use seal::*;
pub use tally::*;
