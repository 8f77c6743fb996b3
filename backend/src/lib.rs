//! The server: one binary from one building to a district.

pub mod access;
pub mod app;
pub mod assembly;
pub mod command;
pub mod db;
pub mod demo;
pub mod failure;
pub mod http;
pub mod job;
pub mod media;
pub mod port;
pub mod settings;
pub mod sheet;
pub mod tlog;
