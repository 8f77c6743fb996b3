//! The announcement of a result, for paper: plain tables, no colour, no link.

use std::rc::Rc;

use shared::api::vote::MeetingView;
use shared::domain::vote::{BoxTotal, Choice, MatterDraft, MatterResult, MeetingId, Weight};
use yew::prelude::*;

use super::amount::{area, grouped, percent};
use super::path::Path;
use super::use_meeting;
use super::words::{count, scope, shares};
use crate::hook::{use_clock, use_text};
use crate::i18n::{Text, time};
use crate::net::js;
use crate::ui::{Button, Empty, Page, show};

/// What [`Announcement`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct AnnouncementProps {
    pub(super) id: MeetingId,
}

/// The page to print.
#[component]
pub(super) fn Announcement(props: &AnnouncementProps) -> Html {
    let text = use_text();
    let say = &text.vote().result;
    let query = use_meeting(props.id);
    let print = Callback::from(|_: MouseEvent| {
        js::call(&js::window(), "print", &[]);
    });
    let ready = query.data().is_some_and(|view| !view.results.is_empty());
    let foot = if ready {
        html! { <Button icon="doc" label={say.print_now} onclick={print} /> }
    } else {
        Html::default()
    };
    let content = show(&query, |view| html! { <Sheet view={view.clone()} /> });
    html! {
        <Page title={say.title} above={Path::Result(props.id).route()} {foot}>{ content }</Page>
    }
}

#[derive(PartialEq, Properties)]
struct SheetProps {
    view: Rc<MeetingView>,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let view = &*props.view;
    let say = &text.vote().result;
    if view.results.is_empty() {
        return html! { <Empty icon="lock" title={say.none} sub={say.none_why} /> };
    }
    let part = |(index, of): (usize, &MatterDraft)| {
        let result = view.results.iter().find(|result| result.matter == of.id)?;
        Some(matter(text, view, of, result, index))
    };
    let ended = time::date(text, view.draft.closes, now);
    html! {
        <article class="paper">
            <h2>{ (say.notice)(&view.estate_name) }</h2>
            <p>{ view.draft.title.clone() }</p>
            <p>{ (text.vote().list.closed)(&ended) }</p>
            { for view.draft.matters.iter().enumerate().filter_map(part) }
            <p>{ say.notice_recount }</p>
            <p class="paper-sign">
                { (text.vote().meeting.organiser)(view.draft.organiser) }
            </p>
        </article>
    }
}

fn matter(
    text: &Text,
    view: &MeetingView,
    of: &MatterDraft,
    result: &MatterResult,
    index: usize,
) -> Html {
    let say = &text.vote().result;
    let decision = (say.decision)((say.verdict)(result.decision()));
    html! {
        <section key={of.id.to_string()}>
            <h3>{ format!("{}. {}", index + 1, of.title) }</h3>
            <p>{ scope(text, &of.scope) }</p>
            <table>
                <thead><tr><td></td>{ for say.columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ for rows(text, view, of, result).into_iter().map(row) }</tbody>
            </table>
            if let Some(why) = result.withheld {
                <p>{ (say.withheld)(why) }</p>
            }
            if let Some(followed) = &result.followed {
                <p>
                    { (text.common.pair)(say.without_follow, (say.verdict)(result.outcome)) }<br />
                    { (text.common.pair)(say.with_follow, (say.verdict)(followed.outcome)) }
                </p>
            }
            if let Some(elected) = &result.elected {
                <p>
                    { (say.seats)(count(elected.members.len()),
                        of.seats.map(i64::from).unwrap_or_default()) }
                    { " " }{ (say.established)(elected.established) }
                </p>
            } else {
                <p><b>{ decision }</b></p>
            }
        </section>
    }
}

/// A row of the table: a name and three cells.
type Row = (String, [String; 3]);

fn row((name, cells): Row) -> Html {
    html! {
        <tr>
            <th scope="row">{ name }</th>
            { for cells.into_iter().map(|cell| html! { <td class="num">{ cell }</td> }) }
        </tr>
    }
}

/// Roll, who took part, each box, and who abstained where all is opened.
fn rows(text: &Text, view: &MeetingView, of: &MatterDraft, result: &MatterResult) -> Vec<Row> {
    let say = &text.vote().result;
    let [roll, came] = say.rows;
    let whole = |name: &str, weight: Weight, of: Weight| {
        let (by_area, by_persons) = shares(weight, of);
        let share = format!("{} / {}", percent(by_area), percent(by_persons));
        (name.to_owned(), [area(weight.area), grouped(weight.persons), share])
    };
    let mut rows =
        vec![whole(roll, result.roll, result.roll), whole(came, result.participating, result.roll)];
    let sealed = || say.sealed.to_owned();
    let opened = |name: String, total: &BoxTotal| match (total.area, total.persons) {
        (Some(area), Some(persons)) => {
            let weight = Weight { area, persons };
            let (_, cells) = whole("", weight, result.participating);
            (name, cells)
        }
        (_, persons) => (name, [sealed(), persons.map_or_else(sealed, grouped), String::new()]),
    };
    let names = names(text, view, of);
    rows.extend(names.into_iter().zip(&result.boxes).map(|(name, total)| opened(name, total)));
    if of.seats.is_none() {
        rows.push(opened((say.choice)(Choice::Abstain).to_owned(), &abstained(result)));
    }
    rows
}

/// The names of a matter's boxes.
fn names(text: &Text, view: &MeetingView, of: &MatterDraft) -> Vec<String> {
    let say = &text.vote().result;
    if of.seats.is_none() {
        return [Choice::For, Choice::Against].map(|choice| (say.choice)(choice).to_owned()).into();
    }
    let sight = view.matters.iter().find(|sight| sight.id == of.id);
    let candidates = sight.map(|sight| sight.candidates.as_slice()).unwrap_or_default();
    candidates.iter().map(|candidate| candidate.name.clone()).collect()
}

/// What is left of those who took part.
fn abstained(result: &MatterResult) -> BoxTotal {
    let rest = |whole: u64, part: fn(&BoxTotal) -> Option<u64>| {
        result.boxes.iter().try_fold(whole, |left, of| Some(left.saturating_sub(part(of)?)))
    };
    BoxTotal {
        persons: rest(result.participating.persons, |of| of.persons),
        area: rest(result.participating.area, |of| of.area),
    }
}
