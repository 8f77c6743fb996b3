//! The household: bound by an owner until a day, gone at once when taken out.

use std::rc::Rc;

use shared::api::estate::{AddOccupant, MyUnit, NewOccupant, Occupant, OccupantOf, RemoveOccupant};
use shared::api::{Code, Nothing};
use shared::value::Date;
use yew::prelude::*;

use super::form::{type_in, why};
use crate::hook::{use_action, use_clock, use_text};
use crate::net::fetch::Failure;
use crate::net::id::new_id;
use crate::ui::{Button, Cell, Cells, Field, Head, Kind, Sheet, Tone, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct HouseholdProps {
    pub(super) unit: Rc<MyUnit>,
}

/// Who lives here beside the owners.
#[component]
pub(super) fn Household(props: &HouseholdProps) -> Html {
    let text = use_text();
    let words = text.unit();
    let leaving = use_state_eq(|| None::<Occupant>);
    let close = {
        let leaving = leaving.setter();
        Callback::from(move |()| leaving.set(None))
    };
    let row = |occupant: &Occupant| {
        let onclick = {
            let (leaving, occupant) = (leaving.setter(), occupant.clone());
            Callback::from(move |_: MouseEvent| leaving.set(Some(occupant.clone())))
        };
        let until = occupant.until.to_string();
        let state = if occupant.bound { (words.bound)(&until) } else { (words.invited)(&until) };
        html! {
            <Cell key={occupant.id.to_string()} icon="person" title={occupant.name.clone()}
                tone={if occupant.bound { Tone::Brand } else { Tone::Grey }}
                sub={format!("{} · {state}", occupant.phone)} {onclick}>
                <span class="t-brand">{ words.remove }</span>
            </Cell>
        }
    };
    let household = &props.unit.household;
    html! {
        <>
            <Head title={words.household} />
            <p class="sub">{ words.household_why }</p>
            if household.is_empty() {
                <p class="sub gap-s">{ words.household_none }</p>
            } else {
                <Cells class="gap-m">{ for household.iter().map(row) }</Cells>
            }
            <AddForm />
            <RemoveSheet occupant={(*leaving).clone()} onclose={close} />
        </>
    }
}

/// Adds somebody by their number, until a day.
#[component]
fn AddForm() -> Html {
    let text = use_text();
    let toast = use_toast();
    let words = text.unit();
    // A year is what most tenancies run.
    let next_year = use_clock().date().plus_days(365).to_string();
    let open = use_state_eq(|| false);
    let (name, phone) = (use_state_eq(String::new), use_state_eq(String::new));
    let until = use_state_eq(|| next_year);
    let wrong = use_state_eq(|| false);
    let id = use_state(new_id::<OccupantOf>);
    let action = use_action::<AddOccupant>();
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
    let onsubmit = {
        let (name, phone, until) = (name.clone(), phone.clone(), until.clone());
        let (id, open, wrong, action) = (id.clone(), open.setter(), wrong.setter(), action.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let day = Date::parse(&until);
            wrong.set(day.is_err());
            let Ok(until) = day else { return };
            let input =
                NewOccupant { id: *id, name: (*name).clone(), phone: (*phone).clone(), until };
            let (id, open, toast) = (id.setter(), open.clone(), toast.clone());
            let (name, phone) = (name.setter(), phone.setter());
            action.run((), input, move |_| {
                id.set(new_id());
                name.set(String::new());
                phone.set(String::new());
                open.set(false);
                toast.say(text.unit().added);
            });
        })
    };
    let bad = |pointer: &str| action.field(text, pointer);
    let phone_code = action.failure().and_then(Failure::code);
    let bad_phone = (phone_code == Some(Code::PhoneInvalid))
        .then_some(
            text.language
                .pick(const { Code::PhoneInvalid.zh() }, const { Code::PhoneInvalid.en() }),
        )
        .or(bad("/phone"));
    let bad_until = (*wrong || bad("/until").is_some()).then_some(words.until_wrong);
    let named = bad("/name").is_some() || bad_phone.is_some() || bad_until.is_some();
    html! {
        <>
            <Button class="gap-m" kind={Kind::Default} icon="plus" label={words.add} onclick={show} />
            <Sheet id="occupant" open={*open} onclose={close} title={words.add}>
                <form {onsubmit} novalidate=true>
                    <Field id="occupant-name" label={words.name} maxlength="40"
                        value={(*name).clone()} oninput={type_in(&name)} error={bad("/name")} />
                    <Field id="occupant-phone" kind="tel" inputmode="tel" label={words.phone}
                        maxlength="20" value={(*phone).clone()} oninput={type_in(&phone)}
                        error={bad_phone} />
                    <Field id="occupant-until" kind="date" label={words.until}
                        value={(*until).clone()} oninput={type_in(&until)} error={bad_until} />
                    { why(text, action.failure().filter(|_| !named)) }
                    <Button class="gap-m" label={words.add} submit=true busy={action.busy()} />
                </form>
            </Sheet>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct RemoveSheetProps {
    occupant: Option<Occupant>,
    onclose: Callback<()>,
}

/// Asks before somebody is taken out.
#[component]
fn RemoveSheet(props: &RemoveSheetProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let words = text.unit();
    let action = use_action::<RemoveOccupant>();
    let name = props.occupant.as_ref().map(|o| o.name.clone()).unwrap_or_default();
    let go = {
        let (action, occupant) = (action.clone(), props.occupant.clone());
        let onclose = props.onclose.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(occupant) = &occupant {
                let (onclose, toast) = (onclose.clone(), toast.clone());
                action.run((occupant.id,), Nothing {}, move |_| {
                    onclose.emit(());
                    toast.say(text.unit().removed);
                });
            }
        })
    };
    html! {
        <Sheet id="occupant-remove" open={props.occupant.is_some()} onclose={props.onclose.clone()}
            title={(words.remove_sure)(&name)}>
            <p class="sub">{ words.remove_why }</p>
            { why(text, action.failure()) }
            <Button kind={Kind::Warn} label={words.remove} busy={action.busy()} onclick={go} />
            <Button kind={Kind::Default} label={text.common.cancel}
                onclick={props.onclose.reform(|_: MouseEvent| ())} />
        </Sheet>
    }
}
