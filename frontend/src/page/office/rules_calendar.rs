//! Days off and worked weekends of a year.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{ListCalendar, NewDay, RemoveDay, SetDay, YearQuery};
use shared::value::{CalendarDay, Date, DayKind};
use yew::prelude::*;

use super::form::{midnight, type_in, why};
use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::time;
use crate::ui::{
    Button, Cell, Cells, Chip, Choice, Field, Head, Kind, Segmented, Sheet, Tone, show, use_toast,
};

/// What the sheet is open for.
#[derive(Clone, PartialEq)]
enum Open {
    /// A new day.
    New,
    /// A listed one.
    Day(CalendarDay),
}

/// The listed days, to add, change and take out.
#[component]
pub(super) fn CalendarPart() -> Html {
    let text = use_text();
    let now = use_clock();
    let rules = &text.office().rules;
    let (this_year, ..) = now.date().civil();
    let year = use_state_eq(|| this_year);
    let days = use_query::<ListCalendar>((), YearQuery { year: *year });
    let open = use_state_eq(|| None::<Open>);
    let years: Rc<[Choice]> = (this_year..=this_year + 1)
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    let choose = {
        let year = year.setter();
        Callback::from(move |value: AttrValue| {
            if let Ok(value) = value.parse() {
                year.set(value);
            }
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let add = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(Some(Open::New)))
    };
    let row = |day: &CalendarDay| {
        let onclick = (day.date >= now.date()).then(|| {
            let (open, day) = (open.setter(), day.clone());
            Callback::from(move |_: MouseEvent| open.set(Some(Open::Day(day.clone()))))
        });
        let (word, tone) = match day.kind {
            DayKind::Off => (rules.off, Tone::Brand),
            DayKind::Work => (rules.work, Tone::Grey),
        };
        html! {
            <Cell key={day.date.to_string()} title={day.name.clone()} {onclick}
                sub={time::date_with_weekday(text, midnight(day.date), now)}>
                <span class="chips">
                    if day.provisional {
                        <Chip text={rules.provisional} tone={Tone::Wait} />
                    }
                    <Chip text={word} {tone} />
                </span>
            </Cell>
        }
    };
    html! {
        <>
            <Head title={rules.calendar} />
            <p class="sub">{ rules.calendar_why }</p>
            <div class="gap-m">
                <Segmented name="year" label={rules.year} choices={years} value={year.to_string()}
                    onchange={choose} />
            </div>
            { show(&days, |list| html! {
                if list.days.is_empty() {
                    <p class="sub">{ text.office().none_yet }</p>
                } else {
                    <Cells plain=true>{ for list.days.iter().map(row) }</Cells>
                }
            }) }
            <Button class="gap-m" kind={Kind::Default} icon="plus" label={rules.day_add} onclick={add} />
            <DaySheet open={(*open).clone()} onclose={close} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct DaySheetProps {
    open: Option<Open>,
    onclose: Callback<()>,
}

#[component]
fn DaySheet(props: &DaySheetProps) -> Html {
    let text = use_text();
    let title = match &props.open {
        Some(Open::Day(day)) => AttrValue::from(day.date.to_string()),
        _ => AttrValue::Static(text.office().rules.day_add),
    };
    let day = match &props.open {
        Some(Open::Day(day)) => Some(day.clone()),
        _ => None,
    };
    html! {
        <Sheet id="day" open={props.open.is_some()} onclose={props.onclose.clone()} {title}>
            <DayForm {day} ondone={props.onclose.clone()} />
        </Sheet>
    }
}

#[derive(PartialEq, Properties)]
struct DayFormProps {
    day: Option<CalendarDay>,
    ondone: Callback<()>,
}

/// Sets a day, or lets it follow its weekday again.
#[component]
fn DayForm(props: &DayFormProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let rules = &text.office().rules;
    let given = props.day.clone();
    let date = {
        let given = given.as_ref().map(|day| day.date.to_string()).unwrap_or_default();
        use_state_eq(|| given)
    };
    let kind = use_state_eq(|| given.as_ref().map_or(DayKind::Off, |day| day.kind));
    let name = use_state_eq(|| given.map(|day| day.name).unwrap_or_default());
    let wrong = use_state_eq(|| false);
    let set = use_action::<SetDay>();
    let remove = use_action::<RemoveDay>();
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |()| {
            ondone.emit(());
            toast.say(text.office().saved);
        })
    };
    let choose = {
        let kind = kind.setter();
        Callback::from(move |value: AttrValue| {
            if let Ok(value) = DayKind::parse(&value) {
                kind.set(value);
            }
        })
    };
    let onsubmit = {
        let (date, kind, name) = (date.clone(), *kind, name.clone());
        let (wrong, set, done) = (wrong.setter(), set.clone(), done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let day = Date::parse(&date);
            wrong.set(day.is_err());
            if let Ok(day) = day {
                let done = done.clone();
                set.run((day,), NewDay { kind, name: (*name).clone() }, move |_| done.emit(()));
            }
        })
    };
    let onremove = {
        let (remove, day, done) = (remove.clone(), props.day.clone(), done);
        Callback::from(move |_: MouseEvent| {
            if let Some(day) = &day {
                let done = done.clone();
                remove.run((day.date,), Nothing {}, move |_| done.emit(()));
            }
        })
    };
    let kinds: Rc<[Choice]> = [
        Choice::new(DayKind::Off.as_str(), rules.off),
        Choice::new(DayKind::Work.as_str(), rules.work),
    ]
    .into();
    let bad_kind = set.field(text, "/kind").map(|_| rules.day_work_only);
    let bad_name = set.field(text, "/name");
    let bad_day = set.field(text, "/date").map(|_| rules.day_past);
    let in_place = bad_kind.is_some() || bad_name.is_some() || bad_day.is_some();
    let refused = set.failure().filter(|_| !in_place);
    html! {
        <form {onsubmit} novalidate=true>
            if props.day.is_none() {
                <Field id="day-date" kind="date" label={rules.day_date} value={(*date).clone()}
                    oninput={type_in(&date)} error={wrong.then_some(text.common.required).or(bad_day)} />
            }
            <div class="gap-m">
                <Segmented name="day-kind" label={rules.day_kind} choices={kinds}
                    value={kind.as_str()} onchange={choose} />
                if let Some(bad) = bad_kind {
                    <p class="why" role="alert">{ bad }</p>
                }
            </div>
            <Field id="day-name" label={rules.day_name} maxlength="40" value={(*name).clone()}
                placeholder={rules.day_example} oninput={type_in(&name)} error={bad_name} />
            { why(text, refused.or(remove.failure())) }
            <Button class="gap-m" label={text.office().save} submit=true busy={set.busy()} />
            if props.day.is_some() {
                <Button kind={Kind::Quiet} label={rules.day_remove} busy={remove.busy()}
                    onclick={onremove} />
            }
        </form>
    }
}
