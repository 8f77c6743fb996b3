//! Ids made on this phone.

use shared::value::Id;
use wasm_bindgen::JsCast;

use super::{clock, js};

/// A new `UUIDv7`: the time, and ten bytes of the browser's own randomness.
pub fn new_id<T>() -> Id<T> {
    let mut random = [0u8; 10];
    let crypto: web_sys::Crypto = js::get(&js::window(), "crypto").unchecked_into();
    // It fails for more than 64 KiB only.
    drop(crypto.get_random_values_with_u8_array(&mut random));
    Id::v7(clock::now(), random)
}
