//! Long lists: the first page as a query, the others on demand.

use std::rc::Rc;

use shared::api::Endpoint;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::query::{UseQuery, use_read};
use crate::net::call;
use crate::net::fetch::Failure;

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

/// The pages after the first. They hold only as long as the first is the same list and ends at
/// the same place.
struct Rest<T> {
    of: String,
    after: Option<String>,
    pages: Vec<Rc<T>>,
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
    let rest = use_state(|| None::<Rest<E::Output>>);
    let cursor_in = |page: &Rc<E::Output>| next(page).map(str::to_owned);
    let after = first.data().and_then(cursor_in);

    let valid = rest.as_ref().filter(|rest| rest.of == of && rest.after == after);
    let pages = valid.map(|rest| rest.pages.clone()).unwrap_or_default();
    let busy = valid.is_some_and(|rest| rest.busy);
    let failure = valid.and_then(|rest| rest.failure.clone());

    let cursor = pages.last().map_or_else(|| after.clone(), cursor_in);
    let more = cursor.filter(|_| !busy).map(|cursor| {
        let url = call::url::<E>(&path, &input(Some(cursor)));
        let (set, pages) = (rest.setter(), pages.clone());
        Callback::from(move |()| {
            let (set, url, pages) = (set.clone(), url.clone(), pages.clone());
            let (of, after) = (of.clone(), after.clone());
            let state = move |pages, busy, failure| {
                let (of, after) = (of.clone(), after.clone());
                Some(Rest { of, after, pages, busy, failure })
            };
            set.set(state(pages.clone(), true, None));
            spawn_local(async move {
                let answer = call::get_text(url, &E::INFO, None).await;
                set.set(match answer.and_then(|text| call::parse(&text)) {
                    Ok(page) => {
                        let pages = pages.into_iter().chain([Rc::new(page)]).collect();
                        state(pages, false, None)
                    }
                    Err(failure) => state(pages, false, Some(failure)),
                });
            });
        })
    });
    Pages { first, rest: pages, more, busy, failure }
}
