//! The last answers: in memory for Back, in the phone's database for the next start and for no
//! network. Kept for one account, and wiped when it signs out (`threats.md` U2).

use std::cell::RefCell;
use std::rc::Rc;

use shared::value::Timestamp;
use wasm_bindgen::JsValue;

use super::idb::{self, Store};
use super::{clock, js, wire};

/// An answer and when it came.
#[derive(Clone, PartialEq)]
pub struct Kept {
    /// Its JSON.
    pub text: Rc<str>,
    /// When it came.
    pub at: Timestamp,
}

/// Above this many the store is emptied: answers are copies, and come again.
const MOST_KEPT: i64 = 300;

/// How many answers stay in memory: more than the pages of any stack ask for.
const MOST_REMEMBERED: usize = 60;

thread_local! {
    /// Few enough to look through, the latest at the end.
    static MEMORY: RefCell<Vec<(String, Kept)>> = const { RefCell::new(Vec::new()) };
}

/// `<account>|<seat>|<url>`: nobody sees what another account or seat was shown.
pub(super) fn key(url: &str) -> String {
    let part = |text: Option<Rc<str>>| text.as_deref().unwrap_or_default().to_owned();
    format!("{}|{}|{url}", part(wire::account()), part(wire::seat()))
}

/// What this page was answered before.
pub fn recall(url: &str) -> Option<Kept> {
    find(&key(url))
}

/// What this phone was answered before, perhaps days ago.
pub async fn recall_stored(url: &str) -> Option<Kept> {
    let key = key(url);
    let record = idb::get(Store::Answers, &key).await?;
    let at = Timestamp::from_ms(js::whole(js::get(&record, "at").as_f64()?));
    let kept = Kept { text: js::get_text(&record, "text")?.into(), at };
    // A fresh answer may have come meanwhile.
    Some(find(&key).unwrap_or_else(|| remember(key, kept)))
}

fn find(key: &str) -> Option<Kept> {
    MEMORY.with_borrow(|memory| {
        memory.iter().find(|(other, _)| other == key).map(|(_, kept)| kept.clone())
    })
}

fn remember(key: String, kept: Kept) -> Kept {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(other, _)| *other != key);
        if memory.len() >= MOST_REMEMBERED {
            memory.remove(0);
        }
        memory.push((key, kept.clone()));
    });
    kept
}

/// Keeps an answer.
pub fn keep(url: &str, text: &str) -> Kept {
    let key = key(url);
    let kept = Kept { text: text.into(), at: clock::now() };
    let record = JsValue::from(js_sys::Object::new());
    js::set(&record, "key", &JsValue::from_str(&key));
    js::set(&record, "text", &JsValue::from_str(text));
    js::set(&record, "at", &JsValue::from_f64(js::number(kept.at.ms())));
    remember(key, kept.clone());
    wasm_bindgen_futures::spawn_local(async move {
        // A full phone keeps no copies; that is no failure.
        let _ = idb::put(Store::Answers, &record).await;
    });
    kept
}

/// Forgets everything that this account was answered.
pub async fn wipe() {
    MEMORY.set(Vec::new());
    let account = wire::account().unwrap_or_default();
    idb::delete_prefix(Store::Answers, &format!("{account}|")).await;
}

/// Makes room at the start of the app.
pub async fn tidy() {
    if idb::count(Store::Answers).await > MOST_KEPT {
        idb::delete_prefix(Store::Answers, "").await;
    }
}
