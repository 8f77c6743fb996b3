//! The roll of a meeting for who serves the notice: who was told by which channel, who has voted,
//! and objections with their answers.

use std::rc::Rc;

use shared::api::vote::{ListRoll, MeetingView, RollPage, RollQuery, RollRow, RollSummary};
use shared::domain::account::Role;
use shared::domain::vote::{DeliveryChannel, MeetingId, MeetingStatus};
use shared::policy::organises;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::deliver::DeliverSheet;
use super::figures;
use super::objections::Objections;
use super::path::Path;
use super::use_meeting;
use crate::hook::{use_pages, use_session, use_text};
use crate::i18n::Text;
use crate::ui::{Button, Card, Cell, Cells, Chip, Empty, Head, Icon, Kind, Page, Tone, show};

/// What [`MeetingRoll`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct MeetingRollProps {
    pub(super) id: MeetingId,
}

/// The page of the roll.
#[component]
pub(super) fn MeetingRoll(props: &MeetingRollProps) -> Html {
    let text = use_text();
    let role = use_session().role();
    let query = use_meeting(props.id);
    let view = query.data();
    let serves = view.is_some_and(|view| serves(role, view));
    let content = show(&query, |view| {
        if view.roll.is_none() {
            let say = &text.meeting().roll;
            return html! { <Empty icon="people" title={say.none_yet} sub={say.none_yet_why} /> };
        }
        let asked = matches!(view.status, MeetingStatus::Noticed | MeetingStatus::Open);
        let answers = serves && view.status == MeetingStatus::Noticed;
        html! {
            <>
                <Objections id={view.id} {answers} />
                <Parties id={view.id} serves={serves && asked} />
            </>
        }
    });
    html! {
        <Page title={text.meeting().roll.title} above={Path::Meeting(props.id).route()}>
            { content }
        </Page>
    }
}

/// Whether the seat serves the notice and answers objections: as the policy says.
fn serves(role: Option<Role>, view: &MeetingView) -> bool {
    role.is_some_and(|role| role == Role::Cmy || organises(role, view.draft.organiser))
}

#[derive(PartialEq, Properties)]
struct PartiesProps {
    id: MeetingId,
    serves: bool,
}

/// The parties, to be looked through.
#[component]
fn Parties(props: &PartiesProps) -> Html {
    let text = use_text();
    let say = &text.vote().roll;
    let typed = use_state_eq(String::new);
    let find = use_state_eq(String::new);
    let chosen = use_state_eq(|| None::<Rc<RollRow>>);
    let asked = find.trim().to_owned();
    let list = use_pages::<ListRoll>(
        (props.id,),
        |cursor| RollQuery { find: (!asked.is_empty()).then(|| asked.clone()), cursor },
        |page| page.page.next.as_deref(),
    );
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let (typed, find) = (typed.clone(), find.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            find.set((*typed).clone());
        })
    };
    let close = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |row: RollRow| chosen.set(Some(Rc::new(row))))
    };
    let rows: Vec<&RollRow> = list.all().flat_map(|page| &page.page.items).collect();
    let onrow = props.serves.then_some(choose);
    let content = show(&list.first, |page: &Rc<RollPage>| {
        html! {
            <>
                { summary(text, &page.summary) }
                if rows.is_empty() {
                    <Empty icon="search" title={(say.none)(&find)} />
                } else {
                    <Cells plain=true class="gap">
                        { for rows.iter().map(|of| row(text, of, onrow.as_ref())) }
                    </Cells>
                }
                if let Some(more) = &list.more {
                    <Button kind={Kind::Quiet} label={text.common.next_page} busy={list.busy}
                        onclick={more.reform(|_: MouseEvent| ())} />
                }
            </>
        }
    });
    html! {
        <>
            <Head title={say.all} />
            <form role="search" class="find" {onsubmit}>
                <Icon name="search" />
                <input type="search" enterkeyhint="search" aria-label={say.find}
                    placeholder={say.find_hint} maxlength="40" value={(*typed).clone()} {oninput} />
                <Button inline=true kind={Kind::Quiet} submit=true label={say.find} />
            </form>
            { content }
            <DeliverSheet id={props.id} row={(*chosen).clone()} onclose={close} />
        </>
    }
}

fn summary(text: &Text, of: &RollSummary) -> Html {
    let say = &text.vote().roll;
    let sums = (say.sums)(
        &figures::number(text, u64::from(of.parties)),
        &figures::persons(text, of.weight.persons),
        &figures::area(text, of.weight.area),
    );
    html! {
        <Card class="gap">
            <p class="strong">{ sums }</p>
            <p class="sub gap-s">{ if of.frozen { say.frozen } else { say.open } }</p>
            <p class="cap gap hash">{ (say.root)(&of.root) }</p>
        </Card>
    }
}

fn row(text: &Text, of: &RollRow, onrow: Option<&Callback<RollRow>>) -> Html {
    let say = &text.vote().roll;
    let comma = text.vote().matter.comma;
    let owners = if of.developer { say.developer.to_owned() } else { of.owners.join(comma) };
    let weight = figures::weight(text, of.weight);
    let onclick = onrow.map(|onrow| {
        let row = of.clone();
        onrow.reform(move |_: MouseEvent| row.clone())
    });
    html! {
        <Cell key={of.party.to_string()} title={of.units.join(comma)}
            sub={AttrValue::from((text.common.pair)(&owners, &weight))}
            below={served(text, &of.served)} {onclick}>
            if of.voted == Some(true) {
                <Chip tone={Tone::Grey} icon="check" text={say.voted} />
            }
        </Cell>
    }
}

/// By which channels the notice was served.
fn served(text: &Text, channels: &[DeliveryChannel]) -> Html {
    let say = &text.meeting().roll;
    if channels.is_empty() {
        return html! { <span class="cap block">{ say.not_served }</span> };
    }
    let names: Vec<&str> = channels.iter().map(|of| (say.channel)(*of)).collect();
    let words = (say.served)(&names.join(text.vote().matter.comma));
    html! { <span class="cap block">{ words }</span> }
}
