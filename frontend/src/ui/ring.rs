//! The ring of a deadline: how much of the time is used.

use yew::prelude::*;

use super::Tone;

/// What a [`Clock`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct ClockProps {
    /// How much of the time is used, in per cent.
    pub share: i64,
    /// The small word in the middle: 还有, 超时.
    pub top: AttrValue,
    /// The time in the middle: 12 分.
    pub time: AttrValue,
    /// Brand while there is time, wait when it runs out, stop when it is over.
    pub tone: Tone,
    /// The whole as a sentence.
    pub label: AttrValue,
}

/// A ring with the time in its middle.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let share = props.share.clamp(0, 100);
    let tone = match props.tone {
        Tone::Stop => "late",
        Tone::Wait => "soon",
        Tone::Grey | Tone::Brand | Tone::Info => "",
    };
    // What does not fit the ring is written smaller.
    let size = if props.time.chars().count() > 4 { "12.5" } else { "15" };
    html! {
        <span class={classes!("clock", tone)}>
            <svg viewBox="0 0 64 64" role="img" aria-label={props.label.clone()}>
                <circle class="rail" cx="32" cy="32" r="28" />
                if share > 0 {
                    <circle class="run" cx="32" cy="32" r="28" pathLength="100"
                        stroke-dasharray={format!("{share} 100")} transform="rotate(-90 32 32)"
                        stroke-linecap="round" />
                }
                <text class="top" x="32" y="26" font-size="12.3">{ props.top.clone() }</text>
                <text x="32" y="43" font-size={size}>{ props.time.clone() }</text>
            </svg>
        </span>
    }
}

/// What a [`Due`] shows.
#[derive(PartialEq, Properties)]
pub struct DueProps {
    /// The ring.
    pub clock: ClockProps,
    /// Over the heading: 现在等.
    pub over: AttrValue,
    /// Who must do what.
    pub title: AttrValue,
    /// By when.
    pub by: AttrValue,
}

/// The ring beside its sentence.
#[component]
pub fn Due(props: &DueProps) -> Html {
    html! {
        <div class="due">
            <Clock ..props.clock.clone() />
            <div>
                <p class="sub">{ props.over.clone() }</p>
                <h2>{ props.title.clone() }</h2>
                <p class="sub">{ props.by.clone() }</p>
            </div>
        </div>
    }
}
