//! Single keys on the desktop.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::net::js::{self, OnEvent};

/// Calls with each plain key, in lower case, while `active`; keys typed into a field, and keys
/// under an open dialog, are not meant.
#[hook]
pub(super) fn use_keys(active: bool, onkey: Callback<String>) {
    let latest = use_mut_ref(Callback::noop);
    latest.replace(onkey);
    use_effect_with(active, move |active| {
        let listener = active.then(|| {
            OnEvent::new(&js::document(), "keydown", move |event| {
                if let Some(key) = plain_key(&event) {
                    let onkey = latest.borrow().clone();
                    onkey.emit(key);
                }
            })
        });
        move || drop(listener)
    });
}

fn plain_key(event: &web_sys::Event) -> Option<String> {
    let pressed = event.dyn_ref::<KeyboardEvent>()?;
    if pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| {
        target.closest("input, textarea, select").is_ok_and(|field| field.is_some())
    });
    let under = js::document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
    (!typing && !under).then(|| pressed.key().to_lowercase())
}
