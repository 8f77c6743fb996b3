//! The roll of a meeting: am I on it, with which area, and what to do if not.

use std::rc::Rc;

use shared::api::vote::{ListRoll, RollPage, RollQuery, RollRow, RollSummary};
use shared::domain::account::Role;
use shared::domain::vote::MeetingId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::amount::grouped;
use super::objection::Objections;
use super::path::Path;
use super::use_meeting;
use super::words::{area_of, persons_of, weight_of};
use crate::hook::{use_pages, use_session, use_text};
use crate::i18n::Text;
use crate::ui::{
    Aside, Button, Card, Cell, Cells, Chip, Empty, Head, Icon, Kind, Page, Tone, show,
};

/// What [`VoteRoll`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct VoteRollProps {
    pub(super) id: MeetingId,
}

/// The page of the roll.
#[component]
pub(super) fn VoteRoll(props: &VoteRollProps) -> Html {
    let text = use_text();
    let say = &text.vote().roll;
    let owner = use_session().role() == Some(Role::Own);
    let typed = use_state_eq(String::new);
    let find = use_state_eq(String::new);
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
    let rows: Vec<&RollRow> = list.all().flat_map(|page| &page.page.items).collect();
    let open = list.first.data().is_some_and(|page| !page.summary.frozen);
    let content = show(&list.first, |page: &Rc<RollPage>| {
        html! {
            <>
                { summary(text, &page.summary) }
                if find.is_empty() && owner {
                    <Mine id={props.id} />
                }
                <form role="search" class="find gap" {onsubmit}>
                    <Icon name="search" />
                    <input type="search" enterkeyhint="search" aria-label={say.find}
                        placeholder={say.find_hint} maxlength="40" value={(*typed).clone()} {oninput} />
                    <Button inline=true kind={Kind::Quiet} submit=true label={say.find} />
                </form>
                if rows.is_empty() && !find.is_empty() {
                    <Empty icon="search" title={(say.none)(&find)} />
                } else {
                    <Head title={say.all} />
                    <Cells plain=true>{ for rows.iter().map(|of| row(text, of)) }</Cells>
                }
                if let Some(more) = &list.more {
                    <Button kind={Kind::Quiet} label={text.common.next_page} busy={list.busy}
                        onclick={more.reform(|_: MouseEvent| ())} />
                }
            </>
        }
    });
    html! {
        <Page title={say.title} above={Path::Meeting(props.id).route()}>
            { content }
            if owner {
                <Objections id={props.id} {open} />
            } else {
                <Aside icon="hidden">{ say.owners_only }</Aside>
            }
        </Page>
    }
}

fn summary(text: &Text, of: &RollSummary) -> Html {
    let say = &text.vote().roll;
    let sums = (say.sums)(
        &grouped(u64::from(of.parties)),
        &persons_of(text, of.weight.persons),
        &area_of(text, of.weight.area),
    );
    html! {
        <Card>
            <p class="strong">{ sums }</p>
            <p class="sub gap-s">{ if of.frozen { say.frozen } else { say.open } }</p>
            <p class="cap gap hash">{ (say.root)(&of.root) }</p>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct MineProps {
    id: MeetingId,
}

/// The reader's own parties, before all others.
#[component]
fn Mine(props: &MineProps) -> Html {
    let text = use_text();
    let say = &text.vote().roll;
    let meeting = use_meeting(props.id);
    let Some(view) = meeting.data() else { return Html::default() };
    let row = |party: &shared::api::vote::MyParty| {
        let weight = party.weights.first().map(|of| of.weight).unwrap_or_default();
        html! {
            <Cell key={party.party.to_string()} icon="home" title={super::meeting::units(text, party)}
                sub={AttrValue::from(weight_of(text, weight))} />
        }
    };
    html! {
        <>
            <Head title={say.mine} />
            if view.mine.is_empty() {
                <Card>
                    <p class="strong">{ say.not_on_it }</p>
                    <p class="sub gap-s">{ say.not_on_it_why }</p>
                </Card>
            } else {
                <Cells>{ for view.mine.iter().map(row) }</Cells>
            }
        </>
    }
}

fn row(text: &Text, of: &RollRow) -> Html {
    let say = &text.vote().roll;
    let comma = text.vote().matter.comma;
    let mut sources: Vec<&str> = of.sources.iter().map(|source| (say.source)(*source)).collect();
    sources.dedup();
    let owners = if of.developer { say.developer.to_owned() } else { of.owners.join(comma) };
    let weight = weight_of(text, of.weight);
    html! {
        <Cell key={of.party.to_string()} title={of.units.join(comma)}
            sub={AttrValue::from((text.common.pair)(&owners, &weight))} current={of.mine}
            below={html! { <span class="cap block">{ sources.join(comma) }</span> }}>
            if of.mine {
                <Chip tone={Tone::Brand} text={say.mine} />
            } else if of.voted == Some(true) {
                <Chip tone={Tone::Grey} icon="check" text={say.voted} />
            }
        </Cell>
    }
}
