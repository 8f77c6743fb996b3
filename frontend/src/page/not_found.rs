//! An address that leads nowhere.

use yew::prelude::*;

use crate::hook::use_text;
use crate::route::Route;
use crate::ui::{ButtonLink, Empty, Page};

/// There is no such page.
#[component]
pub fn NotFound() -> Html {
    let text = use_text();
    html! {
        <Page title={text.common.not_found} above={Route::Home}>
            <Empty icon="search" title={text.common.not_found} sub={text.common.not_found_why}>
                <ButtonLink label={text.common.go_home} to={Route::Home} replace=true />
            </Empty>
        </Page>
    }
}
