//! What waits to be sent, on the screen.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_session;
use crate::net::outbox::{self, Record};
use crate::net::signal::listen;

/// The records of this account that wait or were refused; `None` until the phone has been asked.
#[hook]
pub fn use_outbox() -> Option<Rc<Vec<Record>>> {
    let records = use_state(|| None);
    let account = use_session().me.as_ref().map(|me| me.account);
    let set = records.setter();
    use_effect_with(account, move |_| {
        let read = move || {
            let set = set.clone();
            spawn_local(async move { set.set(Some(Rc::new(outbox::list().await))) });
        };
        read();
        let listening = listen(&outbox::CHANGED, move |()| read());
        move || drop(listening)
    });
    (*records).clone()
}
