//! Notices: one line for each report, the latest first.

use std::rc::Rc;

use shared::api::inbox::{
    DeviceNotice, Inbox as Notices, InboxGroup, InboxQuery, InboxRead, ListInbox, MeetingNotice,
    ReadInbox,
};
use shared::api::report::ListCategories;
use shared::api::{Code, Nothing};
use yew::prelude::*;

use super::inbox_devices::NewDevices;
use super::inbox_meetings::MeetingNews;
use super::{MainTabs, names};
use crate::hook::{use_action, use_clock, use_pages, use_query, use_session, use_text};
use crate::i18n::{say, time};
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Chip, Empty, Kind, Page, TabPage, Tone, show};

/// How much is unread: of reports, of new devices, and of meetings.
pub(super) fn unread(inbox: &Notices) -> i64 {
    let devices = inbox.devices.iter().filter(|notice| notice.unread).count();
    let meetings = inbox.meetings.iter().filter(|notice| notice.unread).count();
    i64::from(inbox.unread) + i64::try_from(devices + meetings).unwrap_or(i64::MAX)
}

/// The inbox of the seat.
#[component]
pub fn Inbox() -> Html {
    let text = use_text();
    let now = use_clock();
    let role = use_session().role();
    let categories = use_query::<ListCategories>((), Nothing {});
    let list = use_pages::<ListInbox>(
        (),
        |cursor| InboxQuery { cursor },
        |inbox| inbox.page.next.as_deref(),
    );
    let read = use_action::<ReadInbox>();
    let row = |group: &InboxGroup| {
        let names = categories.data().map(|list| &**list);
        let label = names::category_label(text, names, &group.category);
        let event = (text.report().event)(group.latest.event);
        let when = time::when(text, group.latest.at, now);
        let ticket = group.ticket;
        // Opening it is reading it.
        let onfollow = {
            let (read, unread) = (read.clone(), group.unread > 0);
            Callback::from(move |()| {
                if unread {
                    read.run((), InboxRead { ticket: Some(ticket) }, |_| ());
                }
            })
        };
        html! {
            <Cell key={ticket.to_string()} {onfollow} icon={names::category_icon(names, &group.category)}
                tone={if group.unread > 0 { Tone::Wait } else { Tone::Brand }}
                title={(text.common.pair)(&label, &group.place)} sub={(text.common.pair)(event, &when)}
                to={names::report_route(role, ticket)}>
                if group.unread > 0 {
                    <Chip tone={Tone::Wait} text={text.account().unread} />
                }
            </Cell>
        }
    };
    let rows: Vec<Html> = list.all().flat_map(|inbox| &inbox.page.items).map(row).collect();
    let unread = list.first.data().is_some_and(|inbox| unread(inbox) > 0);
    let devices: Rc<[DeviceNotice]> =
        list.first.data().map(|inbox| inbox.devices.as_slice().into()).unwrap_or_default();
    let meetings: Rc<[MeetingNotice]> =
        list.first.data().map(|inbox| inbox.meetings.as_slice().into()).unwrap_or_default();
    // What may need an answer at once stands first.
    let fresh = devices.iter().any(|notice| notice.unread);
    let read_all = {
        let read = read.clone();
        Callback::from(move |_: MouseEvent| read.run((), InboxRead { ticket: None }, |_| ()))
    };
    let action = if unread {
        html! {
            <button type="button" class="bar-btn bar-text" onclick={read_all}>
                { text.account().inbox_read_all }
            </button>
        }
    } else {
        Html::default()
    };
    let failure = read.failure().filter(|failure| failure.code() != Some(Code::NotFound));
    let staff = role.is_some_and(|role| !role.is_resident());
    let to_come =
        if staff { text.account().staff_inbox_empty } else { text.account().inbox_empty_why };
    let content = html! {
        <>
            if let Some(failure) = failure {
                <p class="why" role="alert">{ say(text, failure) }</p>
            }
            { show(&list.first, |_| if rows.is_empty() && devices.is_empty() && meetings.is_empty() {
                html! {
                    <Empty icon="bell" title={text.account().inbox_empty}
                        sub={to_come} />
                }
            } else {
                html! {
                    <>
                        if fresh {
                            <NewDevices devices={devices.clone()} />
                        }
                        <MeetingNews meetings={meetings.clone()} {staff} />
                        if !rows.is_empty() {
                            <Cells class={classes!((fresh || !meetings.is_empty()).then_some("gap"))}>{ for rows }</Cells>
                        }
                        if !fresh {
                            <NewDevices devices={devices.clone()} />
                        }
                    </>
                }
            }) }
            if let Some(more) = &list.more {
                <Button kind={Kind::Quiet} label={text.common.next_page} busy={list.busy}
                    onclick={more.reform(|_: MouseEvent| ())} />
            }
        </>
    };
    // Staff have it in their bottom bar.
    if staff {
        let tabs = html! { <MainTabs current={Route::Inbox} /> };
        return html! {
            <TabPage title={text.account().notices_title} aside={action} {tabs}>{ content }</TabPage>
        };
    }
    html! { <Page title={text.account().inbox} above={Route::Home} {action}>{ content }</Page> }
}
