//! What the browser says of network and screen.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::net::js::{self, OnEvent};

/// Whether the phone believes to have a network.
#[hook]
pub fn use_online() -> bool {
    let online = use_state_eq(|| js::window().navigator().on_line());
    let set = online.setter();
    use_effect_with((), move |()| {
        let window = js::window();
        let now = move |_| set.set(js::window().navigator().on_line());
        let listeners = ["online", "offline"].map(|name| OnEvent::new(&window, name, now.clone()));
        move || drop(listeners)
    });
    *online
}

/// Whether a list and a page fit beside each other: from 1024 px.
#[hook]
pub fn use_wide() -> bool {
    let query = || js::window().match_media("(min-width: 1024px)").ok().flatten();
    let wide = use_state_eq(|| query().is_some_and(|query| query.matches()));
    let set = wide.setter();
    use_effect_with((), move |()| {
        let listener = query().map(|query| {
            let asked = query.clone();
            OnEvent::new(query.unchecked_ref(), "change", move |_| set.set(asked.matches()))
        });
        move || drop(listener)
    });
    *wide
}
