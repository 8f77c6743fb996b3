//! Three marks, once: how fast, how good, how they were treated. Nothing is chosen beforehand.

use shared::api::report::{RateReport, Rating, ReportView};
use shared::domain::report::{Event, Ticket};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::send;
use super::steps::Setting;
use crate::hook::use_text;
use crate::i18n::{Text, say, time};
use crate::net::fetch::Failure;
use crate::net::outbox::Record;
use crate::net::{call, live, outbox};
use crate::ui::{Button, Card, Icon, Kind, use_toast};

/// The rating of a report: the form where it may be rated and no marks wait on this phone, else the
/// marks that were given.
pub(super) fn rating(setting: Setting<'_>, waits: bool) -> Html {
    let Setting { text, view, now, .. } = setting;
    match &view.rating {
        Some(rating) => given(text, rating),
        None if view.may.contains(&Event::Rate) && !waits => {
            let until = view.rate_until.map(|until| time::when(text, until, now));
            html! {
                <Rate ticket={view.card.ticket} until={until.map(AttrValue::from)}
                    first={first(view)} />
            }
        }
        None => Html::default(),
    }
}

/// Whether rating is the one thing that is left to do.
fn first(view: &ReportView) -> bool {
    !view.may.contains(&Event::Confirm)
}

fn given(text: &Text, rating: &Rating) -> Html {
    let show = &text.report().show;
    let marks = [rating.speed, rating.result, rating.attitude];
    let row = |(name, mark): (&'static str, u8)| {
        let word = show.marks.get(usize::from(mark.saturating_sub(1))).copied().unwrap_or_default();
        html! { <><dt>{ name }</dt><dd>{ word }</dd></> }
    };
    html! {
        <Card title={show.rated}>
            <dl class="facts">{ for show.rate_of.into_iter().zip(marks).map(row) }</dl>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RateProps {
    ticket: Ticket,
    until: Option<AttrValue>,
    first: bool,
}

#[component]
fn Rate(props: &RateProps) -> Html {
    let text = use_text();
    let show = &text.report().show;
    let toast = use_toast();
    let marks = use_state_eq(|| [None::<u8>; 3]);
    let missing = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let onsend = {
        let (marks, missing, ticket) = (marks.clone(), missing.setter(), props.ticket);
        let (busy, failure) = (busy.clone(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let [Some(speed), Some(result), Some(attitude)] = *marks else {
                missing.set(true);
                return;
            };
            missing.set(false);
            if *busy {
                return;
            }
            busy.set(true);
            let (toast, busy, failure) = (toast.clone(), busy.setter(), failure.clone());
            spawn_local(async move {
                let rated = rate(ticket, &Rating { speed, result, attitude }).await;
                busy.set(false);
                failure.set(rated.as_ref().err().cloned());
                match rated {
                    Ok(Rated::Done) => toast.say((text.report().show.said)(Event::Rate)),
                    Ok(Rated::Kept) => toast.say(send::kept_words(text)),
                    Err(_) => {}
                }
            });
        })
    };
    let row = |(index, name): (usize, &'static str)| {
        let chosen = marks.get(index).copied().flatten();
        let marks = marks.clone();
        let onchange = Callback::from(move |mark: u8| {
            let mut next = *marks;
            if let Some(place) = next.get_mut(index) {
                *place = Some(mark);
            }
            marks.set(next);
        });
        html! { <Faces {index} {name} {chosen} {onchange} /> }
    };
    html! {
        <Card title={show.rate}>
            if let Some(until) = &props.until {
                <p class="sub">{ (show.rate_until)(until) }</p>
            }
            { for show.rate_of.into_iter().enumerate().map(row) }
            if *missing && marks.iter().any(Option::is_none) {
                <p class="why" role="alert"><Icon name="alert" />{ show.rate_missing }</p>
            }
            if let Some(failure) = &*failure {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            <Button class="gap-m" kind={if props.first { Kind::Primary } else { Kind::Default }}
                label={show.rate_send} busy={*busy} onclick={onsend} />
        </Card>
    }
}

/// How it went.
enum Rated {
    /// It is done.
    Done,
    /// It waits on this phone.
    Kept,
}

/// Rates; without a network the marks wait on this phone.
async fn rate(ticket: Ticket, rating: &Rating) -> Result<Rated, Failure> {
    match call::call::<RateReport>(&(ticket,), rating).await {
        Ok(_) => {
            live::announce(&live::Change::All);
            Ok(Rated::Done)
        }
        Err(Failure::Network) => {
            let record = Record::json::<RateReport>(&(ticket,), rating);
            let kept = outbox::enqueue(vec![record]).await;
            kept.map(|()| Rated::Kept).map_err(|_| Failure::Network)
        }
        Err(failure) => Err(failure),
    }
}

#[derive(PartialEq, Properties)]
struct FacesProps {
    index: usize,
    name: AttrValue,
    chosen: Option<u8>,
    onchange: Callback<u8>,
}

/// The mouths of the five faces, from down to up.
const MOUTHS: [&str; 5] = [
    "M8 17c1-3 7-3 8 0",
    "M8.5 16.5c1-1.5 6-1.5 7 0",
    "M8.5 15.8h7",
    "M8.5 15c1 1.5 6 1.5 7 0",
    "M7.5 14.2c1 4 8 4 9 0z",
];

/// Five faces with their words, of which one can be chosen.
#[component]
fn Faces(props: &FacesProps) -> Html {
    let text = use_text();
    let group = format!("rate-{}", props.index);
    let face = |(mark, (mouth, word)): (u8, (&'static str, &'static str))| {
        let on = props.chosen == Some(mark);
        let onchange = props.onchange.reform(move |_: yew::Event| mark);
        html! {
            <label class={classes!(on.then_some("on"))}>
                <input type="radio" name={group.clone()} checked={on} {onchange} />
                <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
                    <circle cx="12" cy="12" r="9" /><path d="M9 9.5h.01M15 9.5h.01" stroke-width="2.6" />
                    <path d={mouth} />
                </svg>
                <span>{ word }</span>
            </label>
        }
    };
    let faces = (1..).zip(MOUTHS.into_iter().zip(text.report().show.marks));
    html! {
        <fieldset class="faces">
            <legend>{ props.name.clone() }</legend>
            <div>{ for faces.map(face) }</div>
        </fieldset>
    }
}
