//! Who may do what (`domain.md` 1): one function for each action.
//!
//! The server asks before it acts and hands the [`Permit`] on to the write; the screen asks the same
//! function to decide which buttons there are. What a seat may not know of is
//! [`Denied::NotFound`] (404), what it may not do is [`Denied::Forbidden`] (403).

use std::marker::PhantomData;

mod estate;
mod open;
mod report;
mod vote;

pub use estate::*;
pub use open::is_open;
pub use report::*;
pub use vote::*;

/// Proof that the policy was asked: only this module can make one, and the write of an action
/// demands its own.
#[derive(Debug)]
pub struct Permit<Action>(PhantomData<fn() -> Action>);

impl<Action> Permit<Action> {
    const fn granted() -> Self {
        Self(PhantomData)
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The seat may not know that the thing exists.
    NotFound,
    /// The seat may not do this.
    Forbidden,
}

impl From<Denied> for crate::api::Problem {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => crate::api::Code::NotFound.into(),
            Denied::Forbidden => crate::api::Code::Forbidden.into(),
        }
    }
}
