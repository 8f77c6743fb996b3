//! The API on both databases: real sockets, real rows, a clock that is advanced by hand.

mod committee;
mod estate;
mod report;
mod report_access;
mod report_time;
mod roll;
mod threat_device;
mod threat_logs;
mod threat_rights;
mod threat_session;
mod threat_signin;
mod threat_staff;
mod threat_start;
mod threat_token;
mod threat_web;
mod walk;
