//! What goes on behind every page: the clock, the live stream, the outbox.

use std::cell::Cell;

use shared::domain::account::SeatId;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventTarget;
use yew::prelude::*;

use super::{clock, use_session};
use crate::net::js::{self, OnEvent};
use crate::net::{live, outbox};

/// Keeps it going; called once, by the app.
#[hook]
pub fn use_background() {
    use_effect_with((), |()| spawn_local(clock::run()));
    let seat = use_session().seat;
    use_effect_with(seat, |seat: &Option<SeatId>| {
        if seat.is_some() {
            go_on();
        }
        let listeners = listeners();
        move || {
            drop(listeners);
            live::stop();
        }
    });
}

/// Listens and sends, as after a pause.
fn go_on() {
    live::start();
    spawn_local(outbox::flush());
}

fn listeners() -> Vec<OnEvent> {
    let pocketed = Cell::new(false);
    let seen = move |_| {
        if !js::is_visible() {
            // A page in the pocket needs no stream; the battery does.
            live::stop();
            pocketed.set(true);
        } else if pocketed.take() {
            clock::tick();
            go_on();
            live::look_again();
        }
    };
    let online = |_| {
        go_on();
        live::look_again();
    };
    let mut listeners = vec![
        OnEvent::new(&js::document(), "visibilitychange", seen),
        OnEvent::new(&js::window(), "online", online),
    ];
    let worker = js::get(&js::window().navigator(), "serviceWorker");
    if let Ok(worker) = worker.dyn_into::<EventTarget>() {
        let flush = |event: web_sys::Event| {
            if js::get_text(&js::get(&event, "data"), "type").as_deref() == Some("flush") {
                spawn_local(outbox::flush());
            }
        };
        listeners.push(OnEvent::new(&worker, "message", flush));
        // A container delivers messages to listeners only after this.
        js::call(&worker, "startMessages", &[]);
    }
    listeners
}
