//! One at a time, across every open page and the service worker.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
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
