//! Ways to other pages.

use std::cell::RefCell;

use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_navigator;

use crate::net::js;
use crate::route::Route;

thread_local! {
    /// The addresses gone through in this page, as far as Back leads through them.
    static TRAIL: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes that the app is at this address now; whether that was a step back.
pub(super) fn arrive(path: &str) -> bool {
    TRAIL.with_borrow_mut(|trail| {
        if trail.last().is_some_and(|last| last == path) {
            return false;
        }
        let back =
            trail.len() >= 2 && trail.iter().rev().nth(1).is_some_and(|before| before == path);
        if back {
            trail.pop();
        } else {
            trail.push(path.to_owned());
        }
        back
    })
}

/// Goes back where the reader came from; after a deep link, to the page above.
#[hook]
pub fn use_back(above: Route) -> Callback<()> {
    let navigator = use_navigator();
    Callback::from(move |()| {
        let inside = TRAIL.with_borrow(|trail| trail.len() >= 2);
        if let Some(navigator) = &navigator {
            if inside { navigator.back() } else { navigator.replace(&above) }
        }
    })
}

/// What a [`Link`] shows.
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// Where it leads.
    pub to: Route,
    /// Its classes.
    #[prop_or_default]
    pub class: Classes,
    /// Its name where the content has none.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether it leads to where the reader is.
    #[prop_or_default]
    pub current: bool,
    /// Whether Back passes over the present page.
    #[prop_or_default]
    pub replace: bool,
    /// It was pressed, in whatever way.
    #[prop_or_default]
    pub onfollow: Callback<()>,
    /// Its content.
    pub children: Html,
}

/// A link inside the app: a real `<a href>`, followed without loading anew.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let (to, replace) = (props.to.clone(), props.replace);
        let onfollow = props.onfollow.clone();
        Callback::from(move |event: MouseEvent| {
            onfollow.emit(());
            // Another window or tab was meant.
            if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
                return;
            }
            if let Some(navigator) = &navigator {
                event.prevent_default();
                if replace { navigator.replace(&to) } else { navigator.push(&to) }
            }
        })
    };
    html! {
        <a href={props.to.to_path()} class={props.class.clone()} aria-label={props.label.clone()}
            aria-current={props.current.then_some("page")} {onclick}>{ props.children.clone() }</a>
    }
}

/// The page's title in the browser's list of pages.
pub(super) fn set_title(title: &str, app: &str) {
    let whole = if title.is_empty() { app.to_owned() } else { format!("{title} · {app}") };
    js::document().set_title(&whole);
}
