//! Choices from a list: the browser's own, which every phone knows how to show.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Icon;
use crate::hook::use_text;

/// One choice.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// What is chosen.
    pub value: AttrValue,
    /// How it is called.
    pub label: AttrValue,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What a [`Pick`] shows.
#[derive(Properties, PartialEq)]
pub struct PickProps {
    /// What is chosen.
    pub label: AttrValue,
    /// The choices.
    pub choices: Rc<[Choice]>,
    /// The chosen value; empty where nothing is.
    pub value: AttrValue,
    /// Another is chosen; empty where it is taken back.
    pub onchange: Callback<AttrValue>,
    /// Whether "nothing" can be chosen again.
    #[prop_or_default]
    pub optional: bool,
}

/// A choice from a list. Several stand in a `picks` row.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let text = use_text();
    let onchange = props.onchange.reform(|event: Event| {
        AttrValue::from(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    let chosen = props.choices.iter().find(|choice| choice.value == props.value);
    let shown = chosen.map_or(AttrValue::Static(text.common.choose), |choice| choice.label.clone());
    let option = |choice: &Choice| {
        let selected = choice.value == props.value;
        html! { <option value={choice.value.clone()} {selected}>{ choice.label.clone() }</option> }
    };
    let none = chosen.is_none();
    html! {
        <label class="pick">
            <span aria-hidden="true"><small>{ props.label.clone() }</small>{ shown }</span>
            <Icon name="down" />
            <span class="vh">{ props.label.clone() }</span>
            <select {onchange}>
                if none || props.optional {
                    <option value="" selected={none}>{ text.common.choose }</option>
                }
                { for props.choices.iter().map(option) }
            </select>
        </label>
    }
}
