//! A list with nothing in it, and a list that the seat may not read.

use shared::api::Code;
use shared::api::report::Queue;
use yew::prelude::*;

use super::filter::{Filter, Way, WayLink};
use crate::hook::{Query, UseQuery};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{ButtonLink, Empty, Kind};

/// Nothing here: because nothing waits, or because the search found nothing.
pub(super) fn empty(text: &Text, filter: &Filter, to: &Route) -> Html {
    if filter.find.is_none() && filter.estate.is_none() {
        return html! {
            <Empty icon="yes" title={(text.staff().empty)(filter.part)} sub={text.staff().empty_why} />
        };
    }
    let wider = Filter { find: None, typed: None, estate: None, ..filter.acting(None) };
    let way = Way { to: to.clone(), filter: wider, replace: true };
    let label =
        if filter.find.is_some() { text.staff().find_clear } else { text.staff().estate_all };
    // The words were taken for a category: they may be a place.
    let literal = filter.typed.clone().map(|typed| {
        let label = (text.staff().find_text)(&typed);
        let filter = Filter { find: Some(typed), ..filter.acting(None) };
        (Way { to: to.clone(), filter, replace: true }, label)
    });
    let literal = literal.filter(|(way, _)| way.filter.find != filter.find);
    html! {
        <Empty icon="search" title={text.staff().nothing_found} sub={text.staff().nothing_found_why}>
            if let Some((way, label)) = literal {
                <WayLink {way} class="weui-btn weui-btn_default">{ label }</WayLink>
            }
            <WayLink {way} class="weui-btn weui-btn_default">{ label }</WayLink>
        </Empty>
    }
}

/// Where the seat needs the second factor, the way there.
pub(super) fn entrance(text: &Text, queue: &UseQuery<Queue>) -> Html {
    match &**queue {
        Query::Failed(failure) if failure.code() == Some(Code::SecondFactorRequired) => html! {
            <ButtonLink class="gap" kind={Kind::Default} label={text.staff().go_sign_in}
                to={Route::StaffSignIn} />
        },
        _ => Html::default(),
    }
}
