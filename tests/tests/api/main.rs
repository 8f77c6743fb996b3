//! The API on both databases: real sockets, real rows, a clock that is advanced by hand.

mod estate;
mod invitation;
mod report;
mod report_access;
mod report_time;
mod roll;
mod threat_change;
mod threat_journal;
mod threat_live;
mod threat_load;
mod threat_reporter;
mod walk;
