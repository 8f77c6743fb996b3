//! 本机已核对: the mark as a badge.

use yew::prelude::*;

use super::Icon;
use crate::hook::use_text;

/// What [`Verified`] shows.
#[derive(PartialEq, Properties)]
pub struct VerifiedProps {
    /// What was computed again.
    pub what: AttrValue,
}

/// This phone has computed it again and found the same. Never show it otherwise.
#[component]
pub fn Verified(props: &VerifiedProps) -> Html {
    let text = use_text();
    html! {
        <div class="proof">
            <Icon name="mark" />
            <span><b>{ text.common.verified }</b>{ props.what.clone() }</span>
        </div>
    }
}
