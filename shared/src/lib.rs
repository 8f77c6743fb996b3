//! The contract, the rules and the values that server and browser share.
//!
//! No I/O, no clock, no randomness, and no panic on any input: the same functions decide on the
//! server and explain on the phone.
//!
//! | module | holds |
//! |---|---|
//! | [`value`] | ids, areas, instants, texts: newtypes that are valid once they exist |
//! | [`domain`] | the field: types, state machines, pure rules with their sources |
//! | [`policy`] | who may do what: one function for each action |
//! | [`api`] | the typed endpoints and the problems they answer with |
//! | [`journal`] | the append-only record: canonical bytes and hashes |
//! | `sealed` | sealed ballots and their recount, with the feature of that name |

pub mod api;
pub mod domain;
pub mod journal;
pub mod policy;
#[cfg(feature = "sealed")]
pub mod sealed;
pub mod value;
