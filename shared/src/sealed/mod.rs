//! Sealed ballots and the public recount, protocol `linli.vote.v1` (ADR 0009): who voted is known,
//! how stays sealed; only sums are opened, and anyone can recount them.
//!
//! Pure: every random byte comes from the caller. Nothing here panics on any input, and nothing
//! counts in floats.

mod ballot;
mod batch;
mod context;
mod encode;
mod fault;
mod hash;
mod item;
mod log;
mod proof;
mod tally;
mod trustee;

pub use ballot::{
    Ballot, BallotItem, CheckMatter, CheckSheet, Marks, Opened, OpenedItem, check_ballot,
    open_ballot, seal_ballot,
};
pub use batch::{Claim, GROUP, all_hold, first_broken};
pub use context::{Pledge, Poll, PollMatter, Shape, SumOf, ballots_digest};
pub use encode::Point;
pub use fault::{Check, Failure, Fault, Flaw};
pub use hash::VERSION;
pub use item::{Item, seal};
pub use log::Table;
pub use proof::Proof;
pub use tally::{Sum, SumShare, check_share, check_total, make_share, open_total, sum};
pub use trustee::{
    Frozen, Lock, LockHalf, LockKey, MeetingKey, Seat, TrusteeKey, check_trustee, verify_locks,
};

#[cfg(test)]
mod tests;
