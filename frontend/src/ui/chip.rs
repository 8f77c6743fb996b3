//! A state in words.

use yew::prelude::*;

use super::{Icon, Tone};

/// What a [`Chip`] shows.
#[derive(Properties, PartialEq)]
pub struct ChipProps {
    /// Its words.
    pub text: AttrValue,
    /// Its colour.
    #[prop_or_default]
    pub tone: Tone,
    /// Its symbol.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
}

/// A state: word, shape and colour.
#[component]
pub fn Chip(props: &ChipProps) -> Html {
    html! {
        <span class={classes!("chip", props.tone.class())}>
            if let Some(icon) = &props.icon {
                <Icon name={icon.clone()} />
            }
            { props.text.clone() }
        </span>
    }
}
