//! One estate of the several that a seat reaches.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::GetOffice;
use shared::domain::account::Role;
use shared::domain::estate::EstateId;
use yew::prelude::*;

use super::filter::{Filter, Way, WayLink, use_go};
use crate::hook::{use_query_when, use_session, use_text};
use crate::route::Route;
use crate::ui::{Choice, Icon, Pick};

/// What an [`EstatePick`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct EstatePickProps {
    /// The one that is shown, as its reports name it.
    pub(super) name: Option<AttrValue>,
    /// The present filter.
    pub(super) filter: Filter,
    /// The present page.
    pub(super) to: Route,
}

/// A list where the office keeps its estates; a department, which keeps none, comes here from a
/// report, and finds the way back.
#[component]
pub(super) fn EstatePick(props: &EstatePickProps) -> Html {
    let text = use_text();
    let go = use_go();
    let role = use_session().role();
    let keeps =
        role.is_some_and(|role| matches!(role, Role::Cmy | Role::Twn | Role::Bur | Role::Dst));
    let office = use_query_when::<GetOffice>(keeps.then_some(((), Nothing {})));
    let estates = office.data().map(|office| office.estates.as_slice()).unwrap_or_default();
    let chosen = |estate: Option<EstateId>| {
        let filter = Filter { estate, ..props.filter.acting(None) };
        Way { to: props.to.clone(), filter, replace: true }
    };
    if estates.len() > 1 {
        let choices: Rc<[Choice]> = estates
            .iter()
            .map(|estate| Choice::new(estate.id.to_string(), estate.name.clone()))
            .collect();
        let value = props.filter.estate.map(|id| id.to_string()).unwrap_or_default();
        let onchange = {
            let (filter, to) = (props.filter.acting(None), props.to.clone());
            Callback::from(move |value: AttrValue| {
                let filter = Filter { estate: EstateId::parse(&value).ok(), ..filter.clone() };
                go.emit(Way { to: to.clone(), filter, replace: true });
            })
        };
        return html! {
            <div class="picks one gap">
                <Pick label={text.staff().estate_pick} {choices} {value} {onchange} optional=true />
            </div>
        };
    }
    if props.filter.estate.is_none() {
        return Html::default();
    }
    let label = match &props.name {
        Some(name) => (text.staff().estate_only)(name),
        None => text.staff().estate_pick.to_owned(),
    };
    html! {
        <p class="filters">
            <WayLink way={chosen(None)} class="on">
                { label }
                <Icon name="close" class="i-s" /><span class="vh">{ text.staff().estate_all }</span>
            </WayLink>
        </p>
    }
}
