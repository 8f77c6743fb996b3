//! A draft outlives its page: it is kept on this device as it is typed, until it is saved.

use shared::domain::estate::EstateId;
use shared::domain::vote::MeetingId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::Form;
use crate::net::{draft, json, timer};

/// How long typing must rest before it is kept.
const REST_MS: i32 = 500;

/// Which draft is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A new one of an estate.
    New(EstateId),
    /// A stored one.
    Stored(MeetingId),
}

impl Slot {
    fn key(self) -> String {
        match self {
            Self::New(estate) => format!("meeting-new/{estate}"),
            Self::Stored(meeting) => format!("meeting/{meeting}"),
        }
    }
}

/// What was kept.
pub(super) async fn find(slot: Slot) -> Option<Form> {
    json::read(&draft::load(&slot.key()).await?.json)
}

/// It was saved, or thrown away.
pub(super) fn forget(slot: Slot) {
    spawn_local(async move { draft::remove(&slot.key()).await });
}

/// Keeps a form as it is typed, as long as it differs from what is stored; a new draft that was
/// saved is stored elsewhere.
#[hook]
pub(super) fn use_keeping(slot: Slot, form: &Form, stored: &Form) {
    let turn = use_mut_ref(|| 0_u32);
    let moved = matches!(slot, Slot::New(_)) && form.version.is_some();
    let changed = (form != stored && !moved).then(|| form.clone());
    use_effect_with(changed, move |form| {
        let mine = turn.borrow().wrapping_add(1);
        turn.replace(mine);
        let Some(form) = form.clone() else { return forget(slot) };
        spawn_local(async move {
            timer::sleep(REST_MS).await;
            if *turn.borrow() == mine {
                // Where the browser keeps nothing, the form still stands on the page.
                let _ = draft::save(&slot.key(), &json::write(&form), &[]).await;
            }
        });
    });
}
