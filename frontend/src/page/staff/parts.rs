//! The parts of a queue, with how many each holds.

use std::collections::BTreeMap;

use shared::api::report::QueuePart;
use shared::domain::account::Role;
use yew::prelude::*;

use super::filter::{Filter, Way, WayLink};
use crate::hook::use_text;
use crate::route::Route;

/// How many reports each part holds.
pub(super) type Counts = BTreeMap<QueuePart, u32>;

/// The three that stand large on a phone.
pub(super) const LARGE: [QueuePart; 3] = [QueuePart::Overdue, QueuePart::Today, QueuePart::All];
/// The others.
const SMALL: [QueuePart; 4] =
    [QueuePart::Urgent, QueuePart::Mine, QueuePart::Elsewhere, QueuePart::Done];

/// The parts of a role's queue; only the company assigns people.
pub(super) fn parts_of(role: Option<Role>, large: bool) -> Vec<QueuePart> {
    let company = role.is_some_and(Role::is_company);
    let first: &[QueuePart] =
        if large { &[QueuePart::All, QueuePart::Overdue, QueuePart::Today] } else { &[] };
    let known = |part: &QueuePart| company || *part != QueuePart::Mine;
    first.iter().chain(&SMALL).copied().filter(known).collect()
}

/// What [`Parts`] show.
#[derive(PartialEq, Properties)]
pub(super) struct PartsProps {
    /// Which ones.
    pub(super) parts: Vec<QueuePart>,
    /// How many each holds.
    pub(super) counts: Counts,
    /// The present filter.
    pub(super) filter: Filter,
    /// The present page.
    pub(super) to: Route,
    /// Whether they are the large ones of a phone.
    #[prop_or_default]
    pub(super) large: bool,
}

/// The parts as links, so that each has its own address.
#[component]
pub(super) fn Parts(props: &PartsProps) -> Html {
    let text = use_text();
    let link = |part: &QueuePart| {
        let part = *part;
        let on = props.filter.part == part;
        let filter = Filter { part, ..props.filter.acting(None) };
        let way = Way { to: props.to.clone(), filter, replace: true };
        let count = props.counts.get(&part).copied();
        let label = (text.staff().part)(part);
        let late = part == QueuePart::Overdue && count.is_some_and(|count| count > 0);
        let class = classes!(on.then_some("on"), late.then_some("late"));
        html! {
            <WayLink {way} {class} current={on}>
                if let (true, Some(count)) = (props.large, count) {
                    <b>{ count }</b>
                }
                { label }
                if let (false, Some(count)) = (props.large, count) {
                    <span class="num">{ count }</span>
                }
            </WayLink>
        }
    };
    let (class, label) =
        if props.large { ("tally", text.staff().parts) } else { ("filters", text.staff().filter) };
    html! {
        <nav {class} aria-label={label}>{ for props.parts.iter().map(link) }</nav>
    }
}
