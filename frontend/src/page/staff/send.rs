//! Sending an action: first its photos, one after the other, then the act. What arrived is not sent
//! again at the next try.

use std::cell::RefCell;
use std::rc::Rc;

use shared::api::report::{Act, ActOnReport, PhotoClaim, PutPhoto};
use shared::api::{Code, Problem};
use shared::domain::report::{PhotoId, Ticket};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::typed::Typed;
use crate::i18n::{Text, field_error};
use crate::net::fetch::Failure;
use crate::net::id::new_id;
use crate::net::{call, live};
use crate::ui::Shot;

#[derive(Clone, Default, PartialEq)]
struct State {
    busy: bool,
    /// Which photo is on its way, counted from 1, and of how many; 0 before and after.
    at: usize,
    of: usize,
    failure: Option<Failure>,
}

/// A photo, and the id it is sent under.
#[derive(Clone, PartialEq)]
struct Known {
    blob: Blob,
    id: PhotoId,
    arrived: bool,
}

/// Sending in the hands of a form.
#[derive(Clone, PartialEq)]
pub(super) struct UseSend {
    state: UseStateHandle<State>,
    running: Rc<RefCell<bool>>,
    known: Rc<RefCell<Vec<Known>>>,
}

/// Sends the actions of one report.
#[hook]
pub(super) fn use_send() -> UseSend {
    let state = use_state_eq(State::default);
    let running = use_mut_ref(|| false);
    let known = use_mut_ref(Vec::new);
    UseSend { state, running, known }
}

impl UseSend {
    /// Whether something is on its way.
    pub(super) fn busy(&self) -> bool {
        self.state.busy
    }

    /// Which photo is on its way, and of how many.
    pub(super) fn progress(&self) -> Option<(i64, i64)> {
        let count = |number| i64::try_from(number).unwrap_or_default();
        (self.state.busy && self.state.at > 0).then(|| (count(self.state.at), count(self.state.of)))
    }

    /// Why the last try did not succeed.
    pub(super) fn failure(&self) -> Option<&Failure> {
        self.state.failure.as_ref()
    }

    /// The sentence for the field at this JSON pointer, if the refusal names it.
    pub(super) fn field(&self, text: &Text, pointer: &str) -> Option<&'static str> {
        field_error(text, self.failure(), pointer)
    }

    /// Forgets the last refusal: another form is open.
    pub(super) fn forget(&self) {
        if !*self.running.borrow() {
            self.state.set(State::default());
        }
    }

    /// Sends, and calls `done` once it is recorded. A second press while it runs does nothing.
    pub(super) fn run(&self, ticket: Ticket, typed: &Typed, done: impl FnOnce() + 'static) {
        if *self.running.borrow() {
            return;
        }
        let ids = typed.shots.iter().map(|shot| self.id_of(&shot.blob)).collect();
        let act = match typed.act(ids).checked() {
            Ok(act) => act,
            Err(errors) => {
                let failure = Failure::Problem(Rc::new(Problem::fields(errors)));
                self.state.set(State { failure: Some(failure), ..State::default() });
                return;
            }
        };
        self.running.replace(true);
        let (sending, shots) = (self.clone(), typed.shots.clone());
        spawn_local(async move {
            let sent = sending.send(ticket, act, &shots).await;
            sending.running.replace(false);
            match sent {
                Ok(()) => {
                    sending.state.set(State::default());
                    // First where the form leads, then the pages that are still there.
                    done();
                    live::announce(&live::Change::All);
                }
                Err(failure) => sending.refused(failure),
            }
        });
    }

    fn refused(&self, failure: Failure) {
        match failure.code() {
            // The next try sends every photo once more.
            Some(Code::PhotoMissing) => {
                self.known.borrow_mut().iter_mut().for_each(|known| known.arrived = false);
            }
            // Somebody was faster: what the page shows is old.
            Some(Code::Conflict | Code::IllegalTransition) => live::announce(&live::Change::All),
            _ => {}
        }
        self.state.set(State { failure: Some(failure), ..State::default() });
    }

    async fn send(&self, ticket: Ticket, act: Act, shots: &[Shot]) -> Result<(), Failure> {
        self.state.set(State { busy: true, ..State::default() });
        for (index, shot) in shots.iter().enumerate() {
            if self.arrived(&shot.blob) {
                continue;
            }
            let (at, of) = (index + 1, shots.len());
            self.state.set(State { busy: true, at, of, failure: None });
            let claim =
                PhotoClaim { original_sha256: shot.original_sha256.as_deref().map(str::to_owned) };
            call::upload::<PutPhoto>(&(self.id_of(&shot.blob),), &claim, &shot.blob).await?;
            self.note_arrival(&shot.blob);
        }
        self.state.set(State { busy: true, ..State::default() });
        call::call::<ActOnReport>(&(ticket,), &act).await.map(|_| ())
    }

    fn id_of(&self, blob: &Blob) -> PhotoId {
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.iter().find(|known| known.blob == *blob) {
            return known.id;
        }
        let id = new_id();
        known.push(Known { blob: blob.clone(), id, arrived: false });
        id
    }

    fn arrived(&self, blob: &Blob) -> bool {
        self.known.borrow().iter().any(|known| known.blob == *blob && known.arrived)
    }

    fn note_arrival(&self, blob: &Blob) {
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.iter_mut().find(|known| known.blob == *blob) {
            known.arrived = true;
        }
    }
}
