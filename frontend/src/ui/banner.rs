//! Banners on top: no network, old data, a newer app.

use shared::value::Timestamp;
use yew::prelude::*;

use super::Icon;
use crate::hook::{use_clock, use_online, use_text};
use crate::i18n::time;
use crate::net::js::{self, OnEvent};

/// The banners of the whole app: no network, a newer app.
#[component]
pub fn Banners() -> Html {
    let text = use_text();
    let online = use_online();
    html! {
        <div aria-live="polite">
            <UpdateBanner />
            if !online {
                <div class="banner"><Icon name="offline" /><span>{ text.common.offline }</span></div>
            }
        </div>
    }
}

/// What a [`StaleBanner`] shows.
#[derive(PartialEq, Properties)]
pub struct StaleBannerProps {
    /// When the data came, in milliseconds.
    pub age: i64,
    /// Asks once more.
    pub again: Callback<()>,
}

/// These data are old: the server could not be reached for newer ones.
#[component]
pub fn StaleBanner(props: &StaleBannerProps) -> Html {
    let text = use_text();
    let age = time::when(text, Timestamp::from_ms(props.age), use_clock());
    let words = if use_online() { text.common.stale_age } else { text.common.offline_age };
    html! {
        <div class="banner in-page" role="status">
            <Icon name="clock" /><span>{ words(&age) }</span>
            <button type="button" onclick={props.again.reform(|_: MouseEvent| ())}>
                { text.common.retry }
            </button>
        </div>
    }
}

/// A newer app waits; it is taken when the reader says so (`boot.js`).
#[component]
fn UpdateBanner() -> Html {
    let text = use_text();
    let waiting = || js::page_attribute("data-update");
    let ready = use_state_eq(waiting);
    let set = ready.setter();
    use_effect_with((), move |()| {
        let listener =
            OnEvent::new(&js::window(), "linli:update-ready", move |_| set.set(waiting()));
        move || drop(listener)
    });
    let Some(word) = (*ready).clone() else { return Html::default() };
    let onclick = Callback::from(move |_: MouseEvent| {
        js::dispatch("linli:update-now");
        // The server demands a newer app, and no worker has fetched it yet.
        if word == "required" {
            drop(js::window().location().reload());
        }
    });
    html! {
        <div class="banner info" role="status">
            <Icon name="refresh" /><span>{ text.common.update }</span>
            <button type="button" {onclick}>{ text.common.update_now }</button>
        </div>
    }
}
