//! Acting on the server: busy while it runs, the refusal afterwards.

use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;

use shared::api::Endpoint;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use crate::i18n::{Text, field_error};
use crate::net::call::{self, Request};
use crate::net::fetch::Failure;
use crate::net::live;

#[derive(Clone, Default, PartialEq)]
struct State {
    busy: bool,
    failure: Option<Failure>,
}

/// An action in the hands of a page.
pub struct UseAction<E> {
    inner: Inner,
    of: PhantomData<fn() -> E>,
}

/// The part that is the same for every endpoint.
#[derive(Clone)]
struct Inner {
    state: UseStateHandle<State>,
    running: Rc<Cell<bool>>,
}

impl<E> Clone for UseAction<E> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), of: PhantomData }
    }
}

impl<E: Endpoint> UseAction<E> {
    /// Whether it runs.
    pub fn busy(&self) -> bool {
        self.inner.state.busy
    }

    /// Why the last try did not succeed.
    pub fn failure(&self) -> Option<&Failure> {
        self.inner.state.failure.as_ref()
    }

    /// The sentence for the field at this JSON pointer, if the refusal names it.
    pub fn field(&self, text: &Text, pointer: &str) -> Option<&'static str> {
        field_error(text, self.failure(), pointer)
    }

    /// Shows this instead of the last refusal, or none.
    pub fn set_failure(&self, failure: Option<Failure>) {
        self.inner.state.set(State { busy: self.inner.running.get(), failure });
    }

    /// Calls the endpoint, and `done` with its answer. While it runs, further calls are ignored:
    /// an impatient second press does nothing twice.
    pub fn run(&self, path: E::Path, input: E::Input, done: impl FnOnce(E::Output) + 'static) {
        self.start(Request::new::<E>(&path, &input), done);
    }

    /// The same with bytes, for a photo or a sheet.
    pub fn upload(
        &self,
        path: E::Path,
        input: E::Input,
        bytes: Blob,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        self.start(Request::bytes::<E>(&path, &input, &bytes), done);
    }

    fn start(&self, request: Request, done: impl FnOnce(E::Output) + 'static) {
        let take = move |text: &str| -> Result<Box<dyn FnOnce()>, Failure> {
            let output = call::parse::<E::Output>(text)?;
            Ok(Box::new(move || done(output)))
        };
        self.inner.start(request, Box::new(take));
    }
}

/// Reads an answer, and says what is to be done with it once the screen knows.
type Take = Box<dyn FnOnce(&str) -> Result<Box<dyn FnOnce()>, Failure>>;

impl Inner {
    fn start(&self, request: Request, take: Take) {
        if self.running.replace(true) {
            return;
        }
        self.state.set(State { busy: true, failure: None });
        let (state, running) = (self.state.setter(), self.running.clone());
        spawn_local(async move {
            let signed = request.is_signed();
            let answer = call::perform(request, None).await.and_then(|text| take(&text));
            running.set(false);
            match answer {
                Ok(done) => {
                    state.set(State::default());
                    if signed {
                        live::announce(&live::Change::All);
                    }
                    done();
                }
                Err(failure) => state.set(State { busy: false, failure: Some(failure) }),
            }
        });
    }
}

/// An action of one endpoint. After it succeeds, everything on the screen is read again.
#[hook]
pub fn use_action<E: Endpoint>() -> UseAction<E> {
    UseAction { inner: use_inner(), of: PhantomData }
}

#[hook]
fn use_inner() -> Inner {
    let state = use_state_eq(State::default);
    let running = (*use_memo((), |()| Rc::new(Cell::new(false)))).clone();
    Inner { state, running }
}
