//! Home: what waits for me, what runs, what I often do.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::inbox::{InboxQuery, ListInbox};
use shared::api::report::{CategoryList, ListCategories, ListMyReports, ListQueue, NewReport};
use shared::api::report::{PageQuery, QueuePart, QueueQuery, ReportCard};
use shared::domain::account::Role;
use shared::domain::report::{Status, next_clock};
use shared::policy::Standing;
use shared::value::{HOUR, Timestamp};
use yew::prelude::*;

use super::inbox::unread;
use super::tabs::{has_queue, keeps_office};
use super::{MainTabs, SeatSheet, names};
use crate::hook::{use_clock, use_outbox, use_query, use_query_when, use_session, use_text};
use crate::i18n::{Text, time};
use crate::net::fetch::Body;
use crate::net::json;
use crate::net::outbox::{self, Record};
use crate::route::Route;
use crate::ui::{
    ButtonLink, Card, Cell, Cells, Chip, Dot, Empty, Head, HeroArt, Icon, Link, TabPage, Tone,
    Trail, show,
};

/// How many running reports stand on the page; the others are a step away.
const RUNNING_SHOWN: usize = 3;

/// The home page.
#[component]
pub fn Home() -> Html {
    let session = use_session();
    let tabs = html! { <MainTabs current={Route::Home} /> };
    let text = session.text();
    match session.role() {
        None => html! {
            <TabPage header={html! { <Hero waiting=0 /> }} {tabs}>
                <Card class="lift">
                    <Empty icon="building" title={text.account().no_seat}
                        sub={text.account().no_seat_why} />
                </Card>
            </TabPage>
        },
        Some(role) if role.is_resident() => html! { <ResidentHome {tabs} /> },
        Some(role) => html! {
            <TabPage header={html! { <Hero waiting=0 /> }} {tabs}><StaffHome {role} /></TabPage>
        },
    }
}

#[derive(PartialEq, Properties)]
struct HeroProps {
    /// How many things wait for the reader's decision.
    waiting: i64,
}

/// The header: where I am, elder mode, notices, a greeting.
#[component]
fn Hero(props: &HeroProps) -> Html {
    let text = use_text();
    let session = use_session();
    let now = use_clock();
    let sheet = use_state_eq(|| false);
    let asked = session.seat.is_some().then(|| ((), InboxQuery::default()));
    let inbox = use_query_when::<ListInbox>(asked);
    let unread = inbox.data().map_or(0, |inbox| unread(inbox));
    let view = session.seat_view();
    let place = view.map_or(text.common.app, |view| view.place.as_str()).to_owned();
    let under = view.and_then(|view| view.unit.clone().or_else(|| view.company.clone()));
    let under = under.filter(|_| !session.care);
    let name = session.me.as_ref().map(|me| me.name.clone()).unwrap_or_default();
    let hour = now.time_of_day().ms() / HOUR;
    let set_sheet = |open: bool| {
        let sheet = sheet.setter();
        Callback::from(move |()| sheet.set(open))
    };
    html! {
        <header class="hero">
            <HeroArt />
            <div class="hero-row">
                <button type="button" class="place" aria-haspopup="dialog"
                    onclick={set_sheet(true).reform(|_: MouseEvent| ())}>
                    <Icon name="mark" />
                    <span>
                        <b>{ place }</b>
                        if let Some(under) = under {
                            <span>{ under }</span>
                        }
                    </span>
                    <Icon name="down" class="i-s" />
                </button>
                <ElderPill />
                <Link class="bar-btn" to={Route::Inbox} label={(text.account().notices)(unread)}>
                    <Icon name="bell" />
                    if unread > 0 {
                        <span class="weui-badge" aria-hidden="true">{ unread.min(99) }</span>
                    }
                </Link>
            </div>
            <div class="hello">
                <h1 tabindex="-1">{ (text.account().hello)(&name, hour) }</h1>
                if session.role().is_some_and(Role::is_resident) {
                    <p>{ (text.account().waits)(props.waiting) }</p>
                }
            </div>
            <SeatSheet open={*sheet} onclose={set_sheet(false)} />
        </header>
    }
}

