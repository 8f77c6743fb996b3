//! One meeting: what is decided, whether enough take part, and my own ballot.

use std::rc::Rc;

use shared::api::vote::{KeySheet, MeetingStep, MeetingView, MyParty};
use shared::domain::vote::{MatterDraft, MeetingId, MeetingStatus, Weight};
use shared::value::{TimeOfDay, Timestamp};
use yew::prelude::*;

use super::arches::{self, Buildings};
use super::matter::{self, Setting};
use super::path::{Path, Step};
use super::use_meeting;
use super::words::{area_of, persons_of};
use crate::hook::{use_clock, use_online, use_text};
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
    let online = use_online();
    let query = use_meeting(props.id);
    let foot = query.data().map(|view| foot(text, view, online)).unwrap_or_default();
    let content = show(&query, |view| html! { <Body view={view.clone()} /> });
    html! {
        <Page title={text.vote().meeting.title} above={Route::Votes} {foot}>{ content }</Page>
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
    let setting = Setting { text, view, now };
    let matters: Vec<_> = setting.matters().collect();
    let single = matches!(matters.as_slice(), [_]);
    let one_roll = setting.is_of_one_roll();
    html! {
        <>
            { head(setting) }
            if single {
                { for matters.iter().map(|(of, sight)| html! {
                    <>
                        { matter::small(text, *sight) }
                        { matter::plain(setting, of, *sight) }
                    </>
                }) }
                { turnout(setting, Some(1)) }
                { for matters.iter().map(|(of, sight)| html! {
                    <>
                        <Card class="gap">{ matter::majority(setting, of, Some(2)) }{ sealed(setting) }</Card>
                        { matter::cost(setting, of, *sight) }
                    </>
                }) }
            } else {
                { for matters.iter().enumerate().map(|(index, (of, sight))| html! {
                    <>
                        { matter::nth(text, of, index, matters.len()) }
                        { matter::small(text, *sight) }
                        { matter::plain(setting, of, *sight) }
                        <Card class="gap">{ matter::majority(setting, of, None) }</Card>
                        { matter::cost(setting, of, *sight) }
                        if !one_roll {
                            if let Some((roll, part)) = sight.and_then(|of| of.roll.zip(of.turnout)) {
                                <div class="gap">{ arches::card(text, None, part, roll) }</div>
                            }
                        }
                    </>
                }) }
                if one_roll {
                    <div class="gap-l">{ turnout(setting, None) }</div>
                }
                { sealed(setting) }
            }
            if let Some(turnout) = view.turnout.clone() {
                <Buildings {text} {turnout} />
            }
            { follow(setting) }
            { mine(setting) }
            { roll(setting) }
            { key(setting) }
            { steps(setting) }
        </>
    }
}

