//! Done, they say: the reporter decides whether it is.

use shared::api::report::Act;
use shared::api::report::{ActOnReport, ReportView, StepView};
use shared::domain::report::{
    Clock, ClockKind, Course, Event, Party, REOPENS_BEFORE_REVIEW, Status, next_clock,
};
use yew::prelude::*;

use super::steps::{Setting, photos};
use crate::hook::{use_action, use_text};
use crate::i18n::{say, time};
use crate::net::id;
use crate::ui::{Button, Card, Chip, Icon, Kind, Shots, Tone, use_toast};

/// The longest result that stands as a heading, in characters.
const HEADING_CHARS: usize = 24;

/// The step that brought it to 办好, if nothing has undone it since.
pub(super) fn result(view: &ReportView) -> Option<&StepView> {
    let brought = |event| matches!(event, Event::Resolve | Event::Corrected);
    let undone = |event| matches!(event, Event::Reopen | Event::End);
    let last = view.steps.iter().rev().find(|step| brought(step.event) || undone(step.event))?;
    brought(last.event).then_some(last)
}

/// Who says it is done, the result, before and after.
pub(super) fn outcome(setting: Setting<'_>) -> Html {
    let Setting { text, view, now, .. } = setting;
    let show = &text.report().show;
    let Some(step) = result(view) else { return Html::default() };
    let who = setting.party(&step.by);
    let duty = |clock: &&Clock| {
        let kind = matches!(clock.kind, ClockKind::Resolve | ClockKind::Case | ClockKind::Dissuade);
        kind && clock.met == Some(step.at)
    };
    let against = view.card.clocks.iter().find(duty).map(|clock| {
        let spare = clock.due.since(step.at);
        let say = if spare >= 0 { show.early } else { show.late_by };
        say(&time::span(text, spare.saturating_abs()))
    });
    let when =
        format!("{} {}", time::date_with_weekday(text, step.at, now), time::time_of_day(step.at));
    let comma = text.language.pick("，", ", ");
    let line = [Some(when), against].into_iter().flatten().collect::<Vec<_>>().join(comma);
    let said = step.note.clone().unwrap_or_default();
    let short = said.chars().count() <= HEADING_CHARS;
    html! {
        <Card>
            <div class="chips">
                if view.card.status == Status::Closed {
                    <Chip tone={Tone::Brand} icon="check" text={(text.report().status)(Status::Closed)} />
                }
                <Chip tone={Tone::Brand} icon="check" text={(show.done_says)(&who)} />
            </div>
            if short {
                <h2 class="gap-s">{ said }</h2>
            } else {
                <p class="said gap-s pre">{ said }</p>
            }
            <p class="sub">{ line }</p>
            { pair(setting, step) }
        </Card>
    }
}

/// The reporter's first photo beside the first of the result, then the others.
fn pair(setting: Setting<'_>, step: &StepView) -> Html {
    let Setting { text, view, now, .. } = setting;
    let (Some(before), Some(after)) = (view.photos.first(), step.photos.first()) else {
        return html! { <div class="gap"><Shots photos={photos(&step.photos)} /></div> };
    };
    let figure = |photo: &shared::api::report::PhotoView, at| {
        html! {
            <figure>
                <img class="shot" src={photo.large.clone()} alt="" loading="lazy" />
                <figcaption>{ time::date(text, at, now) }</figcaption>
            </figure>
        }
    };
    html! {
        <>
            <div class="pair gap">{ figure(before, view.card.filed) }{ figure(after, step.at) }</div>
            <div class="gap"><Shots photos={photos(&step.photos)} small=true /></div>
        </>
    }
}

/// What [`Decide`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct DecideProps {
    /// The report.
    pub(super) view: std::rc::Rc<ReportView>,
    /// Its course, where this phone could replay it.
    pub(super) course: Option<Course>,
    /// By when silence closes it.
    pub(super) by: Option<AttrValue>,
    /// Who would review it.
    pub(super) reviewer: AttrValue,
    /// It is not done.
    pub(super) onreopen: Callback<()>,
}

/// Confirm, or send it back.
#[component]
pub(super) fn Decide(props: &DecideProps) -> Html {
    let text = use_text();
    let show = &text.report().show;
    let toast = use_toast();
    let action = use_action::<ActOnReport>();
    let may = |event| props.view.may.contains(&event);
    if !may(Event::Confirm) && !may(Event::Reopen) {
        return Html::default();
    }
    let confirm = {
        let (action, ticket) = (action.clone(), props.view.card.ticket);
        Callback::from(move |_: MouseEvent| {
            let toast = toast.clone();
            action.run((ticket,), Act::new(id::new_id(), Event::Confirm), move |_| {
                toast.say((text.report().show.said)(Event::Confirm));
            });
        })
    };
    let reopen = props.onreopen.reform(|_: MouseEvent| ());
    html! {
        <Card class="center">
            <h2>{ show.ask }</h2>
            <p class="sub">{ show.ask_sub }</p>
            if let Some(failure) = action.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            if may(Event::Confirm) {
                <Button class="gap-m" icon="yes" label={show.yes} busy={action.busy()}
                    onclick={confirm} />
            }
            if may(Event::Reopen) {
                <Button class="gap" kind={Kind::Default} icon="refresh" label={show.no}
                    onclick={reopen} />
                <p class="cap gap">{ reopens(text, props) }</p>
            }
            if let Some(by) = &props.by {
                <p class="cap">{ (text.report().confirm_by)(by) }</p>
            }
        </Card>
    }
}

/// How often it can still be sent back.
fn reopens(text: &crate::i18n::Text, props: &DecideProps) -> String {
    let counted = props.view.steps.iter().filter(|step| step.event == Event::Reopen).count();
    let so_far = props
        .course
        .as_ref()
        .map_or_else(|| u32::try_from(counted).unwrap_or(u32::MAX), |course| course.reopens);
    match REOPENS_BEFORE_REVIEW.saturating_sub(so_far) {
        0 => (text.report().show.reopen_reviewed)(&props.reviewer),
        left => (text.report().show.reopens_left)(i64::from(left)),
    }
}

/// When silence closes it.
pub(super) fn silence(setting: Setting<'_>) -> Option<AttrValue> {
    let clock = next_clock(&setting.view.card.clocks)?;
    let mine = clock.kind == ClockKind::Confirm && clock.party == Party::Reporter;
    mine.then(|| time::by(setting.text, clock.due, setting.now).into())
}
