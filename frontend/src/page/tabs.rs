//! The bottom bar of each kind of reader.

use std::rc::Rc;

use shared::domain::account::Role;
use yew::prelude::*;

use crate::hook::{use_session, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Tab, TabBar};

/// What [`MainTabs`] show.
#[derive(PartialEq, Properties)]
pub struct MainTabsProps {
    /// Where the reader is.
    pub current: Route,
}

/// The bottom bar: residents', elders' or staff's.
#[component]
pub fn MainTabs(props: &MainTabsProps) -> Html {
    let text = use_text();
    let session = use_session();
    let tabs: Rc<[Tab]> = match session.role() {
        Some(role) if !role.is_resident() => staff_tabs(text, role),
        _ if session.care => [home(text), phones(text), mine(text)].into(),
        _ => [home(text), report(text), vote(text), mine(text)].into(),
    };
    html! { <TabBar {tabs} current={props.current.clone()} /> }
}

/// Whether the role keeps people or places (`domain.md` 1: each level grants the one below).
pub(super) const fn keeps_office(role: Role) -> bool {
    matches!(role, Role::Pmm | Role::Cmy | Role::Twn | Role::Bur | Role::Dst | Role::Adm)
}

/// Whether reports come to the role: as the server's `work_queue` says.
pub const fn has_queue(role: Role) -> bool {
    !matches!(role, Role::Own | Role::Occ | Role::Com | Role::Chr | Role::Adm)
}

/// The meetings of the seat's own estate, below [`Route::Meetings`].
pub const OWN_MEETINGS: &str = "own";

/// Where the role begins: staff with what waits for them, the committee with its estate's list, who
/// only keeps people with them.
pub const fn home_of(role: Role) -> Route {
    match role {
        Role::Own | Role::Occ => Route::Home,
        Role::Com | Role::Chr => Route::ReportMine,
        Role::Adm => Route::Office,
        _ => Route::Staff,
    }
}

fn staff_tabs(text: &Text, role: Role) -> Rc<[Tab]> {
    let office = keeps_office(role).then(|| tab("building", text.account().office, Route::Office));
    let inbox = tab("bell", text.account().notices_title, Route::Inbox);
    let meetings = role.is_committee().then(|| {
        tab("vote", text.common.tab_vote, Route::Meetings { path: OWN_MEETINGS.to_owned() })
    });
    let first = match home_of(role) {
        Route::Staff => Some(tab("clock", text.account().queue, Route::Staff)),
        Route::ReportMine => Some(tab("whistle", text.common.tab_report, Route::ReportMine)),
        _ => None,
    };
    [first, meetings, Some(inbox), office, Some(mine(text))].into_iter().flatten().collect()
}

fn tab(icon: &'static str, label: &'static str, to: Route) -> Tab {
    Tab { icon: AttrValue::Static(icon), label: AttrValue::Static(label), to }
}

fn home(text: &Text) -> Tab {
    tab("home", text.common.tab_home, Route::Home)
}

fn report(text: &Text) -> Tab {
    tab("whistle", text.common.tab_report, Route::Report)
}

fn vote(text: &Text) -> Tab {
    tab("vote", text.common.tab_vote, Route::Votes)
}

fn phones(text: &Text) -> Tab {
    tab("phone", text.common.tab_phones, Route::Phones)
}

fn mine(text: &Text) -> Tab {
    tab("person", text.common.tab_mine, Route::Mine)
}

#[cfg(test)]
mod tests {
    use shared::domain::account::{Actor, Scope, Seat};
    use shared::policy::work_queue;
    use shared::value::{Id, Timestamp};

    use super::*;

    #[test]
    fn whoever_may_work_a_queue_begins_with_it_and_nobody_else_is_sent_there() {
        for role in Role::ALL {
            let seat = Seat {
                id: Id::v7(Timestamp::from_ms(1), [1; 10]),
                role: *role,
                scope: Scope::District,
                until: None,
            };
            let actor = Actor { account: Id::v7(Timestamp::from_ms(1), [2; 10]), seat };
            let may = work_queue(&actor).is_ok();
            assert_eq!((has_queue(*role), home_of(*role) == Route::Staff), (may, may), "{role}");
        }
    }
}
