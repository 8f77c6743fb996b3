//! Sealed ballots and the public recount, protocol `linli.vote.v1` (ADR 0009): who voted is known,
//! how stays sealed; only sums are opened, and anyone can recount them.
//!
//! Pure: every random byte comes from the caller. Nothing here panics on any input, and nothing
//! counts in floats.

mod ballot;
mod batch;
pub mod bundle;
mod cipher;
mod context;
mod count;
mod encode;
mod fault;
mod hash;
mod item;
mod keyfile;
mod log;
mod order;
mod paper;
mod proof;
mod tally;
mod trustee;

pub use ballot::{
    Ballot, BallotItem, CheckMatter, CheckSheet, Marks, Opened, OpenedItem, check_ballot,
    open_ballot, seal_ballot,
};
pub use batch::{Claim, GROUP, all_hold, first_broken};
pub use context::{Pledge, Poll, PollMatter, Shape, SumOf, ballots_digest};
pub use count::{Count, Election, Impossible, Wanted};
pub use encode::Point;
pub use fault::{Check, Failure, Fault, Flaw};
pub use hash::VERSION;
pub use item::{Boxes, Item, seal};
pub use keyfile::{open_key_file, read_recovery, recovery_text, write_key_file};
pub use log::Table;
pub use order::{
    OrderShare, OrderedBallot, ReaderKey, make_order_share, open_ordered, order_points,
    seal_order_share,
};
pub use paper::{compare_keyings, seal_scan, unwrap_seed, wrap_seed};
pub use proof::Proof;
pub use tally::{Sum, SumShare, check_share, check_total, make_share, open_total, sum};
pub use trustee::{
    Frozen, Lock, LockHalf, LockKey, MeetingKey, Seat, TrusteeKey, check_trustee, verify_locks,
};

#[cfg(test)]
mod tests;
