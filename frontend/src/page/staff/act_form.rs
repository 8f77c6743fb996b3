//! The form of one action, drawn from what the contract says it needs: a sheet on the phone, a panel
//! on the desktop.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::report::{
    AlikeQuery, CategoryList, FindAlike, ListColleagues, Need, PHOTOS_MAX, ReportView, needs,
};
use shared::domain::estate::{DeptCode, Place};
use shared::domain::report::words;
use shared::domain::report::{Event, Party};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::co_pick::{CoPick, dept_choices};
use super::facts::photos;
use super::filter::{Way, use_filter, use_go};
use super::find::use_words;
use super::send::UseSend;
use super::typed::{Edit, Typed};
use crate::hook::{use_query_when, use_text};
use crate::i18n::{Text, say};
use crate::page::names;
use crate::route::Route;
use crate::ui::{
    Button, Choice, Field, Icon, Kind, PhotoPicker, Pick, Sheet, Shots, TextArea, use_toast,
};

/// What of a form is typed in or chosen.
const FIELD: &str = "input:not([type=hidden]), select, textarea";

/// What an [`ActForm`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ActFormProps {
    /// The report.
    pub(super) view: Rc<ReportView>,
    /// The categories and departments.
    pub(super) list: Option<Rc<CategoryList>>,
    /// What has been typed; `None` where no form is open.
    pub(super) typed: Option<Typed>,
    /// Something is typed.
    pub(super) onedit: Callback<Edit>,
    /// It is closed, or was sent.
    pub(super) onclose: Callback<()>,
    /// How it is sent.
    pub(super) send: UseSend,
    /// Somebody else has done it meanwhile: it stays to be read, and cannot be sent.
    pub(super) overtaken: bool,
    /// Whether it stands in the page instead of over it.
    pub(super) wide: bool,
}

