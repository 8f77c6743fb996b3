//! What has been written of a new report, and its draft on this phone.

use std::cell::Cell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::domain::report::{CategoryCode, ReportId};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::place::PlaceForm;
use super::queued;
use crate::net::{draft, id, json, outbox, timer};
use crate::route::Route;
use crate::ui::Shot;

/// The key of the one draft: who changes the category keeps photos and words.
const DRAFT: &str = "report/new";
/// How long after the last change it is kept.
const PAUSE_MS: i32 = 400;

/// What is written, without the photos.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Form {
    /// Made with the draft: sent twice, it is still one report.
    pub(super) id: ReportId,
    /// What.
    pub(super) category: CategoryCode,
    /// Where.
    pub(super) place: PlaceForm,
    /// In the reporter's words.
    pub(super) words: String,
    /// Of each photo, the fingerprint of its original.
    #[serde(default)]
    pub(super) originals: Vec<Option<String>>,
}

impl Form {
    /// An empty one.
    pub(super) fn new(category: CategoryCode, place: PlaceForm) -> Self {
        Self { id: id::new_id(), category, place, words: String::new(), originals: Vec::new() }
    }

    /// As it is kept beside its photos.
    pub(super) fn json(&self, shots: &[Shot]) -> String {
        let original = |shot: &Shot| shot.original_sha256.as_deref().map(str::to_owned);
        let form = Self { originals: shots.iter().map(original).collect(), ..self.clone() };
        json::write(&form)
    }
}

/// A draft as it was kept.
#[derive(Clone, PartialEq)]
pub(super) struct Kept {
    /// What was written.
    pub(super) form: Form,
    /// Its photos.
    pub(super) shots: Rc<[Shot]>,
}

/// Puts photos and fingerprints together again.
pub(super) fn shots_of(form: &Form, photos: &[Blob]) -> Rc<[Shot]> {
    let originals = form.originals.iter().map(Option::as_deref).chain(std::iter::repeat(None));
    let shot = |(blob, original): (&Blob, Option<&str>)| Shot {
        blob: blob.clone(),
        original_sha256: original.map(Rc::from),
    };
    photos.iter().zip(originals).map(shot).collect()
}

/// The photos of shots.
pub(super) fn blobs(shots: &[Shot]) -> Vec<Blob> {
    shots.iter().map(|shot| shot.blob.clone()).collect()
}

/// The draft, unless it waits in the outbox already: then the app was closed in between.
pub(super) async fn load() -> Option<Kept> {
    let draft = draft::load(DRAFT).await?;
    let form: Form = json::read(&draft.json)?;
    if queued::is_queued(&outbox::list().await, form.id) {
        draft::remove(DRAFT).await;
        return None;
    }
    let shots = shots_of(&form, &draft.photos);
    Some(Kept { form, shots })
}

/// Keeps a draft in place of the former one.
pub(super) async fn save(form: &Form, shots: &[Shot]) {
    // A browser that keeps nothing says so when the report is sent.
    let _ = draft::save(DRAFT, &form.json(shots), &blobs(shots)).await;
}

/// Forgets the draft.
pub(super) async fn forget() {
    draft::remove(DRAFT).await;
}

/// The draft, read again whenever the reader comes back to the page.
#[hook]
pub(super) fn use_kept() -> Option<Kept> {
    let kept = use_state_eq(|| None);
    let set = kept.setter();
    let route = use_route::<Route>();
    use_effect_with(route, move |_| {
        spawn_local(async move { set.set(load().await) });
    });
    (*kept).clone()
}

/// Keeps the draft while somebody writes.
#[derive(Clone, Default)]
pub(super) struct Keeper {
    turn: Rc<Cell<u32>>,
}

impl Keeper {
    /// Keeps it a moment after the last change; a draft without photos and words is none.
    pub(super) fn later(&self, form: Form, shots: Rc<[Shot]>) {
        let turn = self.next();
        let now = self.turn.clone();
        spawn_local(async move {
            timer::sleep(PAUSE_MS).await;
            if now.get() != turn {
                return;
            }
            if shots.is_empty() && form.words.trim().is_empty() {
                forget().await;
            } else {
                save(&form, &shots).await;
            }
        });
    }

    /// Keeps nothing more of what was changed so far.
    pub(super) fn stop(&self) {
        self.next();
    }

    fn next(&self) -> u32 {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        turn
    }
}