/// Chips, title, and what the meeting's state means.
fn head(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().meeting;
    let status = AttrValue::Static((text.vote().list.status)(view.status));
    let at = |at| {
        let day = time::date(text, at, now);
        format!("{day} {}", time::time_of_day(at))
    };
    let (chip, when) = match view.status {
        MeetingStatus::Open => (
            (Tone::Wait, Some("clock"), time::left(text, view.draft.closes, now).into()),
            (say.closes)(&at(view.draft.closes)),
        ),
        MeetingStatus::Draft | MeetingStatus::Reviewed | MeetingStatus::Noticed => {
            ((Tone::Info, None, status), (say.opens)(&at(view.draft.opens)))
        }
        MeetingStatus::Revoked | MeetingStatus::Annulled => {
            ((Tone::Stop, Some("alert"), status), (say.closed)(&at(view.draft.closes)))
        }
        MeetingStatus::CorrectionOrdered => {
            ((Tone::Wait, Some("alert"), status), (say.closed)(&at(view.draft.closes)))
        }
        _ => ((Tone::Grey, None, status), (say.closed)(&at(view.draft.closes))),
    };
    let (tone, icon, word): (Tone, Option<&'static str>, AttrValue) = chip;
    let title = match view.draft.matters.as_slice() {
        [only] => only.title.clone(),
        _ => view.draft.title.clone(),
    };
    html! {
        <div class="matter">
            <div class="chips">
                <Chip {tone} icon={icon.map(AttrValue::Static)} text={word} />
                if view.status != MeetingStatus::Cancelled {
                    <Chip text={when} />
                }
            </div>
            <h2>{ title }</h2>
            <p class="sub gap-s">{ (say.organiser)(view.draft.organiser) }</p>
            { stage(setting) }
        </div>
    }
}

/// What the present step asks of the reader.
fn stage(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().meeting;
    let words = match view.status {
        MeetingStatus::Noticed => say.on_notice.to_owned(),
        MeetingStatus::Closed => say.counting.to_owned(),
        MeetingStatus::Tallied => match view.publish_by {
            Some(by) => (say.publish_by)(&time::by(text, by, now)),
            None => return Html::default(),
        },
        _ => return Html::default(),
    };
    html! { <p class="gap-s">{ words }</p> }
}

/// Whether enough take part; before voting begins, what enough would be.
fn turnout(setting: Setting<'_>, number: Option<u8>) -> Html {
    let Setting { text, view, .. } = setting;
    let say = &text.vote().matter;
    let of_matter = view.matters.first().and_then(|view| view.roll.zip(view.turnout));
    let known = of_matter
        .or_else(|| view.turnout.as_ref().map(|turnout| (turnout.roll, turnout.participating)));
    if let Some((roll, part)) = known.filter(|_| view.turnout.is_some()) {
        return html! { <div class="gap">{ arches::card(text, number, part, roll) }</div> };
    }
    let roll = view.matters.first().and_then(|view| view.roll);
    let Some(roll) = roll.or(view.roll.as_ref().map(|roll| roll.weight)) else {
        return Html::default();
    };
    html! {
        <Card class="gap">
            { arches::question(number, say.quorum) }
            <p class="sub">
                { (say.roll)(&area_of(text, roll.area), &persons_of(text, roll.persons)) }
            </p>
        </Card>
    }
}

/// Nobody sees a result before the count.
fn sealed(setting: Setting<'_>) -> Html {
    let say = &setting.text.vote().meeting;
    if !matches!(setting.view.status, MeetingStatus::Open | MeetingStatus::Noticed) {
        return Html::default();
    }
    html! {
        <>
            <div class="locked"><Icon name="lock" /><span>{ say.sealed }</span></div>
            <details class="seal-fold">
                <summary class="seal"><Icon name="info" />{ say.limits_title }<Icon name="down" /></summary>
                <p class="sub">{ say.limits }</p>
            </details>
        </>
    }
}

/// 从多: what silence does, and by which clause.
fn follow(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let Some(clause) = &view.draft.follow else { return Html::default() };
    let say = &text.vote().meeting;
    let adopted = Timestamp::local(clause.adopted, TimeOfDay::MIDNIGHT);
    html! {
        <Card class="gap call-out">
            <p class="strong">{ say.follow }</p>
            <p class="sub gap-s">{ (say.clause)(&clause.text, &time::date(text, adopted, now)) }</p>
        </Card>
    }
}

/// The reader's ballots, where there are several or one is in.
fn mine(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().meeting;
    if view.mine.is_empty()
        || (view.mine.len() == 1 && view.mine.iter().all(|of| of.cast.is_none()))
    {
        return Html::default();
    }
    let row = |party: &MyParty| {
        let sub = match &party.cast {
            Some(cast) => (say.cast)(&time::when(text, cast.at, now), cast.channel),
            None => say.to_cast.to_owned(),
        };
        let to = match &party.cast {
            Some(_) => Some(Path::Receipt(view.id, party.party).route()),
            None if view.status == MeetingStatus::Open => {
                Some(Path::Cast(view.id, party.party, Step::Choose(0)).route())
            }
            None => None,
        };
        html! {
            <Cell key={party.party.to_string()} title={units(text, party)} sub={AttrValue::from(sub)} {to} />
        }
    };
    html! {
        <>
            <Head title={say.mine} />
            <Cells plain=true>{ for view.mine.iter().map(row) }</Cells>
        </>
    }
}

/// A party's units.
pub(super) fn units(text: &Text, party: &MyParty) -> String {
    party.units.join(text.vote().matter.comma)
}

fn roll(setting: Setting<'_>) -> Html {
    let Setting { text, view, .. } = setting;
    let say = &text.vote().meeting;
    let Some(roll) = &view.roll else { return Html::default() };
    let sub = (say.roll_count)(&matter::parties(roll.parties), &area_of(text, roll.weight.area));
    html! {
        <Cells class="gap">
            <Cell icon="people" title={say.roll} sub={AttrValue::from(sub)}
                to={Path::Roll(view.id).route()}>
                if roll.open_objections > 0 && !roll.frozen {
                    <Chip tone={Tone::Wait} text={(say.roll_open)(i64::from(roll.open_objections))} />
                }
            </Cell>
        </Cells>
    }
}

/// The key sheet: K and the trustees' keys as digits, to compare with the notice board.
fn key(setting: Setting<'_>) -> Html {
    let Setting { text, view, .. } = setting;
    let say = &text.vote().meeting;
    match (&view.key, view.status) {
        (Some(sheet), _) => html! {
            <Card class="gap" title={say.key}>
                <p class="sub">{ say.key_why }</p>
                { key_facts(text, sheet) }
            </Card>
        },
        (None, MeetingStatus::Noticed) => {
            html! { <Aside icon="lock">{ say.key_missing }</Aside> }
        }
        _ => Html::default(),
    }
}

/// The digits of the key sheet.
pub(super) fn key_facts(text: &Text, sheet: &KeySheet) -> Html {
    let say = &text.vote().meeting;
    let row = |(name, digits): (&'static str, &String)| {
        html! { <><dt>{ name }</dt><dd class="digits">{ matter::in_groups(digits, 5) }</dd></> }
    };
    html! {
        <dl class="key-sheet gap">
            { row((say.key_all, &sheet.digits)) }
            { for say.key_seats.into_iter().zip(&sheet.trustees).map(row) }
        </dl>
    }
}

/// What was done so far.
fn steps(setting: Setting<'_>) -> Html {
    let Setting { text, view, now } = setting;
    let say = &text.vote().meeting;
    if view.steps.is_empty() {
        return Html::default();
    }
    let item = |step: &MeetingStep| {
        let until = step.deadline.map(|until| (say.order_until)(&time::by_date(text, until, now)));
        html! {
            <TimelineItem key={step.at.ms().to_string()} moment={Moment::Done}
                title={(say.event)(step.event)} note={step.note.clone().map(AttrValue::from)}
                time={AttrValue::from(time::when(text, step.at, now))}>
                if let Some(until) = until {
                    <p class="cap">{ until }</p>
                }
            </TimelineItem>
        }
    };
    html! {
        <details class="card fold gap">
            <summary>{ say.steps }<Icon name="down" /></summary>
            <div class="gap-m"><Timeline>{ for view.steps.iter().map(item) }</Timeline></div>
        </details>
    }
}

/// The one thing to do: vote, see the receipt, see the result.
fn foot(text: &Text, view: &MeetingView, online: bool) -> Html {
    let say = &text.vote().meeting;
    if !view.results.is_empty() {
        let to = Path::Result(view.id).route();
        return html! { <ButtonLink label={say.result} {to} /> };
    }
    let next = view.mine.iter().find(|party| party.cast.is_none());
    match next.filter(|_| view.status == MeetingStatus::Open) {
        Some(party) => {
            let several = view.mine.len() > 1;
            let label =
                if several { (say.vote_for)(&units(text, party)) } else { say.vote.to_owned() };
            let weight = heaviest(party, &view.draft.matters);
            html! {
                <>
                    <p class="cap">
                        { if online { (say.weight)(
                            &area_of(text, weight.area),
                            &persons_of(text, weight.persons),
                        ) } else { say.offline.to_owned() } }
                    </p>
                    <ButtonLink {label} to={Path::Cast(view.id, party.party, Step::Choose(0)).route()} />
                </>
            }
        }
        None => match view.mine.iter().find(|party| party.cast.is_some()) {
            Some(party) => html! {
                <ButtonLink kind={Kind::Default} label={say.receipt}
                    to={Path::Receipt(view.id, party.party).route()} />
            },
            None => Html::default(),
        },
    }
}

/// What a party weighs in the first matter that it votes on; where scopes differ, each ballot page
/// tells its own.
fn heaviest(party: &MyParty, matters: &[MatterDraft]) -> Weight {
    let of = |matter: &MatterDraft| {
        party.weights.iter().find(|weight| weight.matter == matter.id).map(|weight| weight.weight)
    };
    matters.iter().find_map(of).unwrap_or_default()
}
