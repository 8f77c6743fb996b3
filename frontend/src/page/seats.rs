//! The seats of an account, to act in another.

use shared::api::account::SeatView;
use shared::domain::account::Role;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use crate::hook::{use_session, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Cell, Cells, Icon, Sheet, Tone};

/// What [`SeatCells`] tell.
#[derive(PartialEq, Properties)]
pub struct SeatCellsProps {
    /// A seat was chosen.
    #[prop_or_default]
    pub onchosen: Callback<()>,
}

/// A row for each seat. A staff seat without the second factor leads to the staff entrance.
#[component]
pub fn SeatCells(props: &SeatCellsProps) -> Html {
    let text = use_text();
    let session = use_session();
    let navigator = use_navigator();
    let Some(me) = session.me.clone() else { return Html::default() };
    let row = |view: &SeatView| {
        let id = view.seat.id;
        let locked = view.seat.role.needs_second_factor() && !me.second_factor;
        let current = session.seat == Some(id);
        let onclick = {
            let (session, navigator) = (session.clone(), navigator.clone());
            let onchosen = props.onchosen.clone();
            Callback::from(move |_: MouseEvent| {
                let to = if locked { Route::StaffSignIn } else { Route::Home };
                if !locked {
                    session.choose(id);
                }
                onchosen.emit(());
                if let Some(navigator) = &navigator {
                    navigator.push(&to);
                }
            })
        };
        let (title, sub) = names(text, view);
        let sub = if locked { text.account().second_factor.to_owned() } else { sub };
        html! {
            <Cell key={id.to_string()} icon={icon(view.seat.role)} {title} {sub} {current} {onclick}
                tone={if current { Tone::Brand } else { Tone::Grey }}>
                if current {
                    <Icon name="check" class="t-brand" />
                }
            </Cell>
        }
    };
    html! { <Cells>{ for me.seats.iter().map(row) }</Cells> }
}

/// Where, and in which role.
pub(super) fn names(text: &Text, view: &SeatView) -> (String, String) {
    let role = (text.account().role)(view.seat.role);
    let place = match &view.unit {
        Some(unit) => format!("{} {unit}", view.place),
        None => view.place.clone(),
    };
    let sub = match &view.company {
        Some(company) => format!("{role} · {company}"),
        None => role.to_owned(),
    };
    (place, sub)
}

const fn icon(role: Role) -> &'static str {
    match role {
        Role::Own | Role::Occ => "home",
        Role::Pms | Role::Pmm => "wrench",
        Role::Com | Role::Chr => "people",
        Role::Cmy | Role::Twn | Role::Bur | Role::Dst | Role::Dep => "building",
        Role::Adm => "gear",
    }
}

/// What a [`SeatSheet`] shows.
#[derive(PartialEq, Properties)]
pub struct SeatSheetProps {
    /// Whether it is up.
    pub open: bool,
    /// It was closed, or a seat was chosen.
    pub onclose: Callback<()>,
}

/// The seats as a sheet, behind the place's name.
#[component]
pub fn SeatSheet(props: &SeatSheetProps) -> Html {
    let text = use_text();
    let navigator = use_navigator();
    let mine = {
        let onclose = props.onclose.clone();
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Mine);
            }
        })
    };
    html! {
        <Sheet id="seats" open={props.open} onclose={props.onclose.clone()} title={text.account().seats}>
            <p class="sub">{ text.account().seats_hint }</p>
            <SeatCells onchosen={props.onclose.clone()} />
            <Cells><Cell icon="person" title={text.account().mine} onclick={mine} /></Cells>
        </Sheet>
    }
}
