//! The bottom bar.

use std::rc::Rc;

use yew::prelude::*;

use super::{Icon, Link};
use crate::hook::use_text;
use crate::route::Route;

/// One entry of the bar.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// Its symbol.
    pub icon: AttrValue,
    /// Its word.
    pub label: AttrValue,
    /// Where it leads.
    pub to: Route,
}

/// What a [`TabBar`] shows.
#[derive(Properties, PartialEq)]
pub struct TabBarProps {
    /// The entries.
    pub tabs: Rc<[Tab]>,
    /// Where the reader is.
    pub current: Route,
}

/// The bottom bar.
#[component]
pub fn TabBar(props: &TabBarProps) -> Html {
    let tab = |tab: &Tab| {
        let on = tab.to == props.current;
        let class = classes!("weui-tabbar__item", on.then_some("weui-bar__item_on"));
        html! {
            <Link to={tab.to.clone()} {class} current={on}>
                <Icon name={tab.icon.clone()} />
                <span class="weui-tabbar__label">{ tab.label.clone() }</span>
            </Link>
        }
    };
    let text = use_text();
    html! {
        <nav class="weui-tabbar" aria-label={text.common.main_menu}>
            { for props.tabs.iter().map(tab) }
        </nav>
    }
}
