//! What a vote came to: the decision, the arithmetic in words and as bars, what still follows.

use std::rc::Rc;

use shared::api::vote::{MatterView, MeetingView};
use shared::domain::vote::{
    Followed, MatterDraft, MatterResult, MeetingEvent, MeetingId, MeetingStatus,
    Outcome as Decision,
};
use yew::prelude::*;

use super::bars;
use super::elected;
use super::matter::{self, Setting};
use super::path::Path;
use super::use_meeting;
use super::words::{area_of, count, persons_of, scope};
use crate::hook::{use_clock, use_text};
use crate::i18n::{Text, time};
use crate::ui::{Card, Cell, Cells, Chip, Empty, Fills, Head, Icon, Page, Tone, show};

/// What [`Outcome`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct OutcomeProps {
    pub(super) id: MeetingId,
}

/// The page of the result.
#[component]
pub(super) fn Outcome(props: &OutcomeProps) -> Html {
    let text = use_text();
    let query = use_meeting(props.id);
    let content = show(&query, |view| html! { <Body view={view.clone()} /> });
    html! {
        <Page title={text.vote().result.title} above={Path::Meeting(props.id).route()}>
            <Fills />
            { content }
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct BodyProps {
    view: Rc<MeetingView>,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let view = &*props.view;
    let say = &text.vote().result;
    if view.results.is_empty() {
        return html! { <Empty icon="lock" title={say.none} sub={say.none_why} /> };
    }
    let setting = Setting { text, view, now };
    let several = view.results.len() > 1;
    let part = |(index, (of, sight)): (usize, (&MatterDraft, Option<&MatterView>))| {
        let result = view.results.iter().find(|result| result.matter == of.id)?;
        Some(html! {
            <section key={of.id.to_string()}>
                if several {
                    { matter::nth(text, of, index, view.draft.matters.len()) }
                }
                { verdict(setting, of, result, several) }
                { one(setting, of, sight, result) }
            </section>
        })
    };
    html! {
        <>
            { void(setting) }
            { for setting.matters().enumerate().filter_map(part) }
            { published(setting) }
            { further(text, view) }
        </>
    }
}

/// The latest word of town or court, where the decisions no longer hold or are to be corrected.
fn void(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote();
    let event = match view.status {
        MeetingStatus::Revoked => MeetingEvent::Revoke,
        MeetingStatus::Annulled => MeetingEvent::Annul,
        MeetingStatus::CorrectionOrdered => MeetingEvent::OrderCorrection,
        _ => return Html::default(),
    };
    let Some(step) = view.steps.iter().rev().find(|step| step.event == event) else {
        return Html::default();
    };
    let (what, when) = ((say.meeting.event)(event), time::date(text, step.at, now));
    let words = if view.status == MeetingStatus::CorrectionOrdered {
        (text.common.pair)(&when, what)
    } else {
        (say.result.void)(what, &when)
    };
    let until =
        step.deadline.map(|until| (say.meeting.order_until)(&time::by_date(text, until, now)));
    html! {
        <div class="card call" role="status">
            <h2><Icon name="alert" />{ words }</h2>
            if let Some(until) = until {
                <p>{ until }</p>
            }
            if let Some(note) = &step.note {
                <p class="pre gap-s">{ note.clone() }</p>
            }
        </div>
    }
}

/// The decision, in large.
fn verdict(setting: Setting<'_>, of: &MatterDraft, result: &MatterResult, several: bool) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().result;
    let decision = result.decision();
    let (icon, good) = match (decision, &result.elected) {
        (_, Some(elected)) if !elected.members.is_empty() => ("yes", true),
        (Decision::Passed, _) => ("yes", true),
        (Decision::Rejected, _) => ("no", false),
        _ => ("abstain", false),
    };
    let list = &text.vote().list;
    let word = match &result.elected {
        Some(elected) if !elected.members.is_empty() => {
            (list.elected)(count(elected.members.len()), count(elected.alternates.len()))
        }
        Some(_) => list.not_elected.to_owned(),
        None => (say.verdict)(decision).to_owned(),
    };
    let ended = time::date(text, view.draft.closes, now);
    html! {
        <Card>
            if !several {
                <p class="sub">{ of.title.clone() }</p>
            }
            <div class={classes!("verdict", "gap-s", (!good).then_some("not"))}>
                <Icon name={icon} />
                <div>
                    <b>{ word }</b>
                    <span class="sub">{ (say.under)(&ended, &scope(text, &of.scope)) }</span>
                </div>
            </div>
        </Card>
    }
}

/// Quorum and majority of one matter, or who was elected.
fn one(
    setting: Setting<'_>,
    of: &MatterDraft,
    sight: Option<&MatterView>,
    result: &MatterResult,
) -> Html {
    let text = setting.text;
    let say = &text.vote().result;
    let withheld = result.withheld.map(|why| {
        html! { <p class="aside"><Icon name="hidden" /><span>{ (say.withheld)(why) }</span></p> }
    });
    let opened = result.boxes.iter().any(|of| of.persons.is_some());
    html! {
        <>
            { bars::quorum(text, result) }
            if result.elected.is_some() {
                { elected::names(text, of, sight, result) }
            } else if opened {
                { bars::majority(text, result) }
            }
            { withheld.unwrap_or_default() }
            if let Some(followed) = &result.followed {
                { with_follow(text, result, followed) }
            }
        </>
    }
}

/// 从多: both results, and which of them holds.
fn with_follow(text: &Text, result: &MatterResult, followed: &Followed) -> Html {
    let say = &text.vote().result;
    let words = match followed.choice {
        Some(choice) => (say.followed)(
            &persons_of(text, followed.silent.persons),
            &area_of(text, followed.silent.area),
            (say.choice)(choice),
        ),
        None => say.not_followed.to_owned(),
    };
    let row = |title: &'static str, decision: Decision, holds: bool| {
        html! {
            <Cell {title} sub={(say.verdict)(decision)}>
                if holds {
                    <Chip tone={Tone::Brand} icon="check" text={say.holds} />
                }
            </Cell>
        }
    };
    html! {
        <>
            <Cells plain=true class="gap">
                { row(say.without_follow, result.outcome, false) }
                { row(say.with_follow, followed.outcome, true) }
            </Cells>
            <p class="aside"><Icon name="info" /><span>{ words }</span></p>
        </>
    }
}

/// The publication's clock.
fn published(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().result;
    let step = view.steps.iter().find(|step| step.event == MeetingEvent::Publish);
    let words = match (step, view.publish_by) {
        (Some(step), _) => (say.published)(&time::date(text, step.at, now)),
        (None, Some(by)) => (say.to_publish)(&time::by(text, by, now)),
        (None, None) => return Html::default(),
    };
    html! { <p class="aside"><Icon name="calendar" /><span>{ words }</span></p> }
}

fn further(text: &Text, view: &MeetingView) -> Html {
    let say = &text.vote().result;
    html! {
        <>
            <Cells class="gap">
                <Cell icon="mark" title={say.recount} sub={say.recount_why}
                    to={Path::Recount(view.id).route()} />
            </Cells>
            <Cells plain=true class="gap">
                <Cell title={say.texts} to={Path::Meeting(view.id).route()} />
                <Cell title={say.print} to={Path::Print(view.id).route()} />
            </Cells>
            <Head title={say.object} />
            <Card><p class="sub">{ say.object_how }</p></Card>
        </>
    }
}
