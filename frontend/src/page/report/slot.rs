//! Where a draft is kept: every window writes into a slot of its own, so that two of them never
//! overwrite each other.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::net::lock::{self, Held};
use crate::net::{draft, timer};

/// More windows than anybody writes in at once.
const SLOTS: usize = 8;
/// A window that was just closed or loaded anew lets go of its slot within this time, in ms.
const HANDOVER_MS: i32 = 300;
/// How long a slot is held after the form is left: the next form may follow, in ms.
const LINGER_MS: i32 = 1_500;

/// The slot that this window writes into, and how many forms of it do.
struct Mine {
    index: usize,
    forms: usize,
    _held: Option<Held>,
}

thread_local! {
    static MINE: RefCell<Option<Mine>> = const { RefCell::new(None) };
}

/// A slot in the hands of a form.
pub(super) struct Slot(usize);

impl Slot {
    /// The key of its draft.
    pub(super) fn key(&self) -> String {
        key(self.0)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let index = self.0;
        MINE.with_borrow_mut(|mine| {
            if let Some(mine) = mine.as_mut().filter(|mine| mine.index == index) {
                mine.forms = mine.forms.saturating_sub(1);
            }
        });
        spawn_local(async {
            timer::sleep(LINGER_MS).await;
            MINE.with_borrow_mut(|mine| {
                if mine.as_ref().is_some_and(|mine| mine.forms == 0) {
                    *mine = None;
                }
            });
        });
    }
}

fn key(index: usize) -> String {
    match index {
        0 => "report/new".to_owned(),
        _ => format!("report/new/{index}"),
    }
}

/// The keys of all drafts of reports, that of this window first.
pub(super) fn keys() -> Vec<String> {
    let mine = MINE.with_borrow(|mine| mine.as_ref().map(|mine| mine.index));
    let others = (0..SLOTS).filter(|index| Some(*index) != mine);
    mine.into_iter().chain(others).map(key).collect()
}

/// The slot of this window, else one with a draft that nobody writes, else an empty one; and
/// whether another window holds a draft.
pub(super) async fn take() -> (Rc<Slot>, bool) {
    if let Some(slot) = join() {
        return (slot, false);
    }
    let (found, held) = find(true).await;
    if !held {
        return (found, false);
    }
    // Held by this very page, perhaps, before it was loaded anew.
    drop(found);
    MINE.set(None);
    timer::sleep(HANDOVER_MS).await;
    find(true).await
}

/// A slot without a draft.
pub(super) async fn take_empty() -> Rc<Slot> {
    MINE.set(None);
    find(false).await.0
}

fn join() -> Option<Rc<Slot>> {
    MINE.with_borrow_mut(|mine| {
        let mine = mine.as_mut()?;
        mine.forms += 1;
        Some(Rc::new(Slot(mine.index)))
    })
}

fn enter(index: usize, held: Option<Held>) -> Rc<Slot> {
    MINE.set(Some(Mine { index, forms: 1, _held: held }));
    Rc::new(Slot(index))
}

async fn find(with_draft: bool) -> (Rc<Slot>, bool) {
    let (mut empty, mut elsewhere) = (None, false);
    for index in 0..SLOTS {
        let held = lock::take(&format!("linli-{}", key(index))).await;
        let has_draft = draft::load(&key(index)).await.is_some();
        match held {
            None => elsewhere |= has_draft,
            Some(held) if has_draft == with_draft => return (enter(index, Some(held)), elsewhere),
            Some(held) => {
                if !has_draft {
                    empty.get_or_insert((index, held));
                }
            }
        }
    }
    let slot = match empty {
        Some((index, held)) => enter(index, Some(held)),
        None => enter(SLOTS - 1, None),
    };
    (slot, elsewhere)
}
