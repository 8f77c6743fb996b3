//! Waiting.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::js;

/// Waits so many milliseconds, or longer while the page sleeps.
pub async fn sleep(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        drop(js::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms));
    });
    drop(JsFuture::from(promise).await);
}
