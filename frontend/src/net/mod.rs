//! The world outside the app: server, phone storage, time.
//!
//! | file | holds |
//! |---|---|
//! | [`call`] | typed calls: one function for every endpoint |
//! | [`fetch`], [`query`] | one request, one answer |
//! | [`refresh`] | a new access token from the cookie, once for everybody |
//! | [`wire`] | what every request carries |
//! | [`cache`] | the last answers, for the next start and for no network |
//! | [`outbox`] | what waits to be sent |
//! | [`draft`] | what a person has begun to write |
//! | [`ballot`] | the worker that seals ballots |
//! | [`live`] | what changed on the server, as it happens |
//! | [`idb`], [`lock`], [`timer`], [`clock`], [`id`], [`js`] | the browser, behind small functions |
//! | [`json`] | answers and inputs as text |
//! | [`signal`] | telling whoever listens |

pub mod ballot;
pub mod cache;
pub mod call;
pub mod clock;
pub mod draft;
pub mod fetch;
pub mod id;
pub mod idb;
pub mod js;
pub mod json;
pub mod live;
pub mod lock;
pub mod outbox;
pub mod query;
pub mod refresh;
pub mod share;
pub mod signal;
pub mod timer;
pub mod wire;
