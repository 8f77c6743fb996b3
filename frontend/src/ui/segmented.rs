//! A choice of two or three, side by side.

use std::rc::Rc;

use yew::prelude::*;

use super::Choice;

/// What a [`Segmented`] shows.
#[derive(Properties, PartialEq)]
pub struct SegmentedProps {
    /// Names the group, and its radio buttons on the page.
    pub name: AttrValue,
    /// What is chosen, for screen readers.
    pub label: AttrValue,
    /// The choices.
    pub choices: Rc<[Choice]>,
    /// The chosen value.
    pub value: AttrValue,
    /// Another is chosen.
    pub onchange: Callback<AttrValue>,
}

/// Radio buttons that look like a switch.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let choice = |choice: &Choice| {
        let on = choice.value == props.value;
        let value = choice.value.clone();
        let onchange = props.onchange.reform(move |_: Event| value.clone());
        html! {
            <label class={classes!(on.then_some("on"))}>
                <input type="radio" name={props.name.clone()} checked={on} {onchange} />
                { choice.label.clone() }
            </label>
        }
    };
    html! {
        <div class="seg" role="radiogroup" aria-label={props.label.clone()}>
            { for props.choices.iter().map(choice) }
        </div>
    }
}
