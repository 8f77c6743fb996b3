//! Journeys in a real browser, as people go through them. Each test has a server, a world and
//! browsers of its own; the app must be built first, as `cargo xtask test -- browser` does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop and say where")]

mod chain;
mod desk;
mod offline;
mod page;
mod threat;
mod update;
