//! Journeys in a real browser, as people go through them. Each test has a server, a world and
//! browsers of its own; the app must be built first, as `cargo xtask test -- browser` does.

mod chain;
mod desk;
mod form;
mod journal;
mod meeting;
mod offline;
mod page;
mod resident;
mod seat;
mod staff_page;
mod threat;
mod update;
mod vote;
