//! The worker: hears the page's texts and answers them.

use std::cell::RefCell;

use ballot::{Answer, Engine};
use js_sys::{Function, Reflect, Uint8Array, global};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};

thread_local! {
    static ENGINE: RefCell<Engine> = const { RefCell::new(Engine::new(draw)) };
}

fn main() {
    let hear = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
        let data = get(&event, "data");
        // With a bundle beside it, the question is the first of two.
        let (text, bundle) = match data.as_string() {
            Some(text) => (Some(text), None),
            None => (get(&data, "0").as_string(), get(&data, "1").as_string()),
        };
        if let Some(text) = text {
            let mut told = 0;
            let mut tell = |done: u32, of: u32| {
                // A hundred words are enough for a bar.
                if done == of || done >= told + of / 100 {
                    told = done;
                    say(&Answer::Progress { done, of });
                }
            };
            let answer =
                ENGINE.with_borrow_mut(|engine| engine.hear(&text, bundle.as_deref(), &mut tell));
            say(&answer);
        }
    });
    // A worker's own global object takes the property.
    drop(Reflect::set(&global(), &"onmessage".into(), hear.as_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    say(&Answer::Ready {});
}

/// Sends an answer to the page.
fn say(answer: &Answer) {
    // Plain texts and numbers always become JSON.
    let text = serde_json::to_string(answer).unwrap_or_default();
    call(&global(), "postMessage", &text.into());
}

/// Randomness of the browser.
fn draw(seed: &mut [u8]) -> bool {
    let Ok(length) = u32::try_from(seed.len()) else { return false };
    let bytes = Uint8Array::new_with_length(length);
    let drawn = call(&get(&global(), "crypto"), "getRandomValues", &bytes);
    if drawn.is_undefined() {
        return false;
    }
    bytes.copy_to(seed);
    // The browser's own copy goes too.
    bytes.fill(0, 0, length);
    true
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Calls a method; `undefined` where there is none or it throws.
fn call(of: &JsValue, name: &str, argument: &JsValue) -> JsValue {
    let method = get(of, name).dyn_into::<Function>().ok();
    method.and_then(|method| method.call1(of, argument).ok()).unwrap_or_default()
}
