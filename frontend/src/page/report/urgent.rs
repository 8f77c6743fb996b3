//! Where life is at risk: first the telephone, then the report.

use std::rc::Rc;

use shared::api::estate::EstateView;
use shared::api::report::{CategoryList, CategoryView};
use shared::domain::estate::DutyPhone;
use shared::domain::report::{CategoryCode, Course, Party, Severity};
use yew::prelude::*;
use yew_router::hooks::{use_navigator, use_route};

use crate::hook::use_text;
use crate::i18n::{Text, phone};
use crate::net::clock;
use crate::page::names;
use crate::route::Route;
use crate::ui::{ButtonLink, CallLink, Icon, Kind, Sheet};

/// The duty phones of the estate's own, without the public numbers.
pub(super) fn duty_phones(estate: Option<&EstateView>) -> impl Iterator<Item = &DutyPhone> {
    let own = |phone: &&DutyPhone| phone.number.bytes().filter(u8::is_ascii_digit).count() > 6;
    estate.into_iter().flat_map(|estate| &estate.phones).filter(own)
}

/// Choosing a category: the sheet first where there is somebody to call, else the form.
pub(super) struct Choosing {
    /// A category was chosen.
    pub(super) onchoose: Callback<CategoryCode>,
    /// The sheet.
    pub(super) sheet: Html,
}

/// What a page needs to let somebody choose.
#[hook]
pub(super) fn use_choosing(
    list: Option<Rc<CategoryList>>,
    estate: Option<Rc<EstateView>>,
) -> Choosing {
    let navigator = use_navigator();
    let open = use_state_eq(|| None::<CategoryCode>);
    // The page stays below the form that follows; its sheet would lie over everything.
    let (close, route) = (open.setter(), use_route::<Route>());
    use_effect_with(route, move |_| close.set(None));
    let onchoose = {
        let (open, list) = (open.setter(), list.clone());
        Callback::from(move |code: CategoryCode| {
            let calls = names::category(list.as_deref(), &code)
                .is_some_and(|view| !view.words.call.is_empty());
            if calls {
                open.set(Some(code));
            } else if let Some(navigator) = &navigator {
                navigator.push(&Route::ReportNew { category: code.to_string() });
            }
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let sheet = html! { <UrgentSheet {list} {estate} code={(*open).clone()} {onclose} /> };
    Choosing { onchoose, sheet }
}

#[derive(PartialEq, Properties)]
struct UrgentSheetProps {
    list: Option<Rc<CategoryList>>,
    estate: Option<Rc<EstateView>>,
    code: Option<CategoryCode>,
    onclose: Callback<()>,
}

#[component]
fn UrgentSheet(props: &UrgentSheetProps) -> Html {
    let text = use_text();
    let pick = &text.report().pick;
    let list = props.list.as_deref();
    let view = props.code.as_ref().and_then(|code| names::category(list, code));
    let first = view.and_then(|view| view.words.call.first()).map_or("", String::as_str);
    let content = view.map(|view| {
        let duty = duty_phones(props.estate.as_deref()).next();
        let numbers = view.words.call.iter().enumerate();
        let call = |(index, number): (usize, &String)| call(text, index, number, duty);
        let category = view.category.code.to_string();
        html! {
            <>
                <p class="sub">{ pick.first_sub }</p>
                { for numbers.map(call) }
                <ButtonLink kind={Kind::Quiet} label={pick.go_on} to={Route::ReportNew { category }} />
                if let Some(told) = told(text, list, props.estate.as_deref(), view) {
                    <p class="cap center gap-s">{ (pick.told)(&told) }</p>
                }
            </>
        }
    });
    let mark = view.map(|view| AttrValue::from(view.words.icon.clone()));
    html! {
        <Sheet open={view.is_some()} onclose={props.onclose.clone()} id="urgent"
            title={(pick.first)(first)} {mark}>{ content.unwrap_or_default() }</Sheet>
    }
}

/// One number to call; the duty room only where the estate has one.
fn call(text: &Text, index: usize, number: &str, duty: Option<&DutyPhone>) -> Html {
    let pick = &text.report().pick;
    let kind = if index == 0 { Kind::Warn } else { Kind::Default };
    let (number, words) = match (number, duty) {
        ("DUTY", None) => return Html::default(),
        ("DUTY", Some(phone)) => {
            let who = phone::desk(text, &phone.label);
            let hours = phone::answers(text, &phone.hours, clock::now().time_of_day());
            (phone.number.clone(), (pick.call_duty)(&who, &hours))
        }
        (number, _) => (number.to_owned(), (pick.call)(number)),
    };
    html! { <CallLink {number} {kind}><Icon name="phone" />{ words }</CallLink> }
}

/// Who is told at once of a life-safety report.
fn told(
    text: &Text,
    list: Option<&CategoryList>,
    estate: Option<&EstateView>,
    view: &CategoryView,
) -> Option<String> {
    let served = estate.is_some_and(|estate| estate.company.is_some());
    let course = Course::begin(&view.category, served);
    if course.severity != Severity::P1 {
        return None;
    }
    let company = course.company.then_some(Party::Company);
    let community = (!course.community_excluded).then_some(Party::Community);
    let parties = [company, community, Some(course.lead)];
    let names = parties.into_iter().flatten().map(|party| names::party_name(text, list, &party));
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    Some(names.join(text.report().form.comma))
}
