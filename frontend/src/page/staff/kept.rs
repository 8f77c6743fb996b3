//! Forms that outlive the page: a phone may close it while its camera is open.

use serde::{Deserialize, Serialize};
use shared::domain::estate::DeptCode;
use shared::domain::report::{Event, StepId, Ticket};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::typed::Typed;
use crate::net::{draft, json, timer};
use crate::ui::Shot;

/// How long typing must rest before it is kept.
const REST_MS: i32 = 500;

/// A form without its photos, which the store keeps as they are.
#[derive(Serialize, Deserialize)]
struct Kept {
    step: StepId,
    note: String,
    dept: String,
    co: Vec<DeptCode>,
    into: String,
    category: String,
    assignee: String,
    originals: Vec<Option<String>>,
}

fn key(ticket: Ticket, event: Event) -> String {
    format!("act/{ticket}/{event}")
}

/// What was kept of a form.
pub(super) async fn find(ticket: Ticket, event: Event) -> Option<Typed> {
    let found = draft::load(&key(ticket, event)).await?;
    let kept: Kept = json::read(&found.json)?;
    let originals = kept.originals.into_iter().chain(std::iter::repeat(None));
    let shots = found.photos.into_iter().zip(originals);
    let shot = |(blob, original): (Blob, Option<String>)| Shot {
        blob,
        original_sha256: original.map(Into::into),
    };
    Some(Typed {
        event,
        step: kept.step,
        note: kept.note,
        shots: shots.map(shot).collect(),
        dept: kept.dept.into(),
        co: kept.co,
        into: kept.into,
        category: kept.category.into(),
        assignee: kept.assignee.into(),
    })
}

async fn keep(ticket: Ticket, typed: &Typed) {
    let original = |shot: &Shot| shot.original_sha256.as_deref().map(str::to_owned);
    let kept = Kept {
        step: typed.step,
        note: typed.note.clone(),
        dept: typed.dept.to_string(),
        co: typed.co.clone(),
        into: typed.into.clone(),
        category: typed.category.to_string(),
        assignee: typed.assignee.to_string(),
        originals: typed.shots.iter().map(original).collect(),
    };
    let photos: Vec<Blob> = typed.shots.iter().map(|shot| shot.blob.clone()).collect();
    // Where the phone keeps nothing, the form still stands on the page.
    let _ = draft::save(&key(ticket, typed.event), &json::write(&kept), &photos).await;
}

/// It was sent.
pub(super) fn forget(ticket: Ticket, event: Event) {
    spawn_local(async move { draft::remove(&key(ticket, event)).await });
}

/// Keeps a form as it is typed, as soon as it holds something of one's own.
#[hook]
pub(super) fn use_keeping(ticket: Ticket, typed: Option<&Typed>) {
    let turn = use_mut_ref(|| 0_u32);
    use_effect_with(typed.cloned(), move |typed| {
        let mine = turn.borrow().wrapping_add(1);
        turn.replace(mine);
        let begun = |typed: &&Typed| {
            !typed.note.trim().is_empty() || !typed.shots.is_empty() || !typed.into.is_empty()
        };
        if let Some(typed) = typed.as_ref().filter(begun).cloned() {
            spawn_local(async move {
                timer::sleep(REST_MS).await;
                if *turn.borrow() == mine {
                    keep(ticket, &typed).await;
                }
            });
        }
    });
}
