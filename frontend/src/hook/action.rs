//! Acting on the server: busy while it runs, the refusal afterwards.

use std::cell::Cell;
use std::future::Future;
use std::marker::PhantomData;
use std::rc::Rc;

use shared::api::{Access, Endpoint};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use crate::i18n::{Text, field_error};
use crate::net::fetch::Failure;
use crate::net::{call, live};

#[derive(Clone, Default, PartialEq)]
struct State {
    busy: bool,
    failure: Option<Failure>,
}

/// An action in the hands of a page.
pub struct UseAction<E> {
    state: UseStateHandle<State>,
    running: Rc<Cell<bool>>,
    of: PhantomData<fn() -> E>,
}

impl<E> Clone for UseAction<E> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), running: self.running.clone(), of: PhantomData }
    }
}

impl<E: Endpoint> UseAction<E> {
    /// Whether it runs.
    pub fn busy(&self) -> bool {
        self.state.busy
    }

    /// Why the last try did not succeed.
    pub fn failure(&self) -> Option<&Failure> {
        self.state.failure.as_ref()
    }

    /// The sentence for the field at this JSON pointer, if the refusal names it.
    pub fn field(&self, text: &Text, pointer: &str) -> Option<&'static str> {
        field_error(text, self.failure(), pointer)
    }

    /// Shows this instead of the last refusal, or none.
    pub fn set_failure(&self, failure: Option<Failure>) {
        self.state.set(State { busy: self.running.get(), failure });
    }

    /// Calls the endpoint, and `done` with its answer. While it runs, further calls are ignored:
    /// an impatient second press does nothing twice.
    pub fn run(&self, path: E::Path, input: E::Input, done: impl FnOnce(E::Output) + 'static) {
        self.start(async move { call::call::<E>(&path, &input).await }, done);
    }

    /// The same with bytes, for a photo or a sheet.
    pub fn upload(
        &self,
        path: E::Path,
        input: E::Input,
        bytes: Blob,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        self.start(async move { call::upload::<E>(&path, &input, &bytes).await }, done);
    }

    fn start(
        &self,
        work: impl Future<Output = Result<E::Output, Failure>> + 'static,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        if self.running.replace(true) {
            return;
        }
        self.state.set(State { busy: true, failure: None });
        let (state, running) = (self.state.setter(), self.running.clone());
        spawn_local(async move {
            let answer = work.await;
            running.set(false);
            match answer {
                Ok(output) => {
                    state.set(State::default());
                    if matches!(E::INFO.access, Access::SignedIn | Access::Seated) {
                        live::announce(&live::Change::All);
                    }
                    done(output);
                }
                Err(failure) => state.set(State { busy: false, failure: Some(failure) }),
            }
        });
    }
}

/// An action of one endpoint. After it succeeds, everything on the screen is read again.
#[hook]
pub fn use_action<E: Endpoint>() -> UseAction<E> {
    let state = use_state_eq(State::default);
    let running = (*use_memo((), |()| Rc::new(Cell::new(false)))).clone();
    UseAction { state, running, of: PhantomData }
}
