//! What happened, what is due, and what was met in time.

use std::rc::Rc;

use shared::api::report::{CategoryList, PhotoView, ReportView, StepView};
use shared::domain::report::{Clock, Event, Party};
use shared::policy::Standing;
use shared::value::Timestamp;
use yew::prelude::*;

use super::sight::sentence;
use crate::i18n::{Text, time};
use crate::page::names;
use crate::ui::{Moment, Photo, Shots, Timeline, TimelineItem, Tone};

/// What the words around a step need.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The language.
    pub(super) text: &'a Text,
    /// Categories and departments.
    pub(super) list: Option<&'a CategoryList>,
    /// The report.
    pub(super) view: &'a ReportView,
    /// Now.
    pub(super) now: Timestamp,
}

impl Setting<'_> {
    /// Who.
    pub(super) fn party(&self, party: &Party) -> AttrValue {
        if *party == Party::Reporter && self.view.card.standing == Standing::Follower {
            return AttrValue::Static(self.text.report().show.the_reporter);
        }
        names::party_name(self.text, self.list, party)
    }

    fn when(&self, at: Timestamp) -> String {
        time::when(self.text, at, self.now)
    }
}

/// Photos for thumbs and viewer.
pub(super) fn photos(photos: &[PhotoView]) -> Rc<[Photo]> {
    let photo = |photo: &PhotoView| Photo {
        thumb: photo.thumb.clone().into(),
        large: photo.large.clone().into(),
    };
    photos.iter().map(photo).collect()
}

/// Whether a step is told to residents: reminders, joining, and who of the company goes are not.
fn is_told(step: &StepView) -> bool {
    !matches!(step.event, Event::Remind | Event::Assign | Event::Absorb | Event::Join | Event::Rate)
}

/// Why the clock stands still, as whoever stopped it wrote.
pub(super) fn paused_for(setting: Setting<'_>) -> Option<String> {
    let pause = setting.view.steps.iter().rfind(|step| step.event == Event::Pause);
    pause.and_then(|step| step.note.clone())
}

/// The clocks that a step met: of who did it, and of others than the reader.
fn met_by<'a>(view: &'a ReportView, step: &'a StepView) -> impl Iterator<Item = &'a Clock> {
    let met = |clock: &&Clock| clock.met == Some(step.at) && clock.party == step.by;
    view.card.clocks.iter().filter(met).filter(|clock| clock.party != Party::Reporter)
}

/// How many steps are told, and how many duties were late; none where nothing ever fell due.
pub(super) fn tally(setting: Setting<'_>) -> (i64, Option<i64>) {
    let Setting { view, now, .. } = setting;
    let told =
        view.steps.iter().filter(|step| is_told(step)).filter(|step| step.event != Event::Overdue);
    let duties = view.card.clocks.iter().filter(|clock| clock.party != Party::Reporter);
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let (mut kept, mut late) = (0, 0);
    for clock in duties {
        if clock.is_late(now) {
            late += 1;
        } else if clock.met.is_some() {
            kept += 1;
        }
    }
    (count(told.count()), (kept + late > 0).then_some(late))
}

/// The whole course: what happened, then what is due.
pub(super) fn timeline(setting: Setting<'_>) -> Html {
    let mut due: Vec<&Clock> =
        setting.view.card.clocks.iter().filter(|clock| clock.runs()).collect();
    due.sort_by_key(|clock| clock.due);
    html! {
        <Timeline>
            { for setting.view.steps.iter().filter(|step| is_told(step)).map(|step| happened(setting, step)) }
            { for due.into_iter().map(|clock| running(setting, clock)) }
        </Timeline>
    }
}

fn happened(setting: Setting<'_>, step: &StepView) -> Html {
    let Setting { text, view, .. } = setting;
    let show = &text.report().show;
    let met: Vec<&Clock> = met_by(view, step).collect();
    let chip = met.first().map(|_| match met.iter().find(|clock| clock.is_late(step.at)) {
        // One step may meet several clocks: what was late is named.
        Some(late) => {
            let (what, late) = ((text.report().duty)(late.kind), show.late);
            let word = text.language.pick(format!("{what}{late}"), format!("{late}: {what}"));
            (Tone::Stop, AttrValue::from(word))
        }
        None => (Tone::Brand, AttrValue::Static(show.in_time)),
    });
    let who = match (&step.name, &step.by) {
        (Some(name), by) => format!("{} {name}", setting.party(by)),
        (None, Party::Timer) => String::new(),
        (None, by) => setting.party(by).to_string(),
    };
    let when = setting.when(step.at);
    let at = if who.is_empty() {
        when
    } else {
        text.language.pick(format!("{who}，{when}"), format!("{who}, {when}"))
    };
    let time = match met.iter().map(|clock| clock.due).max() {
        // The day once is enough.
        Some(due) if due.date() == step.at.date() => (show.at_due)(&at, &time::time_of_day(due)),
        Some(due) => (show.at_due)(&at, &setting.when(due)),
        None => at,
    };
    let moment = if step.event == Event::Overdue { Moment::Late } else { Moment::Done };
    html! {
        <TimelineItem {moment} title={(text.report().event)(step.event)} {chip}
            note={note(setting, step).map(AttrValue::from)} time={Some(AttrValue::from(sentence(&time)))}>
            <Shots photos={photos(&step.photos)} small=true />
        </TimelineItem>
    }
}

/// Whom or what a step names, and what was written.
fn note(setting: Setting<'_>, step: &StepView) -> Option<String> {
    let Setting { text, list, view, .. } = setting;
    let show = &text.report().show;
    let dept = step.dept.as_ref().map(|dept| setting.party(&Party::of_code(dept)));
    let named = match (step.event, dept) {
        (Event::Dispatch | Event::AssignFinally, Some(dept)) => Some((show.sent_to)(&dept)),
        (Event::Decline, Some(dept)) => Some((show.instead)(&dept)),
        (Event::Reclassify, _) => {
            Some((show.now_category)(&names::category_label(text, list, &step.category)))
        }
        (Event::Overdue, _) => step.clock.map(|kind| {
            let of = view.card.clocks.iter().find(|clock| clock.kind == kind);
            let who = of.map(|clock| setting.party(&clock.party)).unwrap_or_default();
            sentence(&(show.missed)(&who, (text.report().duty)(kind)))
        }),
        _ => None,
    };
    match (named, &step.note) {
        (Some(named), Some(note)) => Some(format!("{named}\n{note}")),
        (named, note) => named.or_else(|| note.clone()),
    }
}

fn running(setting: Setting<'_>, clock: &Clock) -> Html {
    let Setting { text, now, .. } = setting;
    let show = &text.report().show;
    let late = clock.is_late(now);
    let (moment, tone, word, by) = match clock.paused_at(now) {
        Some(pause) => {
            let until = (show.paused)(&time::when(text, pause.until, now));
            (Moment::Later, Tone::Grey, text.common.paused_word, until)
        }
        None if late => {
            (Moment::Late, Tone::Stop, text.common.late_word, time::by(text, clock.due, now))
        }
        None => (Moment::Now, Tone::Wait, show.runs, time::by(text, clock.due, now)),
    };
    let who = setting.party(&clock.party);
    html! {
        <TimelineItem {moment} title={sentence(&(show.duty)(&who, (text.report().duty)(clock.kind)))}
            chip={Some((tone, AttrValue::Static(word)))}
            note={Some(AttrValue::from(by))} />
    }
}
