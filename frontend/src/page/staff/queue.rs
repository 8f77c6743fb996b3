//! The queue: what waits for this seat, by the clock that ends first.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::report::{ListCategories, ListQueue, QueueItem, QueuePart};
use shared::value::Timestamp;
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::empty::{empty, entrance};
use super::estate_pick::EstatePick;
use super::filter::{Filter, Way, use_filter, use_go};
use super::find::Find;
use super::job::{self, Around};
use super::keys::use_keys;
use super::no_seat::{NoSeat, use_seats_anew};
use super::parts::{Counts, LARGE, Parts, parts_of};
use super::rail::Rail;
use crate::hook::{use_clock, use_pages, use_query, use_session, use_text, use_wide};
use crate::i18n::{Text, say};
use crate::page::MainTabs;
use crate::route::Route;
use crate::ui::{Button, Icon, Kind, show};

/// The queue of every staff role.
#[component]
pub fn StaffQueue() -> Html {
    if use_session().role().is_some() {
        html! { <Waiting /> }
    } else {
        html! { <NoSeat /> }
    }
}

#[component]
fn Waiting() -> Html {
    let text = use_text();
    let now = use_clock();
    let wide = use_wide();
    let session = use_session();
    let filter = use_filter();
    let route = use_route::<Route>().unwrap_or(Route::Staff);
    let open = match &route {
        Route::StaffReport { ticket } => Some(ticket.as_str()),
        _ => None,
    };
    let categories = use_query::<ListCategories>((), Nothing {});
    let list = use_pages::<ListQueue>(
        (),
        |cursor| filter.question(cursor),
        |queue| queue.page.next.as_deref(),
    );
    use_seats_anew(&list.first);
    // While another part is on its way, the numbers stay.
    let counts = use_mut_ref(Counts::new);
    if let Some(queue) = list.first.data() {
        counts.replace(queue.counts.clone());
    }
    let counts = counts.borrow().clone();
    let items: Vec<&QueueItem> = list.all().flat_map(|queue| &queue.page.items).collect();
    let tickets: Rc<[String]> = items.iter().map(|item| item.card.ticket.to_string()).collect();
    use_moves(wide, &filter, open, tickets);

    let several = session.role().is_some_and(|role| !role.is_company());
    let around = Around {
        text,
        list: categories.data().map(|list| &**list),
        now,
        filter: &filter,
        several,
        open: open.filter(|_| wide),
    };
    let groups = groups(text, &filter, &counts, &items, now);
    let body = html! {
        <>
            { show(&list.first, |_| if items.is_empty() {
                empty(text, &filter, &route)
            } else if wide {
                html! { <>{ for groups.iter().map(|group| rows(&around, group)) }</> }
            } else {
                html! { <>{ for groups.iter().map(|group| cards(&around, group)) }</> }
            }) }
            { entrance(text, &list.first) }
            if let Some(failure) = &list.failure {
                <p class="why" role="alert">{ say(text, failure) }</p>
            }
            if let Some(more) = &list.more {
                <Button class="gap" kind={Kind::Quiet} label={text.common.next_page}
                    busy={list.busy} onclick={more.reform(|_: MouseEvent| ())} />
            }
        </>
    };
    let frame = FrameProps {
        list: categories.data().cloned(),
        counts,
        estate: filter.estate.and(items.first()).map(|item| item.estate.clone().into()),
        several,
        filter: filter.clone(),
        route: route.clone(),
        children: body,
    };
    if wide {
        html! { <Desk ..frame /> }
    } else {
        html! { <Phone ..frame /> }
    }
}

/// The keys J and K open the next and the previous report, unless a form is open.
#[hook]
fn use_moves(wide: bool, filter: &Filter, open: Option<&str>, tickets: Rc<[String]>) {
    let go = use_go();
    let at = open.and_then(|open| tickets.iter().position(|ticket| ticket == open));
    let replace = open.is_some();
    let calm = filter.acting(None);
    let onkey = Callback::from(move |key: String| {
        let to = match (key.as_str(), at) {
            ("j" | "k", None) => Some(0),
            ("j", Some(at)) => Some(at + 1),
            ("k", Some(at)) => at.checked_sub(1),
            _ => None,
        };
        let ticket = to.and_then(|to| tickets.get(to));
        if let Some(ticket) = ticket {
            let to = Route::StaffReport { ticket: ticket.clone() };
            go.emit(Way { to, filter: calm.clone(), replace });
        }
        ticket.is_some()
    });
    use_keys(wide && filter.act.is_none(), onkey);
}

/// Lines under one heading.
struct Group<'a> {
    title: &'static str,
    count: Option<u32>,
    late: bool,
    items: Vec<&'a QueueItem>,
}

/// Overdue, due today, later; the parts that are one of these, or wait for nobody here, are one
/// group.
fn groups<'a>(
    text: &Text,
    filter: &Filter,
    counts: &Counts,
    items: &[&'a QueueItem],
    now: Timestamp,
) -> Vec<Group<'a>> {
    let count = |part| counts.get(&part).copied();
    if !matches!(filter.part, QueuePart::All | QueuePart::Urgent | QueuePart::Mine) {
        return vec![Group {
            title: (text.staff().part)(filter.part),
            count: count(filter.part),
            late: filter.part == QueuePart::Overdue,
            items: items.to_vec(),
        }];
    }
    let whole = filter.part == QueuePart::All && filter.find.is_none() && filter.estate.is_none();
    let (late, today) = (count(QueuePart::Overdue), count(QueuePart::Today));
    let later = count(QueuePart::All).zip(late).zip(today);
    let later = later.map(|((all, late), today)| all.saturating_sub(late).saturating_sub(today));
    let titled = [
        (When::Late, (text.staff().part)(QueuePart::Overdue), late),
        (When::Today, (text.staff().part)(QueuePart::Today), today),
        (When::Later, text.staff().later, later),
    ];
    let group = |(when, title, count): (When, &'static str, Option<u32>)| Group {
        title,
        count: count.filter(|_| whole),
        late: when == When::Late,
        items: items.iter().copied().filter(|item| due(item, now) == when).collect(),
    };
    titled.into_iter().map(group).filter(|group| !group.items.is_empty()).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum When {
    Late,
    Today,
    Later,
}

