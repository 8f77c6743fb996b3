//! What has been written of a new report, and its draft on this phone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::domain::report::{CategoryCode, ReportId};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::place::PlaceForm;
use super::queued;
use super::slot::{self, Slot};
use crate::net::js::{self, OnEvent};
use crate::net::{draft, id, json, outbox, timer};
use crate::route::Route;
use crate::ui::Shot;

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

/// A draft, unless it waits in the outbox already: then the app was closed in between.
pub(super) async fn load(key: &str) -> Option<Kept> {
    let draft = draft::load(key).await?;
    let form: Form = json::read(&draft.json)?;
    if queued::is_queued(&outbox::list().await, form.id) {
        draft::remove(key).await;
        return None;
    }
    let shots = shots_of(&form, &draft.photos);
    Some(Kept { form, shots })
}

/// Keeps a draft in place of the former one.
pub(super) async fn save(slot: &Slot, form: &Form, shots: &[Shot]) {
    // A browser that keeps nothing says so when the report is sent.
    let _ = draft::save(&slot.key(), &form.json(shots), &blobs(shots)).await;
}

/// Forgets the draft.
pub(super) async fn forget(slot: &Slot) {
    draft::remove(&slot.key()).await;
}

/// The first draft that there is.
async fn first() -> Option<Kept> {
    for key in slot::keys() {
        if let Some(kept) = load(&key).await {
            return Some(kept);
        }
    }
    None
}

/// The draft, read again whenever the reader comes back to the page.
#[hook]
pub(super) fn use_kept() -> Option<Kept> {
    let kept = use_state_eq(|| None);
    let set = kept.setter();
    let route = use_route::<Route>();
    use_effect_with(route, move |_| {
        spawn_local(async move { set.set(first().await) });
    });
    (*kept).clone()
}

/// What was changed and is not kept yet.
type Unkept = Option<(Form, Rc<[Shot]>)>;

/// Keeps the draft while somebody writes.
#[derive(Clone)]
pub(super) struct Keeper {
    slot: Rc<Slot>,
    unkept: Rc<RefCell<Unkept>>,
    turn: Rc<Cell<u32>>,
}

impl Keeper {
    /// Of the draft in a slot.
    pub(super) fn new(slot: Rc<Slot>) -> Self {
        Self { slot, unkept: Rc::default(), turn: Rc::default() }
    }

    /// Keeps it a moment after the last change.
    pub(super) fn later(&self, form: Form, shots: Rc<[Shot]>) {
        self.unkept.replace(Some((form, shots)));
        let turn = self.next();
        let keeper = self.clone();
        spawn_local(async move {
            timer::sleep(PAUSE_MS).await;
            if keeper.turn.get() == turn {
                keeper.now();
            }
        });
    }

    /// Keeps at once what is not kept yet: the page is being left. A draft without photos and
    /// words is none.
    pub(super) fn now(&self) {
        let Some((form, shots)) = self.unkept.take() else { return };
        let slot = self.slot.clone();
        spawn_local(async move {
            if shots.is_empty() && form.words.trim().is_empty() {
                forget(&slot).await;
            } else {
                save(&slot, &form, &shots).await;
            }
        });
    }

    /// Keeps nothing more of what was changed so far.
    pub(super) fn stop(&self) {
        self.unkept.take();
        self.next();
    }

    fn next(&self) -> u32 {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        turn
    }
}

/// Calls it when the page is hidden, left, or loaded anew: phones may end it without a word.
#[hook]
pub(super) fn use_leaving(keeper: &Keeper) {
    let keeper = keeper.clone();
    use_effect_with((), move |()| {
        let (hidden, gone) = (keeper.clone(), keeper.clone());
        let listening = [
            OnEvent::new(&js::document(), "visibilitychange", move |_| hidden.now()),
            OnEvent::new(&js::window(), "pagehide", move |_| gone.now()),
        ];
        move || {
            drop(listening);
            keeper.now();
        }
    });
}
