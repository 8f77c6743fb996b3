//! Telling whoever listens, inside this page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::thread::LocalKey;

type Listener<T> = Rc<dyn Fn(&T)>;

/// Something that happens now and then.
pub struct Signal<T: 'static> {
    listeners: RefCell<Vec<(u32, Listener<T>)>>,
    next: Cell<u32>,
}

impl<T> Signal<T> {
    /// Nobody listens yet.
    pub const fn new() -> Self {
        Self { listeners: RefCell::new(Vec::new()), next: Cell::new(0) }
    }
}

impl<T> Default for Signal<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Listens until it is dropped.
#[must_use]
pub struct Listening<T: 'static> {
    to: &'static LocalKey<Signal<T>>,
    id: u32,
}

impl<T> Drop for Listening<T> {
    fn drop(&mut self) {
        let id = self.id;
        self.to.with(|signal| signal.listeners.borrow_mut().retain(|(other, _)| *other != id));
    }
}

/// Calls the function each time it happens.
pub fn listen<T>(to: &'static LocalKey<Signal<T>>, call: impl Fn(&T) + 'static) -> Listening<T> {
    let id = to.with(|signal| {
        let id = signal.next.get();
        signal.next.set(id.wrapping_add(1));
        signal.listeners.borrow_mut().push((id, Rc::new(call)));
        id
    });
    Listening { to, id }
}

/// It happens.
pub fn emit<T>(signal: &'static LocalKey<Signal<T>>, what: &T) {
    // A listener may stop listening, or begin, while it is told.
    let listeners = signal.with(|signal| signal.listeners.borrow().clone());
    for (_, listener) in listeners {
        listener(what);
    }
}
