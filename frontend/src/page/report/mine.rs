//! What I reported or joined, and the estate's public list.

use std::rc::Rc;

use shared::api::report::{CategoryList, ListCategories, ListMyReports, PageQuery, ReportCard};
use shared::api::{Nothing, report::NewReport};
use shared::domain::account::Role;
use shared::domain::report::{Status, next_clock};
use shared::policy::Standing;
use shared::value::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::public::{PublicReports, more};
use super::queued::report_in;
use super::send;
use crate::hook::{use_clock, use_outbox, use_pages, use_query, use_session, use_text};
use crate::i18n::{Text, time};
use crate::net::outbox::Record;
use crate::page::{MainTabs, names};
use crate::route::Route;
use crate::ui::{
    ButtonLink, Cell, Cells, Chip, Choice, Empty, Head, Page, Segmented, TabPage, Tone, Trail, show,
};

/// The lists of reports.
#[component]
pub fn ReportMine() -> Html {
    let text = use_text();
    let session = use_session();
    let estate = session.estate();
    // The committee begins with its estate; the reports that one of it filed are a step away.
    let committee = session.role().is_some_and(|role| matches!(role, Role::Com | Role::Chr));
    let side = use_state_eq(|| AttrValue::Static(if committee { "estate" } else { "mine" }));
    use_effect_with((), |()| spawn_local(send::forget_copies()));
    let lists = &text.report().list;
    let choices: Rc<[Choice]> =
        [Choice::new("mine", lists.mine), Choice::new("estate", lists.estate)].into();
    let onchange = {
        let side = side.setter();
        Callback::from(move |chosen| side.set(chosen))
    };
    let other = estate.filter(|_| *side == "estate");
    let content = html! {
        <>
            if estate.is_some() {
                <Segmented name="whose" label={lists.which} {choices} value={(*side).clone()}
                    {onchange} />
            }
            if let Some(estate) = other {
                <PublicReports {estate} />
            } else {
                <MyReports />
            }
        </>
    };
    if committee {
        let tabs = html! { <MainTabs current={Route::ReportMine} /> };
        html! { <TabPage title={lists.which} {tabs}>{ content }</TabPage> }
    } else {
        html! { <Page title={text.report().mine} above={Route::Home}>{ content }</Page> }
    }
}

/// What the rows need.
#[derive(Clone, Copy)]
struct Setting<'a> {
    text: &'a Text,
    list: Option<&'a CategoryList>,
    now: Timestamp,
}

#[component]
fn MyReports() -> Html {
    let text = use_text();
    let now = use_clock();
    let outbox = use_outbox();
    let list = use_query::<ListCategories>((), Nothing {});
    let pages =
        use_pages::<ListMyReports>((), |cursor| PageQuery { cursor }, |page| page.next.as_deref());
    let setting = Setting { text, list: list.data().map(|list| &**list), now };
    let unsent: Vec<(&Record, NewReport)> = outbox
        .as_deref()
        .into_iter()
        .flatten()
        .filter_map(|record| report_in(record).map(|report| (record, report)))
        .collect();
    let none = unsent.is_empty();
    let lists = &text.report().list;
    html! {
        <>
            if !none {
                <Head title={lists.unsent} />
                <Cells>{ for unsent.iter().map(|(record, report)| unsent_row(setting, record, report)) }</Cells>
            }
            { show(&pages.first, |_| {
                let cards: Vec<&ReportCard> = pages.all().flat_map(|page| &page.items).collect();
                if cards.is_empty() && none {
                    return html! {
                        <Empty icon="whistle" title={lists.empty} sub={lists.empty_why}>
                            <ButtonLink label={lists.empty_go} to={Route::Report} />
                        </Empty>
                    };
                }
                html! { <>{ sections(setting, &cards, pages.more.is_some()) }{ more(text, &pages) }</> }
            }) }
        </>
    }
}

fn unsent_row(setting: Setting<'_>, record: &Record, report: &NewReport) -> Html {
    let Setting { text, list, now } = setting;
    let (tone, word) = if record.failed {
        (Tone::Stop, text.common.refused)
    } else {
        (Tone::Wait, text.common.queued)
    };
    let when = time::when(text, record.created, now);
    html! {
        <Cell key={report.id.to_string()} icon="saved" {tone}
            title={names::category_label(text, list, &report.category)}
            sub={AttrValue::from((text.report().list.at)(&names::place(text, &report.place), &when))}
            to={Route::ReportQueue { id: report.id.to_string() }}>
            <Chip {tone} icon="clock" text={word} />
        </Cell>
    }
}

