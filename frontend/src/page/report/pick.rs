//! Which kind of thing is wrong.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{EstateView, GetEstate};
use shared::api::report::{CategoryList, CategoryView, ListCategories, ListMyReports, PageQuery};
use shared::domain::estate::DutyPhone;
use shared::domain::report::{CategoryCode, ClockKind, Period};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::find::Find;
use super::form::{self, Kept};
use super::urgent::{duty_phones, use_choosing};
use crate::hook::{use_query, use_query_when, use_session};
use crate::i18n::{Text, phone};
use crate::net::clock;
use crate::page::{MainTabs, names};
use crate::route::Route;
use crate::ui::{
    CallLink, Card, Cell, Cells, Dot, Head, Icon, Kind, Link, Page, TabPage, Tone, show,
};

/// How many of the picks are the urgent ones (`mockups/report.png`).
const URGENT: u8 = 4;

/// The page that asks what is wrong.
#[component]
pub fn ReportPick() -> Html {
    let session = use_session();
    let text = session.text();
    let list = use_query::<ListCategories>((), Nothing {});
    let estate =
        use_query_when::<GetEstate>(session.estate().map(|estate| ((estate,), Nothing {})));
    let mine = use_query::<ListMyReports>((), PageQuery::default());
    let open = mine
        .data()
        .map_or(0, |page| page.items.iter().filter(|card| !card.status.is_over()).count());
    let kept = form::use_kept();
    let choosing = use_choosing(list.data().cloned(), estate.data().cloned());
    let onchoose = choosing.onchoose.clone();
    let estate = estate.data().cloned();
    let navigator = use_navigator();
    let onall = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::ReportAll);
        }
    });
    let mine = html! {
        <Link class="more" to={Route::ReportMine}>
            { (text.report().pick.mine)(i64::try_from(open).unwrap_or_default()) }
            <Icon name="next" class="i-s" />
        </Link>
    };
    if session.care {
        let content = show(&list, |list| {
            care(text, list, estate.as_deref(), kept.as_ref(), &onchoose, &onall)
        });
        return html! {
            <Page title={text.report().form.queue} above={Route::Home}>
                { content }{ choosing.sheet }
            </Page>
        };
    }
    let tabs = html! { <MainTabs current={Route::Report} /> };
    let content = show(&list, |list| {
        html! {
            <Find list={list.clone()} onchoose={onchoose.clone()} onall={onall.clone()}>
                { begun(text, list, kept.as_ref()) }
                { danger(text, estate.as_deref()) }
                { kinds(text, list, estate.as_deref(), &onchoose) }
            </Find>
        }
    });
    html! {
        <TabPage title={text.report().pick.title} aside={mine} {tabs}>
            { content }{ choosing.sheet }
        </TabPage>
    }
}

/// The report begun earlier and not sent.
fn begun(text: &Text, list: &CategoryList, kept: Option<&Kept>) -> Html {
    let Some(kept) = kept else { return Html::default() };
    let label = names::category_label(text, Some(list), &kept.form.category);
    let to = Route::ReportNew { category: kept.form.category.to_string() };
    html! {
        <Cells class="gap">
            <Cell icon="saved" tone={Tone::Wait} title={text.report().pick.begun} sub={label} {to}>
                <span class="t-brand">{ text.report().pick.go_on_writing }</span>
            </Cell>
        </Cells>
    }
}

/// Whom to call while somebody is in danger.
fn danger(text: &Text, estate: Option<&EstateView>) -> Html {
    let account = &text.account();
    let public = [("119", account.fire), ("110", account.police), ("120", account.ambulance)];
    let call = |(number, who): (&'static str, &'static str)| {
        html! { <CallLink {number} kind={Kind::Soft}><b>{ number }</b>{ who }</CallLink> }
    };
    let duty = |phone: &DutyPhone| {
        html! {
            <CallLink class="call-duty" number={phone.number.clone()} kind={Kind::Soft}>
                <Icon name="phone" class="i-s" />
                <span>{ phone::desk(text, &phone.label) }<small>{ hours(text, phone) }</small></span>
            </CallLink>
        }
    };
    html! {
        <Card class="call gap">
            <h2><Icon name="alert" class="i-s" />{ account.danger }</h2>
            <div class="call-three">{ for public.into_iter().map(call) }</div>
            { for duty_phones(estate).map(duty) }
        </Card>
    }
}

fn hours(text: &Text, phone: &DutyPhone) -> String {
    phone::answers(text, &phone.hours, clock::now().time_of_day())
}

/// The picks in their order.
pub(super) fn picks(list: &CategoryList) -> Vec<&CategoryView> {
    let mut picks: Vec<&CategoryView> =
        list.categories.iter().filter(|view| view.words.pick.is_some()).collect();
    picks.sort_by_key(|view| view.words.pick);
    picks
}

fn is_urgent(view: &CategoryView) -> bool {
    view.words.pick.is_some_and(|pick| pick <= URGENT)
}

