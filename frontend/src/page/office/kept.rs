//! Short lists that are kept in order: common places and duty phones.

use std::rc::Rc;

use shared::api::estate::{
    KeepPhones, KeepPlaces, LIFT_RESCUE, PhoneList, PhoneRow, PlaceList, PlaceRow,
};
use shared::domain::estate::{DutyPhone, EstateId};
use yew::prelude::*;

use super::form::why;
use crate::hook::{use_action, use_text};
use crate::i18n::Text;
use crate::net::id::new_id;
use crate::ui::{Button, Card, Cell, Cells, Field, Head, Icon, Kind, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct PlacesProps {
    pub(super) estate: EstateId,
    pub(super) list: PlaceList,
    /// Whether the seat may change it.
    pub(super) keeps: bool,
}

/// Changes a list in place: a copy is changed and set.
fn change<T: Clone + 'static>(
    rows: &UseStateHandle<Rc<[T]>>,
    how: impl Fn(&mut Vec<T>) + 'static,
) -> Callback<MouseEvent> {
    let rows = rows.clone();
    Callback::from(move |_: MouseEvent| {
        let mut copy = rows.to_vec();
        how(&mut copy);
        rows.set(copy.into());
    })
}

/// Moves a row up, or takes it out.
fn row_buttons<T: Clone + 'static>(
    text: &Text,
    rows: &UseStateHandle<Rc<[T]>>,
    index: usize,
    name: &str,
) -> Html {
    let earlier = change(rows, move |rows| {
        if index > 0 && index < rows.len() {
            rows.swap(index - 1, index);
        }
    });
    let remove = change(rows, move |rows| {
        if index < rows.len() {
            rows.remove(index);
        }
    });
    html! {
        <>
            <button type="button" disabled={index == 0} onclick={earlier}
                aria-label={(text.office().earlier)(name)}><Icon name="down" class="turned" /></button>
            <button type="button" onclick={remove} aria-label={(text.office().remove)(name)}>
                <Icon name="close" />
            </button>
        </>
    }
}

/// The common places of an estate.
#[component]
pub(super) fn Places(props: &PlacesProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let rows: UseStateHandle<Rc<[PlaceRow]>> = {
        let stored = props.list.places.clone();
        use_state(move || stored.into())
    };
    let action = use_action::<KeepPlaces>();
    if !props.keeps {
        let row = |row: &PlaceRow| html! { <Cell icon="pin" title={row.name.clone()} /> };
        return html! {
            <>
                <Head title={text.office().places} />
                <Cells>{ for props.list.places.iter().map(row) }</Cells>
            </>
        };
    }
    let field = |(index, row): (usize, &PlaceRow)| {
        let oninput = {
            let rows = rows.clone();
            Callback::from(move |name: String| {
                let mut copy = rows.to_vec();
                if let Some(row) = copy.get_mut(index) {
                    row.name = name;
                }
                rows.set(copy.into());
            })
        };
        let error = action.field(text, &format!("/places/{index}/name"));
        html! {
            <Field key={row.id.to_string()} id={format!("place-{}", row.id)} maxlength="40"
                label={text.office().name} value={row.name.clone()} {oninput} {error}
                placeholder={text.office().place_example}>
                { row_buttons(text, &rows, index, &row.name) }
            </Field>
        }
    };
    let add = change(&rows, |rows| rows.push(PlaceRow { id: new_id(), name: String::new() }));
    let save = {
        let (action, rows, estate) = (action.clone(), rows.clone(), props.estate);
        let version = props.list.version.clone();
        Callback::from(move |_: MouseEvent| {
            let input = PlaceList { version: version.clone(), places: rows.to_vec() };
            let toast = toast.clone();
            action.run((estate,), input, move |_| toast.say(text.office().saved));
        })
    };
    let changed = **rows != *props.list.places;
    html! {
        <>
            <Head title={text.office().places} />
            <Card class="kept">
                <p class="sub">{ text.office().places_why }</p>
                { for rows.iter().enumerate().map(field) }
                <Button kind={Kind::Quiet} icon="plus" label={text.office().add} onclick={add} />
                { save_bar(text, changed, action.busy(), save) }
                { why(text, action.failure()) }
            </Card>
        </>
    }
}

