//! The staff's pages: queue and report, for every office and the company.

mod act_form;
mod acting;
mod actions;
mod case_head;
mod co_pick;
mod duty;
mod earlier;
mod empty;
mod estate_pick;
mod facts;
mod filter;
mod find;
mod history;
mod job;
mod kept;
mod keys;
mod no_seat;
mod parts;
mod queue;
mod rail;
mod report;
mod reveal;
mod search;
mod send;
mod typed;
mod words;

pub use queue::StaffQueue;
pub use report::StaffReport;