/// The open form, if there is one.
#[component]
pub(super) fn ActForm(props: &ActFormProps) -> Html {
    let text = use_text();
    let section = use_node_ref();
    let event = props.typed.as_ref().map(|typed| typed.event);
    {
        let section = section.clone();
        let inline = event.filter(|_| props.wide);
        use_effect_with(inline, move |inline| {
            let inside = section.cast::<Element>().filter(|_| inline.is_some());
            let first = inside.and_then(|inside| inside.query_selector(FIELD).ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                drop(first.focus());
            }
        });
    }
    let title = event.map_or("", |event| (text.staff().act)(event));
    let inside = match &props.typed {
        Some(typed) => html! { <Fields form={props.clone()} typed={typed.clone()} /> },
        None => Html::default(),
    };
    if !props.wide {
        return html! {
            <Sheet id="act" open={event.is_some()} onclose={props.onclose.clone()} {title}>
                { inside }
            </Sheet>
        };
    }
    if event.is_none() {
        return Html::default();
    }
    html! {
        <section class="card act" aria-labelledby="act-title" ref={section}>
            <h2 id="act-title" tabindex="-1">{ title }</h2>
            { inside }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct FieldsProps {
    form: ActFormProps,
    typed: Typed,
}

/// The fields that the action takes, and the button that names its result.
#[component]
fn Fields(props: &FieldsProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let FieldsProps { form, typed } = props;
    let event = typed.event;
    let needs = needs(event);
    let send = &form.send;
    let (filter, go) = (use_filter(), use_go());
    let onsubmit = {
        let (send, ticket, typed) = (send.clone(), form.view.card.ticket, typed.clone());
        let (onedit, onclose) = (form.onedit.clone(), form.onclose.clone());
        let queue = Way { to: Route::Staff, filter: filter.acting(None), replace: true };
        let overtaken = form.overtaken;
        Callback::from(move |submit: SubmitEvent| {
            submit.prevent_default();
            if overtaken {
                return;
            }
            let (toast, onedit, onclose) = (toast.clone(), onedit.clone(), onclose.clone());
            let (go, queue) = (go.clone(), queue.clone());
            send.run(ticket, &typed, move || {
                toast.say((text.staff().recorded)(event));
                onedit.emit(Edit::Sent);
                if event == Event::Decline {
                    // Who declined has no more to do with it, and is not shown it any longer.
                    go.emit(queue);
                } else {
                    onclose.emit(());
                }
            });
        })
    };
    let cancel = form.onclose.reform(|_: MouseEvent| ());
    html! {
        <form class="stack" {onsubmit} novalidate=true>
            if form.overtaken {
                <p class="why" role="alert"><Icon name="alert" />{ text.staff().overtaken }</p>
            } else {
                <p class="sub">{ (text.staff().act_why)(event) }</p>
            }
            if needs.dept != Need::No {
                { dept_field(text, form, typed) }
            }
            if needs.co != Need::No {
                { co_field(text, form, typed) }
            }
            if needs.category != Need::No {
                <CategoryField form={form.clone()} typed={typed.clone()} />
            }
            if needs.assignee != Need::No {
                <ColleagueField form={form.clone()} typed={typed.clone()} />
            }
            if needs.into != Need::No {
                <IntoField form={form.clone()} typed={typed.clone()} />
            }
            if needs.photos != Need::No {
                { photo_field(text, form, typed, needs.photos) }
            }
            if needs.note != Need::No {
                { note_field(text, form, typed, needs.note) }
            }
            if let Some((at, of)) = send.progress() {
                <div role="status">
                    <p class="cap">{ (text.staff().sending)(at, of) }</p>
                    <progress max={of.to_string()} value={(at - 1).to_string()}
                        aria-label={text.staff().form_photos}></progress>
                </div>
            }
            if let Some(failure) = send.failure().filter(|_| !form.overtaken) {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            <div class="act-go">
                if form.overtaken {
                    <Button kind={Kind::Default} label={text.common.close} onclick={cancel} />
                } else {
                    <Button submit=true label={(text.staff().act)(event)} busy={send.busy()} />
                    <Button kind={Kind::Quiet} label={text.common.cancel} onclick={cancel} />
                }
            </div>
        </form>
    }
}

fn label(text: &Text, label: &'static str, need: Need) -> AttrValue {
    match need {
        Need::Must => AttrValue::Static(label),
        Need::May | Need::No => (text.staff().optional)(label).into(),
    }
}

/// The row of a choice, in red where it is wrong.
fn picks(error: Option<&'static str>) -> Classes {
    classes!("picks", "one", error.map(|_| "wrong"))
}

fn why(error: Option<&'static str>) -> Html {
    match error {
        Some(error) => html! { <p class="why" role="alert"><Icon name="alert" />{ error }</p> },
        None => Html::default(),
    }
}

fn note_field(text: &Text, form: &ActFormProps, typed: &Typed, need: Need) -> Html {
    let example = (text.staff().note_example)(typed.event);
    html! {
        <TextArea id="act-note" label={label(text, (text.staff().note)(typed.event), need)}
            value={typed.note.clone()} oninput={form.onedit.reform(Edit::Note)}
            placeholder={(!example.is_empty()).then_some(example)}
            error={form.send.field(text, "/note")} />
    }
}

/// New photos; where they show a result, those of before stand beside them.
fn photo_field(text: &Text, form: &ActFormProps, typed: &Typed, need: Need) -> Html {
    let result = matches!(typed.event, Event::Resolve | Event::Corrected | Event::Dissuade);
    let compare = result && !form.view.photos.is_empty();
    let error = form.send.field(text, "/photos").map(|_| text.staff().photo_needed);
    let title = if compare { text.staff().after } else { text.staff().form_photos };
    html! {
        <fieldset class="part">
            if compare {
                <p class="label">{ text.staff().before }</p>
                <Shots photos={photos(&form.view.photos)} small=true />
            }
            <legend class="vh">{ text.staff().form_photos }</legend>
            <p class="label">{ match need {
                Need::Must => AttrValue::Static(title),
                Need::May | Need::No => (text.staff().optional_photos)(title).into(),
            } }</p>
            <PhotoPicker shots={typed.shots.clone()} max={PHOTOS_MAX} {error}
                onchange={form.onedit.reform(Edit::Shots)} />
        </fieldset>
    }
}

fn dept_field(text: &Text, form: &ActFormProps, typed: &Typed) -> Html {
    let list = form.list.as_deref();
    // Who declines names somebody else.
    let own = match (&form.view.card.lead, typed.event) {
        (Party::Dept { dept }, Event::Decline) => vec![dept.clone()],
        _ => Vec::new(),
    };
    let choices =
        dept_choices(text, list.map(|list| list.departments.as_slice()).unwrap_or_default(), &own);
    html! {
        <div>
            <div class={picks(form.send.field(text, "/dept"))}>
                <Pick label={(text.staff().dept)(typed.event)} {choices} value={typed.dept.clone()}
                    onchange={form.onedit.reform(Edit::Dept)} />
            </div>
            { why(form.send.field(text, "/dept")) }
        </div>
    }
}

fn co_field(text: &Text, form: &ActFormProps, typed: &Typed) -> Html {
    let departments = form.list.iter().flat_map(|list| list.departments.iter().cloned());
    html! {
        <CoPick departments={departments.collect::<Rc<[_]>>()} co={typed.co.clone()}
            lead={DeptCode::parse(&typed.dept).ok()} onchange={form.onedit.reform(Edit::Co)}
            error={form.send.field(text, "/co")} />
    }
}

/// Another category: a word narrows the list.
#[component]
fn CategoryField(props: &FieldsProps) -> Html {
    let text = use_text();
    let FieldsProps { form, typed } = props;
    let find = use_state_eq(String::new);
    let rows = use_words(form.list.as_ref());
    let found = words::search(&rows, &find);
    let shown = if found.is_empty() { rows.iter().collect() } else { found };
    let present = &form.view.card.category;
    let choices: Rc<[Choice]> = shown
        .into_iter()
        .filter(|row| row.code != *present)
        .map(|row| {
            let label = text.language.pick(&row.label_zh, &row.label_en).clone();
            Choice::new(row.code.to_string(), label)
        })
        .collect();
    let oninput = {
        let find = find.setter();
        Callback::from(move |typed| find.set(typed))
    };
    html! {
        <div class="stack-s">
            <Field id="act-find" label={text.staff().category_find} kind="search"
                value={(*find).clone()} {oninput} maxlength="40" />
            <div class={picks(form.send.field(text, "/category"))}>
                <Pick label={text.staff().category} {choices} value={typed.category.clone()}
                    onchange={form.onedit.reform(Edit::Category)} />
            </div>
            { why(form.send.field(text, "/category")) }
        </div>
    }
}

/// One of the company's people.
#[component]
fn ColleagueField(props: &FieldsProps) -> Html {
    let text = use_text();
    let FieldsProps { form, typed } = props;
    let list = use_query_when::<ListColleagues>(Some(((), Nothing {})));
    let people = list.data().map(|list| list.colleagues.as_slice()).unwrap_or_default();
    let choices: Rc<[Choice]> =
        people.iter().map(|one| Choice::new(one.seat.to_string(), one.name.clone())).collect();
    html! {
        <div>
            <div class={picks(form.send.field(text, "/assignee"))}>
                <Pick label={text.staff().colleague} {choices} value={typed.assignee.clone()}
                    onchange={form.onedit.reform(Edit::Assignee)} />
            </div>
            { why(form.send.field(text, "/assignee")) }
        </div>
    }
}

/// The number of another report; those of the same place are offered.
#[component]
fn IntoField(props: &FieldsProps) -> Html {
    let text = use_text();
    let FieldsProps { form, typed } = props;
    let alike = use_query_when::<FindAlike>(Some(((form.view.estate,), same_place(&form.view))));
    let others = alike.data().map(|list| list.reports.as_slice()).unwrap_or_default();
    let others = others.iter().filter(|other| other.ticket != form.view.card.ticket);
    let offer = |other: &shared::api::report::PublicReport| {
        let number = other.ticket.to_string();
        let onclick = {
            let number = number.clone();
            form.onedit.reform(move |_: MouseEvent| Edit::Into(number.clone()))
        };
        let name = names::category_label(text, form.list.as_deref(), &other.category);
        html! {
            <button type="button" {onclick}>
                { (text.common.pair)(&format!("{number} {name}"), text.report().list.place(&other.place)) }
            </button>
        }
    };
    let offers: Vec<Html> = others.map(offer).collect();
    html! {
        <div>
            <Field id="act-into" label={text.staff().into} inputmode="numeric" maxlength="12"
                value={typed.into.clone()} oninput={form.onedit.reform(Edit::Into)}
                hint={text.staff().into_hint} error={form.send.field(text, "/into")} />
            if !offers.is_empty() {
                <p class="label gap">{ text.staff().into_alike }</p>
                <div class="filters">{ for offers }</div>
            }
        </div>
    }
}

fn same_place(view: &ReportView) -> AlikeQuery {
    let category = view.card.category.clone();
    match &view.exact_place {
        Place::Building { building, stair, .. } => AlikeQuery {
            category,
            building: Some(building.clone()),
            stair: stair.clone(),
            name: None,
        },
        Place::Common { name } => {
            AlikeQuery { category, building: None, stair: None, name: Some(name.clone()) }
        }
    }
}