fn save_bar(text: &Text, changed: bool, busy: bool, save: Callback<MouseEvent>) -> Html {
    if !changed {
        return Html::default();
    }
    html! {
        <>
            <p class="sub gap-s">{ text.office().unsaved }</p>
            <Button label={text.office().save} {busy} onclick={save} />
        </>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct PhonesProps {
    pub(super) estate: EstateId,
    pub(super) list: PhoneList,
    /// Whether the seat may change it.
    pub(super) keeps: bool,
}

/// The duty phones of an estate.
#[component]
pub(super) fn Phones(props: &PhonesProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let rows: UseStateHandle<Rc<[PhoneRow]>> = {
        let stored = props.list.phones.clone();
        use_state(move || stored.into())
    };
    let action = use_action::<KeepPhones>();
    if !props.keeps {
        let row = |row: &PhoneRow| {
            let DutyPhone { label, number, hours } = row.phone.clone();
            html! { <Cell icon="phone" title={label} sub={hours}><span class="num">{ number }</span></Cell> }
        };
        return html! {
            <>
                <Head title={text.office().phones} />
                <Cells>{ for props.list.phones.iter().map(row) }</Cells>
            </>
        };
    }
    let phone = |label: &str, number: &str, hours: &str| PhoneRow {
        id: new_id(),
        phone: DutyPhone { label: label.into(), number: number.into(), hours: hours.into() },
    };
    let add = change(&rows, move |rows| rows.push(phone("", "", text.office().all_day)));
    let lift = change(&rows, move |rows| {
        rows.push(phone(text.office().lift_label, LIFT_RESCUE, text.office().all_day));
    });
    let save = {
        let (action, rows, estate) = (action.clone(), rows.clone(), props.estate);
        let version = props.list.version.clone();
        Callback::from(move |_: MouseEvent| {
            let input = PhoneList { version: version.clone(), phones: rows.to_vec() };
            let toast = toast.clone();
            action.run((estate,), input, move |_| toast.say(text.office().saved));
        })
    };
    let changed = **rows != *props.list.phones;
    let has_lift = rows.iter().any(|row| row.phone.number == LIFT_RESCUE);
    let part = |(index, row): (usize, &PhoneRow)| {
        let error = |field: &str| action.field(text, &format!("/phones/{index}/{field}"));
        phone_fields(text, &rows, (index, row), error)
    };
    html! {
        <>
            <Head title={text.office().phones} />
            <Card class="kept">
                <p class="sub">{ text.office().phones_why }</p>
                { for rows.iter().enumerate().map(part) }
                <Button kind={Kind::Quiet} icon="plus" label={text.office().add} onclick={add} />
                if !has_lift {
                    <Button kind={Kind::Quiet} icon="lift" label={text.office().phone_lift}
                        onclick={lift} />
                }
                { save_bar(text, changed, action.busy(), save) }
                { why(text, action.failure()) }
            </Card>
        </>
    }
}

/// The three fields of a phone.
fn phone_fields(
    text: &Text,
    rows: &UseStateHandle<Rc<[PhoneRow]>>,
    (index, row): (usize, &PhoneRow),
    error: impl Fn(&str) -> Option<&'static str>,
) -> Html {
    let type_into = |set: fn(&mut DutyPhone, String)| {
        let rows = rows.clone();
        Callback::from(move |typed: String| {
            let mut copy = rows.to_vec();
            if let Some(row) = copy.get_mut(index) {
                set(&mut row.phone, typed);
            }
            rows.set(copy.into());
        })
    };
    // Nothing typed is told as such.
    let typed = !row.phone.number.trim().is_empty();
    let bad_number =
        error("number").map(|said| if typed { text.office().phone_number_wrong } else { said });
    let id = |field: &str| format!("phone-{field}-{}", row.id);
    html! {
        <div class="kept-phone" key={row.id.to_string()}>
            <Field id={id("label")} label={text.office().phone_label} maxlength="40"
                value={row.phone.label.clone()} error={error("label")}
                oninput={type_into(|phone, typed| phone.label = typed)}>
                { row_buttons(text, rows, index, &row.phone.label) }
            </Field>
            <Field id={id("number")} label={text.office().phone_number} kind="tel" inputmode="tel"
                maxlength="30" value={row.phone.number.clone()} error={bad_number}
                oninput={type_into(|phone, typed| phone.number = typed)} />
            <Field id={id("hours")} label={text.office().phone_hours} maxlength="40"
                value={row.phone.hours.clone()} error={error("hours")}
                oninput={type_into(|phone, typed| phone.hours = typed)} />
        </div>
    }
}