fn due(item: &QueueItem, now: Timestamp) -> When {
    match &item.clock {
        Some(clock) if clock.is_late(now) => When::Late,
        Some(clock) if clock.due.date() == now.date() => When::Today,
        _ => When::Later,
    }
}

fn head(group: &Group<'_>) -> Html {
    html! {
        <>
            { group.title }
            if let Some(count) = group.count {
                { format!(" {count}") }
            }
        </>
    }
}

fn cards(around: &Around<'_>, group: &Group<'_>) -> Html {
    html! {
        <section class="jobs">
            <div class="head"><h2 class={group.late.then_some("t-stop")}>{ head(group) }</h2></div>
            { for group.items.iter().map(|item| job::card(around, item)) }
        </section>
    }
}

fn rows(around: &Around<'_>, group: &Group<'_>) -> Html {
    html! {
        <section>
            <h2 class={classes!("queue-head", group.late.then_some("t-stop"))}>{ head(group) }</h2>
            <ul>{ for group.items.iter().map(|item| job::row(around, item)) }</ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct FrameProps {
    list: Option<Rc<shared::api::report::CategoryList>>,
    counts: Counts,
    /// The name of the one estate that is shown.
    estate: Option<AttrValue>,
    /// Whether the seat reaches several.
    several: bool,
    filter: Filter,
    route: Route,
    children: Html,
}

/// On a phone: large counts above the cards, search behind a button.
#[component]
fn Phone(props: &FrameProps) -> Html {
    let text = use_text();
    let session = use_session();
    let filter = &props.filter;
    let further = filter.find.is_some() || filter.estate.is_some() || !LARGE.contains(&filter.part);
    let unfolded = use_state_eq(|| false);
    let shown = *unfolded || further;
    let onclick = {
        let unfolded = unfolded.setter();
        Callback::from(move |_: MouseEvent| unfolded.set(!shown))
    };
    let place = session.seat_view().map(|view| view.place.clone()).unwrap_or_default();
    let name = session.me.as_ref().map(|me| me.name.clone()).unwrap_or_default();
    html! {
        <div class="staff">
            <header class="duty">
                <div class="duty-row">
                    <div>
                        <h1 tabindex="-1">{ text.account().queue }</h1>
                        <p class="sub">{ (text.common.pair)(&place, &name) }</p>
                    </div>
                    <button type="button" class="weui-btn weui-btn_inline duty-filter" {onclick}
                        aria-expanded={if shown { "true" } else { "false" }}>
                        <Icon name="filter" class="i-s" />{ text.staff().filter }
                    </button>
                </div>
                <Parts large=true parts={LARGE.to_vec()} counts={props.counts.clone()}
                    filter={filter.clone()} to={props.route.clone()} />
            </header>
            <main>
                if shown {
                    <div class="gap-m">
                        <Find list={props.list.clone()} filter={filter.clone()}
                            to={props.route.clone()} />
                        <Parts parts={parts_of(session.role(), false)}
                            counts={props.counts.clone()} filter={filter.clone()}
                            to={props.route.clone()} />
                        if props.several {
                            <EstatePick name={props.estate.clone()} filter={filter.clone()}
                                to={props.route.clone()} />
                        }
                    </div>
                }
                { props.children.clone() }
            </main>
            <MainTabs current={Route::Staff} />
        </div>
    }
}

/// From 1024 px: rail and queue; beside them the report, or a word how to open one.
#[component]
fn Desk(props: &FrameProps) -> Html {
    let text = use_text();
    let session = use_session();
    let place = session.seat_view().map(|view| view.place.clone()).unwrap_or_default();
    // Beside an open report, the page is about that.
    let alone = props.route == Route::Staff;
    let queue = html! {
        <>
            <div class="queue-top">
                <div class="duty-row">
                    <h1 tabindex="-1">{ text.account().queue }</h1>
                    <span class="cap">{ place }</span>
                </div>
                <Find list={props.list.clone()} filter={props.filter.clone()}
                    to={props.route.clone()} />
                <Parts parts={parts_of(session.role(), true)} counts={props.counts.clone()}
                    filter={props.filter.clone()} to={props.route.clone()} />
                if props.several {
                    <EstatePick name={props.estate.clone()} filter={props.filter.clone()}
                        to={props.route.clone()} />
                }
            </div>
            <div class="queue-list">{ props.children.clone() }</div>
        </>
    };
    html! {
        <div class="staff">
            <div class="desk-list">
                <Rail />
                if alone {
                    <main class="queue">
                        { queue }
                        <div class="desk-none">
                            <Icon name="whistle" />
                            <p class="strong">{ text.staff().choose_one }</p>
                            <p class="sub">{ text.staff().choose_one_how }</p>
                        </div>
                    </main>
                } else {
                    <section class="queue" aria-label={text.account().queue}>{ queue }</section>
                }
            </div>
        </div>
    }
}
