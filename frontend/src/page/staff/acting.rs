//! Which form is open: it stands in the address, so that Back closes it.

use shared::domain::report::{Event, Ticket};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::filter::{Filter, Way, use_go};
use super::keys::use_keys;
use crate::route::Route;

/// The form in the address, and whether this page put it there.
#[derive(Default)]
struct Open {
    act: Option<Event>,
    pushed: bool,
}

/// Opens and closes the form of an action. Closing one that was opened here goes back, so that the
/// next Back leaves the report; one that came with the address is taken out of it.
#[hook]
pub(super) fn use_acting(ticket: Ticket, filter: Filter) -> Callback<Option<Event>> {
    let go = use_go();
    let navigator = use_navigator();
    let open = use_mut_ref(Open::default);
    {
        let mut open = open.borrow_mut();
        open.act = filter.act;
        open.pushed &= filter.act.is_some();
    }
    {
        // What is sent meanwhile closes nothing on the page that was gone to.
        let open = open.clone();
        use_effect_with((), move |()| move || open.borrow_mut().act = None);
    }
    Callback::from(move |act: Option<Event>| {
        let before = open.replace(Open { act, pushed: act.is_some() });
        if before.act == act {
            open.replace(before);
            return;
        }
        let to = Route::StaffReport { ticket: ticket.to_string() };
        match &navigator {
            Some(navigator) if act.is_none() && before.pushed => navigator.back(),
            _ => go.emit(Way { to, filter: filter.acting(act), replace: act.is_none() }),
        }
    })
}

/// R opens the form of what is next, Escape closes the one that is open.
#[hook]
pub(super) fn use_form_keys(
    wide: bool,
    open: Option<Event>,
    next: Option<Event>,
    acting: Callback<Option<Event>>,
) {
    let onkey = Callback::from(move |key: String| match (key.as_str(), open) {
        ("r", None) if next.is_some() => {
            acting.emit(next);
            true
        }
        ("escape", Some(_)) => {
            acting.emit(None);
            true
        }
        _ => false,
    });
    use_keys(wide && (open.is_some() || next.is_some()), onkey);
}
