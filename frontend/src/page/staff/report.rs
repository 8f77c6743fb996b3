//! One report, as staff work on it.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::report::{CategoryList, GetReport, ListCategories, ReportView};
use shared::domain::account::Role;
use shared::domain::report::{Event, Ticket};
use shared::policy::Standing;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::act_form::ActForm;
use super::acting::{use_acting, use_form_keys};
use super::actions::Actions;
use super::case_head::head;
use super::duty;
use super::earlier::Earlier;
use super::facts::{evidence, facts};
use super::filter::use_filter;
use super::history::history;
use super::kept;
use super::no_seat::NoSeat;
use super::send::use_send;
use super::typed::{Edit, Forms, Typed};
use crate::hook::{use_clock, use_query, use_query_when, use_session, use_text, use_wide};
use crate::page::names;
use crate::route::Route;
use crate::ui::{ButtonLink, Kind, Page, show};

/// What [`StaffReport`] shows.
#[derive(PartialEq, Properties)]
pub struct StaffReportProps {
    /// The number in the address.
    pub ticket: AttrValue,
}

/// The report: a page on the phone, the right side of the desktop.
#[component]
pub fn StaffReport(props: &StaffReportProps) -> Html {
    if use_session().role().is_none() {
        return html! { <NoSeat /> };
    }
    html! { <Ticketed ticket={props.ticket.clone()} /> }
}

#[component]
fn Ticketed(props: &StaffReportProps) -> Html {
    let text = use_text();
    let wide = use_wide();
    let ticket = Ticket::parse(&props.ticket).ok();
    let view = use_query_when::<GetReport>(ticket.map(|ticket| ((ticket,), Nothing {})));
    let categories = use_query::<ListCategories>((), Nothing {});
    if ticket.is_none() {
        return html! { <crate::page::NotFound /> };
    }
    let list = categories.data().cloned();
    let title = match view.data() {
        Some(view) => names::category_label(text, list.as_deref(), &view.card.category),
        None => AttrValue::Static(text.staff().case),
    };
    if let Some(data) = view.data().cloned() {
        let stale = show(&view, |_| Html::default());
        return html! { <Case view={data} {list} {title} {wide} {stale} /> };
    }
    let waiting = show(&view, |_| Html::default());
    if wide {
        html! {
            <div class="staff">
                <main class="case-wait"><h1 class="vh" tabindex="-1">{ title }</h1>{ waiting }</main>
            </div>
        }
    } else {
        html! { <div class="staff"><Page {title} above={Route::Staff}>{ waiting }</Page></div> }
    }
}

#[derive(PartialEq, Properties)]
struct CaseProps {
    view: Rc<ReportView>,
    list: Option<Rc<CategoryList>>,
    title: AttrValue,
    wide: bool,
    /// The banner where the server was not reached.
    stale: Html,
}

#[component]
fn Case(props: &CaseProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let role = use_session().role();
    let filter = use_filter();
    let CaseProps { view, list, title, wide, stale } = props;
    let category = names::category(list.as_deref(), &view.card.category).map(|view| &view.category);
    let actions: Rc<[Event]> = duty::actions(&view.card, category, &view.may).into();
    let acting = use_acting(view.card.ticket, filter.clone());
    let forms = use_reducer(Forms::default);
    let send = use_send();
    // A form stays open through a refresh that takes its action away: somebody was faster, and what
    // was typed is not lost without a word.
    let begun = |act: &Event| forms.get(*act).is_some() || send.failure().is_some();
    let act = filter.act.filter(|act| actions.contains(act) || begun(act));
    let overtaken = act.is_some_and(|act| !actions.contains(&act)) && !send.busy();
    {
        let (forms, send) = (forms.dispatcher(), send.clone());
        let (ready, view) = (category.cloned(), view.clone());
        let act = act.filter(|_| list.is_some());
        let ticket = view.card.ticket;
        use_effect_with(act, move |act| {
            if let Some(event) = *act {
                send.forget();
                spawn_local(async move {
                    let begin = || Typed::begin(event, ready.as_ref(), &view.steps);
                    let typed = kept::find(ticket, event).await.unwrap_or_else(begin);
                    forms.dispatch((event, Edit::Open(Box::new(typed))));
                });
            }
        });
    }
    let open = act.and_then(|event| forms.get(event));
    kept::use_keeping(view.card.ticket, open);
    let first = actions.first().copied();
    use_form_keys(*wide, act, first, acting.clone());

    let onedit = {
        let forms = forms.dispatcher();
        let ticket = view.card.ticket;
        Callback::from(move |edit: Edit| {
            if let Some(event) = act {
                if matches!(edit, Edit::Sent) {
                    kept::forget(ticket, event);
                }
                forms.dispatch((event, edit));
            }
        })
    };
    let form = html! {
        <ActForm view={view.clone()} list={list.clone()} {onedit} {send} wide={*wide}
            typed={open.cloned()} {overtaken}
            onclose={acting.reform(|()| None)} />
    };
    let foot = if actions.is_empty() || (*wide && act.is_some()) {
        Html::default()
    } else {
        let onact = acting.reform(Some);
        html! { <Actions actions={actions.clone()} wide={*wide} {onact} /> }
    };
    let several = matches!(role, Some(Role::Cmy | Role::Twn | Role::Bur | Role::Dst | Role::Dep));
    let list = list.as_deref();
    let left = html! {
        <>
            { evidence(text, view) }
            { facts(text, list, view, &filter, several) }
            <Earlier ticket={view.card.ticket} {filter} />
            if view.card.standing == Standing::Reporter {
                <ButtonLink class="gap" kind={Kind::Default} label={text.staff().as_reporter}
                    to={Route::ReportShow { ticket: view.card.ticket.to_string() }} />
            }
        </>
    };
    let course = history(text, list, view, now);
    if !wide {
        return html! {
            <div class="staff">
                <Page title={title.clone()} above={Route::Staff} {foot}>
                    { stale.clone() }
                    { head(text, list, view, now, false) }
                    { left }
                    { course }
                    { form }
                </Page>
            </div>
        };
    }
    html! {
        <div class="staff">
            { stale.clone() }
            { head(text, list, view, now, true) }
            <main class="case-body"><div>{ form }{ left }</div>{ course }</main>
            if act.is_none() {
                <footer class="case-bar">
                    if actions.is_empty() {
                        <p class="sub">{ text.staff().nothing_to_do }</p>
                    } else {
                        { foot }
                    }
                </footer>
            }
        </div>
    }
}
