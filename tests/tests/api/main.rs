//! The API on both databases: real sockets, real rows, a clock that is advanced by hand.

mod committee;
mod estate;
mod household;
mod invitation;
mod report;
mod report_access;
mod report_accused;
mod report_time;
mod roll;
mod threat_change;
mod threat_device;
mod threat_journal;
mod threat_live;
mod threat_load;
mod threat_logs;
mod threat_report;
mod threat_reporter;
mod threat_rights;
mod threat_session;
mod threat_signin;
mod threat_staff;
mod threat_start;
mod threat_token;
mod threat_upload;
mod threat_web;
mod walk;
