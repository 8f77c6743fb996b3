//! One meeting: where it stands, what the seat may do now, and everything that hangs on it.

use std::rc::Rc;

use shared::api::vote::{MeetingStep, MeetingView};
use shared::domain::vote::{MeetingId, MeetingStatus};
use shared::policy::{organises, trustee_seat};
use shared::value::Timestamp;
use yew::prelude::*;

use super::act::Acts;
use super::checklist::checklist;
use super::figures;
use super::list::{status, window};
use super::path::Path;
use super::{matters, turnout, use_list_of, use_meeting};
use crate::hook::{use_clock, use_session, use_text};
use crate::i18n::{Text, time};
use crate::route::Route;
use crate::ui::{
    Aside, ButtonLink, Card, Cell, Cells, Chip, Head, Icon, Kind, Moment, Page, Timeline,
    TimelineItem, Tone, show,
};

/// What [`Meeting`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct MeetingProps {
    pub(super) id: MeetingId,
}

/// The page of a meeting.
#[component]
pub(super) fn Meeting(props: &MeetingProps) -> Html {
    let text = use_text();
    let query = use_meeting(props.id);
    let above = use_list_of(query.data().map(|view| view.estate));
    let content = show(&query, |view| html! { <Body view={view.clone()} /> });
    html! { <Page title={text.meeting().list.title} {above}>{ content }</Page> }
}

#[derive(PartialEq, Properties)]
struct BodyProps {
    view: Rc<MeetingView>,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let role = use_session().role();
    let view = &*props.view;
    let edits =
        view.status.is_editable() && role.is_some_and(|role| organises(role, view.draft.organiser));
    let keeps = role.is_some_and(|role| trustee_seat(role).is_some());
    html! {
        <div class="meeting">
            <div class="meeting-main">
                { head(text, view, now) }
                { checklist(text, view) }
                if edits {
                    <ButtonLink class="gap-m" kind={Kind::Default} icon="text"
                        label={text.meeting().course.edit}
                        to={Path::Edit(view.id).route()} />
                }
                <Acts view={props.view.clone()} />
                { matters::matters(text, view, now) }
            </div>
            <div class="meeting-side">
                { turnout::turnout(text, view, now) }
                { links(text, view, keeps) }
                { steps(text, view, now) }
            </div>
        </div>
    }
}

fn head(text: &Text, view: &MeetingView, now: Timestamp) -> Html {
    let say = &text.meeting().course;
    html! {
        <Card class="gap-m">
            <div class="chips">
                { status(text, view.status) }
                <Chip text={(text.vote().meeting.organiser)(view.draft.organiser)} />
            </div>
            <h2 class="gap-s">{ view.draft.title.clone() }</h2>
            <p class="sub">{ window(text, view.draft.opens, view.draft.closes, now) }</p>
            <p class="gap-s">{ (say.stage)(view.status) }</p>
            if let Some(by) = view.publish_by.filter(|_| view.status == MeetingStatus::Tallied) {
                <p class="strong gap-s">
                    { (text.vote().meeting.publish_by)(&time::by(text, by, now)) }
                </p>
            }
        </Card>
    }
}

/// The roll, the keys, the result, and what owners see.
fn links(text: &Text, view: &MeetingView, keeps: bool) -> Html {
    let say = &text.meeting().course;
    let owners = |below: &str| Route::Vote { path: format!("{}{below}", view.id) };
    let Some(roll) = &view.roll else {
        return html! { <Aside icon="info">{ say.before_notice }</Aside> };
    };
    let parties = figures::number(text, u64::from(roll.parties));
    let of_roll =
        (text.vote().meeting.roll_count)(&parties, &figures::area(text, roll.weight.area));
    let (key_sub, key_icon) =
        if view.key.is_some() { (say.key_made, "check") } else { (say.key_open, "lock") };
    html! {
        <>
            <Head title={say.more} />
            <Cells>
                <Cell icon="people" title={say.roll} sub={AttrValue::from(of_roll)}
                    to={Path::Roll(view.id).route()}>
                    if roll.open_objections > 0 {
                        <Chip tone={Tone::Wait} text={
                            (text.vote().meeting.roll_open)(i64::from(roll.open_objections))
                        } />
                    }
                </Cell>
                <Cell icon={key_icon} title={say.keys} sub={key_sub}
                    to={Path::Ceremony(view.id).route()}>
                    if keeps && view.key.is_none() && view.status == MeetingStatus::Noticed {
                        <Chip tone={Tone::Wait} text={say.key_wanted} />
                    }
                </Cell>
                if view.key.is_some() {
                    <Cell icon="doc" title={say.key_sheet} to={Path::KeySheet(view.id).route()} />
                }
                if !view.results.is_empty() {
                    <Cell icon="vote" title={say.result} to={owners("/result")} />
                    <Cell icon="doc" title={say.announcement} to={owners("/print")} />
                }
                <Cell icon="home" title={say.as_owners} to={owners("")} />
            </Cells>
        </>
    }
}

/// What was done so far, by whom.
fn steps(text: &Text, view: &MeetingView, now: Timestamp) -> Html {
    let say = &text.vote().meeting;
    if view.steps.is_empty() {
        return Html::default();
    }
    let item = |(index, step): (usize, &MeetingStep)| {
        let when = time::when(text, step.at, now);
        let who = step.by.map(|role| (text.account().role)(role));
        let time = who.map_or(when.clone(), |who| (text.common.pair)(who, &when));
        html! {
            <TimelineItem key={index} moment={Moment::Done} title={(say.event)(step.event)}
                note={step.note.clone().map(AttrValue::from)} time={AttrValue::from(time)}>
                if let Some(until) = step.deadline {
                    <p class="cap">{ (say.order_until)(&time::by_date(text, until, now)) }</p>
                }
            </TimelineItem>
        }
    };
    html! {
        <details class="card fold gap" open=true>
            <summary>{ say.steps }<Icon name="down" /></summary>
            <div class="gap-m">
                <Timeline>{ for view.steps.iter().enumerate().map(item) }</Timeline>
            </div>
        </details>
    }
}
