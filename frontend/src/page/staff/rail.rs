//! The rail at the left of the desktop.

use yew::prelude::*;

use crate::hook::{use_session, use_text};
use crate::page::tabs::keeps_office;
use crate::route::Route;
use crate::ui::{Icon, Link};

/// The staff's menu, from 1024 px.
#[component]
pub(super) fn Rail() -> Html {
    let text = use_text();
    let session = use_session();
    let office = session.role().is_some_and(keeps_office);
    let name = session.me.as_ref().map(|me| me.name.clone()).unwrap_or_default();
    html! {
        <nav class="rail-nav" aria-label={text.common.main_menu}>
            <Icon name="mark" class="mark" />
            <Link to={Route::Staff} class="on" current=true>
                <Icon name="clock" />{ text.account().queue }
            </Link>
            <Link to={Route::Inbox}><Icon name="bell" />{ text.account().notices_title }</Link>
            if office {
                <Link to={Route::Office}><Icon name="building" />{ text.account().office }</Link>
            }
            <Link to={Route::Mine} class="last"><Icon name="person" />{ name }</Link>
        </nav>
    }
}
