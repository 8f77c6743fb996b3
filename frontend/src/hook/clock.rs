//! The time on the screen.

use shared::value::Timestamp;
use yew::prelude::*;

use crate::net::signal::{Signal, emit, listen};
use crate::net::{clock, js, timer};

/// How often the screen's clocks move on.
const TICK_MS: i32 = 30_000;

thread_local! {
    static TICK: Signal<Timestamp> = const { Signal::new() };
}

/// Moves every clock on the screen now.
pub fn tick() {
    emit(&TICK, &clock::now());
}

/// Moves them every 30 seconds while somebody can see them.
pub(super) async fn run() {
    loop {
        timer::sleep(TICK_MS).await;
        if js::is_visible() {
            tick();
        }
    }
}

/// Now; the component is rendered again as it goes on.
#[hook]
pub fn use_clock() -> Timestamp {
    let now = use_state_eq(clock::now);
    let set = now.setter();
    use_effect_with((), move |()| {
        let listening = listen(&TICK, move |at| set.set(*at));
        move || drop(listening)
    });
    *now
}
