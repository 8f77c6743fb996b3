//! Whom a seat has let in: seats in force, open invitations, and the way to end one.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::account::{
    EndGrant, GrantView, InvitationId, ListGrants, OpenInvitationView, WithdrawInvitation,
};
use shared::api::estate::OfficeView;
use shared::api::report::{CategoryList, ListCategories};
use shared::domain::account::{Role, Scope, SeatId};
use yew::prelude::*;

use super::form::why;
use super::invite::{Invitation, Offer};
use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::time;
use crate::ui::{Button, Cell, Cells, Head, Kind, Sheet, Tone, show, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct PeopleProps {
    /// What may be offered here.
    pub(super) offers: Rc<[Offer]>,
    /// Only those of this place are shown.
    #[prop_or_default]
    pub(super) only: Option<Scope>,
}

/// What is to end.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Seat(SeatId),
    Invitation(InvitationId),
}

/// Seats granted, invitations open, and a form that invites.
#[component]
pub(super) fn People(props: &PeopleProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let grants = use_query::<ListGrants>((), Nothing {});
    let ending = use_state_eq(|| None::<(Ending, AttrValue)>);
    let choose = |what: Ending, name: &str| {
        let (ending, chosen) = (ending.setter(), (what, AttrValue::from(name.to_owned())));
        Callback::from(move |_: MouseEvent| ending.set(Some(chosen.clone())))
    };
    let seat = |view: &GrantView| {
        let role = (text.account().role)(view.seat.role);
        let onclick = choose(Ending::Seat(view.seat.id), &view.name);
        html! {
            <Cell key={view.seat.id.to_string()} icon="person" title={view.name.clone()}
                sub={format!("{role} · {} · {}", view.place, view.phone)} {onclick} />
        }
    };
    let invited = |view: &OpenInvitationView| {
        let role = (text.account().role)(view.role);
        let until = (text.office().invited_until)(&time::when(text, view.expires, now));
        let onclick = choose(Ending::Invitation(view.id), &view.name);
        html! {
            <Cell key={view.id.to_string()} icon="person" tone={Tone::Grey}
                title={view.name.clone()} sub={format!("{role} · {} · {until}", view.place)} {onclick} />
        }
    };
    let here = |view: &&GrantView| props.only.as_ref().is_none_or(|only| view.seat.scope == *only);
    let close = {
        let ending = ending.setter();
        Callback::from(move |()| ending.set(None))
    };
    let invites = !props.offers.is_empty();
    // An invitation tells its place in words only.
    let everywhere = props.only.is_none();
    html! {
        <>
            if invites {
                <Head title={text.office().people} />
            }
            { show(&grants, |grants| {
                let seats: Vec<&GrantView> = grants.seats.iter().filter(here).collect();
                let open = grants.invitations.iter().filter(|_| everywhere);
                let none = seats.is_empty() && (!everywhere || grants.invitations.is_empty());
                html! {
                    if none && invites {
                        <p class="sub">{ text.office().people_none }</p>
                    } else if !none {
                        <Cells>{ for seats.into_iter().map(seat) }{ for open.map(invited) }</Cells>
                    }
                }
            }) }
            if invites {
                <Invitation offers={props.offers.clone()} />
            }
            <EndSheet ending={(*ending).clone()} onclose={close} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct EndSheetProps {
    ending: Option<(Ending, AttrValue)>,
    onclose: Callback<()>,
}

/// Asks before a seat ends or an invitation is taken back.
#[component]
fn EndSheet(props: &EndSheetProps) -> Html {
    let text = use_text();
    let office = text.office();
    let toast = use_toast();
    let end = use_action::<EndGrant>();
    let withdraw = use_action::<WithdrawInvitation>();
    let name = props.ending.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let what = props.ending.as_ref().map(|(what, _)| *what);
    let (title, why_so, label) = match what {
        Some(Ending::Invitation(_)) => {
            ((office.withdraw_sure)(&name), office.withdraw_why, office.withdraw)
        }
        Some(Ending::Seat(_)) | None => ((office.end_sure)(&name), office.end_why, office.end_seat),
    };
    let failure = end.failure().or(withdraw.failure());
    let busy = end.busy() || withdraw.busy();
    let go = {
        let (end, withdraw, onclose) = (end.clone(), withdraw.clone(), props.onclose.clone());
        let toast = toast.clone();
        Callback::from(move |_: MouseEvent| {
            let (onclose, toast) = (onclose.clone(), toast.clone());
            match what {
                Some(Ending::Seat(seat)) => {
                    end.run((seat,), Nothing {}, move |ended| {
                        onclose.emit(());
                        if ended.freed > 0 {
                            toast.say((text.office().end_freed)(ended.freed.into()));
                        }
                    });
                }
                Some(Ending::Invitation(invitation)) => {
                    withdraw.run((invitation,), Nothing {}, move |_| onclose.emit(()));
                }
                None => {}
            }
        })
    };
    html! {
        <Sheet id="end-seat" open={props.ending.is_some()} onclose={props.onclose.clone()} {title}>
            <p class="sub">{ why_so }</p>
            { why(text, failure) }
            <Button kind={Kind::Warn} {label} {busy} onclick={go} />
            <Button kind={Kind::Default} label={text.common.cancel}
                onclick={props.onclose.reform(|_: MouseEvent| ())} />
        </Sheet>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct DistrictPeopleProps {
    pub(super) office: Rc<OfficeView>,
}

/// The district's offices let in towns and departments.
#[component]
pub(super) fn DistrictPeople(props: &DistrictPeopleProps) -> Html {
    let text = use_text();
    let list = use_query::<ListCategories>((), Nothing {});
    let towns = props
        .office
        .towns
        .iter()
        .map(|town| Offer::new(text, Role::Twn, &town.name, Scope::Town { town: town.id }));
    let departments = |list: &Rc<CategoryList>| -> Vec<Offer> {
        let offer = |dept: &shared::domain::report::Department| {
            let name = text.language.pick(&dept.name_zh, &dept.name_en);
            Offer::new(text, Role::Dep, name, Scope::Dept { dept: dept.code.clone() })
        };
        list.departments.iter().filter(|dept| dept.is_of_district()).map(offer).collect()
    };
    let departments = list.data().map(departments).unwrap_or_default();
    let offers: Rc<[Offer]> = towns.chain(departments).collect();
    html! { <People {offers} /> }
}
