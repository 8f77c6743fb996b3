//! The app in the browser.

pub mod app;
pub mod hook;
pub mod i18n;
pub mod net;
pub mod page;
pub mod route;
pub mod session;
pub mod ui;

/// Puts the app into the page's `#app`.
pub fn start() {
    let place = net::js::document().get_element_by_id("app");
    match place {
        Some(place) => yew::Renderer::<app::App>::with_root(place).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}