fn kinds(
    text: &Text,
    list: &CategoryList,
    estate: Option<&EstateView>,
    onchoose: &Callback<CategoryCode>,
) -> Html {
    let pick = &text.report().pick;
    let (urgent, common): (Vec<_>, Vec<_>) = picks(list).into_iter().partition(|v| is_urgent(v));
    let served = estate.is_none_or(|estate| estate.company.is_some());
    let on_site = urgent.iter().filter_map(|view| view.periods.get(&ClockKind::OnSite));
    let on_site = on_site.max_by_key(|period| minutes(**period)).filter(|_| served);
    let answered = common.iter().filter_map(|view| first_period(view, served));
    let answered = answered.max_by_key(|period| minutes(*period));
    let kind = |view: &&CategoryView| kind(text, view, onchoose);
    html! {
        <>
            <Head title={pick.urgent}>
                if let Some(period) = on_site {
                    <span class="cap">{ (pick.on_site)(&(pick.period)(*period)) }</span>
                }
            </Head>
            <div class="kinds first" role="group" aria-label={pick.urgent}>
                { for urgent.iter().map(kind) }
            </div>
            <Head title={pick.common}>
                if let Some(period) = answered {
                    <span class="cap">{ (pick.answered)(&(pick.period)(period)) }</span>
                }
            </Head>
            <div class="kinds" role="group" aria-label={pick.common}>
                { for common.iter().map(kind) }
                <Link to={Route::ReportAll}>
                    <Icon name="more" />{ (pick.all)(offered(list)) }
                </Link>
            </div>
        </>
    }
}

/// How many kinds residents may choose.
pub(super) fn offered(list: &CategoryList) -> i64 {
    let offered = list.categories.iter().filter(|view| view.words.is_offered());
    i64::try_from(offered.count()).unwrap_or_default()
}

/// After how long the first to act must have spoken.
fn first_period(view: &CategoryView, served: bool) -> Option<Period> {
    let (_, kind) = super::sight::first_duty(view, served);
    view.periods.get(&kind).copied()
}

/// To compare periods: a working day may be far longer than a day.
const fn minutes(period: Period) -> u32 {
    match period {
        Period::Minutes(n) => n,
        Period::Hours(n) => n.saturating_mul(60),
        Period::Days(n) => n.saturating_mul(24 * 60),
        Period::WorkingDays(n) => n.saturating_mul(7 * 24 * 60),
    }
}

fn kind(text: &Text, view: &CategoryView, onchoose: &Callback<CategoryCode>) -> Html {
    let code = view.category.code.clone();
    let onclick = onchoose.reform(move |_: MouseEvent| code.clone());
    let label = text.language.pick(&view.words.label_zh, &view.words.label_en).clone();
    html! {
        <button key={view.category.code.as_str()} type="button" {onclick}>
            <Icon name={view.words.icon.clone()} /><span>{ label }</span>
        </button>
    }
}

/// Elder mode: one action a row.
fn care(
    text: &Text,
    list: &Rc<CategoryList>,
    estate: Option<&EstateView>,
    kept: Option<&Kept>,
    onchoose: &Callback<CategoryCode>,
    onall: &Callback<()>,
) -> Html {
    let pick = &text.report().pick;
    let duty = duty_phones(estate).next().map(|phone| {
        let digits: String = phone.number.chars().filter(char::is_ascii_digit).collect();
        html! {
            <a href={format!("tel:{digits}")}>
                <Dot icon="phone" tone={Tone::Stop} />
                <span>{ pick.care_duty }<small>{ hours(text, phone) }</small></span>
            </a>
        }
    });
    let deed = |view: &CategoryView| {
        let code = view.category.code.clone();
        let onclick = onchoose.reform(move |_: MouseEvent| code.clone());
        let label = text.language.pick(&view.words.label_zh, &view.words.label_en).clone();
        html! {
            <button key={view.category.code.as_str()} type="button" {onclick}>
                <Dot icon={view.words.icon.clone()} /><span>{ label }</span>
                <Icon name="next" class="go" />
            </button>
        }
    };
    let (urgent, rest): (Vec<_>, Vec<_>) = picks(list).into_iter().partition(|v| is_urgent(v));
    let alarm = |(number, words): (&'static str, &'static str)| {
        html! {
            <a class="alarm" href={format!("tel:{number}")}>
                <Dot icon="phone" /><span>{ words }</span>
            </a>
        }
    };
    let alarms = [("119", pick.care_fire), ("120", pick.care_hurt), ("96333", pick.care_lift)];
    html! {
        <>
            <nav class="deeds" aria-label={text.account().danger}>
                { for alarms.into_iter().map(alarm) }
                { for duty }
            </nav>
            <div class="gap">
            <Find list={list.clone()} onchoose={onchoose.clone()} {onall}>
            { begun(text, list, kept) }
            <Head title={pick.urgent} />
            <div class="deeds" role="group" aria-label={pick.urgent}>
                { for urgent.into_iter().map(deed) }
            </div>
            <Head title={pick.care_rest} />
            <div class="deeds" role="group" aria-label={pick.care_rest}>
                { for rest.into_iter().map(deed) }
                <Link to={Route::ReportAll}>
                    <Dot icon="search" /><span>{ (pick.all)(offered(list)) }</span>
                    <Icon name="next" class="go" />
                </Link>
            </div>
            </Find>
            </div>
        </>
    }
}
