//! The estate's journal as this phone has checked it, and the red page when it does not hold
//! (`threats.md` J1).

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::journal::{Alarm as AlarmOfTown, AlarmList, ListAlarms, RaiseAlarm};
use shared::domain::account::Role;
use shared::domain::estate::EstateId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hook::{use_action, use_clock, use_query, use_session, use_text};
use crate::i18n::{say, time};
use crate::net::call;
use crate::net::fetch::Failure;
use crate::net::journal::{Evidence, Record, check, file_of, held};
use crate::route::Route;
use crate::ui::{Aside, Button, Card, Cell, Cells, Chip, Icon, Kind, Page, Tone, show};

/// What was checked and when, or what did not hold.
#[component]
pub fn Journal() -> Html {
    let text = use_text();
    let session = use_session();
    let above =
        if session.role().is_some_and(Role::is_resident) { Route::Mine } else { Route::Home };
    let content = match session.estate() {
        Some(estate) => html! { <OfEstate {estate} /> },
        None if session.role() == Some(Role::Twn) => html! { <OfTown /> },
        None => html! { <Aside icon="info">{ text.journal().none }</Aside> },
    };
    html! { <Page title={text.journal().title} {above}>{ content }</Page> }
}

#[derive(Properties, PartialEq)]
struct OfEstateProps {
    estate: EstateId,
}

#[component]
fn OfEstate(props: &OfEstateProps) -> Html {
    let estate = props.estate;
    let text = use_text();
    let now = use_clock();
    let record = use_state(|| Record::read(estate));
    let failure = use_state(|| None::<Failure>);
    {
        let (record, failure) = (record.setter(), failure.setter());
        use_effect_with(estate, move |&estate| {
            spawn_local(async move {
                match check(estate).await {
                    Ok(checked) => record.set(checked),
                    Err(why) => failure.set(Some(why)),
                }
            });
        });
    }
    let keep = {
        let setter = record.setter();
        Callback::from(move |next: Record| {
            next.keep(estate);
            setter.set(next);
        })
    };
    if let Some(evidence) = &record.alarm {
        let evidence = evidence.clone();
        return html! { <Alarm {estate} {evidence} record={(*record).clone()} {keep} /> };
    }
    let journal = text.journal();
    let checked = held(&record).map(|at| time::when(text, at, now));
    let size = record.kept.as_ref().and_then(|_| i64::try_from(record.size).ok());
    let (signed, of) = record.witnesses;
    html! {
        <>
            if record.ended.is_some() {
                <Card class="call">
                    <h2><Icon name="alert" class="i-s" />{ journal.lost }</h2>
                    <p>{ journal.lost_why }</p>
                    <Button class="gap-m" kind={Kind::Default} label={journal.read} onclick={
                        let record = (*record).clone();
                        keep.reform(move |_: MouseEvent| Record { ended: None, ..record.clone() })
                    } />
                </Card>
            }
            if let (Some(checked), Some(size)) = (checked, size) {
                <Cells>
                    <Cell icon="check" title={journal.holds} sub={(journal.checked)(&checked)} />
                    <Cell icon="doc" title={(journal.entries)(size)} />
                    <Cell icon="people" title={(journal.witnessed)(signed, of)} />
                </Cells>
            }
            if let Some(failure) = &*failure {
                <p class="why" role="alert">{ say(text, failure) }</p>
            }
            <Aside icon="shield">{ journal.why }</Aside>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AlarmProps {
    estate: EstateId,
    evidence: Evidence,
    record: Record,
    keep: Callback<Record>,
}

/// The red page: what happened, what is kept, and whom to send it to.
#[component]
fn Alarm(props: &AlarmProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let send = use_action::<RaiseAlarm>();
    let AlarmProps { estate, evidence, record, keep } = props;
    let onsend = {
        let (send, estate, evidence) = (send.clone(), *estate, evidence.clone());
        let (record, keep) = (record.clone(), keep.clone());
        Callback::from(move |_: MouseEvent| {
            let sent = Evidence { sent: true, ..evidence.clone() };
            let next = Record { alarm: Some(sent), ..record.clone() };
            let keep = keep.clone();
            send.run((estate,), evidence.alarm(), move |_| keep.emit(next));
        })
    };
    let onsave = {
        let file = file_of(&evidence.kept, &evidence.served, &evidence.proof);
        Callback::from(move |_: MouseEvent| {
            call::save(file.as_bytes(), "text/plain;charset=utf-8", "linli-journal.txt");
        })
    };
    let anew = keep.reform(|_: MouseEvent| Record::default());
    let journal = text.journal();
    let at = time::when(text, shared::value::Timestamp::from_ms(evidence.at), now);
    let what = if evidence.unknown_key { journal.unknown_key } else { journal.forked };
    html! {
        <>
            <section class="card call" role="alert">
                <h2><Icon name="alert" class="i-s" />{ journal.broken }</h2>
                <p>{ what }</p>
                <p class="sub">{ (journal.since)(&at) }</p>
            </section>
            <Card title={journal.evidence}>
                <p class="sub">{ journal.evidence_why }</p>
                if let Some(failure) = send.failure() {
                    <p class="why" role="alert">{ say(text, failure) }</p>
                }
                if evidence.sent {
                    <p>{ journal.sent }</p>
                } else {
                    <Button class="gap-m" kind={Kind::Warn} label={journal.send} busy={send.busy()} onclick={onsend} />
                }
                <Button class="gap-m" kind={Kind::Default} label={journal.save} onclick={onsave} />
                if evidence.sent {
                    <Button class="gap-m" kind={Kind::Quiet} label={journal.anew} onclick={anew} />
                }
            </Card>
            <Aside icon="info">{ journal.meanwhile }</Aside>
        </>
    }
}

/// What residents of the town's estates have sent.
#[component]
fn OfTown() -> Html {
    let text = use_text();
    let now = use_clock();
    let list = use_query::<ListAlarms>((), Nothing {});
    let journal = text.journal();
    let card = |alarm: &AlarmOfTown| {
        let file = file_of(&alarm.kept, &alarm.served, &alarm.proof);
        let onsave = Callback::from(move |_: MouseEvent| {
            call::save(file.as_bytes(), "text/plain;charset=utf-8", "linli-journal.txt");
        });
        let (said, tone) = if alarm.is_signed {
            (journal.is_signed, Tone::Stop)
        } else {
            (journal.is_unsigned, Tone::Grey)
        };
        html! {
            <Card title={alarm.name.clone()}>
                <p class="cap">{ time::when(text, alarm.at, now) }</p>
                <p><Chip text={said} {tone} /></p>
                <Button class="gap-m" kind={Kind::Default} label={journal.save} onclick={onsave} />
            </Card>
        }
    };
    let cards = |list: &Rc<AlarmList>| {
        if list.alarms.is_empty() {
            return html! { <Aside icon="check">{ journal.no_alarms }</Aside> };
        }
        html! {
            <>
                { for list.alarms.iter().map(card) }
                <Aside icon="info">{ journal.alarms_why }</Aside>
            </>
        }
    };
    show(&list, cards)
}
