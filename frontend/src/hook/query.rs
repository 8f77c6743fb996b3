//! Reading from the server: the last answer at once, the new one when it comes.

use std::any::Any;
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use shared::api::{Code, Endpoint, EndpointInfo};
use shared::value::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::net::cache::{self, Kept};
use crate::net::call;
use crate::net::fetch::Failure;
use crate::net::signal::listen;
use crate::net::{json, live, share};

/// What is known of an answer.
#[derive(Debug)]
pub enum Query<T> {
    /// Nothing yet.
    Loading,
    /// The answer.
    Ready {
        /// It.
        data: Rc<T>,
        /// When it came, if the server could not be reached for a newer one.
        age: Option<Timestamp>,
    },
    /// There is none to show.
    Failed(Failure),
}

/// A query in the hands of a page.
pub struct UseQuery<T> {
    query: Query<T>,
    again: Callback<()>,
}

impl<T> Deref for UseQuery<T> {
    type Target = Query<T>;
    fn deref(&self) -> &Query<T> {
        &self.query
    }
}

impl<T> UseQuery<T> {
    /// Asks once more.
    pub fn again(&self) -> Callback<()> {
        self.again.clone()
    }

    /// The answer, if there is one.
    pub fn data(&self) -> Option<&Rc<T>> {
        match &self.query {
            Query::Ready { data, .. } => Some(data),
            Query::Loading | Query::Failed(_) => None,
        }
    }
}

/// Reads an endpoint, and again whenever what it answers may have changed.
#[hook]
pub fn use_query<E: Endpoint>(path: E::Path, input: E::Input) -> UseQuery<E::Output> {
    use_read(call::url::<E>(&path, &input), &E::INFO)
}

/// The same, as soon as there is something to ask for: with `None` it stays loading.
#[hook]
pub fn use_query_when<E: Endpoint>(ask: Option<(E::Path, E::Input)>) -> UseQuery<E::Output> {
    let url = ask.map(|(path, input)| call::url::<E>(&path, &input)).unwrap_or_default();
    use_read(url, &E::INFO)
}

#[hook]
pub(super) fn use_read<T: DeserializeOwned + 'static>(
    url: String,
    info: &'static EndpointInfo,
) -> UseQuery<T> {
    let (known, again) = use_known(url, info, parse_any::<T>);
    let query = match known {
        Known::Loading => Query::Loading,
        Known::Failed(failure) => Query::Failed(failure),
        Known::Ready(data, age) => match data.downcast() {
            Ok(data) => Query::Ready { data, age },
            // Only what `parse_any` made gets here.
            Err(_) => Query::Loading,
        },
    };
    UseQuery { query, again }
}

/// Reads an answer as a `T` whose name is forgotten, so that the hooks need not know it.
pub(super) fn parse_any<T: DeserializeOwned + 'static>(text: &str) -> Option<Rc<dyn Any>> {
    json::read::<T>(text).map(|data| -> Rc<dyn Any> { Rc::new(data) })
}

/// A [`Query`] whose type is forgotten.
enum Known {
    Loading,
    Ready(Rc<dyn Any>, Option<Timestamp>),
    Failed(Failure),
}

#[hook]
fn use_known(
    url: String,
    info: &'static EndpointInfo,
    parse: fn(&str) -> Option<Rc<dyn Any>>,
) -> (Known, Callback<()>) {
    let (slot, again) = use_slot(url, info);
    let text = slot.kept.as_ref().map(|kept| kept.text.clone());
    let parsed = use_memo(text, |text| text.as_deref().and_then(parse));
    (slot.show((*parsed).clone()), again)
}

/// What is known of the answer at one address, before it is read as anything.
#[derive(Clone, Default, PartialEq)]
struct Slot {
    url: Rc<str>,
    kept: Option<Kept>,
    fresh: bool,
    failure: Option<Failure>,
}

impl Slot {
    fn begin(url: &str) -> Self {
        Self { url: url.into(), kept: cache::recall(url), fresh: false, failure: None }
    }

