//! What the three trustees do for one meeting: before the opening their locks, after the close the
//! sums. Two of three can always finish; one can never open anything.

use std::rc::Rc;

use ballot::{Answer, Ask, MeetingAsk};
use shared::api::Nothing;
use shared::api::vote::{Ceremony, GetCeremony, LockList, MeetingView, PutLocks, TrusteeView};
use shared::domain::vote::{MeetingId, MeetingStatus, TrusteeSeat};
use shared::policy::trustee_seat;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::key_sheet::digits;
use super::open::Open;
use super::path::Path;
use super::unlock::{Unlock, hear};
use super::use_meeting;
use crate::hook::{use_action, use_query, use_session, use_text};
use crate::i18n::{Text, say};
use crate::net::ballot as engine;
use crate::route::Route;
use crate::ui::{
    Aside, ButtonLink, Card, Cell, Cells, Check, Chip, Head, Icon, Kind, Page, Tone, show,
    use_toast,
};

/// What [`CeremonyPage`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct CeremonyPageProps {
    pub(super) id: MeetingId,
}

/// The page of the ceremony.
#[component]
pub(super) fn CeremonyPage(props: &CeremonyPageProps) -> Html {
    let text = use_text();
    let meeting = use_meeting(props.id);
    let query = use_query::<GetCeremony>((props.id,), Nothing {});
    // What is left takes every secret along.
    use_effect_with((), |()| engine::stop);
    let view = meeting.data().cloned();
    let content = show(&query, |ceremony| match view {
        Some(view) => html! { <Body {view} ceremony={ceremony.clone()} /> },
        None => show(&meeting, |_| Html::default()),
    });
    html! {
        <Page title={text.meeting().ceremony.title} above={Path::Meeting(props.id).route()}>
            { content }
        </Page>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct BodyProps {
    pub(super) view: Rc<MeetingView>,
    pub(super) ceremony: Rc<Ceremony>,
}

impl BodyProps {
    /// The reader's own key, if it is one of the meeting's.
    pub(super) fn mine(&self) -> Option<&TrusteeView> {
        self.ceremony.trustees.iter().find(|trustee| trustee.mine)
    }
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let text = use_text();
    let words = &text.meeting().ceremony;
    let role = use_session().role();
    let BodyProps { view, ceremony } = props;
    let mine = props.mine().is_some();
    let may = role.is_some_and(|role| trustee_seat(role).is_some());
    let locking = view.status == MeetingStatus::Noticed && ceremony.key.is_none();
    let opening = view.status == MeetingStatus::Closed && !ceremony.wanted.is_empty();
    html! {
        <>
            <p class="gap-m">{ stage(text, view, ceremony) }</p>
            { seats(text, view, ceremony) }
            if let Some((low, high)) = ceremony.mismatch {
                { mismatch(text, low, high) }
            }
            if let Some(sheet) = &ceremony.key {
                <Card class="gap" title={words.compare}>
                    <p class="sub">{ words.compare_why }</p>
                    { digits(text, sheet) }
                </Card>
            }
            if may && !mine && locking {
                <Card class="gap" title={words.no_key}>
                    <p class="sub">{ words.no_key_why }</p>
                    <ButtonLink class="gap-m" label={words.make_key}
                        to={Path::Trustee(view.estate).route()} />
                </Card>
            }
            if mine && locking {
                <Locks view={view.clone()} ceremony={ceremony.clone()} />
            }
            if mine && opening {
                <Open view={view.clone()} ceremony={ceremony.clone()} />
            }
            <details class="card fold gap">
                <summary>{ words.if_lost }<Icon name="down" /></summary>
                <p class="sub gap-s">{ words.if_lost_why }</p>
            </details>
        </>
    }
}

/// What is asked now, of whom.
fn stage(text: &Text, view: &MeetingView, ceremony: &Ceremony) -> &'static str {
    let words = &text.meeting().ceremony;
    match view.status {
        MeetingStatus::Draft | MeetingStatus::Reviewed => words.too_early,
        MeetingStatus::Noticed if ceremony.key.is_none() => words.locking,
        MeetingStatus::Noticed | MeetingStatus::Open => words.locked,
        MeetingStatus::Closed => words.opening,
        MeetingStatus::Cancelled => words.cancelled,
        _ => words.opened,
    }
}

/// The three seats with what each has done.
fn seats(text: &Text, view: &MeetingView, ceremony: &Ceremony) -> Html {
    let words = &text.meeting().ceremony;
    let closed = view.status == MeetingStatus::Closed;
    let row = |(seat, name): (&TrusteeSeat, &'static str)| {
        let held = ceremony.trustees.iter().find(|trustee| trustee.seat == *seat);
        let locks = ceremony.locks.iter().filter(|lock| lock.holder == *seat).count();
        let shared = ceremony.shared.contains(seat);
        let (tone, word) = match (held, locks) {
            (None, _) => (Tone::Wait, words.without_key),
            _ if closed && shared => (Tone::Brand, words.has_shared),
            _ if closed => (Tone::Wait, words.to_share),
            (Some(_), 2..) => (Tone::Brand, words.has_locked),
            (Some(_), _) => (Tone::Wait, words.to_lock),
        };
        let own = held.is_some_and(|trustee| trustee.mine);
        html! {
            <Cell key={seat.as_str()} icon="lock" title={name}
                sub={own.then(|| AttrValue::from(text.meeting().key.yours))}>
                <Chip {tone} text={word} />
            </Cell>
        }
    };
    html! { <Cells class="gap-m">{ for TrusteeSeat::ALL.iter().zip(text.vote().meeting.key_seats).map(row) }</Cells> }
}

/// Two halves of a lock differ: its holders are named.
fn mismatch(text: &Text, low: u8, high: u8) -> Html {
    let words = &text.meeting().ceremony;
    let name = |number| {
        TrusteeSeat::of_number(number)
            .map(|seat| (text.meeting().key.seat)(seat))
            .unwrap_or_default()
    };
    html! {
        <Card class="gap call-out" title={words.mismatch}>
            <p class="sub">{ (words.mismatch_why)(name(low), name(high)) }</p>
        </Card>
    }
}

/// The reader's two locks: look over, unlock, post.
#[component]
fn Locks(props: &BodyProps) -> Html {
    let text = use_text();
    let words = &text.meeting().ceremony;
    let toast = use_toast();
    let looked = use_state_eq(|| false);
    let why = use_state_eq(|| None::<&'static str>);
    let put = use_action::<PutLocks>();
    let BodyProps { view, ceremony } = props;
    let onlooked = {
        let looked = looked.setter();
        Callback::from(move |on: bool| looked.set(on))
    };
    let Some(mine) = props.mine() else { return Html::default() };
    let others = TrusteeSeat::ALL.len() - ceremony.trustees.len();
    if others > 0 {
        return html! { <Aside icon="clock">{ words.waiting_keys }</Aside> };
    }
    let onopen = {
        let (put, why, toast) = (put.clone(), why.setter(), toast);
        let ask = Ask::Lock(meeting_ask(view, ceremony));
        let (ask, meeting) = (Rc::new(ask), view.id);
        Callback::from(move |()| {
            let (put, why, toast, ask) = (put.clone(), why.clone(), toast.clone(), ask.clone());
            spawn_local(async move {
                let answer = hear(text, &ask, None, None).await;
                engine::stop();
                why.set(answer.as_ref().err().copied());
                if let Ok(Answer::Locks { locks }) = answer {
                    put.run((meeting,), LockList { locks }, move |_| {
                        toast.say(text.meeting().ceremony.lock_done);
                    });
                }
            });
        })
    };
    html! {
        <>
            <Head title={words.look_over} />
            <Card>
                <p class="sub">{ words.look_over_why }</p>
                <ButtonLink class="gap-m" kind={Kind::Default} icon="doc" label={words.texts}
                    to={Route::Vote { path: view.id.to_string() }} />
                <ButtonLink kind={Kind::Default} icon="people" label={words.roll}
                    to={Path::Roll(view.id).route()} />
                <Check id="looked" checked={*looked} onchange={onlooked}>{ words.looked }</Check>
            </Card>
            if *looked {
                <Unlock estate={view.estate} point={mine.point.clone()} {onopen} />
                <p class="hint">{ words.lock_what }</p>
            }
            if let Some(why) = *why {
                <p class="why" role="alert"><Icon name="alert" />{ why }</p>
            }
            if let Some(failure) = put.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            if put.busy() {
                <p class="aside"><Icon name="refresh" /><span>{ words.sending }</span></p>
            }
        </>
    }
}

/// What the locks are bound to: the published keys, the roll and the texts.
fn meeting_ask(view: &MeetingView, ceremony: &Ceremony) -> MeetingAsk {
    let mut trustees: Vec<&TrusteeView> = ceremony.trustees.iter().collect();
    trustees.sort_by_key(|trustee| trustee.seat.number());
    MeetingAsk {
        community: view.estate,
        meeting: view.id,
        trustees: trustees.into_iter().map(|trustee| trustee.point.clone()).collect(),
        roll: view.roll.as_ref().map(|roll| roll.root.clone()).unwrap_or_default(),
        texts: view.matters.iter().filter_map(|matter| matter.text_hash.clone()).collect(),
    }
}
