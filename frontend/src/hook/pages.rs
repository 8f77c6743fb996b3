//! Long lists: the first page as a query, the others on demand.

use std::any::Any;
use std::rc::Rc;

use shared::api::{Endpoint, EndpointInfo};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::query::{UseQuery, parse_any, use_read};
use crate::net::call::{self, Request};
use crate::net::fetch::{self, Failure};

/// A list as far as it has been read.
pub struct Pages<T> {
    /// The first page.
    pub first: UseQuery<T>,
    /// The pages after it.
    pub rest: Vec<Rc<T>>,
    /// Reads the next page; absent at the end.
    pub more: Option<Callback<()>>,
    /// Whether the next page is on its way.
    pub busy: bool,
    /// Why the next page did not come.
    pub failure: Option<Failure>,
}

impl<T> Pages<T> {
    /// Every page read so far.
    pub fn all(&self) -> impl Iterator<Item = &Rc<T>> {
        self.first.data().into_iter().chain(&self.rest)
    }
}

/// The pages after the first, their type forgotten. They hold only as long as the first is the
/// same list and ends at the same place.
struct Rest {
    of: String,
    after: Option<String>,
    pages: Vec<Rc<dyn Any>>,
    busy: bool,
    failure: Option<Failure>,
}

/// Reads a list page by page. `input` makes the question for a cursor, `next` finds in an answer
/// the cursor of the following page.
#[hook]
pub fn use_pages<E: Endpoint>(
    path: E::Path,
    input: impl Fn(Option<String>) -> E::Input,
    next: fn(&E::Output) -> Option<&str>,
) -> Pages<E::Output> {
    let of = call::url::<E>(&path, &input(None));
    let first = use_read::<E::Output>(of.clone(), &E::INFO);
    let rest = use_state(|| None::<Rest>);
    let cursor_in = |page: &Rc<E::Output>| next(page).map(str::to_owned);
    let after = first.data().and_then(cursor_in);

    let valid = rest.as_ref().filter(|rest| rest.of == of && rest.after == after);
    let kept = valid.map(|rest| rest.pages.clone()).unwrap_or_default();
    let pages: Vec<Rc<E::Output>> =
        kept.iter().filter_map(|page| page.clone().downcast().ok()).collect();
    let busy = valid.is_some_and(|rest| rest.busy);
    let failure = valid.and_then(|rest| rest.failure.clone());

    let cursor = pages.last().map_or_else(|| after.clone(), cursor_in);
    let more = cursor.filter(|_| !busy).map(|cursor| {
        let url = call::url::<E>(&path, &input(Some(cursor)));
        let now = Rest { of, after, pages: kept, busy: true, failure: None };
        read_on(rest.setter(), now, url, &E::INFO, parse_any::<E::Output>)
    });
    Pages { first, rest: pages, more, busy, failure }
}

/// Reads the page at an address and puts it behind those that there are.
fn read_on(
    set: UseStateSetter<Option<Rest>>,
    now: Rest,
    url: String,
    info: &'static EndpointInfo,
    parse: fn(&str) -> Option<Rc<dyn Any>>,
) -> Callback<()> {
    let now = Rc::new(now);
    Callback::from(move |()| {
        let (set, now, url) = (set.clone(), now.clone(), url.clone());
        let state = move |page: Option<Rc<dyn Any>>, busy, failure| {
            let pages = now.pages.iter().cloned().chain(page).collect();
            Some(Rest { of: now.of.clone(), after: now.after.clone(), pages, busy, failure })
        };
        set.set(state(None, true, None));
        spawn_local(async move {
            let answer = call::perform(Request::get(info, url), None).await;
            let page = answer.and_then(|text| parse(&text).ok_or_else(fetch::too_new));
            set.set(match page {
                Ok(page) => state(Some(page), false, None),
                Err(failure) => state(None, false, Some(failure)),
            });
        });
    })
}
