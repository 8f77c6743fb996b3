//! One at a time, across every open page and the service worker.

use std::future::Future;
use std::pin::Pin;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::js;

/// Does the work when nobody else holds the lock of this name, and holds it meanwhile.
pub async fn hold(name: &str, work: impl Future<Output = ()> + 'static) {
    hold_boxed(name, Box::pin(work)).await;
}

async fn hold_boxed(name: &str, work: Pin<Box<dyn Future<Output = ()>>>) {
    let locks = js::get(&js::window().navigator(), "locks");
    if locks.is_undefined() {
        // Only outside a secure context, where there is no service worker to wait for either.
        return work.await;
    }
    let granted = Closure::once(move |_: JsValue| -> Promise {
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = js::call(&locks, "request", &[&JsValue::from_str(name), granted.as_ref()]);
    if let Ok(promise) = done.dyn_into::<Promise>() {
        drop(JsFuture::from(promise).await);
    }
}

/// A lock, held until this is dropped.
pub struct Held(Option<Function>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Takes the lock of this name, unless somebody holds it.
pub async fn take(name: &str) -> Option<Held> {
    let locks = js::get(&js::window().navigator(), "locks");
    if locks.is_undefined() {
        return Some(Held(None));
    }
    let how = JsValue::from(Object::new());
    js::set(&how, "ifAvailable", &JsValue::TRUE);
    // Answered with what releases it, or with nothing where somebody else holds it.
    let answered = Promise::new(&mut |answer, _| {
        let tell = answer.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
            if lock.is_null() {
                drop(tell.call1(&JsValue::UNDEFINED, &JsValue::NULL));
                return Promise::resolve(&JsValue::NULL);
            }
            Promise::new(&mut |release, _| drop(tell.call1(&JsValue::UNDEFINED, &release)))
        });
        let asked = js::call(&locks, "request", &[&JsValue::from_str(name), &how, &granted]);
        // Where the browser refuses locks, nobody else can hold one either.
        js::call(&asked, "catch", &[&answer]);
    });
    let answer = JsFuture::from(answered).await.ok()?;
    if answer.is_null() { None } else { Some(Held(answer.dyn_into().ok())) }
}
