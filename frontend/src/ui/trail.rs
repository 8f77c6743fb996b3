//! Steps as small boats.

use yew::prelude::*;

/// What a [`Trail`] shows.
#[derive(PartialEq, Properties)]
pub struct TrailProps {
    /// How many steps are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// The whole as a sentence.
    pub label: AttrValue,
}

/// Done, now, to come.
#[component]
pub fn Trail(props: &TrailProps) -> Html {
    let step = |index: usize| {
        let class = match index.cmp(&props.done) {
            std::cmp::Ordering::Less => "",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "todo",
        };
        html! { <i class={class}></i> }
    };
    html! {
        <span class="trail" role="img" aria-label={props.label.clone()}>
            { for (0..props.of).map(step) }
        </span>
    }
}
