//! The field: types, state machines and pure rules, each with its source.

pub mod account;
pub mod estate;
pub mod report;
pub mod vote;
