//! One estate, as its offices keep it.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{EstateOffice, GetEstateOffice, NewName, RenameEstate};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::EstateId;
use shared::value::{Date, Timestamp};
use yew::prelude::*;

use super::contracts::Contracts;
use super::form::NameSheet;
use super::invite::Offer;
use super::kept::{Phones, Places};
use super::people::People;
use crate::hook::{use_action, use_clock, use_query, use_session, use_text};
use crate::i18n::{Text, time};
use crate::page::meeting::Path;
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Kind, Page, show, use_toast};

/// What an [`OfficeEstate`] needs.
#[derive(PartialEq, Properties)]
pub struct OfficeEstateProps {
    /// Which.
    pub id: EstateId,
}

/// Contracts, roll, places, phones and people of an estate.
#[component]
pub fn OfficeEstate(props: &OfficeEstateProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let session = use_session();
    let query = use_query::<GetEstateOffice>((props.id,), Nothing {});
    let role = session.role();
    let keeps = role == Some(Role::Cmy);
    let title = query
        .data()
        .map_or(AttrValue::Static(text.office().estates), |estate| estate.name.clone().into());
    html! {
        <Page {title} above={Route::Office}>
            { show(&query, |estate| html! {
                <>
                    <p class="sub">{ &estate.community }</p>
                    if keeps {
                        { roll(text, estate, now) }
                        <Rename estate={estate.clone()} />
                    }
                    <Cells class="gap-m">
                        <Cell icon="vote" title={text.common.tab_vote} sub={text.office().votes_sub}
                            to={Path::Estate(estate.id).route()} />
                    </Cells>
                    <Contracts estate={estate.clone()} {keeps} />
                    <Places key={estate.places.version.clone()} estate={estate.id}
                        list={estate.places.clone()} {keeps} />
                    <Phones key={format!("phones {}", estate.phones.version)} estate={estate.id}
                        list={estate.phones.clone()} {keeps} />
                    { people(text, role, estate, now.date()) }
                </>
            }) }
        </Page>
    }
}

fn roll(text: &Text, estate: &EstateOffice, now: Timestamp) -> Html {
    let sub = match estate.roll_at {
        Some(at) => {
            let units = time::number(text.language, estate.units.into());
            (text.office().roll_sub)(&units, &time::when(text, at, now))
        }
        None => text.office().roll_none.to_owned(),
    };
    html! {
        <Cells class="gap-m">
            <Cell icon="people" title={text.office().roll_go} {sub}
                to={Route::OfficeRoll { id: estate.id }} />
        </Cells>
    }
}

/// The project manager's seat hangs on the contract in force, the committee's on the estate.
fn people(text: &Text, role: Option<Role>, estate: &EstateOffice, today: Date) -> Html {
    let in_force = estate.contracts.iter().find(|c| c.from <= today && today <= c.to);
    let (scope, offers) = match (role, in_force) {
        (Some(Role::Cmy), Some(contract)) => {
            let scope = Scope::Contract { estate: estate.id, contract: contract.id };
            let offer = Offer::new(text, Role::Pmm, &contract.company_name, scope.clone());
            (scope, vec![offer])
        }
        (Some(Role::Twn), _) => {
            let scope = Scope::Estate { estate: estate.id };
            let offer = |role| Offer::new(text, role, &estate.name, scope.clone());
            (scope.clone(), [Role::Com, Role::Chr].map(offer).to_vec())
        }
        _ => return Html::default(),
    };
    let offers: Rc<[Offer]> = offers.into();
    html! { <People {offers} only={scope} /> }
}

#[derive(PartialEq, Properties)]
struct RenameProps {
    estate: Rc<EstateOffice>,
}

/// Gives the estate another name.
#[component]
fn Rename(props: &RenameProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let open = use_state_eq(|| false);
    let action = use_action::<RenameEstate>();
    let show = {
        let (open, action) = (open.setter(), action.clone());
        Callback::from(move |_: MouseEvent| {
            action.set_failure(None);
            open.set(true);
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onsave = {
        let (action, close, id) = (action.clone(), close.clone(), props.estate.id);
        Callback::from(move |name: String| {
            let (close, toast) = (close.clone(), toast.clone());
            action.run((id,), NewName { name }, move |_| {
                close.emit(());
                toast.say(text.office().saved);
            });
        })
    };
    html! {
        <>
            <Button kind={Kind::Quiet} label={text.office().rename} onclick={show} />
            <NameSheet id="rename" title={text.office().rename} open={*open}
                value={props.estate.name.clone()} error={action.field(text, "/name")}
                failure={action.failure().cloned()} busy={action.busy()} {onsave} onclose={close} />
        </>
    }
}
