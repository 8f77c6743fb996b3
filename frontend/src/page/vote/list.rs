//! The estate's meetings: what waits for one's vote first, then what is coming, then the past.

use shared::api::report::PageQuery;
use shared::api::vote::{ListMeetings, MatterCard, MeetingCard, MyVotes};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MatterResult, MeetingStatus, Outcome};
use shared::value::Timestamp;
use yew::prelude::*;

use super::arches::{missing_line, small};
use super::path::Path;
use super::words::count;
use crate::hook::{use_clock, use_pages, use_session, use_text};
use crate::i18n::{Text, time};
use crate::page::MainTabs;
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Chip, Empty, Head, Kind, Link, TabPage, Tone, show};

/// The tab of votes.
#[component]
pub fn Votes() -> Html {
    let text = use_text();
    let estate = use_session().estate();
    let say = &text.vote().list;
    let tabs = html! { <MainTabs current={Route::Votes} /> };
    html! {
        <TabPage title={say.title} {tabs}>
            if let Some(estate) = estate {
                <Meetings {estate} />
            } else {
                <Empty icon="vote" title={say.no_estate} sub={say.no_estate_why} />
            }
        </TabPage>
    }
}

#[derive(PartialEq, Properties)]
struct MeetingsProps {
    estate: EstateId,
}

#[component]
fn Meetings(props: &MeetingsProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let list = use_pages::<ListMeetings>(
        (props.estate,),
        |cursor| PageQuery { cursor },
        |page| page.next.as_deref(),
    );
    let say = &text.vote().list;
    let cards: Vec<&MeetingCard> = list.all().flat_map(|page| &page.items).collect();
    show(&list.first, |_| {
        if cards.is_empty() {
            return html! { <Empty icon="vote" title={say.empty} sub={say.empty_why} /> };
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
    })
}

/// Where a meeting stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Open,
    Noticed,
    Counting,
    Draft,
    Past,
}

const fn place(status: MeetingStatus) -> Place {
    match status {
        MeetingStatus::Open => Place::Open,
        MeetingStatus::Noticed => Place::Noticed,
        MeetingStatus::Closed => Place::Counting,
        MeetingStatus::Draft | MeetingStatus::Reviewed => Place::Draft,
        _ => Place::Past,
    }
}

fn sections(text: &Text, cards: &[&MeetingCard], now: Timestamp) -> Html {
    let say = &text.vote().list;
    let of = |wanted: Place| -> Vec<&MeetingCard> {
        cards.iter().copied().filter(|card| place(card.status) == wanted).collect()
    };
    let section = |title: &'static str, wanted: Place| {
        let cards = of(wanted);
        if cards.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <Head {title} />
                <Cells plain=true>{ for cards.iter().map(|card| row(text, card, now)) }</Cells>
            </>
        }
    };
    let mut open = of(Place::Open);
    // What still waits for the reader first, then what ends sooner.
    open.sort_by_key(|card| (!waits(card.mine), card.closes.ms()));
    let first = open.iter().position(|card| waits(card.mine)).unwrap_or(usize::MAX);
    html! {
        <>
            { for open.iter().enumerate().map(|(index, card)| ask(text, card, index == first, now)) }
            { section(say.noticed, Place::Noticed) }
            { section(say.counting, Place::Counting) }
            { section(say.drafts, Place::Draft) }
            { section(say.past, Place::Past) }
        </>
    }
}

/// Whether a ballot of the reader's is still to come.
fn waits(mine: Option<MyVotes>) -> bool {
    mine.is_some_and(|mine| mine.cast < mine.parties)
}

/// A meeting by its matter, or by its own title where it has several.
fn title(text: &Text, card: &MeetingCard) -> AttrValue {
    match card.matters.as_slice() {
        [] => AttrValue::from(card.title.clone()),
        [only] => AttrValue::from(only.title.clone()),
        [first, rest @ ..] => (text.vote().list.and_more)(&first.title, count(rest.len())).into(),
    }
}

/// What the reader has done in it.
fn mine(text: &Text, mine: Option<MyVotes>) -> AttrValue {
    let say = &text.vote().list;
    match mine {
        None | Some(MyVotes { parties: 0, .. }) => say.not_mine.into(),
        Some(MyVotes { cast: 0, .. }) => say.not_cast.into(),
        Some(MyVotes { parties, cast }) if cast >= parties => say.cast.into(),
        Some(MyVotes { parties, cast }) => {
            (say.cast_some)(i64::from(cast), i64::from(parties)).into()
        }
    }
}

