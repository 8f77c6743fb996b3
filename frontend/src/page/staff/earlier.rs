//! How the same thing at the same spot was put right before.

use shared::api::Nothing;
use shared::api::report::{EarlierReport, ListEarlier};
use shared::domain::report::Ticket;
use yew::prelude::*;

use super::filter::{Filter, Way, WayLink};
use crate::hook::{use_clock, use_query, use_text};
use crate::i18n::time;
use crate::route::Route;
use crate::ui::Card;

/// What [`Earlier`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct EarlierProps {
    /// The report that is worked on.
    pub(super) ticket: Ticket,
    /// The queue's filter, kept on the way to another report.
    pub(super) filter: Filter,
}

/// The last reports there; nothing where there were none, and while they are not known.
#[component]
pub(super) fn Earlier(props: &EarlierProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let earlier = use_query::<ListEarlier>((props.ticket,), Nothing {});
    let reports = earlier.data().map(|list| list.reports.as_slice()).unwrap_or_default();
    if reports.is_empty() {
        return Html::default();
    }
    let line = |report: &EarlierReport| {
        let to = Route::StaffReport { ticket: report.ticket.to_string() };
        let way = Way { to, filter: props.filter.acting(None), replace: false };
        html! {
            <li key={report.ticket.to_string()}>
                <span class="num">{ time::date(text, report.resolved, now) }</span>
                <WayLink {way} class="link more">{ report.result.clone() }</WayLink>
            </li>
        }
    };
    html! {
        <Card title={text.staff().earlier}>
            <ul class="past">{ for reports.iter().map(line) }</ul>
        </Card>
    }
}
