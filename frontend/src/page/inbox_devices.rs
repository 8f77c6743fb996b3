//! What the inbox tells of sign-ins on new devices.

use std::rc::Rc;

use shared::api::inbox::DeviceNotice;
use yew::prelude::*;

use crate::hook::{use_clock, use_text};
use crate::i18n::{Text, time};
use crate::route::Route;
use crate::ui::{Cell, Cells, Head, Tone};

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
    let row = |notice: &DeviceNotice| {
        let when = time::when(text, notice.at, now);
        let (title, cure, to) = told(text, notice);
        let silence = if notice.silent { text.account().after_silence } else { "" };
        let tone = if notice.unread { Tone::Wait } else { Tone::Grey };
        html! {
            <Cell icon="phone" {tone} {title} sub={format!("{when} · {silence}{cure}")} {to} />
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

/// What happened, what to do, and where.
fn told(text: &Text, notice: &DeviceNotice) -> (String, &'static str, Option<Route>) {
    let account = text.account();
    if let Some(name) = &notice.whose {
        let unit = notice.unit.as_deref().unwrap_or_default();
        ((account.co_owners_device)(name, unit), account.ask_them, None)
    } else {
        let device = notice.device.as_deref().unwrap_or_default();
        ((account.new_device)(device), account.not_you, Some(Route::Sessions))
    }
}
