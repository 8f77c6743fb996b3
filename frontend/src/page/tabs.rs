//! The bottom bar of each kind of reader.

use std::rc::Rc;

use shared::domain::account::Role;
use yew::prelude::*;

use crate::hook::{use_session, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Tab, TabBar};

/// What [`MainTabs`] show.
#[derive(PartialEq, Properties)]
pub struct MainTabsProps {
    /// Where the reader is.
    pub current: Route,
}

/// The bottom bar: residents', elders' or staff's.
#[component]
pub fn MainTabs(props: &MainTabsProps) -> Html {
    let text = use_text();
    let session = use_session();
    let tabs: Rc<[Tab]> = match session.role() {
        Some(role) if !role.is_resident() => staff_tabs(text, role),
        _ if session.care => [home(text), phones(text), mine(text)].into(),
        _ => [home(text), report(text), mine(text)].into(),
    };
    html! { <TabBar {tabs} current={props.current.clone()} /> }
}

/// Whether the role keeps people or places (`domain.md` 1: each level grants the one below).
pub(super) const fn keeps_office(role: Role) -> bool {
    matches!(role, Role::Pmm | Role::Cmy | Role::Twn | Role::Bur | Role::Dst | Role::Adm)
}

/// Whether reports come to the role.
pub const fn has_queue(role: Role) -> bool {
    !matches!(role, Role::Own | Role::Occ | Role::Adm)
}

fn staff_tabs(text: &Text, role: Role) -> Rc<[Tab]> {
    let queue = has_queue(role).then(|| tab("clock", text.account().queue, Route::Staff));
    let office = keeps_office(role).then(|| tab("building", text.account().office, Route::Office));
    let inbox = tab("bell", text.account().notices_title, Route::Inbox);
    // Who has a queue begins there; who has none, at home.
    let first = queue.unwrap_or_else(|| home(text));
    [Some(first), Some(inbox), office, Some(mine(text))].into_iter().flatten().collect()
}

fn tab(icon: &'static str, label: &'static str, to: Route) -> Tab {
    Tab { icon: AttrValue::Static(icon), label: AttrValue::Static(label), to }
}

fn home(text: &Text) -> Tab {
    tab("home", text.common.tab_home, Route::Home)
}

fn report(text: &Text) -> Tab {
    tab("whistle", text.common.tab_report, Route::Report)
}

fn phones(text: &Text) -> Tab {
    tab("phone", text.common.tab_phones, Route::Phones)
}

fn mine(text: &Text) -> Tab {
    tab("person", text.common.tab_mine, Route::Mine)
}
