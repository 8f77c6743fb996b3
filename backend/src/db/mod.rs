//! The database: every query, and nothing of HTTP.

pub mod account;
mod conn;
pub mod demo;
pub mod district;
pub mod estate;
pub mod ground;
pub mod inbox;
pub mod journal;
mod list;
pub mod photo;
mod pool;
pub mod report;
mod schema;
pub mod seat;
pub mod tlog;
pub mod vote;

pub(crate) use conn::per_database;
pub use conn::{Address, Conn};
pub use list::{After, Listed};
pub use pool::{Db, Ear};

/// The backend of [`Conn`], for boxed queries.
pub(crate) type Backend = <Conn as diesel::Connection>::Backend;
