//! What every request carries: who asks, in which seat, in which language.
//!
//! The access token lives here and nowhere else: it is never stored.

use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Wire {
    token: Option<Rc<str>>,
    account: Option<Rc<str>>,
    seat: Option<Rc<str>>,
    english: bool,
}

thread_local! {
    static WIRE: RefCell<Wire> = RefCell::default();
}

/// The access token, while there is one.
pub fn token() -> Option<Rc<str>> {
    WIRE.with_borrow(|wire| wire.token.clone())
}

/// Takes a new access token, or forgets the old one.
pub fn set_token(token: Option<&str>) {
    WIRE.with_borrow_mut(|wire| wire.token = token.map(Rc::from));
}

/// The signed-in account's id: what this phone keeps is kept for it alone.
pub fn account() -> Option<Rc<str>> {
    WIRE.with_borrow(|wire| wire.account.clone())
}

/// Whose the next requests and records are.
pub fn set_account(account: Option<&str>) {
    WIRE.with_borrow_mut(|wire| wire.account = account.map(Rc::from));
}

/// The chosen seat's id.
pub fn seat() -> Option<Rc<str>> {
    WIRE.with_borrow(|wire| wire.seat.clone())
}

/// In which seat the next requests act.
pub fn set_seat(seat: Option<&str>) {
    WIRE.with_borrow_mut(|wire| wire.seat = seat.map(Rc::from));
}

/// The language to answer in, as HTTP names it.
pub fn language() -> &'static str {
    WIRE.with_borrow(|wire| if wire.english { "en" } else { "zh-CN" })
}

/// In which language the server speaks from now on.
pub fn set_english(english: bool) {
    WIRE.with_borrow_mut(|wire| wire.english = english);
}
