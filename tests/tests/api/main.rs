//! The API on both databases: real sockets, real rows, a clock that is advanced by hand.

mod estate;
mod report;
mod report_access;
mod report_time;
mod roll;
mod walk;
