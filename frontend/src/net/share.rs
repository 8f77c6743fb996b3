//! One request for all who ask the same at the same time.

use std::cell::RefCell;
use std::rc::Rc;

use shared::api::{Code, EndpointInfo};
use shared::value::{MINUTE, Timestamp};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::cache::{self, Kept};
use super::call::{self, Request};
use super::fetch::Failure;
use super::live::{self, Change};
use super::{clock, timer};

const SECOND: i64 = 1_000;

/// How long an answer serves those who ask a moment later, in ms, unless something changes.
const MOMENT: i64 = 2 * SECOND;
/// The longest that the server's wish to be left alone is taken at its word: this phone's clock
/// may be wrong.
const LONGEST_PAUSE: i64 = MINUTE;

/// What those who wait are told.
pub type Then = Box<dyn FnOnce(&Result<Kept, Failure>)>;

/// One request, on its way or just answered.
struct Asked {
    key: String,
    url: Rc<str>,
    waiting: Vec<Then>,
    answered: Option<Timestamp>,
    running: AbortController,
}

thread_local! {
    static ASKED: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
    /// Until when nothing is asked, and why.
    static PAUSE: RefCell<Option<(Timestamp, Failure)>> = const { RefCell::new(None) };
}

/// Asks the server, together with whoever asks the same.
pub fn ask(info: &'static EndpointInfo, url: &Rc<str>, then: Then) {
    let key = cache::key(url);
    if let Some(failure) = paused() {
        return then(&Err(failure));
    }
    if let Some(kept) = just_answered(&key, url) {
        return then(&Ok(kept));
    }
    let Some((then, running)) = begin_or_join(&key, url, then) else { return };
    let (url, signal) = (url.clone(), running.signal());
    ASKED.with_borrow_mut(|asked| {
        let (key, url) = (key.clone(), url.clone());
        asked.push(Asked { key, url, waiting: vec![then], answered: None, running });
    });
    spawn_local(async move {
        let answer = call::perform(Request::get(info, url.to_string()), Some(signal.clone())).await;
        // Given up: whoever still wants it has asked anew.
        if signal.aborted() {
            return;
        }
        let answer = answer.map(|text| cache::keep(&url, &text));
        let waiting = settle(&key, answer.is_ok());
        if let Err(failure) = &answer {
            pause(failure);
        }
        for then in waiting {
            then(&answer);
        }
    });
}

/// Joins those who wait, or hands back what a request of one's own needs.
fn begin_or_join(key: &str, url: &str, then: Then) -> Option<(Then, AbortController)> {
    ASKED.with_borrow_mut(|asked| {
        drop_answered(asked, url);
        if let Some(one) = asked.iter_mut().find(|one| one.key == key) {
            one.waiting.push(then);
            return None;
        }
        Some((then, AbortController::new().ok()?))
    })
}

fn just_answered(key: &str, url: &str) -> Option<Kept> {
    let now = clock::now();
    ASKED.with_borrow(|asked| {
        let one = asked.iter().find(|one| one.key == key)?;
        one.answered.filter(|at| (0..MOMENT).contains(&now.since(*at)))?;
        cache::recall(url)
    })
}

/// Takes those who wait; a good answer then serves a moment longer.
fn settle(key: &str, good: bool) -> Vec<Then> {
    ASKED.with_borrow_mut(|asked| {
        let Some(at) = asked.iter().position(|one| one.key == key) else { return Vec::new() };
        let mut one = asked.swap_remove(at);
        let waiting = std::mem::take(&mut one.waiting);
        if good {
            one.answered = Some(clock::now());
            asked.push(one);
        }
        waiting
    })
}

/// What is asked for from now on must be newer than the change.
pub(super) fn forget(change: &Change) {
    ASKED.with_borrow_mut(|asked| {
        asked.retain(|one| {
            let concerned = change.concerns(&one.url);
            if concerned && one.answered.is_none() {
                one.running.abort();
            }
            !concerned
        });
    });
}

/// Somebody wants a newer answer than the last.
pub fn renew(url: &str) {
    ASKED.with_borrow_mut(|asked| drop_answered(asked, url));
}

fn drop_answered(asked: &mut Vec<Asked>, url: &str) {
    asked.retain(|one| one.answered.is_none() || *one.url != *url);
}

fn paused() -> Option<Failure> {
    let now = clock::now();
    PAUSE.with_borrow(|pause| {
        pause.as_ref().filter(|(until, _)| *until > now).map(|(_, failure)| failure.clone())
    })
}

/// Too many requests: nothing is asked until the server's time is over, then everything once.
fn pause(failure: &Failure) {
    let Failure::Problem(problem) = failure else { return };
    if problem.code != Code::TooMany || paused().is_some() {
        return;
    }
    let now = clock::now();
    let wait = problem.retry_at.map_or(SECOND, |at| at.since(now));
    let wait = wait.clamp(SECOND, LONGEST_PAUSE);
    PAUSE.set(Some((now.plus(wait), failure.clone())));
    spawn_local(async move {
        timer::sleep(i32::try_from(wait).unwrap_or(i32::MAX)).await;
        PAUSE.set(None);
        live::announce(&Change::All);
    });
}