/// A vote that is open. Only one has the filled button.
fn ask(text: &Text, card: &MeetingCard, first: bool, now: Timestamp) -> Html {
    let say = &text.vote().list;
    let go = if waits(card.mine) { say.go_vote } else { say.go };
    let kind = if first { "weui-btn weui-btn_primary" } else { "weui-btn weui-btn_default" };
    let voted = card.mine.is_some_and(|mine| mine.parties > 0 && mine.cast >= mine.parties);
    html! {
        <Link key={card.id.to_string()} class="card ask" to={Path::Meeting(card.id).route()}>
            <div class="ask-text">
                <Chip tone={Tone::Wait} icon="clock" text={time::left(text, card.closes, now)} />
                <h2>{ title(text, card) }</h2>
                <p class={classes!("sub", voted.then_some("t-brand"))}>{ mine(text, card.mine) }</p>
            </div>
            if let Some(turnout) = &card.turnout {
                { small(text, turnout.participating, turnout.roll) }
                <p class="sub ask-note">
                    { missing_line(text, turnout.participating, turnout.roll) }
                </p>
            }
            <span class={kind}>{ go }</span>
        </Link>
    }
}

fn row(text: &Text, card: &MeetingCard, now: Timestamp) -> Html {
    let say = &text.vote().list;
    let day = |at| time::date(text, at, now);
    let sub = match place(card.status) {
        Place::Noticed | Place::Draft => (say.opens)(&day(card.opens)),
        Place::Counting => (say.closed)(&day(card.closes)),
        Place::Open | Place::Past => {
            let closed = (say.closed)(&day(card.closes));
            match summary(text, card) {
                Some(summary) => (text.common.pair)(&closed, &summary),
                None => closed,
            }
        }
    };
    let (tone, icon, word) = state(text, card);
    html! {
        <Cell key={card.id.to_string()} title={title(text, card)} sub={AttrValue::from(sub)}
            to={Path::Meeting(card.id).route()}>
            <Chip {tone} {icon} text={word} />
        </Cell>
    }
}

/// How an election ended, or how many of several matters passed.
fn summary(text: &Text, card: &MeetingCard) -> Option<String> {
    let say = &text.vote().list;
    let results: Vec<&MatterResult> =
        card.matters.iter().filter_map(|matter| matter.result.as_ref()).collect();
    match results.as_slice() {
        [] => None,
        [only] => only.elected.as_ref().map(|elected| {
            if elected.members.is_empty() {
                say.not_elected.to_owned()
            } else {
                (say.elected)(count(elected.members.len()), count(elected.alternates.len()))
            }
        }),
        several => {
            let passed = several.iter().filter(|of| of.decision() == Outcome::Passed).count();
            Some((say.passed_of)(count(passed), count(several.len())))
        }
    }
}

/// The chip of a meeting: what became of its only matter, else where it stands.
fn state(text: &Text, card: &MeetingCard) -> (Tone, Option<AttrValue>, AttrValue) {
    let say = &text.vote().list;
    let status = AttrValue::Static((say.status)(card.status));
    match (card.status, card.matters.as_slice()) {
        (MeetingStatus::Revoked | MeetingStatus::Annulled, _) => {
            (Tone::Stop, Some("alert".into()), status)
        }
        (MeetingStatus::CorrectionOrdered, _) => (Tone::Wait, Some("alert".into()), status),
        (MeetingStatus::Noticed, _) => (Tone::Info, None, status),
        (MeetingStatus::Closed, _) => (Tone::Wait, None, status),
        (_, [MatterCard { result: Some(result), .. }]) => outcome(text, result),
        _ => (Tone::Grey, None, status),
    }
}

fn outcome(text: &Text, result: &MatterResult) -> (Tone, Option<AttrValue>, AttrValue) {
    let say = &text.vote().list;
    if let Some(elected) = &result.elected {
        return if elected.members.is_empty() {
            (Tone::Grey, Some("abstain".into()), say.not_elected.into())
        } else {
            (Tone::Brand, Some("check".into()), say.elected_word.into())
        };
    }
    let decision = result.decision();
    let word = AttrValue::Static((say.outcome)(decision));
    match decision {
        Outcome::Passed => (Tone::Brand, Some("check".into()), word),
        Outcome::Rejected => (Tone::Grey, Some("no".into()), word),
        Outcome::QuorumNotMet | Outcome::Unknown => (Tone::Grey, Some("abstain".into()), word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meeting_has_its_place_and_what_was_called_off_is_past() {
        for (status, at) in [
            (MeetingStatus::Draft, Place::Draft),
            (MeetingStatus::Reviewed, Place::Draft),
            (MeetingStatus::Noticed, Place::Noticed),
            (MeetingStatus::Open, Place::Open),
            (MeetingStatus::Closed, Place::Counting),
            (MeetingStatus::Published, Place::Past),
            (MeetingStatus::Cancelled, Place::Past),
            (MeetingStatus::Revoked, Place::Past),
        ] {
            assert_eq!(place(status), at, "{status}");
        }
    }

    #[test]
    fn a_meeting_waits_for_who_has_a_ballot_left() {
        let votes = |parties, cast| Some(MyVotes { parties, cast });
        assert!(waits(votes(2, 1)));
        assert!(!waits(votes(1, 1)) && !waits(votes(0, 0)) && !waits(None));
    }
}
