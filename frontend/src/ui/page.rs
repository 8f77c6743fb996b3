//! The frame of a page.

use yew::prelude::*;

use super::{Icon, is_nothing, use_back};
use crate::hook::use_text;
use crate::route::Route;

/// What a [`Page`] shows.
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// The one title.
    pub title: AttrValue,
    /// The page above, for Back after a deep link.
    pub above: Route,
    /// At most one action, at the right of the bar.
    #[prop_or_default]
    pub action: Html,
    /// The one thing to do, fixed at the bottom.
    #[prop_or_default]
    pub foot: Html,
    /// Its content.
    #[prop_or_default]
    pub children: Html,
}

/// A pushed page: bar with back and title, content, foot.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let text = use_text();
    let back = use_back(props.above.clone()).reform(|_: MouseEvent| ());
    let none = is_nothing(&props.action);
    html! {
        <>
            <header class="bar">
                <button type="button" class="bar-btn" aria-label={text.common.back} onclick={back}>
                    <Icon name="back" />
                </button>
                <h1 tabindex="-1">{ props.title.clone() }</h1>
                if none {
                    <span class="bar-btn" aria-hidden="true"></span>
                } else {
                    { props.action.clone() }
                }
            </header>
            <main>{ props.children.clone() }</main>
            if !is_nothing(&props.foot) {
                <footer class="foot">{ props.foot.clone() }</footer>
            }
        </>
    }
}

/// What a [`TabPage`] shows.
#[derive(Properties, PartialEq)]
pub struct TabPageProps {
    /// The title; empty where the header has its own.
    #[prop_or_default]
    pub title: AttrValue,
    /// Beside the title.
    #[prop_or_default]
    pub aside: Html,
    /// In place of the title: the home header.
    #[prop_or_default]
    pub header: Html,
    /// The bottom bar.
    pub tabs: Html,
    /// Its content.
    pub children: Html,
}

/// The first page of a tab: title, content, bottom bar.
#[component]
pub fn TabPage(props: &TabPageProps) -> Html {
    html! {
        <>
            { props.header.clone() }
            <main>
                if !props.title.is_empty() {
                    <div class="top">
                        <h1 tabindex="-1">{ props.title.clone() }</h1>
                        { props.aside.clone() }
                    </div>
                }
                { props.children.clone() }
            </main>
            { props.tabs.clone() }
        </>
    }
}
