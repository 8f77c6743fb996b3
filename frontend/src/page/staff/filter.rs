//! What of the queue is shown: it stands in the page's address, on the report's page too, so that
//! the list beside it stays the same.

use shared::api::report::{QueuePart, QueueQuery};
use shared::domain::estate::EstateId;
use shared::domain::report::Event;
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::{use_location, use_navigator};
use yew_router::query::Raw;

use crate::net::query::query_string;
use crate::route::Route;

/// The state of queue and report, as the address has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    /// Which part of the queue.
    pub(super) part: QueuePart,
    /// What is searched for: a number, a place or a category's code.
    pub(super) find: Option<String>,
    /// What was typed for it, where that was something else.
    pub(super) typed: Option<String>,
    /// Of this estate only.
    pub(super) estate: Option<EstateId>,
    /// The action whose form is open.
    pub(super) act: Option<Event>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { part: QueuePart::All, find: None, typed: None, estate: None, act: None }
    }
}

impl Filter {
    /// From `?part=OVERDUE&find=6%7C`; what cannot be read is passed over. `decode` undoes the
    /// browser's escapes.
    fn read(query: &str, decode: impl Fn(&str) -> Option<String>) -> Self {
        let mut filter = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let Some(value) = decode(value) else { continue };
            match name {
                "part" => filter.part = QueuePart::parse(&value).unwrap_or(QueuePart::All),
                "find" => filter.find = Some(value).filter(|text| !text.is_empty()),
                "typed" => filter.typed = Some(value).filter(|text| !text.is_empty()),
                "estate" => filter.estate = EstateId::parse(&value).ok(),
                "act" => filter.act = Event::parse(&value).ok(),
                _ => {}
            }
        }
        filter
    }

    /// The query string, without its question mark.
    pub(super) fn write(&self) -> String {
        let part = (self.part != QueuePart::All).then_some(self.part);
        let query = query_string(&serde_json::json!({
            "part": part, "find": self.find, "typed": self.typed, "estate": self.estate,
            "act": self.act,
        }));
        query.trim_start_matches('?').to_owned()
    }

    /// The question to the server for a page of the queue.
    pub(super) fn question(&self, cursor: Option<String>) -> QueueQuery {
        QueueQuery { part: self.part, find: self.find.clone(), estate: self.estate, cursor }
    }

    /// The same list, with this action's form open, or none.
    pub(super) fn acting(&self, act: Option<Event>) -> Self {
        Self { act, ..self.clone() }
    }
}

fn decode(text: &str) -> Option<String> {
    js_sys::decode_uri_component(text).ok().map(String::from)
}

/// The filter in the present address.
#[hook]
pub(super) fn use_filter() -> Filter {
    let location = use_location();
    Filter::read(location.as_ref().map_or("", |location| location.query_str()), decode)
}

/// A way to an address with a filter; `replace`: Back passes over the present one.
#[derive(Clone, PartialEq)]
pub(super) struct Way {
    /// Which page.
    pub(super) to: Route,
    /// Which filter.
    pub(super) filter: Filter,
    /// Whether Back passes over the present address.
    pub(super) replace: bool,
}

impl Way {
    /// The address.
    pub(super) fn href(&self) -> String {
        let (path, query) = (self.to.to_path(), self.filter.write());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

/// Goes a [`Way`].
#[hook]
pub(super) fn use_go() -> Callback<Way> {
    let navigator = use_navigator();
    Callback::from(move |way: Way| {
        let Some(navigator) = &navigator else { return };
        let query = way.filter.write();
        match (query.is_empty(), way.replace) {
            (true, false) => navigator.push(&way.to),
            (true, true) => navigator.replace(&way.to),
            // A raw query is always one.
            (false, false) => drop(navigator.push_with_query(&way.to, Raw(query))),
            (false, true) => drop(navigator.replace_with_query(&way.to, Raw(query))),
        }
    })
}

/// What a [`WayLink`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct WayLinkProps {
    /// Where it leads.
    pub(super) way: Way,
    /// Its classes.
    #[prop_or_default]
    pub(super) class: Classes,
    /// Whether the reader is there.
    #[prop_or_default]
    pub(super) current: bool,
    /// Its content.
    pub(super) children: Html,
}

/// A real link that keeps the filter.
#[component]
pub(super) fn WayLink(props: &WayLinkProps) -> Html {
    let go = use_go();
    let way = props.way.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        // Another window or tab was meant.
        if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        go.emit(way.clone());
    });
    html! {
        <a href={props.way.href()} class={props.class.clone()}
            aria-current={props.current.then_some("true")} {onclick}>{ props.children.clone() }</a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_what_it_wrote_and_passes_over_nonsense() {
        let plain = |text: &str| Some(text.replace("%7C", "|"));
        let filter = Filter {
            part: QueuePart::Overdue,
            find: Some("6|2".to_owned()),
            typed: Some("6-2".to_owned()),
            estate: None,
            act: Some(Event::Arrive),
        };
        assert_eq!(Filter::read(&filter.write(), plain), filter);
        assert_eq!(Filter::read("?part=NONE&estate=x&act=&y", plain), Filter::default());
        assert_eq!(Filter::default().write(), "");
    }
}
