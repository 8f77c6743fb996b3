//! The app in the browser.

// The paths that Yew's macros write begin with `::yew`: here that is this crate, see `erased`.
extern crate self as yew;

pub mod app;
mod erased;
pub mod hook;
pub mod i18n;
pub mod net;
pub mod page;
pub mod part;
pub mod route;
pub mod session;
pub mod ui;

pub use upstream::*;

/// Yew's, but for the node that a component becomes.
pub mod virtual_dom {
    pub use upstream::virtual_dom::*;

    pub use crate::erased::VChild;
}
