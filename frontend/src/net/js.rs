//! Small words for objects of JavaScript.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{Document, Event, EventTarget, Storage, Window};

/// The browser's window.
///
/// The app is started by a page, so there is always one; a worker never runs it.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The page.
pub fn document() -> Document {
    js_sys::Reflect::get(&window(), &JsValue::from_str("document"))
        .unwrap_or_default()
        .unchecked_into()
}

/// A property, or `undefined`.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// A property that is a text.
pub fn get_text(of: &JsValue, name: &str) -> Option<String> {
    get(of, name).as_string()
}

/// Sets a property of an object made here, which cannot fail.
pub fn set(of: &JsValue, name: &str, value: &JsValue) {
    drop(js_sys::Reflect::set(of, &JsValue::from_str(name), value));
}

/// Calls a method; `undefined` where there is none or it throws.
pub fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> JsValue {
    let list = js_sys::Array::new();
    for argument in arguments {
        list.push(argument);
    }
    get(of, name)
        .dyn_into::<js_sys::Function>()
        .ok()
        .and_then(|method| method.apply(of, &list).ok())
        .unwrap_or_default()
}

/// Says something to `boot.js`, which listens on the window.
pub fn dispatch(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        drop(window().dispatch_event(&event));
    }
}

/// An attribute of `<html>`, where the build leaves its words.
pub fn page_attribute(name: &str) -> Option<String> {
    document().document_element().and_then(|root| root.get_attribute(name))
}

/// A number of milliseconds or bytes as JavaScript counts, exact up to 2^53.
pub fn whole(number: f64) -> i64 {
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "saturates")]
    let whole = number as i64;
    whole
}

/// The same the other way round.
pub fn number(whole: i64) -> f64 {
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "far below 2^53")]
    let number = whole as f64;
    number
}

/// Calls a function at each event of a name, until it is dropped.
#[must_use]
pub struct OnEvent {
    target: EventTarget,
    name: &'static str,
    call: Closure<dyn FnMut(Event)>,
}

impl OnEvent {
    /// Begins to listen.
    pub fn new(
        target: &EventTarget,
        name: &'static str,
        call: impl FnMut(Event) + 'static,
    ) -> Self {
        let call = Closure::<dyn FnMut(Event)>::new(call);
        // It fails for no target that exists.
        drop(target.add_event_listener_with_callback(name, call.as_ref().unchecked_ref()));
        Self { target: target.clone(), name, call }
    }
}

impl Drop for OnEvent {
    fn drop(&mut self) {
        let call = self.call.as_ref().unchecked_ref();
        drop(self.target.remove_event_listener_with_callback(self.name, call));
    }
}

/// What this site keeps for itself in the browser: settings, never secrets.
pub fn setting(name: &str) -> Option<String> {
    js_storage()?.get_item(name).ok()?
}

/// Before the account's id: where its receipts of ballots are kept.
pub const RECEIPTS: &str = "linli-receipts-";

/// Keeps a setting, or forgets it. A browser that refuses forgets at the next start.
pub fn set_setting(name: &str, value: Option<&str>) {
    if let Some(storage) = js_storage() {
        drop(match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        });
    }
}

fn js_storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Whether somebody can see the page.
pub fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// The path of the present address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}
