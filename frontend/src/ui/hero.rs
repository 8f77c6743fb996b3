//! The bridge of the home header and of sign-in.

use yew::prelude::*;

/// A bridge, its boat arches and their reflection: decoration only.
#[component]
pub fn HeroArt() -> Html {
    html! {
        <svg class="hero-art" viewBox="0 0 300 150" aria-hidden="true">
            <path stroke-width="3" d="M0 62C60 58 90 26 150 24s90 34 150 38" />
            <path stroke-width="2.5" d="M106 92a44 44 0 0 1 88 0M44 92a25 25 0 0 1 50 0M206 92a25 25 0 0 1 50 0M4 92a15 15 0 0 1 30 0M266 92a15 15 0 0 1 30 0" />
            <path stroke-width="2" d="M0 92h300" />
            <path stroke-width="2" opacity=".7" d="M107 100a44 42 0 0 0 86 0" stroke-dasharray="14 7" />
            <path stroke-width="2" opacity=".6" d="M45 100a25 24 0 0 0 48 0M207 100a25 24 0 0 0 48 0" stroke-dasharray="10 7" />
            <path stroke-width="2" opacity=".5" d="M18 112h44M110 118h26M150 118h60M232 110h50M70 132h58M160 136h34M214 130h40" />
        </svg>
    }
}