    fn show(&self, parsed: Option<Rc<dyn Any>>) -> Known {
        match (parsed, &self.failure) {
            (None, Some(failure)) => Known::Failed(failure.clone()),
            // Written by a server too new for this app.
            (None, None) if self.fresh => Known::Failed(Code::AppTooOld.into()),
            (None, None) => Known::Loading,
            (Some(_), Some(failure)) if is_final(failure) => Known::Failed(failure.clone()),
            (Some(data), Some(_)) => Known::Ready(data, self.kept.as_ref().map(|kept| kept.at)),
            (Some(data), None) => Known::Ready(data, None),
        }
    }
}

/// Whether the former answer must no longer be shown: gone, or no longer the reader's to see.
fn is_final(failure: &Failure) -> bool {
    match failure {
        Failure::Network => false,
        Failure::Problem(problem) => matches!(problem.status, 400..=428 | 430..=499),
    }
}

enum Step {
    /// Found on this phone.
    Stored(Rc<str>, Kept),
    /// Came from the server.
    Fresh(Rc<str>, Kept),
    /// Did not come.
    Failed(Rc<str>, Failure),
}

impl Reducible for Slot {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let (Step::Stored(url, _) | Step::Fresh(url, _) | Step::Failed(url, _)) = &step;
        let mut slot = if self.url == *url { (*self).clone() } else { Self::begin(url) };
        match step {
            Step::Stored(_, kept) => {
                slot.kept.get_or_insert(kept);
            }
            Step::Fresh(_, kept) => {
                slot.kept = Some(kept);
                slot.fresh = true;
                slot.failure = None;
            }
            Step::Failed(_, failure) => slot.failure = Some(failure),
        }
        Rc::new(slot)
    }
}

#[hook]
fn use_slot(url: String, info: &'static EndpointInfo) -> (Slot, Callback<()>) {
    let url: Rc<str> = url.into();
    let slot = {
        let url = url.clone();
        use_reducer(move || Slot::begin(&url))
    };
    let turn = (*use_memo((), |()| Rc::new(Cell::new(0)))).clone();
    let load = {
        let (url, slot, turn) = (url.clone(), slot.dispatcher(), turn.clone());
        move || ask(&url, info, &slot, &turn)
    };
    let again = Callback::from({
        let (load, url) = (load.clone(), url.clone());
        move |()| {
            share::renew(&url);
            load();
        }
    });
    use_effect_with(url.clone(), move |url| {
        let listening = (!url.is_empty()).then(|| {
            load();
            let url = url.clone();
            listen(&live::CHANGES, move |change| {
                if change.concerns(&url) {
                    load();
                }
            })
        });
        move || {
            drop(listening);
            next(&turn);
        }
    });
    let current = if slot.url == url { (*slot).clone() } else { Slot::begin(&url) };
    (current, again)
}

/// What was asked before this is given up.
fn next(turn: &Cell<u32>) -> u32 {
    turn.set(turn.get().wrapping_add(1));
    turn.get()
}

/// Asks the phone and the server, each in its own time; what was asked before is given up.
fn ask(
    url: &Rc<str>,
    info: &'static EndpointInfo,
    slot: &UseReducerDispatcher<Slot>,
    turn: &Rc<Cell<u32>>,
) {
    let mine = next(turn);
    if cache::recall(url).is_none() {
        let (url, slot, turn) = (url.clone(), slot.clone(), turn.clone());
        spawn_local(async move {
            if let Some(kept) = cache::recall_stored(&url).await
                && turn.get() == mine
            {
                slot.dispatch(Step::Stored(url, kept));
            }
        });
    }
    let (to, slot, turn) = (url.clone(), slot.clone(), turn.clone());
    let then = move |answer: &Result<Kept, Failure>| {
        if turn.get() == mine {
            slot.dispatch(match answer {
                Ok(kept) => Step::Fresh(to, kept.clone()),
                Err(failure) => Step::Failed(to, failure.clone()),
            });
        }
    };
    share::ask(info, url, Box::new(then));
}
