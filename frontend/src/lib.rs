//! The app in the browser.

pub mod app;
pub mod hook;
pub mod i18n;
pub mod net;
pub mod page;
pub mod part;
pub mod route;
pub mod session;
pub mod ui;
