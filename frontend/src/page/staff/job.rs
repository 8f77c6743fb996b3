//! One line of the queue: a card on the phone, a row on the desktop.

use shared::api::report::{CategoryList, QueueItem};
use shared::domain::report::{Severity, next_clock};
use shared::value::Timestamp;
use yew::prelude::*;

use super::filter::{Filter, Way, WayLink};
use super::{duty, words};
use crate::i18n::Text;
use crate::page::names;
use crate::route::Route;
use crate::ui::{Chip, Clock, Dot, Tone};

/// What every line needs.
pub(super) struct Around<'a> {
    /// The texts.
    pub(super) text: &'static Text,
    /// The categories.
    pub(super) list: Option<&'a CategoryList>,
    /// Now.
    pub(super) now: Timestamp,
    /// The present filter.
    pub(super) filter: &'a Filter,
    /// Whether the seat reaches several estates.
    pub(super) several: bool,
    /// The report that is open beside the list.
    pub(super) open: Option<&'a str>,
}

impl Around<'_> {
    fn way(&self, item: &QueueItem, filter: Filter) -> Way {
        let ticket = item.card.ticket.to_string();
        Way { to: Route::StaffReport { ticket }, filter, replace: self.open.is_some() }
    }

    fn label(&self, item: &QueueItem) -> AttrValue {
        names::category_label(self.text, self.list, &item.card.category)
    }

    fn place(&self, item: &QueueItem) -> String {
        let place = &item.card.place;
        let place = if self.several { format!("{} {place}", item.estate) } else { place.clone() };
        match &item.card.assignee {
            Some(name) => (self.text.common.pair)(&place, name),
            None => place,
        }
    }

    fn line(&self, item: &QueueItem) -> AttrValue {
        if let Some(clock) = &item.clock {
            return words::due(self.text, clock, self.now);
        }
        let next = next_clock(&item.card.clocks);
        words::awaited(self.text, self.list, (next, item.card.status), self.now)
    }

    fn late(&self, item: &QueueItem) -> bool {
        item.clock.as_ref().is_some_and(|clock| clock.is_late(self.now))
    }

    fn mark(&self, item: &QueueItem) -> Html {
        match &item.clock {
            Some(clock) => html! { <Clock ..words::ring(self.text, clock, self.now) /> },
            None => html! {
                <span class="clock">
                    <Dot icon={names::category_icon(self.list, &item.card.category)}
                        tone={Tone::Grey} />
                </span>
            },
        }
    }

    fn chips(&self, item: &QueueItem) -> Html {
        html! {
            <>
                if item.card.severity == Severity::P1 {
                    <Chip tone={Tone::Stop} icon="alert" text={self.text.staff().urgent} />
                }
                if item.card.assigned_to_me {
                    <Chip tone={Tone::Brand} text={self.text.staff().mine} />
                }
            </>
        }
    }
}

/// A card with its next action, for the phone.
pub(super) fn card(around: &Around<'_>, item: &QueueItem) -> Html {
    let text = around.text;
    let list = names::category(around.list, &item.card.category);
    let category = list.map(|view| &view.category);
    let clock = item.clock.as_ref();
    let act = clock.and_then(|clock| duty::asked(&item.card, category, clock));
    let late = around.late(item);
    let open = around.way(item, around.filter.acting(None));
    // What endangers nobody stands out less.
    let strong = late || item.card.severity == Severity::P1;
    let class = classes!(
        "weui-btn",
        "weui-btn_inline",
        if strong { "weui-btn_primary" } else { "weui-btn_soft" },
    );
    let line = classes!("sub", late.then_some("t-stop strong"));
    html! {
        <article key={item.card.ticket.to_string()}
            class={classes!("card", "job", late.then_some("first"))}>
            { around.mark(item) }
            <div>
                <h3>
                    <WayLink way={open} class="job-open">{ around.label(item) }</WayLink>
                    { around.chips(item) }
                </h3>
                <p class="sub">{ around.place(item) }</p>
            </div>
            <div class="job-foot">
                <span class={line}>{ around.line(item) }</span>
                if let Some(act) = act {
                    <WayLink way={around.way(item, around.filter.acting(Some(act)))} {class}>
                        { (text.staff().act_short)(act) }
                    </WayLink>
                }
            </div>
        </article>
    }
}

/// A row beside the open report, for the desktop.
pub(super) fn row(around: &Around<'_>, item: &QueueItem) -> Html {
    let ticket = item.card.ticket.to_string();
    let on = around.open == Some(ticket.as_str());
    let line = classes!("sub", "block", around.late(item).then_some("t-stop"));
    let way = around.way(item, around.filter.acting(None));
    html! {
        <li key={ticket}>
            <WayLink {way} class={classes!(on.then_some("on"))} current={on}>
                { around.mark(item) }
                <span>
                    <b>{ around.label(item) }</b>
                    <span class="sub block">{ around.place(item) }</span>
                    <span class={line}>{ around.line(item) }</span>
                </span>
                <span class="chips-up">{ around.chips(item) }</span>
            </WayLink>
        </li>
    }
}
