//! Whom to call.

use shared::api::Nothing;
use shared::api::estate::{EstateView, GetEstate};
use shared::domain::estate::DutyPhone;
use shared::value::Timestamp;
use yew::prelude::*;

use super::MainTabs;
use crate::hook::{use_clock, use_query_when, use_session, use_text};
use crate::i18n::{Text, phone};
use crate::route::Route;
use crate::ui::{CallLink, Card, Cell, Cells, Dot, Head, Icon, Kind, Page, TabPage, Tone, show};

/// The emergency numbers, then those of the estate.
#[component]
pub fn Phones() -> Html {
    let text = use_text();
    let session = use_session();
    let estate =
        use_query_when::<GetEstate>(session.estate().map(|estate| ((estate,), Nothing {})));
    let care = session.care;
    let now = use_clock();
    let content = html! {
        <>
            { emergencies(text, care) }
            if session.estate().is_some() {
                <Head title={text.account().estate_phones} />
                { show(&estate, |estate: &std::rc::Rc<EstateView>| duty_phones(text, care, estate, now)) }
            }
        </>
    };
    if care {
        let tabs = html! { <MainTabs current={Route::Phones} /> };
        html! { <TabPage title={text.account().phones} {tabs}>{ content }</TabPage> }
    } else {
        html! { <Page title={text.account().phones} above={Route::Home}>{ content }</Page> }
    }
}

fn numbers(text: &Text) -> [(&'static str, &'static str); 4] {
    let account = &text.account();
    [
        ("119", account.fire),
        ("110", account.police),
        ("120", account.ambulance),
        ("96333", account.lift),
    ]
}

fn emergencies(text: &Text, care: bool) -> Html {
    if care {
        let deed = |(number, who): (&'static str, &'static str)| {
            html! { <a class="alarm" href={format!("tel:{number}")}>
                <Dot icon="phone" tone={Tone::Stop} /><span>{ phone::public(text, number, who) }</span>
            </a> }
        };
        return html! {
            <nav class="deeds" aria-label={text.account().danger}>
                { for numbers(text).into_iter().map(deed) }
            </nav>
        };
    }
    let call = |(number, who): (&'static str, &'static str)| {
        html! {
            <CallLink {number} kind={Kind::Soft}><b>{ number }</b>{ who }</CallLink>
        }
    };
    html! {
        <Card class="call">
            <h2><Icon name="alert" class="i-s" />{ text.account().danger }</h2>
            <div class="call-grid">{ for numbers(text).into_iter().map(call) }</div>
        </Card>
    }
}

fn duty_phones(text: &Text, care: bool, estate: &EstateView, now: Timestamp) -> Html {
    // The public numbers stand above already.
    let public = numbers(text).map(|(number, _)| number);
    let own = estate.phones.iter().filter(|phone| !public.contains(&phone.number.trim()));
    let hours = |phone: &DutyPhone| phone::answers(text, &phone.hours, now.time_of_day());
    let href = |phone: &DutyPhone| {
        let digits: String = phone.number.chars().filter(char::is_ascii_digit).collect();
        format!("tel:{digits}")
    };
    if care {
        let deed = |phone: &DutyPhone| {
            html! { <a href={href(phone)}>
                <Dot icon="phone" />
                <span>{ (text.account().call_number)(&phone::desk(text, &phone.label)) }<small>{ hours(phone) }</small></span>
            </a> }
        };
        let phones = own.map(deed);
        return html! {
            <nav class="deeds" aria-label={text.account().estate_phones}>{ for phones }</nav>
        };
    }
    let cell = |phone: &DutyPhone| {
        let (title, hours) = (phone::desk(text, &phone.label), hours(phone));
        html! {
            <Cell icon="phone" {title} sub={hours} href={href(phone)}>
                <span class="num t-brand">{ &phone.number }</span>
            </Cell>
        }
    };
    html! { <Cells>{ for own.map(cell) }</Cells> }
}
