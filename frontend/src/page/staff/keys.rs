//! Single keys on the desktop.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::net::js::{self, OnEvent};

/// Calls with each plain key, in lower case, while `active`; keys typed into a field, and keys
/// under an open dialog, are not meant. A key that the callback takes does nothing else: it is not
/// typed into the field that gets the focus.
#[hook]
pub(super) fn use_keys(active: bool, onkey: Callback<String, bool>) {
    let latest = use_mut_ref(|| Callback::from(|_: String| false));
    latest.replace(onkey);
    use_effect_with(active, move |active| {
        let listener = active.then(|| {
            OnEvent::new(&js::document(), "keydown", move |event| {
                if let Some(key) = plain_key(&event) {
                    let onkey = latest.borrow().clone();
                    if onkey.emit(key) {
                        event.prevent_default();
                    }
                }
            })
        });
        move || drop(listener)
    });
}

fn plain_key(event: &web_sys::Event) -> Option<String> {
    let pressed = event.dyn_ref::<KeyboardEvent>()?;
    // Within a word that is being composed, Escape gives up the word.
    if pressed.is_composing() || pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| {
        target.closest("input, textarea, select").is_ok_and(|field| field.is_some())
    });
    let under = js::document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
    let key = pressed.key().to_lowercase();
    // Escape is typed into no field.
    ((!typing || key == "escape") && !under).then_some(key)
}