#[component]
fn ElderPill() -> Html {
    let text = use_text();
    let session = use_session();
    let care = session.care;
    let onclick = Callback::from(move |_: MouseEvent| session.set_care(!care));
    html! {
        <button type="button" class="pill" {onclick}>
            if !care {
                <Icon name="text" class="i-s" />
            }
            { if care { text.account().elder_leave } else { text.account().elder } }
        </button>
    }
}

#[derive(PartialEq, Properties)]
struct ResidentHomeProps {
    tabs: Html,
}

/// Decision, running clocks, quick actions; where nothing waits, there is no card.
#[component]
fn ResidentHome(props: &ResidentHomeProps) -> Html {
    let session = use_session();
    let text = session.text();
    let now = use_clock();
    let categories = use_query::<ListCategories>((), Nothing {});
    let reports = use_query::<ListMyReports>((), PageQuery::default());
    let queued = use_outbox().unwrap_or_default();
    let list = categories.data().map(|list| &**list);
    let cards = reports.data().map(|page| page.items.as_slice()).unwrap_or_default();
    let waiting: Vec<&ReportCard> = cards.iter().filter(|card| waits_for_me(card)).collect();
    let running: Vec<&ReportCard> = cards
        .iter()
        .filter(|card| !card.status.is_over() && !waits_for_me(card))
        .take(RUNNING_SHOWN)
        .collect();
    let unsent: Vec<Html> =
        queued.iter().filter_map(|record| unsent_row(text, list, record)).collect();
    let header = html! { <Hero waiting={i64::try_from(waiting.len()).unwrap_or_default()} /> };
    let calm = waiting.is_empty() && running.is_empty() && unsent.is_empty();
    let content = html! {
        <>
            { for waiting.iter().map(|card| confirm_card(text, list, card, now)) }
            if !running.is_empty() || !unsent.is_empty() {
                <Cells class={classes!("gap", waiting.is_empty().then_some("lift"))}>
                    { for unsent }
                    { for running.iter().map(|card| running_row(text, list, card, now)) }
                </Cells>
            }
        </>
    };
    html! {
        <TabPage {header} tabs={props.tabs.clone()}>
            { show(&reports, |_| content) }
            if session.care {
                <Deeds />
            } else {
                <Quick lift={calm && reports.data().is_some()} />
            }
        </TabPage>
    }
}

/// Whether only the reporter's word is missing.
fn waits_for_me(card: &ReportCard) -> bool {
    card.status == Status::Resolved && card.standing == Standing::Reporter
}

fn confirm_card(
    text: &Text,
    list: Option<&CategoryList>,
    card: &ReportCard,
    now: Timestamp,
) -> Html {
    let due = next_clock(&card.clocks).map(|clock| clock.due);
    let label = names::category_label(text, list, &card.category);
    let to = Route::ReportShow { ticket: card.ticket.to_string() };
    html! {
        <Card key={card.ticket.to_string()} class="lift">
            if let Some(due) = due {
                <Chip tone={Tone::Wait} icon="clock" text={time::left(text, due, now)} />
            }
            <h2 class="gap-s">{ text.report().confirm_ask }</h2>
            <p class="sub">{ (text.common.pair)(&label, &card.place) }</p>
            if let Some(due) = due {
                <p class="cap">{ (text.report().confirm_by)(&time::by(text, due, now)) }</p>
            }
            <ButtonLink class="gap" label={text.report().confirm_go} {to} />
        </Card>
    }
}

fn running_row(
    text: &Text,
    list: Option<&CategoryList>,
    card: &ReportCard,
    now: Timestamp,
) -> Html {
    let (done, of) = names::progress(card.status);
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let label = (text.report().step_of)(count(done + 1), count(of));
    let late = next_clock(&card.clocks).is_some_and(|clock| clock.is_late(now));
    html! {
        <Cell key={card.ticket.to_string()} icon={names::category_icon(list, &card.category)}
            tone={if late { Tone::Stop } else { Tone::Wait }}
            title={names::category_label(text, list, &card.category)}
            sub={names::next_line(text, list, &card.clocks, card.status, now)}
            below={html! { <Trail {done} {of} {label} /> }}
            to={Route::ReportShow { ticket: card.ticket.to_string() }} />
    }
}

