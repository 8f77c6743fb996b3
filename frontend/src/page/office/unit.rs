//! My home: which units are mine, and who lives there.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::account::SeatView;
use shared::api::estate::{GetMyUnit, MyUnit};
use yew::prelude::*;

use super::unit_household::Household;
use crate::hook::{use_query_when, use_session, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Aside, Dot, Empty, Icon, Page, Tone, show};

/// The units of this person's seats; the one acted for with its household.
#[component]
pub fn Unit() -> Html {
    let text = use_text();
    let session = use_session();
    let words = text.unit();
    let is_home = |view: &&SeatView| view.seat.role.is_resident() && view.unit.is_some();
    let homes: Vec<SeatView> =
        session.me.iter().flat_map(|me| me.seats.iter().filter(is_home)).cloned().collect();
    let at_home = homes.iter().any(|view| Some(view.seat.id) == session.seat);
    let unit = use_query_when::<GetMyUnit>(at_home.then_some(((), Nothing {})));
    if homes.is_empty() {
        return html! {
            <Page title={words.title} above={Route::Mine}>
                <Empty icon="building" title={words.none} sub={words.none_why} />
            </Page>
        };
    }
    let home = |view: &SeatView| {
        let on = Some(view.seat.id) == session.seat;
        let name = format!("{} {}", view.place, view.unit.clone().unwrap_or_default());
        let sub = match unit.data().filter(|_| on) {
            Some(unit) => facts(text, unit),
            None => (text.account().role)(view.seat.role).to_owned(),
        };
        let onchange = {
            let (session, id) = (session.clone(), view.seat.id);
            Callback::from(move |_: Event| session.choose(id))
        };
        html! {
            <label key={view.seat.id.to_string()} class={classes!(on.then_some("on"))}>
                <input type="radio" name="home" checked={on} {onchange} />
                <Dot icon="building" tone={if on { Tone::Brand } else { Tone::Grey }} />
                <span><b>{ name }</b><span class="sub block">{ sub }</span></span>
                <span class="ok"><Icon name="check" /></span>
            </label>
        }
    };
    html! {
        <Page title={words.title} above={Route::Mine}>
            <fieldset class="homes">
                <legend class="vh">{ words.choose }</legend>
                { for homes.iter().map(home) }
            </fieldset>
            if at_home {
                { show(&unit, |unit: &Rc<MyUnit>| html! {
                    if unit.may_keep {
                        <Household unit={unit.clone()} />
                    } else {
                        <Aside icon="people">{ words.occupant }</Aside>
                    }
                }) }
            }
            <Aside icon="info">{ words.wrong }</Aside>
        </Page>
    }
}

/// `张*等 2 人共有，89.37 ㎡`.
fn facts(text: &Text, unit: &MyUnit) -> String {
    let words = text.unit();
    let area = (words.area)(&unit.area.to_string());
    let count = i64::try_from(unit.owners.len()).unwrap_or_default();
    match unit.owners.first() {
        Some(first) => (text.common.pair)(&(words.owners)(first, count), &area),
        None => area,
    }
}
