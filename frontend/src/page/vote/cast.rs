//! Casting a party's ballot: matter by matter, looked over, confirmed by a code, receipted.

use std::rc::Rc;

use shared::api::Code;
use shared::api::vote::{CastMark, MeetingView, MyParty};
use shared::domain::vote::{MeetingId, MeetingStatus, PartyId};
use yew::prelude::*;

use super::path::{Path, Step};
use super::{nowhere, use_meeting};
use crate::hook::{use_clock, use_online, use_text};
use crate::i18n::{Text, time};
use crate::ui::{ButtonLink, Card, Icon, Page, show};

mod check;
mod choices;
mod choose;
mod code;
mod receipt;
mod review;
mod sealing;

pub(super) use receipt::{ReceiptPage, saved};

/// What [`Casting`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct CastingProps {
    pub(super) meeting: MeetingId,
    pub(super) party: PartyId,
    pub(super) step: Step,
}

/// What each page of casting is made from.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct StepProps {
    pub(super) view: Rc<MeetingView>,
    pub(super) party: MyParty,
    /// Asks for the meeting once more: somebody else of the party may have been first.
    pub(super) again: Callback<()>,
}

impl StepProps {
    fn at(&self, step: Step) -> crate::route::Route {
        Path::Cast(self.view.id, self.party.party, step).route()
    }
}

/// One step of casting, as far as it may still be taken.
#[component]
pub(super) fn Casting(props: &CastingProps) -> Html {
    let text = use_text();
    let query = use_meeting(props.meeting);
    let above = Path::Meeting(props.meeting).route();
    let Some(view) = query.data() else {
        return html! {
            <Page title={text.vote().cast.title} {above}>{ show(&query, |_| Html::default()) }</Page>
        };
    };
    let Some(party) = view.mine.iter().find(|party| party.party == props.party) else {
        return nowhere(text);
    };
    if let Some(cast) = party.cast {
        return html! { <Already meeting={view.id} party={party.party} {cast} /> };
    }
    if view.status != MeetingStatus::Open {
        let (zh, en) = (const { Code::VoteClosed.zh() }, const { Code::VoteClosed.en() });
        return html! {
            <Page title={text.vote().cast.title} {above}>
                <Card><p>{ text.language.pick(zh, en) }</p></Card>
            </Page>
        };
    }
    let of = StepProps { view: view.clone(), party: party.clone(), again: query.again() };
    match props.step {
        Step::Choose(index) => html! { <choose::Choose {of} {index} /> },
        Step::Review => html! { <review::Review ..of /> },
        Step::Check => html! { <check::Check ..of /> },
        Step::Code => html! { <code::Confirm ..of /> },
    }
}

#[derive(PartialEq, Properties)]
struct AlreadyProps {
    meeting: MeetingId,
    party: PartyId,
    cast: CastMark,
}

/// The party's ballot is in: when and how it arrived.
#[component]
fn Already(props: &AlreadyProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let say = &text.vote().cast;
    let when = time::when(text, props.cast.at, now);
    let to = Path::Receipt(props.meeting, props.party).route();
    let foot = html! { <ButtonLink label={text.vote().meeting.receipt} {to} replace=true /> };
    html! {
        <Page title={say.title} above={Path::Meeting(props.meeting).route()} {foot}>
            <Card>
                <p class="strong">{ (say.already)(&when, props.cast.channel) }</p>
                <p class="sub gap-s">{ say.already_why }</p>
            </Card>
        </Page>
    }
}

/// Voting needs a network: said wherever there is none.
#[component]
fn NeedsNetwork() -> Html {
    let text = use_text();
    if use_online() {
        return Html::default();
    }
    html! {
        <div class="locked" role="status">
            <Icon name="offline" /><span>{ text.vote().meeting.offline }</span>
        </div>
    }
}

/// Where one is: choosing, looking over, confirming.
fn step_of(text: &Text, step: usize, matters: usize) -> String {
    (text.vote().cast.step)(super::words::count(step), super::words::count(matters + 2))
}
