//! What happened, what is due, and every later deadline.

use shared::api::report::{CategoryList, ReportView, StepView};
use shared::domain::report::{Clock, Event, Party};
use shared::value::Timestamp;
use yew::prelude::*;

use super::facts::photos;
use super::words;
use crate::i18n::{Text, time};
use crate::ui::{Card, Moment, Shots, Timeline, TimelineItem, Tone};

/// The timeline of a report.
pub(super) fn history(
    text: &Text,
    list: Option<&CategoryList>,
    view: &ReportView,
    now: Timestamp,
) -> Html {
    let mut running: Vec<&Clock> = view.card.clocks.iter().filter(|clock| clock.runs()).collect();
    running.sort_by_key(|clock| clock.due);
    // Reminders stand with the clock they are about, as long as it runs.
    let told = |step: &StepView| matches!(step.event, Event::Remind | Event::Overdue);
    let steps = view.steps.iter().filter(|step| !told(step));
    let next = running.iter().find(|clock| !clock.is_late(now)).map(|clock| clock.due);
    html! {
        <Card title={text.staff().history} class="course">
            <Timeline>
                { for steps.map(|step| happened(text, list, view, step, now)) }
                { for running.iter().map(|clock| to_come(text, list, view, clock, next, now)) }
            </Timeline>
        </Card>
    }
}

fn happened(
    text: &Text,
    list: Option<&CategoryList>,
    view: &ReportView,
    step: &StepView,
    now: Timestamp,
) -> Html {
    let when = if step.by.is_resident() {
        words::coarse(text, step.at, view.card.severity, view.confidential, now)
    } else {
        time::when(text, step.at, now)
    };
    let party = words::party(text, list, &step.by);
    let who = match &step.name {
        Some(name) => format!("{party} {name}"),
        None => party.to_string(),
    };
    let named = step.dept.as_ref().map(|code| words::party(text, list, &Party::of_code(code)));
    let line = match named {
        Some(named) => (text.common.pair)(&when, &format!("{who} → {named}")),
        None => (text.common.pair)(&when, &who),
    };
    html! {
        <TimelineItem moment={Moment::Done} title={(text.report().event)(step.event)}
            chip={punctual(text, view, step)} note={step.note.clone().map(AttrValue::from)}
            time={AttrValue::from(line)}>
            <Shots photos={photos(&step.photos)} small=true />
        </TimelineItem>
    }
}

/// Whether the step met a clock of its party in time; what was late is named, for one step may meet
/// several.
fn punctual(text: &Text, view: &ReportView, step: &StepView) -> Option<(Tone, AttrValue)> {
    let met = |clock: &&Clock| clock.met == Some(step.at) && clock.party == step.by;
    let mut met = view.card.clocks.iter().filter(met).peekable();
    met.peek()?;
    Some(match met.find(|clock| clock.is_late(step.at)) {
        Some(late) => (Tone::Stop, (text.staff().too_late)((text.report().duty)(late.kind)).into()),
        None => (Tone::Brand, AttrValue::Static(text.staff().in_time)),
    })
}

fn to_come(
    text: &Text,
    list: Option<&CategoryList>,
    view: &ReportView,
    clock: &Clock,
    next: Option<Timestamp>,
    now: Timestamp,
) -> Html {
    let late = clock.is_late(now);
    let pause = clock.paused_at(now);
    let (moment, tone) = match (late, Some(clock.due) == next) {
        _ if pause.is_some() => (Moment::Later, Some(Tone::Grey)),
        (true, _) => (Moment::Late, Some(Tone::Stop)),
        (false, true) => (Moment::Now, Some(Tone::Wait)),
        (false, false) => (Moment::Later, None),
    };
    let who = words::party(text, list, &clock.party);
    let (chip, note) = if let Some(pause) = pause {
        let until = time::when(text, pause.until, now);
        (text.common.paused_word.to_owned(), (text.report().paused)(&who, &until))
    } else {
        let note = (text.staff().to_come)(&time::by(text, clock.due, now), &who);
        (time::left(text, clock.due, now), note)
    };
    let chip = tone.map(|tone| (tone, chip.into()));
    let told = view.steps.iter().rev().find(|step| {
        matches!(step.event, Event::Remind | Event::Overdue) && step.clock == Some(clock.kind)
    });
    let told = told.map(|step| {
        let at = time::when(text, step.at, now);
        AttrValue::from((text.common.pair)(&at, (text.report().event)(step.event)))
    });
    html! {
        <TimelineItem {moment} title={(text.staff().duty)(clock.kind)} {chip}
            note={AttrValue::from(note)} time={told} />
    }
}
