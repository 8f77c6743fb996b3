//! The meetings of an estate: drafts first, then what runs, then the past.

use shared::api::report::PageQuery;
use shared::api::vote::{ListMeetings, MeetingCard};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MeetingStatus, Organiser};
use shared::policy::{organises, trustee_seat};
use shared::value::Timestamp;
use yew::prelude::*;

use super::path::Path;
use crate::hook::{use_clock, use_pages, use_session, use_text};
use crate::i18n::{Text, time};
use crate::ui::{Button, ButtonLink, Cell, Cells, Chip, Empty, Head, Kind, Tone, show};

/// What a [`List`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct ListProps {
    pub(super) estate: EstateId,
}

/// The meetings, what the seat may begin, and its key.
#[component]
pub(super) fn List(props: &ListProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let role = use_session().role();
    let say = &text.meeting().list;
    let drafts = role.is_some_and(|role| Organiser::ALL.iter().any(|of| organises(role, *of)));
    let keeps = role.is_some_and(|role| trustee_seat(role).is_some());
    let list = use_pages::<ListMeetings>(
        (props.estate,),
        |cursor| PageQuery { cursor },
        |page| page.next.as_deref(),
    );
    let cards: Vec<&MeetingCard> = list.all().flat_map(|page| &page.items).collect();
    let content = show(&list.first, |_| {
        if cards.is_empty() {
            let why = if drafts { say.empty_drafts } else { say.empty_why };
            return html! { <Empty icon="vote" title={say.empty} sub={why} /> };
        }
        html! {
            <>
                { sections(text, &cards, now) }
                if let Some(more) = &list.more {
                    <Button kind={Kind::Quiet} label={text.common.next_page} busy={list.busy}
                        onclick={more.reform(|_: MouseEvent| ())} />
                }
            </>
        }
    });
    html! {
        <>
            if drafts {
                <ButtonLink class="gap-m" icon="plus" label={say.begin}
                    to={Path::New(props.estate).route()} />
            }
            { content }
            if keeps {
                <Cells class="gap">
                    <Cell icon="lock" title={say.key} sub={say.key_sub}
                        to={Path::Trustee(props.estate).route()} />
                </Cells>
            }
        </>
    }
}

/// Where a meeting stands in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Draft,
    Running,
    Counting,
    Past,
}

const fn place(status: MeetingStatus) -> Place {
    match status {
        MeetingStatus::Draft | MeetingStatus::Reviewed => Place::Draft,
        MeetingStatus::Noticed | MeetingStatus::Open => Place::Running,
        MeetingStatus::Closed | MeetingStatus::Tallied => Place::Counting,
        _ => Place::Past,
    }
}

fn sections(text: &Text, cards: &[&MeetingCard], now: Timestamp) -> Html {
    let say = &text.meeting().list;
    let section = |title: &'static str, wanted: Place| {
        let mut of = cards.iter().filter(|card| place(card.status) == wanted).peekable();
        if of.peek().is_none() {
            return Html::default();
        }
        html! {
            <>
                <Head {title} />
                <Cells plain=true>{ for of.map(|card| row(text, card, now)) }</Cells>
            </>
        }
    };
    html! {
        <>
            { section(say.drafts, Place::Draft) }
            { section(say.running, Place::Running) }
            { section(say.counting, Place::Counting) }
            { section(say.past, Place::Past) }
        </>
    }
}

fn row(text: &Text, card: &MeetingCard, now: Timestamp) -> Html {
    let window = window(text, card.opens, card.closes, now);
    let organiser = (text.vote().meeting.organiser)(card.organiser);
    html! {
        <Cell key={card.id.to_string()} title={card.title.clone()}
            sub={AttrValue::from((text.common.pair)(organiser, &window))}
            to={Path::Meeting(card.id).route()}>
            { status(text, card.status) }
        </Cell>
    }
}

/// From when to when.
pub(super) fn window(text: &Text, opens: Timestamp, closes: Timestamp, now: Timestamp) -> String {
    let at = |at| format!("{} {}", time::date(text, at, now), time::time_of_day(at));
    (text.meeting().list.window)(&at(opens), &at(closes))
}

/// Where a meeting stands, as a chip.
pub(super) fn status(text: &Text, status: MeetingStatus) -> Html {
    let tone = match status {
        MeetingStatus::Open | MeetingStatus::CorrectionOrdered => Tone::Wait,
        MeetingStatus::Noticed => Tone::Info,
        MeetingStatus::Published | MeetingStatus::Corrected => Tone::Brand,
        MeetingStatus::Revoked | MeetingStatus::Annulled => Tone::Stop,
        _ => Tone::Grey,
    };
    html! { <Chip {tone} text={(text.vote().list.status)(status)} /> }
}
