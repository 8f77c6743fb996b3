//! What is known of a report: photos, words, who, which law, who handles it.

use std::rc::Rc;

use shared::api::report::{CategoryList, PhotoView, ReportView};
use shared::domain::report::Party;
use yew::prelude::*;

use super::duty::declined;
use super::filter::{Filter, Way, WayLink};
use super::reveal::Reveal;
use super::words;
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Card, Photo, Shots};

/// Photos as the viewer takes them.
pub(super) fn photos(views: &[PhotoView]) -> Rc<[Photo]> {
    let photo = |view: &PhotoView| Photo {
        thumb: view.thumb.clone().into(),
        large: view.large.clone().into(),
    };
    views.iter().map(photo).collect()
}

/// Photos and words of the reporter.
pub(super) fn evidence(text: &Text, view: &ReportView) -> Html {
    html! {
        <Card title={if view.photos.is_empty() { text.staff().words } else { text.staff().photos }}>
            <Shots photos={photos(&view.photos)} />
            if let Some(words) = &view.words {
                <p class="pre said gap">{ format!("“{words}”") }</p>
            } else {
                <p class="sub gap">{ text.staff().no_words }</p>
            }
        </Card>
    }
}

fn fact(name: &'static str, value: Html) -> Html {
    html! { <><dt>{ name }</dt><dd>{ value }</dd></> }
}

fn fact_if(name: &'static str, value: Option<AttrValue>) -> Html {
    value.map(|value| fact(name, html! { { value } })).unwrap_or_default()
}

/// Who filed it, who handles it, on which ground.
pub(super) fn facts(
    text: &Text,
    list: Option<&CategoryList>,
    view: &ReportView,
    filter: &Filter,
    several: bool,
) -> Html {
    let staff = &text.staff();
    let name = |code: &shared::domain::estate::DeptCode| {
        words::party(text, list, &Party::of_code(code)).to_string()
    };
    let co: Vec<String> = view.co.iter().map(name).collect();
    let co = (!co.is_empty()).then(|| co.join(text.language.pick("、", ", ")).into());
    // Who has declined leads no longer.
    let leads = declined(&view.steps).is_none();
    let lead = leads.then(|| words::party(text, list, &view.card.lead));
    let together = view.followers.filter(|count| *count > 0);
    let marks = view.rating.as_ref().map(|rating| {
        let [speed, result, attitude] =
            [rating.speed, rating.result, rating.attitude].map(i64::from);
        (staff.marks)(speed, result, attitude).into()
    });
    html! {
        <Card>
            <dl class="facts">
                { fact(staff.who_filed, html! { <Reveal ticket={view.card.ticket}
                    person={view.reporter.clone().map(Rc::new)} may={view.may_reveal} /> }) }
                { fact_if(staff.law, view.legal.clone().map(Into::into)) }
                { estate(text, view, filter, several) }
                { fact_if(staff.lead, lead) }
                { fact_if(staff.co, co) }
                { fact_if(staff.assignee, view.card.assignee.clone().map(Into::into)) }
                { fact_if(staff.together, together.map(|n| (staff.followers)(n.into()).into())) }
                { merged(text, view, filter) }
                { fact_if(staff.rating, marks) }
            </dl>
        </Card>
    }
}

/// The estate; where the seat reaches several, a way to see its reports only.
fn estate(text: &Text, view: &ReportView, filter: &Filter, several: bool) -> Html {
    if !several {
        return fact_if(text.staff().estate, Some(view.estate_name.clone().into()));
    }
    let only = Filter { estate: Some(view.estate), ..filter.acting(None) };
    let way = Way { to: Route::Staff, filter: only, replace: false };
    fact(
        text.staff().estate,
        html! {
            <>
                { view.estate_name.clone() }<br />
                if filter.estate.is_none() {
                    <WayLink {way} class="link more">
                        { (text.staff().estate_filter)(&view.estate_name) }
                    </WayLink>
                }
            </>
        },
    )
}

fn merged(text: &Text, view: &ReportView, filter: &Filter) -> Html {
    let Some(other) = view.merged_into else { return Html::default() };
    let to = Route::StaffReport { ticket: other.to_string() };
    let way = Way { to, filter: filter.acting(None), replace: false };
    fact(
        text.staff().merged_into,
        html! {
            <WayLink {way} class="link more">{ other.to_string() }</WayLink>
        },
    )
}