/// Where a report stands for its reader.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    ForMe,
    Running,
    Over,
}

fn part(card: &ReportCard) -> Part {
    match card.status {
        Status::Resolved if card.standing == Standing::Reporter => Part::ForMe,
        status if status.is_over() => Part::Over,
        _ => Part::Running,
    }
}

fn sections(setting: Setting<'_>, cards: &[&ReportCard], unfinished: bool) -> Html {
    let lists = &setting.text.report().list;
    let of = |wanted: Part| -> Vec<&ReportCard> {
        cards.iter().copied().filter(|card| part(card) == wanted).collect()
    };
    let (for_me, over) = (of(Part::ForMe), of(Part::Over));
    let mut running = of(Part::Running);
    running.sort_by_key(|card| next_clock(&card.clocks).map_or(i64::MAX, |clock| clock.due.ms()));
    let section = |title: &'static str, cards: &[&ReportCard]| {
        if cards.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <Head {title} />
                <Cells>{ for cards.iter().map(|card| open_row(setting, card)) }</Cells>
            </>
        }
    };
    html! {
        <>
            { section(lists.for_me, &for_me) }
            { section(lists.running, &running) }
            if !over.is_empty() {
                <Head title={lists.over} />
                { months(setting, &over, unfinished) }
            }
        </>
    }
}

fn open_row(setting: Setting<'_>, card: &ReportCard) -> Html {
    let Setting { text, list, now } = setting;
    let (done, of) = names::progress(card.status);
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let label = (text.report().step_of)(count(done + 1), count(of));
    let late = next_clock(&card.clocks).is_some_and(|clock| clock.is_late(now));
    let mine = part(card) == Part::ForMe;
    let tone = match (late, mine) {
        (_, true) => Tone::Brand,
        (true, false) => Tone::Stop,
        (false, false) => Tone::Wait,
    };
    let place = format!("{} · {}", names::category_label(text, list, &card.category), card.place);
    html! {
        <Cell key={card.ticket.to_string()} {tone} title={place}
            icon={names::category_icon(list, &card.category)}
            sub={names::next_line(text, list, &card.clocks, card.status, now)}
            below={html! { <Trail {done} {of} {label} /> }}
            to={Route::ReportShow { ticket: card.ticket.to_string() }}>
            if card.standing == Standing::Follower {
                <Chip text={text.report().list.joined} />
            }
        </Cell>
    }
}

/// What is over, by the month of its filing. The last month is counted only once it is all here.
fn months(setting: Setting<'_>, cards: &[&ReportCard], unfinished: bool) -> Html {
    let mut months: Vec<((i64, i64), Vec<&ReportCard>)> = Vec::new();
    for card in cards {
        let (year, month, _) = card.filed.date().civil();
        match months.iter_mut().find(|(at, _)| *at == (year, month)) {
            Some((_, cards)) => cards.push(card),
            None => months.push(((year, month), vec![card])),
        }
    }
    months.sort_by(|(a, _), (b, _)| b.cmp(a));
    let last = months.len().saturating_sub(1);
    let month = |(index, ((year, month), cards)): (usize, &((i64, i64), Vec<&ReportCard>))| {
        let count = i64::try_from(cards.len()).unwrap_or_default();
        let whole = index < last || !unfinished;
        let lists = &setting.text.report().list;
        html! {
            <>
                <h3 class="month">
                    <span>{ (lists.month)(*year, *month) }</span>
                    if whole {
                        <span class="sub">{ (lists.count)(count) }</span>
                    }
                </h3>
                <Cells>{ for cards.iter().map(|card| over_row(setting, card)) }</Cells>
            </>
        }
    };
    html! { <>{ for months.iter().enumerate().map(month) }</> }
}

fn over_row(setting: Setting<'_>, card: &ReportCard) -> Html {
    let Setting { text, list, now } = setting;
    let lists = &text.report().list;
    let how = (text.report().status)(card.status);
    let sub = (lists.ended)(how, &time::date(text, card.filed, now));
    let place = format!("{} · {}", names::category_label(text, list, &card.category), card.place);
    html! {
        <Cell key={card.ticket.to_string()} tone={Tone::Grey} title={place}
            icon={names::category_icon(list, &card.category)} sub={AttrValue::from(sub)}
            to={Route::ReportShow { ticket: card.ticket.to_string() }}>
            if card.standing == Standing::Follower {
                <Chip text={lists.joined} />
            }
        </Cell>
    }
}
