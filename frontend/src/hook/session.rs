//! The session and the language, from the context.

use yew::prelude::*;

use crate::i18n::{Language, Text};
use crate::session::Session;

/// The session.
///
/// # Panics
///
/// Never: the app's root provides it, and nothing is rendered outside of the root.
#[hook]
pub fn use_session() -> Session {
    #[expect(clippy::expect_used, reason = "the root provides it")]
    let session = use_context::<Session>().expect("SessionProvider is the root");
    session
}

/// The texts of the reader's language.
#[hook]
pub fn use_text() -> &'static Text {
    use_context::<Session>().map_or(Language::Zh.text(), |session| session.text())
}
