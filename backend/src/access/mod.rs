//! What proves who somebody is: keys, tokens, passwords, one-time codes, the refresh cookie.
//!
//! Nothing here knows the database: it stands below `db`, beside `port`.

pub mod cookie;
pub mod journal_key;
pub mod keys;
pub mod password;
pub mod secret;
pub mod token;
pub mod totp;

pub use keys::Keys;
