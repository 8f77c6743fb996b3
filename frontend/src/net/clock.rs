//! The time: the only file that reads it.

use shared::value::Timestamp;

/// Now, by this phone's clock.
pub fn now() -> Timestamp {
    Timestamp::from_ms(super::js::whole(js_sys::Date::now()))
}
