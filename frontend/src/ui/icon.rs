//! Symbols of the icon sheet.

use yew::prelude::*;

use crate::net::js;

thread_local! {
    /// Where the build put the sheet.
    static SHEET: String = js::page_attribute("data-icons").unwrap_or_default();
}

/// What an [`Icon`] shows.
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// The symbol's id without `i-`.
    pub name: AttrValue,
    /// Further classes: `i-s`, `go`, `mark`.
    #[prop_or_default]
    pub class: Classes,
}

/// A symbol, always beside a word: screen readers pass over it.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let href = SHEET.with(|sheet| format!("{sheet}#i-{}", props.name));
    html! {
        <svg class={classes!("i", props.class.clone())} aria-hidden="true"><use href={href} /></svg>
    }
}
