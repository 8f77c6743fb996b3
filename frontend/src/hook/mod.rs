//! What components share: reading, acting, time, language.

mod action;
mod background;
mod browser;
mod clock;
mod object_url;
mod outbox;
mod pages;
mod query;
mod session;

pub use action::{UseAction, use_action};
pub use background::use_background;
pub use browser::{use_online, use_wide};
pub use clock::{tick, use_clock};
pub use object_url::use_object_urls;
pub use outbox::use_outbox;
pub use pages::{Pages, use_pages};
pub use query::{Query, UseQuery, use_query, use_query_when};
pub use session::{use_session, use_text};
