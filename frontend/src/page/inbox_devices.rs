//! What the inbox tells of sign-ins on new devices.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::account::{ListSessions, SessionView};
use shared::api::inbox::DeviceNotice;
use shared::value::MINUTE;
use yew::prelude::*;

use crate::hook::{use_clock, use_query_when, use_text};
use crate::i18n::{Text, time};
use crate::route::Route;
use crate::ui::{Cell, Cells, Chip, Head, Tone};

/// What [`NewDevices`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct NewDevicesProps {
    pub(super) devices: Rc<[DeviceNotice]>,
}

/// One's own new devices, and those of co-owners (`threats.md` S4).
#[component]
pub(super) fn NewDevices(props: &NewDevicesProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let own = props.devices.iter().any(|notice| notice.whose.is_none());
    let sessions = use_query_when::<ListSessions>(own.then_some(((), Nothing {})));
    let row = |notice: &DeviceNotice| {
        let when = time::when(text, notice.at, now);
        let gone = sessions
            .data()
            .is_some_and(|list| !list.sessions.iter().any(|session| is_of(notice, session)));
        let (title, cure, to) = told(text, notice, gone);
        let silence = if notice.silent { text.account().after_silence } else { "" };
        let tone = if notice.unread { Tone::Wait } else { Tone::Grey };
        html! {
            <Cell icon="shield" {tone} {title} sub={format!("{when} · {silence}{cure}")} {to}>
                if notice.unread {
                    <Chip tone={Tone::Wait} text={text.account().unread} />
                }
            </Cell>
        }
    };
    if props.devices.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <Head title={text.account().new_devices} />
            <Cells>{ for props.devices.iter().map(row) }</Cells>
        </>
    }
}

/// Whether the notice tells of a session's beginning.
fn is_of(notice: &DeviceNotice, session: &SessionView) -> bool {
    session.since.since(notice.at).abs() < MINUTE
}

/// What happened, what to do, and where.
fn told(text: &Text, notice: &DeviceNotice, gone: bool) -> (String, &'static str, Option<Route>) {
    let account = text.account();
    if let Some(name) = &notice.whose {
        let unit = notice.unit.as_deref().unwrap_or_default();
        ((account.co_owners_device)(name, unit), account.ask_them, None)
    } else {
        let device = notice.device.as_deref().unwrap_or_default();
        let title = (account.new_device)(device);
        if gone {
            (title, gone_words(text), None)
        } else {
            (title, account.not_you, Some(Route::Sessions))
        }
    }
}

/// A device that is signed out already.
fn gone_words(text: &Text) -> &'static str {
    text.language.pick(
        "这台设备已经退出了。不认识就告诉社区。",
        "It is signed out already. If you do not know it, tell the community office.",
    )
}