/// A report that waits on this phone; its photos are records of their own and are passed over.
fn unsent_row(text: &Text, list: Option<&CategoryList>, record: &Record) -> Option<Html> {
    let Body::Json(json) = &record.body else { return None };
    let report: NewReport = json::read(json)?;
    let sub = if outbox::can_background_sync() {
        text.report().unsent
    } else {
        text.report().unsent_open
    };
    let (tone, word) = if record.failed {
        (Tone::Stop, text.common.refused)
    } else {
        (Tone::Wait, text.common.queued)
    };
    Some(html! {
        <Cell key={report.id.to_string()} icon="saved" {tone}
            title={names::category_label(text, list, &report.category)} {sub}
            to={Route::ReportQueue { id: report.id.to_string() }}>
            <Chip {tone} icon="clock" text={word} />
        </Cell>
    })
}

#[derive(PartialEq, Properties)]
struct QuickProps {
    /// Whether it stands first, over the header's edge.
    lift: bool,
}

#[component]
fn Quick(props: &QuickProps) -> Html {
    let text = use_text();
    let entry = |icon: &'static str, label: &'static str, to: Route| {
        html! { <Link {to}><Dot {icon} />{ label }</Link> }
    };
    let account = &text.account();
    html! {
        <nav class={classes!("card", "gap", "quick", props.lift.then_some("lift"))}
            aria-label={account.quick}>
            { entry("camera", account.quick_report, Route::Report) }
            { entry("whistle", account.quick_mine, Route::ReportMine) }
            { entry("phone", account.quick_call, Route::Phones) }
        </nav>
    }
}

/// One action a row, for elder mode.
#[component]
fn Deeds() -> Html {
    let text = use_text();
    let entry = |icon: &'static str, label: &'static str, hint: &'static str, to: Route| {
        html! {
            <Link {to}>
                <Dot {icon} /><span>{ label }<small>{ hint }</small></span>
                <Icon name="next" class="go" />
            </Link>
        }
    };
    let account = &text.account();
    html! {
        <>
            <Head title={account.what_to_do} />
            <nav class="deeds" aria-label={account.what_to_do}>
                { entry("whistle", text.common.tab_report, account.report_hint, Route::Report) }
                { entry("clock", account.quick_mine, account.mine_hint, Route::ReportMine) }
                { entry("vote", text.common.tab_vote, account.vote_hint, Route::Votes) }
                { entry("phone", account.quick_call, account.estate_phones, Route::Phones) }
            </nav>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct StaffHomeProps {
    role: Role,
}

/// The ways to queue and office, with how the queue stands.
#[component]
fn StaffHome(props: &StaffHomeProps) -> Html {
    let text = use_text();
    let query = QueueQuery { part: QueuePart::All, find: None, estate: None, cursor: None };
    let queue = use_query_when::<ListQueue>(has_queue(props.role).then_some(((), query)));
    let tally = queue.data().map(|queue| {
        let count = |part| i64::from(queue.counts.get(&part).copied().unwrap_or_default());
        let late = count(QueuePart::Overdue);
        (late, (text.account().tally)(late, count(QueuePart::Today), count(QueuePart::All)))
    });
    let late = tally.as_ref().is_some_and(|(late, _)| *late > 0);
    let sub = tally.map(|(_, words)| AttrValue::from(Rc::<str>::from(words)));
    html! {
        <Cells class="lift">
            if has_queue(props.role) {
                <Cell icon="clock" tone={if late { Tone::Stop } else { Tone::Brand }}
                    title={text.account().queue} {sub} to={Route::Staff} />
            }
            if keeps_office(props.role) {
                <Cell icon="building" title={text.account().office} to={Route::Office} />
            }
        </Cells>
    }
}
